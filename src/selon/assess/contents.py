"""
How sure is the content presented as, and as so or as not so?

Both are read off the content's main clause: a mark further down (*…, qui n'aurait pas dû…*) is about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selon.lang.marks import Marks
from selon.model import Attribution, Certainty, Polarity, Span
from selon.parse import Parse

CLAUSES = ("ccomp", "acl", "relcl", "acl:relcl", "advcl", "csubj", "parataxis", "acl:relcl", "appos")
"""Relations below which another clause begins."""

SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»”\"]+(?=[\w«“\"])")


@dataclass(frozen=True, slots=True)
class Main:
    """
    The main clause of a content.

    Attributes:
        parse: The paragraph it stands in, None when that was not parsed.
        tokens: Its tokens, in order; subordinate clauses left out.
        verbs: Those of them that are verbs.
        text: The first sentence of the content.
        span: Where that stands.
    """

    parse: Parse | None
    tokens: tuple[int, ...]
    verbs: tuple[int, ...]
    text: str
    span: Span

    def words(self) -> Iterator[str]:
        """Yield the words of the clause in lower case."""
        if self.parse is not None:
            for token in self.tokens:
                yield self.parse.lower[token]

    def written(self) -> str:
        """Return the clause as text, for patterns."""
        return " ".join(self.words()) if self.parse is not None else self.text


def main_clause(attribution: Attribution, parse: Parse | None, text: str) -> Main | None:
    """Return the main clause of the content's first sentence; None for a refusal."""
    if not attribution.content:
        return None
    first = attribution.content[0]
    words = first.of(text)
    # "Les combats continuent … qui montrerait": a short first span runs on into the next one of the same sentence.
    end = SENTENCE_END.search(words)
    span = Span(first.start, first.start + end.start()) if end and end.start() > 0 else first
    spans = [span]
    if not end and len(attribution.content) > 1 and not words.rstrip().endswith((".", "!", "?")):
        spans.append(attribution.content[1])
    if parse is None:
        return Main(None, (), (), span.of(text), span)
    inside = [token for token in range(len(parse)) if any(one.start <= parse.start[token] < one.end for one in spans)]
    return Main(parse, *_clause(parse, inside), span.of(text), span)


def _clause(parse: Parse, inside: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    members = set(inside)
    tops = [token for token in inside if parse.head[token] not in members or parse.head[token] == token]
    if not tops:
        return tuple(inside), ()
    kept: list[int] = []
    waiting = list(tops)
    seen = set[int]()
    while waiting:
        token = waiting.pop()
        if token in seen or token not in members:
            continue
        seen.add(token)
        kept.append(token)
        for child in parse.children[token]:
            # Within the tops themselves a clause opens another subject matter; a conjunct of the main verb does not.
            if parse.relation[child] not in CLAUSES:
                waiting.append(child)
    kept.sort()
    verbs = tuple(token for token in kept if parse.pos[token] in ("VERB", "AUX"))
    return tuple(kept), verbs


def negated(main: Main, marks: Marks) -> bool:
    """Tell whether the main clause denies."""
    words = list(main.words()) if main.parse is not None else re.findall(r"[\w]+['’]?", main.text.lower())
    negation = marks.negation
    if marks.negation.not_negative.search(main.written().replace("' ", "'")):
        return False
    if negation.needs:
        return any(word in negation.needs for word in words) and any(word in negation.words for word in words)
    return any(word in negation.words for word in words)


def polarity(attribution: Attribution, main: Main | None, marks: Marks, *, act: str, cue: str) -> Polarity:
    """
    Return whether the content is put forward as so.

    Args:
        attribution: The attribution.
        main: The main clause of its content.
        marks: The words of the language.
        act: What the source does.
        cue: The words of the cue, and what stands right before them.
    """
    if act == "deny":
        return "negative"
    if act == "decline":
        return "negative" if attribution.content else "positive"
    if attribution.why.cue in marks.negation.cues:
        return "negative"
    if _cue_negated(cue, marks):
        return "negative"
    if main is not None and (negated(main, marks) or _negative_noun(main, marks)):
        return "negative"
    return "positive"


def _cue_negated(cue: str, marks: Marks) -> bool:
    lower = cue.lower().replace("’", "'")
    if marks.negation.not_negative.search(lower):
        return False
    words = re.findall(r"n't|\w+'?", lower)
    if marks.negation.needs:
        found = any(word in marks.negation.needs for word in words) and any(
            word in marks.negation.words for word in words
        )
    else:
        found = any(word in marks.negation.words for word in words)
    return found


def _negative_noun(main: Main, marks: Marks) -> bool:
    return bool(marks.negation.in_content.match(main.text.strip(" «“\"'")))


def certainty(attribution: Attribution, main: Main | None, marks: Marks, *, past: bool, credited: bool) -> Certainty:
    """
    Return how sure the content is presented as the source's.

    Args:
        attribution: The attribution.
        main: The main clause of its content.
        marks: The words of the language.
        past: Whether the cue tells of the past, so that a conditional may be a future seen from there.
        credited: Whether the content is credited by a preposition (*selon*), where a conditional is hearsay.
    """
    lemma = attribution.why.cue
    if main is None:
        return "certain"
    if lemma in marks.possible.cues:
        return "possible"
    words = set(main.words()) if main.parse is not None else set(re.findall(r"\w+", main.text.lower()))
    if words & marks.possible.modals:
        return "possible"
    written = main.written()
    conditional = _conditional(main, marks)
    if words & marks.probable.modals and conditional is None:
        return "probable"
    if lemma in marks.probable.cues or marks.probable.words.search(written):
        return "probable"
    if marks.possible.words.search(written):
        return "possible"
    if conditional is None:
        return "probable" if words & marks.probable.modals else "certain"
    return _of_conditional(attribution, main, marks, conditional, past=past, credited=credited)


def _conditional(main: Main, marks: Marks) -> str | None:
    """Return the conditional verb of the clause, None without one; modals and courtesies left out."""
    words = (
        [main.parse.lower[token] for token in main.verbs]
        if main.parse is not None
        else re.findall(r"\w+", main.text.lower())
    )
    left_out = marks.possible.modals | marks.probable.modals | marks.conditional.polite
    for position, word in enumerate(words):
        if word in left_out:
            continue
        ending = word.endswith(marks.conditional.endings) if marks.conditional.endings else False
        if ending and main.parse is not None and "Mood=Cnd" not in main.parse.morph[main.verbs[position]]:
            ending = word in marks.conditional.perfect or "Mood=Ind" not in main.parse.morph[main.verbs[position]]
        if ending or word in marks.conditional.words:
            return word
    return None


def _of_conditional(
    attribution: Attribution, main: Main, marks: Marks, verb: str, *, past: bool, credited: bool
) -> Certainty:
    if marks.conditional.conditions.search(main.text):
        return "probable"
    if attribution.quotation == "direct":
        return "probable"
    perfect = verb in marks.conditional.perfect and _has_participle(main)
    if perfect and marks.conditional.endings:
        return "reported"
    if credited and attribution.quotation == "indirect" and marks.conditional.endings:
        return "reported"
    if past:
        return "certain"  # "il a dit qu'il viendrait": a future in the past
    return "probable"


def _has_participle(main: Main) -> bool:
    if main.parse is None:
        return True
    return any("VerbForm=Part" in main.parse.morph[token] for token in main.tokens)
