"""
Who utters the quotations, and which sentences does a parenthetical credit?

Quotation geometry sets the boundaries here, not the tree. A cue may follow its quotation, stand before it, inside it or
between its parts; quotations with nothing between them are one; one without a cue of its own floats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selon.extract import phrases
from selon.extract.candidate import Candidate
from selon.extract.contents import sentence_stop, tidy
from selon.extract.context import Context
from selon.extract.quotations import Quote
from selon.extract.sources import Found, find_source, inverted_subject
from selon.extract.verbs import VerbUse
from selon.lang import Cue
from selon.model import Span, Spans
from selon.parse import Parse

BLANK = frozenset(" \t\r\n\u00a0\u202f\u2009.,;:…-–—()[]")
CLOSING = frozenset({"»", "”", '"', "''", "’’"})
SHORTEST_FLOATING = 4
"""Words below which a quotation without a cue is taken for a name or a distancing mark."""
LONGEST_HEADING = 12
"""Words below which an unpunctuated quotation that fills its paragraph is a heading, said again in the text."""


@dataclass
class Credit:
    """A cue with its source beside a quotation: where its words begin and end."""

    use: VerbUse
    cue: Cue
    parse: Parse
    source: Found
    start: int
    end: int
    frame: str
    order: str


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
    for unit in _units(context, _credits(context)):
        yield from _unit_candidate(context, unit)


def _marks_alone(context: Context) -> Iterator[Candidate]:
    for quote in context.double:
        if len(quote.inner.of(context.text).split()) >= SHORTEST_FLOATING:
            yield Candidate(
                rule="quotations", frame="quote", lemma="", cue=(), source=(), content=(quote.inner,), rate=0.8,
                head=quote.outer.start, features=("marks alone",),
            )


def parentheticals(context: Context) -> Iterator[Candidate]:
    """
    Yield sentences credited by a parenthetical.

        [Le texte sera voté mardi], **a annoncé** [la ministre].

    Where the sentence is nothing but a quotation, :func:`quotations` has it.
    """
    credits_ = _credits(context)
    inside = {c.start for unit in _units(context, credits_) for c in unit.credits if _within(unit, c)}
    for credit in credits_:
        if credit.order == "before" or credit.start in inside:
            continue
        candidate = _sentence_candidate(context, credit)
        if candidate is not None:
            yield candidate


def _credits(context: Context) -> list[Credit]:
    """Every cue beside a quotation or a sentence, in text order."""
    found = []
    for parse, uses in zip(context.parses, context.verbs, strict=True):
        if parse is None:
            continue
        for use in uses:
            credit = _after(context, parse, use) or _before(context, parse, use)
            if credit is not None:
                found.append(credit)
    return found


def _after(context: Context, parse: Parse, use: VerbUse) -> Credit | None:
    """A cue after what it credits: inverted (*a dit X*) or in plain order where the language has that (*X said*)."""
    if use.kind not in "fuc" or use.passive or use.bare or use.first == 0:
        return None
    cue = use.frame("quote") or use.frame("parenthetical")
    if cue is None:
        return None
    words = context.language.words
    stop = sentence_stop(context, parse, use.token)
    following = use.last + 1
    if following < stop and parse.lower[following] in words("complementisers"):
        return None
    begin = use.first
    if begin > 0 and parse.lower[begin - 1] in words("parenthetical_openers"):
        begin -= 1
    if "SV" in words("parenthetical_orders"):
        credit = _after_in_plain_order(context, parse, use, cue, stop)
        if credit is not None:
            return credit
        if any(parse.relation[t] in ("nsubj", "expl") and t < begin for t in parse.children[use.token]):
            return None  # *X, a former mayor, said*: the comma closes an apposition of the subject
    opened = begin < use.first and (begin == 0 or not parse.words[begin - 1][-1].isalnum())
    if opened or (begin > 0 and _ends_content(context, parse, begin - 1, use)):
        found = inverted_subject(context, parse, use, stop)
        if found is None or not (opened or _credits_what_precedes(context, parse, use, begin, found)):
            return None
        found = _informant(context, parse, use, stop) or found
        end = parse.end[max(found.last, use.last)]
        return Credit(use, cue, parse, found, parse.start[begin], end, "parenthetical", "after")
    return None


def _informant(context: Context, parse: Parse, use: VerbUse, stop: int) -> Found | None:
    """*a-t-on appris lundi auprès d'une source policière*: the pronoun stands for nobody, the source is named after it."""
    words = context.language.words
    if use.inverted is None or parse.lower[use.inverted].rsplit("-", 1)[-1] not in words("impersonal_pronouns"):
        return None
    for token in range(use.last + 1, min(use.last + 7, stop - 2)):
        if parse.lower[token] in words("informant_prepositions") and parse.lower[token + 1] in words("genitives"):
            phrase = phrases.along(parse, token + 2, stop, context.language)
            return Found(parse.span(*phrase), "informant", phrase[0], phrase[1]) if phrase else None
    return None


