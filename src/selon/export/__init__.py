"""
In which forms does an article leave selon?

One module per format: ``json`` for data, ``html`` for a page. ``outline``, ``figures``, ``wording`` and ``fragment`` say
what every form shares: the order of the statements, an article's counts, the words for the labels, links into the page.
"""

from selon.export.json import from_json, to_json

__all__ = ["from_json", "to_json"]
