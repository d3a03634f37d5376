"""
In which ways can a cue verb be read?

Alternatives to what the rules of :mod:`selon.extract.rules.clauses` settle on, for a decision by learned weights: the
complement with and without its trailing adjunct, to the end of the clause or of the sentence, with what is fronted.
Read down the tree, so only for languages whose weights tell which reading to trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selon.extract.candidate import ALTERNATIVE, Candidate
from selon.extract.grammar.addressees import addressee, whoever_was_told
from selon.extract.grammar.context import Context
from selon.extract.grammar.openings import is_condition, is_demonstrative
from selon.extract.grammar.sources import find_source
from selon.extract.grammar.stops import clause_stop, sentence_stop, tidy
from selon.extract.grammar.verbs import VerbUse, any_verb
from selon.extract.rules.governed import follows_object
from selon.lang import Cue
from selon.model import Spans
from selon.parse.tree import Parse

CLAUSES = (
    "ccomp",
    "xcomp",
    "obj",
    "prep",
    "obl",
    "attr",
    "acomp",
    "oprd",
    "pcomp",
    "advcl",
    "iobj",
    "parataxis",
    "relcl",
    "acl",
)
ADJUNCTS = (
    "advcl",
    "prep",
    "obl:npmod",
    "advmod",
    "obl",
    "agent",
    "parataxis",
    "cc",
    "acl",
    "relcl",
    "appos",
    "conj",
    "punct",
    "dep",
)
"""Relations that may hang at the end of a content without being part of it."""
RULE_OF = {
    "clause": "bare_clause",
    "question": "reported_question",
    "infinitive": "reported_infinitive",
    "nominal": "reported_noun_phrase",
    "oblique": "reported_oblique",
    "object_of": "object_of",
    "predicate": "predicate",
    "quote": "quotations",
    "parenthetical": "parentheticals",
}


@dataclass(frozen=True, slots=True)
class Complement:
    """
    Something that a cue may govern.

    Attributes:
        frame: In which way.
        first: Its first token.
        head: The head of it.
        marker: The preposition before it, empty for none.
        variant: Which reading it is.
    """

    frame: str
    first: int
    head: int
    marker: str = ""
    variant: str = "subtree"


def readings(context: Context) -> Iterator[Candidate]:
    """Yield every reading of every cue verb; nothing for a language whose rules decide alone (no ``weighs_readings``)."""
    if not context.language.traits.weighs_readings:
        return
    for parse, uses in zip(context.parses, context.verbs, strict=True):
        if parse is None:
            continue
        for use in uses:
            yield from _of_use(context, parse, use)
        if context.language.polnear:
            for use in other_uses(context, parse, uses):
                yield from _of_use(context, parse, use)


NARROW = frozenset({"subtree", "shorter", "subject", "subject with complement", "quotation"})
"""Readings of a verb in a frame that the lexicon does not have: it makes up half of all candidates otherwise."""
ANY_RATE = 0.2
"""Rate of a verb in a frame that the lexicon does not have."""


def other_uses(context: Context, parse: Parse, uses: Sequence[VerbUse]) -> Iterator[VerbUse]:
    """Yield verbs that no lexicon lists: PolNeAR's definition takes in acts of all kinds (*scrambled to address*)."""
    known = {use.token for use in uses}
    listed = context.language.other_verbs
    for token, pos in enumerate(parse.pos):
        if pos == "VERB" and token not in known and parse.lower[token] in listed:
            use = any_verb(parse, token, context.language)
            if use is not None:
                yield use


