"""
What is the main clause of a content?

A mark further down (*…, qui n'aurait pas dû…*), in an adjunct (*with no licence*) or in the second of two clauses (*on
veut ceux-ci, on ne veut pas ceux-là*) is about something else than the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selon.lang.marks import Hedges
from selon.model import Attribution, Span
from selon.parse.tree import Parse

CLAUSES = frozenset({"ccomp", "acl", "relcl", "acl:relcl", "advcl", "csubj", "parataxis", "appos"})
"""Relations below which another clause begins."""

PARTS = CLAUSES | {
    "conj", "xcomp", "prep", "pcomp", "obl", "obl:mod", "obl:arg", "obl:agent", "obl:npmod", "agent", "nmod", "amod",
    "poss", "compound", "intj", "discourse",
}  # fmt: skip
"""Relations below which nothing speaks for the whole clause: *a decision not to go*, *au risque de ne rien voir*."""

FIRST = frozenset({"ccomp", "parataxis", "advcl", "dep"})
"""Relations by which parsers hang a first main clause on the next one (*it is old, it is not safe*)."""

PHRASAL = frozenset({"nominal", "oblique", "object_of"})
"""Frames whose content is a noun phrase: a finite verb in it is that of a clause within (*un moratoire pour qu'il …*)."""

VERBS = frozenset({"VERB", "AUX"})

SHORTEST_FIRST = 3
"""Words of a first main clause: *you know*, *je crois* and *look* open what follows."""

WORD = re.compile(r"\w+(?=n't)|n't|\w+'?")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»”\"]+(?=[\w«“\"])")


@dataclass(frozen=True, slots=True)
class Main:
    """
    The main clause of a content.

    Attributes:
        parse: The paragraph it stands in, None when that was not parsed.
        tokens: The tokens of its first conjunct, in order (*le corps ne suit plus* is no part of *elles sont restées,
            mais le corps ne suit plus*); subordinate clauses left out.
        stated: Those of them that speak for the whole clause: verb, subject, object, no adjunct and no modifier.
        scope: Those of ``stated`` that stand by its first verb, should the parser have torn it apart.
        verbs: Those of ``tokens`` that are verbs.
        inside: All tokens of the sentence, those of subordinate clauses too.
        text: The first sentence of the content.
        span: Where that stands.
    """

    parse: Parse | None
    tokens: tuple[int, ...]
    stated: tuple[int, ...]
    scope: tuple[int, ...]
    verbs: tuple[int, ...]
    inside: tuple[int, ...]
    text: str
    span: Span

    def words(self) -> Iterator[str]:
        """Yield the words of the clause in lower case."""
        if self.parse is None:
            yield from WORD.findall(self.text.lower().replace("’", "'"))
            return
        for token in self.tokens:
            yield self.parse.lower[token]

    def modals(self, modals: frozenset[str]) -> set[str]:
        """
        Return those of *modals* that stand by the main verb.

        The tagger tells *may* from the month and *might* from the noun; a finite verb has no modal (*May said so*).
        """
        parse = self.parse
        if parse is None:
            return {*modals} & {*self.words()}
        return {
            parse.lower[token]
            for token in self.stated
            if parse.lower[token] in modals
            and parse.pos[token] in ("AUX", "VERB")
            and not (parse.relation[token] == "aux" and "VerbForm=Fin" in parse.morph[parse.head[token]])
        }

    def has_any(self, words: frozenset[str]) -> bool:
        """Tell whether one of *words* speaks for the whole clause."""
        if self.parse is None:
            return not words.isdisjoint(self.words())
        return any(self.parse.lower[token] in words for token in self.scope)

    def verb_forms(self) -> Iterator[tuple[str, str]]:
        """
        Yield the words of the clause in lower case, verbs with their features.

        Any other word has ``Mood=Ind`` for features: it is a verb only if its ending leaves no doubt (*achopperaient*,
        which the tagger takes for a noun).
        """
        if self.parse is None:
            yield from ((word, "") for word in self.words())
            return
        for token in self.tokens:
            is_verb = self.parse.pos[token] in VERBS
            yield self.parse.lower[token], self.parse.morph[token] if is_verb else "Mood=Ind"

    def has_participle(self) -> bool:
        """Tell whether a participle stands in the clause; where nothing was parsed it may."""
        return self.parse is None or any("VerbForm=Part" in self.parse.morph[token] for token in self.tokens)

    def written(self) -> str:
        """Return the clause as text, for patterns."""
        return " ".join(self.words()).replace("' ", "'") if self.parse is not None else self.text


