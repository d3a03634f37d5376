"""
Who utters the quotations?

Quotation geometry sets the boundaries here, not the tree. A cue may follow its quotation, stand before it, inside it or
between its parts; quotations with nothing between them are one; one without a cue of its own floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from selon.extract.candidate import Candidate, without_cue
from selon.extract.grammar.context import Context
from selon.extract.grammar.credits import Credit, credit_end, find_credits, is_first_person
from selon.extract.grammar.modality import NARRATED
from selon.extract.grammar.preceding import opens_sentence, speaks
from selon.extract.grammar.stops import BLANK, SHORTEST_FLOATING, tidy
from selon.model import Span, Spans
from selon.parse.quotes import Quote

LONGEST_HEADING = 12
"""Words below which an unpunctuated quotation that fills its paragraph is a heading, said again in the text."""

INSIDE = 0.85
"""Rate from which a verb between two commas of a quotation is taken for the reporter's."""


@dataclass
class Unit:
    """Quotations that belong together and the cues that credit them."""

    quotes: list[Quote] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)


def quotations(context: Context) -> Iterator[Candidate]:
    """
    Yield the quotations that stand as sentences of their own, with or without a cue.

        « [Rien n'est décidé] », **a dit** [la ministre]. « [Nous verrons.] »

    A quotation inside a clause (*juge l'accord « inacceptable »*) is left to the rule for that clause. Where the language
    has no parser, the marks are all there is: every quotation of some length is taken, and nobody is named for it.
    """
    if context.language.pipeline is None:
        yield from _marks_alone(context)
        return
    for unit in find_units(context, find_credits(context)):
        yield from _unit_candidate(context, unit)


def _marks_alone(context: Context) -> Iterator[Candidate]:
    for quote in context.double:
        if len(quote.inner.of(context.text).split()) >= SHORTEST_FLOATING:
            yield without_cue("quotations", (quote.inner,), quote.outer.start, features=("marks alone",))


def find_units(context: Context, credits_: Sequence[Credit]) -> list[Unit]:
    """Return the quotations that belong together, each with the cues that credit it."""
    before = {c.end: c for c in credits_ if c.order == "before"}
    after, inside = _credited_after(context, credits_)
    units: list[Unit] = []
    last: Quote | None = None
    for quote in context.double:
        own_before, own_after = before.get(quote.outer.start), after.get(quote.outer.start)
        own_inside = [c for c in inside.get(quote.outer.start, []) if _speaks_outside(context, c)]
        if not (own_before or own_after or own_inside) and is_heading(context, quote):
            last = None
            continue
        joins = last is not None and _resumes(context, units[-1], last, quote)
        if own_before or opens_sentence(context, quote):
            answered = own_after and units and any(c.order == "after" for c in units[-1].credits)
            joins = joins and not own_before and not answered
        elif own_after or not joins:
            last = None
            continue
        if not joins:
            units.append(Unit())
        units[-1].quotes.append(quote)
        units[-1].credits.extend(c for c in (own_before, own_after, *own_inside) if c)
        last = quote
    return units


def _credited_after(context: Context, credits_: Sequence[Credit]) -> tuple[dict[int, Credit], dict[int, list[Credit]]]:
    """Return the cues right behind a quotation and those inside one, by where it starts."""
    after: dict[int, Credit] = {}
    inside: dict[int, list[Credit]] = {}
    for credit in credits_:
        if credit.order != "after":
            continue
        quote = context.quote_at(credit.start)
        if quote is not None and quote.inner.start < credit.start < quote.inner.end:
            inside.setdefault(quote.outer.start, []).append(credit)
            continue
        previous = context.double_before(credit.start)
        if previous is not None and set(context.text[previous.outer.end : credit.start]) <= BLANK | set("!?"):
            after[previous.outer.start] = credit
    return after, inside


def is_heading(context: Context, quote: Quote) -> bool:
    """Tell whether a quotation is a heading between paragraphs: short, unpunctuated, nothing beside it."""
    passage = context.passages[context.passage_at(quote.outer.start)]
    text = context.text
    beside = text[passage.start : quote.outer.start] + text[quote.outer.end : passage.end]
    if not quote.closed or not set(beside) <= BLANK:
        return False
    if any(char in ".!?…" for char in text[quote.inner.end - 1 : passage.end]):
        return False
    return len(quote.inner.of(text).split()) < LONGEST_HEADING


def _speaks_outside(context: Context, credit: Credit) -> bool:
    """Tell the reporter's cue inside a quotation from a verb of the quotation's own."""
    frame = credit.cue.frames.get("parenthetical") or credit.cue.frames["quote"]
    named = credit.use.inverted is not None or speaks(context, credit.parse, credit.source)
    return frame.rate >= INSIDE and named and not is_first_person(context, credit)


