"""
Does every rule find what its cases say, and nothing else?

The cases stand in ``tests/cases/LANG/RULE.json``; :func:`conftest.load_cases` describes a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import Case, all_cases

if TYPE_CHECKING:
    from selon import Reader


@pytest.mark.parametrize("case", all_cases())
def test_case(case: Case, reader: Reader) -> None:
    """
    The rule that a file is named after yields exactly the statements of each of its cases.
    """
    case.check(reader)
