"""
Who speaks in a quotation without cue and source?
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.lang.tokens import fold
from selon.model import Attribution
from selon.resolve.resolution import OPEN, Resolution, of_participant
from selon.resolve.stage import Stage

SHORT = len("oui, mais")  # characters up to which a quotation has to be the same to the letter
NEXT_SENTENCE = 8  # tokens after a quotation within which the next sentence names its subject
SHARE = 0.8  # of the words of a headline's quotation, when it shortens what was said
FEWEST = 4


def floating(
    index: int,
    attributions: Sequence[Attribution],
    resolved: dict[int, Resolution],
    stage: Stage,
    passages: Sequence[range],
) -> Resolution:
    """
    Return who speaks in a quotation without cue and source.

    Whoever says the same words elsewhere (a headline or a subheading quotes the article); in an interview the one who
    is asked; else who spoke last in the paragraph, whoever the sentence beside the quotation is about, who spoke last.
    """
    text = stage.scan.text
    content = attributions[index].content
    start = content[0].start
    same = _same_words(index, attributions, resolved, text)
    if same is not None:
        return same
    tokens = stage.scan.tokens
    at = min(tokens.at(start), len(tokens) - 1)
    number = stage.paragraph_of[at]
    asked = _asked(stage, passages, number)
    if asked is not None:
        return asked
    earlier = [
        other
        for other, attribution in enumerate(attributions)
        if other in resolved and attribution.spans[0].start < start and attribution.parent is None
    ]
    last = max(earlier, key=lambda other: attributions[other].spans[-1].end, default=None)
    if last is not None and attributions[last].spans[-1].end > tokens.start[passages[number].start]:
        return resolved[last]
    beside = _beside(stage, passages[number], at, min(tokens.at(content[-1].end), len(tokens) - 1))
    if beside is not None:
        return beside
    if last is not None:
        return resolved[last]
    later = [other for other in resolved if attributions[other].content and attributions[other].parent is None]
    return resolved[min(later, key=lambda other: attributions[other].content[0].start)] if later else OPEN


def _same_words(
    index: int, attributions: Sequence[Attribution], resolved: dict[int, Resolution], text: str
) -> Resolution | None:
    words = fold(" ".join(span.of(text) for span in attributions[index].content)).strip(" .…")
    for other, attribution in enumerate(attributions):
        if other == index or other not in resolved or attribution.parent is not None:
            continue
        whole = fold(" ".join(span.of(text) for span in attribution.content)).strip(" .…")
        if words == whole or (len(words) > SHORT and (words in whole or _shares_words(words, whole))):
            return resolved[other]
    return None


def _asked(stage: Stage, passages: Sequence[range], number: int) -> Resolution | None:
    """Return who answers when the paragraph before is a question: the last person named before the questions began."""
    if number == 0 or not len(passages[number - 1]) or stage.scan.tokens.words[passages[number - 1].stop - 1] != "?":
        return None
    before = number - 1
    while before > 0:
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


def _beside(stage: Stage, passage: range, first: int, last: int) -> Resolution | None:
    """Return the person that opens the sentence before the quotation, or else the one after it."""
    named = stage.cast.named
    before = [
        i for i in range(passage.start, first) if i in named and named[i].kind == "person" and stage.is_foreground(i)
    ]
    after = [
        i for i in range(last, passage.stop) if i in named and named[i].kind == "person" and stage.is_foreground(i)
    ]
    if before:
        return of_participant(named[before[-1]])
    if after and after[0] - last <= NEXT_SENTENCE:
        return of_participant(named[after[0]])
    return None


def _shares_words(words: str, whole: str) -> bool:
    mine = words.split()
    return len(mine) >= FEWEST and sum(word in whole.split() for word in mine) >= SHARE * len(mine)
