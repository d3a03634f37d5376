"""
Is a page read as the article that it holds?

Saved pages of our own stand beside the article expected of them; single rules are tested on a few lines of markup.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from conftest import ROOT
from trafilatura import bare_extraction

import selon.errors
from selon.errors import NoArticle, SourceTooLarge
from selon.model import Article
from selon.reading import read_html, read_source
from selon.reading.page import MAX_BLOCKS

PAGES = Path(__file__).parent / "pages"
EXAMPLE = ROOT / "examples" / "page.html"
EXPECTED = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(PAGES.glob("*.json"))}
READABLE = [name for name, expected in EXPECTED.items() if "error" not in expected]
REFUSED = [name for name, expected in EXPECTED.items() if "error" in expected]

BODY = (
    "<p>« Nous rouvrirons le pont lundi », a déclaré la maire devant les habitants réunis sur la place.</p>"
    "<p>Selon elle, les travaux ont coûté moins que prévu, et la ville n’empruntera pas cette année.</p>"
)


def path_of(name: str) -> Path:
    """Return the saved page *name*; the README's demo is one of them."""
    return EXAMPLE if name == "wordpress" else PAGES / f"{name}.html"


def record(article: Article) -> dict[str, Any]:
    """Return *article* as the expected files write it."""
    passages = []
    for passage in article.passages:
        entry = {"kind": passage.kind, "element": passage.element}
        if passage.opens_entry:
            entry["opens_entry"] = passage.opens_entry.isoformat()
        passages.append({**entry, "text": passage.span.of(article.text)})
    return {
        "title": article.title.of(article.text) if article.title else None,
        "url": article.url,
        "outlet": article.outlet,
        "byline": article.byline,
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "language": article.language,
        "warnings": list(article.warnings),
        "passages": passages,
    }


def texts(article: Article) -> list[str]:
    """Return the words of each passage."""
    return [passage.span.of(article.text) for passage in article.passages]


def kinds(article: Article) -> list[str]:
    """Return the kind of each passage."""
    return [passage.kind for passage in article.passages]


@pytest.mark.parametrize("name", READABLE)
def test_a_saved_page_gives_the_expected_article(name: str) -> None:
    """
    Title, outlet, byline, dates, language and every passage are those written beside the page.
    """
    assert record(read_source(path_of(name))) == EXPECTED[name]


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_without_an_article_is_refused(name: str) -> None:
    """
    A list of articles and a paywall's stub are errors, never empty articles.
    """
    with pytest.raises(getattr(selon.errors, EXPECTED[name]["error"])):
        read_source(path_of(name))


@pytest.mark.parametrize("name", READABLE)
def test_the_text_is_its_passages_with_blank_lines_between(name: str) -> None:
    """
    Nothing stands in the text that belongs to no passage.
    """
    article = read_source(path_of(name))
    assert article.text == "\n\n".join(texts(article))


@pytest.mark.parametrize("name", READABLE)
def test_every_passage_is_found_in_its_element(name: str) -> None:
    """
    The XPath of a passage selects, in the page as lxml parses it, one element that holds the passage's words.
    """
    path = path_of(name)
    page = lxml.html.document_fromstring(path.read_bytes().decode("cp1252" if name == "old_table" else "utf-8"))
    article = read_source(path)
    for passage in article.passages:
        assert passage.element is not None
        (element,) = page.getroottree().xpath(passage.element)
        assert re.sub(r"\W+", "", passage.span.of(article.text)) in re.sub(r"\W+", "", element.text_content())


def test_reading_twice_gives_the_same() -> None:
    """
    The same bytes give equal articles.
    """
    assert read_source(EXAMPLE) == read_source(EXAMPLE)


def test_a_small_fragment_is_an_article() -> None:
    """
    A page of two sentences is read, since it holds nothing else.
    """
    article = read_html("<p>« Oui », a dit Jeanne.</p><p>Puis elle est partie.</p>")
    assert texts(article) == ["« Oui », a dit Jeanne.", "Puis elle est partie."]
    assert article.title is None


