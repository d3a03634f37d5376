"""
What does the process import from which workers are forked?

This module, which loads what they share.
"""

from selon.intake import shared

shared.load()
