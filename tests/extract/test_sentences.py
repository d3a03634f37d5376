"""
Does a textual sentence end where a reader would end it?

Stops, abbreviations and quotations, with the quotations built by hand.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.extract.grammar.sentences import split
from selon.model import Span
from selon.parse.quotes import Marks, Quote, find_quotes

ABBREVIATIONS = frozenset({"m.", "mme.", "dr.", "art.", "gov.", "u.s."})
UNHURRIED = settings(deadline=None)  # a busy machine is no failure
MARKS = Marks({"«": "»", "“": "”"}, {"‘": "’"})


def sentences(text: str, *quotes: Quote) -> list[str]:
    """Return the sentences of *text* as words."""
    return [span.of(text) for span in split(text, Span(0, len(text)), quotes, ABBREVIATIONS)]


def quote(text: str, words: str, *, closed: bool = True, single: bool = False) -> Quote:
    """Return *words*, which stand in *text* with their marks, as a quotation without blanks at its edges."""
    start = text.index(words)
    outer = Span(start, start + len(words))
    inner = words[1 : -1 if closed else None]
    lead = 1 + len(inner) - len(inner.lstrip())
    return Quote(outer, Span(start + lead, start + lead + len(inner.strip())), 0, closed=closed, single=single)


@pytest.mark.parametrize(
    "text",
    [
        "Un jour. | Deux jours.",
        "Qui paiera ? | Personne.",
        "Jamais ! | Jamais, dit-il.",
        "Quoi ?! | Rien.",
        "Il hésite… | Elle part.",
        "Il hésite... | Elle part.",
        "Il part (hier). | Elle reste.",
        "Il part (hier.) | Elle reste.",
        "En 2019. | En 2020.",
        "Il part. | 12 personnes restent.",
        "Il part. | — Vraiment.",
        "Il part. | «\N{NO-BREAK SPACE}Vraiment\N{NO-BREAK SPACE}»",
        "Il part. | É. Roy reste.",
        "Sans point à la fin",
    ],
)
def test_stops_end_sentences(text: str) -> None:
    """
    A stop before a capital, a figure or a dash ends a sentence; closing brackets stay with it.
    """
    assert sentences(text.replace(" | ", " ")) == text.split(" | ")


@pytest.mark.parametrize(
    "text",
    [
        "M. Roy est parti.",
        "Selon Mme. Roy, tout va bien.",
        "Le Dr. Roy et la Gov. Lund sont partis.",
        "L'art. 4 est retiré.",
        "J. K. Lund est partie.",
        "J.-P. Roy est parti.",
        "The U.S. Senate has voted.",
        "Le taux est de 3.5 points.",
        "Il a payé 1.200.000 francs.",
        "Le site orle.example a fermé.",
        "Il hésite… puis part.",
        "Il hésite... puis part.",
        "Qui paiera ? demande un élu.",
        "Jamais ! s'écrie un élu.",
        "Il a vu l'étoile (celle du matin.) et rien d'autre.",
    ],
)
def test_stops_that_end_nothing(text: str) -> None:
    """
    Abbreviations, initials, decimals, addresses, and stops before a small letter end no sentence.
    """
    assert sentences(text) == [text]


def test_abbreviation_at_the_end_of_the_text() -> None:
    """
    A text that ends with an abbreviation ends all the same.
    """
    assert sentences("Il est parti avec le Dr.") == ["Il est parti avec le Dr."]


def test_abbreviation_after_a_bracket_or_mark() -> None:
    """
    An abbreviation is known also right after an opening bracket.
    """
    assert sentences("Un témoin (M. Roy) est parti. Un autre reste.") == [
        "Un témoin (M. Roy) est parti.",
        "Un autre reste.",
    ]


def test_stops_inside_a_quotation_split_nothing() -> None:
    """
    A quotation of three sentences is one piece of the sentence that quotes it.
    """
    text = "Il dit : « Un jour. Deux jours. Trois », puis se tait. Elle part."
    held = quote(text, "« Un jour. Deux jours. Trois »")
    assert sentences(text, held) == ["Il dit : « Un jour. Deux jours. Trois », puis se tait.", "Elle part."]


def test_last_stop_inside_a_quotation_ends_the_sentence() -> None:
    """
    A stop right before the closing mark ends the sentence after the mark when a capital follows.
    """
    text = "Il dit : « Un jour. Deux jours. » Elle part."
    held = quote(text, "« Un jour. Deux jours. »")
    assert sentences(text, held) == ["Il dit : « Un jour. Deux jours. »", "Elle part."]


@pytest.mark.parametrize("stop", [".", "!", "?", "…", "..."])
def test_last_stop_before_an_inverted_cue(stop: str) -> None:
    """
    The same stop ends nothing when a comma or a small letter goes on with the sentence.
    """
    text = f"« Un jour{stop} » dit-elle. Elle part."
    held = quote(text, f"« Un jour{stop} »")
    assert sentences(text, held) == [f"« Un jour{stop} » dit-elle.", "Elle part."]


def test_stop_after_a_quotation() -> None:
    """
    A stop after the closing mark ends the sentence.
    """
    text = "Il dit « un jour. Ou deux ». Elle part."
    held = quote(text, "« un jour. Ou deux »")
    assert sentences(text, held) == ["Il dit « un jour. Ou deux ».", "Elle part."]


def test_inside_of_a_quotation_has_sentences_of_its_own() -> None:
    """
    Asked for the inside of a quotation, its sentences are found.
    """
    text = "Il dit : « Un jour. Deux jours. Trois »."
    inner = quote(text, "« Un jour. Deux jours. Trois »").inner
    found = split(text, inner, (), ABBREVIATIONS)
    assert [span.of(text) for span in found] == ["Un jour.", "Deux jours.", "Trois"]


def test_unclosed_quotation_is_one_piece() -> None:
    """
    A quotation never closed is not split by its stops.
    """
    text = "Il dit : « Un jour. Deux jours. Trois."
    assert sentences(text, quote(text, "« Un jour. Deux jours. Trois.", closed=False)) == [text]


def test_single_marks_hold_nothing_together() -> None:
    """
    Single marks, which may be apostrophes, keep no stop from ending a sentence.
    """
    text = "She said ‘one day. Two days’ and left."
    held = quote(text, "‘one day. Two days’", single=True)
    assert sentences(text, held) == ["She said ‘one day.", "Two days’ and left."]


def test_area_bounds_the_sentences() -> None:
    """
    Nothing outside the area is read: neither a stop before it nor a word after it.
    """
    text = "Un jour. Deux jours\n\nTrois jours."
    found = split(text, Span(9, 19), (), ABBREVIATIONS)
    assert [span.of(text) for span in found] == ["Deux jours"]


PIECES = st.sampled_from([*"«»“”()?!…., ", "...", "Un", "jour", "M.", "J.", "3.5", "\N{NO-BREAK SPACE}", " ", " "])


@UNHURRIED
@given(st.lists(PIECES, min_size=1, max_size=30).map("".join))
def test_sentences_cover_their_area(text: str) -> None:
    """
    In any text the sentences lie in order, apart, trimmed, and leave out nothing but blanks.
    """
    area = Span(0, len(text))
    outermost = [found for found in find_quotes(text, [area], MARKS) if found.depth == 0]
    found = split(text, area, outermost, ABBREVIATIONS)
    position = 0
    for sentence in found:
        assert not text[position : sentence.start].strip()
        assert sentence.of(text) == sentence.of(text).strip()
        position = sentence.end
    assert not text[position:].strip()


@UNHURRIED
@given(st.lists(PIECES, min_size=1, max_size=30).map("".join))
def test_no_sentence_ends_inside_a_quotation(text: str) -> None:
    """
    In any text no sentence ends inside a closed quotation in double marks.
    """
    area = Span(0, len(text))
    outermost = [found for found in find_quotes(text, [area], MARKS) if found.depth == 0 and not found.single]
    for sentence in split(text, area, outermost, ABBREVIATIONS):
        assert not any(held.closed and held.outer.start < sentence.end < held.outer.end for held in outermost)
