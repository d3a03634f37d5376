"""
What do the project's own articles attribute, to the character?

Builds ``tests/gold/<lang>.jsonl`` from the articles and annotation sheets in ``tests/gold/<lang>``. A sheet names
words, never offsets; this script finds them, and refuses a sheet whose words are missing, stand there twice, or
contradict the definition of an attribution. ``docs/gold.md`` describes the sheets.

    python training/gold.py             write the files
    python training/gold.py --check     only tell whether they are up to date
    python training/gold.py --show ID   print one article with its attributions
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from selon.errors import SelonError
from selon.model import LABELS, Span, Spans

GOLD = Path(__file__).parent.parent / "tests" / "gold"
ROLES = ("source", "cue", "content", "addressee")
DEFAULTS = {
    "source_kind": "person",
    "naming": "named",
    "act": "assert",
    "medium": "speech",
    "certainty": "certain",
    "polarity": "positive",
}
"""What an attribution is labelled when its sheet does not say otherwise."""

ELISION, JOINT = " ~ ", " || "
HEAD = re.compile(r"\[(?P<id>\w+|-)\] in (?P<paragraph>\d+)(?: < (?P<parent>\w+))?(?:: (?P<words>.+) -- (?P<why>.+))?$")
OCCURRENCE = re.compile(r" #(?P<count>\d+)$")
ELSEWHERE = re.compile(r"¶(?P<paragraph>\d+) (?P<words>.*)$", re.DOTALL)
WORD = re.compile(r"\w+")
FOLDED = str.maketrans({"’": "'", "‘": "'", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})
"""Characters that a sheet may write the plain way. Each stands for one character, so that positions stay."""


class BrokenSheet(SelonError):
    """A sheet that does not fit its article or the definition."""


@dataclass(frozen=True)
class Relation:
    """One attribution of a sheet, its words found in the article."""

    id: str
    parent: str | None
    spans: dict[str, Spans]
    speaker: str | None
    labels: dict[str, str]
    quotation: str = "indirect"


@dataclass(frozen=True)
class Passed:
    """Words that look like an attribution and are none, with the reason."""

    span: Span
    why: str


@dataclass(frozen=True)
class Document:
    """One article with everything its sheet says; *manner* is the outlet after whose manner it was written, if any."""

    id: str
    language: str
    date: str
    style: str
    manner: str | None
    text: str
    relations: tuple[Relation, ...]
    passed: tuple[Passed, ...]


def paragraphs(text: str) -> list[Span]:
    """Return the lines of *text* that are not blank, in order; a sheet counts them from 1."""
    return [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


def _occurrences(haystack: str, words: str) -> list[int]:
    """Return where *words* stand in *haystack* as whole words."""
    found = []
    for match in re.finditer(f"(?={re.escape(words)})", haystack):
        start, end = match.start(), match.start() + len(words)
        cuts_before = start > 0 and haystack[start - 1].isalnum() and haystack[start].isalnum()
        cuts_after = end < len(haystack) and haystack[end - 1].isalnum() and haystack[end].isalnum()
        if not cuts_before and not cuts_after:
            found.append(start)
    return found


def _only(haystack: str, wanted: str, where: str) -> tuple[int, int]:
    """Return start and end of *wanted*, which may end in ``#2`` for the second occurrence."""
    match = OCCURRENCE.search(wanted)
    words, count = (wanted[: match.start()], int(match["count"])) if match else (wanted, None)
    found = _occurrences(haystack, words)
    if (len(found) != 1) if count is None else (len(found) == 1 or not 1 <= count <= len(found)):
        msg = f"{where}: {words!r} stands there {len(found)} times; write more words, or which one as ' #2'"
        raise BrokenSheet(msg)
    start = found[count - 1 if count else 0]
    return start, start + len(words)


