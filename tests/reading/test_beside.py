"""
Do dates and names come from the article's own element alone?

Each page is one article in the markup of some system, with what stands beside it on real pages.
"""

from __future__ import annotations

import json

import pytest

from selon.reading import read_html

TITLE = "Pont de Corvelle : la fermeture n’est pas décidée"
TOLD = (
    "La fermeture du pont de Corvelle « n’est pas décidée », a assuré lundi la préfète, Odile Marchal, à cent personnes.",
    "« Nous attendons le rapport des ingénieurs », a-t-elle ajouté. Les travaux n’ont toujours pas commencé, dit-elle.",
    "Le maire, Hugo Varennes, a demandé que l’État « prenne ses responsabilités ». Il espère une réponse avant l’été.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in TOLD)
COMMENT = (
    '<article class="comment"><header><span class="author">Toto33</span>'
    '<time datetime="2026-08-28T10:09:00+02:00">il y a 8 heures</time></header><p>Bravo pour cet article.</p></article>'
)
TEASER = (
    '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="2026-09-01">'
    '<span itemprop="author">Jean Autre</span><a itemprop="headline" href="/2">Le port rouvre</a></div>'
)
NOON, DAY = "2024-05-12T10:05:00+02:00", "2024-05-12"
TIME = f'<time datetime="{NOON}">12 mai</time>'

Found = tuple[str | None, str | None, str | None]
NOTHING: Found = (None, None, None)


def found(beside: str = "", *, head: str = "", after: str = "", main: str = "", url: str | None = None) -> Found:
    """Return date, byline and date of change of a page with *beside* under its title, or with *main* as its article."""
    main = main or f"<main><article><h1>{TITLE}</h1>{beside}{BODY}</article></main>"
    page = f'<html lang="fr"><head><title>{TITLE}</title>{head}</head><body>{main}{after}</body></html>'
    article = read_html(page, url=url)
    dates = [when.isoformat() if when else None for when in (article.published, article.modified)]
    return dates[0], article.byline, dates[1]


def script(value: object) -> str:
    """Return *value* as JSON-LD, or a text as it stands."""
    written = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{written}</script>'


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (
            (
                f'<div class="entry-meta"><span class="posted-on">Publié le '
                f'<time class="entry-date published updated" datetime="{NOON}">12</time></span> <span class="byline">par '
                '<span class="author vcard"><a class="url fn n" href="/author/maud">Maud Arel</a></span></span></div>'
            ),
            (NOON, "Maud Arel", None),
        ),
        (
            (
                f'<time class="entry-date published" datetime="{NOON}">12</time>'
                '<time class="updated" datetime="2024-05-13T08:00:00+02:00">13</time>'
            ),
            (NOON, None, "2024-05-13T08:00:00+02:00"),
        ),
        (
            '<div class="submitted">Soumis par <span class="username">Maud E.</span> le dim, 12/05/2024 - 10:05</div>',
            ("2024-05-12T10:05:00", "Maud E.", None),
        ),
        (
            '<footer class="node__meta"><div class="author-name">Par <span>Maud Arel</span>, 12 mai 2024</div></footer>',
            (DAY, "Maud Arel", None),
        ),
        (
            f'<h4 class="author-name"><a href="/m">Maud Arel</a></h4><time class="meta-date" datetime="{DAY}">x</time>',
            (DAY, "Maud Arel", None),
        ),
        (
            (
                '<div class="c-attribution"><span class="b-byline">Par </span><a href="/m">Maud Arel</a>'
                ' et <a href="/h">Hugo Varennes</a></div>'
            ),
            (None, "Maud Arel, Hugo Varennes", None),
        ),
        (
            '<p><a rel="author" href="/m">Maud Arel</a> et <a rel="author" href="/h">Hugo Varennes</a></p>',
            (None, "Maud Arel, Hugo Varennes", None),
        ),
        (
            (
                '<div class="article__author"><span class="article__author-name">Maud Arel</span>'
                '<span class="article__author-role">Grand reporter</span></div>'
            ),
            (None, "Maud Arel", None),
        ),
        ('<p class="byline">Par Maud Arel, envoyée spéciale à Corvelle</p>', (None, "Maud Arel", None)),
        (
            '<span class="author">Email The Author</span><span class="author">Maud Arel</span>',
            (None, "Maud Arel", None),
        ),
        ("<div>Par Maud Arel - 12 mai 2024 à 10h05</div>", ("2024-05-12T10:05:00", "Maud Arel", None)),
        (
            '<p class="date">Publié le 12 mai 2024 à 10h05, mis à jour le 13 mai 2024 à 9h</p>',
            ("2024-05-12T10:05:00", None, "2024-05-13T09:00:00"),
        ),
        (
            f'<p>Publié le {TIME} - Mis à jour le <time datetime="2024-05-13">13 mai</time></p>',
            (NOON, None, "2024-05-13"),
        ),
        ('<p class="date">Mis à jour le 13 mai 2024</p>', (None, None, "2024-05-13")),
        (f"<div><span>Mis à jour</span> {TIME}</div>", (None, None, NOON)),
        ('<p class="signature">La rédaction</p>', (None, "La rédaction", None)),
        (
            (
                '<div class="td-author-by">By</div> <a href="/m">Maud Arel</a><span class="td-post-date">'
                f'<time class="entry-date updated td-module-date" datetime="{NOON}">x</time></span>'
            ),
            (NOON, "Maud Arel", None),
        ),
        (
            (
                '<div class="wp-block-post-author"><p class="wp-block-post-author__byline">par</p>'
                f'<p class="wp-block-post-author__name">Maud Arel</p></div><div class="wp-block-post-date">{TIME}</div>'
            ),
            (NOON, "Maud Arel", None),
        ),
        (
            (
                '<footer class="node__meta">Soumis par <span property="schema:name">admin</span> le '
                f'<span property="schema:dateCreated" content="{NOON}">dim, 12/05/2024 - 10:05</span></footer>'
            ),
            (NOON, None, None),
        ),
        (
            (
                f'<p class="info-publi"><abbr class="published" title="{NOON}">dimanche 12 mai 2024</abbr>, '
                'par <span class="vcard author"><a class="url fn spip_in">Maud Arel</a></span></p>'
            ),
            (NOON, "Maud Arel", None),
        ),
        (
            (
                '<dl class="article-info"><dd class="createdby" itemprop="author" itemscope>Écrit par '
                f'<span itemprop="name">Maud Arel</span></dd>'
                f'<dd><time datetime="{NOON}" itemprop="datePublished">x</time></dd>'
                '<dd class="modified"><time datetime="2024-05-13" itemprop="dateModified">x</time></dd></dl>'
            ),
            (NOON, "Maud Arel", "2024-05-13"),
        ),
        (
            (
                '<div data-testid="byline">Par <span data-testid="byline-name">Maud Arel</span></div>'
                f'<time data-testid="timestamp" datetime="{NOON}">il y a deux jours</time>'
            ),
            (NOON, "Maud Arel", None),
        ),
        ('<p class="byline">Maud Arel à Corvelle et Hugo Varennes</p>', (None, "Maud Arel, Hugo Varennes", None)),
        (
            '<p class="post-info">Par Maud Arel, dimanche 12 mai 2024. <a>Lien permanent</a></p>',
            (DAY, "Maud Arel", None),
        ),
        ("<p>Propos recueillis par Maud Arel</p>", (None, "Maud Arel", None)),
        ('<div class="author">Maud Arel<br>Juriste au service des eaux</div>', (None, "Maud Arel", None)),
        ('<span class="author">Maud Arel</span><span class="author">MAUD AREL</span>', (None, "Maud Arel", None)),
        ('<span itemprop="author creator">Maud Arel</span>', (None, "Maud Arel", None)),
        ("<p>Corvelle, le 12 mai 2024</p>", (DAY, None, None)),
        ("<p>ADP le 12/05/2024 à 10h05</p>", ("2024-05-12T10:05:00", None, None)),
        ("<p>12 mai 2024 • 5 min de lecture • Mis à jour il y a 3 heures</p>", (DAY, None, None)),
        ('<time datetime="PT5M">5 min</time><time datetime="2024-05-12">12 mai</time>', (DAY, None, None)),
        (
            '<span class="publie">Publié le 12/05/2024</span><span class="updated-on">Mis à jour le 13/05/2024</span>',
            (DAY, None, "2024-05-13"),
        ),
    ],
)
def test_the_line_beside_the_title_is_read(beside: str, expected: Found) -> None:
    """
    Names and dates under the title are the article's, in the markup of many systems, and a date of change is no other.
    """
    assert found(beside) == expected


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        (
            (
                f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1>{BODY}'
                f'<meta itemprop="datePublished" content="{NOON}"><span itemprop="author" itemscope>'
                '<span itemprop="name">Maud Arel</span><span itemprop="jobTitle">Juriste</span></span></div>'
            ),
            (NOON, "Maud Arel", None),
        ),
        (
            (
                f'<article><header><h1>{TITLE}</h1></header>{BODY}<footer class="end"><time class="entry-date published" '
                f'datetime="{NOON}">x</time><span class="author vcard"><a class="fn">Maud Arel</a></span></footer></article>'
            ),
            (NOON, "Maud Arel", None),
        ),
        (
            (
                f'<div class="date-outer"><div class="post hentry"><h3 class="post-title">{TITLE}</h3><div>{BODY}</div>'
                '<div class="post-footer"><span class="post-author">Publié par <span class="fn">Maud Arel</span></span>'
                f' <abbr class="published" title="{NOON}">10:05</abbr></div></div></div>'
            ),
            (NOON, "Maud Arel", None),
        ),
        (
            f'<header><h1>{TITLE}</h1><p class="byline">Par Maud Arel</p>{TIME}</header><div>{BODY}</div>',
            (NOON, "Maud Arel", None),
        ),
        (
            f"<article><h1>{TITLE}</h1><p class=chapo>{TOLD[1]}</p><p class=auteur>Par Maud Arel</p>{TIME}{BODY}</article>",
            (NOON, "Maud Arel", None),
        ),
        (
            (
                f'<article><h1>{TITLE}</h1>{BODY}<div class="author-box"><h4>À propos de l’auteur</h4>'
                '<a class="author-name" href="/m">Maud Arel</a><p class="author-bio">Juriste à Corvelle.</p></div></article>'
            ),
            (None, "Maud Arel", None),
        ),
        (
            f"<article><h1>{TITLE}</h1><p>CORVELLE, le 12 mai 2024 (ADP) – {TOLD[0]}</p>{BODY}</article>",
            (DAY, None, None),
        ),
    ],
)
def test_the_article_s_own_element_is_read(main: str, expected: Found) -> None:
    """
    What is marked as the date or the author counts below the text as well, within the article's element.
    """
    assert found(main=main) == expected