def _of_use(context: Context, parse: Parse, use: VerbUse) -> Iterator[Candidate]:
    stop = sentence_stop(context, parse, use.token)
    sentence = context.sentence_at(parse.start[use.token])
    start = parse.at(sentence.start) or 0
    source = find_source(context, parse, use)
    done: set[tuple[Spans, Spans]] = set()
    # What the lexicon has for this verb first: the same words read in another frame are no second reading.
    governed = [(_cue_for(context, use, c), c) for c in _complements(context, parse, use, stop)]
    governed.sort(key=lambda pair: pair[0][2] is None)
    for (lemma, rate, cue), complement in governed:
        if not lemma:
            continue
        told = addressee(context, parse, use, cue, (use.last + 1, complement.first)) if cue else ()
        told = told or (whoever_was_told(context, parse, use, cue, complement.frame) if cue else ())
        for variant, spans in _spans(context, parse, use, complement, start, stop):
            if cue is None and variant not in NARROW:
                continue
            where = (source.span,) if source and not any(s.overlaps(source.span) for s in spans) else ()
            if (spans, where) in done:
                continue
            done.add((spans, where))
            yield Candidate(
                rule=RULE_OF[complement.frame],
                frame=complement.frame,
                lemma=lemma,
                cue=(parse.span(use.first, use.last),),
                source=where,
                content=spans,
                addressee=told,
                rate=rate,
                head=parse.start[use.token],
                features=(
                    f"reading={variant}",
                    f"form={use.kind}",
                    *(name for name in ("passive", "bare", "negated") if getattr(use, name)),
                    f"source={source.how if source and where else 'none'}",
                    ALTERNATIVE,
                ),
            )


def _cue_for(context: Context, use: VerbUse, complement: Complement) -> tuple[str, float, Cue | None]:
    """Return the lemma and rate of the cue in that frame, and its entry; an empty lemma where it cannot be one."""
    for cue in use.cues:
        frame = cue.frames.get(complement.frame)
        if frame is None:
            continue
        if complement.frame in ("oblique", "object_of") and complement.marker not in (frame.marker.split() or ["_"]):
            continue
        return cue.lemma, frame.rate, cue
    if not context.language.polnear:
        return "", 0.0, None
    marker = (
        f" {complement.marker}" if complement.frame in ("oblique", "object_of") and complement.marker != "_" else ""
    )
    return (use.cues[0].lemma if use.cues else use.words) + marker, ANY_RATE, None


def _complements(context: Context, parse: Parse, use: VerbUse, stop: int) -> Iterator[Complement]:
    """Yield all that the verb group may govern: its dependents to the right, its subject in a passive, a quotation."""
    for node in (use.token, *range(use.token + 1, use.last + 1)):
        for child in parse.children[node]:
            if child < use.first:
                if use.passive and parse.relation[child] in ("nsubj:pass", "csubj:pass"):
                    yield Complement("nominal", min(parse.subtree(child)), child, variant="subject")
                elif (
                    context.language.polnear
                    and parse.relation[child] == "nsubj"
                    and parse.lower[use.token] in context.language.words("raising_verbs")
                ):
                    yield Complement("infinitive", min(parse.subtree(child)), child, "_", variant="raised")
            elif use.last < child < stop:
                yield from _governed(context, parse, use, child, stop)
    quote = next((q for q in context.double if parse.end[use.last] <= q.outer.start), None)
    if quote is None or stop <= use.last + 1:
        return
    first = parse.at(quote.outer.start)
    if first is None or first - use.last > QUOTE_REACH:
        return
    if parse.start[first] < context.sentence_at(parse.start[use.token]).end:
        yield Complement("quote", first, first, variant="quotation")


def _governed(context: Context, parse: Parse, use: VerbUse, child: int, stop: int) -> Iterator[Complement]:
    """Yield what the dependent *child* can be."""
    words, relation = context.language.words, parse.relation[child]
    first = max(min(parse.subtree(child)), use.last + 1)
    if (
        relation in ("advcl", "ccomp", "xcomp")
        and parse.pos[first] in ("ADP", "SCONJ")
        and first + 1 < stop
        and parse.lower[first] not in words("complementisers") | words("question_words")
    ):
        # *is calling for the United States to act*
        yield Complement("oblique", first + 1, child, parse.lower[first])
        yield Complement("object_of", first + 1, child, parse.lower[first])
    question = parse.lower[first] in words("question_words")
    if relation == "ccomp" and parse.lower[first] in words("complementisers") and follows_object(parse, use, first):
        return
    if relation == "ccomp" or (question and relation in ("advcl", "xcomp", "acl", "relcl")):
        yield from _clausal(context, parse, use, child, first)
        yield from _with_object(context, parse, use, child)
    elif relation == "xcomp":
        yield from _with_object(context, parse, use, child)
        yield from (Complement(frame, first, child) for frame in ("infinitive", "clause", "predicate"))
    elif relation in ("obj", "iobj", "nsubj", "nsubj:pass", "attr", "dep"):
        yield Complement("nominal", first, child)
        if relation == "attr":
            yield Complement("predicate", first, child)
        yield from _after_object(context, parse, child)
    elif relation in ("acomp", "oprd"):
        yield from _with_object(context, parse, use, child)
        yield Complement("predicate", first, child)
        for marker in words("predicate_markers"):
            yield Complement("object_of", first, child, marker)
    elif relation in ("prep", "agent", "obl"):
        yield from _prepositional(context, parse, use, child)
    elif relation == "advcl" and parse.lower[first] in words("infinitive_markers"):
        yield Complement("infinitive", first, child)


