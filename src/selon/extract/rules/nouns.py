"""
What is credited by a noun (*the claim that …*, *la déclaration selon laquelle …*)?
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.addressees import contracted
from selon.extract.grammar.context import Context
from selon.extract.grammar.coordination import opens_clause
from selon.extract.grammar.stops import clause_stop, sentence_stop, tidy
from selon.extract.grammar.subjects import SUBJECT
from selon.extract.grammar.verbs import VerbUse
from selon.lang.entries import NounCue
from selon.model import Spans
from selon.parse.tree import Parse


def noun_cue(context: Context) -> Iterator[Candidate]:
    """
    Yield clauses, quotations and phrases that a noun for an act of speech holds.

        [Clinton]'s **claim** that [the mails were safe].  [Sa] **réponse** : « [Jamais.] »

    Takes a clause, what follows a relative preposition (*selon laquelle*), an infinitive, a quotation after a colon,
    and the phrase after the noun's own preposition, each as often as the noun's rates allow.
    """
    forms = context.language.noun_cues
    for parse in context.parses:
        if parse is None:
            continue
        for token, word in enumerate(parse.lower):
            if word in forms and parse.pos[token] in ("NOUN", "PROPN"):
                yield from _of_noun(context, parse, token, forms[word])


def _of_noun(context: Context, parse: Parse, token: int, noun: NounCue) -> Iterator[Candidate]:
    stop = sentence_stop(context, parse, token)
    held = _held(context, parse, token, stop, noun)
    if held is None:
        return
    how, first, rate, head, cue_to = held
    if first >= stop:
        return
    use = VerbUse(token, token, cue_to, (), "f")
    if how == "quotation":
        quote = context.quote_at(parse.start[first])
        ends: list[tuple[str, Spans]] = [("quotation", (quote.inner,))] if quote else []
    else:
        ends = list(_contents(context, parse, use, how, first, head, stop))
    sources = list(_sources(context, parse, token, noun, how))
    for reading, content in ends:
        for place, source in sources:
            if any(c.overlaps(s) for c in content for s in source):
                continue
            yield Candidate(
                rule="noun_cue",
                frame="noun",
                lemma=noun.lemma,
                cue=(parse.span(token, cue_to),),
                source=source,
                content=content,
                rate=rate if source or how != "phrase" else rate * 0.7,
                head=parse.start[token],
                features=(f"reading={how} {reading}", f"source={place}"),
            )


def _held(
    context: Context, parse: Parse, token: int, stop: int, noun: NounCue
) -> tuple[str, int, float, int | None, int] | None:
    """Return how the noun holds its content, its first token, the rate, its head in the tree, the cue's last token."""
    words = context.language.words
    after = token + 1
    if after < stop and parse.lower[after] in words("complementisers"):
        if parse.lower[after + 1 : after + 2] and parse.lower[after + 1] in words("genitives"):
            return None  # *plus de questions que de réponses*
        if " ".join(parse.lower[after + 1 : after + 3]) in words("concessives"):
            return None  # *quelque demande que ce soit*
        if token > 1 and parse.lower[token - 2] == "," and "Definite=Ind" in parse.morph[token - 1]:
            return None  # *…, une affirmation qu'il conteste*: a relative clause after a remark on what was said
        mark = parse.head[after]
        if parse.relation[after] not in ("nsubj", "obj", "iobj", "nsubj:pass", "pobj"):
            return "clause", after + 1, noun.rate, mark if mark > after else None, token
        return None
    for relative in words("noun_relatives"):
        pair = relative.split()
        if list(parse.lower[after : after + len(pair)]) == pair:
            return "clause", after + len(pair), max(noun.rate, RELATIVE_RATE), None, after + len(pair) - 1
    colon = next((t for t in range(after, min(after + COLON_REACH, len(parse))) if parse.words[t] == ":"), None)
    if colon is not None and colon + 1 < len(parse):
        quote = context.quote_at(parse.start[colon + 1])
        if (
            quote is not None
            and quote.outer.start == parse.start[colon + 1]
            and not any(parse.pos[t] in ("VERB", "PUNCT") for t in range(after, colon))
        ):
            return "quotation", colon + 1, noun.rate, None, token
    if after >= stop:
        return None
    if parse.lower[after] in words("infinitive_markers") and noun.infinitive_rate is not None:
        return "infinitive", after, noun.infinitive_rate, _head_of(parse, token, after), token
    if parse.lower[after] in contracted(context, noun.markers) and after + 1 < stop:
        head = next((c for c in parse.children[after] if c > after), None)
        return "phrase", after + 1, noun.marker_rate, head, after
    return None