@pytest.mark.parametrize(
    "after",
    [
        f'<section id="comments"><h2>Commentaires</h2>{COMMENT}</section>',
        f"<div>{COMMENT}</div>",
        (
            '<div itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Toto33</span>'
            '<meta itemprop="datePublished" content="2026-08-28"><p>Bravo</p></div>'
        ),
        f'<aside class="related"><article><header><h3>Autre</h3>{TIME}</header><p>x</p></article></aside>',
        f'<div class="carousel">{TEASER}</div>',
        f"<div>{TEASER}</div>",
        f'<footer><a rel="author" href="/x">Agence Filigrane</a> {TIME}</footer>',
        '<div id="footer"><a rel="author" href="/x">Agence Filigrane</a></div>',
        '<div><a rel="author" href="/a">Jean Autre</a></div>',
        "<p>© Le Filet, 12 mai 2024</p>",
        "<div>"
        + "".join(
            f'<div><b class="author">Toto {n}</b><time class="published" datetime="2026-08-0{n}">x</time></div>'
            for n in (1, 2, 3)
        )
        + "</div>",
    ],
)
def test_what_stands_elsewhere_in_the_page_is_not_read(after: str) -> None:
    """
    Comments, teasers, carousels, footers and links to authors tell nothing of this article.
    """
    assert found(after=after) == NOTHING


