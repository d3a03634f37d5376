"""
Which words are indexed?

The words of what is shown: the machine's where nobody changed them, the people's where somebody did. The index is kept
by hand, since a revised statement takes the place of the machine's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selon.errors import InvalidValue
from selon.ledger import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from selon.ledger.connection import Database

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))')
_WORD = re.compile(r"\w+")
MOST_WORDS, LONGEST = 64, 4_000
"""Words and characters that a search may have: a long sentence. Each further word is one more walk through the index."""


def enter(db: Database, entries: Iterable[Sequence[Any]]) -> None:
    """Index the content and the source of statements, given with their row numbers."""
    db.executemany("insert into word (rowid, content, source) values (?, ?, ?)", entries)


def remove(db: Database, entries: Iterable[Sequence[Any]]) -> None:
    """Take statements out of the index; their words must be those that were entered."""
    db.executemany(
        "insert into word (word, rowid, content, source) values ('delete', ?, ?, ?)", [tuple(row) for row in entries]
    )


def require_few(query: str) -> None:
    """
    Refuse a search of more words than a person types.

    Raises:
        InvalidValue: If it has more than 64 words, or is no text that can be looked for.
    """
    number = sum(word not in ("OR", "AND") for word in _WORD.findall(query)) if isinstance(query, str) else 0
    if number > MOST_WORDS:
        msg = f"the search has {number} words; give {MOST_WORDS} at most"
        raise InvalidValue(msg)
    bounds.text("the search", query, longest=LONGEST)


def expression(query: str) -> str:
    """
    Return *query*, as a person writes it, in the index's own language.

    All words must occur; ``OR`` between two lets either do, a leading ``-`` excludes, quotation marks keep words
    together, a trailing ``*`` finds beginnings. Anything else is taken as a word, so that no query is an error.

    >>> expression('drone* "haut responsable" -Moscou')
    '("drone" * AND "haut responsable") NOT "moscou"'
    >>> expression("Russie OR Chine")
    '("russie" OR "chine")'
    """
    require_few(query)
    wanted: list[str] = []
    refused: list[str] = []
    joins = False
    for match in _TERM.finditer(query):
        word = match["word"]
        if word == "OR" and wanted:
            joins = True
            continue
        if word == "AND":
            continue
        inside = " ".join(_WORD.findall((match["phrase"] if word is None else word).lower()))
        if not inside:
            continue
        term = f'"{inside}"' + (" *" if word is not None and word.endswith("*") else "")
        if match["minus"]:
            refused.append(term)
        elif joins:
            wanted[-1] = f"{wanted[-1]} OR {term}"
        else:
            wanted.append(term)
        joins = False
    if not wanted:
        msg = f"nothing to look for in {query!r}; give at least one word that is to occur"
        raise InvalidValue(msg)
    terms = [f"({term})" if " OR " in term else term for term in wanted]
    positive = " AND ".join(terms)
    if not refused:
        return positive
    positive = f"({positive})" if len(terms) > 1 else positive
    return " NOT ".join([positive, *refused])
