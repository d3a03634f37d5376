"""
Who signs, where a page shows it in words or in a place of its own?
"""

from __future__ import annotations

import json

import pytest

from selon.reading import read_html

TITLE = "The lighthouse at Kelder will be sold"
BODY = "".join(
    f"<p>{paragraph}</p>"
    for paragraph in (
        "The port of Kelder said on Monday that it would sell the old lighthouse to whoever promised to keep it lit.",
        "“We have no use for a tower,” the harbour master, Lia Stenvik, told the council at its meeting in the school.",
        "Three families had asked for the keys, she said, and one of them wanted to keep bees in the lamp room.",
    )
)


def byline(beside: str = "", *, below: str = "", authors: object = None, title: str = TITLE) -> str | None:
    """Return the byline of a page with *beside* under its title and *below* under its text."""
    told = {"@type": "NewsArticle", "headline": title, "author": authors}
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>' if authors else ""
    main = f"<main><article><h1>{title}</h1>{beside}<div>{BODY}{below}</div></article></main>"
    return read_html(f'<html lang="en"><head><title>{title}</title>{head}</head><body>{main}</body></html>').byline


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ("<dl><dd>Geschrieben von: <span>Onno Ferring</span></dd><dd>Kategorie: Hafen</dd></dl>", "Onno Ferring"),
        ("<dl><dd>Written by: <span>Onno Ferring</span></dd><dd>Category: Port</dd></dl>", "Onno Ferring"),
        ("<dl><dd>Écrit par : <span>Onno Ferring</span></dd></dl>", "Onno Ferring"),
        ("<div>Submitted by <span>Onno Ferring</span> on Tue, 02/11/2014 - 23:52</div>", "Onno Ferring"),
        ("<div>Submitted by <span>oferring</span> on Tue, 02/11/2014 - 23:52</div>", "oferring"),
        ("<p>Par <span>o.ferring</span>, mar 05/03/2024 - 08:15</p>", "o.ferring"),
        ("<p>Soumis par admin le ven, 04/10/2019 - 14:12</p>", None),
        ("<p>Soumis par kelderpost.com le ven, 04/10/2019 - 14:12</p>", None),
        ("<p>By popular demand</p>", None),
        ("<p>By train</p>", None),
        ("<p>By <strong>the Harbour team</strong></p>", "the Harbour team"),
        ("<p>Par <b>l’équipe du port</b></p>", "l’équipe du port"),
        ("<p>By the end of the year</p>", None),
        ("<p>Jeudi 7 mars 2024 — Par <b>notre correspondante Lia Ferring</b>, à Kelder</p>", "Lia Ferring"),
        ("<p>March 7, 2024 | By Lia Ferring</p>", "Lia Ferring"),
        ("<p>Opinion | By Design</p>", None),
        ("<p>Written by hand</p>", None),
        ("<p>By <b>LIA FERRING</b><br><i>Post Staff Writer</i></p>", "LIA FERRING"),
        ("<div><span>By Lia Ferring</span> <br><span>Isles Radio, Kelder</span></div>", "Lia Ferring"),
        (
            '<span class="author"><span class="screen-reader-text">Author </span><a href="/l">Lia Ferring</a></span>',
            "Lia Ferring",
        ),
        (
            '<span class="byline"><span class="visually-hidden">Auteur</span> <span>Lia Ferring</span></span>',
            "Lia Ferring",
        ),
    ],
)
def test_who_signs_beside_the_title(beside: str, expected: str | None) -> None:
    """
    What opens a byline in any system is left out, words for the ear alone are, and an account signs where no name does.
    """
    assert byline(beside) == expected


@pytest.mark.parametrize(
    ("shown", "authors", "expected"),
    [
        (("Noa Brik", "Ada Lund"), [{"name": "Noa Brik"}], "Noa Brik, Ada Lund"),
        (("Ada Lund", "Noa Brik"), [{"name": "Noa Brik"}], "Ada Lund, Noa Brik"),
        (("Ada Lund",), [{"name": "Noa Brik"}], "Noa Brik"),
        (("Noa Brik",), [{"name": "Noa Brik"}, {"name": "Ada Lund"}], "Noa Brik, Ada Lund"),
        (("Noa Brik", "Harbour"), [{"name": "Noa Brik"}], "Noa Brik"),
    ],
)
def test_several_authors_are_shown_and_one_is_declared(
    shown: tuple[str, ...], authors: list[dict[str, str]], expected: str
) -> None:
    """
    Names shown beside the title count where they hold the declared ones and more people; else those declared do.
    """
    listed = "".join(f'<li class="author-name"><a href="/{name[0]}">{name}</a></li>' for name in shown)
    assert byline(f"<ul>{listed}</ul>", authors=authors) == expected


@pytest.mark.parametrize(
    "line",
    [
        "By Noa Brik, Staff Writer",
        "By Noa Brik, Kelder Post",
        "By Noa Brik / Photo: Ada Lund",
        "By <a href=/n>Noa Brik</a>, Isles News",
        "Noa Brik, New York",
    ],
)
def test_what_follows_a_declared_author_in_a_line_is_no_other(line: str) -> None:
    """
    After a name, a line has the paper, the place, the photographer: the declared author stays alone.
    """
    assert byline(f'<p class="byline">{line}</p>', authors=[{"name": "Noa Brik"}]) == "Noa Brik"


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<p align=right><b>Nadine Ferring</b></p>", "Nadine Ferring"),
        ("<p><em>Nadine Ferring</em></p>", "Nadine Ferring"),
        ("<p style='text-align: right'>Nadine Ferring</p>", "Nadine Ferring"),
        ("<p><b>NADINE FERRING</b></p>", "NADINE FERRING"),
        ("<p>Nadine Ferring</p>", None),
        ("<p><b>The End</b></p>", None),
        ("<p><b>Photo Credit</b></p>", None),
        ("<p><b>Kelder</b></p>", None),
        ("<p><b><a href='/more'>More News</a></b></p>", None),
    ],
)
def test_a_name_set_apart_below_the_text_signs_it(below: str, expected: str | None) -> None:
    """
    A name of two words or more, alone in a paragraph and in bold, italics or at the right, signs what stands above it.
    """
    assert byline(below=below) == expected


def test_an_account_is_no_byline_where_the_outlet_signs() -> None:
    """
    The outlet that declares itself the author goes before an account.
    """
    told = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "author": {"name": "Kelder Post"},
        "publisher": {"name": "Kelder Post"},
    }
    head = f'<title>{TITLE}</title><script type="application/ld+json">{json.dumps(told)}</script>'
    main = f"<article><h1>{TITLE}</h1><p>Submitted by oferring on Tue, 02/11/2014 - 23:52</p>{BODY}</article>"
    assert read_html(f"<html><head>{head}</head><body>{main}</body></html>").byline == "Kelder Post"
