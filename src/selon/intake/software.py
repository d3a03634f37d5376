"""
What reads here: which selon, which parsers, which rules?
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from selon import __version__, lang
from selon.model import Software

RULES = ("lang", "parse", "extract", "resolve", "assess", "reader.py")
"""Folders and files of the package that decide what is found."""


def software(*, fast: bool = False) -> Software:
    """
    Return what reads here: selon's version, the parsers with theirs, the encoder, and the fingerprint of the rules.

    Args:
        fast: Whether it reads by rules alone, without the encoder.
    """
    read_along = () if fast else (f"encoder {fingerprint_of_encoder()}",)
    return Software(__version__, _models() + read_along, fingerprint_of_rules())


@cache
def fingerprint_of_encoder() -> str:
    """Return a hash over the weights of the encoder."""
    digest = hashlib.sha256()
    for path in sorted(Path(str(files("selon.extract.encoder"))).glob("weights/*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def fingerprint_of_rules() -> str:
    """Return a hash over the rules and the language data; another one means that statements may differ."""
    digest = hashlib.sha256()
    root = files("selon")
    for name in RULES:
        path = Path(str(root / name))
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for one in found:
            if one.suffix in (".py", ".json"):
                digest.update(str(one.relative_to(Path(str(root)))).encode())
                digest.update(one.read_bytes())
    return digest.hexdigest()[:16]


def _models() -> tuple[str, ...]:
    names = sorted({name for code in lang.available() if (name := lang.load(code).pipeline)})
    return tuple(f"{name} {found}" for name in names if (found := _installed(name)))


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
