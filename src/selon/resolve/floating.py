"""
Who speaks in a quotation without a source?

Who spoke before it competes with who speaks next, whoever says the same words elsewhere (a headline or a subheading quotes
the article), the people named beside it and, in an interview, the one who is asked.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from selon.lang.tokens import Tokens
from selon.model import Attribution
from selon.resolve.competition import Contender
from selon.resolve.resolution import OPEN, Resolution, of_participant
from selon.resolve.stage import Stage
from selon.resolve.wordings import FEWEST, Wordings

NEXT_SENTENCE = 8  # tokens after a quotation within which the next sentence names its subject
BEFORE, AFTER = 5, 3
"""How many statements on either side compete."""
FARTHEST_STATEMENT = 400
"""Statements on either side among which those are looked for."""
FARTHEST_QUESTION = 40
"""Paragraphs before an answer among which the one is looked for that says who is asked."""
FARTHEST = 3
"""Paragraphs from where on all are as far."""
CLOSING = 2
"""Marks that may stand behind a quotation that fills its paragraph."""
HEADING = 16
"""Words up to which a paragraph without a full stop is a heading."""


@dataclass(frozen=True, slots=True)
class Floating:
    """
    A quotation without a source.

    Attributes:
        index: Which statement it is.
        paragraph: Number of its passage.
        first, last: Its first token, and the last.
        told: What is to be said of it, which weighs for those who spoke before and after.
    """

    index: int
    paragraph: int
    first: int
    last: int
    told: tuple[str, ...]


class Spoken:
    """
    All that is said in an article, as looked through for each quotation without a source.

    Args:
        attributions: The statements, in text order.
        text: The article's text.

    Attributes:
        said: How many statements are of each name.
        wordings: What the statements say.
        words: How many words a paragraph has, by its number, as far as that was asked.
    """

    def __init__(self, attributions: Sequence[Attribution], text: str) -> None:  # noqa: D107 - the class says it
        self.said: Counter[str] = Counter()
        self.wordings = Wordings(attributions, text)
        self.words: dict[int, int] = {}
        edges = [one.spans for one in attributions]
        self._starts = [spans[0].start for spans in edges]
        self._ends = [spans[-1].end for spans in edges]
        self._longest = max((end - start for start, end in zip(self._starts, self._ends, strict=True)), default=0)

    def count(self, found: Iterable[Resolution]) -> None:
        """Take down who speaks in further statements."""
        self.said.update(one.speaker.name for one in found if one.speaker is not None)

    def before(self, start: int, competes: Callable[[int], bool]) -> list[int]:
        """Return which statements that begin before the character *start* end last, the last one first."""
        found: list[int] = []
        here = bisect_left(self._starts, start)
        for other in range(here - 1, max(here - 1 - FARTHEST_STATEMENT, -1), -1):
            if len(found) == BEFORE and self._starts[other] + self._longest < self._ends[found[-1]]:
                break
            if competes(other):
                found = sorted([other, *found], key=lambda place: -self._ends[place])[:BEFORE]
        return found

    def after(self, start: int, competes: Callable[[int], bool]) -> list[int]:
        """Return which statements begin next, from the character *start* on."""
        here = bisect_left(self._starts, start)
        near = range(here, min(here + FARTHEST_STATEMENT, len(self._starts)))
        return list(islice(filter(competes, near), AFTER))


def contenders(  # noqa: PLR0913, PLR0917 - what Order knows
    index: int,
    attributions: Sequence[Attribution],
    resolved: Mapping[int, Resolution],
    stage: Stage,
    passages: Sequence[range],
    article: Spoken,
) -> list[Contender]:
    """
    Return who competes for a quotation without a source, nobody last.

    Args:
        index: Which of the statements it is.
        attributions: The statements of the article.
        resolved: Who speaks in those that are resolved.
        stage: What is known of the article.
        passages: The tokens of each paragraph.
        article: What all its statements say, and who speaks how often.
    """
    here = _here(index, attributions, stage, passages, article)
    competing = [*_speaking(here, attributions, resolved, stage, article), *_named(here, stage, passages)]
    asked = _asked(stage, passages, here.paragraph)
    if asked is not None:
        competing.append(Contender(asked, {"asked": 1.0}))
    counted = [Contender(one.stands, {**one.seen, **_standing(one, article.said, stage, here)}) for one in competing]
    return [*counted, Contender(OPEN, {"no one meant": 1.0} | {f"no one meant, {name}": 1.0 for name in here.told})]


def _standing(one: Contender, said: Mapping[str, int], stage: Stage, here: Floating) -> dict[str, float]:
    """Return how much *one* speaks and is spoken of in the article."""
    participant = one.stands.participant
    mentions = len(participant.at) if participant is not None else 0
    most = stage.cast.most_named
    counted = {"said": math.log1p(said.get(one.name or "", 0)), "mentions": math.log1p(mentions)}
    foremost = mentions == most > 0
    told = {
        "foremost": foremost,
        "foremost, heading": foremost and "heading" in here.told,
        "foremost, title": foremost and "title" in here.told,
        "no name": one.name is None,
        f"kind={one.stands.kind}": True,
    }
    return counted | {name: 1.0 for name, is_so in told.items() if is_so}


def _here(
    index: int, attributions: Sequence[Attribution], stage: Stage, passages: Sequence[range], article: Spoken
) -> Floating:
    one, tokens = attributions[index], stage.scan.tokens
    first = min(tokens.at(one.content[0].start), len(tokens) - 1)
    last = min(tokens.at(one.content[-1].end), len(tokens) - 1)
    paragraph = stage.paragraph_of[first]
    passage = passages[paragraph]
    words = article.words.get(paragraph)
    if words is None:
        words = article.words[paragraph] = _words(tokens, passage, HEADING + 1)
    cue = tokens.at(one.cue[0].start) if one.cue else 0
    told = {
        "goes on": cue > 0 and tokens.lower[cue - 1] in stage.scan.roles.genitive,  # *Et d'ajouter : « … »*
        "heading": words <= HEADING and tokens.words[passage.stop - 1] not in (".", "!", "?", "…"),
        "title": paragraph == 0,
        "opens": first - passage.start <= 1,
        "alone": first - passage.start <= 1 and passage.stop - last <= CLOSING,
        "fragment": tokens.words[first][0].islower(),
        "cue": bool(one.cue),
        "nested": one.parent is not None,
        "short": _words(tokens, range(first, last), FEWEST) < FEWEST,
    }
    return Floating(index, paragraph, first, last, tuple(name for name, is_so in told.items() if is_so))


def _words(tokens: Tokens, within: range, most: int) -> int:
    """Return how many words stand there, counted up to *most*."""
    return sum(1 for _ in islice((at for at in within if tokens.words[at][0].isalnum()), most))


def _speaking(
    here: Floating,
    attributions: Sequence[Attribution],
    resolved: Mapping[int, Resolution],
    stage: Stage,
    article: Spoken,
) -> Iterator[Contender]:
    """Yield who speaks in the statements around the quotation, and in those that say the same."""
    start = stage.scan.tokens.start[here.first]

    def competes(other: int) -> bool:
        return other in resolved and attributions[other].parent is None and other != here.index

    earlier, later = article.before(start, competes), article.after(start, competes)
    for side, around in (("before", earlier), ("after", later)):
        for rank, other in enumerate(around):
            seen = _beside(here, attributions[other], side, rank, stage)
            same = article.wordings.alike(here.index, other)
            yield Contender(resolved[other], seen | ({"same words": 1.0} if same else {}))
    for other in filter(competes, article.wordings.others(here.index)):
        if other not in earlier and other not in later:
            yield Contender(resolved[other], {"same words": 1.0, "far": 1.0})
    parent = attributions[here.index].parent
    if parent is not None and parent in resolved:
        yield Contender(resolved[parent], {"around": 1.0})


def _beside(here: Floating, other: Attribution, side: str, rank: int, stage: Stage) -> dict[str, float]:
    """Return what speaks for who speaks in a statement before or after the quotation, the *rank*-th on that side."""
    tokens = stage.scan.tokens
    place = other.spans[-1].end - 1 if side == "before" else other.spans[0].start
    there = stage.paragraph_of[min(tokens.at(place), len(tokens) - 1)]
    paragraphs = min(abs(here.paragraph - there), FARTHEST)
    seen = {f"{side}": 1.0, f"{side}, paragraphs={paragraphs}": 1.0}
    if rank == 0:
        seen |= {f"next {side}": 1.0, f"next {side}, paragraphs={paragraphs}": 1.0}
        seen |= {f"next {side}, {name}": 1.0 for name in here.told}
        if other.quotation == "direct":
            seen[f"next {side}, direct"] = 1.0
    return seen


def _named(here: Floating, stage: Stage, passages: Sequence[range]) -> Iterator[Contender]:
    """Yield the people who are named in the paragraph of the quotation, and in those beside it."""
    passage = passages[here.paragraph]
    before, after = _people(stage, range(passage.start, here.first)), _people(stage, range(here.last, passage.stop))
    yield from _ranked(stage, before[::-1], "before", last=True)
    yield from _ranked(stage, after, "after", last=bool(after) and after[0] - here.last <= NEXT_SENTENCE)
    if "alone" in here.told and here.paragraph + 1 < len(passages):
        passage = passages[here.paragraph + 1]
        people = _people(stage, passage)[:AFTER]
        opens = bool(people) and people[0] - passage.start <= NEXT_SENTENCE
        yield from _ranked(stage, people, "in the paragraph after", last=opens)
    if "opens" in here.told and here.paragraph > 0:
        people = _people(stage, passages[here.paragraph - 1])
        yield from _ranked(stage, people[: -BEFORE - 1 : -1], "in the paragraph before", last=True)


def _people(stage: Stage, tokens: range) -> list[int]:
    """Return which of *tokens* begin the name of a person."""
    return [at for at in sorted(stage.cast.between(tokens.start, tokens.stop)) if stage.cast.named[at].kind == "person"]


def _ranked(stage: Stage, people: Sequence[int], where: str, *, last: bool) -> Iterator[Contender]:
    """Yield the people named at some tokens, the nearest first; *last* marks that one."""
    for rank, at in enumerate(people):
        seen = {f"named {where}": 1.0, f"{'subject' if stage.is_foreground(at) else 'object'} {where}": 1.0}
        if last and not rank:
            seen[f"nearest {where}"] = 1.0
        yield Contender(of_participant(stage.cast.named[at]), seen)


def _asked(stage: Stage, passages: Sequence[range], number: int) -> Resolution | None:
    """Return who answers when the paragraph before is a question: the last person named before the questions began."""
    if number == 0 or not len(passages[number - 1]) or stage.scan.tokens.words[passages[number - 1].stop - 1] != "?":
        return None
    before = number - 1
    while before > max(number - FARTHEST_QUESTION, 0):
        before -= 1
        passage = passages[before]
        if not len(passage) or stage.scan.tokens.words[passage.stop - 1] == "?":
            continue
        if before > 0 and len(passages[before - 1]) and stage.scan.tokens.words[passages[before - 1].stop - 1] == "?":
            continue  # an answer
        people = [
            stage.cast.named[i] for i in passage if i in stage.cast.named and stage.cast.named[i].kind == "person"
        ]
        if people:
            return of_participant(people[-1])
    return None
