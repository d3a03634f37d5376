"""
Which pieces does the encoder know a word by?

The pieces are those of XLM-R, cut down to the ones that languages in Latin script use; sentencepiece cuts the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

UNKNOWN = 3
MOST_WORDS = 60_000
"""How many words are remembered with their pieces."""


class Pieces:
    """The pieces of words; those of a word that was asked about before are remembered."""

    def __init__(self, path: Path) -> None:
        """Load the pieces at *path*."""
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - only where the encoder reads

        self._processor = SentencePieceProcessor(model_file=str(path))
        self._known: dict[str, list[int]] = {}

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """Return the pieces of each word, at least one; a blank in front of a word belongs to its first piece."""
        known = self._known  # never emptied: another thread may be looking words up in it
        fresh = [word for word in dict.fromkeys(words) if word not in known]
        if len(known) + len(fresh) > MOST_WORDS:
            known = self._known = {}
            fresh = list(dict.fromkeys(words))
        for word, pieces in zip(fresh, self._processor.encode(fresh), strict=True):
            known[word] = pieces or [UNKNOWN]
        return [known[word] for word in words]
