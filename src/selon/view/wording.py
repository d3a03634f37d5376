"""
In which words is a label shown to a person?
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from selon.errors import UnsupportedLanguage
from selon.lang import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from selon.model import Article, Attribution, Moment, Person, Spans, Statement

ACTS = {
    "assert": "says",
    "confirm": "confirms",
    "deny": "denies",
    "admit": "admits",
    "announce": "announces",
    "believe": "believes",
    "warn": "warns",
    "promise": "promises",
    "demand": "demands",
    "ask": "asks",
    "accuse": "accuses",
    "support": "supports",
    "decline": "declines",
}

HARD_ACTS = frozenset({"deny", "decline", "warn", "accuse"})
"""Acts that stand out from the telling and the asking, because a reader looks for them."""

DISCLOSURES = {
    "named": "named",
    "office": "institution",
    "role": "unnamed, by role",
    "proximity": "unnamed, by closeness",
    "group": "unnamed group",
    "document": "document",
    "media": "media outlet",
    "bare": "nothing to go on",
    "none": "no source given",
}

OPENING = "«“„\"‘‹'”"
CLOSING = "»”“\"’›'"
"""Marks shown around a direct quotation where the text has them; some languages open with what others close with."""


def who(article: Article, attribution: Attribution) -> str:
    """Return the speaker's name, else the source's words, else ``no one named``."""
    if attribution.speaker:
        return attribution.speaker.name
    return _source_words(article, attribution) or "no one named"


def as_written(article: Article, attribution: Attribution) -> str | None:
    """Return the words that stand for the speaker in the text; None where they are the name or there are none."""
    words = _source_words(article, attribution)
    if not words or attribution.speaker is None or words.casefold() == attribution.speaker.name.casefold():
        return None
    return words


def _source_words(article: Article, attribution: Attribution) -> str:
    """Return the source's words; those that stand twice, as around a quotation with two cues, once."""
    return " … ".join(dict.fromkeys(span.of(article.text) for span in attribution.source))


def labels(attribution: Attribution) -> tuple[str, str]:
    """Return what a reader can see of the source, and what is done by saying it; empty what was not assessed."""
    return _disclosure(attribution), ACTS[attribution.act] if attribution.act else ""


def _disclosure(attribution: Attribution) -> str:
    """Return what can be seen of the source; a state is called so, though it is disclosed as an institution is."""
    if attribution.disclosure == "office" and attribution.source_kind == "state":
        return "state"
    if attribution.disclosure is None:
        return "unresolved" if attribution.standing == "unresolved" else attribution.naming or ""
    return DISCLOSURES[attribution.disclosure]


def apart(unresolved: int, questions: int) -> str:
    """
    Return what no share of unnamed sources counts; empty when that is nothing.

    >>> apart(12, 1)
    '12 unresolved, 1 question'
    """
    asked = f"{questions:,} question{'' if questions == 1 else 's'}"
    return ", ".join((f"{unresolved:,} unresolved",) * bool(unresolved) + (asked,) * bool(questions))


def marks(attribution: Attribution) -> Iterator[str]:
    """
    Yield what qualifies the content, the usual left out: a sure, positive assertion with a named origin has none.

    A denial is negative by itself and is not marked again.
    """
    if attribution.certainty in ("probable", "possible"):
        yield attribution.certainty
    if attribution.polarity == "negative" and attribution.act != "deny":
        yield "negated"
    if "hearsay" in attribution.evidential or attribution.certainty == "reported":
        yield "hearsay"


def decided(statement: Statement) -> str:
    """Return what people decided of a statement: ``✓`` accepted, ``✗`` rejected, ``✎`` edited; empty when nothing."""
    verdict = {"accepted": "✓", "rejected": "✗", None: ""}[statement.verdict]
    return f"{verdict}{'✎' if statement.edited else ''}"