def main_clause(attribution: Attribution, parse: Parse | None, text: str, marks: Hedges) -> Main | None:
    """
    Return the main clause of the content's first sentence; None for a refusal.

    A sentence of nothing but an answer is passed over (**No.** *The bridge is safe*).
    """
    if not attribution.content:
        return None
    first = attribution.content[0]
    words = first.of(text)
    end = SENTENCE_END.search(words)
    if end and words[: end.start()].strip(' .!…«“"').lower() in marks.negation.answers:
        first = Span(first.start + end.end(), first.end)
        words = first.of(text)
    span = _first_sentence(first, text)
    spans = [span]
    # "Les combats continuent … qui montrerait": a short first span runs on into the next one of the same sentence.
    if span == first and len(attribution.content) > 1 and not words.rstrip().endswith((".", "!", "?")):
        spans.append(_first_sentence(attribution.content[1], text))
    if parse is None:
        return Main(None, (), (), (), (), (), span.of(text), span)
    inside = [token for one in spans for token in parse.begun(one)]
    phrasal = attribution.why.frame in PHRASAL
    return _main(parse, inside, span, text, marks.negation.raising, phrasal=phrasal)


def _first_sentence(span: Span, text: str) -> Span:
    end = SENTENCE_END.search(span.of(text))
    return Span(span.start, span.start + end.start()) if end and end.start() > 0 else span


def _main(  # noqa: PLR0913 - what main_clause has found out
    parse: Parse, inside: list[int], span: Span, text: str, raising: frozenset[str], *, phrasal: bool
) -> Main:
    members = set(inside)
    tops = [token for token in inside if parse.head[token] not in members or parse.head[token] == token]
    if not tops:
        everything = tuple(inside)
        return Main(parse, everything, everything, everything, (), everything, span.of(text), span)
    heads = _without_subordinate(parse, [_first_of(parse, token, members) for token in tops], members)
    if phrasal and parse.pos[heads[0]] in ("NOUN", "PROPN"):
        heads = [token for token in heads if not _is_finite(parse, token)] or heads[:1]
    verb = _first_verb(parse, heads, inside, phrasal=phrasal)
    # *juge* **la cession « improbable »**: without a verb, what the parser hangs on the cue piece by piece
    speaking = heads if verb is None else [verb]
    scope = _below(parse, [*speaking, *_raised(parse, speaking, raising)], members, PARTS)
    heads = _of_first_clause(parse, heads)
    words = _below(parse, heads, members, CLAUSES | {"conj"})
    stated = _below(parse, heads, members, PARTS)
    verbs = tuple(token for token in words if parse.pos[token] in VERBS)
    return Main(parse, words, stated, scope, verbs, tuple(inside), span.of(text), span)


def _first_verb(parse: Parse, heads: list[int], inside: list[int], *, phrasal: bool) -> int | None:
    """Return the first verb among *heads*; where no noun phrase is expected, the first finite one *inside* will do."""
    verb = next((token for token in heads if parse.pos[token] == "VERB" or _is_finite(parse, token)), None)
    if verb is not None or phrasal:
        return verb
    # *Port :* **le quai n'est pas à vendre**, hung on what stands before the colon
    light = (*CLAUSES, "aux", "cop")
    return next((t for t in inside if _is_finite(parse, t) and not parse.relation[t].startswith(light)), None)


