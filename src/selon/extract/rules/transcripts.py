"""
Who speaks where the page's layout, not a verb, says so?

Transcripts and interviews (*WALLACE: …*, *Q: …*), and headlines that open with their source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar.context import Context
from selon.extract.grammar.stops import tidy
from selon.model import Span, Spans

LABEL = re.compile(r"[“\"«]?(?P<name>[^\W\d_][^:\n“”«»\"]{0,58}?)(?P<gap>[\s\u00a0\u202f]?):(?=\s)")
LONGEST_LABEL = 8
"""Words up to which what stands before a colon can name a speaker."""
FEWEST_TURNS = 3
"""Labels that make a transcript."""


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
