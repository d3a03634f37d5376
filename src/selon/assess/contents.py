"""
How sure is the content presented as, and as so or as not so?

Both are read off the content's main clause: a mark further down (*…, qui n'aurait pas dû…*) is about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selon.lang.marks import Marks
from selon.model import Act, Attribution, Certainty, Polarity, Span
from selon.parse import Parse

CLAUSES = frozenset({"ccomp", "acl", "relcl", "acl:relcl", "advcl", "csubj", "parataxis", "appos"})
"""Relations below which another clause begins."""

REACH = 8  # words from *ne* to its other half: "ne s'arrêteraient probablement pas"
WORD = re.compile(r"n't|\w+'?")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»”\"]+(?=[\w«“\"])")


@dataclass(frozen=True, slots=True)
class Main:
    """
    The main clause of a content.

    Attributes:
        parse: The paragraph it stands in, None when that was not parsed.
        tokens: Its tokens, in order; subordinate clauses left out.
        verbs: Those of them that are verbs.
        first: Those of them that belong to its first conjunct (*le corps ne suit plus* is no part of *elles sont
            restées, mais le corps ne suit plus*).
        text: The first sentence of the content.
        span: Where that stands.
    """

    parse: Parse | None
    tokens: tuple[int, ...]
    verbs: tuple[int, ...]
    first: tuple[int, ...]
    text: str
    span: Span

    def words(self) -> Iterator[str]:
        """Yield the words of the clause in lower case."""
        if self.parse is None:
            yield from WORD.findall(self.text.lower().replace("’", "'"))
            return
        for token in self.tokens:
            yield self.parse.lower[token]

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
            yield self.parse.lower[token], self.parse.morph[token] if token in self.verbs else "Mood=Ind"

    def has_participle(self) -> bool:
        """Tell whether a participle stands in the clause; where nothing was parsed it may."""
        return self.parse is None or any("VerbForm=Part" in self.parse.morph[token] for token in self.tokens)

    def written(self) -> str:
        """Return the clause as text, for patterns."""
        return " ".join(self.words()) if self.parse is not None else self.text


def main_clause(attribution: Attribution, parse: Parse | None, text: str) -> Main | None:
    """Return the main clause of the content's first sentence; None for a refusal."""
    if not attribution.content:
        return None
    first = attribution.content[0]
    words = first.of(text)
    # "Les combats continuent … qui montrerait": a short first span runs on into the next one of the same sentence.
    end = SENTENCE_END.search(words)
    span = Span(first.start, first.start + end.start()) if end and end.start() > 0 else first
    spans = [span]
    if not end and len(attribution.content) > 1 and not words.rstrip().endswith((".", "!", "?")):
        spans.append(attribution.content[1])
    if parse is None:
        return Main(None, (), (), (), span.of(text), span)
    inside = [token for token in range(len(parse)) if any(one.start <= parse.start[token] < one.end for one in spans)]
    return Main(parse, *_clause(parse, inside), span.of(text), span)


