"""
When are two addresses, texts, names or statements the same?

Everything that a ledger recognises again is recognised here. The keys depend on nothing but what was read, so that the
same article and the same software give the same keys on every machine.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selon.address import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selon.model import Article, Attribution, Speaker

# Parameters that say where a reader came from; the page is the same without them.
_TRACKING = re.compile(r"(?i)^(utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|xtor|at_(medium|campaign|source).*|igshid)$")
_PORTS = {"http": ":80", "https": ":443"}
_WORD = re.compile(r"\w+")
# Accents and vowel signs of all scripts that have them apart; twice as fast as asking for each character's class.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u1ab0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def url_key(url: str) -> str:
    """
    Return *url* as it is compared: no secrets, fragment, default port or tracking parameters, host in lower case.

    >>> url_key("HTTPS://News.example:443/a?utm_source=x&id=7#top")
    'https://news.example/a?id=7'
    """
    address = without_secrets(url).strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = parts.netloc.lower().removesuffix(_PORTS.get(parts.scheme.lower(), "\0"))
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)
    ]
    asked = urlencode(query, errors="surrogatepass")
    return urlunsplit((parts.scheme.lower(), host, parts.path or ("/" if host else ""), asked, ""))


def fold(text: str) -> str:
    """
    Return *text* without case, accents and punctuation, words one space apart.

    >>> fold("L’accord «  Évian »")
    'l accord evian'
    """
    return " ".join(_WORD.findall(_MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))))


def digest(*parts: str) -> str:
    """
    Return 13 lower-case letters and digits that stand for *parts*, the same on every machine.

    >>> digest("a", "b") == digest("a", "b") != digest("ab")
    True
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return base64.b32encode(hashlib.blake2b(joined, digest_size=8).digest()).decode().rstrip("=").lower()


def checksum(*values: object) -> int:
    """
    Return the checksum of a row of these *values*, 64 bits of BLAKE2b as a signed number.

    Columns that are added later, and hold nothing yet, stand at the end and do not change it.

    >>> checksum(1, "a", None) == checksum(1, "a") != checksum(1, b"a")
    True
    """
    end = len(values)
    while end and values[end - 1] is None:
        end -= 1
    # ascii, and not repr, which spells signs as the Unicode of this Python has them.
    digest = hashlib.blake2b(ascii(values[:end]).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def number(*parts: str) -> int:
    """Return a whole number of 63 bits that stands for *parts*, the same on every machine."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest(), "big") >> 1


def text_key(text: str) -> str:
    """
    Return the key of a text's words: two texts that differ by case, accents, spacing or punctuation alone share it.

    >>> text_key("Il a dit « oui ».") == text_key("Il a dit “oui”")
    True
    """
    words = fold(text) or text  # a text without words is the same only when its signs are
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def text_hash(text: str) -> str:
    """Return the SHA-256 of *text* itself."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_key(article: Article) -> str:
    """Return what identifies *article*: its address, or its words when it has none."""
    return url_key(article.url) if article.url else f"text:{text_key(article.text)}"


def article_id(address: str) -> str:
    """Return the id that the article at *address* has in every ledger."""
    return digest("article", url_key(address))


def speaker_key(speaker: Speaker) -> str:
    """
    Return what identifies *speaker* across articles: what the name is linked to, or else the name without accents.

    >>> from selon.model import Speaker
    >>> speaker_key(Speaker("Pékin", "state", "iso3166:CN")), speaker_key(Speaker("Zoé Le Gall"))
    ('iso3166:CN', 'zoe le gall')
    """
    return speaker.identifier or fold(speaker.name) or speaker.name


def statement_ids(key: str, article: Article) -> list[str]:
    """
    Return the id of each attribution of *article*.

    An id stands for the article, the words of source, cue and content, and – where the same words come twice – how many
    times they came before. It does not depend on offsets or labels: a statement keeps its id when another paragraph of
    its article changes and when new rules label it otherwise.

    Args:
        key: What identifies the article, as :func:`article_key` gives it.
        article: The article as read.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    ids = []
    for attribution in article.attributions:
        words = _words(article, attribution)
        ids.append(digest(key, *words, str(seen[words])))
        seen[words] += 1
    return ids


def statement_id(key: str, article: Article, attribution: Attribution, before: int) -> str:
    """Return the id of *attribution*, whose words come *before* times before it in *article*."""
    return digest(key, *_words(article, attribution), str(before))


def _words(article: Article, attribution: Attribution) -> tuple[str, ...]:
    parts = (attribution.source, attribution.cue, attribution.content)
    return tuple(article.words(spans, joint="\x1e") for spans in parts)


def tokens(text: str) -> list[str]:
    """Return the words of *text* without case and accents."""
    return fold(text).split()


def shingles(words: Iterable[str], *, size: int = 4) -> set[str]:
    """
    Return every run of *size* words; the whole when there are fewer.

    >>> sorted(shingles("a b c".split(), size=2))
    ['a b', 'b c']
    """
    row = list(words)
    return {" ".join(row[i : i + size]) for i in range(max(1, len(row) - size + 1))} if row else set()
