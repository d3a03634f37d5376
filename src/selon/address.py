"""
Which part of an address is a secret?

The user name and the password before the host, and the values of parameters such as *token*, *api_key* or *signature*:
whoever has them gets in. They are needed to fetch a page; nothing that is kept or printed holds them. Everything that
does – articles, sources, failures, errors – passes its addresses through here when it is made, so that nobody has to
think of it afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, unquote_plus, urljoin

HIDDEN = "…"
"""What stands in place of a secret value."""

LONGEST = 8000
"""Characters of an address or a message that are kept: no server accepts a longer one, and nobody reads it."""

# What opens the part of an address that names the host: slashes either way, unless they are inside of a path, or the
# name of a protocol alone, which browsers take for as much.
_OPENING = (
    r"(?P<opening>(?:(?<![\w/\\.~-])|(?<=\\[nrt]))[/\\]{2,}\s*"
    r"|\b(?:https?|ftps?|wss?|feed)\s*:[\s/\\]*|\b[a-z][a-z0-9+.-]{1,20}\s*:[/\\]\s*)"
)
_NO_PORT = r"(?!\d{0,5}(?:[\s/?#\\'\",;)\]]|$))"
_LOGIN = re.compile(
    # As it should be: everything before the last @ of the host's part, which may be written %40.
    rf"{_OPENING}(?:(?:[^\s/?#\\@:]*(?::(?!\d+\s)[^/?#\\@]*)?(?:@|%40))+"
    # A password with a slash or the like in it: what follows the colon is no port.
    rf"|(?!\[)[^\s/?#\\@:]*:{_NO_PORT}\S*(?:@|%40))",
    re.IGNORECASE,
)
# In an address that stands alone, blanks are part of the name or the password.
_LOGIN_WITH_BLANKS = re.compile(r"(?P<opening>\A[^/\\]*[/\\]+)[^/\\?#]*(?:@|%40)", re.IGNORECASE)
# A login whose host is missing.
_BROKEN_LOGIN = re.compile(rf"{_OPENING}(?P<name>(?!\[)[^\s/?#\\@:\[\]]+:){_NO_PORT}[^\s/?#\\'\"]+", re.IGNORECASE)
# A login as one types it, without a protocol. What looks like one behind mailto: and its like is an address of another
# kind.
_BARE_LOGIN = re.compile(
    r"(?<![^\s'\"(<])(?!(?:mailto|acct|tag|sips?|xmpp|[mc]id):)"
    r"[^\s/\\:@?#'\"(<]+:[^\s/\\@'\"]+@(?=\[|[\w.-]+\.\w|localhost\b)",
    re.IGNORECASE,
)
_IS_ADDRESS = re.compile(
    r"[\s<\"'(]*(?:(?:[a-z][a-z0-9+.\s-]{1,20}:){1,3}\s*[/\\]|https?:|[/\\]{2}"
    r"|(?:(?:[\w-]+\.)+[a-z]{2,}|localhost|\d+(?:\.\d+){3}|\[[\da-f:.]+\])(?::\d+)?[/?#;])",
    re.IGNORECASE,
)
_MARKS = "\"'),.:;]"
_BETWEEN = re.compile(r"([&#]|[;?](?=[^=&;?#/]+=))")

# Names are compared without case, marks, accents and trailing figures: access_token, accessToken and X-Access-Token[0]
# are one.
_SECRET = re.compile(
    r"token|jeton|motdepasse|passw(?:or)?d|passphrase|passcode|passkey|apikey|accesskey|signature|credential|authori[sz]ation|sess(?:ion)?id"
    r"|(?:secret|pwd|jwt|bearer|hmac|nonce|otp|cookie|csrf|xsrf)$"
    r"|(?:auth|secret|private|shared|subscription|app|client|consumer|licen[sc]e|user|account|security|session)key$"
    r"|(?:feed|rss)key$|^mdp$|cleapi$|(?:auth|access|login)code$|^hdn(?:ts|ea)$"
    r"|(?:oauth|api|request|url)sig$"
    r"|^(?:auth|userauth|httpauth|pass|userpass|pw|pin|sig|tok|samlresponse|assertion|unlockedarticlecode)$"
)
# Sites number their pages under these names as well, and countries have codes.
_PERHAPS = re.compile(r"^(?:key|clef?|sid|session|code|hash|ticket)$")
_NUMBER = re.compile(r"\d[\d./:-]{0,15}|[a-z]{2,3}(?:[_-](?:[a-z]{2,4}|\d{1,3}))?", re.IGNORECASE)
DEEPEST = 3
"""Addresses within addresses within addresses that are looked into."""


def without_secrets(address: str) -> str:
    """
    Return *address* without user name and password, and with ``…`` for the value of each secret parameter.

    An address that holds no secret comes back as it is, and so does the path of a file. Two pages that differ in their
    secret alone are the same from then on. *key*, *sid*, *session*, *ticket*, *code* and *hash* are no secret where
    they are a number or the code of a country or language: sites count and sort their pages so.

    >>> without_secrets("https://ana:s3cret@gazette.example/a?id=7&access_token=f00")
    'https://gazette.example/a?id=7&access_token=…'
    >>> without_secrets("https://gazette.example/article.php?sid=1204#top")
    'https://gazette.example/article.php?sid=1204#top'
    """
    bare = _logged_out(address)
    return _without_values(bare) if _IS_ADDRESS.match(address) else bare


def message_without_secrets(message: str) -> str:
    """
    Return *message* with every address in it as :func:`without_secrets` gives it.

    >>> message_without_secrets("cannot fetch 'http://ana:s3cret@gazette.example/a?key=f00'; try again")
    "cannot fetch 'http://gazette.example/a?key=…'; try again"
    """
    return re.sub(r"\S+", lambda match: _word(match[0]), _BARE_LOGIN.sub("", _without_login(_cut(message))))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(HIDDEN)] + HIDDEN


def _logged_out(address: str) -> str:
    """Return *address*, which stands alone, without user name and password."""
    if _IS_ADDRESS.match(address):
        return _without_login(_LOGIN_WITH_BLANKS.sub(r"\g<opening>", _cut(address)))
    login = _BARE_LOGIN.match(address)
    return address[login.end() :] if login else address


def _without_login(text: str) -> str:
    bare = _LOGIN.sub(r"\g<opening>", text) if "@" in text or "%40" in text else text
    return _BROKEN_LOGIN.sub(rf"\g<opening>\g<name>{HIDDEN}", bare)


def _word(word: str) -> str:
    """Return a *word* of a message without secrets; the marks that the sentence sets after an address stay."""
    address = word.rstrip(_MARKS)
    if not re.search(r"[?&;#]|//", address) or not re.search("=|%3d|%40", address, re.IGNORECASE):
        return word
    return _without_values(address) + word[len(address) :]


def _without_values(address: str, depth: int = 0) -> str:
    """Return *address* with the values of its secret parameters hidden, in the path, the query and the fragment."""
    place = min(address.find(mark) % (len(address) + 1) for mark in "?#")
    # A parameter of the path ends with its step: /a;jsessionid=1f/b
    steps = re.split(r"([/;])", address[:place])
    parts = _BETWEEN.split(address[place + 1 :])
    return "".join(
        [*(_shown(step, depth) for step in steps), address[place : place + 1], *(_shown(part, depth) for part in parts)]
    )


def _shown(parameter: str, depth: int) -> str:
    """Return *parameter*, ``name=value`` or a step of a path, with its value hidden if that is a secret."""
    name, equals, value = parameter.partition("=")
    if not value:
        return _inner(name, depth) + equals
    plain = "".join(c for c in unicodedata.normalize("NFKD", unquote_plus(name)) if not unicodedata.combining(c))
    known = re.sub(r"[\W_]+|\d+\W*$", "", plain).lower()
    if _SECRET.search(known) or (_PERHAPS.search(known) and not _NUMBER.fullmatch(value)):
        return f"{name}={HIDDEN}"
    return f"{name}={_inner(value, depth)}"


def _inner(value: str, depth: int) -> str:
    """Return *value* without the secrets of what is written in it once more: another page, as redirects carry it."""
    inner = unquote(value)
    if inner == value or depth == DEEPEST:
        return value
    bare = _without_values(_logged_out(inner), depth + 1)
    return value if bare == inner else quote(bare, safe="")


def completed(base: str | None, address: str) -> str:
    """
    Return *address* as what stands at *base* means it; as it is where that makes none, which is told where it is opened.

    >>> completed("https://a.example/feed.xml", "/pont")
    'https://a.example/pont'
    """
    try:
        return urljoin(base, address) if base and address else address
    except ValueError:
        return address
