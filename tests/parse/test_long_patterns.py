"""
Do shortened patterns match what the long ones match?
"""

from __future__ import annotations

import importlib.util
import json
import random
import re
from pathlib import Path

import pytest
from spacy.lang import fr
from spacy.lang.fr._tokenizer_exceptions_list import FR_BASE_EXCEPTIONS

from selon.parse.long_patterns import LONG, made_shorter, shortened

GOLD = Path(__file__).parent.parent / "gold"
JOINTS = ("-", "–", "‐", "'", "’", "-d'", "-en-", "-l'", "-de-", "-sur-", "-la-", "--", "")
LETTERS = "[" + "abcdé" * 120 + "]"


def spacys() -> re.Pattern[str]:
    """Return the pattern by which spaCy's French tokenizer keeps words whole, as spaCy compiles it."""
    spec = importlib.util.spec_from_file_location(
        "spacy.lang.fr.anew", Path(fr.__file__).parent / "tokenizer_exceptions.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pattern: re.Pattern[str] = module.TOKEN_MATCH.__self__
    return pattern


def word_forms() -> set[str]:
    """Return words of articles, all words that spaCy lists, and many that are put together of their beginnings and ends."""
    rows = (GOLD / "fr.jsonl").read_text(encoding="utf-8").splitlines()
    words = {*FR_BASE_EXCEPTIONS, *(word for row in rows for word in json.loads(row)["text"].split())}
    chance, known = random.Random(7), sorted(words)
    beginnings = sorted({re.split("[-'’]", word)[0] for word in known})
    for _ in range(60_000):
        first, last = chance.choice(beginnings), chance.choice(known)
        words.add(first + chance.choice(JOINTS) + last[-chance.randint(1, 9) :])
        words.add(chance.choice(known)[: chance.randint(1, 12)] + chance.choice(JOINTS) + last)
    return words | {chance.choice((word.upper(), word.title(), word.swapcase())) for word in words}


@pytest.mark.slow
def test_the_french_pattern_matches_the_same_words() -> None:
    """Every one of some 200,000 word forms is kept whole by both or by neither, and thousands are kept whole."""
    long = spacys()
    assert len(long.pattern) > LONG
    short = re.compile(shortened(long.pattern) or "")
    assert len(short.pattern) < LONG
    whole = 0
    for word in word_forms():
        kept = long.match(word) is not None
        assert (short.match(word) is not None) is kept, word
        whole += kept
    assert whole > 10_000


@pytest.mark.parametrize(
    "pattern",
    [
        "abc",
        f"(?iu)(?:^a{LETTERS}+$)|(?:^b{LETTERS}*)",
        f"(?:^a|b{LETTERS}$)|(?:^c{LETTERS}$)",
        f"(?:^a(b{LETTERS}$)|(?:^c){LETTERS}$)",
        "(?:^a$)|(?:^b$)extra",
    ],
)
def test_what_is_no_list_of_words_stays_as_it_is(pattern: str) -> None:
    """A pattern of another form has no shorter one."""
    assert shortened(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    [
        f"(?iu)(?:^a-{LETTERS}+$)|(?:^b-{LETTERS}+$)|(?:^(?:c|d)-{LETTERS}*$)|(?:^e$)",
        f"(?:^{LETTERS}+-la-{LETTERS}+$)|(?:^{LETTERS}+-de-{LETTERS}+$)|(?:^{LETTERS}$)|(?:^{LETTERS}?$)",
        f"(?iu)(?:^a[-‐]{LETTERS}+$)|(?:^(?:c|d[-‐])?[-‐]{LETTERS}*$)",
        f"(?iu)(?:^a[-‐]{LETTERS}+$)|(?:^b[-‐]?{LETTERS}+$)|(?:^(?:[-‐]|e){LETTERS}*$)",
    ],
)
def test_shorter_patterns_match_the_same(pattern: str) -> None:
    """Alternatives that share their ends are put together, with what stands between them kept apart."""
    short = shortened(pattern)
    assert short is not None
    words = [
        "a‐b",
        "d--b",
        "-a",
        "bb",
        "ea",
        "a-b",
        "b-ab",
        "c-",
        "d-é",
        "e",
        "f-a",
        "ab-la-b",
        "a-de-bé",
        "a-du-b",
        "a",
        "",
        "ab",
        "A-B",
        "A-LA-B",
    ]
    assert [bool(re.match(short, word)) for word in words] == [bool(re.match(pattern, word)) for word in words]


def test_patterns_are_compiled_as_ever_afterwards() -> None:
    """Only inside the context are long patterns compiled in another form, and short ones never."""
    compiled = re.compile
    pattern = "|".join(f"(?:^{number}-{LETTERS}+$)" for number in range(200))
    with made_shorter():
        assert re.compile(pattern).pattern == shortened(pattern)
        assert re.compile("a|b").pattern == "a|b"
        assert re.compile(re.compile("a")).pattern == "a"
    assert re.compile is compiled
