"""
Who says what stands in a post?
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar.context import Context
from selon.model import Span

DASHED = re.compile(r"(?P<cue>[—–-]+)\s*(?P<name>[^\s(@—–-][^(@]*?)\s*\(\S*@")
"""*— Ann Lorne (@annlorne) March 14, 2026*: all before the handle is the name."""
BRACKETED = re.compile(r"(?P<cue>\S[^(@]*?)\s*\(@")
"""*A post shared by Ann Lorne (@annlorne)*: the capitalised words right before the handle are."""
HANDLE = re.compile(r"@[\w.-]+")
LINKS = re.compile(r"(?:\s*(?:https?://|www\.|pic\.)\S+)+$")


def post(context: Context) -> Iterator[Candidate]:
    """
    Yield what a post shown in the page says, by whoever signed it.

        [We will open the bridge on Monday.] **—** [Ann Lorne] (@annlorne) March 14, 2026

    Leaves out posts whose author has no name beneath them.
    """
    text: list[Span] = []
    last = -1
    for place in sorted(context.posts):
        if place != last + 1:
            text.clear()
        last = place
        passage = context.passages[place]
        words = passage.of(context.text)
        signed = _signature(passage.start, words)
        if signed is not None and text:
            cue, source = signed
            yield Candidate(
                rule="post",
                frame="post",
                lemma=cue.of(context.text).lower(),
                cue=(cue,),
                source=(source,),
                content=tuple(text),
                rate=0.9,
                head=cue.start,
            )
        if signed is not None or HANDLE.fullmatch(words):
            text.clear()
        elif LINKS.sub("", words):
            text.append(Span(passage.start, passage.start + len(LINKS.sub("", words))))


def _signature(start: int, words: str) -> tuple[Span, Span] | None:
    """Return what credits a post and the name, *start* being where the passage of these *words* does."""
    match = DASHED.match(words)
    if match is not None:
        return Span(start, start + match.end("cue")), Span(start + match.start("name"), start + match.end("name"))
    match = BRACKETED.match(words)
    if match is None:
        return None
    # From the end on: the first word without a capital credits.
    at = match.end("cue")
    for word in reversed(list(re.finditer(r"\S+", match["cue"]))):
        if not word.group()[0].isupper():
            break
        at = word.start()
    cue = match["cue"][:at].rstrip()
    if not cue or at >= match.end("cue"):
        return None
    return Span(start, start + len(cue)), Span(start + at, start + match.end("cue"))
