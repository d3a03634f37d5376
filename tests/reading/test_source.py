"""
Is every kind of source told apart, and every bad one refused with one line?
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from selon.errors import (
    NoArticle,
    ReadingError,
    SelonError,
    SourceNotFound,
    SourceRefused,
    SourceTooLarge,
    UnreadableContent,
)
from selon.reading import read_source
from selon.reading.encoding import MAX_BYTES

EXAMPLE = ROOT / "examples" / "page.html"
PAGE = (
    "<html><head><title>Le pont rouvre</title></head><body><h1>Le pont rouvre</h1>"
    "<p>« Nous avons tenu parole », s’est félicitée la maire à l’arrivée des premiers cyclistes.</p>"
    "<p>Selon le préfet, la route de Sauvelle restera fermée jusqu’à l’été.</p></body></html>"
)
TEXT = "Le pont rouvre\n\n« Nous avons tenu parole », s’est félicitée la maire."


def test_a_page_is_read_alike_from_path_text_and_bytes() -> None:
    """
    How a page is handed over does not change the article.
    """
    page = EXAMPLE.read_bytes()
    assert read_source(EXAMPLE) == read_source(str(EXAMPLE)) == read_source(page) == read_source(page.decode("utf-8"))


def test_a_plain_text_file_is_read_as_text(tmp_path: Path) -> None:
    """
    A file without markup is plain text, whatever its name.
    """
    path = tmp_path / "article.html"
    path.write_text(TEXT, encoding="utf-8")
    article = read_source(path)
    assert article.text == TEXT
    assert article.passages[0].element is None


def test_a_page_in_a_text_file_is_read_as_a_page(tmp_path: Path) -> None:
    """
    A file with markup is a page, whatever its name.
    """
    path = tmp_path / "article.txt"
    path.write_text(PAGE, encoding="utf-8")
    assert read_source(path).passages[0].element == "/html/body/h1"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1252", ""),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", "klingon"),
        ("utf-8", "iso-8859-1"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", "utf-8"),
        ("utf-32", ""),
    ],
)
def test_a_wrong_or_missing_encoding_is_found_out(encoding: str, declared: str) -> None:
    """
    The words come out the same, whatever the page says of its encoding.
    """
    meta = f'<meta charset="{declared}">' if declared else ""
    page = PAGE.replace("<head>", f"<head>{meta}")
    assert read_source(page.encode(encoding)).text == read_source(PAGE).text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("koi8-r", "Мэр заявила, что мост откроется в понедельник утром. " * 8),
        ("cp1256", "قالت رئيسة البلدية إن الجسر سيفتح يوم الاثنين. " * 8),
    ],
)
def test_another_alphabet_is_found_out(encoding: str, text: str) -> None:
    """
    Undeclared encodings of other scripts are recognised by what they spell.
    """
    assert read_source(text.encode(encoding)).text.strip() == text.strip()


def test_a_damaged_character_is_a_warning() -> None:
    """
    One broken byte in a page of UTF-8 does not change its encoding.
    """
    data = PAGE.replace("</body>", "<p>La rue é été rouverte aussi, a dit la maire.</p>" * 20 + "</body>").encode()
    article = read_source(data.replace("« Nous".encode(), b"\xe9 Nous", 1))
    assert len(article.warnings) == 1
    assert "1 characters" in article.warnings[0]


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", UnreadableContent, "empty"),
        (b" \n\t ", UnreadableContent, "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", UnreadableContent, "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), UnreadableContent, "PNG"),
        (b"PK\x03\x04" + bytes(64), UnreadableContent, "ZIP"),
        (b"\x1f\x8b\x08" + bytes(64), UnreadableContent, "gzip"),
        (bytes(range(256)) * 16, UnreadableContent, "binary"),
        (PAGE.replace("pont", "po\0nt").encode(), UnreadableContent, "binary"),
        (b"<p>" + b"a b c. " * (50_000_000 // 7), SourceTooLarge, "bytes"),
        (b'<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', NoArticle, "feed"),
        (b'{"title": "Le pont rouvre"}', UnreadableContent, "JSON"),
        (b"<html><body></body></html>", NoArticle, "no article"),
        ("« » “”".encode(), NoArticle, "no words"),
    ],
)
def test_bad_content_is_refused_alike_from_file_and_bytes(
    content: bytes, error: type[ReadingError], words: str, tmp_path: Path
) -> None:
    """
    Each gives its own error, with the cause in the message.
    """
    path = tmp_path / "source"
    path.write_bytes(content)
    for source in (content, path):
        with pytest.raises(error, match=words) as caught:
            read_source(source)
        assert "\n" not in str(caught.value)
        assert ";" in str(caught.value) or ":" in str(caught.value)


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("/no/such/article.html", SourceNotFound, "there is no file"),
        ("/", SourceNotFound, "directory"),
        ("a\0b", SourceNotFound, "no file"),
        ("x" * 5000, SourceNotFound, "read_text"),
        ("La maire a dit oui.\nLe conseil aussi.", SourceNotFound, "read_text"),
        ("ftp://vallee.example/pont", SourceRefused, "only http and https"),
        ("file:///etc/hostname", SourceRefused, "only http and https"),
        ("gopher://vallee.example/", SourceRefused, "only http and https"),
        ("data:text/plain,« oui »", SourceRefused, "only http and https"),
        ("mailto:maire@vallee.example", SourceRefused, "only http and https"),
        ("http://", SourceRefused, "only http and https"),
        ("http://[::", SourceRefused, "no address"),
        ("http://vallee.example:99999/", SourceRefused, "no port"),
        ("http://maire:secret@vallee.example/", SourceRefused, "password"),
    ],
)
def test_what_cannot_be_opened_is_refused(source: str, error: type[ReadingError], words: str) -> None:
    """
    Paths and addresses that lead nowhere are named, on one line.
    """
    with pytest.raises(error, match=words) as caught:
        read_source(source)
    assert "\n" not in str(caught.value)


def test_a_message_never_shows_a_password() -> None:
    """
    What an address should not hold is not repeated.
    """
    with pytest.raises(SelonError) as caught:
        read_source("http://maire:secret@vallee.example/")
    assert "secret" not in str(caught.value)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    """
    The size is looked at before the file is.
    """
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(SourceTooLarge, match=r"10,000,001 bytes"):
        read_source(path)


def test_a_damaged_str_page_is_refused() -> None:
    """
    Half of a surrogate pair cannot be read as a character.
    """
    with pytest.raises(UnreadableContent, match="surrogate"):
        read_source("<p>La maire \ud83d a dit oui.</p>")
