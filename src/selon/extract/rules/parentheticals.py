"""
Which sentence does a parenthetical credit?
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.coordination import opens_clause
from selon.extract.grammar.credits import Credit, credit_end, find_credits, is_first_person
from selon.extract.grammar.stops import BLANK, OPENING, sentence_stop, skip_connectives, tidy
from selon.extract.rules.quotations import find_units, is_within
from selon.model import Span, Spans
from selon.parse.tree import Parse

LONGEST_DATE = 5
"""Words of a time at the head of a sentence."""


def parentheticals(context: Context) -> Iterator[Candidate]:
    """
    Yield sentences credited by a parenthetical.

        [Le texte sera voté mardi], **a annoncé** [la ministre].

    Where the sentence is nothing but a quotation, :func:`selon.extract.rules.quotations.quotations` has it.
    """
    credits_ = find_credits(context)
    inside = {c.start for unit in find_units(context, credits_) for c in unit.credits if is_within(unit, c)}
    for credit in credits_:
        if credit.order == "before" or credit.start in inside:
            continue
        candidate = _sentence_candidate(context, credit)
        if candidate is not None:
            yield candidate


def _sentence_candidate(context: Context, credit: Credit) -> Candidate | None:
    """Propose the sentence around a parenthetical, when it is more than a quotation."""
    text = context.text
    sentence = context.sentence_at(credit.start)
    quote = context.quote_at(credit.start)
    if (
        quote is not None
        and quote.inner.start < credit.start < quote.inner.end
        and not is_first_person(context, credit)
    ):
        # The marks of a part of the sentence were never closed before the cue.
        sentence = Span(context.outer_sentence_at(quote.outer.start).start, sentence.end)
    start = skip_connectives(context, _after_semicolon(context, credit, sentence.start), credit.start)
    if _announces(context, credit, start):
        # *Comme l'a dit X, …*; *bien que, comme le rappelle X, …*: what is credited follows.
        end = _past_participle(credit, credit_end(context, credit))
        after = parse_stop(context, credit)
        content = tidy(context, end + 1, after) if end + 1 < after else ()
        return _parenthetical(credit, content) if content else None
    inserted = text.rfind("(", start, credit.start)
    if inserted >= 0 and text.find(")", inserted, credit.start) < 0:
        # *The town objected (“We want it back,” wrote a resident)*: what stands in brackets is all that is credited.
        content = tidy(context, inserted + 1, credit.start)
        return _parenthetical(credit, content) if content else None
    content = tidy(context, start, credit.start)
    if not content:
        rest = _rest(context, credit, sentence)  # *In contrast, she said, the bridge held*
        return _parenthetical(credit, rest) if rest else None
    first = context.quote_at(start)
    if (
        first is not None
        and first.outer.start == start
        and quote is None
        and set(text[first.outer.end : credit.start]) <= BLANK | set("!?")
    ):
        return None
    colon = text.rfind(":", content[0].start, content[-1].end)
    before = context.quote_at(content[-1].end)
    if colon >= 0 and before is not None and set(text[colon + 1 : before.outer.start]) <= BLANK:
        return None
    rest = _rest(context, credit, sentence)
    if not rest and (_is_lead(credit, start, sentence) or _is_asked_first(context, credit, start)):
        return None
    if quote is not None and quote.closed and sentence.end < quote.inner.end and not rest:
        rest = tidy(context, sentence.end, quote.inner.end)  # *Un choix « dicté par la peur, dit X. On a eu tort. »*
    return _parenthetical(credit, content + rest)


def _past_participle(credit: Credit, comma: int) -> int:
    """*Comme l'a dit la maire,* **interrogée par la radio***, P*: the comma after what is told of the source."""
    parse = credit.parse
    first = parse.at(comma + 1)
    if first is None or not phrases.is_participle(parse, first) or parse.head[first] > credit.source.last:
        return comma
    return next((parse.start[t] for t in range(first, len(parse)) if parse.words[t] == ","), comma)


def _is_lead(credit: Credit, start: int, sentence: Span) -> bool:
    """Tell a phrase before a cue whose content follows (*In his book “The Long Road,”* **he says** *the war was lost*)."""
    parse, use = credit.parse, credit.use
    first, last = parse.at(start), parse.at(credit.start)
    if first is None or last is None:
        return False
    participle = parse.relation[first] == "advcl" and parse.head[first] == use.token and "Part" in parse.morph[first]
    phrase = parse.pos[first] == "ADP" and not any(phrases.is_finite(parse, t) for t in range(first, last))
    if not (participle or phrase):
        return False
    return any(
        t > use.last and parse.relation[t] in ("ccomp", "xcomp") and parse.start[t] < sentence.end
        for t in parse.children[use.token]
    )


