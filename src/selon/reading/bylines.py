"""
Whom does a line or an element name as the author?

*Par Maud Escoffier, à Corvelle*, *Written by: Ann Lorne | Staff writer*, a list of names: what is no name is left out. An
account (*mescoffier*) is one only where it is asked for.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from selon.reading.boilerplate import dated_parts, is_house, is_no_name, is_role, names_in, without_by
from selon.reading.json_ld import cleaned
from selon.reading.metadata import ACCOUNT, signature
from selon.reading.zones import LONGEST_NAMES, NAMES_KEPT, is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

LONGEST_LINE, LONGEST_NAME, MOST_WORDS = 120, 80, 6
# No line of names and dates is made of more pieces.
MOST_TEXTS, MOST_PARTS = 40, 200
NAMING = re.compile(
    r"(?<![a-z])(?:authors?|byline|auteurs?|autor(?:en)?|signature|journaliste?s?|writers?)"
    r"(?:[\s_-]+(?:names?|nom|link|fn|list|vcard|info|meta|wrapper|block|text|by|item|label))*(?![\w-])"
)
NOT_NAMING = re.compile(
    r"(?<![a-z])(?:bio\w*|role|jobs?|position|function|desc\w*|e?-?mails?|twitter|social\w*|avatar|images?|img|photos?|picture|date"
    r"|time|count|more|follow|contact|comments?|box-title|location|share)(?![a-z])"
)
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# An author who ends so is a site.
ADDRESS = re.compile(r"^www\.|.\.(?:[a-z]{2,3}|info|news|media|press|online|example)$")
# The stop after an initial (*Maud E.*) is part of the name.
STOP = re.compile(r"(?<!\b\w)[. ]+$")
CUT = re.compile(r"\s*(?:[|•·–—@(<\n\[]|\s-\s|[0-9]).*", re.DOTALL)


def attributes_of(element: HtmlElement) -> str:
    """Return the attributes of *element* that tell what it holds, in one string."""
    read = element.get
    names = f"{read('class') or ''} {read('itemprop') or ''} {read('property') or ''} {read('data-testid') or ''}"
    return names[:LONGEST_NAMES]


def words_of(element: HtmlElement) -> str:
    """Return the words of *element*, those of its parts one space apart."""
    inner = element.xpath(".//*[@itemprop='name']") if "author" in (element.get("itemprop") or "") else []
    told = inner[0] if inner else element
    return cleaned(told.get("content") or " ".join(itertools.islice(_seen(told), MOST_TEXTS))[: 10 * LONGEST_LINE])


def _seen(element: HtmlElement) -> Iterator[str]:
    """Yield the texts in *element*, without those for screen readers alone (*Author*)."""
    inner = itertools.islice(element.iterdescendants(), MOST_PARTS)
    hidden = {part for one in inner if isinstance(one.tag, str) and is_hidden(one) for part in one.iter()}
    if not hidden:
        yield from element.itertext()
        return
    for text in element.xpath(".//text()"):
        holder = text.getparent()
        if (holder.getparent() if text.is_tail else holder) not in hidden:
            yield str(text)


def is_naming(element: HtmlElement) -> bool:
    """Tell whether *element* says of itself that it holds an author's name."""
    named, rel = f"{attributes_of(element)} {element.get('id') or ''}", element.get("rel")
    if rel and "author" in rel.split():
        return bool(element.tag != "link")
    return not named.isspace() and _has_author(named)


@lru_cache(maxsize=NAMES_KEPT)
def _has_author(named: str) -> bool:
    lower = HUMP.sub("-", named).lower()
    return NAMING.search(lower) is not None and NOT_NAMING.search(lower) is None


def names_of(line: str) -> list[str]:
    """Return the names in a byline, without what its people do and when they did it; no accounts."""
    if len(line) > LONGEST_LINE or is_no_name(line):
        return []
    line = CUT.sub("", without_by(next((part.text for part in dated_parts(without_by(line))), "")))
    parts = [signature(STOP.sub("", part.strip(" :,"))) for part in names_in(line)]
    return [part for part in parts if _is_name(part)] if len(line) <= LONGEST_NAME else []


def first_names(element: HtmlElement) -> list[str]:
    """Return the names in the first words of *element* that are some: beneath may stand what their people do."""
    pieces = (cleaned(piece) for piece in itertools.islice(element.itertext(), MOST_TEXTS))
    return next((names for piece in pieces if (names := names_of(piece))), [])


def following_names(element: HtmlElement) -> list[str]:
    """Return the names after an element that holds *By* alone."""
    if without_by(f"{words_of(element)} x") != "x":
        return []
    told = [element.tail or ""]
    for after in itertools.islice(element.itersiblings(), MOST_WORDS):
        if after.tag == "time" or after.find(".//time") is not None:
            break
        told += [words_of(after), after.tail or ""]
    return names_of(cleaned(" ".join(told)))


def _is_name(text: str) -> bool:
    words = text.split()
    # *de*, *van der*, *d’Arcy*
    is_large = all(word[:1] != word[:1].lower() or len(word) <= len("van") or word[1:2] in "'’" for word in words)
    return is_house(text) or (0 < len(words) <= MOST_WORDS and is_large and text != text.lower() and not is_role(text))


def accounts_of(line: str) -> list[str]:
    """
    Return the account that a byline shows where a name belongs.

    >>> accounts_of("Submitted by jlorne on Tue, 02/11/2014 - 23:52"), accounts_of("Par admin"), accounts_of("By Ann Lorne")
    (['jlorne'], [], [])
    """
    told = without_by(line)
    first = next(iter(names_in(re.split(r"\s[0-9–—|-]", told)[0])), "").split(" ")[0] if told != line.strip() else ""
    is_account = ACCOUNT.fullmatch(first) is not None and not is_no_name(first) and not ADDRESS.search(first)
    return [first] if is_account and any(map(str.isalpha, first)) else []


def alone_in(element: HtmlElement) -> list[str]:
    """Return the names in *element* that have an element of their own, itself or one in it."""
    alone = {cleaned(part.text_content()) for part in itertools.islice(element.iter("*"), MOST_PARTS) if len(part) == 0}
    return [name for name in names_of(words_of(element)) if name in alone]


def rows_of(element: HtmlElement) -> list[str]:
    """Return the lines of *element*, which ``<br>`` parts: a name, and below it what its bearer does."""
    rows = [""]
    for text in itertools.islice(element.xpath(".//text() | .//br"), MOST_PARTS):
        if isinstance(text, str):
            rows[-1] += text
        else:
            rows.append("")
    return [row for row in map(cleaned, rows) if row]


def joined(signed: Sequence[str], *, outlets: Sequence[str], sections: Sequence[str]) -> str | None:
    """Return the names once each, as they were written first: no *sections*, and *outlets* only for lack of others."""
    unlike = {name.casefold(): name for name in reversed(signed) if not _is_one_of(name, sections)}
    names = list(reversed(unlike.values()))
    return ", ".join([name for name in names if not _is_one_of(name, outlets)] or names) or None


def _is_one_of(name: str, others: Sequence[str]) -> bool:
    return name.casefold() in map(str.casefold, others)