def find(text: str, lines: list[Span], paragraph: int, wanted: str, where: str) -> Span:
    """
    Return the span of *wanted* in paragraph number *paragraph* (from 1), or where ``¶n`` in front of it says.

    ``first words ~ last words`` stands for everything from the first words to the last.
    """
    elsewhere = ELSEWHERE.match(wanted)
    if elsewhere:
        paragraph, wanted = int(elsewhere["paragraph"]), elsewhere["words"]
    if not 0 < paragraph <= len(lines):
        msg = f"{where}: there is no paragraph {paragraph}; the article has {len(lines)}"
        raise BrokenSheet(msg)
    line = lines[paragraph - 1]
    haystack = line.of(text).translate(FOLDED)
    first, _, last = wanted.translate(FOLDED).partition(ELISION)
    start, end = _only(haystack, first, f"{where}, paragraph {paragraph}")
    if last:
        _, length = _only(haystack[end:], last, f"{where}, paragraph {paragraph}, after {first!r}")
        end += length
    return Span(line.start + start, line.start + end)


OPENERS = {"«": "»", "“": "”", "„": "”", "‹": "›", "‘": "’"}
CLOSERS = frozenset(OPENERS.values())
STRAIGHT = "\"'"


def quoted(text: str) -> list[Span]:
    """
    Return the stretches between quotation marks, marks left out, nested ones too.

    Each paragraph stands alone: a quotation still open at its end runs to its end, a closing mark at its start opens
    it. Any closing mark closes what is open when its own kind is not, so that “clumsy" pairs hold. Apostrophes are no
    marks.
    """
    return sorted(span for line in paragraphs(text) for span in _quoted_in(text, line))


def _quoted_in(text: str, line: Span) -> Iterator[Span]:
    text = text.replace("''", '"\N{WORD JOINER}')  # two straight single marks are one double one
    waiting: list[tuple[str, int]] = []
    for position in range(line.start, line.end):
        mark = text[position]
        before = text[position - 1] if position > line.start else " "
        after = text[position + 1] if position + 1 < line.end else " "
        opens = not before.isalnum() and before not in ".,!?…" and not after.isspace() and after not in ".,;:!?)"
        if mark in STRAIGHT:
            if mark == "'" and before.isalnum() and after.isalnum():
                continue
            is_open = any(mark == kind for kind, _ in waiting)
            if not is_open and opens:
                waiting.append((mark, position + 1))
            elif is_open or (mark == '"' and waiting):
                yield from _close(waiting, mark if is_open else waiting[-1][0], position)
        elif mark in OPENERS or (mark in CLOSERS and mark != "’" and not waiting and position == line.start):
            waiting.append((OPENERS.get(mark, mark), position + 1))
        elif mark in CLOSERS and waiting and not (mark == "’" and after.isalnum()):
            if any(mark == kind for kind, _ in waiting):
                yield from _close(waiting, mark, position)
            elif mark != "’":
                yield from _close(waiting, waiting[-1][0], position)
    # A straight single mark that nothing closes was an apostrophe ('90s).
    yield from (Span(start, line.end) for kind, start in waiting if kind != "'" and start < line.end)


def _close(waiting: list[tuple[str, int]], kind: str, position: int) -> Iterator[Span]:
    """Take marks off *waiting* down to the last one of *kind*, and yield what that one opened."""
    while waiting:
        opened, start = waiting.pop()
        if opened == kind:
            if start < position:
                yield Span(start, position)
            return


def quotation_of(text: str, relation: Relation, marks: list[Span]) -> str:
    """
    Return ``direct``, ``mixed`` or ``indirect``: all, part or none of the content's words stand in quotation marks.

    For a nested attribution only marks of its own count: not those around its cue as well.
    """
    if relation.parent is not None:
        marks = [mark for mark in marks if not any(mark.covers(cue) for cue in relation.spans["cue"])]
    words = [
        Span(match.start(), match.end())
        for span in relation.spans["content"]
        for match in WORD.finditer(text, span.start, span.end)
    ]
    inside = sum(any(mark.covers(word) for mark in marks) for word in words)
    if inside == 0:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def read(article: Path) -> Document:
    """
    Return the article at *article* (``.txt``) with the sheet beside it (``.gold``).

    Raises:
        BrokenSheet: If the sheet does not fit.
    """
    text = article.read_text(encoding="utf-8").rstrip("\n")
    lines = paragraphs(text)
    blocks = article.with_suffix(".gold").read_text(encoding="utf-8").strip().split("\n\n")
    header = dict(line.split(": ", 1) for line in blocks[0].splitlines())
    relations: list[Relation] = []
    passed: list[Passed] = []
    for block in blocks[1:]:
        head, *rows = block.splitlines()
        match = HEAD.match(head)
        if match is None:
            msg = (
                f"{article.name}: {head!r} opens no entry; as '[a1] in 3', '[a2] in 3 < a1' or '[-] in 3: words -- why'"
            )
            raise BrokenSheet(msg)
        paragraph, where = int(match["paragraph"]), f"{article.stem} [{match['id']}]"
        if match["id"] == "-":
            passed.append(Passed(find(text, lines, paragraph, match["words"], where), match["why"]))
        else:
            relations.append(_relation(text, lines, match, dict(row.split(": ", 1) for row in rows), where))
    marks = quoted(text)
    found = tuple(replace(relation, quotation=quotation_of(text, relation, marks)) for relation in relations)
    manner, language = header.get("manner"), article.parent.name
    document = Document(article.stem, language, header["date"], header["style"], manner, text, found, tuple(passed))
    check(document, marks)
    return document