@pytest.mark.parametrize(
    "beside",
    [
        f'<div class="related"><ul><li><a href="/2">Autre</a>{TIME}</li></ul></div>',
        TEASER,
        f'<figure><img src="a"><figcaption>Photo <span class="author">Jean Photo</span> {TIME}</figcaption></figure>',
        '<p class="chapo">La décision du 2 février 2011 est contestée.</p>',
        f'<p>Le <time datetime="2011-02-02">2 février 2011</time>, {TOLD[0]}</p>',
        f'<blockquote><p>{TOLD[0]}<cite class="author">Odile Marchal</cite>{TIME}</p></blockquote>',
        '<div><h3><a href="/2">Le port rouvre demain</a></h3><time datetime="2026-09-01">hier</time></div>',
        '<ul><li class="post hentry"><a href="/2">Port</a><time class="published" datetime="2026-09-01">x</time></li></ul>',
        '<span class="author">Écrire à l’auteur</span>',
        '<p class="byline">Par ailleurs</p>',
        '<p class="author"><a href="/m">Voir tous les articles de Maud Arel</a></p>',
        '<span class="date">mai 2024</span>',
        '<time itemprop="startDate" datetime="2024-06-01">1er juin 2024</time>',
        '<div class="event-date">1er juin 2024</div>',
        "<p>Législatives du 30 juin 2024</p>",
        "<p>Concert le 1er juin 2024</p>",
    ],
)
def test_what_stands_in_the_article_for_others_is_not_read(beside: str) -> None:
    """
    Boxes, captions, quotations and sentences in the article have dates and names of their own.
    """
    assert found(beside) == NOTHING


