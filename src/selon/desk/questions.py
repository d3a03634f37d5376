"""
What can a ledger be asked for?

One table of questions, a row for each field of :class:`selon.ledger.Query`. Options of commands are made from it, and
whatever else a person may fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from selon.ledger import Query
from selon.ledger.query import VERDICTS
from selon.model import LABELS


@dataclass(frozen=True, slots=True)
class Question:
    """
    One thing that can be asked of statements.

    Attributes:
        name: The field of :class:`selon.ledger.Query` that takes the answer.
        help: What to answer, in one sentence.
        values: The answers that there are; empty where a person writes.
        called: What a person calls it.
        default: What holds when there is no answer.
    """

    name: str
    help: str
    values: tuple[str, ...]
    called: str
    default: Any

    @property
    def many(self) -> bool:
        """Whether there may be several answers, any of which will do."""
        return isinstance(self.default, tuple)

    @property
    def is_share(self) -> bool:
        """Whether the answer is a number from 0 to 1."""
        return isinstance(self.default, float)


_DEFAULTS = {field.name: field.default for field in fields(Query)}


def _question(name: str, help_: str, *, called: str | None = None) -> Question:
    values = VERDICTS if name == "verdict" else LABELS.get(name, ())
    return Question(name, help_, values, called or name.replace("_", "-"), _DEFAULTS[name])


QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        _question("words", 'Words that must occur; "two together", one OR other, -without, begin*.'),
        _question("speaker", "Speaker: words of a name, key or number."),
        _question("act", "Act, such as deny; may be repeated."),
        _question("disclosure", "What is seen of the source, such as role."),
        _question("naming", "named, described or anonymous."),
        _question("certainty", "certain, probable, possible or reported."),
        _question("polarity", "positive or negative."),
        _question("quotation", "direct, mixed or indirect."),
        _question("source_kind", "person, organisation, state, …", called="kind"),
        _question("medium", "speech, writing or thought."),
        _question("lang", "Language, such as fr."),
        _question("outlet", "Outlet by name; may be repeated."),
        _question("since", "From this day, month or year of publication on."),
        _question("until", "Until this day, month or year of publication."),
        _question("article", "Id or address of an article."),
        _question("role", "Speaker's role by the table of people, or unknown; may be repeated."),
        _question("party", "Speaker's party by that table, or unknown."),
        _question("gender", "Speaker's gender by that table, or unknown."),
        _question("wikidata", "Speaker's Wikidata id by that table, or unknown."),
        _question("verdict", "shown (not rejected), accepted, rejected, unreviewed or any."),
        _question("min_confidence", "Least confidence."),
    )
}
"""The questions by name, in the order in which they are put."""


def query_of(answers: Mapping[str, Any]) -> Query:
    """
    Return the query that *answers* make, by the names of :data:`QUESTIONS`; what is not answered does not matter.

    Args:
        answers: One answer each, or a list of them where there may be several; None is none.

    Raises:
        InvalidValue: If a label or a date is unknown, or the answers contradict each other.

    >>> query_of({"act": ["deny", "decline"], "speaker": None}) == Query(act=("deny", "decline"))
    True
    """
    given: dict[str, Any] = {}
    for name, answer in answers.items():
        if answer is not None:
            given[name] = tuple(answer) if QUESTIONS[name].many else answer
    return Query(**given)
