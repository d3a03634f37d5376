"""
Do the words that a form was found in stand for themselves, or for part of somebody else's name?

*Martin* in *Paul Martin*, *Martin-Dupont* and *Saint-Martin* is not the Martin who is asked about.
"""

from __future__ import annotations

import re

from selon.ledger.forget.lexicon import is_also_word, is_common, is_given, is_particle, is_title, is_word, may_be_given
from selon.ledger.forget.parting import Parted, Word

_APOSTROPHE = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
HYPHEN = re.compile(r"[-\u2010\u2011]")


def is_run_together(parted: Parted, word: Word) -> bool:
    """Tell whether *word*, the letters of a name, is nothing else: no chunk has it, and no language knows it."""
    apart = word.is_run_together or word.has_inner_capital
    return parted.kind_of(word.start, word.end) is None and (
        apart or not (may_be_given(word.folded) or is_word(word.folded))
    )


def may_be_words(parted: Parted, first: int, last: int, domain: str) -> bool:
    """
    Tell whether words of a text may be words and no name (Bill Long and *a long bill*, Will May and *in May will*).

    The name in its order is taken for one but where all of it is known as words.
    """
    if not any(re.search(r"\s", parted.between(i)) for i in range(first, last)):
        return False
    names = [word for word in parted.words[first : last + 1] if not is_particle(word.folded)]
    capitals = sum(word.is_capital for word in names)
    if capitals == len(names):
        return False
    if domain == "reversed":
        return capitals > 0 or any(is_also_word(word.folded) for word in names)
    return all(is_word(word.folded) for word in names)


def is_elided(parted: Parted, index: int) -> bool:
    """Tell whether an elided word stands before word *index* (*d’Anne*)."""
    return index > 0 and _APOSTROPHE.fullmatch(parted.between(index - 1)) is not None


def is_part(parted: Parted, first: int, last: int) -> bool:
    """Tell whether the words are part of somebody else's longer name (*Marie-Anne Martin*, *Anne Martin-Dupont*)."""
    words = parted.words
    if last + 1 < len(words) and HYPHEN.fullmatch(parted.between(last)) and words[last + 1].is_capital:
        return not parted.in_address(words[last].start)
    if first == 0:
        return False
    before, joint = words[first - 1], parted.between(first - 1)
    if HYPHEN.fullmatch(joint) or (joint in ("_", ".") and parted.in_address(words[first].start)):
        return is_given(before.folded) and (before.is_capital or not words[first].is_capital)
    return bool(re.fullmatch(r"[^\S\n]+", joint)) and before.is_capital and is_given(before.folded)


def may_be_list(parted: Parted, first: int, last: int) -> bool:
    """
    Tell whether words with a comma may be part of a list of people (Paul *Martin, Anne* Dupont).

    They are none in capitals (*MARTIN, Anne*), or where no word goes on before or after them.
    """
    words = parted.words
    before, after = _word_before(parted, first), _word_after(parted, last)
    shouted = words[first].raw.isupper() and not words[last].raw.isupper()
    if before is not None and before.is_capital and not is_word(before.folded):
        return True
    if after is None:
        return False
    return after.is_capital or (not shouted and (before is not None or _leads_on(parted, last + 1)))


def _word_before(parted: Parted, first: int) -> Word | None:
    """Return the word that goes on into word *first*, blanks between them."""
    if first == 0:
        return None
    before = parted.words[first - 1]
    blank = r"\.?[^\S\n]+" if before.is_letter else r"[^\S\n]+"
    return before if re.fullmatch(blank, parted.between(first - 1)) else None


def _word_after(parted: Parted, last: int) -> Word | None:
    """Return the word that word *last* goes on into, unless it is the initial of a middle name."""
    if last + 1 >= len(parted.words) or not re.fullmatch(r"[^\S\n]+", parted.between(last)):
        return None
    after = parted.words[last + 1]
    return None if after.is_letter and after.is_capital else after


def _leads_on(parted: Parted, index: int) -> bool:
    """Tell whether the small word *index* leads to another name, as *and* does in a list."""
    following = parted.words[index + 1] if index + 1 < len(parted.words) else None
    return following is not None and following.is_capital and parted.between(index) == " "


def are_initials(parted: Parted, first: int, last: int) -> bool:
    """Tell whether the words are written as initials are (*A. M.*, *Anne M.*), and belong to no longer name."""
    words, text = parted.words, parted.text
    if first == last and not words[first].raw.isupper():
        return False
    for i in range(first, last + 1):
        if not words[i].is_capital and not is_particle(words[i].folded):
            return False
        joined = i > first and HYPHEN.fullmatch(parted.between(i - 1))
        dotted = joined or text[words[i].end : words[i].end + 1] in (".", "-", "\u2010", "\u2011")
        if words[i].is_letter and not dotted and not is_elided(parted, i + 1):
            return False
    if last + 1 < len(words) and _goes_on(parted, last):
        return False
    return not _has_given_before(parted, first)


def is_lone_name(parted: Parted, index: int) -> bool:
    """Tell whether a name of one word stands alone, in a text and in no address."""
    return not parted.in_address(parted.words[index].start) and stands_alone(parted, index, index)


def stands_alone(parted: Parted, first: int, last: int) -> bool:
    """Tell whether the surname is not that of somebody else: no other given name, no longer surname, no *Saint-*."""
    words = parted.words
    before = words[first - 1] if first else None
    if parted.in_address(words[first].start):
        joined = before is not None and parted.between(first - 1) in ("-", "_", ".", "+")
        return not (joined and before is not None and may_be_given(before.folded))
    if not words[last].is_capital:
        return False
    if before is not None and HYPHEN.fullmatch(parted.between(first - 1)) and before.is_capital:
        return False
    return not _goes_on(parted, last) and not _has_given_before(parted, first)


def _goes_on(parted: Parted, last: int) -> bool:
    """Tell whether a longer name goes on after word *last* (*Martin-Dupont*, *Martin Luther*)."""
    words = parted.words
    if last + 1 >= len(words) or not words[last + 1].is_capital:
        return False
    joint = parted.between(last)
    return bool(HYPHEN.fullmatch(joint)) or (
        re.fullmatch(r"\.?[^\S\n]+", joint) is not None
        and (words[last].is_letter or "." not in joint)
        and not is_common(words[last + 1].folded)
    )


def _has_given_before(parted: Parted, first: int) -> bool:
    """Tell whether another given name, or its initial, stands before word *first*."""
    if first == 0:
        return False
    before, joint = parted.words[first - 1], parted.between(first - 1)
    if not before.is_capital or not re.fullmatch(r"\.?[^\S\n]+|\.[-\u2010\u2011]?|[-\u2010\u2011]", joint):
        return False
    if before.is_letter or (before.raw.isupper() and len(before.folded) == 2 and not is_title(before.folded)):  # noqa: PLR2004 - JP
        return not is_title(before.folded)  # M. is a title in French
    if "." in joint:
        return False  # a sentence, or a title cut short
    return may_be_given(before.folded) or not is_common(before.folded)


def is_joined(parted: Parted, index: int) -> bool:
    """Tell whether word *index*, a given name, is part of a longer name."""
    before = index > 0 and HYPHEN.fullmatch(parted.between(index - 1)) and parted.words[index - 1].is_capital
    return bool(before) or _goes_on(parted, index) or _has_given_before(parted, index)
