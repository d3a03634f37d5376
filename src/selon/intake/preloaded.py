"""
What does the process import from which workers are forked?

This module, which loads what they share. What cannot be loaded stops nothing here: the worker that needs it will say why.
"""

from contextlib import suppress

from selon.intake import shared

with suppress(Exception):
    shared.load()
