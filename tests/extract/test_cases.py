"""
Does every rule find what its cases say, and nothing else?

The cases stand in ``tests/cases/LANG/RULE.json``; :func:`conftest.load_cases` describes a row. They are read with the
parses that are stored beside them, in ``RULE.conllu``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CASES, Case, all_cases, load_cases, names_of_cases
from treebank import REMEDY, bank, read, treebank

from selon import Reader


@pytest.mark.parametrize("case", all_cases())
def test_case(case: Case) -> None:
    """
    The rule that a file is named after yields exactly the statements of each of its cases.
    """
    case.check(read(case))


@pytest.mark.parametrize("name", names_of_cases())
def test_the_stored_parses_are_those_of_today(name: str, reader: Reader, tmp_path: Path) -> None:
    """
    What the parser makes of the cases is what is stored, case for case and in their order.
    """
    kept, fresh = CASES / f"{name}.conllu", tmp_path / "fresh.conllu"
    fresh.write_bytes(treebank([parameter.values[0] for parameter in load_cases(name)], reader.parse).encode())
    before, now = bank(kept), bank(fresh)
    unlike = [label for label in {**before, **now} if before.get(label) != now.get(label)]
    assert not unlike, f"{name}: what is stored is not what the parser makes of {unlike}; {REMEDY}"
    assert kept.read_bytes() == fresh.read_bytes(), f"{name}: the cases stand in another order; {REMEDY}"


def test_every_treebank_has_its_cases() -> None:
    """
    No parses are kept of cases that are gone.
    """
    kept = {f"{path.parent.name}/{path.stem}" for path in CASES.glob("*/*.conllu")}
    assert kept == {*names_of_cases()}, REMEDY