def test_white_space_is_normalised_and_no_break_spaces_stay() -> None:
    """
    Line ends and tabs of the source become one space; no-break spaces are the outlet's typography.
    """
    article = read_html(
        "<h1>Le pont</h1><p>La\n   maire\ta dit&nbsp;:\n «&#8239;oui&#8239;», et le conseil l’a suivie.</p>"
    )
    assert texts(article)[1] == "La maire a dit\N{NO-BREAK SPACE}: «\u202foui\u202f», et le conseil l’a suivie."


def test_a_drop_cap_stays_with_its_word() -> None:
    """
    Inline markup inside a word does not split it.
    """
    article = read_html(f'<h1>Pont</h1><p><span class="dropcap">L</span>a maire a annoncé <b>la</b> fin.</p>{BODY}')
    assert texts(article)[1] == "La maire a annoncé la fin."


def test_a_double_line_break_parts_paragraphs() -> None:
    """
    Two line breaks in a division are a blank line.
    """
    article = read_html("<div>La maire a promis un pont neuf.<br><br>Le conseil a voté la somme hier soir.</div>")
    assert texts(article) == ["La maire a promis un pont neuf.", "Le conseil a voté la somme hier soir."]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "«\N{NO-BREAK SPACE}oui\N{NO-BREAK SPACE}»"), ("en", "“oui”"), ("de", "„oui“"), ("xx", "“oui”")],
)
def test_a_q_element_gets_its_marks(language: str, expected: str) -> None:
    """
    A browser sets quotation marks around ``<q>``, so the text has them, in the page's language.
    """
    article = read_html(
        f'<html lang="{language}"><p>La maire a dit <q>oui</q> aux habitants réunis ce matin.</p></html>'
    )
    assert texts(article) == [f"La maire a dit {expected} aux habitants réunis ce matin."]


def test_a_q_element_that_holds_marks_gets_no_others() -> None:
    """
    Marks written inside ``<q>`` are not doubled.
    """
    article = read_html('<html lang="fr"><p>La maire a dit <q>« oui »</q> aux habitants réunis ce matin.</p></html>')
    assert texts(article) == ["La maire a dit « oui » aux habitants réunis ce matin."]


def test_words_for_screen_readers_are_left_out() -> None:
    """
    What the page hides from the eye is not in the text.
    """
    hidden = '<span class="visually-hidden"> (nouvelle fenêtre)</span>'
    article = read_html(f"<h1>Pont</h1><p>La maire{hidden} a écrit aux habitants de la rive gauche.</p>{BODY}")
    assert texts(article)[1] == "La maire a écrit aux habitants de la rive gauche."


@pytest.mark.parametrize(
    "box",
    [
        "<aside><p>Le maire d’une autre ville a dit tout le contraire de ceci hier soir.</p></aside>",
        '<div class="newsletter-box"><p>Recevez chaque matin notre lettre, a promis la rédaction à tous.</p></div>',
        '<div class="related-posts"><p>Le préfet a déclaré que la route fermerait dès demain matin.</p></div>',
        '<figure><img src="a.jpg"><figcaption>Le pont vu de la rive, selon notre photographe.</figcaption></figure>',
        "<p><strong>Lire aussi :</strong> Le préfet affirme que la route fermera</p>",
        "<p>À lire également : le préfet affirme que la route fermera</p>",
        '<p><a href="/x">« La route fermera », affirme le préfet à nos confrères</a></p>',
        '<div id="comments"><p>Mon voisin affirme que le pont est déjà fissuré, dit-on partout.</p></div>',
        "<p>Publié le 3 mars 2026 à 18 h</p>",
        "<p>Photo : Jeanne Ardouin</p>",
        "<form><p>Indiquez votre adresse pour recevoir la réponse, dit le formulaire du site.</p></form>",
        "<script>document.write('« Non », a dit le préfet.')</script>",
        '<p class="caption">Le pont au petit matin, a noté le photographe du journal.</p>',
        '<div class="intro hidden"><p>La rédaction écrit aussi pour les villes voisines, a dit le journal.</p></div>',
        '<div class="bar is-hidden"><p>La lettre du soir change, a dit la rédaction du journal.</p></div>',
        '<div style="display: none"><p>Un texte caché affirme le contraire, a dit quelqu’un.</p></div>',
    ],
)
@pytest.mark.parametrize("where", ["inside", "after"])
def test_what_stands_beside_the_article_is_left_out(box: str, where: str) -> None:
    """
    Boxes, captions, links, comments and date lines are no passages, in the middle of the text or after it.
    """
    first, second = BODY.split("</p>")[:2]
    inside = f"{first}</p>{box}{second}</p>" if where == "inside" else f"{BODY}{box}"
    article = read_html(f"<html lang='fr'><main><h1>Le pont rouvre</h1><article>{inside}</article></main></html>")
    assert texts(article) == ["Le pont rouvre", *re.findall(r"<p>(.*?)</p>", BODY)]


