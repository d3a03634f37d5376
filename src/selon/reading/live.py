"""
Which blocks of a live page open a dated entry?

A live page is a list of short pieces, each under the time at which it went online. The page declares them in its
JSON-LD, or sets a ``time`` element into each. An entry has one time, that of its publication, and all entries of a page
count from one clock.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from selon.reading.beside import is_update
from selon.reading.blocks import Block, squeezed
from selon.reading.moments import moment
from selon.reading.zones import EMBED, zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.html import HtmlElement

# Fewer dated pieces are an article with its date, or with a date and a correction.
FEWEST = 3
MOST_TIMES = 5_000
"""No live page that people read has more entries."""
CLOCK = re.compile(r"(?<![0-9:.,/-])([0-9]{1,2})\s?[:h]\s?([0-9]{2})(?![0-9])(?:\s?([ap])\.?m)?", re.IGNORECASE)
# Clocks of the world differ by quarters of an hour, and by 14 hours at most.
QUARTER, DAY, FURTHEST = timedelta(minutes=15), timedelta(days=1), timedelta(hours=14)


class _Time(NamedTuple):
    when: datetime
    element: HtmlElement | None = None

    @property
    def shown(self) -> str:
        return " ".join(self.element.itertext()) if self.element is not None else ""


def entries(
    tree: HtmlElement,
    found: Sequence[Block],
    kept: Sequence[int],
    declared: Sequence[tuple[datetime, str]],
    published: Iterable[str] = (),
) -> Mapping[int, datetime]:
    """
    Return the blocks among *kept* that open an entry, with the entry's time; empty for an ordinary article.

    Args:
        tree: The page.
        found: Its blocks.
        kept: Positions of the article's blocks.
        declared: Time and opening words of the entries that the page declares.
        published: What the page declares as its own date: its clock is that of the entries.
    """
    opened = _marked(tree, found, kept)
    if len(opened) < FEWEST:
        opened = _declared(found, kept, declared)
    if len(opened) < FEWEST:
        return {}
    clock = _clock(list(opened.values()), published)
    return {position: _by(clock, one.when) for position, one in opened.items()}


def _clock(times: Sequence[_Time], published: Iterable[str]) -> timezone | None:
    """Return the one clock by which the page counts, None where it says nothing of it or several things."""
    offsets = {offset for one in times if (offset := one.when.utcoffset()) is not None}
    own = next((when for value in published if isinstance(when := moment(value), datetime) and when.tzinfo), None)
    local = offsets - {timedelta(0)}
    if not local and own is not None and own.utcoffset():
        local = {own.utcoffset() or timedelta(0)}
    if not local and offsets:
        # The page gives each time twice: as UTC for programs, and for readers as a clock shows it.
        shown = {_ahead(one) for one in times}
        local = {offset for offset in shown if offset is not None} if None not in shown else set()
    if not local:
        local = offsets
    return timezone(next(iter(local))) if len(local) == 1 else None


def _ahead(one: _Time) -> timedelta | None:
    """Return how far the clock that an entry shows is ahead of its time in UTC."""
    shown = _shown(one.shown)
    if shown is None or one.when.tzinfo is None:
        return None
    given = one.when.astimezone(UTC)
    ahead = timedelta(hours=shown.hour, minutes=shown.minute) - timedelta(hours=given.hour, minutes=given.minute)
    ahead = ahead - DAY if ahead > FURTHEST else ahead + DAY if ahead <= FURTHEST - DAY else ahead
    return None if ahead % QUARTER else ahead


def _shown(text: str) -> time | None:
    """Return the time of day in *text*."""
    clock = CLOCK.search(text)
    if clock is None:
        return None
    hour = int(clock[1]) % 12 + 12 * (clock[3].lower() == "p") if clock[3] else int(clock[1])
    try:
        return time(hour, int(clock[2]))
    except ValueError:
        return None


def _by(clock: timezone | None, when: datetime) -> datetime:
    """Return *when* by the page's clock; where daylight saving begins or ends there are two, and each time keeps its own."""
    if clock is None:
        return when
    if when.tzinfo is None:
        return when.replace(tzinfo=clock)
    return when.astimezone(clock)


def feed(found: Sequence[Block], chosen: Sequence[int]) -> set[int]:
    """
    Return the running text of all entries of a live page, given that those of one were *chosen*; empty for other pages.

    Entries are alike in tag and class, and each has its time. Whole articles set one below the other are none: each has
    its own first-rank heading.
    """
    first = next((found[position] for position in chosen if found[position].is_prose), None)
    for element in first.within() if first else ():
        parent = element.getparent()
        if parent is None:
            break
        beside = [other for other in parent if other.tag == element.tag and other.get("class") == element.get("class")]
        if len(beside) >= FEWEST and all(_is_entry(other) for other in beside):
            entries = set(beside)
            inside = {position for position, block in enumerate(found) if not entries.isdisjoint(block.within())}
            # The time itself, and who wrote the entry, are short lines that are no sentence.
            return {p for p in inside if found[p].is_prose or found[p].is_sentence or found[p].is_heading}
    return set()


def _is_entry(element: HtmlElement) -> bool:
    return element.find(".//time[@datetime]") is not None and element.find(".//h1") is None


def _marked(tree: HtmlElement, found: Sequence[Block], kept: Sequence[int]) -> dict[int, _Time]:
    times = [(element, when) for element in islice(tree.iter("time"), MOST_TIMES) if (when := _time(element))]
    if len(times) < FEWEST:
        return {}
    # An entry is one of the most children beside each other that have a time.
    dated: dict[HtmlElement, set[HtmlElement]] = {}
    for element, _ in times:
        child = element
        for above in element.iterancestors():
            dated.setdefault(above, set()).add(child)
            child = above
    pieces: dict[HtmlElement, _Time] = {}
    for element, when in times:
        chain = [element, *element.iterancestors()]
        most = max(range(1, len(chain)), key=lambda place: (len(dated[chain[place]]), place))
        entry = chain[most - 1]
        if len(dated[chain[most]]) < FEWEST or entry is element or any(zone(above) == EMBED for above in chain[:most]):
            continue
        if entry not in pieces and not is_update(element):
            pieces[entry] = when
    opened: dict[int, _Time] = {}
    parents: list[HtmlElement | None] = []
    seen: set[HtmlElement] = set()
    for position in kept:
        entry = next((above for above in found[position].within() if above in pieces), None)
        if entry is not None and entry not in seen:
            seen.add(entry)
            parents.append(entry.getparent())
            opened[position] = pieces[entry]
    return {
        position: one
        for (position, one), parent in zip(opened.items(), parents, strict=True)
        if parents.count(parent) >= FEWEST
    }


def _time(element: HtmlElement) -> _Time | None:
    """Return the time that *element* gives: a whole one, or a day with the clock that it shows."""
    when = moment(element.get("datetime"))
    if when and not isinstance(when, datetime) and (clock := _shown(" ".join(element.itertext()))):
        when = datetime.combine(when, clock)
    return _Time(when, element) if isinstance(when, datetime) else None


def _declared(
    found: Sequence[Block], kept: Sequence[int], declared: Sequence[tuple[datetime, str]]
) -> dict[int, _Time]:
    opened: dict[int, _Time] = {}
    for when, words in declared:
        opening = squeezed(words)[:60]
        position = next(
            (p for p in kept if p not in opened and opening and squeezed(found[p].text).startswith(opening)), None
        )
        if position is not None:
            opened[position] = _Time(when)
    return opened
