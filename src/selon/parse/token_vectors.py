"""
How do the pipelines' tokens become vectors?

The pipelines that selon knows turn each token into a vector by hashed embeddings of its form, prefix, suffix and shape, its
static vector where the pipeline has some, and one layer that mixes them (Lample et al. 2016, as spaCy's *MultiHashEmbed*
does); convolutions over three tokens follow (*MaxoutWindowEncoder*). Here the same weights are multiplied by numpy. What
comes before the convolutions depends on the token alone and is kept, so that a word met again costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from selon.parse import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

    Floats = NDArray[Any]

Node = Any
"""A part of thinc's network; its arrays have types of their own, which numpy's do not meet."""

SAME_KIND = re.compile(
    r"extract_features>>list2ragged>>with_array\(ints-getitem>>hashembed(?:\|ints-getitem>>hashembed)*\)"
    r"(?:\|static_vectors)?>>with_array\(maxout>>layernorm>>dropout\)>>ragged2list>>with_array\("
    r"residual\(expand_window>>maxout>>layernorm>>dropout\)(?:>>residual\(expand_window>>maxout>>layernorm>>dropout\))*\)"
)
"""thinc's name for a network of that kind."""

FEATURES = frozenset({"NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE", "LOWER", "ORTH"})
"""Features that follow from a token's form, its norm and whether a blank follows."""

KEPT = 60_000
"""Tokens whose vectors are kept; a year of a newspaper has more, so that then the collection begins anew."""

TINY = 1e-8
"""What keeps a variance from being nothing, as in thinc's layer."""


@dataclass(frozen=True, slots=True)
class Layer:
    """
    A maxout layer with layer normalization.

    Attributes:
        weights: One matrix for each piece, inputs by outputs.
        biases: Its bias.
        scale: What the normalized outputs are multiplied by.
        shift: What is added to them.
    """

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    scale: Floats
    shift: Floats

    def __call__(self, inputs: Floats) -> Floats:
        """Return the outputs for *inputs*, one row each."""
        found = inputs @ self.weights[0]
        found += self.biases[0]
        for weights, bias in zip(self.weights[1:], self.biases[1:], strict=True):
            piece = inputs @ weights
            piece += bias
            np.maximum(found, piece, out=found)
        found -= found.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", found, found)
        variance /= found.shape[1]
        variance += TINY
        found *= (1 / np.sqrt(variance))[:, None]
        found *= self.scale
        found += self.shift
        return found


