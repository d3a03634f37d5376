"""
Is the article told from what stands beside it by what stands there, where no name tells?

Pages laid out in tables, captions in frames, offers, readers' words under a heading, lists that say in short what follows.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from selon.model import Article
from selon.reading import read_html

TITLE = "The lighthouse at Kelder will be sold"
PARAGRAPHS = (
    "The port of Kelder said on Monday that it would sell the old lighthouse to whoever promised to keep it lit.",
    "“We have no use for a tower,” the harbour master, Runa Askell, told the council at its meeting in the school.",
    "Three families had asked for the keys, she said, and one of them wanted to keep bees in the lamp room.",
    "The council’s treasurer, Odd Varnes, warned that the roof alone would cost more than the price of the tower.",
    "A decision is expected before the end of the month, according to a note that was pinned to the door.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
FIRST, REST = (f"<p>{PARAGRAPHS[0]}</p>", "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:]))
OTHER = "The ferry to Sandholm will stop in May, the owner of the line said after a meeting with the crew."
LINE = "<font size=1>CORNERS</font><br>"


def page(main: str, *, title: str = f"{TITLE} | Kelder Post") -> Article:
    """Return what is read of a page with *main* in its body."""
    return read_html(f'<html lang="en"><head><title>{title}</title></head><body>{main}</body></html>')


def text(article: Article) -> list[str]:
    """Return the passages of *article* but its title."""
    return [passage.span.of(article.text) for passage in article.passages if passage.kind != "title"]


def cells(beside: str) -> str:
    """Return a layout in three cells, with the article in the middle one."""
    return (
        f"<table><tr><td>{beside}</td><td><font size=5><b>{TITLE}</b></font><hr>{BODY}</td><td>{beside}</td></tr>"
        "<tr><td colspan=3>All rights reserved</td></tr></table>"
    )


@pytest.mark.parametrize(
    "beside",
    [
        f"<a href='/1'><b>No more ferry</b></a><br>{OTHER}",
        f"<table><tr><td><b>ALSO TODAY</b></td></tr><tr><td>{OTHER}</td></tr><tr><td>{OTHER}</td></tr></table>",
        f"<p>{OTHER}</p><p>Should the fair move to July? Write to us and tell us what you think of the plan.</p>",
    ],
)
def test_other_cells_are_not_the_article(beside: str) -> None:
    """
    Of a page that is laid out in a table, the cell that holds most of the text is the article.
    """
    article = page(cells(beside))
    assert text(article) == list(PARAGRAPHS)
    assert article.title is not None
    assert article.title.of(article.text) == TITLE


def test_a_table_with_text_in_all_cells_is_kept() -> None:
    """
    Where no cell holds most of the text, none stands beside it.
    """
    rows = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in pairwise(PARAGRAPHS))
    assert set(text(page(f"<article><h1>{TITLE}</h1><table>{rows}</table></article>"))) == set(PARAGRAPHS)


@pytest.mark.parametrize("site", ["Kelder Post Online: ", "KELDER POST | Harbour | "])
def test_a_large_line_is_the_title_that_the_page_ends_its_own_with(site: str) -> None:
    """
    A line in letters of its own size is a paragraph of its own, and the title where the page's title ends with it.
    """
    head = f"<p>{LINE}<font size=5><b>{TITLE}</b></font><br><font size=1>Friday, October 22, 1999</font>"
    signed = "<p>By <b>RUNA ASKELL</b><br><i>Post Staff Writer</i>"
    article = page(f"<table><tr><td>{head}{signed}{BODY}</td></tr></table>", title=site + TITLE)
    assert article.title is not None
    assert article.title.of(article.text) == TITLE
    assert (str(article.published), article.byline) == ("1999-10-22", "RUNA ASKELL")
    assert text(article) == list(PARAGRAPHS)


def test_a_break_between_lines_of_one_size_parts_nothing() -> None:
    """
    Two lines in letters of one size are one paragraph, as lines of verse are.
    """
    verse = "<font size=2>The lamp is out,</font><br><font size=2>the keeper sleeps.</font>"
    assert "The lamp is out, the keeper sleeps." in text(page(f"<h1>{TITLE}</h1><p>{verse}</p>{BODY}"))


@pytest.mark.parametrize(
    "frame",
    [
        "<table align=right><tr><td><img src=a width=200><br><font size=1>{0}</font></td></tr></table>",
        "<table width=210><tr><td><img src=a></td></tr><tr><td>{0}</td></tr></table>",
        "<dl><dt><img src=a></dt><dt><strong>{0}</strong></dt><dd>Photo R. A.</dd></dl>",
        "<dl class=item><dt class=icon><a href=b><img src=a width=150px></a></dt><dd>{0}</dd></dl>",
    ],
)
def test_words_in_a_frame_with_a_picture_are_its_caption(frame: str) -> None:
    """
    A small table or list around a picture holds its caption.
    """
    caption = frame.format("The tower as it was seen from the quay on Sunday.")
    assert text(page(f"<article><h1>{TITLE}</h1>{FIRST}{caption}{REST}</article>")) == list(PARAGRAPHS)


def test_a_table_with_drawn_quotation_marks_is_no_caption() -> None:
    """
    Pictures too small to be looked at do not make a caption of the words beside them.
    """
    quote = "<table><tr><td><img src=a width=5></td><td><img src=b width=24><b>We will miss its light.</b></td></tr></table>"
    assert "We will miss its light." in text(page(f"<article><h1>{TITLE}</h1>{FIRST}{quote}{REST}</article>"))


@pytest.mark.parametrize(
    ("heading", "is_of_readers"),
    [
        ("Vos avis", True),
        ("3 commentaires", True),
        ("Comments (2)", True),
        ("Readers’ comments", True),
        ("2 responses", True),
        ("Leserkommentare", True),
        ("Réactions", False),
        ("Reactions", False),
        ("What the council said", False),
    ],
)
@pytest.mark.parametrize("frame", ["<div><h4>{0}</h4><div><p>{1}</p></div></div>", "<h3>{0}</h3><div><p>{1}</p></div>"])
def test_what_readers_say_stands_below_a_heading(heading: str, frame: str, *, is_of_readers: bool) -> None:
    """
    What stands below a heading over readers' words is not the article's, whatever its names; other sections are.
    """
    box = frame.format(heading, OTHER)
    assert (OTHER in text(page(f"<div><h1>{TITLE}</h1>{BODY}{box}</div>"))) is not is_of_readers


@pytest.mark.parametrize(
    "offer",
    [
        (
            "<section><div><p>This story is available only to our subscribers.</p>"
            "<p>Take three months for the price of one, from Monday.</p></div></section>"
        ),
        (
            "<div><h2>Cet article est réservé aux membres payants</h2>"
            "<p>Profitez de l’offre à 1 € par semaine pendant trois mois.</p></div>"
        ),
        "<div><p>You have read 3 of 5 free articles this month.</p></div>",
        "<p>You have read your free articles this month.</p>",
        "<p>Vous avez lu 3 articles gratuits ce mois-ci.</p>",
    ],
)
def test_offers_are_left_out(offer: str) -> None:
    """
    What stands in one box with a paywall's words is an offer, and a count of free articles is part of none.
    """
    assert text(page(f"<article><h1>{TITLE}</h1>{BODY}{offer}</article>")) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "above",
    [
        "<h2>What to remember</h2><ul>{0}</ul>",
        "<div class=pinned><span>KEY POINTS</span><ul>{0}</ul></div><div>Advertisement</div>",
    ],
)
def test_points_above_the_article_are_part_of_it(above: str) -> None:
    """
    A list of sentences right above the first paragraph says in short what follows.
    """
    points = ["The tower is for sale for one crown.", "Whoever buys it has to keep it lit."]
    items = above.format("".join(f"<li>{point}</li>" for point in points))
    main = f"<main><header><h1>{TITLE}</h1></header><div>{items}<div><div>{BODY}</div></div></div></main>"
    assert [passage for passage in text(page(main)) if passage in points] == points


def test_linked_lists_above_the_article_are_not() -> None:
    """
    A list of links above the first paragraph leads to other articles.
    """
    items = "".join(f"<li><a href=/{n}>The ferry of line {n} will stop in May.</a></li>" for n in range(3))
    main = f"<main><h1>{TITLE}</h1><div><ul>{items}</ul><div><div>{BODY}</div></div></div></main>"
    assert text(page(main)) == list(PARAGRAPHS)


def test_short_items_stand_with_the_long_ones_of_their_list() -> None:
    """
    Of a list with a sentence in it, all items are the article's.
    """
    items = ["three turbines on the west side;", "a berth for yachts;", "letting the lamp room to whoever likes bees."]
    listed = "".join(f"<li>{item}</li>" for item in items)
    assert [
        one for one in text(page(f"<div><h1>{TITLE}</h1>{BODY}<ul>{listed}</ul>{BODY}</div>")) if one in items
    ] == items


@pytest.mark.parametrize("names", ["field field--label-hidden", "field-label-hidden", "c-label-hidden"])
def test_a_field_whose_label_is_hidden_is_shown(names: str) -> None:
    """
    A name that says that a label is hidden hides nothing of what it is the label of.
    """
    lead = "Whoever promises to keep the old lighthouse lit can have it for one crown, the port says."
    main = f'<h1>{TITLE}</h1><div class="{names} field-summary"><p>{lead}</p></div><div class="{names}">{BODY}</div>'
    assert text(page(f"<article>{main}</article>")) == [lead, *PARAGRAPHS]


def test_a_post_in_a_social_box_is_kept() -> None:
    """
    A post that stands in the article is shown, also where the box around it is called *social*.
    """
    post = (
        '<div class="section section_type_social"><blockquote class="instagram-media"><p>Keep the lamp lit, Kelder!</p>'
        "<p>Port of Kelder (@kelder)</p></blockquote></div>"
    )
    main = f"<article><h1>{TITLE}</h1><div>{FIRST}</div>{post}<div>{REST}</div></article>"
    assert "Keep the lamp lit, Kelder!" in text(page(main))


@pytest.mark.parametrize("share", [2, 3])
def test_columns_of_one_article_are_kept(share: int) -> None:
    """
    A cell with a good part of the text, and no link in it, is another column of the article.
    """
    left, right = ("".join(f"<p>{one}</p>" for one in part) for part in (PARAGRAPHS[:share], PARAGRAPHS[share:]))
    assert text(page(f"<h1>{TITLE}</h1><table><tr><td>{left}</td><td>{right}</td></tr></table>")) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "nested",
    [
        "<table><tr><td><img src=a>" * 50 + BODY,
        BODY + "<div><p>La suite est réservée aux abonnés.</p>" * 50,
        BODY + "<h2>Comments</h2><p>Well said.</p>" * 4_000,
    ],
    ids=["frames", "offers", "comments"],
)
def test_boxes_in_boxes_change_nothing(nested: str) -> None:
    """
    However many frames, offers and headings there are, the article stays what it is.
    """
    assert PARAGRAPHS[1] in text(page(f"<article><h1>{TITLE}</h1>{nested}</article>"))
