"""
In which forms does a person's name stand in a text?

*Forms that can be nobody else*: the full name in any order and case, with or without accents, with a middle initial, with
what stands around it (*d’Anne Martin*, *Anne Martin's*); and its letters in a hashtag, a mail address or the address of a
page. *Doubtful forms*: initials, the bare surname or given name, handles, and the name inside a longer one.

``spelling`` gives the keys under which the forms of a name are looked up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from selon.ledger.neighbours import is_common, is_given, is_particle, is_title, is_word, may_be_given
from selon.ledger.reading import Chunk, Reading, Word, read
from selon.ledger.spelling import CAPITAL, DOUBTFUL, LIKE, LITERAL, SHORTEST_SQUASHED, SURE, UNSURE, flat, key_of_words

FILLER = "\N{FULL BLOCK}"
"""What stands in the place of a letter that is not to be read."""

_LONGEST = 8  # words of a name with its initials
_COMMA = re.compile(r"\s?,\s{0,3}|\s\(")  # Martin, Anne; Martin (Anne)
_JOINT = re.compile(
    r"[^\S\n]*\n?[^\S\n]*|[-_.+~\u00b7\u2022\u2010-\u2015\u2212]{1,3}|[-\u2010\u2011]\s|['\u2018\u2019\u02bc`\u00b4]"
)
_AFTER_INITIAL = re.compile(r"\.[^\S\n]*[-\u2010\u2011]?|[-\u2010\u2011]|[^\S\n]+")
_APOSTROPHE = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_POSSESSIVE = re.compile(r"['\u2018\u2019\u02bc`\u00b4](?:[sS](?!\w)|(?!\w))")
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
    found: list[Form] = []
    while True:
        # Anew after each blackening: what stood beside a name is no part of a longer one any more.
        forms = _apart(_once(read(text), knows, begins, beside=beside))
        ranks = (("person",), SURE, (LITERAL, *DOUBTFUL))
        going = next(filter(None, ([form for form in forms if form.domain in rank] for rank in ranks)), [])
        if not going:
            return sorted(found + forms)
        found += going
        beside = beside or any(form.domain in SURE for form in going)
        text = blackened(text, going)


def _once(reading: Reading, knows: Knows, begins: Begins, *, beside: bool) -> list[Form]:
    found = [form for chunk in reading.chunks for form in _in_chunk(reading, chunk, knows)]
    if any(begins(raw, folded) for raw, folded in reading.vocabulary()):
        found += _in_prose(reading, knows, begins)
        if beside or any(form.domain in SURE for form in found):
            found += _beside(reading, knows, begins)
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
    rest = [w for w in read(name).words if not any(start <= w.start and w.end <= end for start, end in covered)]
    return bool(covered) and all(is_title(w.folded) or len(w.folded) == 1 for w in rest)


def _apart(found: list[Form]) -> list[Form]:
    """Return forms that do not overlap: the surer first, then the longer."""
    kept: list[Form] = []
    for form in sorted(found, key=lambda one: (_RANK[one.domain], one.start - one.end, one.start)):
        if all(form.end <= other.start or other.end <= form.start for other in kept):
            kept.append(form)
    return sorted(kept)


def _in_prose(reading: Reading, knows: Knows, begins: Begins) -> Iterator[Form]:
    for first, word in enumerate(reading.words):
        if not begins(word.raw, word.folded):
            continue
        if knows("squashed", word.folded) and _is_run_together(reading, word):
            yield Form(word.start, word.end, "full name", "squashed", word.folded)
        elif not reading.is_handle(word):
            yield from _from(reading, first, knows)


def _is_run_together(reading: Reading, word: Word) -> bool:
    """Tell whether *word*, the letters of a name, is nothing else: no chunk has it, and no language knows it."""
    apart = word.is_run_together or word.has_inner_capital
    return reading.kind_of(word.start, word.end) is None and (
        apart or not (may_be_given(word.folded) or is_word(word.folded))
    )


def _from(reading: Reading, first: int, knows: Knows) -> Iterator[Form]:
    """Yield the forms that begin with word *first*, the longest first."""
    words, comma = reading.words, 0
    last = first
    ends: list[tuple[int, int]] = [(first, 0)]
    while last + 1 < len(words) and last + 1 - first < _LONGEST:
        joint = reading.between(last)
        if _COMMA.fullmatch(joint) and not comma:
            comma = last + 1
        elif not (_JOINT.fullmatch(joint) or (words[last].is_letter and _AFTER_INITIAL.fullmatch(joint))):
            break
        last += 1
        ends.append((last, comma))
    for end, at in reversed(ends):
        form = _form(reading, first, end, at, knows)
        if form is not None:
            yield form
            return


def _form(reading: Reading, first: int, last: int, comma: int, knows: Knows) -> Form | None:
    key = key_of_words(reading.words[first : last + 1], comma - first)
    if not comma and knows("person", key) and (last > first or _is_lone_name(reading, first)):
        return _sure(reading, first, last, "person", key)
    if knows("reversed", key):
        return _with_comma(reading, first, last, key, knows) if comma else _sure(reading, first, last, "reversed", key)
    if not comma and knows("middle", key):
        return _sure(reading, first, last, "middle", key, kind="middle initial")
    return (
        _with_initials(reading, first, last, comma, knows)
        or _literal(reading, first, last, key, knows)
        or _doubtful(reading, first, last, comma, knows)
    )


def _literal(reading: Reading, first: int, last: int, key: str, knows: Knows) -> Form | None:
    if first == last and reading.words[first].is_capital and knows(LITERAL, CAPITAL + key):
        return _made(reading, first, last, "words", LITERAL, CAPITAL + key)
    return _made(reading, first, last, "words", LITERAL, key) if knows(LITERAL, key) else None


def _with_initials(reading: Reading, first: int, last: int, comma: int, knows: Knows) -> Form | None:
    """Return the full name with initials in it that it has not by itself (*Anne B. Martin*)."""
    inner = [i for i in range(first + 1, last) if reading.words[i].is_letter and not _elided(reading, i)]
    if not inner:
        return None
    rest = [reading.words[i] for i in range(first, last + 1) if i not in inner]
    key = key_of_words(rest, comma - first - sum(i < comma for i in inner))
    if not comma and knows("person", key):
        return _sure(reading, first, last, "person", key, kind="middle initial")
    return _sure(reading, first, last, "reversed", key) if knows("reversed", key) else None


def _made(reading: Reading, first: int, last: int, kind: str, domain: str, key: str) -> Form:  # noqa: PLR0913
    return Form(reading.words[first].start, reading.words[last].end, kind, domain, key)


def _sure(  # noqa: PLR0913 - where, what, and how it is called
    reading: Reading, first: int, last: int, domain: str, key: str, *, kind: str | None = None
) -> Form:
    if _is_part(reading, first, last):
        return _longer(reading, first, last)
    form = _made(reading, first, last, "full name", domain, key)
    joints = [reading.between(i) for i in range(first, last)]
    kinds = (
        reading.kind_of(form.start, form.end),
        kind,
        "reversed" if domain == "reversed" else None,
        "slug" if joints and not any(re.search(r"\s", joint) for joint in joints) else None,
        "possessive" if _POSSESSIVE.match(reading.text, form.end) else None,
        "elision" if _elided(reading, first) else None,
    )
    return replace(form, kind=next(filter(None, kinds), form.kind))


def _elided(reading: Reading, index: int) -> bool:
    return index > 0 and _APOSTROPHE.fullmatch(reading.between(index - 1)) is not None


def _is_part(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the words are part of somebody else's longer name (*Marie-Anne Martin*, *Anne Martin-Dupont*)."""
    words = reading.words
    if last + 1 < len(words) and _HYPHEN.fullmatch(reading.between(last)) and words[last + 1].is_capital:
        return not reading.in_address(words[last].start)
    if first == 0:
        return False
    before, joint = words[first - 1], reading.between(first - 1)
    if _HYPHEN.fullmatch(joint) or (joint in ("_", ".") and reading.in_address(words[first].start)):
        return is_given(before.folded) and (before.is_capital or not words[first].is_capital)
    return bool(re.fullmatch(r"[^\S\n]+", joint)) and before.is_capital and is_given(before.folded)


