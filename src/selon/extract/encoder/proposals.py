"""
What does the encoder propose, in the terms of the rules?

The encoder marks words and names no construction. The dictionary form of a cue and what it governs are read off the
parse and the language's lists, as for the rules, so that the labels come from the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selon.extract.candidate import Candidate
from selon.extract.encoder.marks import LEAST, Marked, Marks
from selon.extract.grammar.context import Context
from selon.extract.grammar.openings import is_demonstrative
from selon.model import Span, Spans

RULE = "encoder"
"""Stands where a candidate of the rules names its rule."""
APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
BEFORE = frozenset(" \t\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE},;:.–—-)»”").union(APOSTROPHES)
AFTER = frozenset(" \t\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE},;:–—-(«“")
"""Marks that open or end no part of an attribution."""
TILTED = ("a source for certain", "less content", "more content", "another source")
"""What a candidate has that the encoder sees only when a part is favoured or held back, in the order of the readings."""


def proposals(context: Context, marks: Marks) -> Iterator[Candidate]:
    """Yield the attributions that the encoder sees, those of low likelihood included."""
    for marked in marks.mark(marks.likely(LEAST)).values():
        seen = set()
        for number, source, content in ((0, marked.source, marked.content), *marked.others):
            reading = replace(marked, source=source, content=content)
            for mended in _parts(context, reading.cue, _content(context, reading)):
                one = _proposal(context, reading, mended)
                if one.spans not in seen and not _is_adjective(context, one.source):
                    seen.add(one.spans)
                    yield replace(one, features=(f"with {TILTED[number - 1]}",)) if number else one


def _parts(context: Context, cue: Spans, content: Spans) -> tuple[Spans, ...]:
    """
    Return *content*, or what of it is a summary and the quotation after its colon (*P, selon X : « Q »*).

    After *« P », dit X :* words without marks are the author's.
    """
    quote = context.quote_at(content[-1].start) if content else None
    if cue and content and quote is None and content[0].end <= cue[0].start and cue[-1].end <= content[-1].start:
        said = context.quote_at(content[0].end - 1) is not None
        if said and context.text[cue[0].start : content[-1].start].rstrip().endswith(":"):
            return (content[:-1],)
    if quote is None or not context.text[content[0].start : quote.outer.start].rstrip().endswith(":"):
        return (content,) if content else ()
    return content[:-1], (quote.inner,)


def _proposal(context: Context, marked: Marked, content: Spans) -> Candidate:
    """Return what the encoder marks as a candidate, its *content* mended."""
    lemma, head = lemma_of(context, marked.cue) if marked.cue else ("", content[0].start)
    source, cue = with_pronoun(context.text, _source(context, marked), _whole_words(context.text, marked.cue))
    return Candidate(
        rule=RULE,
        frame=frame_of(context, lemma, cue, content),
        lemma=lemma,
        cue=cue,
        source=source,
        content=content,
        rate=marked.opening,
        head=head,
    )


def _is_adjective(context: Context, source: Spans) -> bool:
    """Tell a source that opens with an adjective of what the cue names (*l'aide* **russe** *demandée*): it is nobody."""
    parse = context.parses[context.passage_at(source[0].start)] if source else None
    token = parse.at(source[0].start) if parse is not None else None
    if parse is None or token is None or parse.pos[token] != "ADJ":
        return False
    return parse.relation[token] == "amod" and not source[0].start <= parse.start[parse.head[token]] < source[0].end


def _content(context: Context, marked: Marked) -> Spans:
    """Return the content, paragraph by paragraph; beside the cue's own only paragraphs that it quotes."""
    if not marked.content:
        return ()
    opening = (marked.cue or marked.content or marked.source)[0].start
    home = context.passage_at(opening)
    content = _closed(context.text, marked.content, (*marked.source, *marked.cue))
    return _without_marker(
        context,
        tuple(
            _from_mark(context, marked, span)
            for span in _tidied(context, content)
            if context.passage_at(span.start) == home or context.quote_at(span.start) is not None
        ),
    )


def _from_mark(context: Context, marked: Marked, span: Span) -> Span:
    """Return *span*, which ends a quotation, from the mark on where the encoder left out its first words."""
    quote = context.quote_at(span.start)
    if quote is None or not quote.inner.start < span.start or not quote.inner.end <= span.end <= quote.outer.end:
        return span
    lead = Span(quote.outer.start, span.start)
    whole = len(lead.of(context.text).split()) <= NARROW and not any(
        lead.overlaps(s) for s in marked.cue + marked.source
    )
    return quote.inner if whole else span


def _closed(text: str, content: Spans, others: Spans) -> Spans:
    """Return *content* without its narrow gaps, but for those in which source or cue stand, *others*."""
    result = [content[0]]
    for span in content[1:]:
        whole = Span(result[-1].start, span.end)
        gap = text[result[-1].end : span.start]
        if len(gap.split()) <= NARROW and "\n" not in gap and not any(whole.overlaps(other) for other in others):
            result[-1] = whole
        else:
            result.append(span)
    return tuple(result)


NARROW = 3
"""Words that the encoder may have left out in the middle of a content."""


def _without_marker(context: Context, content: Spans) -> Spans:
    """Return *content* without the word that opens a clause or an infinitive (**qu'***il part*, **de** *partir*)."""
    parse = context.parses[context.passage_at(content[0].start)] if content else None
    token = parse.at(content[0].start) if parse is not None else None
    if parse is None or token is None or token + 1 >= len(parse) or parse.start[token + 1] >= content[0].end:
        return content
    words = context.language.words
    clause = parse.lower[token] in words("complementisers") and not is_demonstrative(context, parse, token)
    infinitive = parse.pos[token] in ("ADP", "PART") and "VerbForm=Inf" in parse.morph[token + 1]
    return (Span(parse.start[token + 1], content[0].end), *content[1:]) if clause or infinitive else content


def _source(context: Context, marked: Marked) -> Spans:
    """Return the source: of one that runs into another paragraph the part in the cue's own."""
    found = _tidied(context, marked.source)
    opening = (marked.cue or marked.content or marked.source)[0].start
    return tuple(span for span in found if context.passage_at(span.start) == context.passage_at(opening)) or found


def _tidied(context: Context, spans: Spans) -> Spans:
    """Return *spans* without marks and apostrophes at their edges, and without the marks of a quotation that they fill."""
    result = []
    for edges in (line for span in spans for line in _lines(context.text, span)):
        start, end = edges
        while start < end and context.text[start] in BEFORE:
            start += 1
        while end > start and context.text[end - 1] in AFTER:
            end -= 1
        quote = context.quote_at(start) if start < end else None
        if quote is not None and quote.outer.start == start and quote.inner.start < end <= quote.outer.end:
            start, end = quote.inner.start, min(end, quote.inner.end)
        if start < end:
            result.append(Span(start, end))
    return tuple(result)


def _lines(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield where each line of *span* starts and ends: nothing is said from one paragraph into the next."""
    start = span.start
    for line in span.of(text).splitlines(keepends=True):
        yield start, start + len(line.rstrip())
        start += len(line)


def _whole_words(text: str, spans: Spans) -> Spans:
    """Return *spans* with the apostrophe of an elided last word (*a qualifié d'*)."""
    return tuple(Span(span.start, span.end + (text[span.end : span.end + 1] in APOSTROPHES)) for span in spans)


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
    tokens = [token for span in cue for token in parse.touched(span)]
    uses = [context.use_at[parse.start[token]][1] for token in tokens if parse.start[token] in context.use_at]
    if uses:
        use = uses[-1]
        return use.cues[0].lemma, parse.start[use.token]
    words = tuple(parse.lower[token] for token in tokens)
    for phrase in context.language.phrases:
        if words and words[: len(phrase.words)] == phrase.words:
            return phrase.lemma, parse.start[tokens[0]]
    for token in tokens:
        noun = context.language.noun_cues.get(parse.lower[token])
        if noun is not None:
            return noun.lemma, parse.start[token]
    for token in reversed(tokens):
        for form in context.language.forms.get(parse.lower[token], ()):
            cues = [cue for cue in context.language.cues.get(form.lemma, ()) if not cue.clitic]
            if cues:
                return cues[0].lemma, parse.start[token]
    return "", parse.start[tokens[0]] if tokens else cue[0].start


def fitting_lemma(context: Context, cue: Spans, lemma: str) -> str:
    """
    Return the dictionary form that a decided *cue* is shown with: *lemma*, unless it wants words that are not there.

    ``lemma_of`` takes the first entry of the last verb, and the decision was trained on that; labels need the one whose
    fixed words stand in the cue (*a* **fait savoir**, *sont* **convaincus**; *savoir*, not *savoir gré*).
    """
    parse = context.parses[context.passage_at(cue[0].start)] if cue else None
    if parse is None:
        return lemma
    tokens = [token for span in cue for token in parse.touched(span)]
    uses = [context.use_at[parse.start[token]][1] for token in tokens if parse.start[token] in context.use_at]
    if uses:
        return max(reversed(uses), key=lambda use: len(use.cues[0].rest)).cues[0].lemma
    words = {parse.lower[token] for token in tokens}
    reflexive = not context.language.words("reflexive_pronouns").isdisjoint(words)
    known = [
        entry
        for token in reversed(tokens)
        for form in context.language.forms.get(parse.lower[token], ())
        for entry in context.language.cues.get(form.lemma, ())
    ]
    if all(entry.lemma != lemma for entry in known):
        return lemma
    fits = (entry.lemma for entry in known if {*entry.rest} <= words and (reflexive or not entry.reflexive))
    return next(fits, "")


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
    if lemma in language.phrase_lemmas:
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
    clause = any("VerbForm=Fin" in parse.morph[other] for other in parse.touched(first))
    return "clause" if clause else "nominal"
