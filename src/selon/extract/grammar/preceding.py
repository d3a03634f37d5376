"""
Does a cue credit what stands before it (*…, a dit X*; *…, X said*)?
"""

from __future__ import annotations

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.stops import BLANK, SHORTEST_FLOATING, relatives
from selon.extract.grammar.subjects import Found
from selon.extract.grammar.verbs import VerbUse
from selon.lang import Cue
from selon.parse.quotes import Quote
from selon.parse.tree import Parse

CLOSING = frozenset({"»", "”", '"', "''", "’’"})

SURE = 0.93
"""Rate from which a verb after a comma is a parenthetical although no verb was found before it."""


def credits_what_precedes(context: Context, parse: Parse, use: VerbUse, begin: int, found: Found) -> bool:
    """
    Tell a parenthetical from the main verb of a sentence whose subject a comma cuts off.

    *L'image, qui a fait le tour du monde, montre un homme*: the verb has its subject before it, and what stands
    before holds no finite verb outside a relative clause.
    """
    if use.inverted is None and parse.pos[use.token] in ("ADP", "DET", "SCONJ", "CCONJ", "PRON"):
        return False
    bare_noun = parse.pos[found.head] == "NOUN" and parse.words[found.head].islower()
    if use.inverted is None and bare_noun and not _is_role(context, parse, found):
        return False  # *…, glissent points de Liverpool*: no subject begins so
    closing = "»”\"’'!?…"
    if use.inverted is None and _is_insertion(context, parse, begin):
        return False
    marked = parse.words[begin - 1] in closing or (begin > 1 and parse.words[begin - 2] in closing[:3])
    marked = marked or parse.words[0] in "—–"  # a dialogue
    if use.inverted is not None or (marked and not _closes_relative(context, parse, begin)):
        return True
    lead = range(parse.at(context.sentence_at(parse.start[use.token]).start) or 0, begin - 1)
    if _holds_clause(context, parse, lead):
        # *Le cirque montrait des lions,* **vantait** *ses clowns*: one verb more of the same subject
        return parse.relation[use.token] not in ("advcl", "conj") or speaks(context, parse, found)
    # A verb that nearly always credits, with a speaker after it and no subject before it (the tagger missed the clause).
    cue = use.frame("parenthetical")
    sure = cue is not None and cue.frames["parenthetical"].rate >= SURE
    subject = any(parse.relation[t].startswith("nsubj") and t < begin for t in parse.children[use.token])
    verbal = any(parse.pos[t] in ("VERB", "AUX") or parse.lower[t] in context.language.words("negations") for t in lead)
    return sure and verbal and not subject and speaks(context, parse, found)


def is_inserted(context: Context, parse: Parse, use: VerbUse, found: Found) -> bool:
    """Tell a cue and its speaker between a subject and its verb (*The bridge,* **said the mayor,** *will stay shut*)."""
    verb = found.last + 2
    if not verb < len(parse) or parse.words[use.first - 1] != "," or parse.words[verb - 1] != ",":
        return False
    lead = range(parse.at(context.sentence_at(parse.start[use.token]).start) or 0, use.first - 1)
    light = context.language.words("clitics", "negations")
    while verb + 1 < len(parse) and parse.lower[verb] in light:
        verb += 1
    uses = context.verbs[context.passage_at(parse.start[verb])]
    credits_too = any(other.first <= verb <= other.last and other.frame("parenthetical") for other in uses)
    goes_on = phrases.is_finite(parse, verb) and not credits_too and not _holds_clause(context, parse, lead)
    return goes_on and found.span.start == parse.start[use.last + 1] and speaks(context, parse, found)


def _holds_clause(context: Context, parse: Parse, lead: range) -> bool:
    """Tell whether a finite verb or quoted words stand in *lead* outside a relative clause."""
    openers, relative = relatives(context), False
    for token in lead:
        if parse.lower[token] in openers:
            relative = True
        elif parse.lower[token] == ",":
            relative = False
        elif not relative and (phrases.is_finite(parse, token) or context.quote_at(parse.start[token]) is not None):
            return True
    return False


