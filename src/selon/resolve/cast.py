"""
Who takes part in the article?

Mentions of one person or body are brought together under the fullest name that the article gives (*Sullivan* → *Jake
Sullivan*, *FSR* → *Forces de soutien rapide*), with the roles by which it may be meant elsewhere. Bodies that have no
capital (*l'armée soudanaise*) take part too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from selon.lang import given_names
from selon.lang.places import Place, Places
from selon.lang.roles import BODY_KINDS
from selon.lang.tokens import fold
from selon.model import SourceKind
from selon.resolve.mentions import Mention
from selon.resolve.scan import ACRONYM_LENGTH, Role, Scan
from selon.resolve.surroundings import SURE

MIN_LETTERS = 2
FOLLOWS = 14  # tokens after a mention within which a pronoun means the one just named
FEWEST_VOTES = 2
SMALL_WORD = 3  # letters of the words that an acronym leaves out (*des*, *the*)
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


class Casting:
    """
    Brings mentions together into a cast.

    Args:
        scan: The article's words.

    Attributes:
        participants: Whom the article names.
        known_as: By folded name, acronym or alias.
        named: By the first token of each mention.
    """

    def __init__(self, scan: Scan) -> None:
        """Begin with nobody."""
        self.scan = scan
        self.participants: list[Participant] = []
        self.known_as: dict[str, list[Participant]] = {}
        self.named: dict[int, Participant] = {}

    def add(self, mentions: Iterable[Mention]) -> None:
        """Enter *mentions*, the longest names first: shorter ones are parts of them."""
        entered = _without_epithets(list(mentions), self.scan.places)
        for mention in sorted(entered, key=_order):
            participant = self._owner(mention)
            if participant is None:
                name = self.scan.words(mention.tokens)
                surname = self._without_generation(mention.words)[-1:]
                participant = Participant(
                    name, mention.words, mention.kind, place=mention.place, surname="".join(surname)
                )
                self.enter(participant, self._keys(participant))
            _learn(participant, mention)
            self.named[mention.tokens.start] = participant
            if mention.short:
                self.known_as[fold(mention.short)] = [participant]
        for short in [participant for participant in self.participants if _is_short(participant)]:
            long = next((participant for participant in self.participants if _spells_out(participant, short)), None)
            if long is not None:
                self._unite(short, long)

    def enter(self, participant: Participant, keys: Iterable[str]) -> None:
        """Add *participant*, to be found under *keys*."""
        self.participants.append(participant)
        for key in keys:
            self.known_as.setdefault(key, []).append(participant)

    def close(self) -> Cast:
        """Return the cast."""
        for at, participant in sorted(self.named.items()):
            participant.at.append(at)
        self._vote_on_genders()
        self.participants.sort(key=lambda participant: participant.at[0] if participant.at else 0)
        return Cast(tuple(self.participants), self.named, self.known_as)

    def _owner(self, mention: Mention) -> Participant | None:
        """Return the participant that *mention* names already."""
        key = " ".join(mention.words)
        fitting = [
            participant for participant in bearers(key, self.known_as.get(key, [])) if _fits(mention, participant)
        ]
        same = [
            participant for participant in fitting if not mention.gender or participant.gender in ("", mention.gender)
        ]
        exact = [participant for participant in same if participant.words == mention.words]
        # "Mr. Reed" is not Ann Reed, whose surname he has.
        owner = next(iter(exact or same or (fitting if len(mention.words) > 1 else [])), None)
        return owner or self._initialled(mention)

    def _initialled(self, mention: Mention) -> Participant | None:
        """Return the one person whose given name *mention* shortens to its initial (*O. Kerven*), None if not one."""
        first, *rest = mention.words
        if len(first) > 1 or not rest or len(rest[0]) == 1:
            return None
        namesakes = [
            participant
            for participant in self.participants
            if participant.kind in ("person", "unknown")
            and participant.words[-len(rest) :] == tuple(rest)
            and participant.words[0][0] == first
        ]
        return namesakes[0] if len(namesakes) == 1 else None

    def _keys(self, participant: Participant) -> set[str]:
        """Return the whole name of *participant* and the parts by which it may be called."""
        words = participant.words
        keys = {" ".join(words)}
        if len(words) > 1 and participant.place is None:
            for whole in (words, self._without_generation(words)):
                keys |= {" ".join(whole[index:]) for index in range(1, len(whole)) if len(whole[index]) > 1}
                keys.add(" ".join(whole))
            # "Liu" for Liu Bingyu, "le Fonds" for the Fonds monétaire international; not "Nike" for a shoe.
            first = self.scan.roles.tokenize(participant.name).lower[0]
            if participant.kind in ("person", "unknown") or first in self.scan.roles.nouns:
                keys.add(words[0])
            if participant.kind != "person":
                keys |= {" ".join(words[:index]) for index in range(2, len(words))}
        return keys

    def _without_generation(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of a name without what tells father from son (*Jr.*)."""
        return words[:-1] if len(words) > 1 and words[-1] in self.scan.roles.generations else words

    def _unite(self, short: Participant, long: Participant) -> None:
        """Let every mention of *short* be one of *long*."""
        self.known_as[" ".join(short.words)] = [long]
        self.named = {at: long if participant is short else participant for at, participant in self.named.items()}
        self.participants.remove(short)

    def _vote_on_genders(self) -> None:
        """Let the pronouns that follow a person's mentions tell the gender that neither title nor given name told."""
        for participant in self.participants:
            if participant.kind != "person" or participant.gender:
                continue
            votes = Counter(filter(None, (self._pronoun_after(at, participant) for at in participant.at)))
            ranked = [*votes.most_common(2), ("", 0), ("", 0)]
            if ranked[0][1] >= FEWEST_VOTES and ranked[0][1] > 2 * ranked[1][1]:
                participant.gender = ranked[0][0]

    def _pronoun_after(self, at: int, participant: Participant) -> str:
        """Return the gender of the pronoun that follows a mention before anybody else is named; empty without one."""
        for index in range(at + 1, min(at + FOLLOWS, len(self.scan.tokens))):
            other = self.named.get(index)
            if other is not None and other is not participant and other.kind in ("person", "unknown"):
                return ""
            pronoun = self.scan.roles.pronouns.get(self.scan.tokens.lower[index])
            if pronoun is not None and pronoun.person == "3" and pronoun.gender in ("m", "f"):
                return pronoun.gender
        return ""


