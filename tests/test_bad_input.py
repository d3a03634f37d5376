"""
Is what no newsroom would send read in bounded time, or refused with its cause and a remedy?
"""

from __future__ import annotations

import gzip
import io
import os
import re
import sys
import threading
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from selon import Reader
from selon.cli import main
from selon.errors import NoArticle, ReadingError, SourceNotFound, SourceTooLarge, UnreadableContent
from selon.model import Article, Passage, Span
from selon.reader import MAX_TEXT
from selon.reading import read_html, read_plain, read_source
from selon.reading.fetch import _Unpacking
from selon.view.links import fragment_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SENTENCES = (
    "« Nous avons tenu parole », a déclaré la maire mardi. Selon elle, le pont restera ouvert jusqu’en juin. "
    "Le préfet a affirmé que les travaux avanceraient plus vite. "
)
PAGE = f"<html><head>%s</head><body><article><h1>Le pont rouvre</h1><p>{SENTENCES}</p></article></body></html>"
SECONDS = 20
"""What none of these takes by far, and each took when its time grew with the square of its size."""


@pytest.fixture
def clock() -> Iterator[None]:
    """Fail a test that takes longer than any of these may."""
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


@pytest.mark.slow
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "body",
    [
        "<div>" + "un mot <br>" * 9_000 + f"{SENTENCES}</div>",
        "<div>" + "Bonjour le monde et les gens<br>" * 9_000 + "</div>",
        f"<p>{SENTENCES}" + "\N{NO-BREAK SPACE}" * 1_000_000 + "fin.</p>",
        f"<p>{SENTENCES}" + '." ' * 300_000 + "fin.</p>",
        f"<p>{SENTENCES}" + '"' * 1_000_000 + "</p>",
        f"<p>{SENTENCES}" + "é" * 1_000_000 + "</p>",
        "<!-- a -->" * 200 + f"<p>{SENTENCES}</p>",
        "<div>" * 250 + f"<p>{SENTENCES}</p>",
        '<script type="application/ld+json">[' + ",".join(["[[{}]]"] * 100_000) + f"]</script><p>{SENTENCES}</p>",
    ],
    ids=["breaks", "lines", "blanks", "ends", "marks", "word", "comments", "depth", "json-ld"],
)
def test_a_monstrous_page_is_read_in_linear_time(body: str) -> None:
    """
    What is repeated without end costs no more than it is long.
    """
    assert read_source(body).language is not None


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>" + "<span> </span>" * 300_000 + SENTENCES, "in a row"),
        ("<p>" + ("<b>" + "<i>a</i>" * 999 + "</b>") * 250, "200,000 elements"),
        ("<p " + " ".join(f"a{number}=1" for number in range(100_000)) + f">{SENTENCES}", "attributes"),
        ("<p " + " ".join(f"a{number}='>'" for number in range(100_000)) + f">{SENTENCES}", "attributes"),
    ],
)
def test_a_page_that_no_library_takes_apart_in_time_is_refused(page: str, words: str) -> None:
    """
    Pages are refused for what would keep the parser or trafilatura busy for minutes.
    """
    with pytest.raises(SourceTooLarge, match=words):
        read_html(page)


def test_a_long_picture_in_an_attribute_is_no_list_of_attributes() -> None:
    """
    What stands in quotation marks is one value, however many blanks it holds.
    """
    assert read_html(f'<svg><path d="{"M 1 2 " * 9000}"/></svg><p>{SENTENCES}</p>').passages


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "http://[x/y", "https://a]b/", "https://\N{ACCOUNT OF}.com/", "javascript:alert(1)", "https:///x"],
)
@pytest.mark.parametrize("head", ['<link rel="canonical" href="%s">', '<meta property="og:url" content="%s">'])
def test_an_address_that_is_none_is_not_taken_over(head: str, address: str) -> None:
    """
    A page may declare an address that no library can take apart.
    """
    assert read_html(PAGE % (head % address)).url is None


