"""
Which cue stands beside a quotation or a sentence, and whom does it name?

A cue after what it credits (*…, a dit X*; *…, X said*), or before it (*X a dit : « … »*): its words, its source, where they
begin and end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import NARRATED, is_narrated
from selon.extract.grammar.preceding import (
    credits_what_precedes,
    ends_content,
    is_inserted,
    opens_after_mark,
    opens_sentence,
    speaks,
    states,
)
from selon.extract.grammar.sources import find_source, inverted_subject
from selon.extract.grammar.stops import SHORTEST_FLOATING, sentence_stop
from selon.extract.grammar.subjects import Found, quoted_apart
from selon.extract.grammar.unlisted import inverted_verb, unlisted_verb
from selon.extract.grammar.verbs import VerbUse
from selon.lang import Cue, given_names
from selon.model import Span
from selon.parse.quotes import Quote
from selon.parse.tree import Parse

LONGEST_LEAD = 4
"""Words before a title or name that still belong to it."""

FARTHEST_QUOTATION = 12
"""Tokens that may stand between a cue and the comma before its quotation."""


@dataclass
class Credit:
    """A cue with its source beside a quotation: where its words begin and end."""

    use: VerbUse
    cue: Cue
    parse: Parse
    source: Found
    start: int
    end: int
    order: str


@lru_cache(maxsize=1)
def find_credits(context: Context) -> Sequence[Credit]:
    """Every cue beside a quotation or a sentence, in text order; worked out once for an article."""
    found = []
    for parse, uses in zip(context.parses, context.verbs, strict=True):
        if parse is None:
            continue
        for use in uses:
            credit = _after(context, parse, use) or _before(context, parse, use)
            if credit is not None:
                found.append(credit)
        taken = {token for use in uses for token in range(use.first, use.last + 1)}
        found.extend(_outside_the_lexicon(context, parse, taken))
    led = {credit.end for credit in found if credit.order == "before"}
    beside = (
        context.quote_at(credit.start - back) for credit in found for back in (0, 2, 3)
    )  # in it or after its comma
    led |= {quote.outer.start for quote in beside if quote is not None}
    found.extend(credit for credit in _narrations(context) if credit.end not in led)
    found.sort(key=lambda credit: credit.start)
    return found


def _outside_the_lexicon(context: Context, parse: Parse, taken: set[int]) -> Iterator[Credit]:
    """
    Yield credits right after a quotation whose verb no lexicon lists.

    An inverted pronoun makes any verb a cue there (*« Rien ne va », rembobine-t-elle*); so does a speaker right after
    it where no other order is known (*« Rien ne va », enrage la patronne*).
    """
    pronouns = context.language.words("inverted_pronouns")
    traits = context.language.traits
    inverts = traits.inverted_order and not traits.plain_order
    for token, word in enumerate(parse.lower):
        if token in taken:
            continue
        if word in pronouns:
            use = inverted_verb(parse, token, context.language)
        elif inverts and parse.lower[token - 1] == "," and phrases.is_finite(parse, token):
            use = unlisted_verb(parse, token, context.language)
            if use.first != use.last or word in context.language.words("auxiliary_forms"):
                continue
        else:
            continue
        if use is None or use.first < 2 or use.token in taken or parse.lower[use.first - 1] != ",":
            continue
        quote = _ending(context, parse.end[use.first - 2])
        sentence = context.outer_sentence_at(parse.start[use.token])
        asks = context.text[parse.end[use.last] : sentence.end].rstrip().endswith("?")
        if quote is None or not opens_sentence(context, quote) or asks:
            continue
        if len(quote.inner.of(context.text).split()) < SHORTEST_FLOATING - 1:
            continue
        source = inverted_subject(context, parse, use, sentence_stop(context, parse, use.token))
        if source is None or (use.inverted is None and not _follows_at_once(context, parse, use, source)):
            continue
        end = parse.end[max(source.last, use.last)]
        yield Credit(use, use.cues[0], parse, source, parse.start[use.first], end, "after")


def _ending(context: Context, end: int) -> Quote | None:
    """Return the quotation that ends at *end*."""
    quote = context.double_before(end)
    return quote if quote is not None and quote.outer.end == end else None


def _narrations(context: Context) -> Iterator[Credit]:
    """Yield what somebody does before a colon and whole sentences (*Marsha danced on the square:* “It is a party.”)."""
    credited = {phrase.words[0] for phrase in context.language.phrases}
    for quote in context.double:
        sentence, inner = context.outer_sentence_at(quote.outer.start), quote.inner.of(context.text)
        place = context.passage_at(quote.outer.start)
        parse = context.parses[place]
        if parse is None or sentence.start >= quote.outer.start or not quote.closed:
            continue
        told, said = parse.touched(Span(sentence.start, quote.outer.start)), parse.touched(quote.inner)
        whole = inner[0].isupper() and inner[-1] in ".!?…" and any(phrases.is_finite(parse, t) for t in said)
        says = any(use.token in told and use.frame("clause") for use in context.verbs[place])
        says = says or any(parse.lower[t - 1] == "," and parse.lower[t] in credited for t in told)
        verb = next((t for t in told if phrases.is_finite(parse, t)), None)
        if verb is None or says or not whole or parse.words[told[-1]] != ":":
            continue
        while parse.pos[verb + 1] in ("VERB", "AUX") and "Part" in parse.morph[verb + 1]:
            verb += 1
        use = unlisted_verb(parse, verb, context.language)
        source = _narrator(context, parse, use, told)
        if source is not None:
            yield Credit(use, use.cues[0], parse, source, source.span.start, quote.outer.start, "before")


def _narrator(context: Context, parse: Parse, use: VerbUse, told: range) -> Found | None:
    """Return who does it, none where another person is told of as well (*Odile meets the young Paul Coyle: “…”*)."""
    source, people = find_source(context, parse, use), context.language.person_nouns
    after = range(use.last + 1, told.stop)
    others = any(parse.lower[t] in people or given_names.gender(parse.words[t]) for t in after)
    if source is None or source.how != "subject" or others:
        return None
    speaks_so = parse.pos[source.head] in ("PROPN", "PRON") or parse.lower[source.head] in people
    return replace(source, how="narrator") if speaks_so else None


def _follows_at_once(context: Context, parse: Parse, use: VerbUse, source: Found) -> bool:
    """Tell whether a speaker stands right after the verb, and nothing that it could govern after him."""
    named = parse.words[source.head][0].isupper()
    if not (named or speaks(context, parse, source)) or source.span.start != parse.start[use.last + 1]:
        return False
    after = source.last + 1
    return after >= len(parse) or parse.words[after] in ".,;"


def _after(context: Context, parse: Parse, use: VerbUse) -> Credit | None:
    """Return a cue after what it credits: inverted (*a dit X*) or in plain order where the language has that (*X said*)."""
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
    begin = use.first - (parse.lower[use.first - 1] in words("parenthetical_openers"))
    if begin < use.first and use.frame("parenthetical") is None:
        return None  # *« une passoire », comme l'***appellent** *les douaniers*
    if context.language.traits.plain_order:
        credit = _after_in_plain_order(context, parse, use, cue, stop)
        if credit is not None:
            return credit
        subjects = (t for t in parse.children[use.token] if parse.relation[t] in ("nsubj", "expl") and t < begin)
        apposed = any(not quoted_apart(context, parse, t, use.token) for t in subjects)
        inverted = inverted_subject(context, parse, use, stop) if apposed else None
        if apposed and not (inverted and is_inserted(context, parse, use, inverted)):
            return None  # *X, a former mayor, said*: the comma closes an apposition of the subject
    opened = begin < use.first and (begin == 0 or not parse.words[begin - 1][-1].isalnum())
    if opened or (begin > 0 and ends_content(context, parse, begin - 1, use)):
        found = inverted_subject(context, parse, use, stop)
        if found is None or not (
            opened
            or credits_what_precedes(context, parse, use, begin, found)
            or is_inserted(context, parse, use, found)
        ):
            return None
        end = parse.end[max(found.last, use.last)]
        return Credit(use, cue, parse, found, parse.start[begin], end, "after")
    return None


def _after_in_plain_order(context: Context, parse: Parse, use: VerbUse, cue: Cue, stop: int) -> Credit | None:
    """*…, the minister said.*: subject and verb between a comma or closing mark and the end of the clause."""
    following = use.last + 1
    if following < stop and parse.lower[following] not in (",", ".", ";", "—", "–", "-", "!", "?", ":"):
        closers = context.language.words("parenthetical_followers", "time_words")
        if parse.lower[following] not in closers and parse.pos[following] not in (
            "ADP",
            "ADV",
            "SCONJ",
            "CCONJ",
            "PUNCT",
        ):
            datives = context.language.words("dative_prepositions")
            addressee = "object" in cue.addressee or not datives.isdisjoint(cue.addressee)
            if not (addressee and parse.pos[following] in ("PROPN", "NOUN", "DET", "PRON")):
                return None
    found = find_source(context, parse, use)
    if found is None or found.how not in ("subject", "noun phrase to the left"):
        return None
    found = _from_mark_on(context, parse, use, found)
    first = parse.at(found.span.start)
    if first is None or first == 0 or found.span.end > parse.start[use.first]:
        return None
    before = first - 1
    while before > 0 and parse.words[before].isspace():
        before -= 1
    if opens_after_mark(context, parse, before, found.span.start):
        pass
    elif not ends_content(context, parse, before, use) or not states(context, parse, use, cue, before + 1):
        return None
    return Credit(use, cue, parse, found, found.span.start, parse.end[use.last], "after")


def _from_mark_on(context: Context, parse: Parse, use: VerbUse, found: Found) -> Found:
    """*“…,” Leeds police chief Ann Roy said*: the source begins at the mark, wherever the tree cuts its first words off."""
    quote = context.double_before(found.span.start)
    if quote is None or not quote.closed or quote.inner.end == quote.inner.start:
        return found
    first, head = parse.at(quote.outer.end), parse.at(found.span.start)
    if first is None or head is None or not 0 < head - first <= LONGEST_LEAD or use.first <= head:
        return found
    while first < head and parse.words[first].isspace():
        first += 1
    lead = range(first, head)
    part = ("compound", "amod", "flat:name", "nmod", "appos")
    plain = all(parse.words[t][0].isupper() or parse.words[t] == "." or parse.relation[t] in part for t in lead)
    if not lead or not plain or context.text[quote.inner.end - 1] not in ",?!…-–—":
        return found
    return replace(found, span=parse.span(first, found.last))


def _before(context: Context, parse: Parse, use: VerbUse) -> Credit | None:
    """Return a cue that a colon, a comma or nothing parts from the quotation that follows."""
    if use.passive and use.frame("quote") is None:
        return None
    cue = use.frame("quote")
    if cue is None or (use.bare and parse.relation[use.token] not in ("conj", "ROOT", "root")):
        return None
    sentence = context.outer_sentence_at(parse.start[use.token])
    quotes = context.double_from(parse.end[use.last], sentence.end)
    if not quotes:
        quotes = _set_off(context, sentence)
    if not quotes:
        return None
    announced = (q for q in quotes if context.text[sentence.start : q.outer.start].rstrip().endswith(":"))
    quote = next(announced, quotes[0])
    between = context.text[parse.end[use.last] : quote.outer.start]
    bare = between.strip()
    opener = bare[-1:]
    if opener == ":":
        after = context.text[quote.outer.end : sentence.end].lstrip()
        if after[:1].islower() and len(quote.inner.of(context.text).split()) < SHORTEST_FLOATING:
            return None  # *scored again:* **“Justin” brings** *his goals to 13*: a nickname
    elif opener == "," and context.language.traits.quote_after_comma:
        if not _only_circumstances(parse, use.last + 1, quote.outer.start):
            return None
    elif not bare:
        if not context.text[quote.inner.start].isupper():
            return None
    else:
        return None
    last_before = parse.at(quote.outer.start)
    if last_before is None:
        last_before = len(parse)
    for other in context.verbs[context.passage_at(sentence.start)]:
        if use.last < other.first < last_before and other.frame("quote") and other.kind in "fgcu" and not other.bare:
            return None  # a later cue stands nearer to the colon
    source = find_source(context, parse, use) or _whoever_has_spoken(context, parse, use)
    if source is None:
        return None
    return Credit(use, cue, parse, source, min(parse.start[use.first], source.span.start), quote.outer.start, "before")


def _whoever_has_spoken(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """*Et d'ajouter : « … »*: a cue stands in for the source that it does not name."""
    narrated = is_narrated(context, parse, use)
    return Found(parse.span(use.first, use.first), NARRATED, use.first, use.first) if narrated else None


