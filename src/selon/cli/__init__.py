"""
What can selon be told to do on the command line?

Each command parses its options, calls the library and prints. Nothing heavy is imported before a command runs: ``selon
--help`` waits for no parser.

* Commands: ``read``, with the ``forms`` it gives and the ``terminal`` it draws in; ``evaluate``; in ``ledger`` all others.
* For all of them: ``modes`` of reading, ``numbers`` that options may take, ``failures`` and how a person is told,
  ``signals``.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import warnings
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selon import __version__
from selon.cli import evaluate, failures, ledger, read, signals
from selon.errors import SelonError, said
from selon.parse.kernel import hold_to_one_thread

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""Exit status by which shells know Ctrl-C: 128 and the number of the signal."""

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What standard output answers when it is a file on a disk that is full or fails; other files have their own errors."""

app = typer.Typer(
    name="selon",
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - Typer hands the flag over so
    if asked:
        typer.echo(f"selon {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog="Example: selon read article.html")
def _selon(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - its callback has answered
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Read the news: who said what, to whom, how sure, and exactly where."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command("read", cls=read.ReadCommand, epilog=read.EXAMPLES)(read.read)
app.command("eval", epilog=evaluate.EXAMPLES)(evaluate.evaluate)
ledger.register(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command that *arguments* (by default the process's own) give, and return the exit status.

    0 for success, 1 when something failed, 2 for misuse, 130 when interrupted, 128 and its number for any other signal.
    What went wrong is one line on standard error; a fault of selon's own shows its traceback only where
    ``SELON_TRACEBACK`` is set.
    """
    _quiet_libraries()
    hold_to_one_thread()
    stopped = signals.Stopped()
    try:
        with signals.stopping(stopped):
            status = _run(arguments, stopped)
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    if status == INTERRUPTED:  # which newer versions of Typer return by themselves
        failures.complain(stopped.words)
        status = stopped.status
    return status


def _run(arguments: Sequence[str] | None, stopped: signals.Stopped) -> int:  # noqa: PLR0911 - for each end its status
    if sys.stdout is None:
        failures.complain("standard output is closed, so nothing can be shown; send it to a file or a pipe")
        return 1
    try:
        status = _obey(arguments, stopped)
        sys.stdout.flush()
    except failures.UsageError as error:
        failures.complain(failures.misuse(error))
        return 2
    except SelonError as error:
        failures.complain(said(error))
        return 1
    except BrokenPipeError:
        # Whoever read our output has seen enough (``| head``). Python would complain again when it closes the pipe.
        _drop_output()
        return 0
    except OSError as error:
        if error.errno not in NO_ROOM:
            return _fault(error)
        _drop_output()
        failures.complain(f"cannot write: {error.strerror}; free some space where the output and temporary files go")
        return 1
    except typer.Abort:
        raise
    except Exception as error:  # noqa: BLE001 - told as a fault
        return _fault(error)
    return status if isinstance(status, int) else 0


@cache
def _command() -> Any:  # noqa: ANN401 - Typer's own
    """Return what parses and runs; to put it together takes as long as a short command, and once is enough."""
    return typer.main.get_command(app)


def _obey(arguments: Sequence[str] | None, stopped: signals.Stopped) -> object:
    """Run the command and return what it returns; all that goes wrong is raised."""
    try:
        given = None if arguments is None else list(arguments)
        return _command()(args=given, prog_name="selon", standalone_mode=False)
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # for which Typer would end the process by itself
            raise error.__context__ from None
        raise
    except Exception as error:
        if stopped.number is not None:  # some libraries make an error of their own of it
            raise KeyboardInterrupt from error
        raise


def _fault(error: Exception) -> int:
    if failures.wants_traceback():
        raise error
    failures.complain(failures.fault(error))
    return 1


def _drop_output() -> None:
    """Let what standard output still holds go nowhere, or Python would complain of it again at the very end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _quiet_libraries() -> None:
    """Keep standard error for selon's own lines; what libraries log or warn of is for developers."""
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
