"""
What becomes of a quotation that stands right after a statement?
"""

from __future__ import annotations

import pytest
from treebank import rules_by_themselves

from selon import lang
from selon.extract.candidate import Candidate, without_cue
from selon.extract.decide.accept import accept
from selon.extract.grammar.context import Context
from selon.model import Span

QUOTED = "Ce pont a tenu cent ans et tiendra encore"


def contents(text: str) -> list[tuple[str, ...]]:
    """Return what *text* attributes: the reproaches that are rejected there, and the quotation that stands beside."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    said = Candidate(
        rule="reported_noun_phrase",
        frame="nominal",
        lemma="rejeter",
        cue=(span("rejette"),),
        source=(span("Anna Morel"),),
        content=(span("les reproches"),),
        head=text.index("rejette"),
    )
    floating = without_cue("floating_quotation", (span(QUOTED),), text.index("«"))
    context = Context(text, lang.load("fr"), [Span(0, len(text))], [None])
    with rules_by_themselves():
        return [tuple(part.of(text) for part in one.content) for one in accept(context, [said, floating])]


@pytest.mark.parametrize(
    ("between", "is_joined"),
    [(". « ", True), ("\N{NO-BREAK SPACE}: « ", True), (". Il pleut. « ", False)],
)
def test_a_quotation_after_its_cue_is_part_of_what_the_cue_holds(between: str, *, is_joined: bool) -> None:
    """
    It goes on with the cue that leads up to it; after narration it floats.
    """
    found = contents(f"Anna Morel rejette les reproches{between}{QUOTED}. »")
    assert found == ([("les reproches", QUOTED)] if is_joined else [("les reproches",), (QUOTED,)])


def test_a_quotation_is_not_part_of_what_a_later_cue_holds() -> None:
    """
    A statement that follows a quotation without cue in its paragraph does not take it.
    """
    found = contents(f"« {QUOTED}. » Il pleut. Anna Morel rejette les reproches.")
    assert sorted(found) == [(QUOTED,), ("les reproches",)]