def _clause(parse: Parse, inside: list[int]) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Return the tokens of the main clause, its verbs, and the tokens of its first conjunct."""
    members = set(inside)
    tops = [token for token in inside if parse.head[token] not in members or parse.head[token] == token]
    if not tops:
        return tuple(inside), (), tuple(inside)
    kept = _below(parse, tops, members, CLAUSES)
    first = _below(parse, tops[:1], members, CLAUSES | {"conj"})
    return kept, tuple(token for token in kept if parse.pos[token] in ("VERB", "AUX")), first


def _below(parse: Parse, tops: list[int], members: set[int], barred: frozenset[str]) -> tuple[int, ...]:
    """Return *tops* and what hangs from them among *members*, relations *barred* left out."""
    waiting, seen = list(tops), set[int]()
    while waiting:
        token = waiting.pop()
        if token not in seen and token in members:
            seen.add(token)
            waiting.extend(child for child in parse.children[token] if parse.relation[child] not in barred)
    return tuple(sorted(seen))


def _denies(words: Sequence[str], marks: Marks) -> bool:
    """Tell whether *words* hold a negation, complete where the language makes it of two (*ne … pas*)."""
    negation = marks.negation
    if not negation.needs:
        return any(word in negation.words for word in words)
    for place, word in enumerate(words):
        if word in negation.needs:
            after = words[place + 1 : place + REACH]
            return any(word in negation.words for word in after) or any(word in negation.anywhere for word in words)
    return False


def _is_negative(main: Main, marks: Marks) -> bool:
    """Tell whether the main clause denies."""
    if marks.negation.not_negative.search(main.written().replace("' ", "'")):
        return False
    if marks.negation.in_content.match(main.text.strip(" «“\"'")):
        return True
    first = [main.parse.lower[token] for token in main.first] if main.parse is not None else list(main.words())
    return _denies(first, marks)


def polarity(attribution: Attribution, main: Main | None, marks: Marks, *, act: Act, cue: str) -> Polarity:
    """
    Return whether the content is put forward as so.

    Args:
        attribution: The attribution.
        main: The main clause of its content.
        marks: The words of the language.
        act: What the source does.
        cue: The words of the cue, and what stands right before them.
    """
    if act == "decline":
        return "negative" if attribution.content else "positive"
    negative = (
        act == "deny"
        or attribution.why.cue in marks.negation.cues
        or _cue_denied(cue, marks)
        or (main is not None and _is_negative(main, marks))
    )
    return "negative" if negative else "positive"


def _cue_denied(cue: str, marks: Marks) -> bool:
    lower = cue.lower().replace("’", "'")
    if marks.negation.not_negative.search(lower):
        return False
    return bool(marks.negation.before_cue.match(lower)) or _denies(WORD.findall(lower), marks)


@dataclass(frozen=True, slots=True)
class Saying:
    """
    What the cue tells of how the content is put.

    Attributes:
        words: The words of the cue.
        past: Whether it tells of the past, so that a conditional may be a future seen from there.
        relayed: Whether a preposition credits the content (*selon*) or an outlet relays it: a conditional is hearsay.
    """

    words: str
    past: bool
    relayed: bool


def certainty(attribution: Attribution, main: Main | None, marks: Marks, saying: Saying) -> Certainty:
    """
    Return how sure the content is presented as the source's.

    Args:
        attribution: The attribution.
        main: The main clause of its content.
        marks: The words of the language.
        saying: What the cue tells.
    """
    if main is None:
        return "certain"
    verb = _conditional(main, marks)
    plain = _without_conditional(attribution, main, marks, saying, verb)
    if plain is not None:
        return plain
    if verb is None:
        # *If nothing changes, the dam will break*
        return "probable" if marks.conditional.conditions.match(main.text.lstrip(" «“\"'")) else "certain"
    return _of_conditional(attribution, main, marks, verb, saying)


def _without_conditional(
    attribution: Attribution, main: Main, marks: Marks, saying: Saying, verb: str | None
) -> Certainty | None:
    """Return the certainty that cue, modals and adverbs tell; None when they leave it to the verb."""
    said = set(WORD.findall(saying.words.lower()))
    unvouched = not attribution.source and marks.conditional.said_to.search(saying.words) is not None
    if unvouched or said & marks.conditional.with_have:
        return "reported"  # the saying itself is hearsay: "le Pérou aurait proposé"
    words, written, lemma = set(main.words()), main.written(), attribution.why.cue
    modals = marks.possible.modals - marks.possible.past_modals if saying.past else marks.possible.modals
    if lemma in marks.possible.cues or words & modals or said & marks.possible.cue_modals:
        return "possible"
    likely = verb is None and bool(words & marks.probable.modals)
    if likely or lemma in marks.probable.cues or marks.probable.words.search(written):
        return "probable"
    if marks.possible.words.search(written):
        return "possible"
    return "reported" if marks.conditional.hearsay.search(written) else None


def _conditional(main: Main, marks: Marks) -> str | None:
    """Return the conditional verb of the clause, None without one; modals and courtesies left out."""
    left_out = marks.possible.modals | marks.probable.modals | marks.conditional.polite
    for word, morph in main.verb_forms():
        if word in left_out:
            continue
        ends = bool(marks.conditional.endings) and word.endswith(marks.conditional.endings)
        # The tagger calls rare conditionals (*achopperaient*) indicative; an imperfect in *-trait* it knows.
        sure = word in marks.conditional.perfect or word.endswith(marks.conditional.sure_endings or "\0")
        if ends and (sure or "Mood=Ind" not in morph):
            return word
        if word in marks.conditional.words:
            return word
    return None


def _of_conditional(attribution: Attribution, main: Main, marks: Marks, verb: str, saying: Saying) -> Certainty:
    """
    Return what a conditional says.

    Under a condition or in the source's own words it is what would probably be; of the perfect (*aurait demandé*), or
    after *selon*, it is hearsay; after a cue of the past a future in the past.
    """
    perfect = verb in marks.conditional.perfect and main.has_participle()
    if attribution.quotation == "direct":
        return "certain" if perfect else "probable"  # "on aurait dû tuer le match" regrets what was not
    if marks.conditional.conditions.search(main.text):
        return "probable"
    passive = perfect and verb not in marks.conditional.with_have
    if passive and saying.past and not saying.relayed:
        return "certain"  # "avait juré que tout serait réglé": a future in the past
    hearsay = perfect or (saying.relayed and attribution.quotation == "indirect")
    if hearsay and marks.conditional.endings:
        return "reported"
    return "certain" if saying.past else "probable"
