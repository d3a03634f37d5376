"""
What does a cue verb govern, and how is that proposed?

What the rules for clauses, infinitives and phrases share: the occurrences of a frame, what stands right after a verb
group, how far a frame's rate holds in the sentence at hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.addressees import addressee, undergoer, whoever_was_told
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import (
    ASKED,
    HEARSAY,
    NARRATED,
    can_speak,
    is_asked,
    is_hearsay,
    is_narrated,
    is_unreal,
)
from selon.extract.grammar.openings import with_negation
from selon.extract.grammar.sources import find_source, shared_auxiliary
from selon.extract.grammar.stops import clause_stop, content_spans, light_words, relatives, sentence_stop
from selon.extract.grammar.subjects import Found, is_own_clause
from selon.extract.grammar.verbs import VerbUse
from selon.lang import Cue
from selon.model import Spans
from selon.parse.tree import Parse

REACH = 14
"""How many tokens may stand between a cue and the word that opens its content (addressee, time, channel)."""

SURE = 0.85
"""Rate from which *accuse le ministre de mensonge* is read so wherever the tree hangs the last noun."""

STANCE_RATE = 0.2
"""Rate from which a verb can be a stance: below it quoted words are names or terms (*a attaqué le « bastion »*)."""

QUOTED_RATE = 0.85
"""Rate of a phrase that holds quoted words: stance verbs count only with them (*soutient l'accord* does not)."""

LONGEST_CIRCUMSTANCE = 9
"""Tokens, commas included, of a circumstance between a cue and its object (*a annoncé, mercredi à Lille, la fermeture*)."""

SHORTEST_CONDITION = 4
"""Words of a condition, its comma included."""

LONGEST_PREDICATE = 6
"""Tokens, marks included, of what is thought of a clause (*juge « utile et urgent » que …*)."""

PHRASAL = frozenset({"reported_noun_phrase", "reported_oblique", "predicate", "object_of", "small_clause"})


def uses(context: Context, frame: str) -> Iterator[tuple[Parse, VerbUse, Cue]]:
    """Yield each occurrence of a cue that has *frame*, with its parse."""
    for parse, use in context.use_at.values():
        cue = use.frame(frame)
        if cue is not None:
            yield parse, use, cue


def is_active(context: Context, parse: Parse, use: VerbUse) -> bool:
    """Tell whether the subject of *use* does it: no passive, and no participle that has no auxiliary to share."""
    if use.passive:
        return False
    return not use.bare or parse.relation[use.token] == "conj" or shared_auxiliary(context, parse, use) is not None


def adjacent(context: Context, parse: Parse, use: VerbUse) -> int | None:
    """Return the first token after the verb group, adverbs and a time skipped."""
    words = context.language.words
    token = use.last + 1
    while token < len(parse):
        if (
            parse.pos[token] == "ADV"
            and parse.lower[token] not in words("question_words")
            and parse.lower[token] not in words("complementisers")
            and parse.lower[token] not in words("leading_negations")
        ) or parse.lower[token] in words("time_words"):
            token += 1
        elif (
            parse.lower[token] == ","
            and token == use.last + 1
            and (closing := _circumstance_end(context, parse, token))
        ):
            token = closing + 1
        else:
            return token
    return None


def _circumstance_end(context: Context, parse: Parse, comma: int) -> int | None:
    """Return the second comma of a circumstance right after a cue (*a annoncé, mercredi à Lille, la fermeture*)."""
    words = context.language.words
    for token in range(comma + 1, min(comma + LONGEST_CIRCUMSTANCE, len(parse) - 1)):
        if parse.lower[token] == ",":
            return token if token > comma + 1 and parse.pos[token + 1] in ("DET", "NOUN", "PROPN", "NUM") else None
        if token == comma + 1 and not (parse.pos[token] == "ADP" or parse.lower[token] in words("time_words")):
            return None
        if parse.pos[token] in ("VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"):
            return None
    return None


def infinitive_from(context: Context, parse: Parse, start: int, stop: int) -> int | None:
    """Return the infinitive that starts at *start*, clitics, negation and an opening mark allowed before it."""
    light = light_words(context) | context.language.words("group_adverbs")
    for token in range(start, min(stop, start + 6, len(parse))):
        if "VerbForm=Inf" in parse.morph[token]:
            return token
        if parse.words[token] in '«“"' or parse.lower[token] in light or parse.pos[token] == "ADV":
            continue
        return None
    return None


def follows_object(parse: Parse, use: VerbUse, token: int) -> bool:
    """Tell a relative clause after an object (*accepted millions from firms* **that** *she criticized*) from a content."""
    if parse.pos[token - 1] != "NOUN" or any("object" in cue.addressee for cue in use.cues):
        return False
    taken = parse.child(use.token, "obj")
    return taken is not None and use.last < taken < token


def hangs_on(parse: Parse, infinitive: int, use: VerbUse) -> bool:
    """Tell whether the tree hangs an infinitive on the cue, or on the addressee that hangs on the cue."""
    current = infinitive
    for _ in range(3):
        head = parse.head[current]
        if head in (use.token, use.last) or (use.first <= head <= use.last):
            return True
        if head == current:
            return False
        if parse.relation[current] in ("aux:tense", "aux:pass", "aux", "cop", "conj") or head > current:
            current = head
            continue
        # Attached to the addressee (*exhorter les clients à payer*), which hangs on the cue.
        return parse.head[head] == use.token and parse.relation[head] in ("obj", "iobj", "obl:arg", "obl:mod")
    return False


def propose(
    context: Context,
    parse: Parse,
    use: VerbUse,
    cue: Cue,
    rule: str,
    frame: str,
    first: int,
    *,
    between: tuple[int, int] | None = None,
    cue_to: int | None = None,
    clause_from: int | None = None,
) -> Iterator[Candidate]:
    """
    Yield the candidate whose content starts at token *first*, when it has a content and may have a source.

    One that is a predicate and a clause has its clause from token *clause_from* on.
    """
    stop = sentence_stop(context, parse, use.token)
    if first >= stop:
        return
    first = with_negation(context, parse, use, first)
    clause = frame in ("clause", "question") or clause_from is not None
    begin = clause_from or first
    end = clause_stop(context, parse, use, begin, stop, phrasal=not clause)
    end = _before_governing_verb(parse, use, begin, end, clause=clause)
    if frame in ("nominal", "oblique", "object_of") and clause_from is None:
        end = _before_adverbial_clause(context, parse, use, first, end)
    dangling = relatives(context) | context.language.words("coordinators")
    while end - 1 > first and parse.lower[end - 1] in dangling:
        end -= 1  # *un projet qui, selon X, …*
    content = content_spans(context, parse, first, end)
    if not content:
        return
    source = find_source(context, parse, use)
    if source is not None and content[0].start <= source.span.start < content[-1].end:
        source = None
    if source is not None and source.span.of(context.text).lower().replace("’", "'") in context.language.words(
        "no_sources"
    ):
        return
    if frame == "nominal" and _is_source(context, parse, first, end):
        return  # *citing a source close to the matter*
    thought = frame == "nominal" and cue.medium == "thought"
    if thought and source is not None and _is_impersonal(context, source):
        return  # *on y voit des maisons*
    content = (*_fronted(context, parse, use, frame, source), *content)
    told = addressee(context, parse, use, cue, between)
    rate = cue.frames[frame].rate
    if told and use.object_clitic is None:
        rate = cue.frames[frame].told or rate
    yield Candidate(
        rule=rule,
        frame=frame,
        lemma=cue.lemma,
        cue=cue_spans(parse, use, cue_to),
        source=(source.span,) if source else (),
        content=content,
        addressee=told or whoever_was_told(context, parse, use, cue, frame),
        rate=_rate(context, parse, use, rate, rule, content, source),
        head=parse.start[use.token],
        features=(*features_of(use, source), *((NARRATED,) if is_narrated(context, parse, use) else ())),
    )


def _is_source(context: Context, parse: Parse, first: int, end: int) -> bool:
    """Tell whether a noun phrase is a word for a source itself."""
    head = next((t for t in range(first, end) if parse.pos[t] == "NOUN"), None)
    return head is not None and parse.lower[head] in context.language.source_nouns


def _is_impersonal(context: Context, source: Found) -> bool:
    return source.span.of(context.text).lower() in context.language.words("impersonal_pronouns")


def judged_clause(context: Context, parse: Parse, use: VerbUse, token: int, stop: int) -> int | None:
    """Return the complementiser after a predicate (*juge « impératif »* **que** *P*); None where there is no clause."""
    words = context.language.words
    quote = context.quote_at(parse.start[token])
    if quote is not None and quote.outer.start == parse.start[token]:
        last = (parse.at(quote.outer.end) or stop) - 1
    else:
        last = next((t for t in range(token, stop) if parse.pos[t] != "ADV"), stop)
    if last >= stop or last - token > LONGEST_PREDICATE or "ADJ" not in parse.pos[token : last + 1]:
        return None
    if any(parse.pos[t] not in ("ADJ", "ADV", "PUNCT", "CCONJ") for t in range(token, last + 1)):
        return None
    compared = words("comparatives") & {*parse.lower[use.last + 1 : last + 1]}  # *juge plus utile que …*
    clause = last + 1 < stop and parse.lower[last + 1] in words("complementisers")
    return last + 1 if clause and not compared else None


def _fronted(context: Context, parse: Parse, use: VerbUse, frame: str, source: Found | None) -> Spans:
    """*If it rains,* *experts say* *it will break*; **she** *is said to be ill*: what of a content stands at the head."""
    if frame != "clause" or source is None:
        hearsay = frame == "infinitive" and source is None and is_hearsay(context, parse, use)
        return undergoer(context, parse, use) if hearsay else ()
    sentence = context.sentence_at(parse.start[use.token])
    first, end = parse.at(sentence.start), parse.at(source.span.start)
    if first is None or end is None or end - first < SHORTEST_CONDITION or parse.words[end - 1] != ",":
        return ()
    if parse.lower[first] not in context.language.words("conditions"):
        return ()
    if any(first <= other.token < end for other in context.verbs[context.passage_at(sentence.start)]):
        return ()  # *If asked, he says …*
    return content_spans(context, parse, first, end - 1)


def _before_governing_verb(parse: Parse, use: VerbUse, first: int, end: int, *, clause: bool) -> int:
    """
    Return where the clause begins that the cue itself depends on, when that follows the content; else *end*.

    *Any firm that asks them to pay more **is supposed** to say so*; *she told police she was tired, **a report says**.*
    A *clause* must keep a verb of its own.
    """
    current = use.token
    while parse.head[current] != current:
        current = parse.head[current]
        if not first < current < end or not is_own_clause(parse, current):
            continue
        group = [current]
        for child in parse.children[current]:
            relation = parse.relation[child]
            if child > first and child < current and (relation.startswith(("aux", "nsubj")) or relation == "neg"):
                group.append(min(parse.subtree(child)))
        begin = min(group)
        return end if clause and not any(phrases.is_finite(parse, t) for t in range(first, begin)) else begin
    return end


def _before_adverbial_clause(context: Context, parse: Parse, use: VerbUse, first: int, end: int) -> int:
    """*praised the law* **before he left**: a finite clause that hangs on the cue is no part of a noun phrase."""
    words = context.language.words
    for token in range(first + 1, end):
        clause = parse.head[token]
        adverbial = parse.relation[token] == "mark" and parse.relation[clause] == "advcl"
        if adverbial and parse.head[clause] == use.token and is_own_clause(parse, clause):
            kept = words("conditions", "whether", "purpose_markers")
            return end if kept & {*parse.lower[token - 1 : token + 1]} else token
    return end


def _rate(
    context: Context, parse: Parse, use: VerbUse, rate: float, rule: str, content: Spans, source: Found | None
) -> float:
    """Weigh a frame's rate by what the sentence shows: a question, possibility, quoted words, who can speak."""
    if is_asked(context, parse, use):
        return rate * ASKED
    if source is None and is_hearsay(context, parse, use):
        return max(rate, HEARSAY)
    if rule in PHRASAL or rule == "reported_infinitive":
        if is_unreal(context, parse, use):
            rate *= 0.5
        if source is not None and not can_speak(context, parse, source):
            rate *= {"reported_infinitive": 0.85, "predicate": 0.5}.get(rule, 0.7)
    if rule in PHRASAL:
        quote = context.quote_at(content[0].start) or next(
            (q for q in context.quotes_near(content[0]) if content[0].covers(q.inner)), None
        )
        own = quote is not None and quote is context.quote_at(parse.start[use.token])
        lead = parse.at(quote.outer.start) if quote is not None else None
        named = lead is not None and lead > 0 and parse.pos[lead - 1] == "PROPN"  # *sollicite X « plus d'une fois »*
        near = (
            quote is not None
            and not own
            and not named
            and "," not in context.text[content[0].start : quote.outer.start]
        )
        if near and rate >= STANCE_RATE:
            return max(rate, QUOTED_RATE)
    return rate


def cue_spans(parse: Parse, use: VerbUse, cue_to: int | None = None) -> Spans:
    """Return the verb group, up to a governed preposition that touches the content."""
    return (parse.span(use.first, max(use.last, cue_to if cue_to is not None else use.last)),)


def features_of(use: VerbUse, source: Found | None) -> tuple[str, ...]:
    """Return what was seen of the cue and its source, for the decision and its explanation."""
    found = [f"form={use.kind}", f"source={source.how if source else 'none'}"]
    found.extend(name for name in ("passive", "bare", "negated", "reflexive") if getattr(use, name))
    return tuple(found)
