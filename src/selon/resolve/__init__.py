"""
Who said it, and when?

Over the whole article, before the order of cues: whom it names, with which roles and acronyms. Then each source: names,
descriptions, first persons, pronouns last, and quotations without a source. ``said_at`` comes from the words that date
the saying.

* Who takes part: ``scan``, ``mentions`` with ``capitals``, ``surroundings``, ``bodies`` and ``introduced`` look for them,
  ``documents`` for who has issued what; ``trimmed``, ``aliases`` and ``casting`` bring their names together; ``cast`` has
  them.
* Whom each source means: ``order`` goes through the sources, on a ``stage``; ``named``, ``descriptions``, ``epithets`` and
  ``taken_up`` find a ``resolution``; for ``pronouns`` with ``referents`` and ``standing``, and for what is ``floating``
  (``wordings`` tell what says the same), several are in ``competition``.
* How sure that is: ``sureness``. When: ``time``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from selon import lang
from selon.lang import Language
from selon.lang.tokens import Tokens
from selon.model import Article, Attribution, Moment, Naming
from selon.parse.designations import Designations
from selon.parse.tagged import Tagged
from selon.resolve.bodies import add_bodies
from selon.resolve.casting import Casting
from selon.resolve.documents import Documents
from selon.resolve.introduced import introduced
from selon.resolve.mentions import mentions
from selon.resolve.order import Order
from selon.resolve.resolution import Resolution
from selon.resolve.scan import Scan
from selon.resolve.stage import Stage
from selon.resolve.sureness import sureness
from selon.resolve.time import said_at

ENDS = frozenset(".!?…;")
CLOCK = re.compile(
    r"\W{0,2}\d{1,2}\s?(?:h|:\d\d|\.\d\d(?=\s?[ap]\.?m))\s?(?:\d\d)?(?:\s?[ap]\.?m\b\.?)?\s*(?:[-–—:|•·]|$)",
    re.IGNORECASE,
)
"""The time at which an entry of a live page begins, where the page does not mark it."""
ENTRIES = 2  # passages that begin with a time, of the fewest that make a live page


def resolve(
    article: Article, attributions: Sequence[Attribution], sources: Designations, language: Language
) -> list[Attribution]:
    """
    Return *attributions* with speaker, how sure it is, candidates, kind of source and the time of the saying.

    The naming is given as far as resolution alone tells it: ``named`` with a speaker, ``anonymous`` where nobody is found
    whom a pronoun means.

    Args:
        article: The article that they are taken from.
        attributions: Its statements, in text order; parents by position.
        sources: How their sources read.
        language: The language of the article.
    """
    if not attributions:
        return []
    resolved = ordered(article, attributions, sources, language).resolved()
    return [
        replace(
            attribution,
            speaker=resolved[index].speaker,
            candidates=resolved[index].candidates,
            source_kind=resolved[index].kind,
            naming=_naming(attribution, resolved[index]),
            said_at=_said_at(article, attribution, language),
            speaker_confidence=sureness(resolved[index], article.words(attribution.source)),
        )
        for index, attribution in enumerate(attributions)
    ]


def ordered(
    article: Article,
    attributions: Sequence[Attribution],
    sources: Designations,
    language: Language,
    known: Mapping[int, str | None] | None = None,
) -> Order:
    """Return the sources of *attributions* about to be resolved; *known* is as for :class:`~selon.resolve.order.Order`."""
    stage = replace(_stage(article, sources.words, language), entry_of=_entries(article, sources.words.tokens))
    passages = [stage.scan.tokens.between(passage.span.start, passage.span.end) for passage in article.passages]
    return Order(stage, attributions, sources, passages, known=known)


def _naming(attribution: Attribution, resolution: Resolution) -> Naming | None:
    """Return what resolution tells of the naming; who speaks in a quotation without a source was described elsewhere."""
    floats = not attribution.source and not attribution.cue
    return resolution.naming or ("described" if floats else None)


def _said_at(article: Article, attribution: Attribution, language: Language) -> Moment | None:
    """Return the day that the words of the time name, seen from the article's day or the live entry's."""
    if not attribution.when:
        return None
    published = article.published
    for passage in article.passages:
        if passage.span.start > attribution.when[0].start:
            break
        published = passage.opens_entry or published
    return said_at(article.words(attribution.when, joint=" "), published, language.code)


def _stage(article: Article, words: Tagged, language: Language) -> Stage:
    tokens, finite = words.tokens, _finite(language.code)
    scan = Scan(words.text, tokens, words.tags.__getitem__, language.roles, language.places, finite)
    passages = [tokens.between(passage.span.start, passage.span.end) for passage in article.passages]
    paragraph_of = [0] * len(tokens)
    for number, passage in enumerate(passages):
        for index in passage:
            paragraph_of[index] = number
    casting = Casting(scan)
    casting.add(mentions(scan, passages))
    add_bodies(casting, passages)
    cast = casting.close()
    unnamed = tuple(introduced(scan, passages, words.subjects, cast.named))
    sentences = _sentences(tokens, paragraph_of)
    stage = Stage(scan, cast, paragraph_of, sentences, words.subjects, unnamed)
    return replace(stage, documents=tuple(Documents(scan, cast, sentences, words.subjects, stage.member).told()))


def _entries(article: Article, tokens: Tokens) -> list[int]:
    """Return the number of the entry of each token of a live page; nothing where *article* is none."""
    opening = [one.span.start for one in article.passages if one.opens_entry or CLOCK.match(one.span.of(article.text))]
    if len(opening) < ENTRIES:
        return []
    return [bisect_right(opening, start) for start in tokens.start]


def _sentences(tokens: Tokens, paragraph_of: Sequence[int]) -> list[int]:
    """Return the number of the sentence of each token."""
    numbers, number = [], 0
    for index in range(len(tokens)):
        before = index - 1
        if before >= 0 and (paragraph_of[index] != paragraph_of[before] or tokens.words[before] in ENDS):
            number += 1
        numbers.append(number)
    return numbers


@cache
def _finite(code: str) -> frozenset[str]:
    """Return the forms of cues that can be finite verbs."""
    return frozenset(
        word for word, forms in lang.load(code).forms.items() if any(set(form.kinds) & set("fuc") for form in forms)
    )