@pytest.mark.parametrize("strict", [{"favor_precision": True, "fast": True}, {}], ids=["strict", "lenient"])
def test_trafilatura_leaves_the_page_as_it_was(strict: dict[str, bool]) -> None:
    """
    What trafilatura does to a tree that it is given, it does to copies: the blocks' own elements stay.
    """
    page = (PAGES / "paywall.html").read_bytes() + b"<p>Une phrase de plus, a dit la maire.</p>" * 20
    tree = lxml.html.document_fromstring(page)
    before = lxml.html.tostring(tree)
    bare_extraction(tree, include_comments=False, output_format="xml", **strict)
    assert lxml.html.tostring(tree) == before


def test_a_name_on_the_whole_page_does_not_hide_the_article() -> None:
    """
    Classes such as *sidebar* or *newsletter* on a container of the article do not make it a box.
    """
    article = read_html(
        f'<body class="has-sidebar newsletter ad"><div class="related"><h1>Pont</h1>{BODY}</div></body>'
    )
    assert len(article.passages) == 3


def test_a_pull_quote_that_repeats_the_body_is_counted_once() -> None:
    """
    A pull-quote is dropped if its words, or its halves around an ellipsis, stand in the body.
    """
    quotation = "<blockquote>« Nous rouvrirons le pont […] lundi »</blockquote><cite>La maire</cite>"
    pulled = f"<figure class='pullquote'>{quotation}</figure>"
    article = read_html(f"<h1>Le pont rouvre</h1>{BODY}{pulled}<p>Les habitants ont applaudi à l’annonce.</p>")
    assert "quotation" not in kinds(article)
    assert len(article.passages) == 4


def test_a_pull_quote_with_new_words_is_kept() -> None:
    """
    A pull-quote that says something else is a quotation of its own, with the name under it.
    """
    quotation = "<blockquote><p>« Jamais je ne céderai. »</p><footer>La maire</footer></blockquote>"
    pulled = f"<aside class='pullquote'>{quotation}</aside>"
    article = read_html(f"<h1>Le pont rouvre</h1>{BODY}{pulled}<p>Les habitants ont applaudi à l’annonce.</p>")
    assert texts(article)[3:5] == ["« Jamais je ne céderai. »", "La maire"]
    assert kinds(article)[3:5] == ["quotation", "quotation"]


def test_the_title_is_not_repeated() -> None:
    """
    A heading or paragraph with the title's words is the title, once.
    """
    article = read_html(f"<h1>Le pont rouvre</h1><article><h2>Le pont rouvre</h2>{BODY}</article>")
    assert texts(article).count("Le pont rouvre") == 1
    assert kinds(article) == ["title", "paragraph", "paragraph"]


def test_the_title_is_the_heading_that_the_page_declares() -> None:
    """
    Of several first-rank headings, the site's name is not the title.
    """
    head = "<head><title>Le pont rouvre - Vallée Info</title></head>"
    article = read_html(f"<html>{head}<body><h1>Vallée Info</h1><h1>Le pont rouvre</h1>{BODY}</body></html>")
    assert texts(article)[0] == "Le pont rouvre"
    assert article.outlet == "Vallée Info"


def test_a_title_that_only_the_page_declares_has_the_title_element() -> None:
    """
    Without a heading the title is the page's, less the outlet's name.
    """
    article = read_html(f"<html><head><title>Le pont rouvre | Vallée Info</title></head><body>{BODY}</body></html>")
    assert texts(article)[0] == "Le pont rouvre"
    assert article.passages[0].element == "/html/head/title"


