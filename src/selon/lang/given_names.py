"""
Is this word somebody's given name, and of which gender?

Typed view of ``given_names.json``, which serves every language; ``training/given_names.py`` generates it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["m", "f", "either"]


@cache
def _table() -> dict[str, Gender]:
    text = (files("selon.lang") / "given_names.json").read_text(encoding="utf-8")
    return {name: gender for gender, names in json.loads(text).items() for name in names.split()}


def gender(name: str) -> Gender | None:
    """
    Return the gender of given name *name*; None when it is none that we know.

    >>> gender("Nadine"), gender("Jean-Luc"), gender("Banque")
    ('f', 'm', None)
    """
    found = _table().get(name)
    if found is None and "-" in name:
        found = _table().get(name.partition("-")[0])
    return found


def known() -> Iterable[str]:
    """Return every given name that is known."""
    return _table().keys()