def _clausal(context: Context, parse: Parse, use: VerbUse, child: int, first: int) -> Iterator[Complement]:
    words = context.language.words
    markers = [t for t in parse.children[child] if parse.lower[t] in words("infinitive_markers")]
    if parse.lower[first] in words("complementisers"):
        yield Complement("clause", first if is_demonstrative(context, parse, first) else first + 1, child)
    elif parse.lower[first] in words("question_words") and not is_condition(context, parse, first, use):
        yield Complement("question", first + 1 if parse.lower[first] in words("whether") else first, child)
    elif "VerbForm=Inf" in parse.morph[child] and markers:
        # *wants him to go*: the person is part of the content, or is who is asked.
        yield Complement("infinitive", first, child, variant="with subject")
        yield Complement("infinitive", markers[0], child, variant="after object")
        yield Complement("clause", first, child)
    else:
        yield Complement("clause", first, child)
        if "VerbForm=Part" in parse.morph[child]:
            yield Complement("infinitive", first, child)


def _prepositional(context: Context, parse: Parse, use: VerbUse, child: int) -> Iterator[Complement]:
    marker = parse.lower[child]
    for inner in parse.children[child]:
        if inner <= child or parse.relation[inner] not in ("pobj", "pcomp", "prep", "ccomp"):
            continue
        begin = min(parse.subtree(inner))
        yield Complement("oblique", begin, inner, marker)
        yield Complement("object_of", begin, inner, marker)
        start = _object_first(parse, use, child) if context.language.polnear else None
        if start is not None:
            yield Complement("object_of", start, inner, marker, variant="with object")


QUOTE_REACH = 12
"""Tokens that may stand between a cue and the quotation that it leads up to."""


def _object_first(parse: Parse, use: VerbUse, before: int) -> int | None:
    objects = [c for c in parse.children[use.token] if use.last < c < before and parse.relation[c] in ("obj", "iobj")]
    return max(min(parse.subtree(objects[0])), use.last + 1) if objects else None


def _with_object(context: Context, parse: Parse, use: VerbUse, child: int) -> Iterator[Complement]:
    """Yield what is said of the object (*called her a witness*); by PolNeAR's definition with the object."""
    first = max(min(parse.subtree(child)), use.last + 1)
    start = _object_first(parse, use, child)
    if start is None:
        subject = next(
            (c for c in parse.children[child] if parse.relation[c].startswith("nsubj") and use.last < c < child), None
        )
        if subject is not None:
            start, first = first, parse.subtree(subject)[-1] + 1
    yield Complement("object_of", first, child, "_")
    if parse.lower[first] in context.language.words("predicate_markers"):
        yield Complement("object_of", first + 1, child, parse.lower[first])
    if start is not None and start < first and context.language.polnear:
        yield Complement("object_of", start, child, "_", variant="with object")


def _after_object(context: Context, parse: Parse, head: int) -> Iterator[Complement]:
    """*accused him of lying*, *told him to leave*: what hangs on the object and is the verb's."""
    for child in parse.children[head]:
        if child < head:
            continue
        relation = parse.relation[child]
        if relation == "prep":
            for inner in parse.children[child]:
                if inner > child and parse.relation[inner] in ("pobj", "pcomp"):
                    yield Complement("object_of", min(parse.subtree(inner)), inner, parse.lower[child])
        elif relation in ("acl", "relcl", "ccomp"):
            first = min(parse.subtree(child))
            if parse.lower[first] in context.language.words("complementisers"):
                yield Complement("clause", first + 1, child)
            elif parse.lower[first] in context.language.words("infinitive_markers"):
                yield Complement("infinitive", first, child)


