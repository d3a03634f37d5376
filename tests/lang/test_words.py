"""
Is each word list and each trait of a language declared, used and documented, and does a misspelt name fail?
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

import pytest
from conftest import ROOT

from selon import lang
from selon.errors import InvalidValue
from selon.lang import Language
from selon.lang.words import WORDS, Traits

SOURCE = ROOT / "src" / "selon"
READERS = ("extract", "resolve", "assess", "parse")
"""Packages that read the words of a text."""
TRAITS = {field.name for field in fields(Traits)}
LISTED_LABELS = frozenset(
    (  # noqa: SIM905 - a list of this length is read more easily so
        "question direct speech decline office organisation media person group document sources aux AUX IN PART Part X i "
        "ask asked request day week month year none start stop before after more inside outside post"
    ).split()
)
"""Strings of those packages that are no words of a text, though some language lists a word that is spelt so."""


@cache
def trees() -> dict[str, ast.Module]:
    """Return the syntax tree of each module by its path below ``selon``."""
    return {
        str(path.relative_to(SOURCE)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


def calls(tree: ast.AST, *, bare: bool = True) -> Iterator[ast.Call]:
    """Yield the calls of ``….words(…)``, and where *bare* those of ``words(…)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and not node.keywords:
            name = getattr(node.func, "attr", None) or (getattr(node.func, "id", None) if bare else None)
            if name == "words":
                yield node


def asked(path: str, tree: ast.AST) -> set[str]:
    """Return the names of word lists that the module at *path* asks for."""
    found = calls(tree, bare=path.startswith(READERS))  # elsewhere, of something else
    arguments = (argument for call in found for argument in call.args)
    return {node.value for node in arguments if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def language(own: dict[str, Any], **tables: Any) -> Language:  # noqa: ANN401 - whatever a file may hold
    """Return a language that has *own* for its ``language.json``."""
    return Language(code="xx", tables={"language": own, **tables})


def test_every_word_list_asked_for_is_declared_and_every_declared_one_is_asked_for() -> None:
    """The names in the code and those in ``lang/words.py`` are the same."""
    assert set().union(*(asked(path, tree) for path, tree in trees().items())) == set(WORDS)


def test_rules_spell_the_lists_they_ask_for() -> None:
    """No rule computes the name of a word list: it would escape the comparison above."""
    computed = [
        f"{path}:{call.lineno}"
        for path, tree in trees().items()
        if path.startswith("extract")
        for call in calls(tree)
        if not isinstance(call.args[0], ast.Constant)
    ]
    assert not computed


def test_every_trait_is_asked_for() -> None:
    """Each trait decides something in some rule."""
    read = {
        node.attr
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and "traits" in (getattr(node.value, "attr", ""), getattr(node.value, "id", ""))
    }
    assert read == TRAITS


def test_every_list_and_trait_belongs_to_some_language() -> None:
    """Each word list has words in some language, and each trait is true of one."""
    languages = [lang.load(code) for code in lang.available()]
    assert not [name for name in WORDS if not any(one.words(name) for one in languages)]
    assert not [name for name in TRAITS if not any(getattr(one.traits, name) for one in languages)]


def test_every_list_and_trait_is_documented() -> None:
    """``docs/languages.md`` has a row for each declared list and trait, and none for another."""
    page = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    sections = page.partition("### Traits")[2].partition("## `cues.json`")[0]
    rows = [row.partition("|")[0] for row in re.findall(r"^\| (`.*)$", sections, re.MULTILINE)]
    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row)) == sorted({*WORDS, *TRAITS})


def test_an_undeclared_list_fails_at_its_first_use() -> None:
    """A misspelt name in a rule is an error that shows it and the nearest declared one."""
    with pytest.raises(
        InvalidValue,
        match=r"no word list 'complementizers' is declared in lang/words.py; the nearest is 'complementisers'",
    ):
        lang.load("fr").words("complementizers")


def test_a_declared_list_that_a_language_leaves_out_is_empty() -> None:
    """A language need not have every list, and has no trait that it does not name."""
    bare = language({})
    assert bare.words("votes") == frozenset()
    assert bare.traits == Traits()


