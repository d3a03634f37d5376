"""
What is there to say of whom a source stands for?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from selon.model import Naming, SourceKind, Speaker
from selon.resolve.cast import Participant
from selon.resolve.pronouns import Antecedent

KINDS: dict[str, SourceKind] = {
    "person": "person",
    "group": "group",
    "organisation": "organisation",
    "state": "state",
    "media": "media",
    "document": "document",
    "sources": "person",
    "proximity": "person",
    "bare": "unknown",
}
"""Kind of source by kind of noun, in the singular."""

How = Literal["name", "description", "pronoun", "floating", "first person"]
"""By what a source tells whom it stands for; ``floating`` is a quotation without one."""

CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Resolution:
    """
    What a source stands for.

    Attributes:
        speaker: The fullest name, None when it has none.
        kind: What sort of source.
        candidates: Whom else it may be, best first, the chosen one included.
        gender: For what refers back to it.
        number: Likewise.
        participant: Who it is, for a named one.
        is_open: Whether nobody is found for whom it stands: a pronoun, or a quotation without a source, whose speaker
            the article leaves open or says where we do not see it.
        share: How likely it is among all who competed, from 0 to 1; 1 where nobody did.
        how: By what the source tells it.
    """

    speaker: Speaker | None
    kind: SourceKind
    candidates: tuple[Speaker, ...] = ()
    gender: str = ""
    number: str = "s"
    participant: Participant | None = None
    is_open: bool = False
    share: float = 1.0
    how: How = "name"

    @property
    def naming(self) -> Naming | None:
        """Whether the speaker has a name, or is nobody we know; None where only the words of the source can tell."""
        if self.speaker is not None:
            return "named"
        return "anonymous" if self.is_open else None

    def as_person(self) -> Resolution:
        """Return the resolution with a person for what nothing had told."""
        speaker = replace(self.speaker, kind="person") if self.speaker is not None else None
        first = (speaker,) if speaker is not None and self.candidates else ()
        return replace(self, speaker=speaker, kind="person", candidates=first + self.candidates[1:])


UNKNOWN = Resolution(None, "unknown")
OPEN = Resolution(None, "unknown", is_open=True)


def of_participant(participant: Participant) -> Resolution:
    """Return *participant* as what a source stands for."""
    speaker = Speaker(participant.name, participant.kind, participant.identifier)
    return Resolution(speaker, participant.kind, (speaker,), participant.gender, participant.number, participant)


def unnamed(kind: SourceKind, gender: str = "", number: str = "s") -> Resolution:
    """Return a source of *kind* without a name."""
    return Resolution(None, kind, (), gender, number)


def called(
    name: str, kind: SourceKind, participant: Participant | None = None, *, gender: str = "", number: str = "s"
) -> Resolution:
    """Return a source that is called *name* here, whoever else it is."""
    speaker = Speaker(name, kind, participant.identifier if participant is not None else None)
    return Resolution(speaker, kind, (speaker,), gender, number, participant)


def chosen(ranked: Sequence[tuple[float, str, Participant | Antecedent]], gender: str) -> Resolution:
    """Return the first of *ranked*, with the others that come near it as candidates."""
    best, name, one = ranked[0]
    participant = one if isinstance(one, Participant) else one.participant
    speakers: list[Speaker] = []
    for score, other, figure_or_antecedent in ranked:
        if all(other != speaker.name for speaker in speakers):
            share = round(1 / (1 + (best - score)), 3)
            identifier = figure_or_antecedent.identifier if isinstance(figure_or_antecedent, Participant) else None
            speakers.append(Speaker(other, figure_or_antecedent.kind, identifier, share))
    speaker = Speaker(name, one.kind, participant.identifier if participant is not None else None)
    return Resolution(speaker, one.kind, tuple(speakers[:CANDIDATES]), gender or one.gender, one.number, participant)
