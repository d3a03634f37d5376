"""
What is the word beside a name: a title, a given name, or any other word?

It tells one person from another: *Paul Martin* is not the Martin who is asked about, *Mme Martin* and *selon Martin* may
be. The languages' data know the words; nothing here names a language.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from selon import lang
from selon.lang import given_names
from selon.ledger import identity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COMMON = (
    "and", "any_person", "bare", "contractions", "determiners", "elisions", "examples", "former", "genitive", "group",
    "not_names", "of", "particles", "person", "plural_determiners", "pronouns", "proximity", "purposes", "quantities",
    "sources", "titles",
)  # fmt: skip
"""Keys of ``roles.json`` whose words begin no name; *Bill* and *Grace* stand under others."""
_VERBS_AND_NOUNS = ("cues", "forms", "nouns", "phrases")


def is_title(word: str) -> bool:
    """Tell whether *word*, folded, stands before names (*mme*, *dr*)."""
    return word in _titles()


def is_particle(word: str) -> bool:
    """Tell whether *word*, folded, may join a surname (*van*, *de*)."""
    return word in _particles()


def is_article(word: str) -> bool:
    """Tell whether *word*, folded, is a definite article (*le*, *the*), which is no given name."""
    return word in _articles()


def is_generation(word: str) -> bool:
    """Tell whether *word*, folded, after a surname tells father from son (*jr*, *ii*)."""
    return word in _generations()


def is_common(word: str) -> bool:
    """Tell whether *word*, folded, is a title, a role or a word of grammar: what no name begins with."""
    return word in _common()


def is_word(word: str) -> bool:
    """Tell whether *word*, folded, is known to the languages as anything but a name."""
    return word in _common() or (word in _verbs_and_nouns() and word not in _given())


def is_also_word(word: str) -> bool:
    """Tell whether *word*, folded, is known to the languages as more than a name (*Mark*, *Bill*)."""
    return word in _common() or word in _verbs_and_nouns()


def may_be_given(word: str) -> bool:
    """Tell whether *word*, folded, is a given name, be it a verb as well (*Mark*); titles and roles are none."""
    return word in _given() and word not in _common()


def is_given(word: str) -> bool:
    """Tell whether *word*, folded, is a given name and nothing else (*mary*; not *will*)."""
    return may_be_given(word) and word not in _verbs_and_nouns()


@cache
def _given() -> frozenset[str]:
    return frozenset(identity.fold(name) for name in given_names.known())


@cache
def _titles() -> frozenset[str]:
    return _words(*(roles.get("titles", {}) for roles in _tables("roles")))


@cache
def _particles() -> frozenset[str]:
    return _words(*(roles.get("particles", ()) for roles in _tables("roles")))


@cache
def _articles() -> frozenset[str]:
    return _words(*(roles.get("determiners", {}).get("definite", ()) for roles in _tables("roles")))


@cache
def _generations() -> frozenset[str]:
    return _words(*(roles.get("generations", ()) for roles in _tables("roles")))


@cache
def _common() -> frozenset[str]:
    return _words(*(roles[key] for roles in _tables("roles") for key in _COMMON if key in roles))


@cache
def _verbs_and_nouns() -> frozenset[str]:
    return _words(*(table for name in _VERBS_AND_NOUNS for table in _tables(name)))


def _tables(name: str) -> list[Mapping[str, Any]]:
    found = (lang.load(code).tables for code in lang.available())
    return [tables[name] for tables in found if name in tables]


def _words(*values: Any) -> frozenset[str]:  # noqa: ANN401 - any JSON
    return frozenset(word for text in _texts(values) for word in identity.fold(text).split())


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value  # a word is as often the key as the value
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