def _order(mention: Mention) -> tuple[int, bool, int]:
    """Return when a mention is entered: long names first, *Mr. Reed* before *Reed*."""
    return -len(mention.words), len(mention.words) == 1 and not mention.gender, mention.tokens.start


def _without_epithets(mentions: list[Mention], places: Places) -> list[Mention]:
    """
    Return *mentions* without what stands before a name that is mentioned alone too.

        Lucky [Ann Reed], the New Hampshire [Reed] vote
    """
    full = {m.words for m in mentions if len(m.words) > 1 and m.kind == "person" and m.sure >= SURELY}
    lone: set[tuple[str, ...]] = {m.words for m in mentions if len(m.words) == 1}
    return [_without_epithet(mention, full, lone, places) for mention in mentions]


def _without_epithet(
    mention: Mention, full: set[tuple[str, ...]], lone: set[tuple[str, ...]], places: Places
) -> Mention:
    words = mention.words
    if mention.kind != "person" or len(words) != len(mention.tokens) or mention.opens_given:
        return mention
    for size in range(1, len(words)):
        rest = words[size:]
        if rest in full or (rest in lone and size > 1 and places.named(" ".join(words[:size])) is not None):
            return replace(mention, words=rest, tokens=mention.tokens[size:])
    return mention


def _fits(mention: Mention, participant: Participant) -> bool:
    if participant.words == mention.words:
        return True
    if mention.place is not None and mention.kind == "state":
        return False
    if mention.sure < SURELY or (mention.sure < SURE and _is_surname(mention, participant)):
        return True
    if (
        participant.kind == "person"
        and len(mention.words) == 1
        and len(mention.words[0]) > ACRONYM_LENGTH
        and not mention.role
    ):
        return True  # "HOLLOWAY" in a transcript
    if mention.kind == "person":
        return participant.kind in ("person", "unknown")
    return mention.kind not in BODY_KINDS or participant.kind != "person" or participant.sure < mention.sure


def _is_surname(mention: Mention, participant: Participant) -> bool:
    """Tell whether a lone word is the surname of somebody who is a person for sure."""
    named = participant.kind == "person" and participant.sure >= SURELY and len(participant.words) > 1
    return named and mention.words == (participant.surname,)


def _learn(participant: Participant, mention: Mention) -> None:
    # "Guardian" may be a newspaper, but not where Don Guardian is the mayor.
    surname = _is_surname(mention, participant)
    surer = mention.sure > participant.sure or participant.kind == "unknown"
    if surer and not surname and mention.kind != "unknown":
        participant.kind, participant.sure = mention.kind, mention.sure
    participant.thing = participant.thing or (mention.kind == "unknown" and mention.sure == SURELY)
    if (
        mention.role is not None
        and mention.role not in participant.roles
        and not (surname and _is_of_body(mention.role))
    ):
        participant.roles.append(mention.role)
    participant.gender = participant.gender or mention.gender
    participant.number = "p" if mention.number == "p" and participant.kind != "person" else participant.number
    if mention.party:
        participant.parties.add(mention.party)


def _is_of_body(role: Role) -> bool:
    return role.noun.kind in BODY_KINDS


def _is_short(participant: Participant) -> bool:
    """Tell whether the name is an acronym or initials (*HRW*, *S&P*, *L. A.*)."""
    acronym = len(participant.words) == 1 and participant.name.isupper()
    return acronym or "&" in participant.name or all(len(word) == 1 for word in participant.words)


def _spells_out(long: Participant, short: Participant) -> bool:
    """Tell whether *long* is what *short* stands for, even if the article never says so."""
    if long is short or long.kind == "state":
        return False
    if all(len(word) == 1 for word in short.words):
        return [word[0] for word in long.words] == list(short.words)
    letters = [char for char in short.words[0] if char.isalpha()]
    if long.kind == "person" or len(letters) < MIN_LETTERS or len(long.words) < len(letters):
        return False
    return [word[0] for word in long.words if len(word) > SMALL_WORD] == letters
