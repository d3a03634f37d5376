"""
Who reserves text and data mining: headers, pages, and the file of a host.
"""

from __future__ import annotations

import json

import pytest

from selon.reading import read_source
from selon.reading.reservation import UNSAID, in_file, in_headers, in_page, of_address

PAGE = (
    "<html lang=fr><head>{}<title>Le pont rouvre</title></head><body><article><h1>Le pont rouvre</h1>"
    "<p>« Enfin », a dit la maire, Zoé Lambrecht. Le pont était fermé depuis mai et rouvrira lundi matin.</p>"
    "</article></body></html>"
)


@pytest.mark.parametrize(
    ("headers", "is_reserved"),
    [
        ({"tdm-reservation": "1"}, True),
        ({"tdm-reservation": " 1 ", "tdm-policy": "https://a.example/p.json"}, True),
        ({"tdm-reservation": "0"}, False),
        ({"tdm-reservation": "yes"}, False),
        ({"tdm-policy": "https://a.example/p.json"}, False),
        ({"x-robots-tag": "noai, noimageai"}, True),
        ({"x-robots-tag": "noindex\nNoAI"}, True),
        ({"x-robots-tag": "selon: noai"}, True),
        ({"x-robots-tag": "otherbot: noindex, noai"}, False),
        ({"x-robots-tag": "otherbot: noindex, selon: noai"}, True),
        ({"x-robots-tag": "unavailable_after: 25 Jun 2040 15:00:00 GMT, noai"}, True),
        ({"x-robots-tag": "noindex, noarchive, nosnippet"}, False),
        ({"x-robots-tag": "noimageai"}, False),
        ({}, False),
    ],
)
def test_headers(headers: dict[str, str], is_reserved: bool) -> None:  # noqa: FBT001 - a row
    """A header reserves with 1, or asks every robot or ours for no artificial intelligence."""
    assert (in_headers(headers).reason is not None) is is_reserved


@pytest.mark.parametrize(
    ("head", "is_reserved"),
    [
        ('<meta name="tdm-reservation" content="1">', True),
        ("<META content='1' name=TDM-Reservation />", True),
        ('<meta property="tdm-reservation" content=1>', True),
        ('<meta name="tdm-reservation" content="0">', False),
        ('<meta name="tdm-reservation" content="2">', False),
        ('<meta name="robots" content="noai">', True),
        ('<meta name="ROBOTS" content="index,follow,NOAI,noimageai">', True),
        ('<meta name="robots" content="index noml">', True),
        ('<meta name="selon" content="noai">', True),
        ('<meta name="otherbot" content="noai">', False),
        ('<meta name="robots" content="noindex, noarchive">', False),
        ('<meta name="robots" content="noimageai">', False),
        ('<meta name="description" content="noai, tdm-reservation 1">', False),
        ('<!-- <meta name="tdm-reservation" content="1"> -->', False),
        ('<script>var x = \'<meta name="robots" content="noai">\'</script>', False),
    ],
)
def test_pages(head: str, is_reserved: bool) -> None:  # noqa: FBT001 - a row
    """A page says it of itself in a meta element; what is commented out or a script's is not said."""
    page = PAGE.format(head)
    assert (in_page(page).reason is not None) is is_reserved
    warned = any("does not want it to be mined" in warning for warning in read_source(page).warnings)
    assert warned is is_reserved


@pytest.mark.parametrize(
    ("rules", "path", "mining"),
    [
        ([{"location": "/", "tdm-reservation": 1}], "/a", True),
        ([{"location": "/a/", "tdm-reservation": 1}], "/b", None),
        ([{"location": "/free", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}], "/free/1", False),
        ([{"location": "/", "tdm-reservation": 1}, {"location": "/free", "tdm-reservation": 0}], "/free/1", True),
        ([{"location": "/*.jpg$", "tdm-reservation": 1}], "/b/c.jpg", True),
        ([{"location": "/*.jpg$", "tdm-reservation": 1}], "/b/c.jpg.html", None),
        ([{"location": "/a/*/c", "tdm-reservation": 1}], "/a/b/c/d", True),
        ([{"location": "/exact$", "tdm-reservation": 1}], "/exactly", None),
        ([{"location": "/%7Eana", "tdm-reservation": 1}], "/~ana/1", True),
        ([{"location": "/", "tdm-reservation": "1"}], "/a", True),
        ([{"location": "/", "tdm-reservation": 7}], "/a", None),
        ({"location": "/", "tdm-reservation": 1}, "/a", True),
        ([None, 3, {"location": 4}], "/a", None),
        ("no rule", "/a", None),
    ],
)
def test_the_file_of_a_host(rules: object, path: str, mining: bool | None) -> None:  # noqa: FBT001 - a row
    """The first rule that matches holds; what is no rule is passed over."""
    found = in_file(json.dumps(rules).encode())
    assert of_address(found, f"https://a.example{path}").mining is mining


@pytest.mark.parametrize("content", [b"", b"<html>", b"[" * 100_000, b"\xff\xfe", b'{"location": "/"'])
def test_a_damaged_file_says_nothing(content: bytes) -> None:
    """A file that cannot be read is no file, by the protocol."""
    assert of_address(in_file(content), "https://a.example/") == UNSAID


def test_the_more_specific_place_counts() -> None:
    """The page counts before the header, the header before the file; who asks robots is heard in any place."""
    file = of_address(in_file(b'[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://a.example/p"}]'), "x:/")
    assert file.reason == (
        "text and data mining is reserved (/.well-known/tdmrep.json: /; its conditions: https://a.example/p)"
    )
    assert file.under(in_headers({"tdm-reservation": "0"})).reason is None
    assert file.under(in_headers({"x-robots-tag": "noindex"})).reason is not None
    page = in_page('<meta name="tdm-reservation" content="0">')
    assert file.under(in_headers({"tdm-reservation": "1"})).under(page).reason is None
    assert file.under(in_headers({"x-robots-tag": "noai"})).under(page).reason is not None
