"""
In which forms does a person's name stand in a text?

*Forms that can be nobody else*: the full name in any order and case, with or without accents, with a middle initial, with
what stands around it (*d’Anne Martin*, *Anne Martin's*); and its letters in a hashtag, a mail address or the address of a
page. *Doubtful forms*: initials, the bare surname or given name, handles, and the name inside a longer one.

``spelling`` gives the keys under which the forms of a name are looked up; ``surroundings`` tells whether one is part of
another name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from selon.ledger.forget.lexicon import is_given, is_title
from selon.ledger.forget.parting import Chunk, Parted, part
from selon.ledger.forget.spelling import (
    CAPITAL,
    DOUBTFUL,
    LIKE,
    LITERAL,
    SHORTEST_SQUASHED,
    SURE,
    UNSURE,
    flat,
    key_of_words,
)
from selon.ledger.forget.surroundings import (
    HYPHEN,
    are_initials,
    is_elided,
    is_joined,
    is_lone_name,
    is_part,
    is_run_together,
    may_be_list,
    may_be_words,
    stands_alone,
)

FILLER = "\N{FULL BLOCK}"
"""What stands in the place of a letter that is not to be read."""

_LONGEST = 8  # words of a name with its initials
_COMMA = re.compile(r"\s?,\s{0,3}|\s\(")  # Martin, Anne; Martin (Anne)
_JOINT = re.compile(
    r"[^\S\n]*\n?[^\S\n]*|[-_.+~\u00b7\u2022\u2010-\u2015\u2212]{1,3}|[-\u2010\u2011]\s|['\u2018\u2019\u02bc`\u00b4]"
)
_AFTER_INITIAL = re.compile(r"\.[^\S\n]*[-\u2010\u2011]?|[-\u2010\u2011]|[^\S\n]+")
_POSSESSIVE = re.compile(r"['\u2018\u2019\u02bc`\u00b4](?:[sS](?!\w)|(?!\w))")
_WRAPPED = re.compile("(?<=[^\\W\\d_])[-\u2010]\n(?=[a-zß-öø-ÿ])")  # a word that goes on in the next line
_RANK = {domain: rank for rank, domain in enumerate((*SURE, LITERAL, *UNSURE, *DOUBTFUL))}

Knows = Callable[[str, str], bool]
"""Tells whether the key of a domain is looked for."""

Begins = Callable[[str, str], bool]
"""Tells, cheaply, whether a word – as it is seen, and without case and accents – may be the first of a key."""


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """
    A form of a name in a text.

    Attributes:
        start: Its first character.
        end: One past its last.
        kind: What it is called: ``full name``, ``slug``, ``initials``, …
        domain: Under what it was looked up.
        key: Its words as they were looked up.
    """

    start: int
    end: int
    kind: str
    domain: str
    key: str


def find(text: str, knows: Knows, *, begins: Begins, beside: bool = False) -> list[Form]:
    """
    Return the forms in *text* whose keys are known, in order; none overlaps another.

    Args:
        text: Any text, address or field.
        knows: Tells whether a key of a domain is looked for.
        begins: Tells, cheaply, whether a word may be the first of a key.
        beside: Take it that the full name stands nearby, so that a given name alone counts.
    """
    found = _find(text, knows, begins, beside=beside)
    if not _WRAPPED.search(text):
        return found
    joined = _find(_WRAPPED.sub("\u00ad\u00ad", text), knows, begins, beside=beside)
    wrapped = [form for form in joined if _WRAPPED.search(text, form.start, form.end)]
    return _apart(found + wrapped)


def _overlaps(form: Form, others: Iterable[Form]) -> bool:
    return any(form.start < other.end and other.start < form.end for other in others)


def _find(text: str, knows: Knows, begins: Begins, *, beside: bool) -> list[Form]:
    found: list[Form] = []
    while True:
        # Anew after each blackening: what stood beside a name is no part of a longer one any more.
        forms = _apart(_once(part(text), knows, begins, beside=beside))
        ranks = (("person",), SURE, (LITERAL, *DOUBTFUL))
        going = next(filter(None, ([form for form in forms if form.domain in rank] for rank in ranks)), [])
        if not going:
            return sorted(found + forms)
        found += going
        beside = beside or any(form.domain in SURE for form in going)
        text = blackened(text, going)


def _once(parted: Parted, knows: Knows, begins: Begins, *, beside: bool) -> list[Form]:
    found = [form for chunk in parted.chunks for form in _in_chunk(parted, chunk, knows)]
    if any(begins(raw, folded) for raw, folded in parted.vocabulary()):
        found += _in_prose(parted, knows, begins)
        if beside or any(form.domain in SURE for form in found):
            found += _beside(parted, knows, begins)
    return found


def blackened(text: str, found: Iterable[Form]) -> str:
    """Return *text* with the letters of *found* replaced one for one."""
    letters = list(text)
    for form in found:
        for i in range(form.start, form.end):
            if letters[i].isalnum() or unicodedata.category(letters[i]).startswith("M"):
                letters[i] = FILLER
    return "".join(letters)


def is_whole(name: str, found: Iterable[Form]) -> bool:
    """Tell whether the forms that were found in *name* leave nothing of it but titles and a possessive."""
    covered = [(form.start, form.end) for form in found]
    rest = [w for w in part(name).words if not any(start <= w.start and w.end <= end for start, end in covered)]
    return bool(covered) and all(is_title(w.folded) or len(w.folded) == 1 for w in rest)


def _apart(found: list[Form]) -> list[Form]:
    """Return forms that do not overlap: the surer first, then the longer."""
    kept: list[Form] = []
    for form in sorted(found, key=lambda one: (_RANK[one.domain], one.start - one.end, one.start)):
        if not _overlaps(form, kept):
            kept.append(form)
    return sorted(kept)


def _in_prose(parted: Parted, knows: Knows, begins: Begins) -> Iterator[Form]:
    for first, word in enumerate(parted.words):
        if not begins(word.raw, word.folded):
            continue
        if knows("squashed", word.folded) and is_run_together(parted, word):
            yield Form(word.start, word.end, "full name", "squashed", word.folded)
        elif not parted.is_handle(word):
            yield from _from(parted, first, knows)


def _from(parted: Parted, first: int, knows: Knows) -> Iterator[Form]:
    """Yield the forms that begin with word *first*, the longest first."""
    words, comma = parted.words, 0
    last = first
    ends: list[tuple[int, int]] = [(first, 0)]
    while last + 1 < len(words) and last + 1 - first < _LONGEST:
        joint = parted.between(last)
        if _COMMA.fullmatch(joint) and not comma:
            comma = last + 1
        elif not (_JOINT.fullmatch(joint) or (words[last].is_letter and _AFTER_INITIAL.fullmatch(joint))):
            break
        last += 1
        ends.append((last, comma))
    for end, at in reversed(ends):
        form = _form(parted, first, end, at, knows)
        if form is not None:
            yield form
            return


def _form(parted: Parted, first: int, last: int, comma: int, knows: Knows) -> Form | None:
    key = key_of_words(parted.words[first : last + 1], comma - first)
    if not comma and knows("person", key) and (last > first or is_lone_name(parted, first)):
        return _sure(parted, first, last, "person", key, knows)
    if knows("reversed", key):
        return (
            _with_comma(parted, first, last, key, knows)
            if comma
            else _sure(parted, first, last, "reversed", key, knows)
        )
    if not comma and knows("middle", key):
        return _sure(parted, first, last, "middle", key, knows, kind="middle initial")
    return (
        _with_initials(parted, first, last, comma, knows)
        or _literal(parted, first, last, key, knows)
        or _doubtful(parted, first, last, comma, knows)
    )


def _literal(parted: Parted, first: int, last: int, key: str, knows: Knows) -> Form | None:
    if first == last and parted.words[first].is_capital and knows(LITERAL, CAPITAL + key):
        return _made(parted, first, last, "words", LITERAL, CAPITAL + key)
    return _made(parted, first, last, "words", LITERAL, key) if knows(LITERAL, key) else None


def _with_initials(parted: Parted, first: int, last: int, comma: int, knows: Knows) -> Form | None:
    """Return the full name with initials in it that it has not by itself (*Anne B. Martin*)."""
    inner = [i for i in range(first + 1, last) if parted.words[i].is_letter and not is_elided(parted, i)]
    if not inner:
        return None
    rest = [parted.words[i] for i in range(first, last + 1) if i not in inner]
    key = key_of_words(rest, comma - first - sum(i < comma for i in inner))
    if not comma and knows("person", key):
        return _sure(parted, first, last, "person", key, knows, kind="middle initial")
    return _sure(parted, first, last, "reversed", key, knows) if knows("reversed", key) else None


def _made(parted: Parted, first: int, last: int, kind: str, domain: str, key: str) -> Form:  # noqa: PLR0913
    return Form(parted.words[first].start, parted.words[last].end, kind, domain, key)


def _sure(  # noqa: PLR0913 - where, what, and how it is called
    parted: Parted, first: int, last: int, domain: str, key: str, knows: Knows, *, kind: str | None = None
) -> Form:
    if is_part(parted, first, last):
        return _longer(parted, first, last)
    if may_be_words(parted, first, last, domain):
        return _asked_for(parted, first, last, key, "small letters", knows)
    form = _made(parted, first, last, "full name", domain, key)
    joints = [parted.between(i) for i in range(first, last)]
    kinds = (
        parted.kind_of(form.start, form.end),
        kind,
        "reversed" if domain == "reversed" else None,
        "slug" if joints and not any(re.search(r"\s", joint) for joint in joints) else None,
        "possessive" if _POSSESSIVE.match(parted.text, form.end) else None,
        "elision" if is_elided(parted, first) else None,
    )
    return replace(form, kind=next(filter(None, kinds), form.kind))


def _asked_for(parted: Parted, first: int, last: int, key: str, kind: str, knows: Knows) -> Form:  # noqa: PLR0913
    """Return a form that is left to a person to judge, unless somebody gave just these words."""
    if knows(LITERAL, key):
        return _made(parted, first, last, "words", LITERAL, key)
    return _made(parted, first, last, kind, "ordered", key)


def _longer(parted: Parted, first: int, last: int) -> Form:
    words = parted.words
    if (
        first > 0
        and re.fullmatch(r"[-\u2010\u2011 _.]", parted.between(first - 1))
        and is_given(words[first - 1].folded)
    ):
        first -= 1
    if last + 1 < len(words) and HYPHEN.fullmatch(parted.between(last)) and words[last + 1].is_capital:
        last += 1
    return _made(parted, first, last, "longer name", "longer", key_of_words(words[first : last + 1], 0))


def _with_comma(parted: Parted, first: int, last: int, key: str, knows: Knows) -> Form:
    """Return the form *Martin, Anne*; doubtful where a list of people may be meant."""
    if may_be_list(parted, first, last):
        return _asked_for(parted, first, last, key, "reversed with a comma", knows)
    return _sure(parted, first, last, "reversed", key, knows)


# Doubtful forms


def _doubtful(parted: Parted, first: int, last: int, comma: int, knows: Knows) -> Form | None:
    words = parted.words[first : last + 1]
    key = key_of_words(words, 0)
    if knows("initials", key) and are_initials(parted, first, last):
        dot = parted.text[words[-1].end : words[-1].end + 1] == "." and words[-1].is_letter
        return Form(words[0].start, words[-1].end + dot, "initials", "initials", key)
    if comma:
        return None
    if last > first and knows("shorter", key) and (words[0].is_capital or parted.in_address(words[0].start)):
        return _made(parted, first, last, "shorter name", "shorter", key)
    if knows("alone", key) and stands_alone(parted, first, last):
        return _made(parted, first, last, "surname", "alone", key)
    return None


def _beside(parted: Parted, knows: Knows, begins: Begins) -> Iterator[Form]:
    for i, word in enumerate(parted.words):
        if not begins(word.raw, word.folded) or not word.is_capital or not knows("surname", word.folded):
            continue
        if not (parted.is_handle(word) or parted.in_address(word.start) or is_joined(parted, i)):
            yield _made(parted, i, i, "given name", "surname", word.folded)


# Words run together


def _in_chunk(parted: Parted, chunk: Chunk, knows: Knows) -> Iterator[Form]:
    if chunk.kind == "handle":
        yield from _handle(parted, chunk, knows)
        return
    found = list(_squashed(parted, chunk, knows))
    yield from found
    if chunk.kind == "mail address" and not found:
        yield from _handle(parted, chunk, knows)


def _handle(parted: Parted, chunk: Chunk, knows: Knows) -> Iterator[Form]:
    key = flat(chunk.local)
    parts = [part for part in parted.parts(chunk) if part.start < chunk.start + len(chunk.local)]
    runs = {"".join(p.folded for p in parts[a:b]) for a in range(len(parts)) for b in range(a + 1, len(parts) + 1)}
    if knows("handle", key) or knows(LITERAL, key) or any(knows(LIKE, run) for run in runs):
        kind = "handle" if chunk.kind == "handle" else "short mail address"
        yield Form(chunk.start, chunk.start + len(chunk.local), kind, "handle", key)


def _squashed(parted: Parted, chunk: Chunk, knows: Knows) -> Iterator[Form]:
    """Yield the runs of parts of *chunk* (*Je|Suis|Anne|Martin*) that are the letters of a full name."""
    parts = parted.parts(chunk)
    first = 0
    while first < len(parts):
        run, step = "", 1
        for last in range(first, min(first + _LONGEST, len(parts))):
            if last > first and not _JOINT.fullmatch(parted.mapped[parts[last - 1].stop : parts[last].begin]):
                break
            run += parts[last].folded
            if len(run) >= SHORTEST_SQUASHED and knows("squashed", run):
                before = parts[first - 1] if first else None
                near = before is not None and parts[first].begin - before.stop <= 1
                if not (near and before is not None and is_given(before.folded)):
                    kind = chunk.kind if chunk.kind != "address" else "slug"
                    yield Form(parts[first].start, parts[last].end, kind, "squashed", run)
                    step = last + 1 - first
                break
        first += step
