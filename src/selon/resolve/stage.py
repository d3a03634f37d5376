"""
Whom does a source stand for that is no pronoun?

A name stands for its bearer, a description for whoever the article gave that role. Unknown stays unknown: a source without
a name has no speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from selon.lang.designation import Designation, read
from selon.lang.roles import BODY_KINDS, Noun
from selon.lang.tokens import fold
from selon.model import SourceKind
from selon.resolve import descriptions, documents
from selon.resolve.cast import Cast, Participant
from selon.resolve.descriptions import Description
from selon.resolve.documents import Document
from selon.resolve.named import as_name, joined_name, joined_start, named
from selon.resolve.resolution import KINDS, UNKNOWN, Resolution, called, chosen, of_participant, unnamed
from selon.resolve.scan import Role, Scan, complement_end, modifiers, segment

AROUND = 16  # tokens on either side of a name within which its role names a body
ROLE = 6  # tokens before that body within which the role stands
INTRODUCED = 400  # determiners before a description among which the one is looked for that introduces whom it means
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
        documents: Those of which the article tells the issuer.
        entry_of: Number of the entry of a live page, by token; empty where the article is none.
    """

    scan: Scan
    cast: Cast
    paragraph_of: Sequence[int]
    sentence_of: Sequence[int]
    subjects: frozenset[int]
    introduced: tuple[Designation, ...] = ()
    documents: tuple[Document, ...] = ()
    entry_of: Sequence[int] = ()

    def without_pronoun(self, source: Designation, heard: Heard, said: Container[int] = ()) -> Resolution:
        """
        Return what a source that is no pronoun stands for.

        Args:
            source: The source.
            heard: Who has been heard so far.
            said: Tokens of what it says: nobody whom it names there is meant by a description.
        """
        source = as_name(self.scan, self.cast, source)
        if source.parts:
            joined = self._joined(source)
            if joined is not None:
                return joined
        noun = source.noun
        if noun is not None and noun.kind == "document" and source.name.start != source.at + noun.size:
            return self._issuer(source, noun) or unnamed("document", source.gender, source.number)
        if len(source.name):
            return named(self.scan, self.cast, source)
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
        """Return who speaks in a document: who has issued it, or the one that it takes up."""
        if noun.lemma not in self.scan.roles.issued:
            return None
        told = next((one for one in self.documents if one.at == source.at), None)
        told = told or documents.taken_up(source, noun, self.documents, self.scan.roles.same_document, self.head)
        if told is None or told.issuer.speaker is None:
            return None
        return Resolution(told.issuer.speaker, "document", told.issuer.candidates, noun.gender, source.number)

    @cached_property
    def head(self) -> int:
        """The token at which the text begins below its headings."""
        below = (at for at, number in enumerate(self.paragraph_of) if number >= documents.TITLES)
        return next(below, len(self.paragraph_of))

    def since(self, source: Designation) -> int | None:
        """Return where the article last introduces without a name whom *source* describes (*une élue*), if it does."""
        tokens, roles, noun, start = self.scan.tokens, self.scan.roles, source.noun, source.tokens.start
        if noun is None:
            return None
        for index in range(source.tokens.stop - 1, max(source.at, 0), -1):
            if roles.determiners.get(tokens.lower[index]) == "indefinite" and tokens.words[index - 1] == ",":
                return index  # "le suspect, un retraité": only now
        last = bisect_left(self._indefinite, min(start, source.at))
        for index in reversed(self._indefinite[max(last - INTRODUCED, 0) : last]):
            other = roles.noun_at(tokens.lower, index + 1, start)
            if other is not None and other.lemma == noun.lemma:
                return index
        return None

    @cached_property
    def _indefinite(self) -> list[int]:
        """The determiners that introduce somebody, the first token of the text left out."""
        roles, lower = self.scan.roles, self.scan.tokens.lower
        return [at for at, word in enumerate(lower) if at and roles.determiners.get(word) == "indefinite"]

    def learn(self, participant: Participant, source: Designation) -> None:
        """Give *participant* the role that a description of it has named."""
        noun = source.noun
        if (
            noun is not None
            and noun.kind == participant.kind == "person"
            and all(role.noun.lemma != noun.lemma for role in participant.roles)
            and noun.lemma not in self.scan.roles.any_person
        ):
            participant.roles.append(Role(noun, source.modifiers, self._states(source)))

    def _states(self, source: Designation) -> frozenset[str]:
        noun = source.noun
        size = noun.size if noun is not None else 0
        rest = [i for i in source.tokens if not source.at <= i < source.at + size]
        return modifiers(self.scan, rest)[1]

    def _joined(self, source: Designation) -> Resolution | None:
        """Return two sources that speak as one (*Yahoo et Google*), None when the phrase joins no sources."""
        scan = self.scan
        starts = [joined_start(source), *source.parts]
        ends = [part - 1 for part in source.parts] + [source.tokens.stop]
        members = [read(scan.tokens, range(a, b), scan.roles, scan.places) for a, b in zip(starts, ends, strict=True)]
        # A name with "and" inside: a participant that the article knows as a whole.
        whole = self.cast.find(scan.key(source.tokens))
        if whole is not None and len(whole.words) > 1:
            return None
        found = [self.member(member) for member in members]
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
        speakers = [part.speaker for part in parts if part.speaker is not None and part.kind == "person"]
        if len(speakers) == len(members) and not lead:
            return called(joined_name(scan, [one.name for one in speakers], source.parts[-1]), kind, number="p")
        name = scan.words(range(source.name.start if lead else source.tokens.start, source.tokens.stop))
        return called(name, kind, number="p")

    def member(self, member: Designation) -> Resolution | None:
        """Return whom a phrase with a name or a noun for a body stands for, None for any other."""
        if len(member.name):
            return named(self.scan, self.cast, member)
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
        description = Description(source, states, at, names, self.since(source))
        return descriptions.meant(description, self.cast, self.scan.roles, heard.spoken)

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
        return called(segment(self.scan, source), kind, gender=noun.gender, number=number)

    def _own(self, source: Designation, noun: Noun) -> Resolution | None:
        """Return the body that the noun with its complements names (*l'armée soudanaise*), None when it names none."""
        end = complement_end(self.scan, source.at + noun.size, source.tokens.stop)
        participant = self.cast.find(self.scan.key(range(source.at, end)))
        if participant is None or participant.kind == "person":
            return None
        whole = segment(self.scan, source)
        name = whole if participant.common and len(whole) > len(participant.name) else participant.name
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

    def bodies_of(self, person: Participant) -> list[Participant]:
        """Return the bodies for which *person* acts: named with *of* beside a role at one of their mentions, once each."""
        lower, genitive = self.scan.tokens.lower, self.scan.roles.genitive | self.scan.roles.contractions
        found = {}
        for at in person.at:
            for token in range(max(at - AROUND, 0), min(at + AROUND, len(lower))):
                body = self.cast.named.get(token)
                if body is None or body.kind not in BODY_KINDS or self.sentence_of[token] != self.sentence_of[at]:
                    continue
                opener = token - 1 if lower[token - 1] not in self.scan.roles.determiners else token - 2
                held = {lower[opener], lower[token]} & genitive
                role = any(self.scan.roles.noun_at(lower, near, token) for near in range(max(token - ROLE, 0), token))
                if (
                    held
                    and role
                    and not any(lower[near] in self.scan.verbs for near in range(min(at, token), max(at, token)))
                ):
                    found[body.name] = body
        return list(found.values())

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
