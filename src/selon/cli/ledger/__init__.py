"""
What can selon be told to do with a ledger?

``adding`` fills it, ``asking`` answers, ``counting`` counts, ``people`` says who is who, ``correcting`` keeps what people
decide, ``exporting`` takes away, ``keeping`` looks after the file. Each command parses, calls one function of the ledger,
and prints; ``options`` and ``printing`` are what they share.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from selon.cli.ledger import adding, asking, correcting, counting, exporting, keeping, people

Commands = tuple[tuple[str, Callable[..., Any], str], ...]

COMMANDS: Commands = (
    *adding.COMMANDS,
    *asking.COMMANDS,
    *counting.COMMANDS,
    *correcting.COMMANDS,
    *exporting.COMMANDS,
    *keeping.COMMANDS,
)
"""Name, function and example of each command."""


def register(app: typer.Typer) -> None:
    """Add the commands of the ledger to *app*."""
    for name, command, example in COMMANDS:
        app.command(name, epilog=f"Example: {example}")(command)
    app.add_typer(correcting.corrections, name="corrections")
    app.add_typer(people.people, name="people")