@pytest.mark.parametrize(
    "main",
    [
        f"<article><h1>{TITLE}</h1>{BODY}<footer>Source : rapport du 2 février 2011</footer></article>",
        f"<article><h1>{TITLE}</h1>{BODY}<p>Source : rapport du 2 février 2011</p></article>",
        f"<article><h1>{TITLE}</h1>{BODY}<section class='comments'>{COMMENT}</section></article>",
        f"<article><h1>{TITLE}</h1><p>Le 2 février 2011, la préfète a fermé le pont, sans un mot.</p>{BODY}</article>",
        f"<header><div>mardi 1er décembre 2026</div></header><article><h1>{TITLE}</h1>{BODY}</article>",
        f'<div id="top"><span class="date">mardi 1er décembre 2026</span></div><div><h1>{TITLE}</h1>{BODY}</div>',
    ],
)
def test_days_of_documents_and_of_the_site_are_not_read(main: str) -> None:
    """
    The day of a report, of an event or of today is not the day of the article.
    """
    assert found(main=main) == NOTHING


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="author" content="admin">', NOTHING),
        ('<meta name="author" content="marel">', NOTHING),
        ('<meta name="author" content="redaction@lefilet.example">', NOTHING),
        ('<meta name="author" content="Politique"><meta property="article:section" content="Politique">', NOTHING),
        ('<meta name="author" content="Le Filet"><meta property="og:site_name" content="Le Filet">', NOTHING),
        (
            script({"@type": "NewsArticle", "headline": TITLE, "articleSection": ["Régions"], "author": "Régions"}),
            NOTHING,
        ),
        (script({"@type": "NewsArticle", "headline": TITLE, "dateModified": DAY}), (None, None, DAY)),
        ('<link rel="author" href="https://social.example/x">', NOTHING),
    ],
)
def test_accounts_sections_and_outlets_are_no_authors(head: str, expected: Found) -> None:
    """
    What a page declares as its author may be an account, a section or the outlet; a date of change is no first date.
    """
    assert found(head=head) == expected


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="admin">',
        '<meta name="author" content="Le Filet"><meta property="og:site_name" content="Le Filet">',
        script(
            {"@type": "NewsArticle", "headline": TITLE, "author": {"@type": "Organization", "name": "Administrateur"}}
        ),
    ],
)
def test_the_name_shown_counts_where_none_is_declared(head: str) -> None:
    """
    The byline under the title is read where the declared author is nobody.
    """
    assert found('<p class="byline">Par <a href="/m">Maud Arel</a></p>', head=head)[1] == "Maud Arel"


def test_an_outlet_signs_where_the_article_s_own_description_says_so() -> None:
    """
    In JSON-LD the outlet may be the author; then it is the byline, unless a name is shown.
    """
    article = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "author": {"name": "Le Filet"},
        "publisher": {"name": "Le Filet"},
    }
    assert found(head=script(article))[1] == "Le Filet"
    assert found('<p class="byline">Par Maud Arel</p>', head=script(article))[1] == "Maud Arel"


def test_sentences_that_open_as_bylines_do_sign_nothing() -> None:
    """
    A first paragraph may open with *Par* and a name.
    """
    assert found("<p>Par Odile Marchal, le pont a été dit sûr.</p>") == NOTHING
    assert found("<p>Par ailleurs, Odile Marchal a fui.</p>") == NOTHING


