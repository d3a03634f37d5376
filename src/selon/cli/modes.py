"""
By which readers do commands read?
"""

from __future__ import annotations

from typing import Annotated

import typer

Fast = Annotated[
    bool,
    typer.Option("--fast", help="Read by rules alone, without the encoder: several times as fast, and finds less."),
]
