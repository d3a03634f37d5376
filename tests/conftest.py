"""
What do the tests share?

Cases – sentences with what a rule must find in them, one JSON file for each rule and language – and the reader, which
loads its models once for the whole run.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
import spacy

from selon.model import LABELS, SPAN_ROLES
from selon.parse.long_patterns import made_shorter
from selon.reading import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selon import Article, Attribution, Ledger, Reader, Span

with made_shorter():
    importlib.import_module("spacy.lang.fr")  # two seconds in each process otherwise

Run = Callable[..., tuple[int, str, str]]
"""Runs a command and gives status, output and messages."""

TESTS = Path(__file__).parent
ROOT = TESTS.parent
CASES = TESTS / "cases"

_REQUIRED = ("source", "cue", "content")
_ROW = {"label", "text", "lang", "published", "statements", "expect", "why"}


@dataclass(frozen=True, slots=True)
class Statement:
    """
    One statement of a case, as words.

    Attributes:
        source: The words of the source, one string for each stretch of it.
        cue: Those of the cue.
        content: Those of the content; empty for a refusal.
        others: What else the case asks for: other roles as words, ``speaker`` as a name, labels as they are.
    """

    source: tuple[str, ...]
    cue: tuple[str, ...]
    content: tuple[str, ...]
    others: Mapping[str, Any] = field(default_factory=dict, compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Case:
    """
    A text and what one rule must find in it; no statements where it must find nothing.

    Attributes:
        rule: Name of the rule, and of the file.
        lang: ISO 639-1 code, and the name of the folder.
        label: What the case is about.
        text: The text to read.
        published: Day of publication, for expressions of time.
        statements: What the rule must find, in any order.
    """

    rule: str
    lang: str
    label: str
    text: str
    published: date | None
    statements: tuple[Statement, ...]

    def bare(self) -> Article:
        """Return the case's text as an article in which nothing was looked for yet."""
        return read_plain(self.text, lang=self.lang, published=self.published)

    def check(self, article: Article) -> None:
        """Check that the case's rule found exactly the case's statements in *article*, with all that they ask for."""
        made = [(_statement(article, a), a) for a in article.attributions if a.why.rule == self.rule]
        wanted = list(self.statements)
        assert _sorted(found for found, _ in made) == _sorted(wanted), _others(article, self.rule)
        for statement in wanted:
            attribution = next(a for found, a in made if found == statement)
            got = {name: _value(article, attribution, name) for name in statement.others}
            assert got == dict(statement.others), statement.content


def load_cases(name: str) -> list[Any]:
    """
    Return the cases of the file *name*, ``LANG/RULE``, as parameters of a test.

    A row is ``{"label": "…", "text": "…", "statements": [{"source": "…", "cue": "…", "content": ["…"]}]}``: a role is
    the words of its spans, one string or a list of them; a statement may also ask for other roles, for ``speaker`` (a
    name or null) and for any label. Rows with ``"expect": "fail"`` are known failures; once one passes, the run fails
    until it is promoted.
    """
    path = CASES / f"{name}.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [_parameter(name, row) for row in rows]


def names_of_cases() -> list[str]:
    """Return the names of all files of cases, ``LANG/RULE``."""
    return [f"{path.parent.name}/{path.stem}" for path in sorted(CASES.glob("*/*.json"))]


def all_cases() -> list[Any]:
    """Return the cases of all files, as parameters of a test."""
    return [case for name in names_of_cases() for case in load_cases(name)]


def evaluation_data() -> Path | None:
    """Return the folder of evaluation data, None when the environment names none."""
    folder = os.environ.get("SELON_DATA")
    return Path(folder) if folder else None


