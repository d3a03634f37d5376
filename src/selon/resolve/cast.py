"""
Who takes part in the article?

Everybody under the fullest name that the article gives, with the roles by which they may be meant elsewhere; bodies that
have no capital (*l'armée soudanaise*) too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from selon.lang import given_names
from selon.lang.places import Place
from selon.lang.roles import BODY_KINDS
from selon.lang.tokens import fold
from selon.model import SourceKind
from selon.resolve.scan import Role

SURELY = 2  # from where on a kind rests on more than the form of the name


@dataclass(slots=True, eq=False)
class Participant:
    """
    Somebody or something that the article names.

    Attributes:
        name: The fullest name, as written.
        words: Its words, folded.
        kind: What sort of source it makes.
        sure: How much the kind rests on, from 0 to 3.
        gender: ``m``, ``f`` or empty; grammatical for a body.
        number: ``s`` or ``p``.
        roles: What the article says they are.
        place: What the name stands for on the map.
        at: First token of each mention, in text order.
        surname: The last word of its name, folded; *Reed* of *Paul Reed Jr.*
        parties: What the article says of its party.
        common: Whether the name is a common noun's (*l'armée soudanaise*).
        thing: Whether some mention is a street's, a building's or an event's.
    """

    name: str
    words: tuple[str, ...]
    kind: SourceKind
    sure: int = 0
    gender: str = ""
    number: str = "s"
    roles: list[Role] = field(default_factory=list)
    place: Place | None = None
    at: list[int] = field(default_factory=list)
    surname: str = ""
    parties: set[str] = field(default_factory=set)
    common: bool = False
    thing: bool = False

    @property
    def identifier(self) -> str | None:
        """The identifier of the state or institution that the name stands for."""
        return self.place.identifier if self.place is not None else None

    def last_before(self, token: int) -> int | None:
        """Return the last mention before *token*."""
        found = None
        for at in self.at:
            if at >= token:
                break
            found = at
        return found


def _first_mention(participant: Participant) -> int:
    return participant.at[0] if participant.at else 0


@dataclass(frozen=True)
class Cast:
    """
    Everybody the article names.

    Attributes:
        participants: In order of their first mention.
        named: By the first token of each mention.
        known_as: By folded name, acronym or alias.
    """

    participants: tuple[Participant, ...]
    named: dict[int, Participant]
    known_as: dict[str, list[Participant]]

    @cached_property
    def _tokens(self) -> list[int]:
        return sorted(self.named)

    @cached_property
    def _order(self) -> dict[int, int]:
        return {token: number for number, token in enumerate(self.named)}

    @cached_property
    def most_named(self) -> int:
        """How often the person is named whom the article names most."""
        return max((len(one.at) for one in self.participants if one.kind == "person"), default=0)

    def between(self, start: int, stop: int) -> list[int]:
        """Return the first tokens of the mentions that begin from *start* to before *stop*, as :attr:`named` has them."""
        first = bisect_left(self._tokens, start)
        return sorted(self._tokens[first : bisect_left(self._tokens, stop, first)], key=self._order.__getitem__)

    def entering(self, start: int, stop: int) -> tuple[Participant, ...]:
        """Return those who are mentioned for the first time from *start* to before *stop*."""
        first = bisect_left(self.participants, start, key=_first_mention)
        found = self.participants[first : bisect_left(self.participants, stop, first, key=_first_mention)]
        return tuple(one for one in found if one.at)

    def find(self, name: str, *, before: int | None = None) -> Participant | None:
        """
        Return the participant called *name*: by its whole name or by a part that only it has.

        Args:
            name: As written.
            before: A token; of several bearers of a name the one mentioned last before it is meant.
        """
        folded = fold(name)
        found = bearers(folded, self.known_as.get(folded, []))
        if not found:
            return None
        if len(found) == 1 or before is None:
            return found[0]
        return max(found, key=lambda participant: (participant.last_before(before) or -1, len(participant.at)))


def bearers(word: str, participants: Sequence[Participant]) -> list[Participant]:
    """
    Return those of *participants* that a lone *word* can mean: those whose surname it is, else those it opens the name of.

    What the word only begins the name of is not meant, unless it is a person's given name or known for a person
    (*Reed* means Ann Reed, not the Reed Plaza Hotel).
    """
    if " " in word or not participants:
        return list(participants)
    last = [participant for participant in participants if word in (participant.surname, *participant.words[-1:])]
    if last:
        return last
    return [
        participant
        for participant in participants
        if word != participant.words[0]
        or participant.kind in BODY_KINDS
        or participant.sure >= SURELY
        or given_names.gender(participant.name.partition(" ")[0]) is not None
    ]