class TokenVectors:
    """
    Gives Docs the vectors that a pipeline's ``tok2vec`` would give them.

    Args:
        pipeline: One for which :func:`is_known` is true.
    """

    def __init__(self, pipeline: Pipeline) -> None:  # noqa: D107 - the class says it
        nodes: dict[str, list[Node]] = {}
        for node in pipeline.get_pipe("tok2vec").model.walk():  # type: ignore[attr-defined]
            nodes.setdefault(node.name, []).append(node)
        self._columns: list[int | str] = list(nodes["extract_features"][0].attrs["columns"])
        self._tables = [(node.attrs["column"], node.attrs["seed"], node.get_param("E")) for node in nodes["hashembed"]]
        static = nodes.get("static_vectors")
        self._static = np.ascontiguousarray(static[0].get_param("W").T) if static else None
        layers = [_layer(*pair) for pair in zip(nodes["maxout"], nodes["layernorm"], strict=True)]
        self._mix, self._convolutions = layers[0], layers[1:]
        self._gap = _around_windows(nodes).attrs["pad"]
        self._vocab = pipeline.vocab
        self._ops: Any = kernel.ops()
        self._width = self._mix.scale.shape[0]
        self._row_of: dict[tuple[int, ...], int] = {}
        self._rows = np.zeros((1024, self._width), "f4")

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Give each of *docs* its vectors, as ``doc.tensor``."""
        gap = self._gap  # as thinc lays sequences side by side: rows of nothing between, which windows reach into
        rows = self._rows_of(docs)
        vectors = np.zeros((sum(len(doc) + gap for doc in docs) + gap, self._width), "f4")
        at, read = gap, 0
        for doc in docs:
            vectors[at : at + len(doc)] = rows[read : read + len(doc)]
            at += len(doc) + gap
            read += len(doc)
        window = np.zeros((len(vectors), 3 * self._width), "f4")
        before, itself, after = np.split(window, 3, axis=1)
        for layer in self._convolutions:
            before[1:], itself[:], after[:-1] = vectors[:-1], vectors, vectors[1:]
            vectors += layer(window)
        at = gap
        for doc in docs:
            doc.tensor = vectors[at : at + len(doc)].copy()
            at += len(doc) + gap

    def _rows_of(self, docs: Sequence[Doc]) -> Floats:
        """Return what the tokens of *docs* bring by themselves, one row each."""
        keys = [tuple(key) for doc in docs for key in doc.to_array(["ORTH", "NORM", "SPACY"]).tolist()]
        if len(self._row_of) + len(keys) > KEPT:
            self._row_of.clear()
        new: list[int] = []
        places = np.empty(len(keys), "i8")
        for place, key in enumerate(keys):
            row = self._row_of.get(key)
            if row is None:
                row = self._row_of[key] = len(self._row_of)
                new.append(place)
            places[place] = row
        if new:
            first = len(self._row_of) - len(new)
            if len(self._row_of) > len(self._rows):
                grown = np.zeros((2 * len(self._row_of), self._width), "f4")
                grown[:first] = self._rows[:first]
                self._rows = grown
            self._rows[first : len(self._row_of)] = self._mixed(docs, new)
        found: Floats = self._rows[places]
        return found

    def _mixed(self, docs: Sequence[Doc], places: list[int]) -> Floats:
        """Return the rows of the tokens at *places* of *docs*, counted through them, made anew."""
        features = np.concatenate([doc.to_array(self._columns) for doc in docs])[places]
        parts: list[Floats] = []
        for column, seed, table in self._tables:
            keys = self._ops.hash(np.ascontiguousarray(features[:, column], dtype="uint64"), seed) % len(table)
            parts.append(self._ops.gather_add(table, keys))
        if self._static is not None:
            vectors = self._vocab.vectors
            rows = vectors.find(keys=np.concatenate([doc.to_array("ORTH") for doc in docs])[places])
            static = vectors.data[rows] @ self._static
            static[rows < 0] = 0
            parts.append(static)
        return self._mix(np.concatenate(parts, axis=1))


def is_known(pipeline: Pipeline) -> bool:
    """Tell whether the ``tok2vec`` of *pipeline* is of the kind that :class:`TokenVectors` multiplies itself."""
    model = pipeline.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    if not SAME_KIND.fullmatch(model.name):
        return False
    nodes = {node.name: node for node in model.walk()}
    static = nodes.get("static_vectors")
    vectors = pipeline.vocab.vectors
    has_plain_vectors = static is None or (vectors.mode == "default" and vectors.attr == pipeline.vocab.strings["ORTH"])
    return (
        has_plain_vectors
        and set(nodes["extract_features"].attrs["columns"]) <= FEATURES
        and nodes["expand_window"].attrs["window_size"] == 1
    )


def _around_windows(nodes: dict[str, list[Node]]) -> Node:
    """Return the node that lays sequences side by side for the convolutions."""
    return next(same[0] for name, same in nodes.items() if name.startswith("with_array(residual("))


def _layer(maxout: Node, norm: Node) -> Layer:
    weights, biases = maxout.get_param("W"), maxout.get_param("b")
    pieces = range(weights.shape[1])
    return Layer(
        tuple(np.ascontiguousarray(weights[:, piece].T) for piece in pieces),
        tuple(np.ascontiguousarray(biases[:, piece]) for piece in pieces),
        norm.get_param("G"),
        norm.get_param("b"),
    )
