"""
Is the same article read from the markup of different systems?

One article in the frames that blogs, wikis, page builders and hand-written pages put around it: each must give the same
passages, and none of the frame.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from selon.reading import read_html

TITLE = "Le pont de Valmorin rouvre"
PARAGRAPHS = (
    "« Nous avons tenu parole », a déclaré la maire Hortense Valdouin, en ouvrant le pont aux premiers cyclistes.",
    "Selon elle, le chantier a coûté moins que prévu : 2,4 millions d’euros, contre 3 millions annoncés au départ.",
    "« Non. »",
    "Le préfet, Gaspard Ormelle, a précisé que la route de Sauvelle resterait fermée jusqu’à l’été, faute de crédits.",
    "Interrogée par nos soins, l’association des riverains n’a pas souhaité réagir.",
    "« On attend de voir », glisse un commerçant.",
)


def each(opening: str, closing: str) -> str:
    """Return the paragraphs between *opening* and *closing*."""
    return "".join(f"{opening}{paragraph}{closing}" for paragraph in PARAGRAPHS)


def blog() -> str:
    """Return a blog whose first heading is its own name, and whose pager says *Next Post*."""
    body = each('<div style="text-align:left"><span>', "</span></div><div><br></div>")
    return f"""<html lang="fr"><head><title>{TITLE} - Actu du plateau</title></head><body><div id="outer-wrapper">
    <header><h1 class="title"><a href="/">Actu du plateau</a></h1></header><div class="blog-posts hfeed">
    <div class="post hentry"><h1 class="post-title entry-title">{TITLE}</h1>
    <div class="post-meta"><time class="published" datetime="2026-03-14">14 mars 2026</time></div>
    <div class="post-body entry-content"><h2>{TITLE}</h2>{body}</div></div>
    <div class="blog-pager"><a href="#">Next Post</a> <a href="#">Previous Post</a></div>
    <div id="comments"><div>No Comment</div><a href="#">Add Comment</a><span>comment url</span></div>
    </div></div></body></html>"""


def wiki() -> str:
    """Return a wiki's page, with its sources and categories."""
    return f"""<html lang="fr"><head><title>{TITLE} — Valmopédia</title></head><body class="skin-vector">
    <nav><ul><li><a href="/">Accueil</a></li></ul></nav><main id="content" class="mw-body">
    <h1 id="firstHeading"><span>{TITLE}</span></h1><div id="siteSub">Une page de Valmopédia.</div>
    <div class="mw-parser-output"><p><b>Publié le 14 mars 2026</b></p>{each("<p>", "</p>")}
    <h2>Sources<span class="mw-editsection">[<a href="#">modifier</a>]</span></h2>
    <ul><li><a href="x">« Le pont rouvre »</a> – Vallée Info</li></ul></div>
    <div id="catlinks">Catégories : Ponts</div></main></body></html>"""


def builder() -> str:
    """Return a page of a page builder: every piece in boxes of boxes, called widgets."""

    def widget(name: str, inner: str) -> str:
        return f'<div class="elementor-widget elementor-widget-{name}"><div>{inner}</div></div>'

    pieces = [
        widget("theme-post-title", f"<h1>{TITLE}</h1>"),
        widget("post-info", "<ul><li><a href='/p'>Paul Ardelin</a></li><li>14 mars 2026</li></ul>"),
        widget("theme-post-content", each("<p>", "</p>")),
        widget("share-buttons", "<a href='#'>Partager sur Facebook</a>"),
        widget("post-navigation", "<a href='#'>Précédent</a> <a href='#'>Suivant</a>"),
    ]
    return f"""<html lang="fr"><head><title>{TITLE} | Valmorin Hebdo</title></head><body class="elementor-page">
    {widget("nav-menu", "<nav><a href='/'>Accueil</a></nav>")}<div class="elementor post">{"".join(pieces)}</div>
    <div class="elementor-location-footer"><p>Valmorin Hebdo, tous les jeudis chez vous.</p></div></body></html>"""


def machine_names() -> str:
    """Return a page whose class names were made by machine and whose paragraphs are divisions."""
    body = each('<div data-testid="paragraph" class="text__1FZLe sc-adXnav">', "</div>")
    return f"""<html lang="fr"><head><title>{TITLE} – Le Valmorinois</title></head><body><div id="root">
    <header><a href="/">Le Valmorinois</a></header><section role="main"><h1 class="sc-kAdbZ">{TITLE}</h1>
    <div><span>par</span> <a href="/p">Paul Ardelin</a></div><div>publié le 14 mars 2026 à 8h03</div>
    <article class="sc-1pub">{body}
    <div class="sc-promo"><h4>A lire aussi</h4><a href="x">Le préfet ferme la route</a></div></article>
    </section><footer>© Le Valmorinois</footer></div></body></html>"""


