"""
Does reading real pages stay as good as it was?

The pages are not part of the project: ``SELON_DATA`` names the folder that holds them.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from conftest import ROOT

from selon.reading import read_source

BENCHMARK = ROOT / "benchmarks" / "reading.py"


def test_real_pages_are_read_as_well_as_before() -> None:
    """
    The word F1 of title and text does not fall below what was reached, on average and for any page.
    """
    folder = os.environ.get("SELON_DATA")
    if not folder:
        pytest.skip("SELON_DATA is not set: it names the folder with the saved pages")
    spec = importlib.util.spec_from_file_location("benchmark_reading", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    scores = [
        benchmark.overlap(benchmark.running(read_source(path)), expected["text"])[2]
        for expected, path in benchmark.pages(Path(folder))
    ]
    assert sum(scores) / len(scores) >= 0.99
    assert min(scores) >= 0.97
