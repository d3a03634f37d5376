"""
In which forms does an article leave selon?

One module per format. What forms share with the terminal stands in :mod:`selon.view`.

* One article: ``json`` for data, ``html`` for a page.
* Statements of many: ``columns`` has those of every table, ``csv``, ``xlsx`` and ``parquet`` write them; ``webannotation``.
* Articles or statements, one a line: ``jsonl``. Articles as spaCy documents: ``docbin``; ``kept`` tells where a ``Doc`` has
  its article.
* Figures: ``plot``. The user's table of people: ``people``.
"""

from selon.export.html import to_html
from selon.export.json import from_json, to_json

__all__ = ["from_json", "to_html", "to_json"]