def _credits_what_precedes(context: Context, parse: Parse, use: VerbUse, begin: int, found: Found) -> bool:
    """
    Tell a parenthetical from the main verb of a sentence whose subject a comma cuts off.

    *L'image, qui a fait le tour du monde, montre un homme*: the verb has its subject before it, and what stands
    before holds no finite verb outside a relative clause.
    """
    if use.inverted is None and parse.pos[use.token] in ("ADP", "DET", "SCONJ", "CCONJ", "PRON"):
        return False
    bare_noun = parse.pos[found.head] == "NOUN" and parse.words[found.head].islower()
    if use.inverted is None and bare_noun and parse.lower[found.head] not in context.language.speaking_nouns:
        return False  # *…, glissent points de Liverpool*: no subject begins so
    closing = "»”\"’'!?…"
    if use.inverted is None and _is_insertion(context, parse, begin):
        return False
    if use.inverted is not None or parse.words[begin - 1] in closing or (begin > 1 and parse.words[begin - 2] in closing[:3]):
        return True
    if parse.pos[use.token] not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "X"):
        return False
    start = parse.at(context.sentence_at(parse.start[use.token]).start) or 0
    relatives = context.language.words("relative_subjects") | context.language.words("relative_objects")
    relative = False
    for token in range(start, begin - 1):
        word = parse.lower[token]
        if word in relatives and parse.pos[token] == "PRON":
            relative = True
        elif word == ",":
            relative = False
        elif parse.pos[token] in ("VERB", "AUX") and "VerbForm=Fin" in parse.morph[token]:
            if not relative:
                return True
        elif not relative and context.quote_at(parse.start[token]) is not None:
            return True
    # A verb that nearly always credits, with a speaker after it and no subject before it (the tagger missed the clause).
    cue = use.frame("parenthetical")
    sure = cue is not None and cue.frames["parenthetical"].rate >= SURE
    subject = any(parse.relation[t].startswith("nsubj") and t < begin for t in parse.children[use.token])
    verbal = any(
        parse.pos[t] in ("VERB", "AUX") or parse.lower[t] in context.language.words("negations") for t in range(start, begin - 1)
    )
    return sure and verbal and not subject and _speaks(context, parse, found)


def _is_insertion(context: Context, parse: Parse, begin: int) -> bool:
    """*Les syndicats, « amers », déplorent …*: a word or two in marks between a subject and its verb."""
    end = parse.start[begin]
    quote = next((q for q in reversed(context.double) if q.outer.end <= end), None)
    if quote is None or not set(context.text[quote.outer.end : end]) <= BLANK or len(quote.inner.of(context.text).split()) >= SHORTEST_FLOATING:
        return False
    start = parse.at(context.outer_sentence_at(quote.outer.start).start) or 0
    stop = parse.at(quote.outer.start) or 0
    lead = range(start, stop)
    return bool(lead) and parse.words[stop - 1] == "," and not any("VerbForm=Fin" in parse.morph[t] for t in lead)


SURE = 0.93
"""Rate from which a verb after a comma is a parenthetical although no verb was found before it."""


