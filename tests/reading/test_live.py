"""
Has each entry of a live page one time, and do all count by one clock?
"""

from __future__ import annotations

import json

import pytest

from selon.reading import read_html

TITLE = "Direct : la crue de l’Orvanne"
HOURS = (11, 10, 9)


def opened(entries: list[str], *, head: str = "", own: str = "") -> list[str]:
    """Return the times that open the entries of a live page; *own* is the page's own date."""
    meta = f'<meta property="article:published_time" content="{own}">' if own else ""
    feed = f"<div>{''.join(entries)}</div>"
    page = f'<html lang="fr"><head>{meta}{head}</head><body><main><h1>{TITLE}</h1>{feed}</main></body>'
    return [passage.opens_entry.isoformat() for passage in read_html(page).passages if passage.opens_entry]


def entry(hour: int, time: str, after: str = "") -> str:
    """Return an entry with *time* above it and *after* below."""
    words = f"À {hour} heures, la préfète a dit que l’eau baissait d’un centimètre par heure dans le bourg."
    return f'<article class="post"><header>{time}</header><div><p>{words}</p></div>{after}</article>'


def at(hour: int, zone: str = "+01:00", *, shown: str = "", names: str = "") -> str:
    """Return a ``time`` element for *hour* and forty minutes."""
    return f'<time {names} datetime="2026-02-07T{hour:02}:40:00{zone}">{shown or f"{hour}h40"}</time>'


LOCAL = [f"2026-02-07T{hour:02}:40:00+01:00" for hour in HOURS]


@pytest.mark.parametrize(
    "times",
    [
        [at(h) for h in HOURS],
        [f"{at(h)} <span>Mis à jour à</span> {at(h + 1)}" for h in HOURS],
        [f"<span>Mis à jour à {at(h + 1)}</span> <span>Publié à {at(h)}</span>" for h in HOURS],
        [
            f"{at(h + 1, names=chr(105) + 'temprop=dateModified')} {at(h, names='itemprop=datePublished')}"
            for h in HOURS
        ],
        [f"{at(h)}<a href='#'>{at(h)}</a>" for h in HOURS],
        [f'{at(h)}<blockquote class="twitter-tweet"><p>Vu.</p>{at(h - 3)}</blockquote>' for h in HOURS],
    ],
)
def test_an_entry_has_one_time(times: list[str]) -> None:
    """
    That of its publication, whatever other times stand in it: of a change, of a copy, of an embedded post.
    """
    assert opened([entry(hour, time) for hour, time in zip(HOURS, times, strict=True)]) == LOCAL


def test_the_time_of_an_embedded_post_is_not_the_entry_s() -> None:
    """
    It may stand before the entry's own.
    """
    post = '<blockquote class="twitter-tweet"><p>Vu.</p>{}</blockquote>'
    assert opened([entry(h, post.format(at(h - 3)) + at(h)) for h in HOURS]) == LOCAL


@pytest.mark.parametrize(
    ("times", "own"),
    [
        ([at(h - 1, "Z") for h in HOURS], "2026-02-07T07:02:00+01:00"),
        ([at(h - 1, "Z", shown=f"{h}:40") for h in HOURS], ""),
        ([at(h - 1, "Z", shown=f"{h}:40 a.m.") for h in HOURS], ""),
        ([at(10, "Z"), at(10), at(9)], ""),
        ([at(11, ""), at(10), at(9)], ""),
        ([at(h, "") for h in HOURS], "2026-02-07T07:02:00+01:00"),
        ([f'<time datetime="2026-02-07">{h}h40</time>' for h in HOURS], "2026-02-07T07:02:00+01:00"),
    ],
)
def test_all_entries_count_by_the_page_s_clock(times: list[str], own: str) -> None:
    """
    Times in UTC and times without an offset are those of the clock that the page shows or declares.
    """
    assert opened([entry(hour, time) for hour, time in zip(HOURS, times, strict=True)], own=own) == LOCAL


@pytest.mark.parametrize(
    ("zones", "own"),
    [(["Z", "Z", "Z"], ""), (["", "", ""], ""), (["", "", ""], "2026-02-07"), (["+01:00", "", "-05:00"], "")],
)
def test_a_clock_is_not_guessed(zones: list[str], own: str) -> None:
    """
    Where the page names no clock, or two, each time stays as it is written.
    """
    times = [at(hour, zone, shown="lire") for hour, zone in zip(HOURS, zones, strict=True)]
    expected = [f"2026-02-07T{h:02}:40:00{z.replace('Z', '+00:00')}" for h, z in zip(HOURS, zones, strict=True)]
    assert opened([entry(hour, time) for hour, time in zip(HOURS, times, strict=True)], own=own) == expected


def test_declared_entries_count_by_the_page_s_clock() -> None:
    """
    Entries of the JSON-LD in UTC are told by the clock of the page's own date.
    """
    words = [f"À {hour} heures, la préfète a dit que l’eau baissait d’un centimètre par heure." for hour in HOURS]
    updates = [
        {"@type": "BlogPosting", "datePublished": f"2026-02-07T{hour - 1:02}:40:00Z", "articleBody": text}
        for hour, text in zip(HOURS, words, strict=True)
    ]
    told = {
        "@type": "LiveBlogPosting",
        "headline": TITLE,
        "liveBlogUpdate": updates,
        "datePublished": "2026-02-07T07:02:00+01:00",
    }
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    assert opened([f"<section><p>{text}</p></section>" for text in words], head=head) == LOCAL


def test_days_set_apart_are_one_feed() -> None:
    """
    Entries that stand under the heading of their day keep their own times.
    """
    days = [
        f"<section><h2>Jour {n}</h2>{''.join(entry(h, at(h)) for h in part)}</section>"
        for n, part in enumerate((HOURS, (8, 7, 6)))
    ]
    assert opened(days)[:3] == LOCAL
    assert len(opened(days)) == 2 * len(HOURS)
