"""
Which field of somebody's record is the text, which the title?

Collections of articles name their fields as their makers liked. The names that are understood are listed here, for JSON
Lines, Parquet and CSV alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from selon.errors import UnreadableContent
from selon.model import Article
from selon.reading.page import read_html
from selon.reading.plain import read_plain

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "article_text", "texte"),
    "html": ("html", "raw_html", "page"),
    "title": ("title", "headline", "titre"),
    "url": ("url", "link", "uri", "source_url", "permalink"),
    "outlet": ("outlet", "source", "publication", "publisher", "site", "sitename", "source_domain", "media", "journal"),
    "byline": ("byline", "author", "authors", "auteur"),
    "published": ("published", "date", "date_publish", "published_at", "publish_date", "pubdate", "publication_date"),
    "language": ("language", "lang", "langue"),
}
"""For each property of an article, the field names that mean it, the surest first."""


def read_fields(record: Mapping[str, Any], *, lang: str | None = None) -> Article:
    """
    Return the article of *record*.

    Raises:
        UnreadableContent: If no field holds a text or a page.
    """
    lower = {str(name).lower(): value for name, value in record.items()}
    given = {name: _text(_first(lower, names)) for name, names in NAMES.items() if name != "published"}
    language = lang or (given["language"] or "").lower()[:2] or None
    published = _moment(_first(lower, NAMES["published"]))
    if given["text"]:
        return read_plain(
            given["text"],
            lang=language,
            published=published,
            title=given["title"],
            outlet=given["outlet"],
            byline=given["byline"],
            url=given["url"],
        )
    if given["html"]:
        return read_html(given["html"], url=given["url"], lang=language)
    known = ", ".join(NAMES["text"] + NAMES["html"])
    msg = (
        f"no text in the record with the fields {', '.join(map(str, record))[:200]}; one of these must hold it: {known}"
    )
    raise UnreadableContent(msg)


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:  # noqa: ANN401 - whatever the record holds
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), None)


def _text(value: Any) -> str | None:  # noqa: ANN401 - whatever the record holds
    if isinstance(value, str):
        return value.strip("\ufeff") if value.strip() else None
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, Mapping):
        return _text(value.get("name") or value.get("title"))
    return None


def _moment(value: Any) -> date | datetime | None:  # noqa: ANN401 - whatever the record holds
    if isinstance(value, datetime | date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value, UTC)
        except (ValueError, OverflowError, OSError):
            return None
    return _written_moment(value.strip()) if isinstance(value, str) else None


def _written_moment(text: str) -> date | datetime | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2022-03-13") else datetime.fromisoformat(text)
    except ValueError:
        from dateutil import parser  # noqa: PLC0415 - only for dates that are not ISO 8601

    try:
        found: datetime = parser.parse(text)
    except (ValueError, OverflowError):
        return None
    return found if ":" in text else found.date()