@pytest.fixture
def run(ledger: Ledger, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """
    Return a function that runs a command and gives status, output and messages.

    The ledger that commands are asked about is the fixture ``ledger`` of the file that uses this one.
    """
    from selon.cli import main  # noqa: PLC0415 - most tests run no command

    monkeypatch.setenv("SELON_LEDGER", str(ledger.path))
    monkeypatch.setenv("SELON_WHO", "Mona")

    def command(*words: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = main(list(words))
        printed = capfd.readouterr()
        return status, printed.out, printed.err

    return command


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Return a reader that keeps its models for the whole run."""
    from selon import Reader  # noqa: PLC0415 - tests without a model do not wait for it

    return Reader()


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of evaluation data; tests that ask for it are skipped without one."""
    folder = evaluation_data()
    if folder is None:
        pytest.skip("SELON_DATA names no folder of evaluation data")
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """
    Prepare a run.

    The processes that tests start in other folders find the same selon as the tests: PYTHONPATH may be relative. A run
    without models, ``-m "not model"``, loads none: a test that does so unmarked fails.
    """
    if "not model" in config.option.markexpr:
        spacy.load = _refuse
    given = os.environ.get("PYTHONPATH")
    if given:
        os.environ["PYTHONPATH"] = os.pathsep.join(str(Path(one).absolute()) for one in given.split(os.pathsep))


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays for the whole run; that saves a tenth of the time."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for the reader as needing a model."""
    for item in items:
        if "reader" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.model)


def _refuse(name: str, *_: object, **__: object) -> NoReturn:
    """Fail the test that loads a pipeline in a run without models."""
    pytest.fail(
        f"this test loads the pipeline {name!r}, and the run is one without models (-m 'not model'); mark the test with "
        "@pytest.mark.model, or let it read a stored parse (tests/treebank.py)"
    )


def _parameter(name: str, row: dict[str, Any]) -> Any:  # noqa: ANN401 - pytest keeps the type to itself
    lang, rule = name.split("/")
    unknown = set(row) - _ROW
    if unknown or row.get("lang", lang) != lang or row.get("expect", "pass") not in {"pass", "fail"}:
        msg = f"{name}: case {row.get('label')!r} has unknown keys {sorted(unknown)}, or another language or outcome"
        raise ValueError(msg)
    case = Case(
        rule=rule,
        lang=lang,
        label=row["label"],
        text=row["text"],
        published=date.fromisoformat(row["published"]) if "published" in row else None,
        statements=tuple(_wanted(f"{name}: {row['label']}", row["text"], entry) for entry in row["statements"]),
    )
    fails = pytest.mark.xfail(strict=True, raises=AssertionError, reason=row.get("why", "known failure"))
    return pytest.param(case, id=f"{name}: {case.label}", marks=[fails] if row.get("expect") == "fail" else [])


def _wanted(where: str, text: str, entry: dict[str, Any]) -> Statement:
    unknown = set(entry) - {*SPAN_ROLES, *LABELS, "speaker"}
    if unknown or not set(_REQUIRED) <= set(entry):
        msg = (
            f"{where}: a statement has source, cue and content, and perhaps roles, speaker and labels: {sorted(entry)}"
        )
        raise ValueError(msg)
    roles = {role: _located(where, text, entry[role]) for role in SPAN_ROLES if role in entry}
    others = {name: roles.get(name, value) for name, value in entry.items() if name not in _REQUIRED}
    return Statement(roles["source"], roles["cue"], roles["content"], others)


def _located(where: str, text: str, words: str | list[str]) -> tuple[str, ...]:
    """Return *words* as a tuple, after checking that they follow one another in *text*."""
    stretches = tuple(words) if isinstance(words, list) else (words,) if words else ()
    position = 0
    for stretch in stretches:
        found = text.find(stretch, position)
        if found < 0 or not stretch:
            msg = f"{where}: {stretch!r} does not stand in the text, or not after what is named before it"
            raise ValueError(msg)
        position = found + len(stretch)
    return stretches


def _statement(article: Article, attribution: Attribution) -> Statement:
    source, cue, content = (_words(article, getattr(attribution, role)) for role in _REQUIRED)
    return Statement(source, cue, content)


def _words(article: Article, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(span.of(article.text) for span in spans)


def _value(article: Article, attribution: Attribution, name: str) -> object:
    if name == "speaker":
        return attribution.speaker.name if attribution.speaker else None
    value = getattr(attribution, name)
    return _words(article, value) if name in SPAN_ROLES else value


def _sorted(statements: Iterable[Statement]) -> list[tuple[tuple[str, ...], ...]]:
    return sorted((statement.source, statement.cue, statement.content) for statement in statements)


def _others(article: Article, rule: str) -> str:
    """Return what other rules than *rule* found, for the message of a failing case."""
    found = (f"{a.why.rule}: {_statement(article, a)}" for a in article.attributions if a.why.rule != rule)
    return "other rules found: " + ("; ".join(found) or "nothing")
