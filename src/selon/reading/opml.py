"""
Which feeds does an OPML list name?
"""

from __future__ import annotations

import re

from selon.address import completed
from selon.errors import UnreadableContent
from selon.reading.markup import local_name, tree

# feed://a.example/rss, feed:https://a.example/rss: how readers of feeds are told to open one.
_FEED_SCHEME = re.compile(r"^feed:(?=(https?:)?//)", re.IGNORECASE)


def read_opml(data: bytes, *, url: str | None = None) -> tuple[str, ...]:
    """
    Return the addresses of the feeds that the list *data* names, in its order, each once.

    Args:
        data: The list, packed or not.
        url: Its own address, which relative addresses are completed from.

    Raises:
        UnreadableContent: If it is no OPML.

    >>> read_opml(b'<opml><body><outline text="A"><outline xmlUrl="https://a.example/rss"/></outline></body></opml>')
    ('https://a.example/rss',)
    """
    root = tree(data, kind="list of feeds")
    if local_name(root) != "opml":
        msg = f"this is no list of feeds but <{local_name(root)}>; give an OPML file"
        raise UnreadableContent(msg)
    found: dict[str, None] = {}
    for outline in root.iter():
        if local_name(outline) == "outline":
            address = next((v.strip() for k, v in outline.attrib.items() if k.lower() == "xmlurl" and v.strip()), None)
            if address:
                address = _FEED_SCHEME.sub(lambda match: "" if match[1] else "http:", address)
                found.setdefault(completed(url, address))
    return tuple(found)