@pytest.mark.parametrize(
    "data",
    [
        SENTENCES.encode()[:-3] + b"\xc3",
        SENTENCES.encode() + b"\xe2\x80",
        (PAGE % '<meta charset="iso-8859-1">').encode() + b"<!-- \xe9 -->",
    ],
    ids=["cut", "cut twice", "declared"],
)
def test_damaged_utf8_is_utf8(data: bytes) -> None:
    """
    One broken character does not turn all accents into two wrong letters, whatever the page declares.
    """
    article = read_source(data)
    assert "« Nous avons tenu parole », a déclaré la maire" in article.text


def test_a_damaged_text_warns_as_a_page_does() -> None:
    """
    Lost characters of a plain text are counted.
    """
    assert read_plain(f"{SENTENCES} caf\N{REPLACEMENT CHARACTER}").warnings == (
        "1 characters of the article were damaged before it was read (\N{REPLACEMENT CHARACTER})",
    )


@pytest.mark.parametrize("name", ["unicode_escape", "raw_unicode_escape", "punycode", "idna", "utf-7", "hex", "zip"])
def test_a_codec_that_is_no_encoding_is_not_used(name: str) -> None:
    r"""
    Python's own codecs would turn ``\x41`` into *A*.
    """
    page = (PAGE % f'<meta charset="{name}">').replace("mardi", r"\x41").encode("cp1252")
    assert r"\x41" in read_source(page).text


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("1 2 3 4 5", NoArticle),
        ("« » " * 500, NoArticle),
        ('"' * 1_000_000, NoArticle),
        (f"<p>{'« ' * 500}</p>", NoArticle),
        (f"<p>{'&amp;' * 5000}</p>", NoArticle),
    ],
)
def test_what_holds_no_letter_is_no_article(text: str, error: type[ReadingError]) -> None:
    """
    Marks and figures alone are never an article without statements.
    """
    with pytest.raises(error, match="words"):
        read_source(text.encode())


def test_the_language_shows_in_the_first_letters() -> None:
    """
    What stands before them, however long, tells nothing.
    """
    assert read_plain("« " * 5000 + SENTENCES).language == "fr"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>Le pont a</p><p>Il vous reste 90 % de cet article à lire</p>", "paid article"),
        ("<div>Please enable JavaScript</div>", "check for robots"),
        ("<nav><a href='/a'>Sports</a></nav>", "menus"),
    ],
)
def test_a_page_without_running_text_says_why(body: str, words: str) -> None:
    """
    A paywall and a check for robots are told from a menu.
    """
    with pytest.raises(NoArticle, match=words):
        read_html(f"<html><body>{body}</body></html>")


def test_a_pipe_with_a_name_is_a_file(tmp_path: Path) -> None:
    """
    Shells hand over what another command prints as one.
    """
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(SENTENCES, "utf-8"))
    writer.start()
    assert read_source(pipe).text == SENTENCES
    writer.join()


@pytest.mark.parametrize("name", ["deux\nlignes.txt", f"{'dossier' * 30}/{'dossier' * 30}/page.txt"])
def test_a_file_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    """
    A path may be long, and hold what looks like a text; only what is no file is said to be none.
    """
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SENTENCES, encoding="utf-8")
    assert read_source(path).text == read_source(str(path)).text == SENTENCES


@pytest.mark.parametrize(("source", "words"), [("", "empty"), ("  ", "empty"), ("/dev/zero", "device")])
def test_what_is_no_file_is_named(source: str, words: str) -> None:
    """
    An empty name is no directory, and a device no missing file.
    """
    with pytest.raises(SourceNotFound, match=words):
        read_source(source)


@pytest.mark.parametrize("step", [1, 3, 1000])
@pytest.mark.parametrize("after", [b"", bytes(10), b"filling"])
def test_packed_bodies_are_unpacked_whole(step: int, after: bytes) -> None:
    """
    A body of several gzip parts, or a bare deflate stream, comes out whole, in whatever pieces it arrives.
    """
    body = SENTENCES.encode() * 3
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    for packed in (
        gzip.compress(body[:50]) + gzip.compress(body[50:]),
        zlib.compress(body),
        bare.compress(body) + bare.flush(),
    ):
        sent = packed + after
        unpacking = _Unpacking()
        pieces = [unpacking.add(sent[start : start + step], 10_000) for start in range(0, len(sent), step)]
        assert b"".join(pieces) == body
        assert unpacking.is_done
        cut = _Unpacking()
        cut.add(packed[:-3], 10_000)
        assert not cut.is_done


