"""
Which options do the commands of the ledger share?

Where the ledger is, which statements are meant, and in what form they are printed.
"""

from __future__ import annotations

import functools
import getpass
import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from selon.cli.numbers import finite
from selon.errors import InvalidValue, LedgerMissing
from selon.ledger import Ledger, Query

Where = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        envvar="SELON_LEDGER",
        metavar="PATH",
        help="The ledger; by default the one of the user's data folder.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, an object a line, complete.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, complete.")]
Force = Annotated[
    bool,
    typer.Option(
        "--force", help="Replace a plain file that selon did not write; never a ledger, a device, a link or a folder."
    ),
]
Who = Annotated[str | None, typer.Option("--who", envvar="SELON_WHO", help="Who decides; by default the user's name.")]
Note = Annotated[str | None, typer.Option("--note", help="What to remember about it.")]


def place(path: Path | None) -> Path:
    """Return the ledger's path: the one given, or that of the user's data folder."""
    if path is not None:
        return path
    data = os.environ.get("XDG_DATA_HOME")
    folder = Path(data) if data else Path.home() / ".local" / "share"
    return folder / "selon" / "news.db"


def reading(path: Path | None) -> Ledger:
    """Open the ledger to ask it."""
    return Ledger(place(path), create=False, read_only=True)


def writing(path: Path | None, *, create: bool = False) -> Ledger:
    """Open the ledger to change it."""
    where = place(path)
    if create:
        try:
            where.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            msg = f"cannot make the folder {where.parent}: {error.strerror}; give another --ledger"
            raise LedgerMissing(msg) from error
    return Ledger(where, create=create)


def person(who: str | None) -> str:
    """Return who decides."""
    if who:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _filter(help_: str, *names: str, panel: str = "Which statements") -> Any:  # noqa: ANN401 - Typer's own
    return typer.Option(*names, help=help_, rich_help_panel=panel, show_default=False)


Many = list[str] | None
FILTERS: dict[str, Any] = {
    "speaker": Annotated[str | None, _filter("Speaker: words of a name, key or number.", "--speaker")],
    "act": Annotated[Many, _filter("Act, such as deny; may be repeated.", "--act")],
    "disclosure": Annotated[Many, _filter("What is seen of the source, such as role.", "--disclosure")],
    "naming": Annotated[Many, _filter("named, described or anonymous.", "--naming")],
    "certainty": Annotated[Many, _filter("certain, probable, possible or reported.", "--certainty")],
    "polarity": Annotated[Many, _filter("positive or negative.", "--polarity")],
    "quotation": Annotated[Many, _filter("direct, mixed or indirect.", "--quotation")],
    "source_kind": Annotated[Many, _filter("person, organisation, state, …", "--kind")],
    "medium": Annotated[Many, _filter("speech, writing or thought.", "--medium")],
    "lang": Annotated[Many, _filter("Language, such as fr.", "--lang")],
    "outlet": Annotated[Many, _filter("Outlet by name; may be repeated.", "--outlet")],
    "since": Annotated[str | None, _filter("From this day, month or year of publication on.", "--since")],
    "until": Annotated[str | None, _filter("Until this day, month or year of publication.", "--until")],
    "article": Annotated[str | None, _filter("Id or address of an article.", "--article")],
    "verdict": Annotated[str, _filter("shown (not rejected), accepted, rejected, unreviewed or any.", "--verdict")],
    "min_confidence": Annotated[
        float,
        typer.Option(
            "--min-confidence",
            min=0,
            max=1,
            callback=finite,
            help="Least confidence.",
            rich_help_panel="Which statements",
        ),
    ],
}
"""The options of every command that asks for statements; the names are those of :class:`selon.ledger.Query`."""

_DEFAULTS: dict[str, Any] = {"verdict": "shown", "min_confidence": 0.0}
_TUPLES = {
    "act",
    "disclosure",
    "naming",
    "certainty",
    "polarity",
    "quotation",
    "source_kind",
    "medium",
    "lang",
    "outlet",
}


def asks(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options that say which statements are meant; it gets them as a ``query``."""
    hints = get_type_hints(command, include_extras=True)
    own = [p for p in inspect.signature(command).parameters.values() if p.name != "query"]
    keyword = inspect.Parameter.KEYWORD_ONLY
    shared = [
        inspect.Parameter(name, keyword, default=_DEFAULTS.get(name), annotation=kind) for name, kind in FILTERS.items()
    ]

    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the command takes
        chosen = {name: options.pop(name) for name in FILTERS}
        for name in _TUPLES:
            chosen[name] = tuple(chosen[name] or ())
        try:
            query = Query(**chosen)
        except InvalidValue as error:
            raise typer.BadParameter(str(error)) from error
        return command(*args, query=query, **options)

    wrapped.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [*(p.replace(annotation=hints[p.name]) for p in own), *shared], return_annotation=hints.get("return")
    )
    wrapped.__annotations__ = {
        **{p.name: hints[p.name] for p in own},
        **FILTERS,
        "return": hints.get("return"),
    }
    del wrapped.__wrapped__
    return wrapped
