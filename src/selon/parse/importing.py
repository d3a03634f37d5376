"""
How is spaCy imported without its command line?

``import spacy`` imports all of its commands, for the one function ``spacy.info``: the packages that these need cost 0.3 of
the 0.9 CPU seconds that it takes. Here the function is put off until somebody calls it.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

COMMANDS = ("spacy.cli", "spacy.cli.info")


def spacy() -> ModuleType:
    """Return spaCy, imported; whoever imports ``spacy.cli`` afterwards gets it."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    for name in COMMANDS:
        stand_in = ModuleType(name)
        stand_in.info = _info  # type: ignore[attr-defined]
        sys.modules[name] = stand_in
    try:
        return importlib.import_module("spacy")
    finally:
        for name in COMMANDS:
            del sys.modules[name]


def _info(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - spaCy's own
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)