def _resumes(context: Context, unit: Unit, last: Quote, quote: Quote) -> bool:
    """Tell whether *quote* goes on with *unit*: nothing, or only the unit's own cue, stands between."""
    gap_start = last.outer.end
    if set(context.text[gap_start : quote.outer.start]) <= BLANK:
        return True
    for credit in unit.credits:
        if credit.order == "after" and gap_start <= credit.start < quote.outer.start:
            tail = context.outer_sentence_at(credit.start)
            rest = context.text[credit.end : quote.outer.start]
            if any(opener in rest.lower() for opener in _credited_relatives(context)):
                return False  # *répond X, pour qui, en mai, « … »*: somebody is credited with it anew
            if tail.end <= quote.outer.start:
                return set(context.text[tail.end : quote.outer.start]) <= BLANK
            return set(rest) <= BLANK or (":" not in rest and len(rest) < 80 and rest.rstrip()[-1:] == ",")
    return False


def _credited_relatives(context: Context) -> list[str]:
    """Return what credits a clause to the noun before it (*pour qui*, *selon qui*)."""
    relatives = context.language.words("relative_subjects")
    last = {phrase.words[-1] for phrase in context.language.phrases if phrase.kind == "source_after"}
    return [f" {word} {relative}" for word in last for relative in relatives]


def _unit_candidate(context: Context, unit: Unit) -> Iterator[Candidate]:
    content: list[Span] = []
    inside = [c for c in unit.credits if c.parse.start[c.use.first] < unit.quotes[-1].outer.end and is_within(unit, c)]
    for quote in unit.quotes:
        content.extend(
            _without(context, quote.inner, [c for c in inside if quote.inner.start < c.start < quote.inner.end])
        )
    if not content:
        return
    first = unit.quotes[0]
    if not unit.credits:
        sentence = context.outer_sentence_at(first.outer.start)
        words = len(context.text[first.inner.start : first.inner.end].split())
        alone = set(context.text[first.outer.end : sentence.end]) <= BLANK | set('!?»”"')
        # *« Jamais ! » La salle a applaudi.*: an exclamation of its own in running text.
        whole = (
            context.text[first.inner.end - 1] in ".!?…"
            and sentence != context.passages[context.passage_at(sentence.start)]
        )
        if (words < SHORTEST_FLOATING and not whole) or not alone:
            return
        yield without_cue("floating_quotation", tuple(content), first.outer.start)
        return
    credits_ = sorted(unit.credits, key=lambda c: c.start)
    lead = credits_[0]
    sources = {c.source.span for c in credits_ if c.source.how != NARRATED}
    yield Candidate(
        rule="quotations",
        frame="quote",
        lemma=lead.cue.lemma,
        cue=_merged(_cue_span(c) for c in credits_),
        source=_merged(sources),
        content=tuple(content),
        rate=0.97,
        head=lead.parse.start[lead.use.token],
        features=(f"order={lead.order}", f"source={lead.source.how}", f"quotes={len(unit.quotes)}"),
    )


def is_within(unit: Unit, credit: Credit) -> bool:
    """Tell whether a cue stands inside one of the unit's quotations."""
    return any(q.inner.start < credit.start < q.inner.end for q in unit.quotes)


def _merged(spans: Iterable[Span]) -> Spans:
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            continue
        result.append(span)
    return tuple(result)


def _cue_span(credit: Credit) -> Span:
    return credit.parse.span(credit.use.first, credit.use.last)


def _without(context: Context, inner: Span, credits_: list[Credit]) -> list[Span]:
    """Return *inner* without the cues that stand inside it."""
    start = inner.start
    result: list[Span] = []
    for credit in sorted(credits_, key=lambda c: c.start):
        end = credit_end(context, credit)
        result.extend(tidy(context, start, credit.start) if credit.start > start else ())
        start = min(max(end, start), inner.end)
    if start == inner.start:
        return [_without_comma(context, inner)]
    result.extend(_stripped(context, start, inner.end))
    return result


def _without_comma(context: Context, inner: Span) -> Span:
    """*“Nothing is decided,” she said*: the comma before the closing mark belongs to the sentence that quotes."""
    end = inner.end - 1
    return Span(inner.start, end) if end > inner.start and context.text[end] == "," else inner


def _stripped(context: Context, start: int, end: int) -> Spans:
    text = context.text
    while start < end and (text[start].isspace() or text[start] in ",.;:"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (Span(start, end),) if start < end else ()
