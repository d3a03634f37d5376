"""
The commands that say who is who: what they print, what they refuse, and the worked example of the documentation.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Run
from newsroom import fill, marked

from selon.ledger import Ledger, Query

TABLE = """name;aliases;role;party;gender;wikidata;from;to
Zoé Lambrecht;;maire;Les Verts;femme;Q7;;2031-06
Zoé Lambrecht;;sénatrice;Les Verts;femme;Q7;2031-07;
Iker Oyarzun;;;PX;homme;;;

Iker Oyarzun;;;PY;homme;;2031-12;
Nobody Here;;;;unknown;;;
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of invented articles."""
    with Ledger(tmp_path / "news.db") as made:
        fill(made, 30)
        yield made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return the path of a table of people."""
    path = tmp_path / "people.csv"
    path.write_text(TABLE, encoding="cp1252")
    return path


def rows(out: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table."""
    return list(csv.DictReader(io.StringIO(out)))


def test_import(run: Run, ledger: Ledger, table: Path) -> None:
    """What a table means is told by the numbers of its rows, for people and for programs."""
    status, out, err = run("people", "import", str(table))
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "5 rows taken in: 4 match a speaker, 1 none yet",
        "rows 4, 6 are in force together for 'iker oyarzun' from 2031-12-01: none of them counts then",
        "row 7: Nobody Here is the name of no speaker yet",
    ]
    _, out, _ = run("people", "import", str(table), "--json")
    assert json.loads(out) == {
        "rows": 5, "matched": 4, "forgotten": [],
        "clashes": [{"speaker": "iker oyarzun", "rows": [4, 6], "since": "2031-12-01", "until": None, "differ": []}],
        "unmatched": [{"row": 7, "name": "Nobody Here"}],
    }  # fmt: skip
    assert ledger.check().problems == ()


def test_a_wrong_table_changes_nothing(run: Run, ledger: Ledger, table: Path) -> None:
    """All wrong rows are told with their numbers and values, and the table before stays."""
    run("people", "import", str(table))
    before = ledger.people.directory()
    table.write_text(TABLE.replace("Q7", "P7", 1).replace(";2031-07;", ";05/03/2031;") + ";x;;;;;;\n", encoding="utf-8")
    status, out, err = run("people", "import", str(table))
    assert (status, out) == (1, "")
    how = "write it as 2022-03-13, 2022-03 or 2022, or say how days are meant: --dates day-first or month-first"
    assert err.splitlines() == [
        "selon: row 2: wikidata 'P7' is no id; write it as Q1048",
        f"selon: row 3: from '05/03/2031' can be two days; {how}",
        "selon: row 8: the name is missing; give one, or leave the row out",
        "selon: nothing is taken in: 3 of 6 rows of people.csv are wrong; mend them first",
    ]
    table.write_text("name;sex\nZoé;f\n", encoding="utf-8")
    status, _, err = run("people", "import", str(table))
    assert status == 1
    assert "column 'sex' that is not known; known are: name, aliases, role, party, gender, wikidata, from, to" in err
    assert run("people", "import", str(table), "--dates", "any")[0] == 2
    assert run("people", "import", "none.csv")[0] == 1
    assert ledger.people.directory() == before


def test_many_are_told_briefly(run: Run, table: Path) -> None:
    """Of hundreds of rows without a speaker, or wrong ones, the first are told and the number of the rest."""
    table.write_text("name\n" + "".join(f"Nobody {n}\n" for n in range(300)), encoding="utf-8")
    _, out, _ = run("people", "import", str(table))
    assert out.splitlines()[-1] == "and 280 more; selon people list shows all"
    assert len(out.splitlines()) == 22
    table.write_text("name;wikidata\n" + "".join(f"Nobody {n};x\n" for n in range(300)), encoding="utf-8")
    _, _, err = run("people", "import", str(table))
    assert len(err.splitlines()) == 21
    assert "300 of 300 rows of people.csv are wrong; the first 20 are told above" in err


def test_list_export_and_remove(run: Run, ledger: Ledger, table: Path, tmp_path: Path) -> None:
    """Each row says what it counts for; what is exported can be taken in; rows go by name, or all."""
    run("people", "import", str(table))
    _, out, err = run("people", "list")
    assert err == "5 rows\n"
    assert "with Iker Oyarzun from 2031-12-01: none of them counts then" in out
    _, out, _ = run("people", "list", "--csv")
    found = rows(out)
    assert [row["note"] for row in found][-1] == "no speaker yet"
    hers = ledger.count(Query(speaker="lambrecht"))
    assert sum(int(row["statements"]) for row in found if row["party"] == "Les Verts") == hers
    _, out, _ = run("people", "list", "--json", "--unmatched")
    assert json.loads(out)["name"] == "Nobody Here"
    before = ledger.people.directory()
    _, printed, _ = run("people", "export")
    _, _, err = run("people", "export", str(tmp_path / "out.csv"))
    assert "5 rows written to" in err
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == f"\ufeff{printed}"
    assert run("people", "import", str(tmp_path / "out.csv"))[0] == 0
    assert ledger.people.directory() == before
    assert run("people", "remove", "iker oyarzun")[1] == "2 rows removed\n"
    assert run("people", "remove", "iker oyarzun")[0] == 1
    assert run("people", "remove")[0] == run("people", "remove", "Nobody Here", "--all")[0] == 2
    assert run("people", "remove", "--all")[1] == "3 rows removed\n"
    assert run("people", "list")[2] == "0 rows\n"


def test_filters_go_everywhere(run: Run, ledger: Ledger, table: Path, tmp_path: Path) -> None:
    """Listings, speakers, samples, figures and exports take them, and show who somebody was on the day."""
    run("people", "import", str(table))
    _, out, _ = run("list", "--role", "MAIRE", "--json")
    shown = [json.loads(line) for line in out.splitlines()]
    assert {one["speaker_role"] for one in shown} == {"maire"}
    assert all(one["published"] < "2031-07" for one in shown)
    assert len(shown) == ledger.count(Query(role=("maire",))) > 0
    _, out, _ = run("speakers", "--gender", "femme", "--json")
    (entry,) = map(json.loads, out.splitlines())
    assert [(one["role"], one["since"], one["until"]) for one in entry["people"]] == [
        ("maire", None, "2031-06-30"),
        ("sénatrice", "2031-07-01", None),
    ]
    assert "sénatrice, Les Verts, femme" in run("speakers")[1]
    assert "maire, Les Verts, femme, Q7, until 2031-06-30" in run("speaker", "zoe lambrecht")[1]
    assert "speaker_party" in run("show", shown[0]["id"])[1]
    assert {row["speaker"] for row in rows(run("sample", "5", "--party", "les verts", "--csv")[1])} == {"Zoé Lambrecht"}
    assert "Zoé" not in run("speakers", "--gender", "unknown")[1]
    run("export", str(tmp_path / "out.csv"), "--wikidata", "q7", "--text")
    exported = rows((tmp_path / "out.csv").read_text(encoding="utf-8"))
    assert {(row["speaker_person"], row["speaker_wikidata"]) for row in exported} == {("Zoé Lambrecht", "Q7")}
    status, _, err = run("list", "--gender", "F")
    assert status == 1
    assert "no row of the table of people has the gender 'F'; it has: femme, homme" in err


def test_outlets_and_stats(run: Run, ledger: Ledger, table: Path) -> None:
    """Shares stand beside what is not known, in the table, in JSON and in CSV."""
    assert "take one in with: selon people import" in run("outlets", "--by", "gender")[2]
    run("people", "import", str(table))
    shares = ledger.people.shares("gender")
    one = shares.outlets[0]
    _, out, _ = run("outlets", "--by", "gender")
    line = next(" ".join(line.split()) for line in out.splitlines() if line.startswith(str(one.name)))
    assert line.endswith(f"{one.unknown} {one.speakerless}")
    assert f"femme {100 * one.shares['femme']:.0f} % ({one.values['femme']})" in line
    _, out, _ = run("outlets", "--by", "gender", "--json")
    assert [json.loads(line)["unknown"] for line in out.splitlines()] == [one.unknown for one in shares.outlets]
    _, out, _ = run("stats", "--by", "gender", "--by", "party", "--csv")
    found = rows(out)
    assert {(row["by"], row["over"]) for row in found} == {
        (by, over) for by in ("gender", "party") for over in ("all", "outlet", "month")
    }
    assert {row["value"]: int(row["statements"]) for row in found[:2]} == shares.total.values
    _, out, _ = run("stats", "--by", "party", "--json")
    assert json.loads(out)["people"][0]["by"] == "party"
    assert "people" not in json.loads(run("stats", "--json")[1])
    _, out, _ = run("stats", "--by", "gender")
    assert "articles," in out
    assert len(re.findall("gender, of those known", out)) == 3
    assert run("stats", "--csv")[0] == run("outlets", "--by", "age")[0] == 2


def test_nothing_known_is_a_row_too(run: Run, table: Path) -> None:
    """An outlet of which no value is known stays in the CSV, without a share."""
    run("people", "import", str(table))
    _, out, _ = run("outlets", "--by", "role", "--gender", "homme", "--csv")
    assert {(row["value"], row["statements"], row["share"]) for row in rows(out)} == {("", "0", "")}
    assert "–" in run("outlets", "--by", "role", "--gender", "homme")[1]


def test_forgetting(run: Run, table: Path) -> None:
    """How many rows go is said before and after; a table that brings the person back is taken in without."""
    run("people", "import", str(table))
    assert "texts, 2 rows of the table of people\n" in run("forget", "--person", "zoe lambrecht", "--dry-run")[1]
    assert "texts, 2 rows of the table of people removed\n" in run("forget", "--person", "zoe lambrecht", "--yes")[1]
    _, out, _ = run("people", "import", str(table))
    assert out.splitlines()[:2] == [
        "3 rows taken in: 2 match a speaker, 1 none yet",
        "rows 2, 3 left out: forgotten on purpose",
    ]
    assert "row 7: Nobody Here" in out
    assert run("check")[0] == 0


EXAMPLE = (
    ("Le Courrier d'Arvenne", date(2031, 5, 4),
     "{Claire Vasselin|a dit|oui}. {Vasselin|a dit|non}. {Iker Oyarzun|a dit|si}. {le ministère|a dit|peu}."),
    ("Le Courrier d'Arvenne", date(2031, 6, 2), "{Zoé Lambrecht|a dit|oui}. {Iker Oyarzun|a dit|non}. {|dit-on|si}."),
    ("La Gazette", date(2031, 5, 20), "{Zoé Lambrecht|a dit|oui}. {Iker Oyarzun|a dit|non}. {Iker Oyarzun|rit|si}."),
    ("La Gazette", date(2031, 6, 10), "{Iker Oyarzun|a dit|oui}. {Claire Vasselin|a dit|non}."),
)  # fmt: skip
"""The ledger of the worked example."""


def test_the_worked_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """The commands of ``docs/people.md`` print what stands below them, but for the width of tables."""
    folder = tmp_path / "example"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with Ledger(folder / "news.db") as made:
        for number, (outlet, day, text) in enumerate(EXAMPLE):
            made.add(marked(text, url=f"https://a.example/{number}", outlet=outlet, published=day))
    page = (ROOT / "docs" / "people.md").read_text(encoding="utf-8")
    section = page.split("## A worked example")[1].split("\n## ")[0]
    printed, compared = "", 0
    for kind, code in re.findall(r"^```(\w+)\n(.*?)^```", section, re.MULTILINE | re.DOTALL):
        if kind == "csv":
            (folder / "people.csv").write_text(code, encoding="utf-8")
        elif kind == "sh":
            status, printed, _ = run(*shlex.split(code)[1:])
            assert status == 0
        else:
            assert [line.split() for line in printed.splitlines()] == [line.split() for line in code.splitlines()]
            compared += 1
    assert compared == 3