def _set_off(context: Context, sentence: Span) -> list[Quote]:
    """Return the quotation that opens the next paragraph, where *sentence* ends its own with a colon."""
    following = context.passage_at(sentence.start) + 1
    if following >= len(context.passages) or not sentence.of(context.text).endswith(":"):
        return []
    if sentence.end < context.passages[following - 1].end:
        return []
    start = context.passages[following].start
    return context.double_from(start, start + 1)


def _only_circumstances(parse: Parse, first: int, end: int) -> bool:
    """*told reporters, “…”*, *said on Monday, “…”*: no verb and no second comma stands between a cue and its quotation."""
    token, commas = first, 0
    while token < len(parse) and parse.start[token] < end:
        if parse.pos[token] in ("VERB", "AUX", "CCONJ", "SCONJ"):
            return False
        commas += parse.words[token] == ","
        token += 1
    return commas <= 1 and token - first <= FARTHEST_QUOTATION


def is_first_person(context: Context, credit: Credit) -> bool:
    """Tell a cue of the quoted speaker's own (*m'a-t-il dit*), which is nested, from the reporter's."""
    parse, use = credit.parse, credit.use
    group = parse.lower[use.first : use.last + 1]
    first = context.language.words("first_person")
    return any(word in first for word in group) or credit.source.span.of(context.text).lower() in first


def credit_end(context: Context, credit: Credit) -> int:
    """One past the cue with its circumstances: the next comma, or the sentence's end."""
    sentence = context.sentence_at(credit.start)
    position = credit.end
    while position < sentence.end and context.text[position] not in ",.;:!?»”":
        position += 1
    return position
