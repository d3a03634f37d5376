"""
Which mentions are of one person or body?

They are brought together under the fullest name that the article gives (*Sullivan* → *Jake Sullivan*, *FSR* → *Forces de
soutien rapide*), longest names first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from selon.lang.roles import BODY_KINDS
from selon.lang.tokens import fold
from selon.resolve.aliases import is_acronym, short_for, shortens
from selon.resolve.cast import SURELY, Cast, Participant, bearers
from selon.resolve.mentions import Mention
from selon.resolve.scan import ACRONYM_LENGTH, Role, Scan
from selon.resolve.surroundings import SURE
from selon.resolve.trimmed import trimmed

FOLLOWS = 14  # tokens after a mention within which a pronoun means the one just named
FEWEST_VOTES = 2


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
        self._by_last: dict[str, list[Participant]] = {}
        self.known_as: dict[str, list[Participant]] = {}
        self.named: dict[int, Participant] = {}

    def add(self, mentions: Iterable[Mention]) -> None:
        """Enter *mentions*, the longest names first: shorter ones are parts of them."""
        entered = trimmed(list(mentions), self.scan)
        for mention in sorted(entered, key=_order):
            participant = self._owner(mention)
            if participant is None:
                name = self.scan.words(self._with_own_article(mention))
                surname = self._without_generation(mention.words)[-1:]
                participant = Participant(
                    name, mention.words, mention.kind, place=mention.place, surname="".join(surname)
                )
                self.enter(participant, self._keys(participant))
            _learn(participant, mention)
            self.named[mention.tokens.start] = participant
            if mention.short:
                self.known_as[fold(mention.short)] = [participant]
        at: dict[Participant, list[int]] = {}
        for token, participant in sorted(self.named.items()):
            at.setdefault(participant, []).append(token)
        for short, long in list(short_for(self.participants, at, self.scan.roles)):
            self.unite(short, long)

    def _with_own_article(self, mention: Mention) -> range:
        """Return the tokens of the name, for an outlet with the article that belongs to it (*Le* Monde)."""
        tokens, roles, before = self.scan.tokens, self.scan.roles, mention.tokens.start - 1
        if mention.kind != "media" or before < 0 or tokens.lower[before] not in roles.determiners:
            return mention.tokens
        whole = range(before, mention.tokens.stop)
        own = fold(self.scan.words(whole)) in roles.media and tokens.capitalised(before)
        return whole if own else mention.tokens

    def enter(self, participant: Participant, keys: Iterable[str]) -> None:
        """Add *participant*, to be found under *keys*."""
        self.participants.append(participant)
        self._by_last.setdefault("".join(participant.words[-1:]), []).append(participant)
        for key in keys:
            self.known_as.setdefault(key, []).append(participant)

    def close(self) -> Cast:
        """Return the cast."""
        for at, participant in sorted(self.named.items()):
            participant.at.append(at)
        self._vote_on_genders()
        self._tell_namesakes_apart()
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
        namesakes = [
            participant
            for participant in self._by_last.get("".join(mention.words[-1:]), ())
            if participant.kind in ("person", "unknown") and shortens(mention.words, participant.words)
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
            keys -= self._complements(participant)
            # "Liu" for Liu Bingyu, "le Fonds" for the Fonds monétaire international; not "Nike" for a shoe.
            first = self.scan.roles.tokenize(participant.name).lower[0]
            if participant.kind in ("person", "unknown") or first in self.scan.roles.nouns:
                keys.add(words[0])
            if participant.kind != "person":
                keys |= {" ".join(words[:index]) for index in range(2, len(words))}
        return keys

    def _complements(self, participant: Participant) -> set[str]:
        """Return the ends of a body's name that begin in a complement: others may have them for their name."""
        tokens = self.scan.roles.tokenize(participant.name)
        if participant.kind == "person" or self.scan.roles.head_last:
            return set()
        of = next((at for at in range(1, len(tokens)) if tokens.lower[at] in self.scan.roles.of), len(tokens))
        rest = [fold(word).rstrip(".") for word in tokens.words[of + 1 :] if word[0].isalnum()]
        return {" ".join(rest[at:]) for at in range(len(rest))}

    def _without_generation(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of a name without what tells father from son (*Jr.*)."""
        return words[:-1] if len(words) > 1 and words[-1] in self.scan.roles.generations else words

    def unite(self, short: Participant, long: Participant) -> None:
        """Let every mention of *short* be one of *long*, and of nobody else whom its name could mean."""
        if short not in self.participants or long not in self.participants:
            return
        self.known_as[" ".join(short.words)] = [long]
        self.named = {at: long if participant is short else participant for at, participant in self.named.items()}
        self.participants.remove(short)
        long.gender = long.gender or short.gender
        long.roles += [role for role in short.roles if role not in long.roles]
        if long.kind == "person" and is_acronym(short) and not long.roles:
            long.kind, long.sure = "organisation", SURELY

    def _tell_namesakes_apart(self) -> None:
        """Let those of whom only the surname is told that another person bears keep their title (*Lady Marsh*)."""
        bearers_of = Counter(one.surname for one in self.participants if one.kind == "person")
        for one in self.participants:
            if one.kind != "person" or len(one.words) > 1 or bearers_of[one.surname] == 1:
                continue
            titled = [range(self._title_start(at), at + 1) for at in one.at]
            one.name = self.scan.words(max(titled, key=len)) if titled else one.name

    def _title_start(self, at: int) -> int:
        """Return where the titles begin before the name at token *at*."""
        while at > 0 and self.scan.tokens.lower[at - 1] in self.scan.roles.titles:
            at -= 1
        return at

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