def test_an_unpacked_body_is_bounded() -> None:
    """
    No piece comes out larger than was asked for, even of many parts.
    """
    assert len(_Unpacking().add(gzip.compress(bytes(100_000)) * 50, 1000)) == 1000


def test_a_library_is_no_article() -> None:
    """
    What would take minutes to parse is refused before a model is loaded.
    """
    with pytest.raises(SourceTooLarge, match="give one article"):
        Reader().read_text((SENTENCES + "\n\n") * (MAX_TEXT // len(SENTENCES) + 1), lang="fr")


def test_a_run_of_marks_alone_is_refused() -> None:
    """
    Tokenizers take its marks off one by one.
    """
    with pytest.raises(UnreadableContent, match="runs of marks"):
        Reader().read_text(SENTENCES + '"' * 8000, lang="fr")


@pytest.mark.usefixtures("clock")
def test_a_run_of_marks_is_left_out_with_a_warning(reader: Reader) -> None:
    """
    The other paragraphs are searched.
    """
    article = reader.read_text(f"{SENTENCES}\n\nEt voici {'(' * 50_000}", lang="fr")
    assert article.attributions
    assert "long run of marks" in article.warnings[0]


@pytest.mark.parametrize(("text", "words"), [("قالت رئيسة البلدية إن الجسر سيفتح غدا.", "'ar'"), ("Ij.", "--lang")])
def test_a_language_without_rules_is_read_with_a_warning(text: str, words: str) -> None:
    """
    The warning names the language, and how to say that it is another.
    """
    article = Reader().read_text(text)
    assert not article.extracted
    assert words in article.warnings[0]


def test_a_language_that_cannot_be_told_is_said_so() -> None:
    """
    None is no name of a language.
    """
    article = Reader().read_article(Article(text="Oh", passages=(Passage(Span(0, 2)),)))
    assert article.warnings[0].startswith("the language was not recognised")


def test_ends_of_a_fragment_share_no_words() -> None:
    """
    Ten long words are named whole: browsers look for the last ones after the first ones.
    """
    words = " ".join(f"extraordinairement{letter}" for letter in "abcdefg")
    page = Article(text=f"{words}.", url="https://vallee.example/a")
    assert fragment_link(page, (Span(0, len(words)),)) == f"{page.url}#:~:text={words.replace(' ', '%20')}."


def test_a_copied_fragment_is_replaced() -> None:
    """
    Browsers take the first fragment of an address only.
    """
    page = Article(text="Selon lui, oui.", url="https://vallee.example/a#b:~:text=autre")
    assert fragment_link(page, (Span(0, 9),)) == "https://vallee.example/a#b:~:text=Selon%20lui%2C"


def test_closed_streams_are_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A closed input or output is named; with nowhere to say it, the status does.
    """
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["read", "-"]) == 1
    assert "standard input is closed" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdout", None)
    errors = io.StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    assert main(["read", "-"]) == 1
    assert "standard output is closed" in errors.getvalue()
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["read", "-"]) == 1


def test_standard_input_is_read_once(capsys: pytest.CaptureFixture[str]) -> None:
    """
    A second time it would be empty.
    """
    assert main(["read", "-", "-"]) == 2
    assert "only once" in capsys.readouterr().err


def test_a_name_without_end_is_cut_short(capsys: pytest.CaptureFixture[str]) -> None:
    """
    A message stays a line that fits a window or two.
    """
    assert main(["read", "x" * 5000, "http://" + "x" * 70_000]) == 1
    assert max(map(len, capsys.readouterr().err.splitlines())) < 600


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[" * 100_000, "JSON"),
        ('{"id":"a","lang":"fr","text":"« »","attributions":[]}', "document 'a'"),
        ('{"id":"a","lang":"tlh","text":"Oui.","attributions":[]}', "document 'a'"),
        ('{"id":"a","lang":"fr","text":"","attributions":[]}', "document 'a'"),
    ],
)
def test_gold_that_cannot_be_read_names_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, words: str
) -> None:
    """
    Among a thousand documents, the bad one is named.
    """
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    assert main(["eval", str(path)]) == 1
    err = capsys.readouterr().err
    assert words in err
    assert not re.search("fault|\n.", err)