@pytest.mark.parametrize(
    ("own", "tables", "message"),
    [
        (
            {"words": {"clitcs": ["le"]}},
            {},
            "no word list 'clitcs' is declared in lang/words.py; the nearest is 'clitics'",
        ),
        (
            {"words": {"clitics": "le"}},
            {},
            "word list 'clitics' holds 'le'; it takes a list of strings, empty for none",
        ),
        ({"words": {"clitics": [1]}}, {}, "it takes a list of strings"),
        ({"words": {"bare_clause": ["yes"]}}, {}, "no word list 'bare_clause' is declared"),
        ({"traits": {"bare_clauses": True}}, {}, "no trait 'bare_clauses' is declared in lang/words.py"),
        ({"traits": {"bare_clause": "yes"}}, {}, "trait 'bare_clause' holds 'yes'; it takes true or false"),
        ({"wrods": {}}, {}, "no key of language.json 'wrods' is declared in lang/__init__.py; the nearest is 'words'"),
        (
            {},
            {"nouns": {"claim": {"form": []}}},
            "no key of the noun 'claim' named 'form' is declared in lang/entries.py; the nearest is 'forms'",
        ),
        ({}, {"phrases": {"phrases": [{"words": ["selon"], "not_befor": []}]}}, "'not_befor' is declared"),
        ({}, {"phrases": {"phrase": []}}, "no group of phrases.json 'phrase' is declared"),
        ({}, {"refusals": {"refusals": [{"verb": "dire", "thn": []}]}}, "'thn' is declared in lang/entries.py"),
        ({}, {"nouns": {"claim": {"forms": []}}}, "the noun 'claim' has no 'act'; it needs: forms, act, medium, rate"),
        ({}, {"phrases": {"phrases": [{"act": "assert"}]}}, "the phrase None has no 'words'; it needs: words, act"),
        ({}, {"refusals": {"refusals": [{"verb": "dire"}]}}, "the refusal 'dire' has no 'then'; it needs: verb"),
    ],
)
def test_what_is_not_declared_fails_at_load(own: dict[str, Any], tables: dict[str, Any], message: str) -> None:
    """A misspelt list, trait or key in a language's files is an error when the language is loaded, and so is a lost key."""
    with pytest.raises(InvalidValue, match=re.escape(message)):
        language(own, **tables)


def test_a_broken_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error at load says which language holds the name."""
    monkeypatch.setattr(lang, "KEYS", ("name",))
    with pytest.raises(
        InvalidValue, match=r"the data of language 'fr' cannot be used: no key of language.json 'pipeline'"
    ):
        lang.load.__wrapped__("fr")


def is_spelling(node: ast.AST, names: frozenset[str] | set[str] = frozenset()) -> bool:
    """Tell an expression for a word of a text: ``parse.lower[…]``, ``parse.words[…]``, ``….lower()``, or one of *names*."""
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.Subscript):
        return getattr(node.value, "attr", "") in {"lower", "words"}
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"lower", "_word", "fold"}


def spellings(tree: ast.AST) -> set[str]:
    """Return the names that stand for a word of a text somewhere in *tree*."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and is_spelling(node.value):
            found.update(target.id for target in node.targets if isinstance(target, ast.Name))
        if isinstance(node, ast.For | ast.comprehension) and "lower" in {
            getattr(part, "attr", "") for part in ast.walk(node.iter)
        }:
            found.update(part.id for part in ast.walk(node.target) if isinstance(part, ast.Name))
    return found


def compared(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield the strings with letters that words of a text are compared with."""
    names = spellings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(is_spelling(side, names) for side in sides):
                for side in sides:
                    parts = side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]
                    yield from (part for part in parts if isinstance(part, ast.Constant) and has_letters(part.value))


def has_letters(value: object) -> bool:
    """Tell a string that holds a letter."""
    return isinstance(value, str) and any(map(str.isalpha, value))


@pytest.mark.parametrize("package", [*READERS, "lang"])
def test_no_word_of_a_language_is_compared_in_code(package: str) -> None:
    """Words of a text are compared with a language's data, never with a word in the code."""
    found = {
        f"{path}:{constant.lineno}": constant.value
        for path, tree in trees().items()
        if path.startswith(package)
        for constant in compared(tree)
    }
    assert not found


def test_no_listed_word_stands_in_code() -> None:
    """No string in the rules is a word of a language, apart from labels that happen to be spelt so."""
    listed = {word for code in lang.available() for name in WORDS for word in lang.load(code).words(name)}
    found = {}
    for path, tree in trees().items():
        if path.startswith(READERS):
            names = {id(argument) for call in calls(tree) for argument in call.args}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and id(node) not in names and has_letters(node.value):
                    found[f"{path}:{node.lineno}"] = str(node.value)
    assert not {place: word for place, word in found.items() if word.lower() in listed and word not in LISTED_LABELS}
