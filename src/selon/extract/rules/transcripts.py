"""
Who speaks where the page's layout, not a verb, says so?

Transcripts and interviews (*WALLACE: …*, *Q: …*), headlines that open with their source, and bylines under a quotation
(*“…” – Name*).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.stops import tidy
from selon.model import Span, Spans

LABEL = re.compile(r"[“\"«]?(?P<name>[^\W\d_][^:\n“”«»\"]{0,58}?)(?P<gap>[\s\u00a0\u202f]?):(?=\s)")
BYLINE = re.compile(r"\s*(?P<dash>--|[―—–-])\s*(?P<name>[^\W\d_](?:[^\n.!?“”\"«»]|(?<=\b[A-Z])\.){1,80})\W*$")
LONGEST_LABEL = 8
FEWEST_TURNS = 3
"""Labels that make a transcript."""
"""Words up to which what stands before a colon can name a speaker."""


def speaker_label(context: Context) -> Iterator[Candidate]:
    """
    Yield turns of a transcript or interview.

        [WALLACE]**:** [Will you accept the result?]

    A label counts where several paragraphs have one; a lone one is as likely a heading. The outlet's own questions
    (*Q: …*) are nobody else's.
    """
    asked = context.language.words("question_labels")
    labels = [(index, match) for index, match in _labels(context)]
    names = Counter(match["name"] for _, match in labels)
    for index, match in labels:
        name, passage = match["name"], context.passages[index]
        short = name.isupper() or len(name) == 1
        turns = sum(count for other, count in names.items() if len(other.split()) <= LONGEST_LABEL)
        repeated = names[name] > 1 and turns >= FEWEST_TURNS
        start = passage.start + match.end()
        content = _with_stop(context, tidy(context, start, passage.end))
        if not content or name.lower() in asked:
            continue
        rate = 0.9 if repeated and short else 0.7 if repeated else 0.2
        yield Candidate(
            rule="speaker_label",
            frame="label",
            lemma=":",
            cue=(Span(start - 1, start),),
            source=(Span(passage.start + match.start("name"), passage.start + match.end("name")),),
            content=content,
            rate=rate,
            head=start - 1,
            features=("capitals" if short else "mixed case", f"label={'repeated' if repeated else 'single'}"),
        )


def _with_stop(context: Context, content: Spans) -> Spans:
    """Take the full stop of the last sentence in: a turn is whole sentences."""
    if not content or context.text[content[-1].end : content[-1].end + 1] != ".":
        return content
    return (*content[:-1], Span(content[-1].start, content[-1].end + 1))


def _labels(context: Context) -> Iterator[tuple[int, re.Match[str]]]:
    for index, passage in enumerate(context.passages):
        match = LABEL.match(passage.of(context.text))
        if match and len(match["name"].split()) <= LONGEST_LABEL and match.end() < passage.end - passage.start:
            yield index, match


def byline(context: Context) -> Iterator[Candidate]:
    """
    Yield quotations signed by a name after a dash.

        “[We did it.]” **–** [Ana Ruiz]
    """
    for quote in context.double:
        passage = context.passages[context.passage_at(quote.outer.start)]
        rest = context.text[quote.outer.end : passage.end]
        shift = quote.outer.end
        if not rest.strip() and context.passage_at(quote.outer.start) + 1 < len(context.passages):
            following = context.passages[context.passage_at(quote.outer.start) + 1]
            rest, shift = following.of(context.text), following.start
        match = BYLINE.match(rest)
        if match is None or len(match["name"].split()) > LONGEST_SIGNATURE or not match["name"][0].isupper():
            continue
        if context.text[passage.start : quote.outer.start].strip():
            continue
        if _holds_verb(context, shift + match.start("name"), shift + match.end("name")):
            continue  # narration after a dash
        dash = Span(shift + match.start("dash"), shift + match.end("dash"))
        name = Span(shift + match.start("name"), shift + match.end("name"))
        yield Candidate(
            rule="byline",
            frame="label",
            lemma="–",
            cue=(dash,),
            source=(name,),
            content=(quote.inner,),
            rate=0.9,
            head=dash.start,
            features=("byline",),
        )


def _holds_verb(context: Context, start: int, end: int) -> bool:
    parse = context.parses[context.passage_at(start)]
    if parse is None:
        return False
    return any(start <= parse.start[t] < end and phrases.is_finite(parse, t) for t in range(len(parse)))


LONGEST_SIGNATURE = 10
"""Words of a signature (*Ana Ruiz, mayor of Leeds*)."""
