"""
How does ``selon read`` show articles?
"""

# ruff: noqa: PLC0415 - a command imports what is heavy when it runs, so that --help does not wait for it

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from selon.address import without_secrets
from selon.cli import failures
from selon.cli.forms import JsonLines, Pages, Statements
from selon.cli.modes import Fast
from selon.cli.numbers import finite
from selon.cli.terminal import Shown, clean
from selon.errors import SelonError, SourceNotFound, UnsupportedLanguage, said
from selon.patience import PATIENCE
from selon.patience import patience as given_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selon.cli.forms import Form
    from selon.model import Article
    from selon.reader import Reader

EXAMPLES = """
Example: selon read article.html --html article-read.html

Example: selon read https://gazette.example/drones --json --min-confidence 0.8
"""

STDOUT = ""
"""What ``--html`` without a file stands for."""


class ReadCommand(TyperCommand):
    """The command ``read``; its ``--html`` takes a file or nothing, which the parser has no option for."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Give ``--html`` an empty value where none follows."""
        return super().parse_args(ctx, list(_with_value(args)))


def _with_value(args: list[str]) -> Iterator[str]:
    options = args[: args.index("--")] if "--" in args else args
    for position, word in enumerate(args):
        following = args[position + 1 : position + 2]
        is_bare = not following or (following[0].startswith("-") and following != ["-"])
        yield f"{word}=" if word == "--html" and position < len(options) and is_bare else word


def _share(what: str) -> Any:  # noqa: ANN401 - as typer's own
    """Return an option that takes a number from 0 to 1; *what* is its help."""
    return typer.Option(min=0, max=1, callback=finite, metavar="SHARE", help=what)


def read(  # noqa: PLR0913 - one parameter for each option
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Pages or texts: files, http(s) addresses, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a line for each article (format: docs/json.md).")
    ] = False,
    html: Annotated[
        str | None,
        typer.Option(
            "--html",
            metavar="[FILE]",
            help="Write the article as a page with its statements marked: to FILE, into a folder, or else to standard "
            "output.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each statement which rule found it, and on what evidence.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Let --html FILE replace a plain file that selon did not write; never a link."),
    ] = False,
    own_voice: Annotated[
        bool, typer.Option("--own-voice", help="Show as well what the outlet itself answers for, hearsay marked.")
    ] = False,
    min_confidence: Annotated[float, _share("Leave out statements less sure than this, from 0 to 1.")] = 0.0,
    min_speaker_confidence: Annotated[
        float, _share("Leave out statements whose speaker is less sure than this; those that name nobody stay.")
    ] = 0.0,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help="The articles' language, such as fr, instead of detecting it.", show_default=False
        ),
    ] = None,
    fast: Fast = False,
    patience: Annotated[
        float,
        typer.Option(
            "--patience",
            min=0,
            callback=finite,
            metavar="SECONDS",
            help="Give an article up after so many seconds of processor time; 0 for as many as it takes.",
        ),
    ] = PATIENCE,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also open addresses of the own machine and of private networks.")
    ] = False,
) -> int:
    """
    Read articles and show every statement: who, how sourced, what, to whom, when.

    Exit status 1 when a source could not be read; the others are shown all the same.
    """
    asked = list(sources or ())
    if html and not asked:
        # The word after a bare --html: the parser took the source for its file.
        asked, html = [html], STDOUT
    if not asked:
        msg = "missing SOURCE: give a file, an http(s) address, or - for standard input"
        raise failures.UsageError(msg)
    if asked.count("-") > 1:
        msg = "standard input can be read only once: give - one time"
        raise failures.UsageError(msg)
    if lang is not None:
        _check_language(lang)
    if as_json and html in (STDOUT, "-"):
        msg = "--json and --html both go to standard output: give --html a FILE"
        raise failures.UsageError(msg)
    shown = Shown(explain=explain, own_voice=own_voice)
    forms: list[Form] = [JsonLines()] if as_json else []
    if html is not None:
        forms.append(Pages(shown, html, len(asked), force=force))
    from selon.reader import Reader

    return _read_all(
        asked,
        forms or [Statements(shown)],
        Reader(fast=fast),
        lang=lang,
        allow_private=allow_private,
        least=(min_confidence, min_speaker_confidence),
        seconds=patience,
    )


def _check_language(code: str) -> None:
    """Refuse a language without rules before anything is read."""
    from selon.lang import load

    try:
        load(code)
    except UnsupportedLanguage as error:
        raise failures.UsageError(str(error)) from error


def _read_all(  # noqa: PLR0913 - what reading depends on
    sources: list[str],
    forms: list[Form],
    reader: Reader,
    *,
    lang: str | None,
    allow_private: bool,
    least: tuple[float, float],
    seconds: float,
) -> int:
    """Give every source in every form, what is sure enough of it; return 1 if one could not be given, else 0."""
    minimum, speaker = least
    failed = 0
    for given in sources:
        source = without_secrets(given)
        try:
            content = _content(given)
            with _waiting(f"reading {source}"), given_up(seconds):
                article = reader.read(content, lang=lang, allow_private=allow_private)
            _show(article.confident(minimum, speaker=speaker), source, forms)
        except SelonError as error:
            failures.complain(said(error), about=source)
            failed += 1
        except (BrokenPipeError, MemoryError):
            raise
        except Exception as error:
            if failures.wants_traceback():
                raise
            failures.complain(failures.fault(error), about=source)
            failed += 1
    if failed and len(sources) > 1:
        failures.complain(f"{failed} of {len(sources)} sources failed")
    return 1 if failed else 0


def _show(article: Article, source: str, forms: list[Form]) -> None:
    """
    Give *article* in every form.

    Raises:
        SelonError: If it cannot be written.
    """
    try:
        for form in forms:
            form.show(article, source)
    except BrokenPipeError:
        raise
    except OSError as error:
        msg = f"cannot write: {error}"
        raise SelonError(msg) from error


def _content(source: str) -> str | bytes:
    """Return what the reader is given: *source* as it is, or what standard input holds."""
    if source != "-":
        return source
    from selon.reading.encoding import MAX_BYTES

    if sys.stdin is None:
        msg = "standard input is closed; give a file or an http(s) address"
        raise SourceNotFound(msg)

    # One byte more than the reader accepts is enough for it to refuse the whole.
    return sys.stdin.buffer.read(MAX_BYTES + 1)


@contextmanager
def _waiting(words: str) -> Iterator[None]:
    """Show *words* and that something moves, where a person watches."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(clean(words))):
        yield
