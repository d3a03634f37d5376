"""
Whom does a source stand for?

A name stands for its bearer, a description for whoever the article gave that role, a pronoun for somebody mentioned
before. Unknown stays unknown: a source without a name has no speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selon.lang.designation import Designation, place_of, read
from selon.lang.roles import Noun, fold
from selon.model import Attribution, SourceKind, Span, Speaker
from selon.resolve import descriptions, pronouns
from selon.resolve.cast import Cast, Figure
from selon.resolve.mentions import Scan, complement_end, modifiers
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
        subjects: Tokens that begin a subject.
    """

    scan: Scan
    cast: Cast
    paragraph_of: Sequence[int]
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
        if len(source.name):
            return self._named(source)
        noun = source.noun
        if noun is None:
            return self._unread(source)
        if noun.kind in ("organisation", "state", "media"):
            return self._body(source, noun, spoken)
        number = self._number(source, noun)
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
        return Resolution(None, kind, (), noun.gender, number)

    def _issuer(self, source: Designation, noun: Noun) -> Resolution | None:
        """Return the body that speaks in a document it has issued (*les chiffres de l'Insee*)."""
        if noun.lemma not in self.scan.roles.issued:
            return None
        after = source.at + noun.size
        tokens = self.scan.tokens
        while after < source.tokens.stop and tokens.lower[after] not in self.scan.roles.genitive:
            after += 1
        start = after + (tokens.lower[after] not in self.scan.roles.determiners) if after < source.tokens.stop else after
        if start >= source.tokens.stop:
            return None
        issuer = read(tokens, range(start, source.tokens.stop), self.scan.roles, self.scan.places)
        if not len(issuer.name) and (issuer.noun is None or issuer.noun.kind not in ("organisation", "state", "media")):
            return None
        found = self._named(issuer) if len(issuer.name) else self._body(issuer, issuer.noun, {})  # type: ignore[arg-type]
        if found.speaker is None or found.kind == "person":
            return None
        return Resolution(found.speaker, "document", found.candidates, noun.gender, noun.number)

    def _number(self, source: Designation, noun: Noun) -> str:
        """Return the number of *noun*; *un des chercheurs* is one."""
        first = source.tokens.start
        lower = self.scan.tokens.lower
        if any(lower[first : first + len(phrase)] == phrase for phrase in self.scan.roles.among):
            return "s"
        return noun.number

    def _states(self, source: Designation) -> frozenset[str]:
        noun = source.noun
        size = noun.size if noun is not None else 0
        rest = [i for i in source.tokens if not source.at <= i < source.at + size]
        return modifiers(self.scan, rest)[1]

    def _named(self, source: Designation) -> Resolution:
        scan, noun = self.scan, source.noun
        name = scan.words(source.name)
        figure = self._figure(source)
        kind: SourceKind
        if noun is not None and noun.kind == "person" and noun.number == "s":
            kind = "person"
        elif noun is not None and noun.kind in ("organisation", "media", "state") and source.at < source.name.start:
            kind = KINDS[noun.kind]
            if figure is not None and figure.kind in ("media", "state"):
                kind = figure.kind
        elif figure is not None and figure.kind != "unknown":
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
        for index in range(source.name.start, source.name.stop):
            figure = self.cast.named.get(index)
            if figure is not None:
                return figure
        return self.cast.find(self.scan.words(source.name), before=source.tokens.start)

    def _guess(self, source: Designation) -> SourceKind:
        """Return the kind of a name of which nothing is known: with an article a body, else a person."""
        return "organisation" if source.determiner or len(source.parts) else "person"

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
        name = self._segment(source)
        place = figure.place if figure is not None else None
        if place is None:
            place = place_of(self.scan.tokens, source.name, self.scan.text, self.scan.places)
        kind: SourceKind = "organisation" if place is not None and place.kind == "city" else "state"
        speaker = Speaker(name, kind, place.identifier if place is not None else None)
        gender = figure.gender if figure is not None else ""
        return Resolution(speaker, kind, (speaker,), gender, "", figure)

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
        if not all(len(member.name) or (member.noun and member.noun.kind in ("organisation", "state")) for member in members):
            return None
        # A name with "and" inside: a figure that the article knows as a whole.
        whole = self.cast.find(scan.words(source.tokens))
        if whole is not None and len(whole.words) > 1:
            return None
        parts = [self._named(member) if len(member.name) else self._body(member, member.noun, {}) for member in members if member.noun or len(member.name)]  # noqa: E501
        kinds = [part.kind for part in parts]
        kind: SourceKind = kinds[0] if len(set(kinds)) == 1 else "organisation"
        if any(part.speaker is None for part in parts):
            return Resolution(None, "group" if kind == "person" else kind, (), "", "p")
        lead = source.noun is not None and len(source.name) and source.at < source.name.start
        name = scan.words(range(source.name.start if lead else source.tokens.start, source.tokens.stop))
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
            return Resolution(None, "person", (), noun.gender, "s")
        return _chosen([(score, figure.name, figure) for score, figure in found], noun.gender)

    def _body(self, source: Designation, noun: Noun, spoken: dict[Figure, int]) -> Resolution:
        """Return the body, state or outlet that a common noun means."""
        number = noun.number
        kind = KINDS[noun.kind]
        if source.determiner == "indefinite" or (number == "p" and not source.determiner):
            return Resolution(None, kind, (), noun.gender, number)
        own = self._own_name(source, noun)
        bare = not (source.modifiers - self.scan.roles.former)
        own_figure = self.cast.find(_without_article(own, self.scan)) if own else None
        if own and own_figure is not None and own_figure.kind != "person":
            speaker = Speaker(own_figure.name, own_figure.kind, own_figure.identifier)
            return Resolution(speaker, speaker.kind, (speaker,), noun.gender, number, own_figure)
        found = [
            pair
            for pair in descriptions.meant(
                source, self._states(source), source.tokens.start, self.cast, self.scan.roles, spoken
            )
            if number == pair[1].number
        ]
        if found and (bare or source.determiner == "demonstrative" or found[0][0] > descriptions.SAME_ROLE):
            return _chosen([(score, figure.name, figure) for score, figure in found], noun.gender)
        if kind == "media":
            return Resolution(None, kind, (), noun.gender, number) if not found else _chosen(
                [(score, figure.name, figure) for score, figure in found], noun.gender
            )
        if number == "p" and source.determiner != "definite":
            return Resolution(None, kind, (), noun.gender, number)
        speaker = Speaker(self._segment(source), kind)
        return Resolution(speaker, kind, (speaker,), noun.gender, number)

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
        return UNKNOWN

    def pronoun(self, source: Designation, before: list[tuple[int, Resolution]]) -> Resolution:
        """
        Return whom a pronoun of the third person means.

        Args:
            source: The pronoun.
            before: The sources of earlier statements, by token.
        """
        pronoun = source.pronoun
        if pronoun is None:
            return UNKNOWN
        at = source.tokens.start
        paragraph = self.paragraph_of[at] if at < len(self.paragraph_of) else 0
        antecedents = pronouns.mentioned(self.cast, at, paragraph, list(self.paragraph_of), self.subjects, [])
        last = max((token for token, _ in before if token < at), default=-1)
        for token, resolution in before:
            if token < at:
                weight = pronouns.PREVIOUS_SOURCE if token == last else pronouns.SUBJECT
                name = resolution.speaker.name if resolution.speaker is not None else None
                antecedents.append(
                    Antecedent(
                        name, resolution.kind, resolution.gender, resolution.number, token,
                        self.paragraph_of[token], weight, resolution.figure,
                    )
                )
        ranked = pronouns.best(pronoun, at, paragraph, antecedents)
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


