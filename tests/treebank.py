"""
What did the parser make of the cases?

Beside each file of cases stands its treebank, ``tests/cases/LANG/RULE.conllu``: so rules are tested without a model, and
what another version of a parser makes of the cases is a difference that can be read. ``make parses`` writes them all.

The files are CoNLL-U. ``newdoc id`` is the label of a case and ``newpar`` begins each of its passages. A sentence is
what no dependency leads out of, so one may hold several roots where a parser made trees that interleave. Relations are
those of :class:`selon.parse.tree.Parse`, ``TokenRange`` counts the characters of the case's text, and words are what the
parser saw: with double marks, and plain blanks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from conftest import CASES, Case, load_cases, names_of_cases

from selon import Reader
from selon.parse.tree import Parse

if TYPE_CHECKING:
    from pathlib import Path

    from selon import Article

Parser = Callable[["Article"], Sequence[Parse | None]]
"""Parses each passage of an article."""

NOTHING = "_"
NEW_CASE, NEW_PASSAGE, TEXT = "# newdoc id = ", "# newpar", "# text = "
ONE_LINE = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r"})
REMEDY = "write the parses anew: make parses"


@cache
def read(case: Case) -> Article:
    """Return *case* with its statements, as the rules by themselves take them from the stored parses of its passages."""
    with rules_by_themselves():
        return Reader(fast=True).read_parsed(case.bare(), stored(case))


@contextmanager
def rules_by_themselves() -> Iterator[None]:
    """Let what the rules' own order takes stand, without what was learned about it: cases are about single rules."""
    nothing: Mapping[str, Any] = {"rules": {"least": {}}, "rules and encoder": {"least": {}}}
    with patch("selon.extract.decide.choose.learned_weights", return_value=nothing):
        yield


def stored(case: Case) -> list[Parse]:
    """
    Return the parse of each passage of *case*, as it was stored.

    Raises:
        LookupError: If none is stored, or only that of another text.
    """
    return parses_of(case, bank(CASES / case.lang / f"{case.rule}.conllu"))


@cache
def bank(path: Path) -> Mapping[str, str]:
    """Return the blocks of the treebank *path* by the labels of their cases; none when there is no such file."""
    if not path.exists():
        return {}
    _, *blocks = ("\n" + path.read_bytes().decode()).split("\n" + NEW_CASE)
    return {block.split("\n", 1)[0]: NEW_CASE + block.rstrip("\n") + "\n\n" for block in blocks}


def parses_of(case: Case, blocks: Mapping[str, str]) -> list[Parse]:
    """
    Return the parse of each passage of *case* that is stored in *blocks*.

    Raises:
        LookupError: If none is stored, or only that of another text.
    """
    where = f"{case.lang}/{case.rule}: {case.label}"
    if case.label not in blocks:
        msg = f"no parse of the case {where!r} is stored; {REMEDY}"
        raise LookupError(msg)
    parses = read_block(blocks[case.label])
    article = case.bare()
    if len(parses) != len(article.passages) or texts_in(blocks[case.label]) != texts_of(article, parses):
        msg = f"the parse that is stored of the case {where!r} is that of another text; {REMEDY}"
        raise LookupError(msg)
    return parses


def write_block(label: str, article: Article, parses: Sequence[Parse]) -> str:
    """Return the *parses* of the passages of *article* as CoNLL-U."""
    texts = iter(texts_of(article, parses))
    lines = [NEW_CASE + label]
    for parse in parses:
        lines.append(NEW_PASSAGE)
        for first, after in sentences(parse):
            lines.append(TEXT + next(texts))
            lines += (_line(parse, first, token) for token in range(first, after))
            lines.append("")
    return "\n".join(lines) + "\n"


def read_block(block: str) -> list[Parse]:
    """Return the parses that :func:`write_block` wrote."""
    parses = []
    for paragraph in block.split(f"\n{NEW_PASSAGE}\n")[1:]:
        rows, heads = [], []
        for sentence in paragraph.split("\n\n"):
            first = len(rows)
            rows += [line.split("\t") for line in sentence.split("\n") if line[:1].isdigit()]
            heads += [first + int(row[6]) - 1 if row[6] != "0" else at for at, row in enumerate(rows[first:], first)]
        ranges = [row[9].removeprefix("TokenRange=").split(":") for row in rows]
        parses.append(
            Parse(
                words=tuple(row[1] for row in rows),
                start=tuple(int(start) for start, _ in ranges),
                end=tuple(int(end) for _, end in ranges),
                pos=tuple(_field(row[3]) for row in rows),
                relation=tuple(_field(row[7]) for row in rows),
                head=tuple(heads),
                morph=tuple(_field(row[5]) for row in rows),
            )
        )
    return parses


def sentences(parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield the first token of each sentence and the one after its last: what no dependency leads out of."""
    first = reach = 0
    for token in range(len(parse)):
        reach = max(reach, token, parse.head[token], *parse.children[token][-1:])
        if reach == token:
            yield first, token + 1
            first = token + 1


def texts_of(article: Article, parses: Sequence[Parse]) -> list[str]:
    """Return the text of each sentence on a line of its own: up to the next one, or the end of its passage."""
    texts = []
    for passage, parse in zip(article.passages, parses, strict=True):
        starts = [parse.start[first] for first, _ in sentences(parse)]
        ends = [*starts[1:], passage.span.end]
        texts += [article.text[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    return [text.translate(ONE_LINE) for text in texts]


def texts_in(block: str) -> list[str]:
    """Return the text of each sentence of *block*."""
    return [line.removeprefix(TEXT) for line in block.split("\n") if line.startswith(TEXT)]


def treebank(cases: Iterable[Case], parse: Parser) -> str:
    """
    Return the parses of *cases* as the text of a file.

    Raises:
        ValueError: If a passage has no parse, or two cases have one label.
    """
    blocks: dict[str, str] = {}
    for case in cases:
        article = case.bare()
        parses = [made for made in parse(article) if made]
        if len(parses) < len(article.passages) or case.label in blocks:
            msg = f"{case.lang}/{case.rule}: the case {case.label!r} has a passage without a word, or another's label"
            raise ValueError(msg)
        blocks[case.label] = write_block(case.label, article, parses)
    return "".join(blocks.values())


def main() -> None:
    """Parse the cases of all files, and write their treebanks."""
    reader = Reader()
    for path in CASES.glob("*/*.conllu"):
        path.unlink()
    for name in names_of_cases():
        cases = [parameter.values[0] for parameter in load_cases(name)]
        (CASES / f"{name}.conllu").write_bytes(treebank(cases, reader.parse).encode())


def _line(parse: Parse, first: int, token: int) -> str:
    head = parse.head[token]
    fields = (
        str(token - first + 1),
        parse.words[token],
        NOTHING,  # the lemma
        parse.pos[token] or NOTHING,
        NOTHING,  # the parser's own part of speech
        parse.morph[token] or NOTHING,
        "0" if head == token else str(head - first + 1),
        parse.relation[token] or NOTHING,
        NOTHING,  # enhanced dependencies
        f"TokenRange={parse.start[token]}:{parse.end[token]}",
    )
    return "\t".join(fields)


def _field(written: str) -> str:
    return "" if written == NOTHING else written


if __name__ == "__main__":
    main()