RELATIVE_RATE = 0.85
"""*une rumeur selon laquelle* attributes whatever the noun."""
COLON_REACH = 4
"""Tokens that may stand between a noun and the colon before its quotation."""


def _head_of(parse: Parse, noun: int, first: int) -> int | None:
    for child in parse.children[noun]:
        if child >= first and first in parse.subtree(child):
            return child
    return None


def _contents(
    context: Context, parse: Parse, use: VerbUse, how: str, first: int, head: int | None, stop: int
) -> Iterator[tuple[str, Spans]]:
    begin = parse.at(context.sentence_at(parse.start[use.token]).start) or 0
    if parse.lower[first] != "," and not any(phrases.is_finite(parse, t) for t in range(begin, use.token)):
        # *Asked of claims that P,* **she said** *…*
        commas = (t for t in range(first + 1, stop) if parse.lower[t] == ",")
        stop = next((t for t in commas if opens_clause(parse, t + 1, stop)), stop)
    end = clause_stop(context, parse, use, first, stop, phrasal=how == "phrase")
    if head is not None and head >= first:
        below = min(parse.subtree(head)[-1] + 1, stop)
        if how != "clause" or below < end:
            end = below
    ends = [("subtree" if head is not None else "stop", end)]
    widest = clause_stop(context, parse, use, first, stop)
    ends.append(("stop", _before_outer_verb(context, parse, use, first, widest)))
    comma = next((t for t in range(first + 1, end) if parse.lower[t] == ","), None)
    if comma is not None:
        ends.append(("comma", comma))
    verb = next((t for t in range(first + 1, end) if parse.head[use.token] == t), None)
    if verb is not None:
        ends.append(("before the verb", verb))
    seen: set[Spans] = set()
    for name, last in ends:
        if last <= first:
            continue
        content = tidy(context, parse.start[first], parse.end[last - 1])
        if content and content not in seen:
            seen.add(content)
            yield name, content


def _before_outer_verb(context: Context, parse: Parse, use: VerbUse, first: int, end: int) -> int:
    """Return where a verb goes on with one before the noun (*noted her refusal to pay* **and called** *for a vote*)."""
    for token in range(first + 1, end):
        if parse.relation[token] == "conj" and parse.head[token] < use.token and phrases.is_finite(parse, token):
            joined = (t for t in range(token, first, -1) if parse.lower[t] in context.language.words("coordinators"))
            return next(joined, end)
    return end


def _sources(context: Context, parse: Parse, token: int, noun: NounCue, how: str) -> Iterator[tuple[str, Spans]]:
    """Yield whose act it is: possessor, genitive, agent, subject of a light verb; at last nobody."""
    words = context.language.words
    start = parse.at(context.sentence_at(parse.start[token]).start) or 0
    for child in parse.children[token]:
        if parse.relation[child] in ("poss", "nmod:poss") or parse.lower[child] in words("possessive_determiners"):
            below = [t for t in parse.subtree(child) if t >= start and parse.lower[t] not in words("possessives")]
            if below:
                yield "possessor", tidy(context, parse.start[below[0]], parse.end[below[-1]])
    markers = noun.markers if how == "phrase" else ()
    for child in parse.children[token]:
        word = parse.lower[child]
        prepositions = (words("genitives", "agent_prepositions")) - set(markers)
        if child > token and word in prepositions and child + 1 < len(parse):
            phrase = phrases.along(parse, child + 1, len(parse), context.language)
            if phrase:
                yield "genitive", (parse.span(*phrase),)
    current = token
    for _ in range(4):
        head = parse.head[current]
        if head == current:
            break
        if _denies(context, parse, head):
            current = head
            continue  # *dismisses accusations that …*: somebody else's
        for child in parse.children[head]:
            if parse.relation[child] in SUBJECT and child < token and child != current:
                phrase = phrases.from_head(parse, child, context.language, low=start, high=token - 1)
                if phrase:
                    yield "subject above", (parse.span(*phrase),)
        current = head
    yield "none", ()


def _denies(context: Context, parse: Parse, verb: int) -> bool:
    uses = context.verbs[context.passage_at(parse.start[verb])]
    return any(use.token == verb and any(cue.act == "deny" for cue in use.cues) for use in uses)
