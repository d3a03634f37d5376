"""
What does a host allow, and how is it doing?

Its ``robots.txt`` by RFC 9309, what it reserves from mining, when it may be asked again, and whether it rests because it
has failed too often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selon.address import without_secrets
from selon.errors import SourceRefused

if TYPE_CHECKING:
    from protego import Protego

    from selon.reading.reservation import Rule

NAME = "selon"
ROBOTS = "/robots.txt"
ROBOTS_BYTES = 500 * 1024
"""What is read of a robots.txt: as much as RFC 9309 asks for at least."""

FAILURES = 5
"""Requests in a row that a host may fail before it rests."""

LONGEST_REST = 32
"""Cycles that a host rests at most; at the usual 15 minutes, eight hours."""

ENDLESS_DELAY = re.compile(r"^([ \t]*crawl-delay[ \t]*:[ \t]*)0*([1-9]\d{5})\d+", re.IGNORECASE | re.MULTILINE)
"""A delay of days: six digits of it say enough, and thousands are more than a number can have."""

LONGEST_SHOWN = 100  # characters of an address in a message


@dataclass
class Host:
    """
    What is known of a host.

    Attributes:
        name: Scheme and host.
        free_at: When it may be asked again, in seconds of the clock.
        robots: The rules of its robots.txt, None while they are not known.
        robots_at: When they were asked for.
        mining: What it says of mining its pages.
        refused: Why it is not to be asked at all.
        refused_in: The cycle in which that was found.
        failures: How many requests it has failed in a row.
        times: How many cycles in a row it was given up.
        rests_until: The first cycle in which it is asked again.
        why: What was wrong when it was given up.
    """

    name: str
    free_at: float = 0.0
    robots: Protego | None = None
    robots_at: float = 0.0
    mining: tuple[Rule, ...] = ()
    refused: str = ""
    refused_in: int = 0
    failures: int = 0
    times: int = 0
    rests_until: int = 0
    why: str = ""

    def has_answered(self) -> None:
        """Note that the host is well."""
        self.failures = self.times = 0

    def has_failed(self, cycle: int, why: str) -> None:
        """Note a failed request; after too many, the host rests."""
        self.failures += 1
        if self.failures >= FAILURES:
            self.give_up(cycle, f"{self.name} failed {self.failures} times in a row ({why})")

    def give_up(self, cycle: int, why: str) -> None:
        """Let the host rest for the rest of *cycle*, and longer each time in a row."""
        self.rests_until = cycle + min(2**self.times, LONGEST_REST)
        self.times += 1
        self.failures = 0
        self.why = why

    def delay(self, usual: float, longest: float) -> float:
        """Return the seconds between two requests: what the host asks for, or else as *usual*."""
        asked = self.robots.crawl_delay(NAME) if self.robots else None
        return max(usual, min(asked, longest)) if asked and asked > 0 else usual


def rules_of(robots: bytes) -> Protego:
    """Return the rules of a robots.txt; what is no line of it is passed over, half a line at a cut included."""
    from protego import Protego  # noqa: PLC0415 - only for pages on the web

    if len(robots) >= ROBOTS_BYTES:
        robots = robots[:ROBOTS_BYTES]
        robots = robots[: max(robots.rfind(b"\n"), robots.rfind(b"\r")) + 1]
    lines = ENDLESS_DELAY.sub(r"\1\2", robots.decode("utf-8-sig", "replace").replace("\0", "")).splitlines()
    try:
        return Protego.parse("\n".join(lines))
    except Exception:  # noqa: BLE001 - whatever a line makes a parser fail with
        return Protego.parse("\n".join(line for line in lines if _is_rule(line)))


def _is_rule(line: str) -> bool:
    from protego import Protego  # noqa: PLC0415

    try:
        Protego.parse(f"User-agent: {NAME}\n{line}")
    except Exception:  # noqa: BLE001 - likewise
        return False
    return True


def host_of(address: str) -> str:
    """
    Return scheme and host of *address*.

    Raises:
        SourceRefused: If it is none that could be fetched.
    """
    shown = address.rpartition("@")[2][:LONGEST_SHOWN]  # whatever stands before the sign may be a password
    try:
        address.encode()  # half of a surrogate pair cannot be asked for
        parts = urlsplit(address)
    except ValueError as error:
        msg = f"{shown!r} is no address: {error}; write it as https://host/path"
        raise SourceRefused(msg) from error
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        msg = f"{shown!r} is no address of a page; write it as https://host/path"
        raise SourceRefused(msg)
    if "@" in parts.netloc:
        msg = f"{without_secrets(address)!r} was given with a user name or password, which is not sent; give it without"
        raise SourceRefused(msg)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"
