"""
How does a pipeline parse faster than its own?

The components are called one by one: the vectors of tokens come from :mod:`selon.parse.token_vectors`, tags and trees from
the pipeline's own tagger and parser with the faster matrix product, parts of speech and features from
:mod:`selon.parse.attribute_rules`. A pipeline put together otherwise is not known here, and parses as spaCy lets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from selon.parse import attribute_rules, kernel, token_vectors

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

Parser = Callable[[Iterable[str]], Iterator["Doc"]]
"""Yields the parsed Doc of each text."""

ORDERS = (
    ("tok2vec", "morphologizer", "parser", "attribute_ruler"),
    ("tok2vec", "tagger", "parser", "attribute_ruler"),
)
"""Components, in order, of the pipelines that are known."""

TOGETHER = 256
"""Paragraphs that are parsed together; as many as spaCy takes."""

MOST_TOGETHER = 30_000
"""Characters that are parsed together: 5,000 words, more than most articles have, so that the memory of any stays flat."""


def unknown(pipeline: Pipeline) -> str | None:
    """Return what of *pipeline* is not known here, None where all is."""
    if tuple(pipeline.pipe_names) not in ORDERS:
        return f"its components are {', '.join(pipeline.pipe_names)}"
    if not token_vectors.is_known(pipeline):
        return "its token vectors come from another network"
    if not attribute_rules.is_known(pipeline):
        return "its attribute rules ask for other things than tags, relations and words"
    return None


class Fast:
    """
    Parses as a pipeline does.

    Args:
        pipeline: One of the known kind; its tagger and parser multiply by :func:`selon.parse.kernel.ops` from then on.
    """

    def __init__(self, pipeline: Pipeline) -> None:  # noqa: D107 - the class says it
        self._make_doc = pipeline.make_doc
        self._vectors = token_vectors.TokenVectors(pipeline)
        self._rules = attribute_rules.AttributeRules(pipeline)
        self._components: list[Any] = [pipeline.get_pipe(name) for name in pipeline.pipe_names[1:3]]
        operations = kernel.ops()
        for component in self._components:
            for node in component.model.walk():
                node.ops = operations

    def __call__(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield the parsed Doc of each of *texts*."""
        together: list[str] = []
        size = 0
        for text in texts:
            if together and (len(together) == TOGETHER or size + len(text) > MOST_TOGETHER):
                yield from self._parsed(together)
                together, size = [], 0
            together.append(text)
            size += len(text)
        if together:
            yield from self._parsed(together)

    def _parsed(self, texts: list[str]) -> list[Doc]:
        docs = [self._make_doc(text) for text in texts]
        with kernel.one_thread():
            self._vectors(docs)
            for component in self._components:
                component.set_annotations(docs, component.predict(docs))
        for doc in docs:
            self._rules(doc)
        return docs