def _is_asked_first(context: Context, credit: Credit, start: int) -> bool:
    """Tell a subject and what it was asked (*Lee, asked if she would run,* **said she** *had not decided*)."""
    parse = credit.parse
    first, last = parse.at(start), parse.at(credit.start)
    if first is None or last is None:
        return False
    asked = [
        t
        for t in range(first + 2, last)
        if parse.words[t - 1] == "," and (pair := context.use_at.get(parse.start[t])) is not None
        if pair[1].bare and pair[1].frame("question")
    ]
    # Its own verb is that of the question; another one says what somebody answered.
    return bool(asked) and sum(phrases.is_finite(parse, t) for t in range(first, last) if t not in asked) <= 1


def _after_semicolon(context: Context, credit: Credit, start: int) -> int:
    """Where the part of the sentence begins that a cue stands in."""
    parse, own = credit.parse, context.quote_at(credit.start)
    breaks = [
        parse.end[t]
        for t in parse.breaks
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
    return before >= 0 and parse.lower[before] in words("complementisers", "relative_subjects")


def parse_stop(context: Context, credit: Credit) -> int:
    """One past the last character that a content beside *credit* may reach."""
    parse = credit.parse
    return parse.end[sentence_stop(context, parse, credit.use.token) - 1]


def _parenthetical(credit: Credit, content: Spans) -> Candidate:
    parse, use = credit.parse, credit.use
    return Candidate(
        rule="parentheticals",
        frame="parenthetical",
        lemma=credit.cue.lemma,
        cue=(parse.span(use.first, use.last),),
        source=(credit.source.span,),
        content=content,
        rate=min(0.95, (credit.cue.frames.get("parenthetical") or credit.cue.frames["quote"]).rate),
        head=parse.start[use.token],
        features=(f"source={credit.source.how}",),
    )


def _rest(context: Context, credit: Credit, sentence: Span) -> Spans:
    """Return what goes on after a parenthetical in mid-sentence (*Le pays, a-t-il dit, est prêt*)."""
    parse = credit.parse
    end = credit_end(context, credit)
    if end >= sentence.end or context.text[end] != ",":
        return ()
    token = parse.at(end + 1)
    if token is None or parse.start[token] >= sentence.end:
        return ()
    if context.text[credit.end : end].strip() and parse.pos[token] == "ADP":
        return ()  # *…, dit X depuis le siège de la firme à Lille, dans le Nord, où …*
    return _resumed(context, credit, sentence, token, end)


def _is_unfinished(context: Context, parse: Parse, lead: list[int], token: int) -> bool:
    """Tell whether *lead*, before a parenthetical, has no verb, one left open, or is a time (*Il y a un mois, dit X, …*)."""
    finite = [t for t in lead if phrases.is_finite(parse, t)]
    dated = 0 < len(lead) <= LONGEST_DATE and parse.lower[lead[-1]] in context.language.words("time_words")
    return bool(lead) and (finite[-1:] in ([], lead[-1:]) or (dated and opens_clause(parse, token, len(parse))))


def _resumed(context: Context, credit: Credit, sentence: Span, token: int, end: int) -> Spans:
    """Return what token *token* begins, after the comma at *end*, where that goes on with the content."""
    parse, use, words = credit.parse, credit.use, context.language.words
    before = parse.at(sentence.start) or 0
    if parse.lower[token] in words("complementisers") and phrases.is_finite(parse, max(use.first - 3, before)):
        return tidy(context, parse.end[token], sentence.end)  # *He believes, she said, that it helps*
    if parse.lower[token] in words("infinitive_markers") and before <= parse.head[parse.head[token]] < use.first - 1:
        return tidy(context, end + 1, sentence.end)  # *It helps, he says, to ask*
    joined = parse.lower[token] in words("coordinators") and before <= parse.head[token] < use.first - 1
    if joined and opens_clause(parse, token + 1, len(parse)):
        return tidy(context, end + 1, sentence.end)  # *The barge sailed, he said,* **and it reached** *the quay*
    if parse.lower[token] in words("parenthetical_enders") or parse.lower[token] in words("relative_subjects"):
        return ()
    lead = [t for t in range(before, use.first - 1) if parse.start[t] < credit.start and parse.words[t] != ","]
    if _is_unfinished(context, parse, lead, token) or parse.words[token] in OPENING or parse.lower[token] == "''":
        return tidy(context, end + 1, sentence.end)  # *The reality is, he added, “…”*; *Even at best, they write, …*
    head = parse.head[token]
    # The tree decides: what goes on must hang on a word before the parenthetical, or hold that word's verb.
    governs = any(before <= c < use.first - 1 for c in parse.children[token]) or before <= head < use.first - 1
    verb_after = parse.pos[token] in ("VERB", "AUX") and "VerbForm=Fin" in parse.morph[token]
    if not (verb_after or governs) or parse.lower[token] in words("gerund_markers"):
        return ()
    if "VerbForm=Part" in parse.morph[token] and parse.pos[token] != "AUX":
        return ()
    return tidy(context, end + 1, sentence.end)
