"""
How is a person told that something went wrong?

In one line on standard error that names what, why and the remedy.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

from selon.address import message_without_secrets, without_secrets
from selon.cli.terminal import clean
from selon.errors import said

if TYPE_CHECKING:
    from typer import Context

UsageError: type[Exception] = typer.BadParameter.__bases__[0]
"""What Typer raises for every misuse; its own name for it has moved between versions."""

LONGEST_SOURCE = 200
"""Characters of a source that a message repeats: addresses can be longer than a window."""

LONGEST_MESSAGE = 1000
"""Characters of a message; the middle of a longer one, some value that was given, is left out, its end is the remedy."""


def complain(message: str, *, about: str | None = None) -> None:
    """
    Print *message* as one line on standard error, after what it is *about* where it does not say so itself.

    Addresses in it are shown without their secrets.
    """
    if sys.stderr is None:  # closed by whoever started the command, who wants no messages
        return
    named = message_without_secrets(message)
    source = without_secrets(about) if about else None
    if source and source not in named:
        named = f"{source[:LONGEST_SOURCE]}: {named}"
    if len(named) > LONGEST_MESSAGE:
        named = f"{named[: LONGEST_MESSAGE // 2]} … {named[-LONGEST_MESSAGE // 2 :]}"
    line = f"selon: {clean(named)}\n"
    sys.stderr.write(line.encode(sys.stderr.encoding or "utf-8", "replace").decode(sys.stderr.encoding or "utf-8"))
    sys.stderr.flush()


def misuse(error: Exception) -> str:
    """Return what was wrong with the command line, and where to look up what is right."""
    message: str = getattr(error, "format_message", error.__str__)()
    context: Context | None = getattr(error, "ctx", None)
    command = context.command_path if context else "selon"
    message = message.rstrip(". ")
    if message.partition(" ")[0].isalpha():  # a word, and not the name of a file
        message = message[:1].lower() + message[1:]
    return f"{message}; see: {command} --help"


def fault(error: Exception) -> str:
    """Return what to say when selon itself, not its input, is at fault."""
    words = said(error)
    return (
        f"a fault in selon ({type(error).__name__}{f': {words}' if words else ''}); "
        "please report it with the source that caused it (SELON_TRACEBACK=1 shows where)"
    )


def wants_traceback() -> bool:
    """Tell whether a developer asked to see where selon's own faults come from."""
    return bool(os.environ.get("SELON_TRACEBACK"))