def _spans(
    context: Context, parse: Parse, use: VerbUse, complement: Complement, start: int, stop: int
) -> Iterator[tuple[str, Spans]]:
    first = complement.first
    if complement.variant == "quotation":
        quote = context.quote_at(parse.start[first])
        if quote is not None:
            yield "quotation", (quote.inner,)
        return
    if complement.variant == "raised":
        # *The race appears to be over*: nobody is named to whom it appears so.
        yield from (pair for pair in _passive_spans(context, parse, use, complement, start, stop) if len(pair[1]) > 1)
        return
    if complement.variant == "subject":
        yield from _passive_spans(context, parse, use, complement, start, stop)
        return
    if (
        complement.frame == "infinitive"
        and not context.language.polnear
        and parse.lower[first] in context.language.words("infinitive_markers")
    ):
        first += 1
    below = parse.subtree(complement.head)
    end = min(below[-1] + 1, stop)
    if end <= first:
        return
    seen: set[int] = set()
    ends = [("subtree", end)]
    ends.extend(("shorter", cut) for cut in _cuts(parse, complement.head, first, end))
    ends.append(("stop", clause_stop(context, parse, use, first, stop)))
    ends.append(("verb", min(max(parse.subtree(use.token)[-1] + 1, end), stop)))
    ends.append(("sentence", stop))
    for name, last in ends:
        if last in seen or last <= first:
            continue
        seen.add(last)
        spans = tidy(context, parse.start[first], parse.end[last - 1])
        if spans:
            yield name, spans
    if complement.frame == "clause" and start < use.first:
        lead = _fronted(context, parse, use, start)
        if lead is not None:
            spans = tidy(context, parse.start[first], parse.end[end - 1])
            before = tidy(context, parse.start[start], parse.end[lead - 1])
            if spans and before and before[-1].end < spans[0].start:
                yield "fronted", before + spans


def _passive_spans(
    context: Context, parse: Parse, use: VerbUse, complement: Complement, start: int, stop: int
) -> Iterator[tuple[str, Spans]]:
    """Yield the subject of a passive (*a search was requested*), and with it what follows the verb."""
    tokens = [t for t in parse.subtree(complement.head) if start <= t < use.first]
    if not tokens:
        return
    left = tidy(context, parse.start[tokens[0]], parse.end[tokens[-1]])
    yield "subject", left
    right = [
        c
        for c in parse.children[use.token]
        if c > use.last and parse.relation[c] in ("xcomp", "oprd", "acomp", "prep", "advcl")
    ]
    tail = parse.subtree(right[0]) if right else [stop]
    if tail[0] < stop:
        rest = tidy(context, parse.start[max(tail[0], use.last + 1)], parse.end[min(tail[-1], stop - 1)])
        if rest and left and left[-1].end <= rest[0].start:
            yield "subject with complement", left + rest


def _cuts(parse: Parse, head: int, first: int, end: int) -> list[int]:
    """Return where a content may end before a trailing adjunct: of its head and of the heads on its right edge."""
    cuts: list[int] = []
    node = head
    for _ in range(4):
        right = [c for c in parse.children[node] if c > node and c < end]
        for child in reversed(right):
            if parse.relation[child] not in ADJUNCTS or parse.relation[child] == "punct":
                continue
            at = min(parse.subtree(child))
            if parse.relation[child] == "conj":
                while at - 1 > first and (parse.relation[at - 1] in ("cc", "punct")):
                    at -= 1
            while at - 1 > first and parse.lower[at - 1] in (",", "--", "-", "–", "—"):
                at -= 1
            if first < at < end and at not in cuts:
                cuts.append(at)
        if not right:
            break
        last = [c for c in right if parse.relation[c] != "punct"]
        if not last:
            break
        node = last[-1]
    return cuts[:4]


LONG_LEAD = 4
"""Tokens from which a fronted adjunct makes a difference to the content."""


def _fronted(context: Context, parse: Parse, use: VerbUse, start: int) -> int | None:
    """Return one past the fronted adjunct of the sentence (*If he loses, she said he would …*), None without one."""
    for token in range(use.first - 1, start, -1):
        if parse.lower[token] == "," and token - start >= LONG_LEAD:
            inside = context.quote_at(parse.start[token])
            return token if inside is None else None
    return None