@pytest.mark.parametrize(
    "lead",
    [
        '<p class="chapo">Six mois de travaux s’achèvent sur la rive gauche</p>',
        '<div class="article__lead"><p>Six mois de travaux s’achèvent sur la rive gauche</p></div>',
        "<h2>Six mois de travaux s’achèvent sur la rive gauche, et la ville respire enfin.</h2>",
    ],
)
def test_the_standfirst_is_kept_as_such(lead: str) -> None:
    """
    What sums the article up under its title is a standfirst, by its name or by its place.
    """
    article = read_html(f"<body><header><h1>Le pont rouvre</h1>{lead}</header><div>{BODY}</div></body>")
    assert kinds(article) == ["title", "standfirst", "paragraph", "paragraph"]


def test_a_described_standfirst_is_found_without_a_name() -> None:
    """
    The words that the page declares as its description are the standfirst, however short.
    """
    head = '<head><meta name="description" content="Six mois de travaux s’achèvent enfin"></head>'
    lead = "<div><span>Six mois de travaux s’achèvent enfin</span></div>"
    article = read_html(f"<html>{head}<body><h1>Le pont rouvre</h1>{lead}<div>{BODY}</div></body></html>")
    assert kinds(article)[:2] == ["title", "standfirst"]


def test_a_label_is_no_part_of_the_title_or_the_standfirst() -> None:
    """
    *Exclusif* or a section's name set before the words is left out.
    """
    label = '<span class="kicker">Exclusif</span>'
    article = read_html(
        f'<h1>{label}Le pont rouvre</h1><p class="chapo">{label} La ville respire enfin, dit la maire.</p>{BODY}'
    )
    assert texts(article)[:2] == ["Le pont rouvre", "La ville respire enfin, dit la maire."]


def test_an_article_with_its_date_is_no_live_page() -> None:
    """
    One or two times do not open entries.
    """
    times = '<time datetime="2026-03-01T08:00:00+01:00">8h</time>'
    article = read_html(
        f"<h1>Le pont rouvre</h1><div>{times}{BODY}</div><div>{times}<p>Mis à jour : « oui », dit-elle.</p></div>"
    )
    assert all(passage.opens_entry is None for passage in article.passages)


def test_declared_entries_of_a_live_page_are_found() -> None:
    """
    A live page without ``time`` elements has its entries in its JSON-LD.
    """
    updates = [
        {
            "@type": "BlogPosting",
            "datePublished": f"2026-03-01T1{hour}:30:00Z",
            "articleBody": f"À {hour} heures, la maire a dit oui.",
        }
        for hour in range(3)
    ]
    declared = json.dumps({"@type": "LiveBlogPosting", "headline": "Le pont, en direct", "liveBlogUpdate": updates})
    entries = "".join(
        f"<section><p>{update['articleBody']}</p><p>Les habitants attendent la suite avec patience.</p></section>"
        for update in updates
    )
    article = read_html(
        f'<script type="application/ld+json">{declared}</script><h1>Le pont, en direct</h1><div>{entries}</div>'
    )
    assert [p.opens_entry for p in article.passages if p.opens_entry] == [
        datetime(2026, 3, 1, 10 + h, 30, tzinfo=UTC) for h in range(3)
    ]


def test_a_paid_article_with_much_text_is_read_with_a_warning() -> None:
    """
    Where more than a stub is shown, it is read, and the article says so.
    """
    wall = "<p>Il vous reste 42.5% de cet article à lire. La suite est réservée aux abonnés.</p>"
    votes = "".join(f"<p>Le conseil a voté la mesure numéro {n}, a dit la maire.</p>" for n in range(9))
    article = read_html(f"<html lang='fr'><h1>Le pont rouvre</h1><article>{BODY}{votes}{wall}</article></html>")
    assert article.warnings == ("the page asks for a subscription; only what it shows was read",)
    assert "abonnés" not in article.text