def _speaks(context: Context, parse: Parse, found: Found) -> bool:
    nouns = (t for t in range(found.head, found.last + 1) if parse.pos[t] in ("NOUN", "PROPN"))
    head = next(nouns, None)
    return head is not None and (parse.pos[head] == "PROPN" or parse.lower[head] in context.language.speaking_nouns)


def _after_in_plain_order(context: Context, parse: Parse, use: VerbUse, cue: Cue, stop: int) -> Credit | None:
    """*…, the minister said.*: subject and verb between a comma or closing mark and the end of the clause."""
    following = use.last + 1
    if following < stop and parse.lower[following] not in (",", ".", ";", "—", "–", "-", "!", "?", ":"):
        closers = context.language.words("parenthetical_followers") | context.language.words("time_words")
        if parse.lower[following] not in closers and parse.pos[following] not in ("ADP", "ADV", "SCONJ", "CCONJ", "PUNCT"):
            addressee = "object" in cue.addressee or "to" in cue.addressee
            if not (addressee and parse.pos[following] in ("PROPN", "NOUN", "DET", "PRON")):
                return None
    found = find_source(context, parse, use)
    if found is None or found.how not in ("subject", "noun phrase to the left"):
        return None
    first = parse.at(found.span.start)
    if first is None or first == 0 or found.span.end > parse.start[use.first]:
        return None
    before = first - 1
    while before > 0 and parse.words[before].isspace():
        before -= 1
    if _opens_after_mark(context, parse, before, found.span.start):
        pass
    elif not _ends_content(context, parse, before, use) or not _states(context, parse, use, cue, before + 1):
        return None
    return Credit(use, cue, parse, found, found.span.start, parse.end[use.last], "parenthetical", "after")


def _opens_after_mark(context: Context, parse: Parse, before: int, start: int) -> bool:
    """*“Ready?” Sanders said.*: a source that opens its sentence right after a quotation that ends in *?* or *!*."""
    if parse.words[before] not in CLOSING or context.sentence_at(start).start != start:
        return False
    quote = context.quote_at(parse.start[before])
    if quote is None or parse.end[before] < quote.outer.end or not _is_sentence(context, quote):
        return False
    return context.text[quote.inner.end - 1] in "?!,…-–—"


def _states(context: Context, parse: Parse, use: VerbUse, cue: Cue, first: int) -> bool:
    """
    Tell a parenthetical (*The bill will pass, she said*) from a main clause (*In May, she said it would pass*).

    What stands before a parenthetical is a clause or a quotation, and the verb governs no clause after it.
    """
    if parse.words[first - 1] in "»”\"’'!?…":
        return True
    told = "object" in cue.addressee
    for child in parse.children[use.token]:
        if child > use.last and parse.relation[child] in ("ccomp", "xcomp", "obj") and not (
            told and parse.relation[child] == "obj"
        ):
            return False
    if parse.relation[use.token] == "parataxis":
        return True
    if any(child < first and parse.relation[child] in ("ccomp", "parataxis") for child in parse.children[use.token]):
        return True
    if parse.relation[use.token] in ("ccomp", "parataxis", "advcl") and parse.head[use.token] < first:
        return True
    start = parse.at(context.sentence_at(parse.start[use.token]).start) or 0
    if parse.relation[start] in ("mark", "advmod", "prep") or parse.pos[start] in ("SCONJ", "ADP"):
        return False
    return any(phrases.is_finite(parse, token) for token in range(start, first - 1))


def _ends_content(context: Context, parse: Parse, token: int, use: VerbUse) -> bool:
    """Tell whether the token before a parenthetical closes a content: a comma or a closing mark."""
    word = parse.words[token]
    if parse.start[token] < context.sentence_at(parse.start[use.token]).start:
        return False
    if word in ",–—-":
        return token > 0
    if word in "»”\"’''":
        quote = context.quote_at(parse.start[token])
        return quote is not None and parse.end[token] >= quote.outer.end
    return word in "!?…" and context.quote_at(parse.start[token]) is None


