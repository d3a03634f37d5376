"""
Do all processors compute the same from the encoder's weights?
"""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from selon.extract.encoder.network import WEIGHTS

LARGEST_STATE, LARGEST_SUM = 255, 2**15 - 1
"""States are whole numbers of eight bits; processors without VNNI add two products in 16 bits and cut off what is more."""


@pytest.mark.parametrize("name", ["encoder", "roles"])
def test_no_sum_of_two_products_is_cut_off(name: str) -> None:
    """
    Weights are small enough that two products of a weight and a state fit 16 bits, whatever instructions multiply them.
    """
    graph = onnx.load(WEIGHTS / f"{name}.onnx").graph
    weights = [numpy_helper.to_array(values) for values in graph.initializer]
    whole = [values for values in weights if values.dtype == np.int8 and values.ndim]
    assert whole
    assert {node.op_type for node in graph.node} >= {"MatMulInteger", "DynamicQuantizeLinear"}
    assert all(2 * LARGEST_STATE * int(np.abs(values.astype(np.int16)).max()) <= LARGEST_SUM for values in whole)


def test_the_package_stays_small() -> None:
    """
    All that the encoder brings is less than 40 megabytes.
    """
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 40_000_000
