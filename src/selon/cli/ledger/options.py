"""
Which options do the commands of the ledger share?

Where the ledger is, which statements are meant, and in what form they are printed.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from selon.cli.numbers import finite
from selon.desk.place import place
from selon.desk.questions import QUESTIONS, Question, query_of
from selon.errors import InvalidValue, LedgerMissing
from selon.ledger import Ledger

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


def _filter(question: Question) -> inspect.Parameter:
    """Return the option that answers *question*, as the parameter of a command."""
    name, panel = f"--{question.called}", "Which statements"
    kind: Any = list[str] | None if question.many else str | None
    option = typer.Option(name, help=question.help, rich_help_panel=panel, show_default=False)
    if question.is_share:
        kind = float
        option = typer.Option(name, min=0, max=1, callback=finite, help=question.help, rich_help_panel=panel)
    return inspect.Parameter(
        question.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=None if question.many else question.default,
        annotation=Annotated[kind, option],
    )


FILTERS = tuple(_filter(question) for name, question in QUESTIONS.items() if name != "words")
"""The options of every command that asks for statements; words are the argument of ``selon search``."""


SURENESS = tuple(option for option in FILTERS if option.name in ("min_confidence", "min_speaker_confidence"))
"""The options of a command that asks for statements it names by itself."""


def asks(command: Callable[..., Any], filters: tuple[inspect.Parameter, ...] = FILTERS) -> Callable[..., Any]:
    """Give *command* the options that say which statements are meant; it gets them as a ``query``."""
    hints = get_type_hints(command, include_extras=True)
    own = [p for p in inspect.signature(command).parameters.values() if p.name != "query"]

    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the command takes
        answers = {p.name: options.pop(p.name) for p in filters}
        try:
            query = query_of(answers)
        except InvalidValue as error:
            raise typer.BadParameter(str(error)) from error
        return command(*args, query=query, **options)

    wrapped.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [*(p.replace(annotation=hints[p.name]) for p in own), *filters], return_annotation=hints.get("return")
    )
    wrapped.__annotations__ = {
        **{p.name: hints[p.name] for p in own},
        **{p.name: p.annotation for p in filters},
        "return": hints.get("return"),
    }
    del wrapped.__wrapped__
    return wrapped