def _raised(parse: Parse, verbs: list[int], raising: frozenset[str]) -> set[int]:
    """Return the infinitives that speak for the clause in the place of *verbs* (*il pourrait* **ne pas venir**)."""
    carrying = [verb for verb in verbs if parse.lower[verb] in raising]
    return {t for verb in carrying for t in parse.children[verb] if parse.relation[t] == "xcomp"}


def _of_first_clause(parse: Parse, heads: list[int]) -> list[int]:
    """Return *heads* without further finite verbs; a cleft keeps its own (*c'est le quai* **qui devrait fermer**)."""
    finite = next((token for token in heads if _is_finite(parse, token)), None)
    if finite is None:
        return heads
    cleft = parse.child(finite, "expl:subj") is not None
    return [
        token
        for token in heads
        if token == finite or not _is_finite(parse, token) or (cleft and _asks(parse, min(parse.subtree(token))))
    ]


def _first_of(parse: Parse, top: int, members: set[int]) -> int:
    """Return the head of the first of two main clauses that the parser hangs on one another at *top*."""
    while True:
        before = next((t for t in parse.children[top] if t in members and _precedes(parse, t, top, members)), None)
        if before is None:
            return top
        top = before


def _without_subordinate(parse: Parse, heads: list[int], members: set[int]) -> list[int]:
    """Leave out of *heads* the clauses that a conjunction within opens (*si on agit, le pont tient*), unless all are."""
    opened = {t for t in heads if _is_opened(parse, t, members)}
    plain = [t for t in heads if t not in opened]
    if not any(_is_finite(parse, t) for t in plain):  # the main clause hangs on the one before it
        below = (c for t in opened for c in parse.children[t] if c > t and c in members and parse.relation[c] in FIRST)
        plain = [c for c in below if _is_finite(parse, c) and not _is_opened(parse, c, members)]
    return plain or heads


def _is_opened(parse: Parse, head: int, members: set[int]) -> bool:
    """Tell whether a conjunction within the content opens the clause of *head*."""
    return any(c in members and parse.relation[c] == "mark" for c in parse.children[head])


def _group(parse: Parse, token: int) -> set[int]:
    """Return *token* with its auxiliaries and its copula."""
    return {token, *(t for t in parse.children[token] if parse.relation[t].startswith(("aux", "cop")))}


def _is_finite(parse: Parse, token: int) -> bool:
    return any("VerbForm=Fin" in parse.morph[t] for t in _group(parse, token))


def _precedes(parse: Parse, token: int, top: int, members: set[int]) -> bool:
    """Tell whether a finite clause without conjunction comes right before the clause of *top*, a mark between them."""
    if token > top or parse.relation[token] not in FIRST or not _is_finite(parse, token):
        return False
    if any(parse.relation[t] in ("mark", "case") for t in parse.children[token]):
        return False
    below = [t for t in parse.subtree(token) if t in members]
    words = [t for t in below if parse.pos[t] != "PUNCT"]
    if len(words) < SHORTEST_FIRST or words[0] in _group(parse, token):
        return False
    if parse.pos[words[0]] == "SCONJ" or _asks(parse, words[0]):  # *Si le pont fermait, …*
        return False
    end = words[-1]
    rest = (
        t for t in _below(parse, [top], members - set(below), frozenset()) if parse.pos[t] not in ("PUNCT", "CCONJ")
    )
    return end < next(rest, top) and end + 1 < len(parse) and parse.pos[end + 1] == "PUNCT"


def _asks(parse: Parse, token: int) -> bool:
    return any(kind in parse.morph[token] for kind in ("PronType=Int", "PronType=Rel"))


def _below(parse: Parse, tops: list[int], members: set[int], barred: frozenset[str]) -> tuple[int, ...]:
    """Return *tops* and what hangs from them among *members*, relations *barred* left out."""
    waiting, seen = list(tops), set[int]()
    while waiting:
        token = waiting.pop()
        if token not in seen and token in members:
            seen.add(token)
            waiting.extend(child for child in parse.children[token] if parse.relation[child] not in barred)
    return tuple(sorted(seen))
