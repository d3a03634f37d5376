"""
Whom does a source stand for?

A name stands for its bearer, a description for whoever the article gave that role, a pronoun for somebody mentioned
before. Unknown stays unknown: a source without a name has no speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selon.lang import given_names
from selon.lang.designation import Designation, read
from selon.lang.names import place_of
from selon.lang.roles import Noun, fold
from selon.model import SourceKind, Span, Speaker
from selon.resolve import descriptions, pronouns
from selon.resolve.cast import BODY_KINDS, Cast, Figure
from selon.resolve.pronouns import Antecedent
from selon.resolve.scan import Role, Scan, complement_end, modifiers

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

CANDIDATES = 3
FOREGROUND = 12  # tokens from the start of a sentence within which its first noun phrases stand


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
        figure: Who it is, for a named one.
    """

    speaker: Speaker | None
    kind: SourceKind
    candidates: tuple[Speaker, ...] = ()
    gender: str = ""
    number: str = "s"
    figure: Figure | None = None


UNKNOWN = Resolution(None, "unknown")


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
    """

    scan: Scan
    cast: Cast
    paragraph_of: Sequence[int]
    sentence_of: Sequence[int]
    subjects: frozenset[int]

    def designation(self, spans: Sequence[Span]) -> Designation:
        """Return the source at *spans*, read; of several (two cues on one quotation) the one that says most."""
        read_all = [self._read(span) for span in spans]
        return max(read_all, key=lambda d: (d.pronoun is None, len(d.name) > 0, d.noun is not None))

    def _read(self, span: Span) -> Designation:
        tokens = self.scan.tokens.between(span.start, span.end)
        # In an inversion the pronoun is part of a token (*a-t-il*).
        pronoun = self.scan.roles.pronouns.get(span.of(self.scan.text).lower().replace("’", "'").strip("- "))
        if pronoun is not None:
            return Designation(tokens, pronoun=pronoun)
        return read(self.scan.tokens, tokens, self.scan.roles, self.scan.places)

    def without_pronoun(self, source: Designation, spoken: dict[Figure, int]) -> Resolution:
        """Return what a source that is no pronoun stands for."""
        if source.parts:
            joined = self._joined(source)
            if joined is not None:
                return joined
        noun = source.noun
        if noun is not None and noun.kind == "document" and source.at < source.name.start != source.at + noun.size:
            return self._issuer(source, noun) or Resolution(None, "document", (), source.gender, source.number)
        if len(source.name):
            return self._named(source)
        if noun is None:
            return self._unread(source)
        if noun.kind in ("organisation", "state", "media"):
            return self._body(source, noun, spoken)
        number = source.number
        if noun.kind == "document":
            issuer = self._issuer(source, noun)
            if issuer is not None:
                return issuer
            return Resolution(None, "document", (), noun.gender, number)
        if noun.lemma in self.scan.roles.whole and source.determiner == "definite":
            whole = self._whole(source)
            if whole is not None:
                return whole
        if noun.kind == "person" and number == "s" and source.determiner != "indefinite":
            return self._described(source, noun, spoken)
        kind: SourceKind = "group" if number == "p" and noun.kind != "bare" else KINDS[noun.kind]
        return Resolution(None, kind, (), source.gender, number)

    def _issuer(self, source: Designation, noun: Noun) -> Resolution | None:
        """Return the body that speaks in a document it has issued (*les chiffres de l'Insee*)."""
        if noun.lemma not in self.scan.roles.issued:
            return None
        after = source.at + noun.size
        tokens = self.scan.tokens
        while after < source.tokens.stop and tokens.lower[after] not in self.scan.roles.genitive:
            after += 1
        start = (
            after + (tokens.lower[after] not in self.scan.roles.determiners) if after < source.tokens.stop else after
        )
        if start >= source.tokens.stop:
            return None
        issuer = read(tokens, range(start, source.tokens.stop), self.scan.roles, self.scan.places)
        if not len(issuer.name) and (issuer.noun is None or issuer.noun.kind not in ("organisation", "state", "media")):
            return None
        found = self._named(issuer) if len(issuer.name) else self._body(issuer, issuer.noun, {})  # type: ignore[arg-type]
        if found.speaker is None or found.kind == "person":
            return None
        return Resolution(found.speaker, "document", found.candidates, noun.gender, noun.number)

    def learn(self, figure: Figure, source: Designation) -> None:
        """Give *figure* the role that a description of it has named, where the article gave it none."""
        noun = source.noun
        if (
            noun is not None
            and noun.kind == "person"
            and not figure.roles
            and noun.lemma not in self.scan.roles.any_person
        ):
            figure.roles.append(Role(noun, source.modifiers, self._states(source)))

    def _states(self, source: Designation) -> frozenset[str]:
        noun = source.noun
        size = noun.size if noun is not None else 0
        rest = [i for i in source.tokens if not source.at <= i < source.at + size]
        return modifiers(self.scan, rest)[1]

    def _named(self, source: Designation) -> Resolution:
        lower = self.scan.tokens.lower[source.name.start]
        if len(source.name) == 1 and lower in self.scan.places.inhabitants and self.scan.places.named(lower) is None:
            several = source.number == "p" or (lower.endswith("s") and lower[:-1] in self.scan.places.inhabitants)
            return Resolution(None, "group" if several else "person", (), source.gender, "p" if several else "s")
        scan, noun = self.scan, source.noun
        name = scan.words(source.name)
        figure = self._figure(source)
        kind: SourceKind
        surely_body = figure is not None and figure.kind in BODY_KINDS and figure.sure > 1
        if noun is not None and noun.kind == "person" and source.number != "p" and not surely_body:
            kind = "person"
        elif noun is not None and noun.kind in ("organisation", "media", "state") and source.at < source.name.start:
            kind = KINDS[noun.kind]
            if figure is not None and figure.kind in ("media", "state"):
                kind = figure.kind
        elif (
            figure is not None
            and figure.kind != "unknown"
            and (figure.sure > 1 or source.determiner or len(source.name) > 1)
        ):
            kind = figure.kind
        else:
            kind = self._guess(source)
        place = figure.place if figure is not None else place_of(scan.tokens, source.name, scan.text, scan.places)
        if place is not None and kind != "person" and (noun is None or noun.kind == "state"):
            return self._place(source, figure)
        full = figure.name if figure is not None and figure.kind != "state" else name
        if kind != "person":
            full = self._with_article(source, figure, full)
        speaker = Speaker(full, kind, figure.identifier if figure is not None else None)
        gender = figure.gender if figure is not None else (noun.gender if noun is not None else "")
        return Resolution(speaker, kind, (speaker,), gender, "s", figure)

    def _figure(self, source: Designation) -> Figure | None:
        first = source.at if 0 <= source.at < source.name.start else source.name.start
        for index in (*range(source.name.start, source.name.stop), first):
            figure = self.cast.named.get(index)
            if figure is not None:
                return figure
        return self.cast.find(self.scan.words(source.name), before=source.tokens.start)

    def _guess(self, source: Designation) -> SourceKind:
        """
        Return the kind of a name of which nothing is known.

        A single word that the article never gives a first name, a title or a role is a body's more often than a person's, and
        so is a name with an article.
        """
        first = self.scan.tokens.words[source.name.start]
        return (
            "organisation"
            if source.determiner or (len(source.name) == 1 and given_names.gender(first) is None)
            else "person"
        )

    def _with_article(self, source: Designation, figure: Figure | None, full: str) -> str:
        """Return the name of a body as the source writes it when the article knows no fuller one."""
        if figure is not None and len(figure.words) > len(source.name):
            return full
        segment = self._segment(source)
        if source.name.start > source.at >= 0 and source.noun is not None:
            return full
        return segment if segment.endswith(full) else full

    def _segment(self, source: Designation) -> str:
        """Return the source up to the first comma."""
        tokens = self.scan.tokens
        end = source.tokens.start
        while end < source.tokens.stop and tokens.words[end] not in (",", ";", "–", "—"):
            end += 1
        return self.scan.words(range(source.tokens.start, max(end, source.tokens.start + 1)))

    def _place(self, source: Designation, figure: Figure | None) -> Resolution:
        """Return the state, capital or institution that a name stands for, as written."""
        first, last = source.tokens.start, source.name.stop
        name = self.scan.words(range(first, last)) if source.name.start - first <= 1 else self._segment(source)
        place = figure.place if figure is not None else None
        if place is None:
            place = place_of(self.scan.tokens, source.name, self.scan.text, self.scan.places)
        kind: SourceKind = "organisation" if place is not None and place.kind in ("city", "body") else "state"
        speaker = Speaker(name, kind, place.identifier if place is not None else None)
        gender = figure.gender if figure is not None else ""
        return Resolution(speaker, kind, (speaker,), gender, "s", figure)

    def _joined(self, source: Designation) -> Resolution | None:
        """Return two sources that speak as one (*Yahoo et Google*), None when the phrase is no coordination of names."""
        tokens, scan = self.scan.tokens, self.scan
        starts = [source.tokens.start, *source.parts]
        ends = [part - 1 for part in source.parts] + [source.tokens.stop]
        members = [read(tokens, range(a, b), scan.roles, scan.places) for a, b in zip(starts, ends, strict=True)]
        if any(not len(member.name) and (member.noun is None or member.noun.kind == "person") for member in members):
            if all(member.noun is not None for member in members):
                return Resolution(None, "group", (), "", "p")
            return None
        if not all(
            len(member.name) or (member.noun and member.noun.kind in ("organisation", "state")) for member in members
        ):
            return None
        # A name with "and" inside: a figure that the article knows as a whole.
        whole = self.cast.find(scan.words(source.tokens))
        if whole is not None and len(whole.words) > 1:
            return None
        parts = [
            self._named(member) if len(member.name) else self._body(member, member.noun, {})
            for member in members
            if member.noun or len(member.name)
        ]
        kinds = [part.kind for part in parts]
        kind: SourceKind = kinds[0] if len(set(kinds)) == 1 else "organisation"
        lead = source.noun if source.noun is not None and len(source.name) and source.at < source.name.start else None
        if lead is not None and lead.kind in ("organisation", "media", "state"):
            kind = KINDS[lead.kind]
        if any(part.speaker is None for part in parts):
            return Resolution(None, "group" if kind == "person" else kind, (), "", "p")
        name = scan.words(range(source.name.start if lead is not None else source.tokens.start, source.tokens.stop))
        speaker = Speaker(name, "group" if kind == "person" else kind)
        return Resolution(speaker, speaker.kind, (speaker,), "", "p")

    def _whole(self, source: Designation) -> Resolution | None:
        """Return the body for which its members speak (*les membres d'Ansar Eddine*)."""
        for index in source.tokens:
            figure = self.cast.named.get(index)
            if figure is not None and figure.kind != "person":
                speaker = Speaker(figure.name, "group", figure.identifier)
                return Resolution(speaker, "group", (speaker,), "", "p", figure)
        return None

    def _described(self, source: Designation, noun: Noun, spoken: dict[Figure, int]) -> Resolution:
        """Return the person whom a role means."""
        found = descriptions.meant(
            source, self._states(source), source.tokens.start, self.cast, self.scan.roles, spoken
        )
        if not found:
            return Resolution(None, "person", (), source.gender, "s")
        return _chosen([(score, figure.name, figure) for score, figure in found], source.gender)

    def _body(self, source: Designation, noun: Noun, spoken: dict[Figure, int]) -> Resolution:
        """Return the body, state or outlet that a common noun means."""
        number = noun.number
        kind = KINDS[noun.kind]
        if source.determiner == "indefinite" or (number == "p" and not source.determiner):
            return Resolution(None, kind, (), noun.gender, number)
        own = self._own_name(source, noun)
        # "l'ONG", "l'organisation islamique" point back; "l'agence de l'eau" and "la police" are names of their own.
        bare = not (source.modifiers - self.scan.roles.former) or (
            noun.lemma in self.scan.roles.anaphoric and not source.complemented
        )
        own_figure = self.cast.find(_without_article(own, self.scan)) if own else None
        if own and own_figure is not None and own_figure.kind != "person":
            name = own_figure.name
            if own_figure.common and len(segment := self._segment(source)) > len(name):
                name = segment
            speaker = Speaker(name, own_figure.kind, own_figure.identifier)
            return Resolution(speaker, speaker.kind, (speaker,), noun.gender, number, own_figure)
        found = [
            pair
            for pair in descriptions.meant(
                source, self._states(source), source.tokens.start, self.cast, self.scan.roles, spoken
            )
            if number == pair[1].number
        ]
        if noun.kind == "state" and found and bare:
            found = self._countries(source, found)
        if found and (bare or source.determiner == "demonstrative" or found[0][0] > descriptions.SAME_ROLE):
            return _chosen([(score, figure.name, figure) for score, figure in found], noun.gender)
        if kind == "media":
            return (
                Resolution(None, kind, (), noun.gender, number)
                if not found
                else _chosen([(score, figure.name, figure) for score, figure in found], noun.gender)
            )
        if number == "p" and (source.determiner != "definite" or kind == "organisation"):
            return Resolution(None, kind, (), noun.gender, number)
        speaker = Speaker(self._segment(source), kind)
        return Resolution(speaker, kind, (speaker,), noun.gender, number)

    def _countries(self, source: Designation, found: list[tuple[float, Figure]]) -> list[tuple[float, Figure]]:
        """Return *found* with states for their capitals; *son pays* is the state of the person named before it."""
        states = {f.place.iso: f for f in self.cast.figures if f.place is not None and f.place.kind == "state"}
        if source.determiner == "possessive":
            at = source.tokens.start
            people = [f for f in self.cast.figures if f.kind == "person" and f.last_before(at) is not None]
            people.sort(key=lambda figure: -(figure.last_before(at) or 0))
            for person in people[:1]:
                own = [states[iso] for role in person.roles for iso in sorted(role.states) if iso in states]
                if own:
                    return [(found[0][0], own[0])]
        return [
            (score, states.get(figure.place.state, figure) if figure.place is not None else figure)
            for score, figure in found
        ]

    def _own_name(self, source: Designation, noun: Noun) -> str:
        """Return the noun with its complements, which is a name where the article introduces it as one."""
        end = complement_end(self.scan, source.at + noun.size, source.tokens.stop)
        return self.scan.words(range(source.at, end)) if end > source.at else ""

    def _unread(self, source: Designation) -> Resolution:
        """Return what a phrase without known noun or name stands for: nobody we know."""
        whole = " ".join(self.scan.tokens.lower[index] for index in source.tokens)
        if fold(whole) in self.cast.known_as:
            figure = self.cast.known_as[fold(whole)][0]
            speaker = Speaker(figure.name, figure.kind, figure.identifier)
            return Resolution(speaker, figure.kind, (speaker,), figure.gender, figure.number, figure)
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

    def pronoun(
        self, source: Designation, before: list[tuple[int, int, Resolution]], said: frozenset[int] = frozenset()
    ) -> Resolution:
        """
        Return whom a pronoun of the third person means.

        Args:
            source: The pronoun.
            before: The sources of earlier statements: their token, the last token of what they said, who they are.
            said: Tokens of what it says itself in quotation marks: nobody in there is the one who speaks.
        """
        pronoun = source.pronoun
        if pronoun is None:
            return UNKNOWN
        at = min(source.tokens.start, len(self.paragraph_of) - 1)
        paragraph, sentence = self.paragraph_of[at], self.sentence_of[at]
        antecedents = [
            one
            for one in pronouns.mentioned(self.cast, at, self.paragraph_of, self.sentence_of, self.is_foreground)
            if one.at not in said
        ]
        last = max((token for token, _, _ in before if token < at), default=-1)
        for token, end, resolution in before:
            if token < at:
                weight = pronouns.PREVIOUS_SOURCE if token == last else pronouns.SUBJECT
                name = resolution.speaker.name if resolution.speaker is not None else None
                until = min(end, at)
                antecedents.append(
                    Antecedent(
                        name,
                        resolution.kind,
                        resolution.gender,
                        resolution.number,
                        token,
                        self.paragraph_of[until],
                        self.sentence_of[until],
                        weight,
                        resolution.figure,
                        spoke=True,
                    )
                )
        ranked = pronouns.best(pronoun, at, paragraph, sentence, antecedents)
        if not ranked:
            kind: SourceKind = "group" if pronoun.number == "p" else "person"
            return Resolution(None, kind if pronoun.gender != "n" else "unknown", (), pronoun.gender, pronoun.number)
        first = ranked[0][1]
        if first.name is None:
            return Resolution(None, first.kind, (), pronoun.gender or first.gender, first.number)
        return _chosen(
            [(score, one.name, one.figure or one) for score, one in ranked if one.name is not None],
            pronoun.gender or first.gender,
        )


def _without_article(name: str, scan: Scan) -> str:
    tokens = scan.roles.tokenize(name)
    start = 0
    while start < len(tokens) - 1 and tokens.lower[start] in scan.roles.determiners:
        start += 1
    return name[tokens.start[start] :] if len(tokens) else name


def _chosen(ranked: Sequence[tuple[float, str, Figure | Antecedent]], gender: str) -> Resolution:
    """Return the first of *ranked*, with the others that come near it as candidates."""
    best, name, one = ranked[0]
    figure = one if isinstance(one, Figure) else one.figure
    speakers: list[Speaker] = []
    for score, other, figure_or_antecedent in ranked:
        if all(other != speaker.name for speaker in speakers):
            share = round(1 / (1 + (best - score)), 3)
            identifier = figure_or_antecedent.identifier if isinstance(figure_or_antecedent, Figure) else None
            speakers.append(Speaker(other, figure_or_antecedent.kind, identifier, share))
    kind = one.kind
    number = one.number
    return Resolution(
        Speaker(name, kind, figure.identifier if figure is not None else None),
        kind,
        tuple(speakers[:CANDIDATES]),
        gender or one.gender,
        number,
        figure,
    )
