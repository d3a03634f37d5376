"""
What does an article attribute to whom?

The ``rules`` look at the ``grammar`` of a sentence and propose each a ``candidate`` or more, generously and overlapping; so
does the ``encoder``, which reads along. ``decide`` chooses among them. Nesting is a pass of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from selon.extract.candidate import Candidate
from selon.extract.decide.accept import Resumed, accept
from selon.extract.decide.nesting import nest
from selon.extract.encoder.marks import Marks
from selon.extract.encoder.proposals import RULE, fitting_lemma
from selon.extract.grammar.addressees import told
from selon.extract.grammar.circumstances import circumstances
from selon.extract.grammar.context import Context
from selon.extract.rules import (
    according,
    clauses,
    complements,
    headings,
    judgements,
    nouns,
    parentheticals,
    posts,
    quotations,
    refusals,
    transcripts,
)
from selon.extract.rules.resumed import cited_by, sentence_before, what_was_said
from selon.lang import Language
from selon.model import Attribution, Span
from selon.parse.tree import Parse

Rule = Callable[[Context], Iterator[Candidate]]

RULES: tuple[Rule, ...] = (
    quotations.quotations,
    parentheticals.parentheticals,
    according.according_to,
    clauses.reported_clause,
    clauses.bare_clause,
    clauses.reported_question,
    clauses.reported_infinitive,
    judgements.object_of,
    complements.predicate,
    complements.reported_oblique,
    complements.reported_noun_phrase,
    complements.reported_passive,
    nouns.noun_cue,
    transcripts.speaker_label,
    refusals.refusals,
)
"""The constructions, in the order in which they are tried; a language without the words for one yields nothing."""

RESUMED: tuple[Resumed, ...] = (cited_by, what_was_said, sentence_before, headings.quoted_heading)
"""Rules that give a second source to a content, once the first is decided."""


SHOWN: tuple[Rule, ...] = (posts.post,)
"""Rules that read what the page itself shows to be a statement: nothing is weighed against it."""


def candidates(context: Context, *, without: Collection[str] = ()) -> list[Candidate]:
    """Return what the rules propose, those named in *without* left out."""
    return [candidate for rule in RULES for candidate in rule(context) if candidate.rule not in without]


def extract(
    text: str,
    passages: Sequence[Span],
    parses: Sequence[Parse | None],
    language: Language,
    *,
    marks: Marks | None = None,
    without: Collection[str] = (),
    in_posts: Collection[int] = (),
) -> list[Attribution]:
    """
    Return the attributions of an article, in text order, their labels not yet assessed.

    Args:
        text: The article's text.
        passages: Its paragraphs, in order.
        parses: The parse of each, None for one that was not parsed.
        language: The data of its language.
        marks: What the encoder sees in the text; None where it does not read along.
        without: Names of rules to leave out, to measure what each is worth.
        in_posts: Which passages are posts of a social network, by their index.
    """
    context = Context(text, language, passages, parses, in_posts)
    shown = [one for rule in SHOWN if rule.__name__ not in without for one in rule(context)]
    proposed = candidates(context, without=without)
    decided = accept(context, proposed, RESUMED, shown=shown, marks=marks, without=without)
    cues = sorted(cue for attribution in decided for cue in attribution.cue)
    return nest([_with_circumstances(context, attribution, cues) for attribution in decided])


_start = attrgetter("start")


def _with_circumstances(context: Context, attribution: Attribution, cues: Sequence[Span]) -> Attribution:
    if attribution.why.rule == RULE:
        lemma = fitting_lemma(context, attribution.cue, attribution.why.cue)
        attribution = replace(attribution, why=replace(attribution.why, cue=lemma))
    addressee = told(context, attribution)
    if addressee != attribution.addressee:
        attribution = replace(attribution, addressee=addressee)
    place = context.passage_at((attribution.cue or attribution.content)[0].start)
    passage = context.passages[place]
    first = bisect_left(cues, passage.start, key=_start)
    near = cues[first : bisect_left(cues, passage.end, first, key=_start)]  # no cue reaches into another paragraph
    others = tuple(cue for cue in near if cue not in attribution.cue)
    return circumstances(attribution, context.parses[place], context.text, context.language, others)
