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

from selon.errors import FetchFailed, HostResting, ReadingError, SourceRefused
from selon.intake.hosts import NAME, ROBOTS, ROBOTS_BYTES, Host, host_of, rules_of
from selon.reading import reservation
from selon.reading.encoding import MAX_BYTES
from selon.reading.fetch import TIMEOUT, Fetched, Known, fetch

ANYTHING = re.compile(
    r"text/|application/(?:[\w.+-]*xml|json|[\w.+-]+\+json|(?:x-)?(?:gzip|bzip2|xz)|zstd|zip|octet-stream)",
    re.IGNORECASE,
)
ANY_KIND = re.compile("")
TRIES = 3
LONGEST_WAIT = 60.0
"""Seconds; who asks to be left alone for longer is asked again by the next command."""

DELAY = 2.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""

LONGEST_KNOWN = 24 * 60 * 60.0
"""Seconds for which a robots.txt holds, by RFC 9309."""

LARGEST_RULES = 1_000_000  # bytes of what a host reserves

Get = Callable[[str, Known | None], Fetched]


def get_from_network(*, allow_private: bool = False, timeout: float = TIMEOUT) -> Get:
    """Return the function that really fetches."""

    def get(address: str, known: Known | None) -> Fetched:
        name = host_of(address)
        is_robots, is_mining = address == name + ROBOTS, address == name + reservation.FILE
        return fetch(
            address,
            allow_private=allow_private,
            timeout=timeout,
            max_bytes=ROBOTS_BYTES if is_robots else LARGEST_RULES if is_mining else MAX_BYTES,
            is_cut=is_robots,
            known=known,
            kinds=ANY_KIND if is_robots or is_mining else ANYTHING,
        )

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
    _hosts: dict[str, Host] = field(default_factory=dict, init=False, repr=False)
    _cycle: int = field(default=0, init=False, repr=False)

    def __call__(self, address: str) -> Fetched:
        """
        Return what *address* holds.

        Raises:
            ReadingError: If it may not be fetched, or cannot be.
        """
        name = host_of(address)
        host = self._hosts.setdefault(name, Host(name))
        self._check_rest(host)
        if host.refused and host.refused_in == self._cycle:
            raise SourceRefused(host.refused)
        if host.robots is None or self.clock() - host.robots_at > LONGEST_KNOWN:
            self._ask_rules(host)
        if host.robots is not None and not host.robots.can_fetch(address, NAME):
            msg = f"the robots.txt of {name} asks not to fetch {address}; save the page in a browser, give its path"
            raise SourceRefused(msg)
        page = self._tried(host, address, self.known(address))
        return page._replace(reservation=reservation.of_address(host.mining, address).under(page.reservation))

    def begin_cycle(self) -> None:
        """Begin another look at the same sources: a host that rested for one cycle is asked again."""
        self._cycle += 1

    def _check_rest(self, host: Host) -> None:
        left = host.rests_until - self._cycle
        if left > 0:
            until = "the next command or cycle asks again" if left == 1 else f"it is asked again in {left} cycles"
            msg = f"{host.why} and is left in peace; {until}"
            raise HostResting(msg, is_passing=True)

    def _tried(self, host: Host, address: str, known: Known | None, *, tries: int = TRIES) -> Fetched:
        for attempt in range(tries):
            self._wait(host)
            try:
                page = self.get(address, known)
            except FetchFailed as error:
                if not (error.is_passing or error.is_unreached):
                    host.has_answered()
                    raise
                host.has_failed(self._cycle, str(error))
                wait = error.wait if error.wait is not None else self.delay * 2 ** (attempt + 1)
                is_last = attempt == tries - 1 or error.is_unreached or wait > LONGEST_WAIT
                if is_last or host.rests_until > self._cycle:
                    raise
                host.free_at = self.clock() + wait
            except ReadingError:
                host.has_answered()
                raise
            else:
                host.has_answered()
                return page
        msg = f"cannot fetch {address}"
        raise FetchFailed(msg)

    def _wait(self, host: Host) -> None:
        seconds = host.free_at - self.clock()
        if seconds > 0:
            self.sleep(seconds)
        host.free_at = self.clock() + host.delay(self.delay, LONGEST_WAIT)

    def _ask_rules(self, host: Host) -> None:
        """
        Ask what may be fetched, and what may be mined.

        Raises:
            HostResting: If the host cannot be asked, which forbids everything for this cycle.
        """
        try:
            robots = self._tried(host, host.name + ROBOTS, None).content
        except SourceRefused as error:
            host.refused, host.refused_in = str(error), self._cycle
            raise
        except FetchFailed as error:
            if error.is_passing or error.is_unreached:
                host.give_up(self._cycle, f"{host.name} does not say what may be fetched ({error})")
                self._check_rest(host)
            robots = b""  # none to be had: nothing is forbidden
        except ReadingError:
            robots = b""
        host.robots, host.robots_at = rules_of(robots), self.clock()
        try:
            host.mining = reservation.in_file(self._tried(host, host.name + reservation.FILE, None, tries=1).content)
        except ReadingError:
            host.mining = ()  # by the protocol, a host without the file says nothing
