"""
How are many pages fetched without being a burden?

What ``robots.txt`` forbids is left alone, one host is asked only every few seconds, a page is asked for only if it has
changed, and a server that is in trouble is left in peace for longer each time.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from selon.address import without_secrets
from selon.errors import FetchFailed, SourceNotFound, SourceRefused, UnreadableContent
from selon.reading.fetch import Fetched, Known, fetch

NAME = "selon"
ANYTHING = re.compile(r"text/|application/(?:[\w.+-]*xml|json|[\w.]+\+json|gzip|x-gzip|octet-stream)", re.IGNORECASE)
TRIES = 3
LONGEST_WAIT = 60.0  # seconds; who asks for more is asked again by the next command
LONGEST_SHOWN = 100  # characters of an address in a message
ENDLESS_DELAY = re.compile(r"^([ \t]*crawl-delay[ \t]*:[ \t]*)0*([1-9]\d{5})\d+", re.IGNORECASE | re.MULTILINE)
"""A delay of days: six digits of it say enough, and thousands are more than Python takes for a number."""
DELAY = 2.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""

Get = Callable[[str, Known | None], Fetched]


def get_from_network(*, allow_private: bool = False) -> Get:
    """Return the function that really fetches."""

    def get(address: str, known: Known | None) -> Fetched:
        return fetch(address, allow_private=allow_private, known=known, kinds=ANYTHING)

    return get


@dataclass
class Polite:
    """
    Fetches pages one after the other, as a good guest does.

    Args:
        get: Fetches one address.
        known: What is known of an address that was fetched before.
        delay: Seconds between two requests to one host.
        clock: Gives seconds.
        sleep: Waits for so many seconds.
    """

    get: Get
    known: Callable[[str], Known | None] = lambda _address: None
    delay: float = DELAY
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser] = field(default_factory=dict, init=False, repr=False)
    _next: dict[str, float] = field(default_factory=dict, init=False, repr=False)

    def __call__(self, address: str) -> Fetched:
        """
        Return what *address* holds.

        Raises:
            ReadingError: If it may not be fetched, or cannot be.
        """
        self._ask_robots(address)
        return self._tried(address, self.known(address))

    def _tried(self, address: str, known: Known | None) -> Fetched:
        for attempt in range(TRIES):
            self._wait(address)
            try:
                return self.get(address, known)
            except FetchFailed as error:
                last = attempt == TRIES - 1
                wait = error.wait if error.wait is not None else self.delay * 2 ** (attempt + 1)
                self._next[_host(address)] = self.clock() + min(wait, LONGEST_WAIT)
                if last or not error.is_passing or wait > LONGEST_WAIT:
                    raise
        msg = f"cannot fetch {address}"
        raise FetchFailed(msg)

    def _wait(self, address: str) -> None:
        host = _host(address)
        seconds = self._next.get(host, 0.0) - self.clock()
        if seconds > 0:
            self.sleep(seconds)
        rules = self._robots.get(host)
        asked = rules.crawl_delay(NAME) if rules else None
        self._next[host] = self.clock() + max(self.delay, min(int(asked or 0), LONGEST_WAIT))

    def _ask_robots(self, address: str) -> None:
        host = _host(address)
        if host not in self._robots:
            self._robots[host] = self._rules(host)
        if not self._robots[host].can_fetch(NAME, address):
            msg = f"the robots.txt of {host} asks not to fetch {address}; save the page in a browser, give its path"
            raise SourceRefused(msg)

    def _rules(self, host: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            answer = self._tried(f"{host}/robots.txt", None)
            rules = _parsed(answer.content.decode("utf-8", "replace"))
        except FetchFailed as error:
            if error.is_passing:
                msg = f"{host} does not say what may be fetched ({error}); try again later"
                raise FetchFailed(msg) from error
            rules.parse([])  # none to be had: nothing is forbidden
        except (SourceNotFound, UnreadableContent):
            rules.parse([])
        return rules


def _parsed(robots: str) -> RobotFileParser:
    """Return the rules of the text *robots*; one that is none is passed over, the others hold."""
    lines = ENDLESS_DELAY.sub(r"\1\2", robots).splitlines()
    rules = RobotFileParser()
    try:
        rules.parse(lines)
    except ValueError:
        rules = RobotFileParser()
        rules.parse([line for line in lines if _is_rule(line)])
    return rules


def _is_rule(line: str) -> bool:
    try:
        RobotFileParser().parse([f"User-agent: {NAME}", line])
    except ValueError:
        return False
    return True


def _host(address: str) -> str:
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
