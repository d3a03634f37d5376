"""
Which field of somebody's record is the text, which the title?

Collections of articles name their fields as their makers liked. The names that are understood are listed here, for JSON
Lines, Parquet and CSV alike.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from selon.errors import UnreadableContent
from selon.model import Article
from selon.reading.language import UNSURE
from selon.reading.page import read_html
from selon.reading.plain import read_plain
from selon.reading.record_dates import record_date

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "article_text", "texte"),
    "html": ("html", "raw_html", "page"),
    "title": ("title", "headline", "titre"),
    "url": ("url", "link", "uri", "source_url", "permalink"),
    "outlet": ("outlet", "source", "publication", "publisher", "site", "sitename", "source_domain", "media", "journal"),
    "byline": ("byline", "author", "authors", "auteur"),
    "published": (
        "published",
        "date",
        "date_publish",
        "published_at",
        "publish_date",
        "pubdate",
        "publication_date",
        "date_published",
        "datepublished",
        "published_date",
        "pub_date",
        "publishedat",
        "created_at",
    ),
    "language": ("language", "lang", "langue"),
}
"""For each property of an article, the field names that mean it, the surest first."""

NOTHING = frozenset({"", "nan", "NaN", "NaT", "<NA>", "None", "null", "NULL"})
"""What programs write where they have no value; pandas above all."""

LONGEST_SHOWN = 80
"""Characters of a date that a warning repeats."""


def read_fields(record: Mapping[str, Any], *, lang: str | None = None) -> Article:
    """
    Return the article of *record*.

    Raises:
        UnreadableContent: If no field holds a text or a page.
    """
    lower = {str(name).lower(): value for name, value in record.items()}
    given = {
        name: next(filter(None, map(_text, _given(lower, names))), None)
        for name, names in NAMES.items()
        if name != "published"
    }
    tag = lang or _tag(given["language"])
    language = tag.replace("_", "-").partition("-")[0] if tag else None
    if given["text"]:
        article = read_plain(
            given["text"],
            lang=language,
            title=given["title"],
            outlet=given["outlet"],
            byline=given["byline"],
            url=given["url"],
        )
        return _dated(article, _given(lower, NAMES["published"]), tag)
    if given["html"]:
        return read_html(given["html"], url=given["url"], lang=language)
    known = ", ".join(NAMES["text"] + NAMES["html"])
    msg = (
        f"no text in the record with the fields {', '.join(map(str, record))[:200]}; one of these must hold it: {known}"
    )
    raise UnreadableContent(msg)


def _given(record: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[Any]:
    """Yield what the fields of these *names* hold, without what stands for nothing."""
    return (record[name] for name in names if not _is_absent(record.get(name)))


def _is_absent(value: Any) -> bool:  # noqa: ANN401 - whatever the record holds
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or value in ([], {}) or (isinstance(value, str) and value.strip() in NOTHING)


def _text(value: Any) -> str | None:  # noqa: ANN401 - whatever the record holds
    if isinstance(value, str):
        return value.strip("\ufeff") if value.strip() else None
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, Mapping):
        return _text(value.get("name") or value.get("title"))
    return None


def _tag(written: str | None) -> str | None:
    """
    Return the language that a record names, as a tag in small letters: a code, with its country where one is given.

    A code of three letters, or a name of the language in English, French or German, will do; None for anything else.
    """
    if not written:
        return None
    tag = written.strip().casefold().replace("_", "-")
    if re.fullmatch(r"[a-z]{2}(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)?", tag):  # en, en_GB, en_GB.UTF-8
        return tag.partition(".")[0]
    from babel import Locale  # noqa: PLC0415 - only for records that spell their language out
    from babel.core import get_global  # noqa: PLC0415

    spelled = {name.casefold(): code for one in ("de", "fr", "en") for code, name in Locale(one).languages.items()}
    code = spelled.get(tag) or get_global("language_aliases").get(tag, "")  # eng, fra, fre
    return code if len(code) == len("en") else None


def _dated(article: Article, values: Iterable[Any], tag: str | None) -> Article:
    """
    Return *article* with the first of *values* that names one day as its date, or with a warning when none does.

    The order of a date's figures is that of the language that the article is in, where that is sure.
    """
    tried = list(values)
    score = article.language_score
    order = tag or (article.language if score is None or score >= UNSURE else None)
    published = next((day for value in tried if (day := record_date(value, order))), None)
    if published is not None or not tried:
        return replace(article, published=published)
    shown = str(tried[0]) if isinstance(tried[0], str) else repr(tried[0])
    warning = f"the date {shown[:LONGEST_SHOWN]!r} names no single day and is left out; write it as 2022-03-13"
    return replace(article, warnings=(*article.warnings, warning))