def test_the_outlet_s_name_counts_where_it_is_shown_alone() -> None:
    """
    Whoever writes a site of his own, and a staff without names, sign with the outlet's name; a section does not.
    """
    head = '<meta property="og:site_name" content="Maud Arel"><meta property="article:section" content="Ponts">'
    assert found('<p class="byline">Par Maud Arel</p>', head=head)[1] == "Maud Arel"
    assert found('<p class="byline">Maud Arel, Hugo Varennes</p>', head=head)[1] == "Hugo Varennes"
    assert found('<p class="author">Ponts</p>', head=head) == NOTHING


def test_a_site_s_date_is_not_the_article_s() -> None:
    """
    Where the page calls itself the whole site, the day shown under the title counts before the declared one.
    """
    head = '<meta property="og:type" content="website"><meta property="article:published_time" content="2012-01-01">'
    assert found('<p class="meta">Publié le 12 mai 2024</p>', head=head)[0] == DAY
    assert found(head=head)[0] == "2012-01-01"
    near = head.replace("2012-01-01", "2024-05-11T23:30:00+00:00")
    assert found('<p class="meta">Publié le 12 mai 2024</p>', head=near)[0] == "2024-05-11T23:30:00+00:00"


def test_the_change_is_not_before_the_publication() -> None:
    """
    A page that claims to have been changed before it appeared is not believed.
    """
    head = '<meta property="article:{}_time" content="{}">'
    told = head.format("published", "2026-03-02") + head.format("modified", "2026-03-01T10:00:00Z")
    assert found(head=told) == ("2026-03-02", None, None)


def test_the_day_in_the_address_comes_last() -> None:
    """
    A page that shows no date has the one in the folders of its address.
    """
    address = "https://lefilet.example/2024/05/12/pont.html"
    assert found(url=address)[0] == DAY
    assert found("<p>Publié le 11 mai 2024</p>", url=address)[0] == "2024-05-11"


OTHER = {
    "@type": "NewsArticle",
    "headline": "Le port rouvre demain matin",
    "datePublished": "2026-09-01",
    "author": "Jean Autre",
}
OWN = {"@type": "NewsArticle", "headline": TITLE, "datePublished": DAY, "author": {"name": "Maud Arel"}}
PLACE = "https://lefilet.example/pont"
CANONICAL = f'<link rel="canonical" href="{PLACE}">'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (script({"@graph": [OTHER, OWN]}), (DAY, "Maud Arel", None)),
        (script([{**OTHER, "headline": "La fermeture"}, OWN]), (DAY, "Maud Arel", None)),
        (
            script({"@graph": [{**OTHER, "headline": "La fermeture"}, {**OTHER, "headline": "Autre"}]}),
            NOTHING,
        ),
        (script(OTHER) + script(OWN), (DAY, "Maud Arel", None)),
        (script({"@graph": [OTHER, {**OTHER, "headline": "Encore un autre sujet"}]}), NOTHING),
        (script({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}), NOTHING),
        (script({"@type": "WebPage", "hasPart": [OTHER], "relatedLink": [OTHER]}), NOTHING),
        (
            CANONICAL
            + script([OTHER, {**OWN, "headline": "Ce que dit la préfète", "mainEntityOfPage": {"@id": PLACE}}]),
            (DAY, "Maud Arel", None),
        ),
        (CANONICAL + script({**OTHER, "url": "https://lefilet.example/port"}), NOTHING),
        (script({**OWN, "headline": "Ce que dit la préfète"}), (DAY, "Maud Arel", None)),
        (script({**OWN, "author": None}) + script({**OWN, "datePublished": ""}), (DAY, "Maud Arel", None)),
        (script({"@type": "WebPage", "name": f"{TITLE} - Le Filet", "datePublished": DAY}), (DAY, None, None)),
        (script({"@type": "WebPage", "name": "Accueil", "datePublished": DAY}), NOTHING),
        (script({"@type": "Comment", "author": "Toto33", "datePublished": "2026-08-28"}), NOTHING),
    ],
)
def test_of_several_descriptions_the_article_s_own_counts(head: str, expected: Found) -> None:
    """
    JSON-LD describes this article where it has its title or its address; what describes others is not read.
    """
    assert found(head=head) == expected