def floating(index: int, attributions: Sequence[Attribution], resolved: dict[int, Resolution], text: str) -> Resolution:
    """
    Return who speaks in a quotation without cue and source.

    Whoever says the same words elsewhere (a headline or a subheading quotes the article); else whoever spoke last.
    """
    content = attributions[index].content
    words = fold(" ".join(span.of(text) for span in content)).strip(" .…")
    start = content[0].start
    for other, attribution in enumerate(attributions):
        if other != index and other in resolved and attribution.parent is None and len(words) > len("oui, mais"):
            whole = fold(" ".join(span.of(text) for span in attribution.content))
            if words in whole or _shares_words(words, whole):
                return resolved[other]
    earlier = [
        other
        for other, attribution in enumerate(attributions)
        if other in resolved and attribution.content and attribution.content[0].start < start and attribution.parent is None
    ]
    if earlier:
        return resolved[max(earlier, key=lambda other: attributions[other].content[0].start)]
    later = [other for other in resolved if attributions[other].content and attributions[other].parent is None]
    return resolved[min(later, key=lambda other: attributions[other].content[0].start)] if later else UNKNOWN


SHARE = 0.8  # of the words of a headline's quotation, when it shortens what was said
FEWEST = 4


def _shares_words(words: str, whole: str) -> bool:
    mine = words.split()
    return len(mine) >= FEWEST and sum(word in whole.split() for word in mine) >= SHARE * len(mine)
