"""
Which words may the ledger not learn again, and how does a text look without them?

A veil holds hashes of the forms of forgotten names. It finds them in whatever is about to be stored and blackens them
letter for letter, so that all other offsets keep their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from selon.ledger import identity
from selon.ledger.forget import forms
from selon.ledger.forget.forms import FILLER, Form, blackened
from selon.ledger.forget.spelling import CAPITAL, LITERAL, SURE, UNSURE, core
from selon.model import Article, Attribution, Speaker, Why

if TYPE_CHECKING:
    from selon.ledger.connection import Database

HERS = frozenset({*SURE, LITERAL, "initials", "handle", "shorter"})
"""The domains of forms by which a speaker is the forgotten person; a bare surname may be a namesake's."""

_SUFFIX = re.compile(r"(?s)(.*)(#[a-z2-7]{13})")


@dataclass(frozen=True)
class Veil:
    """
    What is not to be read.

    Attributes:
        hashes: Of each form its domain and key together.
        marks: Marks of the words with which forms begin.
        has_unmarked: Whether some forms, those of older ledgers, have no mark.
    """

    hashes: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    has_unmarked: bool = False

    def __bool__(self) -> bool:
        return bool(self.hashes)

    def forms(self, text: str, *, beside: bool = False) -> list[Form]:
        """Return what of *text* is not to be read; *beside* takes it that the full name stands nearby."""
        return [form for form in self.find(text, beside=beside) if form.domain not in UNSURE]

    def find(self, text: str, *, beside: bool = False) -> list[Form]:
        """Return the same, and what a person has to judge."""
        return list(_found(self, text, beside)) if self.hashes else []

    def holds(self, domain: str, key: str) -> bool:
        """Tell whether a form is among those that are not to be read."""
        return _digest(domain, key) in self.hashes

    def blacken(self, text: str, *, beside: bool = False) -> str:
        """Return *text* with the letters of what is not to be read replaced one for one."""
        return blackened(text, self.forms(text, beside=beside))

    def address(self, text: str, *, beside: bool = False) -> str:
        """
        Return an address or source blackened, with a hash of the whole behind it: two that were apart stay apart.

        The same address gives the same again, so that it is known when it comes back.
        """
        whole = _SUFFIX.fullmatch(text) if FILLER in text else None
        base = whole[1] if whole else text
        black = self.blacken(base, beside=beside)
        if black == base:
            return text
        return black + (whole[2] if whole else f"#{identity.digest('address', text)}")

    def is_hers(self, name: str) -> bool:
        """Tell whether *name* is a forgotten person's and nobody else's."""
        return forms.is_whole(name, [form for form in self.forms(name) if form.domain in HERS])

    def has_spoken(self, source: str, speaker: str | None) -> bool:
        """
        Tell whether what *source* said is a forgotten person's.

        It is by its speaker, or by its own words where the speaker is unknown or has fewer words than they have.
        """
        if speaker is not None and self.is_hers(speaker):
            return True
        return self.is_hers(source) and len(core(speaker or "").split()) < len(core(source).split())

    def article(self, article: Article) -> Article:
        """
        Return *article* without what forgotten people said, their names blackened wherever they stand.

        The article itself comes back when it names none of them.
        """
        if not self.hashes:
            return article
        said = {
            place
            for place, attribution in enumerate(article.attributions)
            if self.has_spoken(
                article.words(attribution.source), attribution.speaker.name if attribution.speaker else None
            )
        }
        return self.cover(article, said, beside=bool(said))

    def cover(self, article: Article, said: Container[int], *, beside: bool) -> Article:
        """Return *article* without the statements whose places are *said*, everything else as in :meth:`article`."""
        kept = [place for place in range(len(article.attributions)) if place not in said]
        beside = beside or any(form.domain in SURE for form in self.forms(article.text))

        def black(text: str) -> str:
            return self.blacken(text, beside=beside)

        places = {old: new for new, old in enumerate(kept)}
        attributions = tuple(
            replace(
                self._without(article.attributions[old], black),
                parent=places.get(parent) if (parent := article.attributions[old].parent) is not None else None,
            )
            for old in kept
        )
        covered = replace(
            article,
            text=black(article.text),
            url=black(article.url) if article.url else article.url,
            outlet=black(article.outlet) if article.outlet else article.outlet,
            byline=black(article.byline) if article.byline else article.byline,
            passages=tuple(
                replace(one, element=black(one.element)) if one.element else one for one in article.passages
            ),
            attributions=attributions,
            warnings=tuple(map(black, article.warnings)),
        )
        return article if covered == article else covered

    def has_said(self, public: str, content: str) -> bool:
        """Tell whether words of the article *public* are what a forgotten person said."""
        return self.holds("said", said(public, content))

    def _without(self, attribution: Attribution, black: Callable[[str], str]) -> Attribution:
        why, speaker = attribution.why, attribution.speaker
        return replace(
            attribution,
            speaker=_renamed(speaker, black) if speaker else None,
            candidates=tuple(_renamed(c, black) for c in attribution.candidates if not self.is_hers(c.name)),
            why=Why(why.rule, black(why.cue), why.frame, tuple(map(black, why.evidence))),
        )

    def begins(self, raw: str, folded: str) -> bool:
        """Tell, cheaply, whether a word may be the first of a form."""
        return mark(folded) in self.marks or (self.has_unmarked and raw[0].isupper())


@lru_cache(maxsize=64)  # a text is asked for several times while it is covered
def _found(over: Veil, text: str, beside: bool) -> tuple[Form, ...]:  # noqa: FBT001 - a key
    return tuple(forms.find(text, over.holds, begins=over.begins, beside=beside))


@lru_cache(maxsize=65536)
def _digest(domain: str, key: str) -> str:
    return identity.digest(domain, key)


def veil(db: Database) -> Veil:
    """Return what people who have been forgotten leave for the ledger to know."""
    return of_rows(row["hash"] for row in db.execute("select hash from tombstone where kind = 'person'"))


def of_rows(rows: Iterable[str]) -> Veil:
    """Return the veil of what tombstones hold."""
    parts = [row.partition(".") for row in rows]
    return Veil(
        frozenset(one for one, _, _ in parts),
        frozenset(begins for _, _, begins in parts if begins),
        any(not point for _, point, _ in parts),
    )


def said(public: str, content: str) -> str:
    """Return the key of what somebody said in the article *public*."""
    return f"{public} {identity.fold(content)}"


def row_of(domain: str, key: str) -> str:
    """Return what a tombstone holds of a form: a hash of it and the mark of its first word."""
    begins = "" if domain in ("handle", "said") else mark(re.split(r"[ ,]", key.removeprefix(CAPITAL), maxsplit=1)[0])
    return f"{identity.digest(domain, key)}.{begins}"


def walk(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON
    """Return *value* with every text in it changed, keys left alone."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [walk(one, change) for one in value]
    if isinstance(value, dict):
        return {name: walk(one, change) for name, one in value.items()}
    return value


@lru_cache(maxsize=65536)
def mark(word: str) -> str:
    """Return three letters that stand for a word: enough to pass over most others, so that few are looked up."""
    return identity.digest("mark", word)[:3]


def _renamed(speaker: Speaker, black: Callable[[str], str]) -> Speaker:
    name = black(speaker.name)
    return speaker if name == speaker.name else replace(speaker, name=name)