def _longer(reading: Reading, first: int, last: int) -> Form:
    words = reading.words
    if (
        first > 0
        and re.fullmatch(r"[-\u2010\u2011 _.]", reading.between(first - 1))
        and is_given(words[first - 1].folded)
    ):
        first -= 1
    if last + 1 < len(words) and _HYPHEN.fullmatch(reading.between(last)) and words[last + 1].is_capital:
        last += 1
    return _made(reading, first, last, "longer name", "longer", key_of_words(words[first : last + 1], 0))


def _with_comma(reading: Reading, first: int, last: int, key: str, knows: Knows) -> Form:
    """
    Return the form *Martin, Anne*; doubtful where a list of people may be meant (Paul *Martin, Anne* Dupont).

    It is sure in capitals, or where no word goes on before or after it.
    """
    words = reading.words
    before = words[first - 1] if first else None
    if before is not None and not re.fullmatch(
        r"\.?[^\S\n]+" if before.is_letter else r"[^\S\n]+", reading.between(first - 1)
    ):
        before = None
    after = words[last + 1] if last + 1 < len(words) and re.fullmatch(r"[^\S\n]+", reading.between(last)) else None
    if after is not None and after.is_letter and after.is_capital:  # the initial of a middle name
        after = None
    shouted = words[first].raw.isupper() and not words[last].raw.isupper()
    other = before is not None and before.is_capital and not is_word(before.folded)
    goes_on = after is not None and (after.is_capital or (not shouted and before is not None))
    if other or goes_on or (not shouted and after is not None and _leads_on(reading, last + 1)):
        if knows(LITERAL, key):
            return _made(reading, first, last, "words", LITERAL, key)
        return _made(reading, first, last, "reversed with a comma", "comma", key)
    return _sure(reading, first, last, "reversed", key)


