"""
Is this XML, and is it safe to parse?

Feeds, sitemaps and lists of feeds come from anywhere. A document that defines entities of its own is refused: none
needs them, and a kilobyte of them can unfold to gigabytes.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from selon.errors import UnreadableContent
from selon.reading import packed

LIMIT = 50_000_000  # bytes after unpacking; the standard allows a sitemap as many


def unpacked(data: bytes) -> bytes:
    """
    Return *data*, unpacked when it is packed.

    Raises:
        SourceTooLarge: If it unfolds to more than the limit.
        UnreadableContent: If it is damaged.
    """
    return packed.unpacked(data, LIMIT, kind="XML")


def tree(data: bytes, *, kind: str) -> Element:
    """
    Return the root of the XML document *data*.

    Args:
        data: The document, packed or not.
        kind: What it should be, for the message.

    Raises:
        UnreadableContent: If it is no XML or defines entities.
    """
    from defusedxml import DefusedXmlException, ElementTree  # noqa: PLC0415 - only for XML

    try:
        root: Element = ElementTree.fromstring(unpacked(data))
    except DefusedXmlException as error:
        msg = f"the {kind} defines entities of its own, which selon does not unfold; remove its DOCTYPE"
        raise UnreadableContent(msg) from error
    except (ParseError, ValueError, LookupError) as error:
        what = "a web page, not" if looks_like_page(data) else "no"
        msg = f"this is {what} a {kind} ({error}); give the address of the {kind} itself"
        raise UnreadableContent(msg) from error
    return root


def looks_like_page(data: bytes) -> bool:
    """Tell whether *data* starts as a web page does."""
    head = data[:2000].lower()
    return b"<!doctype html" in head or b"<html" in head


def local_name(element: Element) -> str:
    """Return the tag of *element* without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
