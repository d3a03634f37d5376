"""
Are the likeliest marks found, and what do they become?
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from selon import Reader, lang
from selon.extract import encoder
from selon.extract.encoder.marks import CHANGE, Marked, Marks, likeliest, tilted
from selon.extract.encoder.proposals import TILTED, proposals, with_pronoun
from selon.extract.grammar.context import Context
from selon.model import Span

TABLES = st.integers(1, 5).flatmap(
    lambda words: arrays(np.float32, (words, 3), elements=st.floats(-6, 0, width=16, allow_nan=False))
)


@given(TABLES)
def test_no_row_of_marks_is_likelier(table: np.ndarray) -> None:
    """
    Trying all rows finds none that is likelier, changes counted.
    """

    def worth(row: tuple[int, ...]) -> float:
        changes = sum(one != other for one, other in itertools.pairwise(row))
        return float(sum(table[place, part] for place, part in enumerate(row))) - CHANGE * changes

    best = max(worth(row) for row in itertools.product(range(3), repeat=len(table)))
    for row in likeliest(np.stack([table, table])).tolist():
        assert worth(tuple(row)) == pytest.approx(best, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("Non, a-t-il dit.", ["il"], ["a-t-", "dit"], ["a-t-il dit"]),
        ("Non, dit-il.", ["il"], ["dit"], ["dit-il"]),
        ("Non, said he.", ["he"], ["said"], ["said"]),
        ("Elle dit non.", ["Elle"], ["dit"], ["dit"]),
    ],
)
def test_an_inverted_pronoun_lies_in_the_cue(text: str, source: list[str], cue: list[str], expected: list[str]) -> None:
    """
    A pronoun that a hyphen ties to the verb is source and cue; a subject that stands alone is not.
    """

    def spans(words: list[str]) -> tuple[Span, ...]:
        return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)

    kept, joined = with_pronoun(text, spans(source), spans(cue))
    assert kept == spans(source)
    assert [span.of(text) for span in joined] == expected


ARTICLE = "Le pont rouvre\n\n« Le pont rouvrira lundi », a déclaré Anna Morel, la maire, à Radio Lune."


@pytest.mark.model
def test_what_is_marked_stands_in_the_text() -> None:
    """
    The encoder finds the speaker and the words of a plain quotation.
    """
    language = lang.load("fr")
    marks = encoder.marks(ARTICLE, language)
    assert marks is not None
    lines = [Span(0, ARTICLE.index("\n")), Span(ARTICLE.index("«"), len(ARTICLE))]
    context = Context(ARTICLE, language, lines, [None, None])
    one, *others = [found for found in proposals(context, marks) if found.rate > 0.5 and found.cue]
    assert [span.of(ARTICLE) for span in one.content] == ["Le pont rouvrira lundi"]
    assert [span.of(ARTICLE) for span in one.cue] == ["a déclaré"]
    assert one.source[0].of(ARTICLE).startswith("Anna Morel")
    assert not one.features
    assert all(other.cue == one.cue and other.features[0].removeprefix("with ") in TILTED for other in others)


def test_other_readings_change_one_part() -> None:
    """
    A source for certain, another source, less content and more are found where the marks leave it open.
    """
    words = [  # nothing, source, cue, content
        [0.6, 0.38, 0.01, 0.01],
        [0.05, 0.9, 0.04, 0.01],
        [0.01, 0.01, 0.97, 0.01],
        [0.01, 0.01, 0.01, 0.97],
        [0.4, 0.01, 0.01, 0.58],
        [0.58, 0.01, 0.01, 0.4],
    ]
    table = np.log(np.array([words], np.float32))
    tables = [table, *tilted(table)]
    plain, certain, less, more, another = (
        "".join("-SCK"[part] for part in likeliest(one, change=0.0)[0]) for one in tables
    )
    assert plain == "-SCKK-"
    assert certain == "SSCKK-"
    assert less == "-SCK--"
    assert more == "-SCKKK"
    assert another == "S-CKK-"


def test_an_opening_without_marks_proposes_nothing() -> None:
    """
    Where no word plays a part, or only a source does, there is no candidate.
    """

    class Nothing(Marks):
        def __init__(self) -> None:
            """Hold two openings."""

        def likely(self, least: float) -> list[int]:
            """Return both openings."""
            assert least < 1
            return [0, 1]

        def mark(self, anchors: Sequence[int]) -> dict[int, Marked]:
            """Mark nothing at the first, a source at the second."""
            table = np.zeros((2, 4), np.float32)
            sources = {0: (), 1: (Span(0, 2),)}
            return {
                anchor: Marked(opening=0.5, source=sources[anchor], cue=(), content=(), shares=table)
                for anchor in anchors
            }

    context = Context(ARTICLE, lang.load("fr"), [Span(0, len(ARTICLE))], [None])
    assert list(proposals(context, Nothing())) == []


@pytest.mark.model
def test_paragraphs_that_are_not_read_hold_no_marks() -> None:
    """
    Words of a paragraph that was left out are none of the encoder's.
    """
    quoted = Span(ARTICLE.index("«"), len(ARTICLE))
    marks = Marks(ARTICLE, encoder.network(), [quoted])
    assert [word.of(ARTICLE) for word in marks.words] == ["Le", "pont", "rouvre"]
    assert not marks.likely(0.5)


@pytest.mark.model
@pytest.mark.parametrize("text", ["\u200b\u2060", "«»", "\U0001f600" * 700, "mot" * 900, "a\n" * 900])
def test_strange_texts_are_read(text: str) -> None:
    """
    Marks, signs without a width, endless words and lines are read like any text.
    """
    marks = Marks(text, encoder.network())
    marks.mark(marks.likely(0.0)[:40])


def test_other_languages_are_not_read() -> None:
    """
    The encoder says nothing of a language that it was not trained on.
    """
    assert encoder.marks("Der Minister sagte nichts.", lang.load("de")) is None


@pytest.mark.model
def test_rules_alone_read_without_it(reader: Reader) -> None:
    """
    A statement that both find is found by the rules alone as well, and says so.
    """
    both = reader.read_text(ARTICLE, lang="fr")
    alone = Reader(fast=True).read_text(ARTICLE, lang="fr")
    assert [one.content for one in both.attributions] == [one.content for one in alone.attributions]
    assert "rule quotations and encoder agree" in both.attributions[0].why.evidence
    assert "seen by rule quotations alone" in alone.attributions[0].why.evidence
