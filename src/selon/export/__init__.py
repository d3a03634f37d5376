"""
In which forms does an article leave selon?

One module per format: ``json`` for data, ``html`` for a page, ``columns`` for every table. What forms share with the
terminal stands in :mod:`selon.view`.
"""

from selon.export.html import to_html
from selon.export.json import from_json, to_json

__all__ = ["from_json", "to_html", "to_json"]