def by_hand() -> str:
    """Return a page written by hand, with line breaks for paragraphs."""
    return f"""<html><head><title>{TITLE}</title></head><body>
    <div id="menu"><a href="/">Accueil</a> | <a href="/y">Liens</a></div>
    <div class="texte"><h1>{TITLE}</h1><i>14/03/2026</i><br><br>{"<br><br>".join(PARAGRAPHS)}</div></body></html>"""


def deep() -> str:
    """Return a page with each paragraph in boxes of its own."""
    body = each("<section><div><div><span>", "</span></div></div></section>")
    return f"""<html lang="fr"><body><article><h1>{TITLE}</h1><time datetime="2026-03-14" pubdate>14 mars</time>
    <div>{body}</div></article></body></html>"""


def locked() -> str:
    """Return a page whose later paragraphs stand in a box for subscribers, which this reader is."""
    first, rest = PARAGRAPHS[:2], PARAGRAPHS[2:]
    opened, closed = ("".join(f"<p>{paragraph}</p>" for paragraph in part) for part in (first, rest))
    return f"""<html lang="fr"><head><meta property="article:published_time" content="2026-03-14"></head>
    <body><article><h1>{TITLE}</h1><div>{opened}<div class="subscription-content">{closed}</div></div></article>
    </body></html>"""


LAYOUTS = (blog, wiki, builder, machine_names, by_hand, deep, locked)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_same_article_comes_out_of_every_layout(layout: Callable[[], str]) -> None:
    """
    Title and paragraphs are the same, short answers included, and nothing of the frame is among them.
    """
    article = read_html(layout())
    assert [passage.span.of(article.text) for passage in article.passages] == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_day_is_found_in_every_layout(layout: Callable[[], str]) -> None:
    """
    A date in a declaration, a ``time`` element or a line under the title is the day of publication.
    """
    published = read_html(layout()).published
    assert (published.date() if isinstance(published, datetime) else published) == date(2026, 3, 14)


@pytest.mark.parametrize(
    ("layout", "outlet"),
    [(blog, "Actu du plateau"), (wiki, "Valmopédia"), (builder, "Valmorin Hebdo"), (machine_names, "Le Valmorinois")],
)
def test_the_outlet_is_what_the_title_ends_in(layout: Callable[[], str], outlet: str) -> None:
    """
    Pages that declare no outlet name it after their title.
    """
    assert read_html(layout()).outlet == outlet


ENTRY = (
    "« La situation s’améliore d’heure en heure dans le secteur {n} », a déclaré la préfète devant la presse.",
    "Le maire de la commune {n} a ajouté que l’école rouvrirait lundi, si le temps le permet.",
    "Une habitante du quartier {n} raconte avoir passé la nuit dans le gymnase, avec ses deux enfants.",
)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('<article class="post">', "</article>"),
        ("<section>", "</section>"),
        ('<li class="live-entry">', "</li>"),
    ],
)
def test_all_entries_of_a_live_page_are_read(opening: str, closing: str) -> None:
    """
    A live page is one article of many entries, each opened by its time, and not its first entry alone.
    """
    entries = []
    for n in range(8):
        when = f'<time datetime="2026-02-07T{20 - n}:40:00+01:00">{20 - n}h40</time>'
        body = "".join(f"<p>{sentence.format(n=n)}</p>" for sentence in ENTRY)
        entries.append(
            f"{opening}<header>{when}<h3>Point numéro {n} sur la crue</h3></header><div>{body}</div>{closing}"
        )
    page = f"<html lang='fr'><body><main><h1>Direct : la crue</h1><div>{''.join(entries)}</div></main></body></html>"
    article = read_html(page)
    assert len(article.passages) == 1 + 8 * 4
    opened = [passage.opens_entry for passage in article.passages if passage.opens_entry]
    assert [when.hour for when in opened] == [20 - n for n in range(8)]


def test_articles_set_below_one_another_are_not_joined() -> None:
    """
    The next article of an endless page, under its own first-rank heading, is not this one.
    """
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    other = "<p>Le loup aperçu près du col a été filmé par un éleveur, qui affirme en avoir vu trois autres.</p>" * 3
    when = '<time datetime="2026-02-07T08:00:00+01:00">8h</time>'
    pages = [
        f"<article><h1>{title}</h1>{when}{text}</article>"
        for title, text in ((TITLE, body), ("Un loup", other), ("Le col", other))
    ]
    article = read_html(
        f"<html lang='fr'><head><title>{TITLE}</title></head><body><main>{''.join(pages)}</main></body></html>"
    )
    assert [passage.span.of(article.text) for passage in article.passages] == [TITLE, *PARAGRAPHS]


def test_a_page_with_more_in_captions_than_in_its_text_is_read() -> None:
    """
    Where most words stand in captions side by side, the article is what stands outside them.
    """
    told = PARAGRAPHS[0] * 2
    captions = "".join(f'<div class="legende"><p>{told} Vue numéro {n}.</p></div>' for n in range(6))
    article = read_html(f"<h1>{TITLE}</h1><article><div>{captions}</div><p>{told} Fin.</p></article>")
    assert article.text == f"{TITLE}\n\n{told} Fin."
