"""
Does a change leave what selon finds and prints as it was?

    SELON_DATA=… python benchmarks/identical.py BASE            this working tree against the commit BASE
    SELON_DATA=… python benchmarks/identical.py BASE OTHER      two checkouts: commits, or folders
    … BASE --sets fr_unlabelled en_train                        other sets of SELON_DATA, of each the first 200 articles

Each checkout reads the same texts with its own code: the cases, the project's gold and, where ``SELON_DATA`` names their
folder, the development sets; every field of every statement is compared. Then it is asked for its help texts, reads pages
and answers questions about a carried ledger; every byte is compared. For moves that must change nothing; prints
*identical* and returns 0, or says what differs and returns 1.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from selon import Reader
from selon.errors import SelonError

ROOT = Path(__file__).resolve().parent.parent
SETS = ("fr_dev", "en_dev", "de_dev")
"""Files of ``SELON_DATA`` that are read."""
MOST = 200
"""Articles of a set that are read."""
LEDGER = ROOT / "tests" / "ledgers" / "5.db.gz"
COMMANDS = (  # noqa: SIM905 - a list of this length is read more easily so
    "read eval add watch list show search speakers speaker outlets stats sample failures accept reject edit merge split "
    "undo review export check backup migrate reextract forget corrections"
).split()
SHOWN = 5
"""Differences that are told at most."""


def main() -> int:
    """Compare the checkouts named on the command line; return 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="a commit, or the folder of a checkout")
    parser.add_argument("other", nargs="?", default=str(ROOT), help="likewise; this working tree by default")
    parser.add_argument("--sets", nargs="+", default=SETS, help="sets of SELON_DATA; by default the development sets")
    parser.add_argument("--answers", type=Path, help=argparse.SUPPRESS)  # what each checkout is started with
    options = parser.parse_args()
    if options.answers:
        lines = (json.dumps(answer) + "\n" for answer in answers(options.sets))
        options.answers.write_text("".join(lines), encoding="utf-8")
        return 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as together:
        names = (options.base, options.other)
        runs = [together.submit(_answers_of, name, Path(folder) / str(n), options.sets) for n, name in enumerate(names)]
        base, other = (run.result() for run in runs)
    unlike = [name for name in {**base, **other} if base.get(name) != other.get(name)]
    for name in unlike[:SHOWN]:
        print(_difference(name, base.get(name), other.get(name)))
    if unlike:
        print(f"{len(unlike)} of {len(base)} answers differ")
        return 1
    statements = sum(len(answer["attributions"]) for answer in base.values() if "attributions" in answer)
    print(f"identical: {len(base)} answers, {statements} statements")
    return 0


def _answers_of(name: str, folder: Path, sets: Sequence[str]) -> dict[str, Any]:
    """Run this script with the code of one checkout, and return what it answers."""
    checkout = Path(name)
    if not checkout.is_dir():
        checkout = folder / "checkout"
        archive = subprocess.run(["git", "archive", name], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603, S607
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(checkout, filter="data")
    answered = folder / "answers.jsonl"
    folder.mkdir(exist_ok=True)
    source = str((checkout / "src").resolve())
    environment = os.environ | {"PYTHONPATH": source, "COLUMNS": "80", "SELON_LEDGER": str(folder / "news.db")}
    subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, __file__, name, "--answers", str(answered), "--sets", *sets],
        env=environment,
        check=True,
        cwd=folder,
    )
    lines = answered.read_text(encoding="utf-8").splitlines()
    first, *answers = map(json.loads, lines)
    if not Path(first["of"]).is_relative_to(source):
        sys.exit(f"identical: {name} was to be read with the code in {source}, but {first['of']} was loaded")
    return {answer.pop("name"): answer for answer in answers}


