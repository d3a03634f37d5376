"""
Is what a page says about itself understood, and what it says wrong left alone?
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import lxml.html
import pytest

from selon.reading.boilerplate import (
    is_boilerplate,
    is_error_page,
    is_paywall,
    quotation_marks,
    without_by,
)
from selon.reading.language import detect, of_article
from selon.reading.metadata import Metadata, metadata
from selon.reading.moments import day_of_address, moment, tags
from selon.reading.outlet import outlet_name

CET = timezone(timedelta(hours=1))


def declared(head: str) -> Metadata:
    """Return what a page with *head* declares."""
    return metadata(lxml.html.document_fromstring(f"<html><head>{head}</head><body><p>x</p></body></html>"))


def json_ld(value: object, *, before: str = "", after: str = "") -> str:
    """Return a script with *value* as JSON-LD."""
    return f'<script type="application/ld+json">{before}{json.dumps(value)}{after}</script>'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2011-07-05T22:09:18+0200", datetime(2011, 7, 5, 22, 9, 18, tzinfo=timezone(timedelta(hours=2)))),
        ("2024-04-30 16:00:34 +02:00", datetime(2024, 4, 30, 16, 0, 34, tzinfo=timezone(timedelta(hours=2)))),
        ("2026-01-06T14:16:29.123Z", datetime(2026, 1, 6, 14, 16, 29, tzinfo=UTC)),
        ("2026-01-06|14h16", datetime(2026, 1, 6, 14, 16)),  # noqa: DTZ001 - the page names no zone
        ("2026-01-06T00:00:00Z", date(2026, 1, 6)),
        ("2026-01-06", date(2026, 1, 6)),
        ("20260106", date(2026, 1, 6)),
        ("26/01/2026", date(2026, 1, 26)),
        ("06/01/2026", None),
        ("1767708989", datetime(2026, 1, 6, 14, 16, 29, tzinfo=UTC)),
        ("2026-W02-2", date(2026, 1, 6)),
        ("2026-W02", None),
        ("2026-01", None),
        ("Tue, 06 Jan 2026 14:16:29 +0100", datetime(2026, 1, 6, 14, 16, 29, tzinfo=CET)),
        ("Tue Jan 06 2026 14:16:29 GMT+0100 (CET)", datetime(2026, 1, 6, 14, 16, 29, tzinfo=CET)),
        ("2026-13-45", None),
        ("2026-01-06T25:61:00Z", None),
        ("2026-01-06T10:00:00+99:99", None),
        ("demain", None),
        ("", None),
        (None, None),
        (20260106, None),
    ],
)
def test_moments(value: object, expected: date | None) -> None:
    """
    Dates as pages write them keep their offset; midnight sharp is a day; nonsense is nothing.
    """
    assert moment(value) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Publié le 1er août 2024", date(2024, 8, 1)),
        ("Mis à jour le 29 févr. 2024", date(2024, 2, 29)),
        ("Updated March 3, 2025", date(2025, 3, 3)),
        ("3rd of May 2025", date(2025, 5, 3)),
        ("Stand: 5. März 2025", date(2025, 3, 5)),
        ("30 février 2024", None),
        ("en 2024", None),
    ],
)
def test_written_days(line: str, expected: date | None) -> None:
    """
    Days spelled out in the languages of the data are understood, with or without accents.
    """
    assert moment(line) == expected


@pytest.mark.parametrize(
    ("language", "declared", "url", "expected"),
    [
        ("en", ["en-US"], None, date(2024, 5, 7)),
        ("en", ["en-GB"], None, date(2024, 7, 5)),
        ("en", ["en", "en_US"], None, date(2024, 5, 7)),
        ("en", ["en", "en_GB"], None, date(2024, 7, 5)),
        ("en", ["en"], "https://gazette.co.uk/1", date(2024, 7, 5)),
        ("en", ["en"], "https://gazette.com.au/1", date(2024, 7, 5)),
        ("en", ["en"], "https://gazette.ca/1", None),
        ("en", ["en-US"], "https://gazette.co.uk/1", None),
        ("en", ["en"], "https://gazette.tv/1", None),
        ("en", ["en"], None, None),
        ("en", [], "https://[::", None),
        (None, ["en-US"], None, None),
        ("fr", ["fr"], None, date(2024, 7, 5)),
        ("fr", ["fr-FR"], None, date(2024, 7, 5)),
        ("fr", ["fr-BE"], None, date(2024, 7, 5)),
        ("fr", ["fr"], "https://gazette.ch/1", date(2024, 7, 5)),
        ("fr", ["fr-CA"], None, None),
        ("fr", ["fr"], "https://gazette.ca/1", None),
        # Many systems declare what they were made with.
        ("fr", ["en-US", "en_US"], "https://gazette.fr/1", date(2024, 7, 5)),
    ],
)
def test_figures_are_ordered_by_country(
    language: str | None, declared: list[str], url: str | None, expected: date | None
) -> None:
    """
    *05/07/2024* is a day where the language, with each country that the page hints at, reads it the same way.
    """
    assert moment("05/07/2024", tags(language, declared, url)) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://gazette.example/2024/05/12/le-pont", date(2024, 5, 12)),
        ("https://gazette.example/actu/2024-05-12/le-pont.html", date(2024, 5, 12)),
        ("https://gazette.example/agenda/concert-2024-05-12", None),
        ("https://gazette.example/2024/05/le-pont", None),
        ("https://gazette.example/2024/13/45/le-pont", None),
        ("https://gazette.example/archives/1999/2000/01/", None),
        (None, None),
    ],
)
def test_a_day_in_the_folders_of_an_address(url: str | None, expected: date | None) -> None:
    """
    Year, month and day that are folders of their own are the day; figures in the last part name an event.
    """
    assert day_of_address(url) == expected


def test_json_ld_is_preferred() -> None:
    """
    The article's own description is trusted before the page's ``meta`` elements.
    """
    article = {
        "@type": "NewsArticle",
        "headline": "Le pont",
        "datePublished": "2026-03-01T10:00:00+01:00",
        "author": {"name": "Ann Lorne"},
        "publisher": {"name": "Vallée Info"},
    }
    found = declared(
        '<meta property="og:site_name" content="valleeinfo"><meta name="author" content="Webmaster">'
        '<meta property="article:published_time" content="2026-02-01">' + json_ld(article)
    )
    assert found.titles[0] == "Le pont"
    assert (found.byline, found.outlets[0]) == ("Ann Lorne", "Vallée Info")
    assert found.published == ("2026-03-01T10:00:00+01:00", "2026-02-01")


@pytest.mark.parametrize("site", ["Vallée Info", "VALLÉE", "Le 7"])
def test_a_site_with_a_name_is_the_outlet(site: str) -> None:
    """
    A publisher may be the agency that wrote the article: the name of the site comes first.
    """
    article = json_ld({"@type": "NewsArticle", "publisher": {"name": "Service des dépêches"}})
    assert declared(f'<meta property="og:site_name" content="{site}">{article}').outlets[0] == site


@pytest.mark.parametrize(
    ("site", "publisher", "title", "expected"),
    [
        ("valleeinfo.fr", "Vallée Info", "", "Vallée Info"),
        ("www.valleeinfo.co.uk", "Vallée", "", "Vallée"),
        ("valleeinfo", "Vallée Info", "", "Vallée Info"),
        ("actu.example", "Vallée Info", "Le pont - Vallée Info", "Vallée Info"),
        ("idv.example/", "Info de Vallée", "", "Info de Vallée"),
        ("valleeinfo.fr", "Service des dépêches", "Le pont - Vallée Info", "valleeinfo.fr"),
        ("vallée info", "Service des dépêches", "", "vallée info"),
    ],
)
def test_a_publisher_tells_how_a_site_is_called(site: str, publisher: str, title: str, expected: str) -> None:
    """
    A site may be called by its address; the publisher is its name where both are alike, or the title has it.
    """
    article = json_ld({"@type": "NewsArticle", "publisher": {"name": publisher}})
    head = f'<title>{title}</title><meta property="og:site_name" content="{site}">{article}'
    assert declared(head).outlets[0] == expected


def test_json_ld_with_references_is_followed() -> None:
    """
    A publisher or an author may stand elsewhere in the graph.
    """
    graph = {
        "@graph": [
            {"@type": ["Article", "Thing"], "publisher": {"@id": "#o"}, "author": [{"@id": "#a"}, "Col Tregarthick"]},
            {"@type": "Organization", "@id": "#o", "name": "Vallée Info"},
            {"@type": "Person", "@id": "#a", "name": "Ann Lorne"},
        ],
    }
    found = declared(json_ld(graph))
    assert (found.byline, found.outlets) == ("Ann Lorne, Col Tregarthick", ("Vallée Info",))


@pytest.mark.parametrize(
    "script",
    [
        json_ld({"@type": "NewsArticle", "headline": "Le pont"}, before="<!-- ", after=" -->"),
        json_ld({"@type": "NewsArticle", "headline": "Le pont"}, before="\n//<![CDATA[\n", after="\n//]]>"),
        json_ld({"@type": "NewsArticle", "headline": "Le pont"}, after=', {"@type": "Thing"}'),
        json_ld({"@type": "NewsArticle", "headline": "Le&amp;nbsp;pont"}),
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Le\n pont"}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Le \\u0000\\ud800pont"}</script>',
    ],
)
def test_json_ld_with_mistakes_is_read(script: str) -> None:
    """
    Comments around it, a second value after it, entities and line ends in it are what pages do.
    """
    assert declared(script).titles[0] == "Le pont"


@pytest.mark.parametrize("source", ["", "{", "null", "3", '"x"', "[[[[1]]]]", '{"@type": 3, "author": 7}', "[" * 5000])
def test_json_ld_that_says_nothing_is_nothing(source: str) -> None:
    """
    Broken or empty data leave everything unknown.
    """
    assert declared(f'<script type="application/ld+json">{source}</script>') == Metadata()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="author" content="Par Ann Lorne">', "Ann Lorne"),
        ('<meta name="author" content="https://social.example/ann">', None),
        ('<meta name="author" content="lefilet.example">', None),
        (
            '<meta property="article:author" content="Ann Lorne"><meta name="author" content="Le Filet.com">',
            "Ann Lorne",
        ),
    ],
)
def test_a_byline_is_a_name(head: str, expected: str | None) -> None:
    """
    Addresses and domains sign nothing.
    """
    assert declared(head).byline == expected


@pytest.mark.parametrize(
    ("names", "titles", "url", "shown", "expected"),
    [
        (["Vallée Info"], [], None, "", "Vallée Info"),
        (["www.valleeinfo.fr"], [], None, "© Vallée Info 2026", "Vallée Info"),
        (["valleeinfo.fr"], [], None, "", "valleeinfo"),
        (["lefilet", "Le Filet"], [], None, "", "Le Filet"),
        ([], ["Le pont rouvre - Le Filet.com"], None, "", "Le Filet"),
        ([], ["Le Filet : Le pont rouvre"], None, "", "Le Filet"),
        ([], ["Le pont rouvre"], "https://www.lefilet.co.uk/1", "Lisez Le Filet", "Le Filet"),
        ([], ["Le pont rouvre"], "https://actu.lefilet.example/1", "", "lefilet"),
        ([], ["Le pont rouvre"], None, "", None),
        ([], [], "http://[::", "", None),
    ],
)
def test_outlets(names: list[str], titles: list[str], url: str | None, shown: str, expected: str | None) -> None:
    """
    The name is the declared one without its domain, in the page's own spelling.
    """
    assert outlet_name(names, titles=titles, heading="Le pont rouvre", url=url, shown=[shown]) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Next Post Previous Post",
        "No Comment",
        "3 commentaires",
        "A lire aussi : Le préfet ferme la route",
        "Lire aussi « Le préfet ferme la route »",
        "Read more: Prefect closes road",
        "Photo : A. Lorne",
        "Publié le 3 mars 2026 à 8 h",
        "Par Ann Lorne et Col Tregarthick",
        "© Vallée Info",
        "Inscrivez-vous à notre lettre",
        "Lesen Sie auch: Präfekt sperrt Straße",
        "More below",
        "Reporting by Ann Lorne in Vallon, additional reporting by Bo Ray; Editing by Cy Fox",
        "Our Standards: The Trust Principles.",
        "Published in Vallée Info",
    ],
)
def test_boilerplate(line: str) -> None:
    """
    What stands beside articles is known by its words.
    """
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Lire aussi vite est un don, a dit la ministre.",
        "Publié en 2019 par un petit éditeur, le livre affirme le contraire, selon son auteur lui-même.",
        "Partager le pouvoir, voilà l’idée, explique-t-il.",
        "Comment en est-on arrivé là ?",
        "Follow the money, she said.",
        "Share of the vote fell to 12%, the commission said.",
        "Par ailleurs, la maire a démenti.",
        "By the time he spoke, the hall was empty.",
        "Photographier la nuit est un art, dit-elle.",
        "Reporting by the Vallée Info found that the bridge had cost too much.",
        "Published in Vallon last year, the report warns of floods.",
    ],
)
def test_sentences_are_no_boilerplate(line: str) -> None:
    """
    Sentences that open with the same words are the article's.
    """
    assert not is_boilerplate(line)


def test_paywalls_and_errors_are_told_from_articles() -> None:
    """
    Each is known by its words, and a sentence about it is not.
    """
    assert is_paywall("La suite est réservée aux abonnés.")
    assert not is_paywall("Les abonnés ont été informés, dit la direction.")
    assert is_error_page("Page not found")
    assert not is_error_page("La page est tournée, affirme la maire.")


def test_quotation_marks_fall_back() -> None:
    """
    A language without data gets English marks.
    """
    assert quotation_marks(None) == quotation_marks("xx") == ("“", "”")


def test_without_by_keeps_names() -> None:
    """
    A name that merely begins so is left alone.
    """
    assert without_by("Parvine Lorne") == "Parvine Lorne"
    assert without_by("Byron Tregarthick") == "Byron Tregarthick"


def test_the_language_that_a_page_declares_decides_when_the_detector_cannot() -> None:
    """
    A word or two do not show a language.
    """
    assert detect("!!! 12 …") is None
    assert of_article("12 …", given=None) is None
    assert of_article("12 …", given=None, declared="fr") == ("fr", None)
    assert of_article("Oui.", given="FR_ca") == ("fr", None)
