"""
What do the articles that others own attribute, without a word of theirs?

``training/gold/<lang>.jsonl`` holds annotations of articles that may be learned from and not be passed on: the identifier
of each, the SHA-256 of its text, offsets and labels. This command joins them with the texts under ``SELON_DATA``.

    python training/annotated.py join OUT.jsonl [fr|en]   the annotated articles with their texts, for learning and scoring
    python training/annotated.py pack FOLDER              offsets and labels of the sheets in FOLDER/<lang>
    python training/annotated.py outlets                  the outlets whose articles are in a check set, and so in no other

A speaker is stored as the places of his name in the text; a text that has changed since is refused.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gold import BrokenSheet, as_json, read

FOLDER = Path(__file__).parent / "gold"
TEXTS = ("fr_more", "fr_unlabelled", "en_more")
CHECKS = ("fr_check", "en_check")
AND = {"fr": " et ", "en": " and "}


def data() -> Path:
    """Return the folder of the evaluation data; end the command where none is named."""
    folder = os.environ.get("SELON_DATA")
    if not folder:
        sys.exit("annotated: SELON_DATA names no folder; set it to the folder that holds the texts")
    return Path(folder)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON Lines file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def digest(text: str) -> str:
    """Return the SHA-256 of *text* in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def packed(record: dict[str, Any]) -> dict[str, Any]:
    """Return *record* without any word of its text."""
    text = record["text"]
    return {
        "id": record["id"],
        "lang": record["lang"],
        "sha256": digest(text),
        "attributions": [one | {"speaker": named(text, one["speaker"])} for one in record["attributions"]],
        "passed": record["passed"],
    }


def named(text: str, speaker: str | None) -> list[list[int]] | None:
    """Return where the name of *speaker* stands; of several named together, where each does."""
    if speaker is None:
        return None
    parts = [speaker] if speaker in text else re.split(r" et | and |, ", speaker)
    return [[text.index(part), text.index(part) + len(part)] for part in parts]


def joined(record: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """Return a packed *record* with the text of *source*, its outlet, and the speakers by name."""
    text = source["text"]
    if digest(text) != record["sha256"]:
        sys.exit(f"annotated: the text of {record['id']} is not the one that was annotated; give the folder as it was")

    def name(places: list[list[int]] | None) -> str | None:
        return AND[record["lang"]].join(text[start:end] for start, end in places) if places else None

    return {
        "id": record["id"],
        "lang": record["lang"],
        "outlet": source.get("outlet") or source.get("source", "").split(" (")[0],
        "text": text,
        "attributions": [one | {"speaker": name(one["speaker"])} for one in record["attributions"]],
        "passed": record["passed"],
    }


def joined_records(languages: tuple[str, ...] = ("fr", "en")) -> list[dict[str, Any]]:
    """Return all annotated articles with their texts."""
    texts = {one["id"]: one for name in TEXTS for one in records(data() / f"{name}.jsonl")}
    return [joined(one, texts[one["id"]]) for language in languages for one in records(FOLDER / f"{language}.jsonl")]


def pack(folder: Path) -> None:
    """Write the annotations of the sheets in *folder* without their words."""
    FOLDER.mkdir(exist_ok=True)
    for language in sorted(path for path in folder.iterdir() if path.is_dir()):
        lines = []
        for path in sorted(language.glob("*.gold")):
            try:
                record = packed(as_json(read(path.with_suffix(".txt"))))
            except BrokenSheet as error:
                sys.exit(f"annotated: {error}")
            lines.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        (FOLDER / f"{language.name}.jsonl").write_text("".join(lines), encoding="utf-8")
        print(f"{language.name}: {len(lines)} articles")


def outlets() -> None:
    """Print the outlets of the check sets, and which annotated articles come from one of them (there must be none)."""
    closed = {one["outlet"] for name in CHECKS for one in records(data() / f"{name}.jsonl")}
    print("\n".join(sorted(closed)))
    shared = [one["id"] for one in joined_records() if one["outlet"] in closed]
    print(f"{len(shared)} annotated articles come from one of these {len(closed)} outlets", *shared)


def main() -> None:
    """Read the command line and do what it asks."""
    parser = argparse.ArgumentParser(description="Annotations of articles that cannot be passed on.")
    commands = parser.add_subparsers(dest="command", required=True)
    join = commands.add_parser("join", help="write the annotated articles with their texts")
    join.add_argument("out", type=Path)
    join.add_argument("language", nargs="?", choices=("fr", "en"))
    commands.add_parser("pack", help="store sheets without their words").add_argument("folder", type=Path)
    commands.add_parser("outlets", help="list the outlets of the check sets")
    options = parser.parse_args()
    if options.command == "pack":
        pack(options.folder)
    elif options.command == "outlets":
        outlets()
    else:
        found = joined_records((options.language,) if options.language else ("fr", "en"))
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in found)
        options.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
