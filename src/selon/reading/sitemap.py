"""
Which pages does a sitemap list?
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.errors import UnreadableContent
from selon.reading.markup import local_name, tree


@dataclass(frozen=True, slots=True)
class Sitemap:
    """
    What a sitemap lists.

    Attributes:
        pages: Addresses of pages with the date of their last change as written, None where it gives none.
        sitemaps: Addresses of further sitemaps.
    """

    pages: tuple[tuple[str, str | None], ...]
    sitemaps: tuple[str, ...]


def read_sitemap(data: bytes) -> Sitemap:
    """
    Return what the sitemap *data* lists, in its order, each address once.

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
    for entry in root:
        address = changed = None
        for part in entry.iter():
            text = (part.text or "").strip()
            if local_name(part) == "loc" and address is None:
                address = text
            elif local_name(part) in ("publication_date", "lastmod") and text:
                changed = changed or text
        if address and local_name(entry) == "sitemap":
            sitemaps.setdefault(address)
        elif address:
            pages.setdefault(address, changed)
    return Sitemap(tuple(pages.items()), tuple(sitemaps))
