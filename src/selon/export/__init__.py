"""
In which forms does an article leave selon?

One module per format: ``json`` for data, ``html`` for a page. ``outline``, ``figures``, ``wording``, ``blocks`` and
``fragment`` say what forms share: the order of the statements, an article's counts, the words for the labels, the text
cut at its marks, links into the original page.
"""

from selon.export.html import to_html
from selon.export.json import from_json, to_json

__all__ = ["from_json", "to_html", "to_json"]
