"""
Which words does a small language model take for a source, a cue and a content?

``windows`` cuts an article into what the ``network`` sees at once, ``pieces`` its words into what that knows; ``marks``
reads off what it sees, and ``proposals`` gives that in the terms of the rules. ``docs/encoder.md`` says how it was trained.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from selon.extract.encoder.marks import Marks
from selon.extract.encoder.network import Network
from selon.lang import Language
from selon.model import Span


@cache
def network() -> Network:
    """Return the network, loaded once for all readers of this process."""
    return Network()


def marks(text: str, language: Language, unread: Sequence[Span] = ()) -> Marks | None:
    """
    Return what the encoder sees in *text*; None in a language that it does not know.

    Args:
        text: The article.
        language: The data of its language.
        unread: Paragraphs that are not read, long runs of marks.
    """
    return Marks(text, network(), unread) if language.traits.read_by_encoder else None
