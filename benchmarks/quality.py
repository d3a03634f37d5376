"""
How well does the reader do on every gold set, and does it hold its floors?

    python benchmarks/quality.py                 score all sets and compare with tests/floors.json
    python benchmarks/quality.py fr --out DIR    one set; its predictions and an error report go to DIR
    python benchmarks/quality.py --raise         raise the floors to what was scored
    python benchmarks/quality.py --lower REASON  pin the floors anew, and say so in CHANGELOG.md

Sets outside the project are looked for in the folder that the environment variable SELON_DATA names.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

from selon import Reader, SelonError
from selon.evaluate import Document, Result, error_report, load, predict, score, table, write
from selon.evaluate.floors import Floor, figures, fingerprint, lowered, raised, read_floors, shortfalls, write_floors

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "floors.json"
CHANGELOG = ROOT / "CHANGELOG.md"
UNRELEASED = "## Unreleased\n"


def main() -> int:
    """Score the sets named on the command line, or all; return 1 if one falls below its floor."""
    options = _options()
    floors = read_floors(FLOORS)
    names = options.sets or list(floors)
    unknown = sorted(set(names) - set(floors))
    if unknown:
        print(f"no gold set {', '.join(unknown)}; there are: {', '.join(floors)}", file=sys.stderr)
        return 2
    data = Path(os.environ["SELON_DATA"]) if os.environ.get("SELON_DATA") else None
    readers = {False: Reader(), True: Reader(fast=True)}
    read: dict[tuple[Path, bool], dict[str, Document]] = {}
    complaints = []
    for name in names:
        floor = floors[name]
        path = floor.path(FLOORS.parent, data)
        if path is None:
            print(f"{name}: left out, SELON_DATA is not set\n")
            continue
        result = _score(name, floor, path, readers, read, options.out)
        corpus, scored = fingerprint(path), figures(result)
        if options.lower is not None:
            floors[name], line = lowered(floor, corpus, scored, options.lower)
            _note(line)
        elif options.rise:
            floors[name] = raised(floor, corpus, scored)
        complaints += [f"{name}: {complaint}" for complaint in shortfalls(floors[name], corpus, scored)]
    if options.rise or options.lower is not None:
        write_floors(floors, FLOORS)
    print("\n".join(complaints) if complaints else "every floor holds")
    return 1 if complaints else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help="names in tests/floors.json; all when none is given")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write predictions and error reports there")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="rise", action="store_true", help="raise the floors to what was scored")
    change.add_argument("--lower", metavar="REASON", help="pin the floors at what was scored, down as well as up")
    return parser.parse_args()


def _score(  # noqa: PLR0913, PLR0917 - one run, printed
    name: str,
    floor: Floor,
    path: Path,
    readers: dict[bool, Reader],
    read: dict[tuple[Path, bool], dict[str, Document]],
    out: Path | None,
) -> Result:
    gold = load(path)
    started = time.perf_counter()
    key = path, floor.fast
    if key not in read:
        read[key] = predict(gold, readers[floor.fast])
    seconds = time.perf_counter() - started
    modes = {"direct_only": floor.direct_only, "top_level": floor.top_level}
    result = score(gold, read[key], **modes)
    shown = "".join(f", {mode}" for mode, is_on in (modes | {"fast": floor.fast}).items() if is_on)
    print(f"{name} ({path.name}{shown}), read in {seconds:.1f} s")
    print(table(result), end="\n\n")
    if out:
        out.mkdir(parents=True, exist_ok=True)
        write(read[key], out / f"{name}.predictions.jsonl")
        report = error_report(gold, read[key], **modes)
        (out / f"{name}.errors.json").write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")
    return result


def _note(line: str) -> None:
    text = CHANGELOG.read_text(encoding="utf-8")
    if UNRELEASED not in text:
        msg = f"CHANGELOG.md has no section {UNRELEASED.strip()!r}; add it at the top"
        raise SelonError(msg)
    CHANGELOG.write_text(text.replace(UNRELEASED, f"{UNRELEASED}\n{line}", 1), encoding="utf-8")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SelonError as error:
        sys.exit(f"quality: {error}")
