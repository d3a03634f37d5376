"""
Who vouches for a content that another attribution already has?

*…, selon X, cité par Y*; *…, ce que Z dément*: the content is written once and attributed twice. These run after the
decision, because they need to know what was attributed before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.sources import find_source, inverted_subject
from selon.extract.grammar.stops import pair, sentence_stop, skip_connectives, tidy
from selon.extract.grammar.subjects import Found
from selon.extract.grammar.verbs import VerbUse
from selon.lang import Cue
from selon.model import Span, Spans
from selon.parse.tree import Parse


def cited_by(context: Context, kept: Sequence[Candidate]) -> Iterator[Candidate]:
    """
    Yield the outlet through which a statement came.

        [Les navires changent de nom], selon un officier **cité par** [le Herald].
    """
    participles = context.language.words("citing_participles")
    agents = context.language.words("agent_prepositions")
    for parse in context.parses:
        if parse is None:
            continue
        for token in range(len(parse.words) - 2):
            if parse.lower[token] not in participles or parse.lower[token + 1] not in agents:
                continue
            holder = _holder(context, kept, parse, token)
            stop = sentence_stop(context, parse, token)
            phrase = phrases.along(parse, token + 2, stop, context.language, appositions=0)
            if holder is None or phrase is None:
                continue
            yield Candidate(
                rule="cited_by",
                frame="relay",
                lemma=" ".join(parse.lower[token : token + 2]),
                cue=(parse.span(token, token + 1),),
                source=(parse.span(*phrase),),
                content=holder.content,
                rate=0.9,
                head=parse.start[token],
                features=("content=of the source cited",),
            )


def _holder(context: Context, kept: Sequence[Candidate], parse: Parse, token: int) -> Candidate | None:
    """Return the attribution whose source is cited: the nearest in the sentence that ends before the participle."""
    sentence = context.sentence_at(parse.start[token])
    held = [c for c in kept if c.content and c.source]
    if not context.text[sentence.start : parse.start[token]].strip():
        # *Cité par l'agence, le général a dit …*
        after = [c for c in held if sentence.covers(c.source[0])]
        return min(after, key=lambda c: c.source[0].start, default=None)
    own = [c for c in held if c.cue and sentence.start <= min(c.source[-1].start, c.cue[0].start)]
    before = [c for c in own if c.source[-1].start < parse.start[token] <= c.source[-1].end + NEAR]
    return max(before, key=lambda c: c.source[-1].end, default=None)


NEAR = 60
"""Characters between a source and what says that it is cited."""


def what_was_said(context: Context, kept: Sequence[Candidate]) -> Iterator[Candidate]:
    """
    Yield who denies or confirms the clause just said.

        On accuse Kigali de [soutenir la rébellion], ce que [le Rwanda] **dément**.
    """
    openers = context.language.words("resuming_openers")
    for parse, use in context.use_at.values():
        near = range(max(use.first - 8, 1), use.first)
        opener = next((t for t in near if pair(parse, t) in openers and parse.lower[t - 1] == ","), None)
        cue = use.frame("nominal") or use.frame("clause")
        if opener is None or cue is None or use.passive:
            continue
        found = _whoever_resumes(context, parse, use, inverted=opener + 2 == use.first)
        if found is None or found.span.end <= parse.end[opener + 1]:
            continue
        source = Span(max(found.span.start, parse.start[opener + 2]), found.span.end)
        before = [c.content for c in kept if c.content and 0 <= parse.start[opener] - _end(c) <= 3]
        if before:
            content = min(before, key=_length)
            yield _resumed("what_was_said", parse, use, cue, replace(found, span=source), content)


def _whoever_resumes(context: Context, parse: Parse, use: VerbUse, *, inverted: bool) -> Found | None:
    if inverted:
        return inverted_subject(context, parse, use, sentence_stop(context, parse, use.token))
    return find_source(context, parse, use)


def _resumed(rule: str, parse: Parse, use: VerbUse, cue: Cue, found: Found, content: Spans) -> Candidate:
    return Candidate(
        rule=rule,
        frame="resumed",
        lemma=cue.lemma,
        cue=(parse.span(use.first, use.last),),
        source=(found.span,),
        content=content,
        rate=0.9,
        head=parse.start[use.token],
        features=(f"source={found.how}",),
    )


def sentence_before(context: Context, kept: Sequence[Candidate]) -> Iterator[Candidate]:
    """
    Yield who said what the sentence before states.

        [La ville n'autorisera plus les trottinettes.] C'est ce qu'**a annoncé** [la maire].
    """
    openers = [tuple(words.split()) for words in sorted(context.language.words("resuming_clefts"), reverse=True)]
    for parse, use in context.use_at.values():
        cue = use.frame("clause")
        if cue is None or use.passive or cue.frames["clause"].rate < SURE:
            continue
        sentence = context.sentence_at(parse.start[use.token])
        first = parse.at(sentence.start) or 0
        opener = next((o for o in openers if parse.lower[first : first + len(o)] == o), None)
        if opener is None:
            continue
        before = _sentence_before(context, sentence)
        begin = first + len(opener)
        if before is None or use.first < begin or ":" in context.text[parse.end[use.last] : sentence.end]:
            continue
        found = _whoever_resumes(context, parse, use, inverted=use.first == begin)
        if found is None or found.span.start < parse.start[begin]:
            continue
        who = found.span.of(context.text).lower()
        if who in context.language.words("impersonal_pronouns"):
            continue  # *c'est ce qu'on appelle …*
        said = [c.content for c in kept if c.content and c.cue and before.covers(c.cue[0])]
        if said and who in context.language.words("subject_pronouns"):
            continue  # *Le maire l'affirme. C'est ce qu'il a dit lundi*: said once, by the same
        start = context.text.rfind(": ", before.start, before.end) + 1 or before.start
        whole = tidy(context, skip_connectives(context, start, before.end), before.end)
        yield _resumed("sentence_before", parse, use, cue, found, max(said, key=_length, default=whole))


def _length(content: Spans) -> int:
    return content[-1].end - content[0].start


SURE = 0.8
"""Rate of a verb with a clause from which it may take up the sentence before (not *C'est ce que montre …*)."""


def _sentence_before(context: Context, sentence: Span) -> Span | None:
    """Return the sentence before *sentence*, that of the paragraph before at the head of one."""
    passage = context.passage_at(sentence.start)
    here = [s for s in context.sentences_of(passage) if s.end <= sentence.start]
    if here:
        return here[-1]
    if sentence.start > context.passages[passage].start or passage == 0:
        return None
    earlier = context.sentences_of(passage - 1)
    return earlier[-1] if earlier and earlier[-1].of(context.text)[-1] in ".!…»”" else None


def _end(candidate: Candidate) -> int:
    """One past the last character of an attribution: of its content, or of a cue and source after it."""
    return max(span.end for span in candidate.content + candidate.cue + candidate.source)
