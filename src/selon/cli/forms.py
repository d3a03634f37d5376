"""
In which form does ``selon read`` give an article: statements in the terminal, a line of JSON, a page?
"""

# ruff: noqa: PLC0415 - a command imports what is heavy when it runs, so that --help does not wait for it

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from selon.cli import failures, terminal
from selon.errors import TargetRefused
from selon.export import html
from selon.placing import placed, require_place, told

if TYPE_CHECKING:
    from rich.console import Console

    from selon.cli.terminal import Shown
    from selon.model import Article

WIDEST = 100
"""Columns beyond which lines of prose get hard to read, however wide the window."""


class Form(Protocol):
    """A way to give an article."""

    def show(self, article: Article, source: str) -> None:
        """Give *article*, which was read from *source*."""
        ...


class Statements:
    """The statements, as a person reads them in a terminal."""

    def __init__(self, shown: Shown) -> None:
        """Prepare to print what is *shown*."""
        self._shown = shown
        self._console = _console()

    def show(self, article: Article, source: str) -> None:
        """Print *article* on standard output."""
        for line in terminal.render(article, self._shown, self._console, read_from=source):
            self._console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _console() -> Console:
    from rich.console import Console

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


class JsonLines:
    """One JSON object a line; in a terminal, over several lines."""

    def show(self, article: Article, source: str) -> None:
        """Print *article* on standard output, in UTF-8 wherever that goes."""
        from selon.export import to_json

        indent = 2 if sys.stdout.isatty() else None
        written = json.dumps(to_json(article, read_from=source), ensure_ascii=False, indent=indent)
        # Half of a surrogate pair cannot be UTF-8; its escape, as Python writes it, is the one of JSON.
        _print(written.encode("utf-8", "backslashreplace") + b"\n")
        _repeat_warnings(article, source)


def _print(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _repeat_warnings(article: Article, source: str) -> None:
    """Say on standard error what a person would not see in what was written."""
    for warning in article.warnings:
        failures.complain(f"warning: {source}: {warning}")


class Pages:
    """The article itself as a page, its statements marked."""

    def __init__(self, shown: Shown, target: str, sources: int, *, force: bool = False) -> None:
        """
        Prepare to write to *target*: a file, a folder, or standard output (empty, or ``-``).

        Raises:
            UsageError: If *target* has no room for that many *sources*, or is not to be replaced; with *force* a plain
                file that selon did not write is.
        """
        self._shown = shown
        self._force = force
        self._stdout = target in ("", "-")
        self._target = Path(target)
        # Not Path.is_dir, which raises for what no file can be called; writing says so.
        is_folder = os.path.isdir(target)  # noqa: PTH112
        self._in_folder = not self._stdout and (target.endswith(("/", "\\")) or is_folder or sources > 1)
        self._written: set[Path] = set()
        if self._stdout and sources > 1:
            msg = f"{sources} sources make {sources} pages: give --html a folder"
            raise failures.UsageError(msg)
        if self._in_folder and os.path.isfile(target):  # noqa: PTH113 - likewise
            msg = f"{sources} sources make {sources} pages: give --html a folder; {target} is a file"
            raise failures.UsageError(msg)
        if not self._stdout and not self._in_folder:
            try:
                require_place(self._target, html.is_ours, force=force)
            except TargetRefused as error:
                raise failures.UsageError(str(error)) from error

    def show(self, article: Article, source: str) -> None:
        """Write *article*."""
        page = html.to_html(article, explain=self._shown.explain, own_voice=self._shown.own_voice)
        data = page.encode("utf-8", "replace")
        if self._stdout:
            _print(data)
        else:
            path = self._path(source) if self._in_folder else self._target
            with told(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
            with placed(path, html.is_ours, force=self._force) as stream:
                stream.write(data)
            self._written.add(path)
            failures.complain(f"wrote {path}")
            _repeat_warnings(article, source)

    def _path(self, source: str) -> Path:
        """Return a file in the folder, named after *source*, that holds nothing else."""
        stem = page_name(source)
        number = 1
        while True:
            path = self._target / f"{stem}{'' if number == 1 else f'-{number}'}.html"
            number += 1
            if path in self._written:
                continue
            try:
                require_place(path, html.is_ours)
            except TargetRefused:
                continue
            return path


def page_name(source: str) -> str:
    """
    Return a file name, without suffix, for the page of *source*.

    >>> page_name("https://gazette.example/2026/Drones%20for%20all.html?x=1"), page_name("-"), page_name("../a.txt")
    ('2026-Drones-20for-20all', 'article', 'a')
    """
    parts = urlsplit(source) if re.match(r"https?://", source) else None
    path = parts.path.strip("/") if parts else Path(source).name
    stem = re.sub(r"\.\w{1,5}$", "", path) or (parts.netloc if parts else "")
    return re.sub(r"\W+", "-", stem).strip("-")[:LONGEST_STEM] or "article"


LONGEST_STEM = 80
"""Characters of a source that the name of its page takes over: enough to know it, and no file system minds."""
