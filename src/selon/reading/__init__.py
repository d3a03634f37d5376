"""
How does a source become an article?

A page, a file, an address or a text goes in; an :class:`~selon.model.Article` without attributions comes out. ``source``
tells them apart.

* A page: ``page`` puts the article together from what ``blocks``, ``zones``, ``boilerplate``, ``boxes``, ``teasers``,
  ``posts``, ``content``, ``heading`` and ``live`` find; ``metadata``, ``json_ld``, ``beside``, ``bylines``, ``outlet`` and
  ``moments`` read what the page says about itself, ``paywall`` whether it shows all, ``paths`` names its elements.
* A text: ``plain``.
* An address: ``fetch``, through ``network`` and ``public``; ``decoration`` is what of it only tells where readers came from,
  ``reservation`` what its publisher says of mining it.
* Many at once: ``feed``, ``opml``, ``sitemap``; ``warc``, ``jsonl``, ``table``, ``parquet``, whose records ``fields`` and
  ``record_dates`` read. ``packed`` unpacks files, ``answers`` what a server sent.
* A table of people, which is no article: ``people``.
* For all: ``encoding``, ``markup``, ``language``.
"""

from selon.reading.page import read_html
from selon.reading.plain import read_plain
from selon.reading.source import read_source

__all__ = ["read_html", "read_plain", "read_source"]
