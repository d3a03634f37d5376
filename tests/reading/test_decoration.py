"""
Addresses without what only tells where a reader came from.
"""

from __future__ import annotations

import pytest

from selon.reading import read_html
from selon.reading.decoration import undecorated

PAGE = "https://a.example/2026/pont"


@pytest.mark.parametrize(
    "decoration",
    [
        "?utm_source=rss&utm_medium=feed",
        "?UTM_Campaign=x",
        "?xtor=RSS-3208",
        "#xtor=RSS-1-[actu]",
        "#comments",
        "?fbclid=IwAR0x",
        "?gclid=1&dclid=2&msclkid=3",
        "?ref=rss",
        "?ref=",
        "?ref=home_page",
        "?referrer=newsletter",
        "?source=twitter",
        "?from=rss_feed",
        "?at_medium=custom7&at_campaign=x",
        "?mc_cid=1f&mc_eid=2e",
        "?partner=rss&emc=rss",
        "?CMP=share_btn_tw",
        "?ns_mchannel=rss&ns_campaign=x",
        "?igshid=1",
        "?_ga=1.2.3&_gl=x",
        "?amp;utm_source=rss",
        "?ref_src=twsrc%5Etfw",
        "?smid=tw-share",
        "?ocid=socialflow_twitter",
        "?",
    ],
)
def test_a_decorated_page_is_the_page(decoration: str) -> None:
    """What feeds, newsletters and networks add makes no other page."""
    assert undecorated(PAGE + decoration) == PAGE


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/?p=7",
        "https://a.example/?rss=1&feed=rss2&format=rss&type=atom",
        "https://a.example/show?ref=20417",
        "https://a.example/show?ref=A-12",
        "https://a.example/article.php?cid=7&eid=9&uid=3",
        "https://a.example/list?gallery=2&reference=8&keyword=pont",
        "https://a.example/list?source=agence&page=2",
        "https://a.example/#!/article/7",
        "https://a.example/a?b=%20c&d=e+f",
        "pages/a.html?x",
        "mailto:a@b.example",
        "http://[",
        "",
    ],
)
def test_what_may_choose_a_page_stays(address: str) -> None:
    """A parameter that may be the number of an article is left alone, and so is what is no http address."""
    assert undecorated(address) == address


def test_a_host_is_one_however_it_is_written() -> None:
    """Case and the usual port make no other host, and the rest keeps its order and its spelling."""
    assert undecorated(" HTTPS://A.Example:443/Pont?b=1&utm_id=3&a=%C3%A9 ") == "https://a.example/Pont?b=1&a=%C3%A9"
    assert undecorated("http://a.example:8080") == "http://a.example:8080/"
    assert undecorated("https://ana:s3@A.Example/x") == "https://ana:s3@a.example/x"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<base href="https://a.example/n/"><link rel="canonical" href="pont">', "https://a.example/n/pont"),
        ('<base href="https://a.example/n/"><link rel="canonical" href="/pont">', "https://a.example/pont"),
        (
            '<meta property="og:url" content="https://a.example/n/1"><link rel="canonical" href="../pont">',
            PAGE[:18] + "pont",
        ),
        ('<base href="/n/"><link rel="canonical" href="/pont">', None),
        ('<link rel="canonical" href="/pont">', None),
        (
            '<link rel="canonical" href="https://a.example/pont"><base href="https://b.example/">',
            "https://a.example/pont",
        ),
        ('<base href="https://a.example/"><link rel="canonical" href="http://[">', None),
    ],
)
def test_a_relative_address_is_completed(head: str, address: str | None) -> None:
    """The address that a page declares is completed from where it says that it stands; without that there is none."""
    page = (
        f"<html><head>{head}<title>Le pont</title></head><body><h1>Le pont</h1><p>« Enfin », a dit la maire.</p></body>"
    )
    assert read_html(page).url == address