def _closes_relative(context: Context, parse: Parse, begin: int) -> bool:
    """*Le ministre, qui jugeait la hausse « prématurée »,* **a salué** *…*: the last marks stand in a relative clause."""
    quote = context.double_before(parse.start[begin])
    if quote is None or opens_sentence(context, quote):
        return False
    first = parse.at(context.outer_sentence_at(quote.outer.start).start) or 0
    stop = parse.at(quote.outer.start) or 0
    commas = [t for t in range(first, stop) if parse.lower[t] == ","]
    return bool(commas) and parse.lower[commas[-1] + 1] in context.language.words("relative_subjects")


def _is_role(context: Context, parse: Parse, found: Found) -> bool:
    """Tell whether a phrase without article is a word for a speaker, perhaps before a name (*lead author Ann Roy*)."""
    for token in range(found.head, found.last + 1):
        if parse.pos[token] == "PROPN" or parse.lower[token] in context.language.speaking_nouns:
            return True
        if parse.pos[token] not in ("NOUN", "ADJ"):
            return False
    return False


def _is_insertion(context: Context, parse: Parse, begin: int) -> bool:
    """*Les syndicats, « amers », déplorent …*: a word or two in marks between a subject and its verb."""
    end = parse.start[begin]
    quote = context.double_before(end)
    if (
        quote is None
        or not set(context.text[quote.outer.end : end]) <= BLANK
        or len(quote.inner.of(context.text).split()) >= SHORTEST_FLOATING
    ):
        return False
    start = parse.at(context.outer_sentence_at(quote.outer.start).start) or 0
    stop = parse.at(quote.outer.start) or 0
    lead = range(start, stop)
    return bool(lead) and parse.words[stop - 1] == "," and not any("VerbForm=Fin" in parse.morph[t] for t in lead)


def speaks(context: Context, parse: Parse, found: Found) -> bool:
    """Tell whether the phrase is a name or a word for somebody who can speak."""
    nouns = (t for t in range(found.head, found.last + 1) if parse.pos[t] in ("NOUN", "PROPN"))
    head = next(nouns, None)
    return head is not None and (parse.pos[head] == "PROPN" or parse.lower[head] in context.language.speaking_nouns)


def opens_after_mark(context: Context, parse: Parse, before: int, start: int) -> bool:
    """*“Ready?” Sanders said.*: a source that opens its sentence right after a quotation that ends in *?* or *!*."""
    if parse.words[before] not in CLOSING or context.sentence_at(start).start != start:
        return False
    quote = context.quote_at(parse.start[before])
    if quote is None or parse.end[before] < quote.outer.end or not opens_sentence(context, quote):
        return False
    return context.text[quote.inner.end - 1] in "?!,…-–—"


def states(context: Context, parse: Parse, use: VerbUse, cue: Cue, first: int) -> bool:
    """
    Tell a parenthetical (*The bill will pass, she said*) from a main clause (*In May, she said it would pass*).

    What stands before a parenthetical is a clause or a quotation, and the verb governs no clause after it.
    """
    if parse.words[first - 1] in "»”\"’'!?…":
        return True
    opens = parse.at(context.sentence_at(parse.start[use.token]).start) or 0
    if phrases.is_participle(parse, opens) and parse.pos[opens] == "VERB":
        below = set(parse.subtree(opens))
        if not any(phrases.is_finite(parse, token) and token not in below for token in range(opens, first - 1)):
            return False  # *Asked whether she knew, she said …*; *Speaking in Leeds, she said …*
    told = "object" in cue.addressee
    for child in parse.children[use.token]:
        if (
            child > use.last
            and parse.relation[child] in ("ccomp", "xcomp", "obj")
            and not (told and parse.relation[child] == "obj")
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


def ends_content(context: Context, parse: Parse, token: int, use: VerbUse) -> bool:
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


def opens_sentence(context: Context, quote: Quote) -> bool:
    """Tell whether *quote* begins a sentence or follows a colon: it is not part of a clause."""
    sentence = context.outer_sentence_at(quote.outer.start)
    lead = context.text[sentence.start : quote.outer.start].strip().rstrip(",").strip()
    return not lead or lead.lower() in context.language.words("connectives")
