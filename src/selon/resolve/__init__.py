"""
Who said it, and when?

Over the whole article, before the order of cues: whom it names, with which roles and acronyms. Then each source: names,
descriptions, first persons, pronouns last, and quotations without a source. ``said_at`` comes from the words that date
the saying.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from selon import lang
from selon.lang import Language, places, roles
from selon.lang.tokens import Tokens
from selon.model import Article, Attribution, Moment, Naming
from selon.parse.tree import Parse
from selon.resolve.bodies import add_bodies
from selon.resolve.cast import Casting
from selon.resolve.introduced import introduced
from selon.resolve.mentions import mentions
from selon.resolve.order import Order
from selon.resolve.resolution import Resolution
from selon.resolve.scan import Scan
from selon.resolve.stage import Stage
from selon.resolve.time import said_at

ENDS = frozenset(".!?…;")
SUBJECTS = ("nsubj", "nsubj:pass")


def resolve(
    article: Article, attributions: Sequence[Attribution], parses: Sequence[Parse | None], language: Language
) -> list[Attribution]:
    """
    Return *attributions* with speaker, candidates, kind of source and the time of the saying.

    The naming is given as far as resolution alone tells it: ``named`` with a speaker, ``anonymous`` where nobody is found
    whom a pronoun means.

    Args:
        article: The article that they are taken from.
        attributions: Its statements, in text order; parents by position.
        parses: The parse of each of its passages, None for one that was not parsed.
        language: The language of the article.
    """
    if not attributions:
        return []
    stage = _stage(article, parses, language)
    passages = [stage.scan.tokens.between(passage.span.start, passage.span.end) for passage in article.passages]
    resolved = Order(stage, attributions, passages).resolved()
    return [
        replace(
            attribution,
            speaker=resolved[index].speaker,
            candidates=resolved[index].candidates,
            source_kind=resolved[index].kind,
            naming=_naming(attribution, resolved[index]),
            said_at=_said_at(article, attribution, language),
        )
        for index, attribution in enumerate(attributions)
    ]


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


def _stage(article: Article, parses: Sequence[Parse | None], language: Language) -> Stage:
    words, world = roles.load(language.code), places.load(language.code)
    tokens = words.tokenize(article.text)
    tags, subject = [""] * len(tokens), set[int]()
    for parse in parses:
        if parse is not None:
            _tag(parse, tokens.start, tokens.at(parse.start[0]) if len(parse) else 0, tags, subject)
    scan = Scan(article.text, tokens, tags.__getitem__, words, world, _finite(language.code))
    passages = [tokens.between(passage.span.start, passage.span.end) for passage in article.passages]
    paragraph_of = [0] * len(tokens)
    for number, passage in enumerate(passages):
        for index in passage:
            paragraph_of[index] = number
    casting = Casting(scan)
    casting.add(mentions(scan, passages))
    add_bodies(casting, passages)
    cast = casting.close()
    unnamed = tuple(introduced(scan, passages, subject, cast.named))
    return Stage(scan, cast, paragraph_of, _sentences(tokens, paragraph_of), frozenset(subject), unnamed)


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


def _tag(parse: Parse, starts: Sequence[int], first: int, tags: list[str], subject: set[int]) -> None:
    """Enter part of speech, and where subjects begin, for the tokens that *parse* covers."""
    word, count = 0, len(parse)
    for index in range(first, len(starts)):
        start = starts[index]
        while word < count and parse.end[word] <= start:
            word += 1
        if word == count:
            break
        tags[index] = parse.pos[word]
        if parse.relation[word] in SUBJECTS or (
            parse.relation[parse.head[word]] in SUBJECTS
            and parse.relation[word] in ("flat:name", "compound", "det", "flat", "poss")
        ):
            subject.add(index)
