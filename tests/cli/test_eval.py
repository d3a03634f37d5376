"""
Does ``selon eval`` print the scores, write the predictions, and refuse what cannot be scored?
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from selon import evaluate as scoring
from selon.cli import main
from selon.model import Article, Attribution, Span, Why

TEXT = "« Le pont tiendra », a dit la maire. Selon elle, juin sera calme."


class FakeReader:
    """A reader that finds one of two statements, and one that is none."""

    def __init__(self, *, fast: bool = False) -> None:
        """Read alike in both modes."""

    def read_text(self, text: str, *, lang: str | None = None, published: date | None = None) -> Article:
        """Return *text* with its statements."""
        assert published == date(2026, 4, 15)
        found = (
            Attribution(
                source=(Span(27, 35),),
                cue=(Span(21, 26),),
                content=(Span(2, 17),),
                quotation="direct",
                why=Why("quotations", "dire"),
            ),
            Attribution(cue=(Span(37, 42),), content=(Span(57, 63),), why=Why("according_to", "selon")),
        )
        return Article(text=text, language=lang, attributions=found, extracted=True)


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file of one annotated article, which the fake reader reads."""
    monkeypatch.setattr("selon.reader.Reader", FakeReader)
    relations = [
        {"id": "a", "source": [[27, 35]], "cue": [[21, 26]], "content": [[2, 17]], "type": "direct", "parent": None},
        {"id": "b", "source": [[43, 47]], "cue": [[37, 42]], "content": [[49, 64]], "type": "indirect", "parent": None},
    ]
    row = {"id": "pont", "lang": "fr", "date": "2026-04-15", "text": TEXT, "attributions": relations}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_scores_are_those_of_the_library(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    The command prints the table of the scores, and nothing of its own.
    """
    assert main(["eval", str(gold)]) == 0
    wanted = scoring.load(gold)
    result = scoring.score(wanted, scoring.predict(wanted, FakeReader()))
    assert capsys.readouterr().out == scoring.table(result) + "\n"
    assert result["e2e"]["tp"] == 1


def test_modes_are_handed_on(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    ``--direct-only`` asks for the direct quotation alone.
    """
    assert main(["eval", str(gold), "--direct-only", "--top-level", "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)["scores"]
    assert scores["e2e"]["gold"] == 1
    assert scores["e2e"]["f1"] == 1


def test_predictions_have_the_schema_of_gold(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    What was found is written so that it can be loaded, and scored, again.
    """
    out = tmp_path / "out.jsonl"
    assert main(["eval", str(gold), "--predictions", str(out)]) == 0
    capsys.readouterr()
    assert len(scoring.load(out, needs_text=False)["pont"].relations) == 2


def test_errors_are_shown_by_rule_and_cause(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Each rule says how often it was right, and shows what it did wrong.
    """
    assert main(["eval", str(gold), "--errors"]) == 0
    out = capsys.readouterr().out
    rows = {
        line.split()[0]: line.split()[1:3] for line in out.split("by rule")[1].splitlines()[1:] if line[:1].isalpha()
    }
    assert rows["quotations"] == ["1", "1"]
    assert rows["according_to"] == ["1", "0"]
    assert main(["eval", str(gold), "--errors", "--json"]) == 0
    assert {"scores", "errors"} == set(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("content", ["", "{", '{"id": 1}', "\x00"])
def test_what_is_no_gold_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    """
    A file that cannot be scored fails in a line that says why.
    """
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    assert main(["eval", str(path)]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert len(err.splitlines()) == 1
    assert "fault" not in err


def test_a_missing_gold_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """
    A gold file that is not there is refused before anything is loaded.
    """
    assert main(["eval", "nowhere.jsonl"]) == 2
    assert "nowhere.jsonl" in capsys.readouterr().err


def test_predictions_that_cannot_be_written_are_one_line(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A place where no file can be written fails in a line that names it.
    """
    assert main(["eval", str(gold), "--predictions", str(gold / "out.jsonl")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
