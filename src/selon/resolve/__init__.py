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
from selon.lang.designation import Designation
from selon.lang.roles import Pronoun
from selon.lang.tokens import Tokens
from selon.model import Article, Attribution, Moment
from selon.parse import Parse
from selon.resolve.cast import Figure, assemble
from selon.resolve.floating import floating
from selon.resolve.mentions import mentions
from selon.resolve.scan import Scan
from selon.resolve.sources import UNKNOWN, Resolution, Stage
from selon.resolve.time import said_at

ENDS = frozenset(".!?…;")
SUBJECTS = ("nsubj", "nsubj:pass")


def resolve(
    article: Article, attributions: Sequence[Attribution], parses: Sequence[Parse | None], language: Language
) -> list[Attribution]:
    """
    Return *attributions* with speaker, candidates, kind of source and the time of the saying.

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
    resolved = _resolve_all(stage, attributions, passages)
    return [
        replace(
            attribution,
            speaker=resolved[index].speaker,
            candidates=resolved[index].candidates,
            source_kind=resolved[index].kind,
            said_at=_said_at(article, attribution, language),
        )
        for index, attribution in enumerate(attributions)
    ]


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
    cast = assemble(scan, mentions(scan, passages), passages)
    return Stage(scan, cast, paragraph_of, _sentences(tokens, paragraph_of), frozenset(subject))


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
            and parse.relation[word] in ("flat:name", "compound", "det", "flat")
        ):
            subject.add(index)


def _resolve_all(stage: Stage, attributions: Sequence[Attribution], passages: Sequence[range]) -> dict[int, Resolution]:
    resolved: dict[int, Resolution] = {}
    read = {
        index: _as_pronoun(stage, stage.designation(attribution.source))
        for index, attribution in enumerate(attributions)
        if attribution.source
    }
    spoken: dict[Figure, int] = {}
    for named in (True, False, False):
        # Twice over the descriptions: the first time teaches roles that a headline may have used before.
        for index, source in read.items():
            done = resolved.get(index)
            if source.pronoun is not None or bool(len(source.name)) is not named or (done and done.figure is not None):
                continue
            found = resolved[index] = stage.without_pronoun(source, spoken)
            if found.figure is not None:
                spoken[found.figure] = spoken.get(found.figure, 0) + 1
                stage.learn(found.figure, source)
    places_of = {index: source.tokens.start for index, source in read.items()}
    ends = {index: stage.scan.tokens.at(attributions[index].spans[-1].end - 1) for index in read}
    waiting = sorted(
        (index for index, source in read.items() if source.pronoun is not None),
        key=lambda i: (_depth(i, attributions), places_of[i]),
    )
    for index in waiting:
        pronoun = read[index].pronoun
        if pronoun is None or pronoun.person in ("1", "2", "i", "r"):
            continue
        parent = attributions[index].parent
        before = [
            (places_of[i], ends[i], resolved[i])
            for i in resolved
            if i in places_of
            and attributions[i].parent in (None, parent)
            and not (i == parent and attributions[i].quotation == "direct")
        ]
        said = frozenset[int]()
        if attributions[index].quotation == "direct":
            said = frozenset(
                token
                for span in attributions[index].content
                for token in stage.scan.tokens.between(span.start, span.end)
            )
        resolved[index] = stage.pronoun(read[index], before, said)
    for index, attribution in enumerate(attributions):
        if index not in resolved and not attribution.source and not attribution.cue:
            resolved[index] = floating(index, attributions, resolved, stage, passages)
    for index in sorted(set(range(len(attributions))) - set(resolved), key=lambda i: _depth(i, attributions)):
        resolved[index] = _first_person(index, attributions, read.get(index), resolved)
    return resolved


def _as_pronoun(stage: Stage, source: Designation) -> Designation:
    """Return *source* as a pronoun when its noun says no more than one (*cet homme*, *l'intéressée*)."""
    noun = source.noun
    if (
        noun is None
        or noun.lemma not in stage.scan.roles.any_person
        or noun.number != "s"
        or source.determiner not in ("definite", "demonstrative")
        or source.modifiers
        or len(source.name)
    ):
        return source
    return replace(source, pronoun=Pronoun(source.gender, "s", "p"))


def _depth(index: int, attributions: Sequence[Attribution]) -> int:
    depth, parent = 0, attributions[index].parent
    while parent is not None and depth < len(attributions):
        depth, parent = depth + 1, attributions[parent].parent
    return depth


def _first_person(
    index: int, attributions: Sequence[Attribution], source: object, resolved: dict[int, Resolution]
) -> Resolution:
    """Return whom *je* means: the speaker of the statement it stands in; *nous* and *on* are nobody in particular."""
    pronoun = getattr(source, "pronoun", None)
    parent = attributions[index].parent
    if pronoun is None:
        return UNKNOWN
    if pronoun.person == "1" and pronoun.number == "s":
        return resolved.get(parent, UNKNOWN) if parent is not None else UNKNOWN
    if pronoun.person == "1":
        return Resolution(None, "group", (), "", "p")
    if pronoun.person == "i" and pronoun.number == "p":
        return Resolution(None, "group", (), "", "p")
    return UNKNOWN
