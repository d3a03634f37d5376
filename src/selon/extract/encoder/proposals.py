"""
What does the encoder propose, in the terms of the rules?

The encoder marks words and names no construction. The dictionary form of a cue and what it governs are read off the
parse and the language's lists, as for the rules, so that the labels come from the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selon.extract.candidate import Candidate
from selon.extract.encoder.marks import Marked, Marks
from selon.extract.grammar.context import Context
from selon.model import Span, Spans
from selon.parse.tree import Parse

RULE = "encoder"
"""Stands where a candidate of the rules names its rule."""
LEAST = 0.1
"""An opening less likely than this proposes nothing."""


def proposals(context: Context, marks: Marks) -> Iterator[Candidate]:
    """Yield the attributions that the encoder sees, those of low likelihood included."""
    for marked in marks.mark(marks.likely(LEAST)).values():
        if marked.content:
            yield proposal(context, marked)


def proposal(context: Context, marked: Marked) -> Candidate:
    """Return what the encoder marks as a candidate."""
    lemma, head = lemma_of(context, marked.cue) if marked.cue else ("", marked.content[0].start)
    source, cue = with_pronoun(context.text, marked.source, marked.cue)
    return Candidate(
        rule=RULE,
        frame=frame_of(context, lemma, cue, marked.content),
        lemma=lemma,
        cue=cue,
        source=source,
        content=marked.content,
        rate=marked.opening,
        head=head,
    )


def with_pronoun(text: str, source: Spans, cue: Spans) -> tuple[Spans, Spans]:
    """Return source and cue with an inverted pronoun in both (*a-t-***il** *dit*): the encoder gives a word one part."""
    joined: list[Span] = []
    for span in cue:
        if joined and any(
            one.start > joined[-1].start
            and one.end <= span.start
            and text[joined[-1].end : one.start] in ("", "-")
            and not text[one.end : span.start].strip()
            for one in source
        ):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    for one in source:
        if joined and text[one.start - 1] == "-" and joined[-1].end in (one.start, one.start - 1):
            joined[-1] = Span(joined[-1].start, one.end)  # *dit-il*
    return source, tuple(joined)


def lemma_of(context: Context, cue: Spans) -> tuple[str, int]:
    """Return the dictionary form of a cue, empty where no list has it, and where its verb, noun or preposition starts."""
    parse = context.parses[context.passage_at(cue[0].start)]
    if parse is None:
        return "", cue[0].start
    tokens = [token for span in cue for token in tokens_in(parse, span)]
    uses = [context.use_at[parse.start[token]][1] for token in tokens if parse.start[token] in context.use_at]
    if uses:
        use = uses[-1]
        return use.cues[0].lemma, parse.start[use.token]
    words = tuple(parse.lower[token] for token in tokens)
    for phrase in context.language.phrases:
        if words and words[: len(phrase.words)] == phrase.words:
            return phrase.lemma, parse.start[tokens[0]]
    for token in tokens:
        noun = next((n for n in context.language.nouns.values() if parse.lower[token] in n.forms), None)
        if noun is not None:
            return noun.lemma, parse.start[token]
    for token in reversed(tokens):
        for form in context.language.forms.get(parse.lower[token], ()):
            cues = context.language.cues.get(form.lemma, ())
            if cues:
                return cues[0].lemma, parse.start[token]
    return "", parse.start[tokens[0]] if tokens else cue[0].start


def tokens_in(parse: Parse, span: Span) -> Sequence[int]:
    """Return the tokens of *parse* that *span* touches."""
    return [token for token in range(len(parse)) if parse.start[token] < span.end and parse.end[token] > span.start]


def frame_of(context: Context, lemma: str, cue: Spans, content: Spans) -> str:
    """Return what a cue governs, by its kind and by the shape of its content."""
    language, first = context.language, content[0]
    quote = context.quote_at(first.start)
    if quote is not None and quote.outer.start <= first.start <= quote.inner.start + 1:
        own = context.quote_at(cue[0].start) if cue else None
        if own is not quote:
            return "quote"
    if lemma in language.nouns:
        return "noun"
    if any(phrase.lemma == lemma for phrase in language.phrases):
        return "according_to"
    if not cue or first.start < cue[0].start:
        return "parenthetical"
    parse = context.parses[context.passage_at(first.start)]
    token = parse.at(first.start) if parse is not None else None
    if parse is None or token is None:
        return "clause"
    before = parse.lower[token - 1] if token else ""
    if before in language.words("complementisers"):
        return "clause"
    if parse.lower[token] in language.words("question_words"):
        return "question"
    if before in language.words("infinitive_markers") or "VerbForm=Inf" in parse.morph[token]:
        return "infinitive"
    clause = any("VerbForm=Fin" in parse.morph[other] for other in tokens_in(parse, first))
    return "clause" if clause else "nominal"
