"""
Which ledger is meant, and who decides?
"""

from __future__ import annotations

import getpass
import os
from pathlib import Path


def place(path: Path | None) -> Path:
    """Return the ledger's path: the one given, or that of the user's data folder."""
    if path is not None:
        return path
    data = os.environ.get("XDG_DATA_HOME")
    folder = Path(data) if data else Path.home() / ".local" / "share"
    return folder / "selon" / "news.db"


def person(who: str | None) -> str:
    """Return who decides: the one given, or the user by the name that the machine knows."""
    if who:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