def _before(context: Context, parse: Parse, use: VerbUse) -> Credit | None:
    """A cue that a colon, a comma or nothing parts from the quotation that follows."""
    if use.passive and use.frame("quote") is None:
        return None
    cue = use.frame("quote")
    if cue is None or (use.bare and parse.relation[use.token] not in ("conj", "ROOT", "root")):
        return None
    sentence = context.outer_sentence_at(parse.start[use.token])
    quotes = [q for q in context.double if parse.end[use.last] <= q.outer.start < sentence.end]
    if not quotes:
        return None
    announced = (q for q in quotes if context.text[sentence.start : q.outer.start].rstrip().endswith(":"))
    quote = next(announced, quotes[0])
    between = context.text[parse.end[use.last] : quote.outer.start]
    bare = between.strip()
    opener = bare[-1:]
    if opener == ":":
        pass
    elif opener == "," and bare[:-1].strip() in ("", *context.language.words("quote_comma_fillers")):
        if not context.language.words("quote_after_comma"):
            return None
    elif not bare:
        if not context.text[quote.inner.start].isupper():
            return None
    else:
        return None
    first_after = parse.at(parse.end[use.last])
    last_before = parse.at(quote.outer.start)
    if first_after is None or last_before is None:
        return None
    for other in context.verbs[context.passage_at(sentence.start)]:
        if use.last < other.first < last_before and other.frame("quote") and other.kind in "fgcu" and not other.bare:
            return None  # a later cue stands nearer to the colon
    source = find_source(context, parse, use)
    if source is None:
        return None
    return Credit(use, cue, parse, source, min(parse.start[use.first], source.span.start), quote.outer.start, "quote", "before")


def colon_clause(context: Context) -> Iterator[Candidate]:
    """
    Yield what a cue announces with a colon, without quotation marks.

        [Le ministre] **prévient** : [la facture sera lourde].

    The colon must follow the cue itself, and a finite verb must stand after it.
    """
    for parse, uses in zip(context.parses, context.verbs, strict=True):
        if parse is None:
            continue
        for use in uses:
            cue, colon = use.frame("quote"), use.last + 1
            if cue is None or use.kind not in "fug" or use.passive or colon + 1 >= len(parse.words) or parse.words[colon] != ":":
                continue
            sentence = context.sentence_at(parse.start[use.token])
            first = colon + 1
            stop = sentence_stop(context, parse, first)
            if parse.words[first] in "«“\"‘’'" or parse.start[first] >= sentence.end:
                continue
            source = find_source(context, parse, use)
            finite = any("VerbForm=Fin" in parse.morph[t] for t in range(first, stop))
            content = tidy(context, parse.start[first], min(parse.end[stop - 1], sentence.end))
            if source is None or not finite or not content:
                continue
            yield Candidate(
                rule="colon_clause", frame="quote", lemma=cue.lemma, cue=(parse.span(use.first, use.last),),
                source=(source.span,), content=content, rate=cue.frames["quote"].rate,
                head=parse.start[use.token], features=(f"source={source.how}",),
            )


def _is_sentence(context: Context, quote: Quote) -> bool:
    """Tell whether *quote* begins a sentence or follows a colon: it is not part of a clause."""
    sentence = context.outer_sentence_at(quote.outer.start)
    lead = context.text[sentence.start : quote.outer.start].strip().rstrip(",").strip()
    return not lead or lead.lower() in context.language.words("connectives")


