"""
Are pages in the markup of common themes and publishing systems read as well as before?

The pages are invented; what is expected of them was written by somebody who had not seen the code that reads them.
"""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest
from conftest import ROOT

BENCHMARK = ROOT / "benchmarks" / "themes.py"
FLOORS = {"title": 44, "published": 42, "byline": 44, "outlet": 44, "language": 44, "paywalled": 44}
"""On how many of the pages each is right; on two of the dates, selon gives the hour that the page shows as well."""


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """Return the module that compares the pages with what is expected."""
    spec = importlib.util.spec_from_file_location("benchmark_themes", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look there for their names
    spec.loader.exec_module(module)
    return module


def test_themes_are_read_as_well_as_before(benchmark: ModuleType) -> None:
    """
    What is right on the pages stays right, and the word F1 of their texts does not fall, on average and for any page.
    """
    found = list(benchmark.readings())
    right = {name: sum(name not in one.wrong and "article" not in one.wrong for one in found) for name in FLOORS}
    scores = [one.overlap[2] for one in found]
    assert len(found) == 44
    assert {name: (right[name], floor) for name, floor in FLOORS.items() if right[name] < floor} == {}
    assert sum(scores) / len(scores) >= 0.995
    assert min(scores) >= 0.975
