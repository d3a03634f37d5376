"""
What does the network compute?

Two graphs that onnxruntime runs on one thread: the encoder turns the vectors of a window's pieces into one state a
piece, the second head turns the states of its words into the part that each plays for an anchor. The vectors of the
pieces are kept in four bits, and unpacked for the pieces of a window alone. ``docs/encoder.md`` says how it was made.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from selon.extract.encoder.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from selon.extract.encoder.windows import Window

WEIGHTS = Path(__file__).parent / "weights"
BLOCK = 32
"""Numbers of a piece's vector that share a scale."""


class Network:
    """The trained network; threads may share one."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the small parts from *folder*; the graphs follow when they are first needed."""
        self._folder = folder
        heads = np.load(folder / "heads.npz")
        self._scales: NDArray[np.float16] = heads["scales"]
        self._halves: NDArray[np.uint8] = heads["halves"]
        self._opens, self._bias = heads["opens"], heads["bias"]

    @cached_property
    def pieces(self) -> Pieces:
        """What cuts words into pieces."""
        return Pieces(self._folder / "pieces.model")

    def load(self) -> None:
        """Load all of it, which otherwise happens when it is first needed."""
        _ = self.pieces, self._encoder, self._roles

    @cached_property
    def _encoder(self) -> Any:  # noqa: ANN401 - the library is untyped
        return _session(self._folder / "encoder.onnx")

    @cached_property
    def _roles(self) -> Any:  # noqa: ANN401
        return _session(self._folder / "roles.onnx")

    def states(self, window: Window) -> NDArray[np.float32]:
        """Return the state of each word of *window*, the mean of its pieces: shape (words, width)."""
        (found,) = self._encoder.run(None, {"vectors": self._vectors(window.pieces)[None]})
        sums = np.concatenate([np.zeros((1, found.shape[2]), np.float32), found[0].cumsum(0, dtype=np.float32)])
        means: NDArray[np.float32] = (sums[window.starts + window.sizes] - sums[window.starts]) / window.sizes[
            :, None
        ].astype(np.float32)
        return means

    def openings(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each word the shares of: opens nothing, is the first of a cue, opens a floating quotation."""
        scores = states @ self._opens + self._bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def roles(self, states: NDArray[np.float32], anchors: Sequence[int]) -> NDArray[np.float32]:
        """
        Return how likely each word plays each part in the attribution that opens at each of *anchors*.

        Logarithms, shape (anchors, words, parts); the parts are :class:`selon.extract.encoder.marks.Part`.
        """
        (found,) = self._roles.run(None, {"words": states[None], "anchor": np.array(anchors, np.int64)})
        marked: NDArray[np.float32] = found
        return marked

    def _vectors(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        halves = self._halves[pieces]
        whole = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
        scaled: NDArray[np.float32] = whole * self._scales[pieces].astype(np.float32)[..., None]
        return scaled.reshape(len(pieces), -1)


def _session(path: Path) -> Any:  # noqa: ANN401
    import onnxruntime  # noqa: PLC0415 - takes 0.2 s to load

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