def _leads_on(reading: Reading, index: int) -> bool:
    """Tell whether the small word *index* leads to another name, as *and* does in a list."""
    following = reading.words[index + 1] if index + 1 < len(reading.words) else None
    return following is not None and following.is_capital and reading.between(index) == " "


# Doubtful forms


def _doubtful(reading: Reading, first: int, last: int, comma: int, knows: Knows) -> Form | None:
    words = reading.words[first : last + 1]
    key = key_of_words(words, 0)
    if knows("initials", key) and _are_initials(reading, first, last):
        dot = reading.text[words[-1].end : words[-1].end + 1] == "." and words[-1].is_letter
        return Form(words[0].start, words[-1].end + dot, "initials", "initials", key)
    if comma:
        return None
    if last > first and knows("shorter", key) and words[0].is_capital:
        return _made(reading, first, last, "shorter name", "shorter", key)
    if knows("alone", key) and _stands_alone(reading, first, last):
        return _made(reading, first, last, "surname", "alone", key)
    return None


def _are_initials(reading: Reading, first: int, last: int) -> bool:
    words, text = reading.words, reading.text
    for i in range(first, last + 1):
        if not words[i].is_capital and not is_particle(words[i].folded):
            return False
        dotted = text[words[i].end : words[i].end + 1] in (".", "-", "\u2010", "\u2011")
        if words[i].is_letter and not dotted and not _elided(reading, i + 1):
            return False
    if last + 1 < len(words) and _goes_on(reading, last):
        return False
    return not _has_given_before(reading, first)


def _is_lone_name(reading: Reading, index: int) -> bool:
    return not reading.in_address(reading.words[index].start) and _stands_alone(reading, index, index)


