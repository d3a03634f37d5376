"""
Whom does a source stand for?

A name stands for its bearer, a description for whoever the article gave that role, a pronoun for somebody mentioned
before. Unknown stays unknown: a source without a name has no speaker.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from selon.lang import given_names
from selon.lang.designation import Designation, read
from selon.lang.names import place_of
from selon.lang.places import Place
from selon.lang.roles import Noun, fold
from selon.model import SourceKind, Speaker
from selon.resolve import descriptions
from selon.resolve.cast import BODY_KINDS, Cast, Participant
from selon.resolve.descriptions import Description
from selon.resolve.resolution import UNKNOWN, Resolution, called, chosen, of_participant, unnamed
from selon.resolve.scan import Role, Scan, complement_end, modifiers
from selon.resolve.surroundings import SURE, is_brand

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

FOREGROUND = 12  # tokens from the start of a sentence within which its first noun phrases stand


@dataclass(slots=True)
class Heard:
    """
    Who has been heard so far.

    Attributes:
        spoken: How often each participant is quoted.
        unnamed: Where an unnamed person was last introduced, by the noun's lemma (*un responsable américain*).
    """

    spoken: dict[Participant, int] = field(default_factory=dict)
    unnamed: dict[str, int] = field(default_factory=dict)

    def note(self, source: Designation, found: Resolution) -> None:
        """Take down that *source* has spoken, and whom it stands for."""
        if found.participant is not None:
            self.spoken[found.participant] = self.spoken.get(found.participant, 0) + 1
        elif source.noun is not None and source.determiner == "indefinite" and source.number == "s":
            lemma, at = source.noun.lemma, source.tokens.start
            self.unnamed[lemma] = min(at, self.unnamed.get(lemma, at))


@dataclass(frozen=True)
class Stage:
    """
    What resolution knows of the article.

    Attributes:
        scan: Its words.
        cast: Who takes part.
        paragraph_of: Number of the passage, by token.
        sentence_of: Number of the sentence, by token.
        subjects: Tokens that begin a subject.
        introduced: Subjects that are no names.
    """

    scan: Scan
    cast: Cast
    paragraph_of: Sequence[int]
    sentence_of: Sequence[int]
    subjects: frozenset[int]
    introduced: tuple[Designation, ...] = ()

    def without_pronoun(self, source: Designation, heard: Heard, said: Container[int] = ()) -> Resolution:
        """
        Return what a source that is no pronoun stands for.

        Args:
            source: The source.
            heard: Who has been heard so far.
            said: Tokens of what it says: nobody whom it names there is meant by a description.
        """
        if source.parts:
            joined = self._joined(source)
            if joined is not None:
                return joined
        noun = source.noun
        if noun is not None and noun.kind == "document" and source.name.start != source.at + noun.size:
            return self._issuer(source, noun) or unnamed("document", source.gender, source.number)
        if len(source.name):
            return self._named(source)
        if noun is None:
            return self._unread(source)
        return self._common(source, noun, heard, said)

    def _common(self, source: Designation, noun: Noun, heard: Heard, said: Container[int]) -> Resolution:
        """Return what a phrase with a known noun and without a name stands for."""
        if noun.kind in BODY_KINDS:
            return self._body(source, noun, heard)
        if noun.kind == "document":
            return self._issuer(source, noun) or unnamed("document", noun.gender, source.number)
        whole = self._whole(source) if noun.lemma in self.scan.roles.whole and source.determiner == "definite" else None
        if whole is not None:
            return whole
        told = source.determiner != "indefinite" and not self.is_speakers_own(source)
        if noun.kind == "person" and source.number == "s" and told:
            return self._described(source, noun, heard, said)
        several = source.number == "p" and noun.kind != "bare"
        return unnamed("group" if several else KINDS[noun.kind], source.gender, source.number)

    def is_speakers_own(self, source: Designation) -> bool:
        """Tell whether only who speaks knows whom the source means (*my boss*): nobody of the article."""
        owner = self.scan.roles.pronouns.get(self.scan.tokens.lower[source.tokens.start])
        return owner is not None and owner.person in ("1", "2")

    def _issuer(self, source: Designation, noun: Noun) -> Resolution | None:
        """Return the body that speaks in a document it has issued (*les chiffres de l'Insee*)."""
        tokens, roles = self.scan.tokens, self.scan.roles
        if noun.lemma not in roles.issued:
            return None
        stop = source.tokens.stop
        of = next((i for i in range(source.at + noun.size, stop) if tokens.lower[i] in roles.issuer_prepositions), stop)
        # "du ministère": the article is in the preposition, and says that the noun is definite.
        start = of if of < stop and tokens.lower[of] in roles.contractions else of + 1
        if start >= stop:
            return None
        issuer = self._member(read(tokens, range(start, stop), roles, self.scan.places))
        if issuer is None or issuer.speaker is None or issuer.kind == "person":
            return None
        return Resolution(issuer.speaker, "document", issuer.candidates, noun.gender, noun.number)

    def learn(self, participant: Participant, source: Designation) -> None:
        """Give *participant* the role that a description of it has named, where the article gave it none."""
        noun = source.noun
        if (
            noun is not None
            and noun.kind == "person"
            and not participant.roles
            and noun.lemma not in self.scan.roles.any_person
        ):
            participant.roles.append(Role(noun, source.modifiers, self._states(source)))

    def _states(self, source: Designation) -> frozenset[str]:
        noun = source.noun
        size = noun.size if noun is not None else 0
        rest = [i for i in source.tokens if not source.at <= i < source.at + size]
        return modifiers(self.scan, rest)[1]

    def _named(self, source: Designation) -> Resolution:
        """Return whom a name means."""
        people = self._nationals(source)
        if people is not None:
            return people
        if self._is_common(source):
            return unnamed("group", source.gender, "p")
        scan, noun, participant = self.scan, source.noun, self._figure(source)
        kind = self._kind(source, participant)
        place = (
            participant.place if participant is not None else place_of(scan.tokens, source.name, scan.text, scan.places)
        )
        own = noun is None or noun.kind == "state" or source.at in source.name  # "the White House"
        if place is not None and kind != "person" and own:
            return self._place(source, participant, place)
        full = participant.name if participant is not None and participant.kind != "state" else scan.words(source.name)
        if kind != "person":
            full = self._with_article(source, participant, full)
        gender = participant.gender if participant is not None else source.gender
        return called(full, kind, participant, gender=gender)

    def _nationals(self, source: Designation) -> Resolution | None:
        """Return unnamed people when the name is a nationality (*les Américains*), None otherwise."""
        inhabitants, lower = self.scan.places.inhabitants, self.scan.tokens.lower[source.name.start]
        if len(source.name) > 1 or lower not in inhabitants or self.scan.places.named(lower) is not None:
            return None
        several = source.number == "p" or (lower.endswith("s") and lower[:-1] in inhabitants)
        return unnamed("group" if several else "person", source.gender, "p" if several else "s")

    def _is_common(self, source: Designation) -> bool:
        """Tell whether a lone word that opens a sentence is a noun that no table has (*Respondents*)."""
        scan, first = self.scan, source.name.start
        if len(source.tokens) > 1 or not scan.tokens.opens[first] or scan.tag(first) != "NOUN":
            return False
        if self._figure(source) is not None:
            return False
        word = scan.tokens.words[first]
        return word not in scan.inner and given_names.gender(word) is None

    def _kind(self, source: Designation, participant: Participant | None) -> SourceKind:
        """Return what sort of source a name is."""
        noun = source.noun
        if participant is not None and participant.kind == "person" and participant.sure >= SURE and not source.parts:
            return "person"
        surely_body = participant is not None and participant.kind in BODY_KINDS and participant.sure > 1
        if noun is not None and noun.kind == "person" and source.number != "p" and not surely_body:
            return "person"
        if noun is not None and noun.kind in BODY_KINDS and source.at < source.name.start:
            return (
                participant.kind
                if participant is not None and participant.kind in ("media", "state")
                else KINDS[noun.kind]
            )
        told = participant is not None and (
            participant.sure > 1 or participant.kind == "media" or source.determiner or len(source.name) > 1
        )
        if participant is not None and told and participant.kind != "unknown":
            return participant.kind
        return self._guess(source)

    def _figure(self, source: Designation) -> Participant | None:
        first = source.at if 0 <= source.at < source.name.start else source.name.start
        for index in (*range(source.name.start, source.name.stop), first):
            participant = self.cast.named.get(index)
            if participant is not None:
                return participant
        return self.cast.find(self.scan.key(source.name), before=source.tokens.start)

    def _guess(self, source: Designation) -> SourceKind:
        """
        Return the kind of a name of which nothing is known.

        With an article it is a body's. A single word that the article never gives a first name, a title or a role is a
        body's or a person's, as the language's press has it.
        """
        first = self.scan.tokens.words[source.name.start]
        if source.determiner:
            return "organisation"
        if len(source.name) == 1 and is_brand(first, self.scan.roles):
            return "organisation"
        lone = len(source.name) == 1 and given_names.gender(first) is None
        return "organisation" if lone and self.scan.roles.lone_name == "organisation" else "person"

    def _with_article(self, source: Designation, participant: Participant | None, full: str) -> str:
        """Return the name of a body as the source writes it when the article knows no fuller one."""
        if participant is not None and len(participant.words) > len(source.name):
            return full
        segment = self._segment(source)
        if source.name.start > source.at >= 0 and source.noun is not None:
            return full
        return segment if segment.endswith(full) else full

    def _segment(self, source: Designation) -> str:
        """Return the source up to the first comma, without a preposition that holds its article (*du ministère*)."""
        tokens, first = self.scan.tokens, source.tokens.start
        if tokens.lower[first] in self.scan.roles.contractions and len(source.tokens) > 1:
            first += 1
        end = first
        while end < source.tokens.stop and tokens.words[end] not in (",", ";", "–", "—"):
            end += 1
        return self.scan.words(range(first, max(end, first + 1)))

    def _place(self, source: Designation, participant: Participant | None, place: Place) -> Resolution:
        """Return the state, capital or institution that a name stands for, as written."""
        first = source.tokens.start
        while first < source.name.start and self._only_stresses(first):
            first += 1
        short = source.name.start - first <= 1
        name = self.scan.words(range(first, source.name.stop)) if short else self._segment(source)
        kind: SourceKind = "organisation" if place.kind in ("city", "body") else "state"
        speaker = Speaker(name, kind, place.identifier)
        return Resolution(
            speaker, kind, (speaker,), participant.gender if participant is not None else "", "s", participant
        )

    def _only_stresses(self, index: int) -> bool:
        """Tell whether the word at *index* is neither an article nor part of a name (*Even* Norway)."""
        lower, roles = self.scan.tokens.lower[index], self.scan.roles
        return lower in roles.not_names and lower not in roles.determiners

    def _joined(self, source: Designation) -> Resolution | None:
        """Return two sources that speak as one (*Yahoo et Google*), None when the phrase joins no sources."""
        scan = self.scan
        starts = [source.tokens.start, *source.parts]
        ends = [part - 1 for part in source.parts] + [source.tokens.stop]
        members = [read(scan.tokens, range(a, b), scan.roles, scan.places) for a, b in zip(starts, ends, strict=True)]
        # A name with "and" inside: a participant that the article knows as a whole.
        whole = self.cast.find(scan.key(source.tokens))
        if whole is not None and len(whole.words) > 1:
            return None
        found = [self._member(member) for member in members]
        parts = [part for part in found if part is not None]
        if len(parts) < len(members):
            return unnamed("group", number="p") if all(member.noun is not None for member in members) else None
        kinds = [part.kind for part in parts]
        kind: SourceKind = kinds[0] if len(set(kinds)) == 1 else "organisation"
        lead = source.noun is not None and source.noun.kind in BODY_KINDS and 0 <= source.at < source.name.start
        if lead and source.noun is not None:
            kind = KINDS[source.noun.kind]
        kind = "group" if kind == "person" else kind
        if any(part.speaker is None for part in parts):
            return unnamed(kind, number="p")
        name = scan.words(range(source.name.start if lead else source.tokens.start, source.tokens.stop))
        return called(name, kind, number="p")

    def _member(self, member: Designation) -> Resolution | None:
        """Return what one of several joined sources stands for, None for one that has no name."""
        if len(member.name):
            return self._named(member)
        if member.noun is not None and member.noun.kind in ("organisation", "state"):
            return self._body(member, member.noun, Heard())
        return None

    def _whole(self, source: Designation) -> Resolution | None:
        """Return the body for which its members speak (*les membres d'Ansar Eddine*)."""
        for index in source.tokens:
            participant = self.cast.named.get(index)
            if participant is not None and participant.kind != "person":
                return called(participant.name, "group", participant, number="p")
        return None

    def _described(self, source: Designation, noun: Noun, heard: Heard, said: Container[int]) -> Resolution:
        """Return the person whom a role means; nobody by name where an unnamed one was introduced since."""
        found = [pair for pair in self._weighed(source, heard) if not any(at in said for at in pair[1].at)]
        since = heard.unnamed.get(noun.lemma)
        if found and since is not None and since < source.tokens.start:
            last = found[0][1].last_before(source.tokens.start)
            found = [] if last is None or last < since else found
        if not found:
            return unnamed("person", source.gender)
        return chosen([(score, participant.name, participant) for score, participant in found], source.gender)

    def _weighed(self, source: Designation, heard: Heard) -> list[tuple[float, Participant]]:
        states = self._states(source)
        at = source.tokens.start
        names = self._names_within(source)
        return descriptions.meant(Description(source, states, at, names), self.cast, self.scan.roles, heard.spoken)

    def _names_within(self, source: Designation) -> frozenset[str]:
        """Return the names that narrow a description down (*the Reed campaign*), without places and possessors."""
        tokens, found = self.scan.tokens, set()
        for index in source.tokens:
            word = tokens.lower[index]
            possesses = index + 1 < source.tokens.stop and tokens.lower[index + 1] in self.scan.roles.endings
            known = self.cast.known_as.get(fold(word), ())
            if word in source.modifiers and not possesses and any(participant.place is None for participant in known):
                found.add(word)
        return frozenset(found)

    def _body(self, source: Designation, noun: Noun, heard: Heard) -> Resolution:
        """Return the body, state or outlet that a common noun means."""
        number, kind = noun.number, KINDS[noun.kind]
        if source.determiner == "indefinite" or (number == "p" and not source.determiner):
            return unnamed(kind, noun.gender, number)
        own = self._own(source, noun)
        if own is not None:
            return own
        found = self._meant(source, noun, heard)
        if found:
            return chosen([(score, participant.name, participant) for score, participant in found], noun.gender)
        if (
            source.determiner == "possessive"
            or kind == "media"
            or (number == "p" and (source.determiner != "definite" or kind == "organisation"))
        ):
            return unnamed(kind, noun.gender, number)
        return called(self._segment(source), kind, gender=noun.gender, number=number)

    def _own(self, source: Designation, noun: Noun) -> Resolution | None:
        """Return the body that the noun with its complements names (*l'armée soudanaise*), None when it names none."""
        end = complement_end(self.scan, source.at + noun.size, source.tokens.stop)
        participant = self.cast.find(self.scan.key(range(source.at, end)))
        if participant is None or participant.kind == "person":
            return None
        segment = self._segment(source)
        name = segment if participant.common and len(segment) > len(participant.name) else participant.name
        return called(name, participant.kind, participant, gender=noun.gender, number=noun.number)

    def _meant(self, source: Designation, noun: Noun, heard: Heard) -> list[tuple[float, Participant]]:
        """Return the participants that the noun points back to, best first; none when it is a name of its own."""
        roles = self.scan.roles
        found = [pair for pair in self._weighed(source, heard) if pair[1].number == noun.number]
        if source.determiner == "possessive":
            found = [pair for pair in found if not pair[1].common]  # "his campaign", whosever it is
        # "l'ONG", "l'organisation islamique" point back; "l'agence de l'eau" and "la police" are names of their own.
        bare = not (source.modifiers - roles.former) or (noun.lemma in roles.anaphoric and not source.complemented)
        if not found:
            return []
        if noun.kind == "state" and bare:
            return self._countries(source, found)
        points = bare or source.determiner == "demonstrative" or noun.kind == "media"
        return found if points or found[0][0] > descriptions.SAME_ROLE else []

    def _countries(
        self, source: Designation, found: list[tuple[float, Participant]]
    ) -> list[tuple[float, Participant]]:
        """Return *found* with states for their capitals; *son pays* is the state of the person named before it."""
        states = {f.place.iso: f for f in self.cast.participants if f.place is not None and f.place.kind == "state"}
        if source.determiner == "possessive":
            at = source.tokens.start
            people = [f for f in self.cast.participants if f.kind == "person" and f.last_before(at) is not None]
            people.sort(key=lambda participant: -(participant.last_before(at) or 0))
            for person in people[:1]:
                own = [states[iso] for role in person.roles for iso in sorted(role.states) if iso in states]
                if own:
                    return [(found[0][0], own[0])]
        return [
            (score, states.get(participant.place.state, participant) if participant.place is not None else participant)
            for score, participant in found
        ]

    def _unread(self, source: Designation) -> Resolution:
        """Return what a phrase without known noun or name stands for: nobody we know."""
        whole = " ".join(self.scan.tokens.lower[index] for index in source.tokens)
        if fold(whole) in self.cast.known_as:
            participant = self.cast.known_as[fold(whole)][0]
            return of_participant(participant)
        if source.determiner and source.number:
            # A noun that no table has, with a determiner: those who speak are people.
            return Resolution(None, "group" if source.number == "p" else "person", (), source.gender, source.number)
        return UNKNOWN

    def is_foreground(self, token: int) -> bool:
        """Tell whether the mention that begins with *token* is a subject, or stands before any verb of its sentence."""
        if token in self.subjects:
            return True
        sentence = self.sentence_of[token]
        for index in range(token - 1, max(token - FOREGROUND, 0) - 1, -1):
            if self.sentence_of[index] != sentence:
                return True
            if self.scan.tag(index) in ("VERB", "AUX"):
                return False
        return token < FOREGROUND