def _relation(text: str, lines: list[Span], head: re.Match[str], rows: dict[str, str], where: str) -> Relation:
    if unknown := rows.keys() - {*ROLES, "speaker", "labels"}:
        msg = f"{where}: {', '.join(sorted(unknown))} is no row; rows are {', '.join(ROLES)}, speaker, labels"
        raise BrokenSheet(msg)
    spans = {
        role: tuple(find(text, lines, int(head["paragraph"]), words, where) for words in rows[role].split(JOINT))
        if role in rows
        else ()
        for role in ROLES
    }
    labels = dict(DEFAULTS)
    for value in rows.get("labels", "").split():
        names = [name for name in DEFAULTS if value in LABELS[name]]
        if not names:
            msg = f"{where}: {value!r} is no label"
            raise BrokenSheet(msg)
        labels[names[0]] = value
    name = _as_written(text, rows["speaker"], where) if "speaker" in rows else None
    return Relation(head["id"], head["parent"], spans, name, labels)


def _as_written(text: str, name: str, where: str) -> str:
    """Return *name* with the article's own marks and blanks; several joined by *and* are looked up apart."""
    plain = text.translate(FOLDED)
    start = plain.find(name)
    if start >= 0:
        return text[start : start + len(name)]
    if all(part in plain for part in re.split(r" et | and |, ", name)):
        return name
    msg = f"{where}: the article does not give the name {name!r}"
    raise BrokenSheet(msg)


def check(document: Document, marks: list[Span]) -> None:
    """
    Refuse a *document* whose annotation contradicts the definition.

    Raises:
        BrokenSheet: With the first thing that is wrong.
    """
    by_id = {relation.id: relation for relation in document.relations}
    if len(by_id) < len(document.relations):
        msg = f"{document.id}: two attributions have the same id"
        raise BrokenSheet(msg)
    for relation in document.relations:
        for complaint in (*_shape(document, relation), *_labels(relation), *_nesting(relation, by_id)):
            msg = f"{document.id} [{relation.id}]: {complaint}"
            raise BrokenSheet(msg)
    covered = [span for relation in document.relations for role in ROLES for span in relation.spans[role]]
    covered += [passed.span for passed in document.passed]
    for mark in marks:
        if not any(mark.overlaps(span) for span in covered):
            msg = f"{document.id}: nothing says whose words these are: {mark.of(document.text)!r}"
            raise BrokenSheet(msg)


def _shape(document: Document, relation: Relation) -> Iterator[str]:
    for role in ROLES:
        spans = relation.spans[role]
        if any(left.end > right.start for left, right in pairwise(spans)):
            yield f"{role} spans overlap or are out of order"
        if any(span.of(document.text) != span.of(document.text).strip(", \N{NO-BREAK SPACE}") for span in spans):
            yield f"{role} begins or ends with a blank or a comma"
    if relation.quotation == "direct" and any(
        span.of(document.text)[0] in OPENERS for span in relation.spans["content"]
    ):
        yield "the outer quotation marks belong to no content"
    if not relation.spans["content"] and (not relation.spans["cue"] or relation.labels["act"] != "decline"):
        yield "only a refusal, with a cue, has no content"
    if any(
        span.overlaps(content)
        for role in ("source", "cue")
        for span in relation.spans[role]
        for content in relation.spans["content"]
    ):
        yield "source or cue lies in its own content"


