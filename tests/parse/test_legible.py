"""
Is a text read as the eye reads it, and are its words given back as they are written?
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import selon
from selon.model import Article, Attribution, OwnVoice, Passage, Span, Why
from selon.parse.legible import legible, without_invisible
from selon.reading import read_html, read_plain

SHY = "\N{SOFT HYPHEN}"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"la pré{SHY}fète a con{SHY}fir{SHY}mé", "la préfète a confirmé"),
        ("la pré\N{ZERO WIDTH SPACE}fète", "la préfète"),
        ("mi\N{ZERO WIDTH NON-JOINER}nister", "minister"),
        ("mi\N{ZERO WIDTH JOINER}nister", "minister"),
        ("dit\N{WORD JOINER}-elle", "dit-elle"),
        ("«\N{ZERO WIDTH NO-BREAK SPACE} oui »", "« oui »"),
        ("Ann\N{LEFT-TO-RIGHT MARK} Lorne\N{RIGHT-TO-LEFT MARK} said", "Ann Lorne said"),
        ("«\N{LEFT-TO-RIGHT EMBEDDING}oui\N{POP DIRECTIONAL FORMATTING}»", "«oui»"),
        ("άν\N{ZERO WIDTH SPACE}θρωπος, чело\N{SOFT HYPHEN}век", "άνθρωπος, человек"),
        (f"{SHY}\N{ZERO WIDTH SPACE}{SHY}oui", "oui"),
    ],
)
def test_what_nobody_sees_is_left_out(written: str, shown: str) -> None:
    """
    Soft hyphens, joiners, spaces without width and marks of direction are no part of a Latin, Greek or Cyrillic word.
    """
    assert without_invisible(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "می\N{ZERO WIDTH NON-JOINER}خواهم",
        "क्\N{ZERO WIDTH JOINER}ष",
        "👩\N{ZERO WIDTH JOINER}💻",
        "ກາ\N{ZERO WIDTH SPACE}ສາ",
    ],
)
def test_what_a_script_needs_stays(text: str) -> None:
    """
    Joiners that shape letters or put signs together, and spaces that part words, are read.
    """
    assert without_invisible(text) == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("de\N{COMBINING ACUTE ACCENT}clare\N{COMBINING ACUTE ACCENT}", "déclaré"),
        ("con\N{LATIN SMALL LIGATURE FI}rmed, o\N{LATIN SMALL LIGATURE FFI}ce", "confirmed, office"),
        (f"re\N{LATIN SMALL LIGATURE FL}e{SHY}ct", "reflect"),
    ],
)
def test_signs_of_several_parts_are_read_as_letters(written: str, shown: str) -> None:
    """
    An accent set apart and a ligature are the letters that they show.
    """
    found = legible(Article(text=written))
    assert found is not None
    assert found.article.text == shown


def test_most_texts_read_as_they_are_written() -> None:
    """
    A text with accents, marks and no-break spaces alone needs no other form.
    """
    assert legible(Article(text="« L’été », a\N{NO-BREAK SPACE}dit — enfin — l’élue…")) is None


@given(st.text(alphabet=f"ab é{SHY}\u200b\u0301\ufb01«", min_size=1))
def test_every_word_is_given_back(text: str) -> None:
    """
    Each stretch of the legible text stands for a stretch of the text that reads the same.
    """
    found = legible(Article(text=text, passages=(Passage(Span(0, len(text))),)))
    if found is None or not found.article.text:
        return
    shown = found.article.text
    spans = [Span(start, end) for start in range(len(shown)) for end in (start + 1, len(shown))]
    read = replace(
        found.article,
        attributions=tuple(Attribution(content=(span,), why=Why("example")) for span in spans),
        own_voice=tuple(OwnVoice(span) for span in spans),
        extracted=True,
    )
    back = found.restored(read)
    assert back.text == text
    for span, one, voice in zip(spans, back.attributions, back.own_voice, strict=True):
        words = unicodedata.normalize("NFKD", without_invisible(back.words(one.content)))
        assert unicodedata.normalize("NFKD", span.of(shown)) in words
        assert voice.span == one.content[0]


WRITTEN = [
    f"« Le pont rouvre lundi », a confir{SHY}mé la pré{SHY}fète, Odile Mar{SHY}chal.",
    "« Le pont rouvre lundi », a confir\u200bmé la pré\u200bfète, Odile Mar\u2060chal.",
    unicodedata.normalize("NFD", "« Le pont rouvre lundi », a confirmé la préfète, Odile Marchal."),
    "« Le pont rouvre lundi », a con\ufb01rmé la préfète, Odile Marchal.",
]


@pytest.mark.model
@pytest.mark.parametrize("text", WRITTEN, ids=["soft hyphens", "no width", "accents apart", "ligature"])
def test_a_cue_is_found_however_it_is_written(text: str) -> None:
    """
    The statement is found, its words are given back as written, and its speaker's name as read.
    """
    article = selon.Reader(fast=True).read_article(read_plain(text, lang="fr"))
    assert article.text == text
    (found,) = article.attributions
    assert article.words(found.content) == "Le pont rouvre lundi"
    assert article.words(found.cue) == text[text.index("a con") : text.index(" la pr")]
    assert found.speaker is not None
    assert found.speaker.name == "Odile Marchal"


def test_a_page_is_put_together_without_what_nobody_sees() -> None:
    """
    The text of a page holds no soft hyphens, written as a character or as an entity, in title, list and paragraph.
    """
    page = (
        "<html lang='fr'><head><title>La pré&shy;fète rouvre le pont</title></head><body><article>"
        f"<h1>La pré&shy;fète rouvre le pont</h1><p>La pré{SHY}fète a pré&#173;cisé que le chan&#xAD;tier "
        "était fini depuis hier soir.</p><ul><li>Le via&ZeroWidthSpace;duc ouvrira demain, a-t-elle pro<wbr>mis.</li>"
        "</ul></article></body></html>"
    )
    assert read_html(page).text == (
        "La préfète rouvre le pont\n\nLa préfète a précisé que le chantier était fini depuis hier soir.\n\n"
        "Le viaduc ouvrira demain, a-t-elle promis."
    )


def test_a_line_of_nothing_to_be_seen_is_no_passage() -> None:
    """
    In plain text, which stays as it is, such a line parts paragraphs as a blank one does; boilerplate is known through it.
    """
    text = f"Le pont a rouvert lundi.\n{SHY}\nLa maire l’a dit.\n\nLire aus{SHY}si : la route ferme"
    article = read_plain(text, lang="fr")
    assert article.text == text
    assert [passage.span.of(text) for passage in article.passages] == ["Le pont a rouvert lundi.", "La maire l’a dit."]
