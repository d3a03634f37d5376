"""
Is a long paragraph read as it would be in shorter ones?
"""

from __future__ import annotations

import pytest

from selon import Reader
from selon.lang import load
from selon.model import Article
from selon.parse.pieces import LONGEST, RUN_ON, SHORT, in_pieces
from selon.reading import read_plain

SENTENCE = "Selon la ministre, le texte numéro {} sera voté mardi par M. Brandel et ses amis. "
QUOTED = "« Nous avons tenu parole. Le pont sera rouvert lundi. Personne ne sera oublié », a déclaré la maire. "


def pieces_of(text: str, lang: str = "fr") -> list[str]:
    """Return the words of the pieces in which *text* is read."""
    article = read_plain(text, lang=lang)
    return [piece.span.of(text) for piece in in_pieces(article, load(lang)).passages]


def test_a_paragraph_of_ordinary_length_is_read_whole() -> None:
    """
    An article without a longer one is the very article.
    """
    article = read_plain(f"{SENTENCE * 20}\n\n{QUOTED}", lang="fr")
    assert in_pieces(article, load("fr")) is article


@pytest.mark.parametrize("sentence", [SENTENCE, QUOTED])
def test_a_long_one_is_cut_where_sentences_end(sentence: str) -> None:
    """
    Outside quotations, and no abbreviation ends a sentence; nothing but blanks is left out.
    """
    text = (sentence * 200).strip()
    found = pieces_of(text)
    assert max(map(len, found)) <= LONGEST
    assert all(piece.startswith(sentence[:10]) and piece.endswith(sentence.strip()[-10:]) for piece in found)
    assert " ".join(found) == text


def test_a_quotation_longer_than_a_piece_is_cut_in_it() -> None:
    """
    There is nowhere else to cut.
    """
    found = pieces_of(f"« {'Nous avons tenu parole hier soir. ' * 300}», a déclaré la maire.")
    assert max(map(len, found)) <= LONGEST
    assert all(piece.endswith(".") for piece in found)


@pytest.mark.parametrize("unit", ["Bob a dit que ", "Selon Bob, ", "A. B. C. ", "« Il pleut ", "' ", "Bob et ", "x"])
def test_words_without_an_end_are_cut_between_two(unit: str) -> None:
    """
    A run that no sentence ends is cut short; what has no blanks, anywhere.
    """
    text = "Oui " + (unit * 9_000)[:9_000].strip()
    found = pieces_of(text)
    assert max(map(len, found)) <= SHORT
    assert "".join("".join(found).split()) == "".join(text.split())


def test_the_sentences_around_a_run_stay_whole() -> None:
    """
    What stands before and after it is cut from it.
    """
    text = f"{SENTENCE.format(1)}{'Pluie, ' * RUN_ON}et vent. {SENTENCE.format(2).strip()}"
    found = pieces_of(text)
    assert found[0] == SENTENCE.format(1).strip()
    assert found[-1] == SENTENCE.format(2).strip()


def test_a_long_run_of_marks_is_left_whole() -> None:
    """
    It is parsed nowhere, and is not to be made parsable.
    """
    text = f"{SENTENCE}{'!' * 3 * LONGEST}"
    assert pieces_of(text) == [text]


@pytest.mark.model
def test_a_long_paragraph_has_the_statements_of_shorter_ones() -> None:
    """
    Each sentence of it says what it says alone; the article's own passages stay what they were.
    """
    sentences = [SENTENCE.format(number).strip() for number in range(120)]
    reader = Reader(fast=True)
    whole = reader.read_text(" ".join(sentences), lang="fr")
    assert len(whole.passages) == 1
    assert contents(whole) == contents(reader.read_text("\n\n".join(sentences), lang="fr"))


def contents(article: Article) -> list[str]:
    """Return what *article* attributes."""
    return [article.words(one.content) for one in article.attributions]
