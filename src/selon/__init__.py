"""
selon reads the news and keeps a ledger of who said what, to whom, through whom, how sure, and who denied it.

>>> import selon
>>> article = selon.read_text("Selon la ministre, le texte sera voté mardi.", lang="fr")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from selon.errors import SelonError
from selon.model import Article, Attribution, Span, Speaker

if TYPE_CHECKING:
    from selon.ledger import Ledger
    from selon.reader import Reader, read, read_text

__version__ = "0.1.0"
__all__ = ["Article", "Attribution", "Ledger", "Reader", "SelonError", "Span", "Speaker", "read", "read_text"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    """Load the reader and the ledger on first use, so that ``selon --help`` does not wait for spaCy."""
    if name == "Ledger":
        return import_module("selon.ledger").Ledger
    if name in ("Reader", "read", "read_text"):
        return getattr(import_module("selon.reader"), name)
    msg = f"module 'selon' has no attribute {name!r}"
    raise AttributeError(msg)