def _labels(relation: Relation) -> Iterator[str]:
    labels = relation.labels
    if (relation.speaker is None) == (labels["naming"] == "named"):
        yield "a speaker is named, and a named one given"
    if labels["act"] == "deny" and labels["polarity"] == "positive":
        yield "what is denied is put forward as not so"


def _nesting(relation: Relation, by_id: dict[str, Relation]) -> Iterator[str]:
    def lies_in(inner: Spans, outer: Relation) -> bool:
        return all(any(content.covers(span) for content in outer.spans["content"]) for span in inner)

    if relation.parent is not None and relation.parent not in by_id:
        yield f"its parent {relation.parent} is not there"
    elif relation.parent is not None and not lies_in(
        relation.spans["content"] or relation.spans["cue"],
        by_id[relation.parent],
    ):
        yield f"its content reaches out of its parent {relation.parent}"
    own = relation.spans["cue"] + relation.spans["content"]
    holders = [other for other in by_id.values() if other is not relation and lies_in(own, other)]
    if holders and relation.parent not in {holder.id for holder in holders}:
        yield f"it stands inside the content of {', '.join(holder.id for holder in holders)}, and has no such parent"
    if relation.parent in by_id and any(holder.parent == relation.parent for holder in holders):
        yield "a narrower attribution holds it than its parent"


def as_json(document: Document) -> dict[str, Any]:
    """Return *document* in the schema of the evaluation data."""
    return {
        "id": document.id,
        "lang": document.language,
        "date": document.date,
        "style": document.style,
        "text": document.text,
        "attributions": [
            {
                "id": relation.id,
                **{role: [[span.start, span.end] for span in relation.spans[role]] for role in ROLES},
                "type": relation.quotation,
                "parent": relation.parent,
                "speaker": relation.speaker,
                **relation.labels,
            }
            for relation in document.relations
        ],
        "passed": [{"span": [p.span.start, p.span.end], "why": p.why} for p in document.passed],
    }


def show(document: Document) -> Iterator[str]:
    """Yield the lines of *document* for a person to read: paragraphs numbered, then the attributions."""
    yield from (f"{n:>3}  {line.of(document.text)}" for n, line in enumerate(paragraphs(document.text), 1))
    for relation in document.relations:
        words = {role: " | ".join(span.of(document.text) for span in relation.spans[role]) for role in ROLES}
        nested = f" in {relation.parent}" if relation.parent else ""
        labels = [value for name, value in relation.labels.items() if value != DEFAULTS[name]]
        yield f"{relation.id}{nested}: {words['source']} [{relation.speaker}] –{words['cue']}– {words['content']}"
        addressee = f" to {words['addressee']}" if words["addressee"] else ""
        yield f"      {relation.quotation} {' '.join(labels)}{addressee}"


def main(arguments: list[str]) -> int:
    """Run the command that *arguments* give; return its exit code."""
    parser = argparse.ArgumentParser(description="Build the project's own gold from its sheets.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is out of date")
    parser.add_argument("--show", metavar="ID", help="print one article with its attributions")
    options = parser.parse_args(arguments)
    stale = 0
    for folder in sorted(path for path in GOLD.iterdir() if path.is_dir()):
        try:
            documents = [read(path) for path in sorted(folder.glob("*.txt"))]
        except BrokenSheet as error:
            sys.stderr.write(f"gold: {error}\n")
            return 1
        if not documents:
            continue
        if options.show:
            for document in documents:
                if document.id == options.show:
                    sys.stdout.writelines(f"{line}\n" for line in show(document))
            continue
        built = "".join(json.dumps(as_json(document), ensure_ascii=False) + "\n" for document in documents)
        target = folder.with_suffix(".jsonl")
        if options.check:
            stale += not target.is_file() or target.read_text(encoding="utf-8") != built
        else:
            target.write_text(built, encoding="utf-8")
        count = sum(len(document.relations) for document in documents)
        words = sum(len(document.text.split()) for document in documents)
        sys.stderr.write(f"{target.name}: {len(documents)} articles, {words} words, {count} attributions\n")
    return min(stale, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