def _stands_alone(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the surname is not that of somebody else: no other given name, no longer surname, no *Saint-*."""
    words = reading.words
    before = words[first - 1] if first else None
    if reading.in_address(words[first].start):
        joined = before is not None and reading.between(first - 1) in ("-", "_", ".", "+")
        return not (joined and before is not None and may_be_given(before.folded))
    if not words[last].is_capital:
        return False
    if before is not None and _HYPHEN.fullmatch(reading.between(first - 1)) and before.is_capital:
        return False
    return not _goes_on(reading, last) and not _has_given_before(reading, first)


def _goes_on(reading: Reading, last: int) -> bool:
    """Tell whether a longer name goes on after word *last* (*Martin-Dupont*, *Martin Luther*)."""
    words = reading.words
    if last + 1 >= len(words) or not words[last + 1].is_capital:
        return False
    joint = reading.between(last)
    return bool(_HYPHEN.fullmatch(joint)) or (
        re.fullmatch(r"\.?[^\S\n]+", joint) is not None
        and (words[last].is_letter or "." not in joint)
        and not is_common(words[last + 1].folded)
    )


def _has_given_before(reading: Reading, first: int) -> bool:
    """Tell whether another given name, or its initial, stands before word *first*."""
    if first == 0:
        return False
    before, joint = reading.words[first - 1], reading.between(first - 1)
    if not before.is_capital or not re.fullmatch(r"\.?[^\S\n]+|\.[-\u2010\u2011]?|[-\u2010\u2011]", joint):
        return False
    if before.is_letter or (before.raw.isupper() and len(before.folded) == 2 and not is_title(before.folded)):  # noqa: PLR2004 - JP
        return not is_title(before.folded)  # M. is a title in French
    if "." in joint:
        return False  # a sentence, or a title cut short
    return may_be_given(before.folded) or not is_common(before.folded)


def _beside(reading: Reading, knows: Knows, begins: Begins) -> Iterator[Form]:
    for i, word in enumerate(reading.words):
        if not begins(word.raw, word.folded) or not word.is_capital or not knows("surname", word.folded):
            continue
        if not (reading.is_handle(word) or reading.in_address(word.start) or _is_joined(reading, i)):
            yield _made(reading, i, i, "given name", "surname", word.folded)


def _is_joined(reading: Reading, index: int) -> bool:
    before = index > 0 and _HYPHEN.fullmatch(reading.between(index - 1)) and reading.words[index - 1].is_capital
    return bool(before) or _goes_on(reading, index) or _has_given_before(reading, index)


# Words run together


def _in_chunk(reading: Reading, chunk: Chunk, knows: Knows) -> Iterator[Form]:
    if chunk.kind == "handle":
        yield from _handle(reading, chunk, knows)
        return
    found = list(_squashed(reading, chunk, knows))
    yield from found
    if chunk.kind == "mail address" and not found:
        yield from _handle(reading, chunk, knows)


def _handle(reading: Reading, chunk: Chunk, knows: Knows) -> Iterator[Form]:
    key = flat(chunk.local)
    parts = [part for part in reading.parts(chunk) if part.start < chunk.start + len(chunk.local)]
    runs = {"".join(p.folded for p in parts[a:b]) for a in range(len(parts)) for b in range(a + 1, len(parts) + 1)}
    if knows("handle", key) or knows(LITERAL, key) or any(knows(LIKE, run) for run in runs):
        kind = "handle" if chunk.kind == "handle" else "short mail address"
        yield Form(chunk.start, chunk.start + len(chunk.local), kind, "handle", key)


def _squashed(reading: Reading, chunk: Chunk, knows: Knows) -> Iterator[Form]:
    """Yield the runs of parts of *chunk* (*Je|Suis|Anne|Martin*) that are the letters of a full name."""
    parts = reading.parts(chunk)
    first = 0
    while first < len(parts):
        run, step = "", 1
        for last in range(first, min(first + _LONGEST, len(parts))):
            if last > first and not _JOINT.fullmatch(reading.mapped[parts[last - 1].stop : parts[last].begin]):
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