def circumstances(article: Article, attribution: Attribution) -> Iterator[tuple[str, str]]:
    """Yield what else is known of the saying, as pairs of a name and words: to whom, when, and so on."""
    for name, spans in (("to", attribution.addressee), ("through", attribution.channel)):
        if spans:
            yield name, article.words(spans, joint=", ")
    if attribution.when or attribution.said_at:
        words = article.words(attribution.when, joint=", ")
        resolved = moment_words(attribution.said_at) if attribution.said_at else ""
        yield "when", f"{words} ({resolved})" if words and resolved else words or resolved
    if attribution.anonymity:
        yield "anonymity", article.words(attribution.anonymity, joint=", ")
    if attribution.sources_claimed is not None:
        yield "sources claimed", str(attribution.sources_claimed)


def content_words(article: Article, attribution: Attribution) -> str:
    """Return the content's words; a direct quotation in the quotation marks that the text puts around it."""
    text = article.text
    if attribution.quotation != "direct" or not attribution.content:
        return article.words(attribution.content)
    return " … ".join(_marked(text, attribution.content))


def _marked(text: str, spans: Spans) -> Iterator[str]:
    for span in spans:
        start, end = span.start, span.end
        before, after = (
            text[:start].rstrip(" \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"),
            text[end : end + 2].lstrip(),
        )
        opening = text[len(before) - 1 : start] if before and before[-1] in OPENING else ""
        closing = text[end : text.index(after[0], end) + 1] if after and after[0] in CLOSING else ""
        yield f"{opening}{span.of(text)}{closing}"


def language_name(code: str | None) -> str | None:
    """Return a language's English name where selon has its data, else its code."""
    if code is None:
        return None
    try:
        return load(code).name
    except UnsupportedLanguage:
        return code


def day(moment: date | datetime) -> str:
    """
    Return a date as people write it, with the time where there is one.

    >>> from datetime import date
    >>> day(date(2022, 3, 4))
    '4 March 2022'
    """
    words = f"{moment.day} {moment:%B} {moment.year}"
    return f"{words}, {moment:%H:%M}" if isinstance(moment, datetime) else words


def moment_words(moment: Moment) -> str:
    """
    Return when something was said, as exactly as is known.

    >>> from datetime import date
    >>> from selon.model import Moment
    >>> moment_words(Moment(date(2022, 3, 1), "month"))
    'March 2022'
    """
    start = moment.start
    if moment.precision == "minute":
        return day(start)
    words = f"{start.day} {start:%B} {start.year}"
    return {"week": f"week of {words}", "month": f"{start:%B} {start.year}", "year": str(start.year)}.get(
        moment.precision,
        words,
    )


def person_words(person: Person) -> str:
    """
    Return what a table of people says of somebody beside the name, and from when to when.

    >>> from selon.model import Person
    >>> person_words(Person(name="Claire Vasselin", role="mayor", gender="woman", since="2020-07-04"))
    'mayor, woman, from 2020-07-04'
    """
    when = period(person.since, person.until) if person.since or person.until else None
    return ", ".join(filter(None, (person.role, person.party, person.gender, person.wikidata, when)))


def period(since: str | None, until: str | None) -> str:
    """
    Return the days from one to another, None for no end, in words.

    >>> period("2020-07-04", None), period("2020-07-04", "2020-07-04"), period(None, None)
    ('from 2020-07-04', 'on 2020-07-04', 'at all times')
    """
    if since is None and until is None:
        return "at all times"
    if since == until:
        return f"on {since}"
    return " ".join(filter(None, (since and f"from {since}", until and f"until {until}")))


def percent(share: float) -> str:
    """
    Return a share in whole percent; a share that is there but small is not called nothing, nor almost all called all.

    >>> percent(0.364), percent(0.001), percent(0.999)
    ('36 %', '<1 %', '>99 %')
    """
    whole = round(share * 100)
    if whole == 0 and share > 0:
        return "<1 %"
    if whole == 100 and share < 1:  # noqa: PLR2004 - all of it
        return ">99 %"
    return f"{whole} %"
