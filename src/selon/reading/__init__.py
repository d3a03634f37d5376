"""
How does a source become an article?

A page, a file, an address or a text goes in; an :class:`~selon.model.Article` without attributions comes out. One
module per kind of input: ``page`` for HTML, ``plain`` for text, ``fetch`` for addresses, ``source`` to tell them
apart.
"""

from selon.reading.page import read_html
from selon.reading.plain import read_plain
from selon.reading.source import read_source

__all__ = ["read_html", "read_plain", "read_source"]
