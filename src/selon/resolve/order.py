"""
In which order are sources resolved?

Names first, then descriptions, twice: the first time teaches roles that a headline has used before the article gives
them. Then pronouns and the descriptions that are left, the outer statements before the nested ones; quotations without
a source; first persons last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from selon.lang.designation import Designation
from selon.lang.roles import BODY_KINDS, Pronoun
from selon.model import Attribution
from selon.parse.designations import Designations
from selon.resolve import epithets, floating, taken_up
from selon.resolve.competition import Contender, elected
from selon.resolve.epithets import Saying
from selon.resolve.floating import Spoken
from selon.resolve.referents import Others, Quoting, Words, contenders, referent
from selon.resolve.resolution import OPEN, UNKNOWN, How, Resolution, called, of_participant, unnamed
from selon.resolve.stage import Heard, Stage

WITHIN = 150
"""Sources before a pronoun among which it finds whom it means: as many as long articles have."""

REFERRING = frozenset({"3", "l", "p"})
"""Persons of the pronouns that mean somebody mentioned before."""


class Order:
    """
    The sources of one article on their way to being resolved.

    Args:
        stage: What is known of the article.
        attributions: Its statements.
        sources: How their sources read.
        passages: The tokens of each of its passages.
        known: Who speaks where that is known, by position: None for nobody who has a name. Pronouns, and quotations without
            a source, are asked all the same.

    Attributes:
        contests: Who competed for each pronoun and each quotation without a source.
    """

    def __init__(
        self,
        stage: Stage,
        attributions: Sequence[Attribution],
        sources: Designations,
        passages: Sequence[range],
        *,
        known: Mapping[int, str | None] | None = None,
    ) -> None:
        """Take the sources that are to be resolved."""
        self.stage = stage
        self.attributions = attributions
        self.passages = passages
        self.known = known or {}
        self.sources = {
            index: _as_pronoun(stage, sources.fullest(index))
            for index, attribution in enumerate(attributions)
            if attribution.source and not self._is_label(attribution)
        }
        self.at = {index: source.tokens.start for index, source in self.sources.items()}
        tokens = stage.scan.tokens
        self.until = {index: tokens.at(attributions[index].spans[-1].end - 1) for index in self.sources}
        self.depth = [self._depth(index) for index in range(len(attributions))]
        self.found: dict[int, Resolution] = {}
        self.contests: dict[int, list[Contender]] = {}
        self.heard = Heard()
        self.said = {index: self._said(index) for index in range(len(attributions))}
        self.told = frozenset[int]().union(*self.said.values())
        direct = (said for index, said in self.said.items() if attributions[index].quotation == "direct")
        self.quoted = frozenset[int]().union(*direct)

    def _is_label(self, attribution: Attribution) -> bool:
        """Tell whether the source is a letter that only says who answers (*A:*)."""
        source = attribution.source[0]
        return attribution.why.rule == "speaker_label" and source.end - source.start == 1

    def resolved(self) -> dict[int, Resolution]:
        """Return what the source of each statement stands for, by position."""
        self._names_and_descriptions(named=True)
        self._names_and_descriptions(named=False)
        self._names_and_descriptions(named=False)
        described = {index: self.sources[index] for index, one in self.found.items() if one.speaker is None}
        self.found |= epithets.titled(self.stage, described, self.heard)
        self._pronouns()
        for index, attribution in enumerate(self.attributions):
            unread = index not in self.found and attribution.source and index not in self.sources
            if unread and attribution.content:
                self.found[index] = self._interviewee()
        spoken: Spoken | None = None
        for index, attribution in enumerate(self.attributions):
            quotes = attribution.quotation != "indirect" or not attribution.cue
            if index not in self.found and not attribution.source and quotes and attribution.content:
                if spoken is None:
                    spoken = Spoken(self.attributions, self.stage.scan.text)
                    spoken.count(self.found.values())
                self.contests[index] = floating.contenders(
                    index, self.attributions, self.found, self.stage, self.passages, spoken
                )
                self.found[index] = elected("floating", self.contests[index], OPEN)
                spoken.count([self.found[index]])
        left = [index for index in range(len(self.attributions)) if index not in self.found]
        for index in sorted(left, key=lambda i: self.depth[i]):
            self.found[index] = self._first_person(index)
        ways = {index: self._how(index) for index in self.found}
        return {
            index: one if one.how == ways[index] else replace(one, how=ways[index]) for index, one in self.found.items()
        }

    def _how(self, index: int) -> How:
        """Return by what the source of a statement tells whom it stands for."""
        source = self.sources.get(index)
        if index in self.contests:
            return "pronoun" if source is not None else "floating"
        if source is None or source.pronoun is not None:
            return "first person"
        return "name" if len(source.name) else "description"

    def _interviewee(self) -> Resolution:
        """Return who answers where a letter says no more (*A:*): the person named most before the first answer."""
        labels = [a.source[0].start for a in self.attributions if a.source and self._is_label(a)]
        first = self.stage.scan.tokens.at(min(labels))
        named = [
            (sum(at < first for at in participant.at), participant)
            for participant in self.stage.cast.participants
            if participant.kind == "person"
        ]
        most = max((times for times, _ in named), default=0)
        foremost = [participant for times, participant in named if times == most and times > 0]
        return of_participant(foremost[0]) if len(foremost) == 1 else replace(unnamed("person"), is_open=True)

    def _depth(self, index: int) -> int:
        depth, parent = 0, self.attributions[index].parent
        while parent is not None and depth < len(self.attributions):
            depth, parent = depth + 1, self.attributions[parent].parent
        return depth

    def _names_and_descriptions(self, *, named: bool) -> None:
        for index, source in self.sources.items():
            known = self.found.get(index)
            if source.pronoun is not None or bool(len(source.name)) is not named:
                continue
            if known is not None and known.participant is not None:
                continue
            found = self.found[index] = self.stage.without_pronoun(source, self.heard, self._others(index))
            if index in self.known:
                found = self.found[index] = self._as_known(found, self.known[index])
            self.heard.note(source, found)
            if found.participant is not None:
                self.stage.learn(found.participant, source)

    def _as_known(self, found: Resolution, name: str | None) -> Resolution:
        """Return *found* with the speaker that is known."""
        if name is None:
            return replace(found, speaker=None, candidates=(), participant=None)
        kind = found.kind if found.kind != "unknown" else "person"
        return called(name, kind, self.stage.cast.find(name), gender=found.gender, number=found.number)

    def _pronouns(self) -> None:
        waiting = [
            index
            for index, source in self.sources.items()
            if (source.pronoun is not None and source.pronoun.person in REFERRING)
            or (index not in self.known and self._is_open(index))
        ]
        order = {index: number for number, index in enumerate(self.found)}
        by_place = sorted(self.at, key=self.at.__getitem__)
        places = [self.at[other] for other in by_place]
        for index in sorted(waiting, key=lambda i: (self.depth[i], self.at[i])):
            order.setdefault(index, len(order))
            parent = self.attributions[index].parent
            last = bisect_left(places, self.at[index])
            near = [other for other in by_place[max(last - WITHIN, 0) : last] if other in self.found]
            before = [
                (self.at[other], self.until[other], self.found[other])
                for other in sorted(near, key=order.__getitem__)
                if self._speaks_before(other, parent)
            ]
            source = self.sources[index]
            if source.pronoun is None:
                if taken_up.takes_up(self.stage, source):
                    meant = taken_up.meant(self.stage, source, before)
                    self._is_body(meant)
                else:
                    meant = epithets.meant(self.stage, source, before, self.heard, self._saying(index))
                self.found[index] = meant or self.found[index]
            elif self._is_unnamed(source):
                self.found[index] = unnamed("person", source.gender)
            else:
                self.contests[index] = contenders(self.stage, source, before, self.heard, self._words(index))
                self.found[index] = referent(self.contests[index], source, self.stage.scan.roles)

    def _is_body(self, meant: Resolution | None) -> None:
        """Let all who have the name of a body that is taken up be that body."""
        name = meant.speaker.name if meant is not None and meant.speaker is not None else None
        for index, found in self.found.items():
            if meant is not None and found.speaker is not None and found.speaker.name == name:
                self.found[index] = replace(found, speaker=meant.speaker, kind=meant.kind, candidates=meant.candidates)

    def _is_unnamed(self, source: Designation) -> bool:
        """Tell whether a noun takes up somebody introduced without a name (*un homme … cet homme*)."""
        lemma = source.noun.lemma if source.noun is not None else ""
        return self.heard.unnamed.get(lemma, source.tokens.start) < source.tokens.start

    def _is_open(self, index: int) -> bool:
        """Tell whether a source describes somebody for whom no role in the article stands."""
        found = self.found.get(index)
        source = self.sources[index]
        if found is None:
            return False
        describes = epithets.is_epithet(self.stage, source) or epithets.is_owned(self.stage, source)
        body = found.participant is None and taken_up.takes_up(self.stage, source)
        return (found.speaker is None and describes) or body

    def _saying(self, index: int) -> Saying:
        """Return how the statement at *index* says what it says."""
        one = self.attributions[index]
        follows = bool(one.content) and one.content[0].start < one.source[0].start
        return Saying(
            one.quotation != "indirect", follows, one.parent is not None, self._words(index), self._others(index)
        )

    def _speaks_before(self, other: int, parent: int | None) -> bool:
        """Tell whether the source of *other* may be meant in a statement within *parent*: not by its own quotation."""
        attribution = self.attributions[other]
        return attribution.parent in (None, parent) and not (other == parent and attribution.quotation == "direct")

    def _quoting(self, parent: int | None) -> Quoting | None:
        """Return the quotation that a statement within *parent* stands in."""
        while parent is not None:
            attribution = self.attributions[parent]
            if attribution.quotation == "direct":
                participant = self.found[parent].participant if parent in self.found else None
                return Quoting(self.stage.scan.tokens.at(attribution.content[0].start), participant)
            parent = attribution.parent
        return None

    def _said(self, index: int) -> frozenset[int]:
        """Return the tokens of what the statement says: whoever speaks is not named there."""
        tokens = self.stage.scan.tokens
        spans = self.attributions[index].content
        return frozenset(token for span in spans for token in tokens.between(span.start, span.end))

    def _others(self, index: int) -> frozenset[int]:
        """Return the tokens where nobody is named whom a description means: what it says, and who says it around it."""
        outer = self.attributions[index].parent
        if outer is None:
            return self.said[index]
        found = set(self.said[index])
        for _ in range(self.depth[index]):
            if outer is not None:
                found.update(self.sources[outer].tokens if outer in self.sources else ())
                outer = self.attributions[outer].parent
        return frozenset(found)

    def _words(self, index: int) -> Words:
        """Return which tokens are somebody's words, seen from the statement at *index*."""
        within, outer = {index}, self.attributions[index].parent
        while outer is not None and outer not in within:
            within.add(outer)
            outer = self.attributions[outer].parent
        own = self.said[index]
        around = frozenset[int]().union(*(self.said[other] for other in within))
        quoting = self._quoting(self.attributions[index].parent)
        direct = self.attributions[index].quotation == "direct"
        return Words(own, Others(self.told, around), Others(self.quoted, around), quoting, direct=direct)

    def _first_person(self, index: int) -> Resolution:
        """Return whom *je* means: the speaker of the statement around it; *nous* and *certains* are a group."""
        source, parent = self.sources.get(index), self.attributions[index].parent
        pronoun = source.pronoun if source is not None else None
        if pronoun is None:
            return UNKNOWN
        if pronoun.person == "1" and pronoun.number == "s":
            return self.found.get(parent, OPEN) if parent is not None and self._has_speaker(parent) else OPEN
        if pronoun.person == "1" and parent is not None and parent in self.found:
            return self._own_body(self.found[parent])
        if pronoun.person == "1" or (pronoun.person == "i" and pronoun.number == "p"):
            return unnamed("group", number="p")
        return OPEN if pronoun.person == "r" else UNKNOWN

    def _own_body(self, speaking: Resolution) -> Resolution:
        """Return whom *we* means: the body that speaks, or the only one that the article says its speaker acts for."""
        if speaking.speaker is not None and speaking.kind in BODY_KINDS:
            return speaking
        if speaking.speaker is not None and speaking.kind == "document":
            return called(speaking.speaker.name, "organisation", speaking.participant, number="p")
        bodies = self.stage.bodies_of(speaking.participant) if speaking.participant is not None else []
        return of_participant(bodies[0]) if len(bodies) == 1 else unnamed("group", number="p")

    def _has_speaker(self, index: int) -> bool:
        """Tell whether somebody speaks in a statement, as opposed to *it is said*."""
        attribution = self.attributions[index]
        return bool(attribution.source) or not attribution.cue


def _as_pronoun(stage: Stage, source: Designation) -> Designation:
    """Return *source* as a pronoun when its noun says no more than one (*cet homme*, *l'intéressée*)."""
    noun = source.noun
    pointing = source.determiner in ("definite", "demonstrative") and not source.modifiers and not len(source.name)
    if noun is None or noun.lemma not in stage.scan.roles.any_person or noun.number != "s" or not pointing:
        return source
    return replace(source, pronoun=Pronoun(source.gender, "s", "p"))