def _units(context: Context, credits_: list[Credit]) -> list[Unit]:
    after = {c.start: c for c in credits_ if c.order == "after"}
    before = {c.end: c for c in credits_ if c.order == "before"}
    after_of: dict[int, Credit] = {}
    inside_of: dict[int, list[Credit]] = {}
    for start, credit in after.items():
        quote = context.quote_at(start)
        if quote is not None and quote.inner.start < start < quote.inner.end:
            inside_of.setdefault(quote.outer.start, []).append(credit)
            continue
        previous = [q for q in context.double if q.outer.end <= start]
        if previous and set(context.text[previous[-1].outer.end : start]) <= BLANK | set("!?"):
            after_of[previous[-1].outer.start] = credit
    units: list[Unit] = []
    last: Quote | None = None
    for quote in context.double:
        own_before = before.get(quote.outer.start)
        own_after = after_of.get(quote.outer.start)
        own_inside = [c for c in inside_of.get(quote.outer.start, []) if _speaks_outside(context, c)]
        joins = False
        if not (own_before or _is_sentence(context, quote)):
            joins = last is not None and bool(units) and _resumes(context, units[-1], last, quote) and not own_after
            if not joins:
                last = None
                continue
        elif last is not None and units:
            joins = _resumes(context, units[-1], last, quote) and not own_before
            if own_after and units[-1].credits and any(c.order == "after" for c in units[-1].credits):
                joins = False
        unit = units[-1] if joins else Unit()
        if not joins:
            units.append(unit)
        unit.quotes.append(quote)
        unit.credits.extend(c for c in (own_before, own_after, *own_inside) if c)
        last = quote
    return units


def _speaks_outside(context: Context, credit: Credit) -> bool:
    """Tell the reporter's cue inside a quotation from a verb of the quotation's own."""
    frame = credit.cue.frames.get("parenthetical") or credit.cue.frames["quote"]
    named = credit.use.inverted is not None or _speaks(context, credit.parse, credit.source)
    return frame.rate >= INSIDE and named and not _first_person(context, credit)


INSIDE = 0.85
"""Rate from which a verb between two commas of a quotation is taken for the reporter's."""


def _first_person(context: Context, credit: Credit) -> bool:
    """A cue inside marks that speaks of the quoted speaker (*m'a-t-il dit*) is nested, not the reporter's."""
    parse, use = credit.parse, credit.use
    group = parse.lower[use.first : use.last + 1]
    first = context.language.words("first_person")
    return any(word in first for word in group) or credit.source.span.of(context.text).lower() in first


def _resumes(context: Context, unit: Unit, last: Quote, quote: Quote) -> bool:
    """Tell whether *quote* goes on with *unit*: nothing, or only the unit's own cue, stands between."""
    gap_start = last.outer.end
    if set(context.text[gap_start : quote.outer.start]) <= BLANK:
        return True
    for credit in unit.credits:
        if credit.order == "after" and gap_start <= credit.start < quote.outer.start:
            tail = context.outer_sentence_at(credit.start)
            same_paragraph = context.passage_at(credit.start) == context.passage_at(quote.outer.start)
            rest = context.text[credit.end : quote.outer.start]
            if tail.end <= quote.outer.start:
                return set(context.text[tail.end : quote.outer.start]) <= BLANK
            return set(rest) <= BLANK or (":" not in rest and len(rest) < 80 and rest.rstrip()[-1:] == ",")
    return False


def _unit_candidate(context: Context, unit: Unit) -> Iterator[Candidate]:
    content: list[Span] = []
    inside = [c for c in unit.credits if c.parse.start[c.use.first] < unit.quotes[-1].outer.end and _within(unit, c)]
    for quote in unit.quotes:
        content.extend(_without(context, quote.inner, [c for c in inside if quote.inner.start < c.start < quote.inner.end]))
    if not content:
        return
    first = unit.quotes[0]
    if not unit.credits:
        sentence = context.outer_sentence_at(first.outer.start)
        words = len(context.text[first.inner.start : first.inner.end].split())
        alone = set(context.text[first.outer.end : sentence.end]) <= BLANK | set("!?»”\"")
        heading = sentence == context.passages[context.passage_at(sentence.start)] and not any(
            char in ".!?…" for char in context.text[first.inner.end - 1 : sentence.end]
        )
        # *« Jamais ! » La salle a applaudi.*: an exclamation of its own in running text.
        whole = context.text[first.inner.end - 1] in ".!?…" and sentence != context.passages[context.passage_at(sentence.start)]
        if (words < SHORTEST_FLOATING and not whole) or not alone or (heading and words < LONGEST_HEADING):
            return
        yield Candidate(
            rule="floating_quotation", frame="quote", lemma="", cue=(), source=(), content=tuple(content), rate=0.8,
            head=first.outer.start,
        )
        return
    credits_ = sorted(unit.credits, key=lambda c: c.start)
    lead = credits_[0]
    sources = {c.source.span for c in credits_}
    yield Candidate(
        rule="quotations",
        frame="quote",
        lemma=lead.cue.lemma,
        cue=_merged(_cue_span(c) for c in credits_),
        source=_merged(sources),
        content=tuple(content),
        addressee=_addressee(context, lead),
        rate=0.97,
        head=lead.parse.start[lead.use.token],
        features=(f"order={lead.order}", f"source={lead.source.how}", f"quotes={len(unit.quotes)}"),
    )


