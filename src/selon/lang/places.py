"""
Which state, capital, institution or city does a name stand for?

Typed view of ``places.json``, which ``training/places.py`` generates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from selon.lang.tokens import fold

PlaceKind = Literal["state", "capital", "institution", "body", "city"]
TABLES: tuple[tuple[str, PlaceKind], ...] = (
    ("cities", "city"),
    ("bodies", "body"),
    ("institutions", "institution"),
    ("capitals", "capital"),
    ("states", "state"),
)
"""Tables of ``places.json``, the later of which win: *Luxembourg* is the state."""


@dataclass(frozen=True, slots=True)
class Place:
    """
    What a name on the map stands for.

    Attributes:
        kind: Which sort of place; an ``institution`` speaks for the state (*le Kremlin*), a ``body`` for itself
            (*Bercy*).
        iso: ISO 3166 code of its state; an institution's has its own name after a slash (``RU/kremlin``).
    """

    kind: PlaceKind
    iso: str

    @property
    def state(self) -> str:
        """ISO 3166 code of the state."""
        return self.iso.partition("/")[0]

    @property
    def identifier(self) -> str | None:
        """The identifier of the state or institution that speaks; None for a city."""
        return None if self.kind == "city" else f"iso3166:{self.iso}"


@dataclass(frozen=True)
class Places:
    """
    The places of one language.

    Attributes:
        names: By folded name.
        inhabitants: ISO 3166 code by adjective of nationality, in lower case.
    """

    names: Mapping[str, Place]
    inhabitants: Mapping[str, str]

    def named(self, name: str) -> Place | None:
        """Return what *name*, with or without its article, stands for."""
        return self.names.get(fold(name))


def read_places(table: Mapping[str, Any]) -> Places:
    """Return the places that *table* lists as ``places.json`` does; none where it is empty."""
    names = {
        fold(name): Place(kind, iso)
        for key, kind in TABLES
        for iso, spellings in table.get(key, {}).items()
        for name in spellings
    }
    return Places(
        names=names,
        inhabitants={word: iso for iso, words in table.get("inhabitants", {}).items() for word in words},
    )