@pytest.mark.parametrize(
    "source",
    [
        '{"@type":"NewsArticle","datePublished":"2024-05-12","author":[{"name":"Maud Arel"},],}',
        '{"@type":"WebSite"}{"@type":"NewsArticle","datePublished":"2024-05-12","author":"Maud Arel"}',
        '{"@type":"WebSite"},\n{"@type":"NewsArticle","datePublished":"2024-05-12","author":"Maud Arel"}',
        '{"@type":"WebSite"};{"@type":"NewsArticle","datePublished":"2024-05-12","author":"Maud Arel",};',
        '{"@type":"NewsArticle","datePublished":["2024-05-12"],"author":[[[{"name":["Maud Arel"]}]]]}',
        '{"@type":"NewsArticle","datePublished":{"@value":"2024-05-12"},"author":{"givenName":"Maud","familyName":"Arel"}}',
        '/* seo */{"@type":"NewsArticle", // type\n"datePublished":"2024-05-12","author":"Maud Arel"}',
        '{"@type":"NewsArticle","description":"un\ndeux\ttrois","datePublished":"2024-05-12","author":"Maud Arel"}',
        '{"@type":"NewsArticle","description":"Elle dit "non" et part","datePublished":"2024-05-12","author":"Maud Arel"}',
        '{"@type":"NewsArticle","description":"l\\\'affaire","datePublished":"2024-05-12","author":"Maud Arel"}',
        (
            "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2024-05-12&quot;,"
            "&quot;author&quot;:&quot;Maud Arel&quot;}"
        ),
        '{"@type":"NewsArticle","datePublished":"2024-05-12","author":"Maud&nbsp;Arel"}',
        '/*<![CDATA[*/{"@type":"NewsArticle","datePublished":"2024-05-12","author":"Maud Arel",}/*]]>*/',
        '<!--{"@type":"NewsArticle","datePublished":"2024-05-12","author":"Maud Arel",}-->',
        '\ufeff{"@type":"NewsArticle","datePublished":"2024-05-12","author":"Maud Arel"}',
        '{"@type":"NewsArticle" "datePublished":"2024-05-12" "author":"Maud Arel"}',
        '{"@graph":[{"@type":"NewsArticle","datePublished":"2024-05-12","author":"Maud Arel"}',
    ],
)
def test_damaged_json_ld_is_read(source: str) -> None:
    """
    Commas too many or too few, objects side by side, nested lists, comments, marks and line ends in texts lose nothing.
    """
    assert found(head=script(source)) == (DAY, "Maud Arel", None)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{"@type":"NewsArticle","author":"Maud Arel","datePublished":"2024-05-1', (None, "Maud Arel", None)),
        ('{"@type":"NewsArticle","datePublished":"2024-05-12","author":{"name":"Maud A', (DAY, None, None)),
        ('{"@type":"NewsArticle","datePublished":"2024-05-12","author', (DAY, None, None)),
        ("Ici, rien à lire.", NOTHING),
        ("{", NOTHING),
        ("[" * 5000, NOTHING),
        ('{"@type":"NewsArticle",' * 5000, NOTHING),
    ],
)
def test_a_value_that_breaks_off_is_not_read(source: str, expected: Found) -> None:
    """
    Half a date or half a name is none.
    """
    assert found(head=script(source)) == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (
            '<div><a href="/2">La gare</a><p>Le chef de gare a fermé la gare, dit-on.</p><span>25 février 2024</span></div>',
            None,
        ),
        ('<div><a href="/2">Le palmarès du festival du court métrage</a> <p>25 février 2024</p></div>', None),
        ("<div><span>Région</span> <p>25 février 2024</p></div>", "2024-02-25"),
        ("<p>25 février 2024</p>", "2024-02-25"),
    ],
)
def test_a_date_in_a_teaser_above_the_title_is_none(above: str, expected: str | None) -> None:
    """
    A date above the title counts, unless it stands in a box that announces another article.
    """
    assert found(main=f"<div><div>{above}<h1>{TITLE}</h1><div>{BODY}</div></div></div>")[0] == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("<p>Published: Tuesday, 14 September, 2004, 09:31 GMT 10:31 UK</p>", "2004-09-14T09:31:00+00:00"),
        ("<p>Friday, October 22, 1999</p>", "1999-10-22"),
        ("<p>Mercredi 12 novembre 2003 - Edition de Corvelle</p>", "2003-11-12"),
        (
            '<p>Par <span>m.arel</span>, <span class="field--name-created">mar 05/03/2024 - 08:15</span></p>',
            "2024-03-05T08:15:00",
        ),
    ],
)
def test_days_with_an_hour_or_an_edition_are_read(shown: str, expected: str) -> None:
    """
    Beside a day may stand an edition, an hour, and the same hour on another clock: the first is the one that is read.
    """
    assert found(shown)[0] == expected
