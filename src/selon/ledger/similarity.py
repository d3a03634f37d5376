"""
How much of their wording do two articles have in common?

Wire copy is printed by many outlets with a new headline and a paragraph less. Each article gets a MinHash signature of
its runs of four words; articles that share a band of the signature are compared, and the share of equal values
estimates how much of their wording they have in common.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from selon.ledger.identity import shingles, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

PERMUTATIONS = 64
BANDS = 16  # of 4 values each: a pair of similarity 0.6 shares one with probability 0.89, one of 0.3 with 0.12
NEAR = 0.55  # a wire story of 12 paragraphs with another headline and two paragraphs cut measures 0.7 to 0.8
TOO_SHORT = 40  # words; below that chance resemblances are common (weather notes, results)


def signature(text: str) -> bytes | None:
    """Return the MinHash signature of *text*, None when it is too short to be compared."""
    words = tokens(text)
    if len(words) < TOO_SHORT:
        return None
    import numpy as np  # noqa: PLC0415 - only taking in needs it, and asking should open at once
    from datasketch import MinHash  # noqa: PLC0415

    minhash = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=_hash)
    minhash.update_batch([shingle.encode() for shingle in sorted(shingles(words))])
    return np.asarray(minhash.hashvalues & np.uint64(0xFFFF)).astype("<u2").tobytes()


def bands(signature: bytes) -> Sequence[int]:
    """Return one number for each band of *signature*."""
    size = len(signature) // BANDS
    return [zlib.crc32(signature[i * size : (i + 1) * size], i) for i in range(BANDS)]


def similarity(one: bytes, other: bytes) -> float:
    """Return the estimated share of runs of words that two signed texts have in common, from 0 to 1."""
    import numpy as np  # noqa: PLC0415

    return float(np.mean(np.frombuffer(one, dtype="<u2") == np.frombuffer(other, dtype="<u2")))


def _hash(data: bytes) -> int:
    return zlib.crc32(data)
