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


@pytest.mark.parametrize(
    ("between", "is_joined"),
    [(". « ", True), ("\N{NO-BREAK SPACE}: « ", True), (". Il pleut. « ", False)],
)
def test_a_quotation_after_its_cue_is_part_of_what_the_cue_holds(between: str, *, is_joined: bool) -> None:
    """
    It goes on with the cue that leads up to it; after narration it floats.
    """
    text = f"Anna Morel rejette les reproches{between}{QUOTED}. »"

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
        found = accept(context, [said, floating])
    contents = [tuple(part.of(text) for part in one.content) for one in found]
    assert contents == ([("les reproches", QUOTED)] if is_joined else [("les reproches",), (QUOTED,)])


def test_a_quotation_is_not_part_of_what_a_later_cue_holds() -> None:
    """
    A statement that follows a quotation without cue in its paragraph does not take it.
    """
    text = f"« {QUOTED}. » Il pleut. Anna Morel rejette les reproches."

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
    context = Context(text, lang.load("fr"), [Span(0, len(text))], [None])
    with rules_by_themselves():
        found = accept(context, [said, without_cue("floating_quotation", (span(QUOTED),), 0)])
    assert sorted(one.content[0].of(text) for one in found) == [QUOTED, "les reproches"]
