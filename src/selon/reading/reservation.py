"""
Does whoever publishes a page reserve text and data mining?

As the Text and Data Mining Reservation Protocol of a W3C community group has it: in ``/.well-known/tdmrep.json``, in the
headers of an answer, in the page; each is more specific than the one before. Beside it counts *noai* for robots, in
the page or a header. What says that a page is not to be found or kept by a search engine (*noindex*, *noarchive*) is
about something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from selon.model import Article

ROBOT = "selon"
NO_MINING = frozenset(("noai", "noml"))
"""Words for robots that ask not to be mined; *noimageai* is about images, which selon does not read."""

FILE = "/.well-known/tdmrep.json"
# What robots are told with a colon, which is no name of a robot.
_VALUED = frozenset(("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"))
_META = re.compile(r"<[Mm][Ee][Tt][Aa]\b([^>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^>\"']*+)*+)>")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# A page says such things in its head, which is not longer.
_HEAD = 500_000
_END_OF_HEAD = re.compile(r"</(?:head|HEAD)\s*>")
_MOST_RULES = 1_000
_ENCODED = re.compile(r"%([0-9a-f]{2})", re.IGNORECASE)
_UNRESERVED = re.compile(r"[\w.~-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reservation:
    """
    What was said of mining a page.

    Attributes:
        mining: Whether mining is reserved by TDMRep; None where nothing is said.
        told: Who says so, in words.
        policy: Address of the conditions.
        no_ai: Who asks robots for no artificial intelligence, in words; empty where nobody does.
    """

    mining: bool | None = None
    told: str = ""
    policy: str | None = None
    no_ai: str = ""

    def under(self, specific: Reservation) -> Reservation:
        """Return what holds when *specific* is said as well, of the page alone and not of all pages."""
        chosen = self if specific.mining is None else specific
        return Reservation(chosen.mining, chosen.told, chosen.policy, self.no_ai or specific.no_ai)

    @property
    def reason(self) -> str | None:
        """Why the page is not to be mined, None when nothing forbids it."""
        if self.mining:
            where = f"; its conditions: {self.policy}" if self.policy else ""
            return f"text and data mining is reserved ({self.told}{where})"
        return f"robots are asked for no artificial intelligence ({self.no_ai})" if self.no_ai else None


RESERVED = "whoever publishes the page does not want it to be mined: "
"""How the warning begins that an article has of it."""

UNSAID = Reservation()
"""What holds where nothing is said."""


def in_headers(headers: Mapping[str, str]) -> Reservation:
    """
    Return what the *headers* of an answer say, whose names are in small letters.

    >>> in_headers({"tdm-reservation": "1"}).reason
    'text and data mining is reserved (header tdm-reservation: 1)'
    """
    mining = _number(headers.get("tdm-reservation", "").split("\n")[-1])
    words = (word for line in headers.get("x-robots-tag", "").split("\n") for word in _for_us(line))
    word = next((word for word in words if word in NO_MINING), None)
    return Reservation(
        mining,
        f"header tdm-reservation: {int(mining)}" if mining is not None else "",
        headers.get("tdm-policy") or None,
        f"header X-Robots-Tag: {word}" if word else "",
    )


def in_page(page: str) -> Reservation:
    """
    Return what a *page* says of itself.

    >>> in_page('<meta name="robots" content="noai, noimageai">').reason
    'robots are asked for no artificial intelligence (meta robots: noai)'
    """
    end = _END_OF_HEAD.search(page, 0, _HEAD)
    head = page[: end.start() if end else _HEAD]
    said = "\n".join(element[1] for element in _META.finditer(head)).lower()
    if "tdm-" not in said and not any(word in said for word in NO_MINING):
        return UNSAID
    mining: bool | None = None
    policy = None
    no_ai = ""
    for name, content in _metas(_HIDDEN.sub("", head)):
        if name == "tdm-reservation" and mining is None:
            mining = _number(content)
        elif name == "tdm-policy":
            policy = policy or content.strip() or None
        elif name in ("robots", ROBOT):
            word = next((word for word in re.split(r"[\s,;]+", content.lower()) if word in NO_MINING), None)
            no_ai = no_ai or (f"meta {name}: {word}" if word else "")
    return Reservation(mining, f"meta tdm-reservation: {int(mining)}" if mining is not None else "", policy, no_ai)


def _metas(head: str) -> Iterator[tuple[str, str]]:
    for element in _META.finditer(head):
        given = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(element[1])}
        yield (given.get("name") or given.get("property", "")).strip().lower(), given.get("content", "")


def _number(written: object) -> bool | None:
    return {"0": False, "1": True}.get(str(written).strip()) if not isinstance(written, bool) else None


def _for_us(line: str) -> Iterator[str]:
    """Yield the words of a header X-Robots-Tag that are meant for every robot, or for this one."""
    robot = "*"
    for part in line.lower().split(","):
        before, colon, after = part.partition(":")
        if colon and before.strip() not in _VALUED:
            robot, part = before.strip(), after  # noqa: PLW2901 - what follows the name
        if robot in ("*", ROBOT):
            yield part.strip()


Rule = tuple[str, Reservation]
"""A pattern of paths, and what holds for them."""


def in_file(content: bytes) -> tuple[Rule, ...]:
    """Return the rules of the file of a host; none where it is damaged, which the protocol takes for no file."""
    try:
        found: Any = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ()
    rules = []
    for rule in (found if isinstance(found, list) else [found])[:_MOST_RULES]:
        location = rule.get("location") if isinstance(rule, dict) else None
        if isinstance(location, str):
            mining, policy = _number(rule.get("tdm-reservation")), rule.get("tdm-policy")
            told = f"{FILE}: {location[:100]}"
            rules.append((_plain(location), Reservation(mining, told, policy if isinstance(policy, str) else None)))
    return tuple(rules)


def of_address(rules: tuple[Rule, ...], address: str) -> Reservation:
    """Return what the *rules* of its host say of an *address*: the first that matches is the most specific."""
    parts = urlsplit(address)
    path = _plain((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    return next((reservation for pattern, reservation in rules if _matches(pattern, path)), UNSAID)


def _plain(path: str) -> str:
    """Return *path* with those characters as they are that need no code."""

    def plain(code: re.Match[str]) -> str:
        character = chr(int(code[1], 16))
        return character if _UNRESERVED.fullmatch(character) else code[0].upper()

    return _ENCODED.sub(plain, path)


def _matches(pattern: str, path: str) -> bool:
    """Tell whether *path* begins as *pattern* says, in which ``*`` is anything and ``$`` at its end the end."""
    is_whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest, start=1):
        if is_whole and number == len(rest):
            return len(path) - len(part) >= at and path.endswith(part)
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not is_whole or at == len(path)


def with_reservation(article: Article, said: Reservation) -> Article:
    """Return *article* with a warning of what was *said* of mining its page."""
    if not said.reason:
        return article
    return replace(article, warnings=(*article.warnings, RESERVED + said.reason))


def reason_in(warnings: Iterable[str]) -> str | None:
    """Return why a page is not to be mined, by its *warnings*; None where none of them says so."""
    return next((warning.removeprefix(RESERVED) for warning in warnings if warning.startswith(RESERVED)), None)