def test_a_page_garbled_before_it_was_sent_warns() -> None:
    """
    UTF-8 that an editor pasted as windows-1252 is valid UTF-8: nothing is repaired, the article warns of it.
    """
    garbled = BODY.encode().decode("cp1252", "replace")
    (warning,) = read_html(f"<meta charset=utf-8><h1>Le pont rouvre</h1>{garbled}".encode()).warnings
    assert "words of the article were garbled" in warning


def test_a_paywall_named_in_the_menu_is_no_paywall() -> None:
    """
    *Réservé aux abonnés* beside a link to another article says nothing of this one.
    """
    links = '<aside class="related"><ul><li><a href="/2">Le port</a> <span>Réservé aux abonnés</span></li></ul></aside>'
    assert read_html(f"<html><h1>Le pont rouvre</h1><article>{BODY}</article>{links}</html>").warnings == ()


@pytest.mark.parametrize(
    "page",
    [
        "<p>",
        "<",
        "<!-- rien -->",
        "<p>« » « » “”</p>",
        "<ul>" + '<li><a href="/a">Politique locale et régionale</a></li>' * 40 + "</ul>",
        "<h1>404</h1><p>La page demandée est introuvable.</p>",
        "<title>Just a moment</title><p>Checking your browser before accessing the site, please wait.</p>",
        "<html><frameset><frame src='a.htm'></frameset></html>",
    ],
)
def test_a_page_without_words_is_an_error(page: str) -> None:
    """
    Menus, error pages and empty markup hold no article.
    """
    with pytest.raises(selon.errors.ReadingError):
        read_html(page)


def test_a_page_of_endless_paragraphs_is_refused() -> None:
    """
    What no person reads is not taken apart.
    """
    with pytest.raises(SourceTooLarge, match="paragraphs"):
        read_html("<p>a b</p>" * (MAX_BLOCKS + 1))


def test_a_long_article_is_read_whole() -> None:
    """
    Ten thousand words are an article.
    """
    body = "".join(
        f"<p>Le maire a dit que la route {n} serait fermée pour trois mois, selon ses services.</p>" for n in range(700)
    )
    article = read_html(f"<h1>Les routes</h1>{body}")
    assert len(article.passages) == 701
    assert len(article.text.split()) > 10_000


def test_a_given_language_is_not_detected() -> None:
    """
    The language that the caller names is kept, without a score.
    """
    article = read_html(f"<h1>Pont</h1>{BODY}", lang="fr-CA")
    assert (article.language, article.language_score) == ("fr", None)


def test_a_given_address_is_kept_before_the_declared_one() -> None:
    """
    The address that a page came from is its own, whatever it declares.
    """
    head = '<head><link rel="canonical" href="https://vallee.example/pont"></head>'
    page = f"<html>{head}<body><h1>Le pont</h1>{BODY}</body></html>"
    assert read_html(page).url == "https://vallee.example/pont"
    assert read_html(page, url="https://mirror.example/1").url == "https://mirror.example/1"


def test_the_date_is_not_guessed_from_the_text() -> None:
    """
    A year named in the article is not the year of publication.
    """
    assert read_html(f"<h1>Le pont</h1><p>Le pont a brûlé en 1998, a rappelé la maire.</p>{BODY}").published is None


def test_a_dated_page_without_a_time_has_a_day() -> None:
    """
    Midnight sharp is a day.
    """
    head = '<head><meta property="article:published_time" content="2026-03-01T00:00:00+01:00"></head>'
    assert read_html(f"<html>{head}<h1>Le pont</h1>{BODY}</html>").published == date(2026, 3, 1)


def test_no_article_names_cause_and_remedy() -> None:
    """
    The message is one line that ends with what would have worked.
    """
    with pytest.raises(NoArticle, match=r"^the page lists articles and is none; give the address of one of them$"):
        read_source(PAGES / "list.html")


def test_what_holds_nothing_to_see_is_no_paragraph() -> None:
    """A paragraph or a link of soft hyphens and spaces without width alone is none."""
    article = read_html(
        "<h1>Le pont rouvre</h1><p>&shy;\u200b</p><p><a href='/'>&shy;</a></p>"
        "<p>« Enfin », a dit la maire. Le pont était fermé depuis mai.</p>"
    )
    assert [passage.kind for passage in article.passages] == ["title", "paragraph"]
