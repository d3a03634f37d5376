"""
Does a parse come back from its treebank as it was, and is one of another text refused?
"""

from __future__ import annotations

import re
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Case
from hypothesis import given, settings
from hypothesis import strategies as st
from treebank import bank, parses_of, read_block, sentences, treebank, write_block

from selon.model import Article
from selon.parse.tree import Parse
from selon.reading import read_plain

UNHURRIED = settings(deadline=None)  # a busy machine is no failure
CASE = Case("according_to", "fr", "a case", "Selon lui, l’eau monte.\n\nIl part.", None, ())
PIECES = st.sampled_from(
    [
        *("l’", "d'", "qu’", "aujourd'hui", "mot", "Été", "là-bas", "n't", "7", "_", "#", "0:5", "\\n", "newpar"),
        *("—", "-", "«", "»", "''", "…", "👩🏽‍🚒", "🇧🇪", "e\N{COMBINING ACUTE ACCENT}", "\N{ZERO WIDTH SPACE}"),
        *(4 * [" "]),
        *("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\n", "\r\n", "\n\n", "\t", "\N{LINE SEPARATOR}", "\x0b"),
    ]
)
TEXT = st.lists(PIECES, min_size=1, max_size=40).map(lambda pieces: "Selon lui" + "".join(pieces))
LABELS = st.sampled_from(["", "root", "nsubj:pass", "dep"])
WORD = re.compile(r"\w{1,2}['’]|\w+|[^\w\s]")


@st.composite
def parsed(draw: st.DrawFn) -> tuple[Article, list[Parse]]:
    """Draw an article and a parse of each of its passages: any labels and any forest."""
    article = read_plain(draw(TEXT), lang="fr")
    parses = []
    for passage in article.passages:
        words = [*WORD.finditer(article.text, passage.span.start, passage.span.end)]
        heads = [draw(st.integers(max(0, token - 5), token)) for token in range(len(words))]
        if draw(st.booleans()):  # heads stand after what hangs on them
            heads = [len(words) - 1 - head for head in reversed(heads)]
        parses.append(
            Parse(
                words=tuple(word.group() for word in words),
                start=tuple(word.start() for word in words),
                end=tuple(word.end() for word in words),
                pos=tuple(draw(st.sampled_from(["NOUN", "", "X"])) for _ in words),
                relation=tuple(draw(LABELS) for _ in words),
                head=tuple(heads),
                morph=tuple(draw(st.sampled_from(["", "Gender=Fem|Number=Sing"])) for _ in words),
            )
        )
    return article, parses


@UNHURRIED
@given(given=parsed())
def test_a_parse_comes_back_equal(given: tuple[Article, list[Parse]]) -> None:
    """
    Whatever the text and the tree, what is read is what was written, and the text is known again.
    """
    article, parses = given
    block = write_block("a case", article, parses)
    assert [astuple(parse) for parse in read_block(block)] == [astuple(parse) for parse in parses]
    case = replace(CASE, text=article.text)
    assert len(parses_of(case, {"a case": block})) == len(parses)
    with pytest.raises(LookupError, match="another text"):
        parses_of(replace(case, text=f"{article.text} Fin."), {"a case": block})


@UNHURRIED
@given(given=parsed())
def test_a_file_is_parted_into_its_cases(tmp_path_factory: pytest.TempPathFactory, given: tuple[Article, Any]) -> None:
    """
    Each case is found again by its label, in a file of several.
    """
    article, parses = given
    cases = [replace(CASE, text=article.text, label=label) for label in ("one", "# newpar", "a\\n: b")]
    path = tmp_path_factory.mktemp("bank") / "according_to.conllu"
    text = treebank(cases, lambda _: parses)
    path.write_bytes(text.encode())
    assert "".join(bank(path).values()) == text
    assert [*bank(path)] == [case.label for case in cases]


def by_blanks(article: Article) -> list[Parse]:
    """Return a parse in which each word between blanks hangs on the one before, and each capital begins a tree."""
    made = []
    for passage in article.passages:
        words = [*re.compile(r"\S+").finditer(article.text, passage.span.start, passage.span.end)]
        size = len(words)
        made.append(
            Parse(
                words=tuple(word.group() for word in words),
                start=tuple(word.start() for word in words),
                end=tuple(word.end() for word in words),
                pos=size * ("X",),
                relation=size * ("dep",),
                head=tuple(max(0, at - word.group().islower()) for at, word in enumerate(words)),
                morph=size * ("",),
            )
        )
    return made


def test_what_is_written() -> None:
    """
    The file is CoNLL-U: ten columns, a head of 0 for a root, and characters counted from the start of the text.
    """
    assert treebank([CASE], by_blanks) == (
        "# newdoc id = a case\n# newpar\n# text = Selon lui, l’eau monte.\n"
        "1\tSelon\t_\tX\t_\t_\t0\tdep\t_\tTokenRange=0:5\n"
        "2\tlui,\t_\tX\t_\t_\t1\tdep\t_\tTokenRange=6:10\n"
        "3\tl’eau\t_\tX\t_\t_\t2\tdep\t_\tTokenRange=11:16\n"
        "4\tmonte.\t_\tX\t_\t_\t3\tdep\t_\tTokenRange=17:23\n"
        "\n# newpar\n# text = Il part.\n"
        "1\tIl\t_\tX\t_\t_\t0\tdep\t_\tTokenRange=25:27\n"
        "2\tpart.\t_\tX\t_\t_\t1\tdep\t_\tTokenRange=28:33\n\n"
    )


def test_a_sentence_is_what_no_dependency_leaves() -> None:
    """
    Trees that interleave stay together; those beside one another are parted.
    """
    (parse,) = by_blanks(read_plain("Il part. Elle reste. Tous deux.", lang="fr"))
    assert [*sentences(parse)] == [(0, 2), (2, 4), (4, 6)]
    crossed = replace(parse, head=(0, 0, 2, 0, 4, 4))
    assert [*sentences(crossed)] == [(0, 4), (4, 6)]


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (replace(CASE, label="new"), "no parse of the case 'fr/according_to: new' is stored"),
        (replace(CASE, text="Selon eux, l’eau monte.\n\nIl part."), "that of another text"),
        (replace(CASE, text=CASE.text[:-10]), "that of another text"),
        (replace(CASE, text=f"{CASE.text}\n\nElle reste."), "that of another text"),
        (replace(CASE, text=f"{CASE.text} Elle reste."), "that of another text"),
        (replace(CASE, text=f"\n{CASE.text}"), "that of another text"),
        (replace(CASE, text=CASE.text.replace(", ", ",\N{NO-BREAK SPACE}")), "that of another text"),
    ],
    ids=lambda value: None if isinstance(value, Case) else value,
)
def test_a_case_without_its_parse_is_an_error(case: Case, message: str, tmp_path: Path) -> None:
    """
    A new case and one whose text has changed say so, and how to write their parses.
    """
    path = tmp_path / "according_to.conllu"
    assert bank(path) == {}
    bank.cache_clear()
    path.write_bytes(treebank([CASE], by_blanks).encode())
    with pytest.raises(LookupError, match=f"{re.escape(message)}.*; write the parses anew: make parses"):
        parses_of(case, bank(path))


def test_what_cannot_be_stored_is_refused() -> None:
    """
    A passage that was not parsed is an error, and so is a label that two cases have.
    """
    with pytest.raises(ValueError, match="a passage without a word"):
        treebank([CASE], lambda article: [None for _ in article.passages])
    with pytest.raises(ValueError, match="another's label"):
        treebank([CASE, CASE], by_blanks)