def _within(unit: Unit, credit: Credit) -> bool:
    return any(q.inner.start < credit.start < q.inner.end for q in unit.quotes)


def _merged(spans: object) -> Spans:
    result: list[Span] = []
    for span in sorted(spans):  # type: ignore[call-overload]
        if result and span.start < result[-1].end:
            continue
        result.append(span)
    return tuple(result)


def _cue_span(credit: Credit) -> Span:
    return credit.parse.span(credit.use.first, credit.use.last)


def _without(context: Context, inner: Span, credits_: list[Credit]) -> list[Span]:
    """Return *inner* without the cues that stand inside it."""
    start, result = inner.start, []
    for credit in sorted(credits_, key=lambda c: c.start):
        end = _credit_end(context, credit)
        result.extend(tidy(context, start, credit.start) if credit.start > start else ())
        start = min(max(end, start), inner.end)
    if start == inner.start:
        return [inner]
    result.extend(_stripped(context, start, inner.end))
    return result


def _stripped(context: Context, start: int, end: int) -> Spans:
    text = context.text
    while start < end and (text[start].isspace() or text[start] in ",.;:"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (Span(start, end),) if start < end else ()


def _credit_end(context: Context, credit: Credit) -> int:
    """One past the cue with its circumstances: the next comma, or the sentence's end."""
    sentence = context.sentence_at(credit.start)
    position = credit.end
    while position < sentence.end and context.text[position] not in ",.;:!?»”":
        position += 1
    return position


def _addressee(context: Context, credit: Credit) -> Spans:
    from selon.extract.clauses import addressee  # noqa: PLC0415 - the two rule modules share one reading

    parse, use = credit.parse, credit.use
    stop = sentence_stop(context, parse, use.token)
    first = use.last + 1
    if credit.order == "before":
        stop = next((t for t in range(first, stop) if parse.start[t] >= credit.end), stop)
    elif credit.source.how == "inverted noun phrase":
        source_first = parse.at(credit.source.span.start) or first
        found = addressee(context, parse, use, credit.cue, (first, source_first)) if source_first > first else ()
        if found:
            return found
        first = credit.source.last + 1
        if first < stop and parse.lower[first] in (",", "."):
            return ()
        stop = min(stop, first + 6)
    else:
        stop = min(stop, first + 6)
    return addressee(context, parse, use, credit.cue, (first, stop))


def _sentence_candidate(context: Context, credit: Credit) -> Candidate | None:
    """The sentence around a parenthetical, when it is more than a quotation."""
    text = context.text
    sentence = context.sentence_at(credit.start)
    quote = context.quote_at(credit.start)
    within = quote is not None and quote.inner.start < credit.start < quote.inner.end
    if within and not _first_person(context, credit):
        # The marks of a part of the sentence were never closed before the cue.
        sentence = Span(context.outer_sentence_at(quote.outer.start).start, sentence.end)
    start = skip_connectives(context, _after_semicolon(context, credit, sentence.start), credit.start)
    if _announces(context, credit, start):
        # *Comme l'a dit X, …*; *bien que, comme le rappelle X, …*: what is credited follows.
        end = _credit_end(context, credit)
        after = parse_stop(context, credit)
        content = tidy(context, end + 1, after) if end + 1 < after else ()
        return _parenthetical(context, credit, content) if content else None
    content = tidy(context, start, credit.start)
    if not content:
        return None
    first = context.quote_at(start)
    if first is not None and first.outer.start == start and quote is None and set(text[first.outer.end : credit.start]) <= BLANK | set("!?"):
        return None
    colon = text.rfind(":", content[0].start, content[-1].end)
    before = context.quote_at(content[-1].end)
    if colon >= 0 and before is not None and set(text[colon + 1 : before.outer.start]) <= BLANK:
        return None
    return _parenthetical(context, credit, content + _rest(context, credit, sentence))


def _after_semicolon(context: Context, credit: Credit, start: int) -> int:
    """Where the part of the sentence begins that a cue stands in."""
    parse, own = credit.parse, context.quote_at(credit.start)
    breaks = [
        parse.end[t] for t in parse.breaks
        if parse.words[t] == ";" and start <= parse.start[t] < credit.start and context.quote_at(parse.start[t]) is own
    ]
    return breaks[-1] if breaks else start


def _announces(context: Context, credit: Credit, start: int) -> bool:
    """Tell whether a cue stands before what it credits: *comme* at the head, or any cue after a complementiser."""
    parse, words = credit.parse, context.language.words
    opener = parse.at(credit.start) or 0
    if credit.start <= start and parse.lower[opener] in words("parenthetical_openers"):
        return True
    before = opener - 2 if opener > 1 and parse.lower[opener - 1] == "," else opener - 1
    return before >= 0 and parse.lower[before] in words("complementisers") | words("relative_subjects")


def parse_stop(context: Context, credit: Credit) -> int:
    """One past the last character that a content beside *credit* may reach."""
    parse = credit.parse
    return parse.end[sentence_stop(context, parse, credit.use.token) - 1]


def _parenthetical(context: Context, credit: Credit, content: Spans) -> Candidate:
    parse, use = credit.parse, credit.use
    return Candidate(
        rule="parentheticals",
        frame="parenthetical",
        lemma=credit.cue.lemma,
        cue=(parse.span(use.first, use.last),),
        source=(credit.source.span,),
        content=content,
        addressee=_addressee(context, credit),
        rate=min(0.95, (credit.cue.frames.get("parenthetical") or credit.cue.frames["quote"]).rate),
        head=parse.start[use.token],
        features=(f"source={credit.source.how}",),
    )


def _rest(context: Context, credit: Credit, sentence: Span) -> Spans:
    """What goes on after a parenthetical in mid-sentence (*Le pays, a-t-il dit, est prêt*)."""
    parse, use = credit.parse, credit.use
    end = _credit_end(context, credit)
    if end >= sentence.end or context.text[end] != ",":
        return ()
    token = parse.at(end + 1)
    if token is None or parse.start[token] >= sentence.end:
        return ()
    words = context.language.words
    if parse.lower[token] in words("parenthetical_enders") or parse.lower[token] in words("relative_subjects"):
        return ()
    head = parse.head[token]
    before = parse.at(sentence.start) or 0
    # The tree decides: what goes on must hang on a word before the parenthetical, or hold that word's verb.
    governs = any(before <= c < use.first - 1 for c in parse.children[token]) or before <= head < use.first - 1
    verb_after = parse.pos[token] in ("VERB", "AUX") and "VerbForm=Fin" in parse.morph[token]
    if not (verb_after or governs) or parse.lower[token] in words("gerund_markers"):
        return ()
    if "VerbForm=Part" in parse.morph[token] and parse.pos[token] != "AUX":
        return ()
    return tidy(context, end + 1, sentence.end)


def skip_connectives(context: Context, start: int, stop: int) -> int:
    """Return where a content starts after leading connectives (*Toutefois, …*)."""
    text = context.text
    connectives = context.language.words("connectives")
    while True:
        while start < stop and (text[start].isspace() or text[start] in ",;:–—-•"):
            start += 1
        comma = text.find(",", start, min(stop, start + 24))
        word_end = start
        while word_end < stop and (text[word_end].isalpha() or text[word_end] in "'’-"):
            word_end += 1
        if comma > 0 and text[start:comma].lower().replace("’", "'") in connectives:
            start = comma + 1
            continue
        if text[start:word_end].lower() in connectives and text[start:word_end].lower() in context.language.words("coordinators"):
            start = word_end
            continue
        return start