def answers(sets: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield where this process has selon from, then its answers, each with a name."""
    import selon  # noqa: PLC0415 - for its place only

    yield {"of": str(Path(selon.__file__).resolve())}
    reader = Reader()
    for name, text in texts(sets):
        yield {"name": name, **_read(reader, text)}
    Path(os.environ["SELON_LEDGER"]).write_bytes(gzip.decompress(LEDGER.read_bytes()))
    for command in commands():
        yield {"name": f"selon {' '.join(command)}", **_run(command)}
    for path in sorted(Path().glob("out*")):
        yield {"name": path.name, "written": path.read_text(encoding="utf-8")}


def _run(command: tuple[str, ...]) -> dict[str, Any]:
    """Return the status of *command*, and what it prints."""
    from selon.cli import main as selon  # noqa: PLC0415 - the answers of a process that never needed it are to be the same

    printed, complained = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(printed), redirect_stderr(complained):
        status = selon(command)
    said = []
    for stream in (printed, complained):
        stream.flush()
        said.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return {"status": status, "printed": said[0], "complained": said[1]}


def texts(sets: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is read, by a name that tells where it stands."""
    for path in sorted((ROOT / "tests" / "cases").glob("*/*.json")):
        for number, row in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            lang = path.parent.name
            yield f"case {lang}/{path.stem} {number}", {"lang": lang, "published": row.get("published"), **row}
    paths = sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
    if "SELON_DATA" in os.environ:
        paths += [Path(os.environ["SELON_DATA"]) / f"{name}.jsonl" for name in sets]
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines()[:MOST]:
            document = json.loads(line)
            yield f"{path.stem} {document['id']}", document


def _read(reader: Reader, document: dict[str, Any]) -> dict[str, Any]:
    day = document.get("published") or document.get("date")
    published = date.fromisoformat(day) if day else None
    try:
        article = reader.read_text(document["text"], lang=document.get("lang"), published=published)
    except SelonError as error:
        return {"error": str(error)}
    answer: dict[str, Any] = json.loads(json.dumps(asdict(article), default=str))
    return answer


def commands() -> Iterator[tuple[str, ...]]:
    """Yield what is asked on the command line: help, pages in each form, and a ledger that every schema migrates to."""
    yield ("--help",)
    for command in COMMANDS:
        yield command, "--help"
    for page in [ROOT / "examples" / "page.html", *sorted((ROOT / "tests" / "reading" / "pages").glob("*.html"))]:
        for form in ("", "--json", "--explain", "--own-voice", f"--html out-{page.stem}.html"):
            yield "read", str(page), *form.split()
    yield ("migrate",)
    for question in ("list", "list --verdict any", "list --articles", "speakers", "outlets", "stats", "failures"):
        for form in ("", "--json", "--csv"):
            yield *question.split(), *form.split()
    yield "search", "digue"
    yield "corrections", "list"
    yield ("check",)
    with closing(sqlite3.connect(os.environ["SELON_LEDGER"])) as db:
        ids = [row[0] for row in db.execute("select id from statement union all select id from article order by id")]
    for one in ids:
        yield "show", str(one)
        yield "show", str(one), "--json"
    for form in ("csv", "jsonl", "anno.jsonld"):
        yield "export", f"out.{form}", *(("--format", "webannotation") if form == "anno.jsonld" else ())


def _difference(name: str, base: Any, other: Any) -> str:  # noqa: ANN401 - JSON
    """Return where two answers of that name first differ."""
    at, pair = name, (base, other)
    while True:
        if all(isinstance(one, dict) for one in pair):
            keys = [key for key in {**pair[0], **pair[1]} if pair[0].get(key) != pair[1].get(key)]
            at, pair = f"{at} · {keys[0]}", (pair[0].get(keys[0]), pair[1].get(keys[0]))
        elif all(isinstance(one, list) for one in pair) and len(pair[0]) == len(pair[1]):
            number = next(n for n, (one, two) in enumerate(zip(*pair, strict=True)) if one != two)
            at, pair = f"{at} · {number}", (pair[0][number], pair[1][number])
        else:
            break
    if all(isinstance(one, str) for one in pair):
        from_here = next(
            (n for n, (one, two) in enumerate(zip(*pair, strict=False)) if one != two), min(map(len, pair))
        )
        pair = (pair[0][from_here:], pair[1][from_here:])
    return "\n".join((at, *(f"   {mark} {one!r:.300}" for mark, one in zip("-+", pair, strict=True))))


if __name__ == "__main__":
    sys.exit(main())
