"""
How far does what a preposition credits reach (*selon X, P*; *P, selon X*; *P, selon X, P*)?
"""

from __future__ import annotations

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.coordination import opens_clause
from selon.extract.grammar.stops import BLANK, light_words, skip_connectives, tidy
from selon.model import Span, Spans
from selon.parse.quotes import Quote
from selon.parse.tree import Parse


def credited(context: Context, parse: Parse, token: int, after: int, stop: int, sentence: Span) -> tuple[Spans, str]:
    """Return what the phrase from token *token* up to *after* credits in its *sentence*, and where that stands."""
    end = parse.end[stop - 1]
    skipped = skip_connectives(context, sentence.start, parse.start[token])
    if skipped >= parse.start[token] or not context.text[skipped : parse.start[token]].strip(" ,"):
        # At the head of its sentence: all that follows the comma.
        begin = _after_commas(context, parse, after, stop)
        return (tidy(context, parse.start[begin], end) if begin < stop else ()), "head"
    opener = token - 2 if token > 1 and parse.lower[token - 1] == "," else token - 1
    if (
        opener >= 0
        and parse.start[opener] >= sentence.start
        and after < stop
        and (
            parse.words[opener] == ":"  # *France : pour X, P*
            or parse.lower[opener] in context.language.words("complementisers", "relative_subjects")
            or opens_own_clause(context, parse, token, after, stop)
        )
    ):
        # Right after a complementiser or a coordinator: the rest of that clause.
        begin = _after_commas(context, parse, after, stop)
        return (tidy(context, parse.start[begin], end) if begin < stop else ()), "clause"
    inserted = _inserted_clause(context, parse, token, skipped)
    if inserted is not None and (after >= stop or parse.lower[after] == ","):
        return tidy(context, inserted, parse.start[token]), "inserted"
    bare = after < stop and parse.pos[after] not in ("PUNCT", "CCONJ") and parse.lower[token - 1] != ","
    if bare and parse.pos[after - 1] == "PRON":
        # *Elle portait selon elle sur deux appareils*: a pronoun in mid-sentence parts nothing.
        left = tidy(context, skipped, parse.start[token])
        right = tidy(context, parse.start[after], end)
        if left and right and left[-1].end <= right[0].start:
            return left + right, "middle"
    if after + 1 < stop and parse.lower[after] == ",":
        # In the middle: both sides, unless what stands before is a quotation of its own.
        quoted = _quotation_before(context, parse, token, skipped)
        if quoted is not None:
            return (quoted.inner,), "end"
        left = tidy(context, skipped, parse.start[token])
        right = tidy(context, parse.start[after + 1], end)
        if left and right and left[-1].end <= right[0].start:
            return left + right, "middle"
    return _before(context, parse, token, skipped), "end"


def _after_commas(context: Context, parse: Parse, token: int, stop: int) -> int:
    """Skip to what is credited: past the comma that closes the source with its circumstances."""
    words = context.language.words
    relatives = words("relative_subjects", "relative_objects")
    position = token
    limit = min(stop, token + 25)
    if position + 1 < stop and parse.lower[position] == "," and parse.lower[position + 1] in relatives:
        position = next((t for t in range(position + 1, limit) if parse.lower[t] == ","), position)
    if position < stop and parse.lower[position] != ",":
        comma = next((t for t in range(position, limit) if parse.lower[t] == ","), None)
        finite = next((t for t in range(position, limit) if "VerbForm=Fin" in parse.morph[t]), None)
        if comma is not None and (
            finite is None or comma < finite or parse.lower[position] in words("personal_relatives")
        ):
            position = comma
    elif (
        position < stop
        and parse.pos[min(position + 1, stop - 1)] in ("VERB", "ADJ")
        and "Part" in parse.morph[min(position + 1, stop - 1)]
    ):
        comma = next((t for t in range(position + 1, limit) if parse.lower[t] == ","), None)
        if comma is not None:
            position = comma
    while position < stop and parse.lower[position] in (",", ":"):
        position += 1
    return position


def _inserted_clause(context: Context, parse: Parse, token: int, start: int) -> int | None:
    """*…, où vivent mille personnes selon l'ONU, …*: what an insertion says, its relative pronoun left out."""
    if parse.lower[token - 1] == ",":
        return None
    words = context.language.words
    first = token - 1
    while first > 0 and parse.start[first - 1] >= start and parse.lower[first - 1] != ",":
        first -= 1
        if phrases.is_finite(parse, first) and parse.relation[first] == "root":
            return None
    if first == 0 or parse.start[first] <= start or parse.lower[first - 1] != ",":
        return None
    if parse.lower[first] in words("relative_subjects", "relative_objects", "relative_adverbs"):
        return parse.start[first + 1]
    lead = first + 1 if parse.pos[first] == "ADV" else first
    loose = parse.pos[lead] in ("ADJ", "ADV") or phrases.is_participle(parse, lead)
    finite = any(phrases.is_finite(parse, t) for t in range(first, token))
    return parse.start[first] if loose and not finite else None


def _quotation_before(context: Context, parse: Parse, token: int, start: int) -> Quote | None:
    """Return the quotation that is all there is of the sentence before *token*."""
    position = parse.start[token]
    quote = context.double_before(position)
    if quote is None or not set(context.text[quote.outer.end : position]) <= BLANK:
        return None
    return quote if not context.text[start : quote.outer.start].strip() else None


def _before(context: Context, parse: Parse, token: int, start: int) -> Spans:
    """Return what stands before a phrase at the end of its sentence: all of it, or the quotation right before."""
    position = parse.start[token]
    quoted = _quotation_before(context, parse, token, start)
    if quoted is not None:
        return (quoted.inner,)
    left = parse.at(start)
    cut = start
    if left is not None:
        for t in range(token - 2, left, -1):
            # The nearest other parenthetical or relative clause parts what is credited from what is not.
            opens = parse.lower[t + 1] in context.language.words("origin_openers")
            conjoins = parse.lower[t + 1] in context.language.words("compound_conjunctions")
            if conjoins and parse.lower[t + 2] not in context.language.words("complementisers"):
                continue  # *à Prague, alors en Tchécoslovaquie, selon X*
            if parse.lower[t] == "," and opens and not _is_closed(context, parse, t + 1, token):
                cut = parse.start[t + 1]
                break
    return tidy(context, cut, position)


def _is_closed(context: Context, parse: Parse, opener: int, stop: int) -> bool:
    """Tell a relative clause after which the main verb comes (*l'homme,* **qui n'est pas armé,** *s'est rendu*)."""
    light = light_words(context)
    after = next((t + 1 for t in range(opener + 1, stop - 1) if parse.lower[t] == ","), stop)
    while after < stop and parse.lower[after] in light:
        after += 1
    return after < stop and phrases.is_finite(parse, after)


def opens_own_clause(context: Context, parse: Parse, token: int, after: int, stop: int) -> bool:
    """*Le pont est fermé,* **mais** *d'après X,* **il rouvrira**: a coordinated clause that the phrase opens."""
    coordinators = context.language.words("coordinators")
    if token < 2 or parse.lower[token - 1] not in coordinators or parse.lower[token - 2] != ",":
        return False
    return subject_follows(parse, after, stop)


def subject_follows(parse: Parse, comma: int, stop: int) -> bool:
    """*Pour X, directeur de Y, une association de Z,* **les stocks sont**: after a comma, a subject with its verb."""
    return comma + 1 < stop and parse.lower[comma] == "," and opens_clause(parse, comma + 1, stop)
