"""
How does an article look as a page of its own?

One file that asks for nothing from outside: the article with its sources, cues and contents marked, and beside it the
list of its statements. What the article says is only ever text in it; the page's own script and style are the only ones
that its content policy lets run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import IO, TYPE_CHECKING

from selon.model import Article
from selon.view import wording
from selon.view.page import page

if TYPE_CHECKING:
    from jinja2 import Template


def to_html(article: Article, *, explain: bool = False, own_voice: bool = False) -> str:
    """
    Return *article* as a self-contained page.

    Args:
        article: The article with its statements.
        explain: Open the reasons of every statement; they are one click away otherwise.
        own_voice: Mark what the outlet itself answers for; a reader can switch that on otherwise.
    """
    style, script = _asset("article.css"), _asset("article.js")
    return _template().render(
        page=page(article, explain=explain, own_voice=own_voice),
        percent=wording.percent,
        day=wording.day,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


OPENING = re.compile(
    rb'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="selon [\w.+-]+">'
)
"""How every page of selon's begins, whatever its version."""


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether *stream* is a page that :func:`to_html` made."""
    return OPENING.match(stream.read(_HEAD)) is not None


_HEAD = 500
"""Bytes of a page among which that stands, with room to spare."""


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - only pages need it

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_asset("article.html"))


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _hash(code: str) -> str:
    """Return what a content policy calls *code*, so that it lets nothing else run."""
    return f"sha256-{b64encode(sha256(code.encode()).digest()).decode()}"
