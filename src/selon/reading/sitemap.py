"""
Which pages does a sitemap list?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from selon.address import completed
from selon.errors import UnreadableContent
from selon.reading.markup import LIMIT, local_name, tree
from selon.reading.packed import unpacked

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Sitemap:
    """
    What a sitemap lists.

    Attributes:
        pages: Addresses of pages with a date as written: of publication, or else of the last change; None where it gives
            none.
        sitemaps: Addresses of further sitemaps.
        published: Those of the pages whose date is that of publication.
    """

    pages: tuple[tuple[str, str | None], ...]
    sitemaps: tuple[str, ...]
    published: frozenset[str] = frozenset()


def read_sitemap(data: bytes, *, url: str | None = None) -> Sitemap:
    """
    Return what the sitemap *data* lists, in its order, each address once.

    Args:
        data: The sitemap, packed or not.
        url: Its own address, which relative addresses are completed from.

    Raises:
        UnreadableContent: If it is none.

    >>> read_sitemap(b"<urlset><url><loc> https://a.example/1 </loc></url></urlset>").pages
    (('https://a.example/1', None),)
    """
    root = tree(data, kind="sitemap")
    if local_name(root) not in ("urlset", "sitemapindex"):
        msg = f"this is no sitemap but <{local_name(root)}>; give a file whose root is urlset or sitemapindex"
        raise UnreadableContent(msg)
    pages: dict[str, str | None] = {}
    sitemaps: dict[str, None] = {}
    published: set[str] = set()
    for entry in root:
        address = completed(url, _own(entry, "loc"))
        if not address:
            continue
        if local_name(entry) == "sitemap":
            sitemaps.setdefault(address)
        elif local_name(entry) == "url" and address not in pages:
            news = (_own(part, "publication_date") for part in entry if local_name(part) == "news")
            first = next(filter(None, news), None)
            pages[address] = first or _own(entry, "lastmod") or None
            if first:
                published.add(address)
    return Sitemap(tuple(pages.items()), tuple(sitemaps), frozenset(published))


def _own(entry: Element, name: str) -> str:
    """Return the text of the child *name* of *entry*; those of its images and videos are not its own."""
    found = ("".join(part.itertext()).strip() for part in entry if local_name(part) == name)
    return next(filter(None, found), "")


def read_addresses(data: bytes) -> tuple[str, ...]:
    r"""
    Return the addresses of a text that holds nothing else, one a line, each once; none where it is another text.

    Lines that start with ``#`` are passed over. *data* may be packed.

    >>> read_addresses(b"# Today\nhttps://a.example/1\nhttps://a.example/2\n")
    ('https://a.example/1', 'https://a.example/2')
    """
    data = unpacked(data, LIMIT, kind="addresses")
    first = next((line for line in data[:_HEAD].splitlines() if line.strip() and not _is_comment(line)), b"")
    if not _ADDRESS.fullmatch(first.decode("utf-8-sig", "replace").strip()):
        return ()
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    return tuple(dict.fromkeys(lines)) if all(map(_ADDRESS.fullmatch, lines)) else ()


def _is_comment(line: bytes) -> bool:
    return line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"#")
