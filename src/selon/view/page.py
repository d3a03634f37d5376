"""
What does a page show of an article: its text with every mark, and its statements?

Values only; whoever shows a page, as a file of its own or in answer to a browser, writes them down as HTML. What the
article says is only ever text in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selon import __version__
from selon.model import Article, Why
from selon.view import counts, outline, wording
from selon.view.counts import Figures
from selon.view.links import fragment_link, web_address
from selon.view.pieces import Block, Piece, blocks

DEEPEST = 3
"""Statements nested deeper look no different from this depth: a fourth shade cannot be told from the third."""

UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that HTML forbids or that no encoding can hold."""


@dataclass(frozen=True, slots=True)
class Card:
    """
    A statement in the list beside the article.

    Attributes:
        number: Counted from 1.
        name: What it is called in links (*s3*).
        depth: How many statements hold it.
        parent: Name of the one that holds it.
        who: The speaker, else the source's words.
        written: The source's words where they differ from the speaker.
        tone: ``named``, ``described`` or ``anonymous`` for a source that is counted as such, else ``unassessed``.
        labels: Disclosure and act, in words.
        marks: What qualifies the content, in words.
        content: The content's words; empty for a refusal.
        quoted: Whether all of it is quotation.
        cue: The cue's words.
        facts: What else is known, as pairs of a name and words.
        link: The statement's words in the original page.
        confidence: In percent.
        speaker_confidence: Likewise; None where no speaker is named or nothing tells.
        why: The rule and what it relied on.
    """

    number: int
    name: str
    depth: int
    parent: str | None
    who: str
    written: str | None
    tone: str
    labels: tuple[str, ...]
    marks: tuple[str, ...]
    content: str
    quoted: bool
    cue: str
    facts: tuple[tuple[str, str], ...]
    link: str | None
    confidence: str
    speaker_confidence: str | None
    why: Why

    @property
    def summary(self) -> str:
        """Who and how, in one phrase, for those who hear the page."""
        return ", ".join((f"Statement {self.number}: {self.who}", *self.labels, *self.marks))


@dataclass(frozen=True, slots=True)
class Mark:
    """
    A piece of the text as the page shows it.

    Attributes:
        text: Its words.
        classes: Its style classes.
        members: Names of the statements it belongs to, by role.
        chosen: The statement that a click on it selects.
        numbers: Statements whose number follows.
        around: Style class and names of the statements in whose content the numbers stand; None outside of any.
        hearsay: Whether the outlet does not vouch here.
    """

    text: str
    classes: str
    members: tuple[tuple[str, str], ...]
    chosen: str | None
    numbers: tuple[Card, ...]
    around: tuple[str, str] | None
    hearsay: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    A block as the page shows it.

    Attributes:
        block: What it is.
        marks: Its text.
        opens_list: Whether it is the first item of a list.
        closes_list: Whether it is the last one.
    """

    block: Block
    marks: tuple[Mark, ...]
    opens_list: bool
    closes_list: bool


@dataclass(frozen=True, slots=True)
class Page:
    """
    All that is shown of an article.

    Attributes:
        article: The article itself, for what is known of it.
        title: Its title, else a stand-in.
        url: Its address where a person may be sent there.
        language: The language's name.
        figures: Its counts.
        paragraphs: Its text.
        cards: Its statements, nested ones under the one that holds them.
        explain: Whether the reasons are shown at once.
        own_voice: Whether the own voice is marked at once.
        version: Of selon.
    """

    article: Article
    title: str
    url: str | None
    language: str | None
    figures: Figures
    paragraphs: tuple[Paragraph, ...]
    cards: tuple[Card, ...]
    explain: bool
    own_voice: bool
    version: str = __version__

    @property
    def has_title(self) -> bool:
        """Whether the title stands in the text, as opposed to a stand-in."""
        return any(paragraph.block.kind == "title" for paragraph in self.paragraphs)

    @property
    def apart(self) -> str:
        """What no share of unnamed sources counts, in words."""
        return wording.apart(self.figures.unresolved, self.figures.questions)


def page(article: Article, *, explain: bool, own_voice: bool) -> Page:
    """
    Return what the page of *article* shows.

    Args:
        article: The article with its statements.
        explain: Whether the reasons of every statement are shown at once.
        own_voice: Whether what the outlet itself answers for is marked at once.
    """
    entries = outline.outline(article)
    cards = tuple(_card(article, entry.position, entry.depth) for entry in entries)
    by_position = {card.number - 1: card for card in cards}
    return Page(
        article=article,
        title=_shown(article.title.of(article.text)) if article.title else article.outlet or "Article",
        url=web_address(article.url),
        language=wording.language_name(article.language),
        figures=counts.count(article),
        paragraphs=tuple(_paragraphs(article, by_position)),
        cards=cards,
        explain=explain,
        own_voice=own_voice,
    )


def _card(article: Article, position: int, depth: int) -> Card:
    attribution = article.attributions[position]
    standing = attribution.standing
    written = wording.as_written(article, attribution)
    return Card(
        number=position + 1,
        name=outline.name(position),
        depth=min(depth, DEEPEST),
        parent=None if attribution.parent is None else outline.name(attribution.parent),
        who=_shown(wording.who(article, attribution)),
        written=_shown(written) if written else None,
        tone=standing if standing and standing not in ("unresolved", "question") else "unassessed",
        labels=tuple(filter(None, wording.labels(attribution))),
        marks=tuple(wording.marks(attribution)),
        content=_shown(wording.content_words(article, attribution)),
        quoted=attribution.quotation == "direct",
        cue=_shown(article.words(attribution.cue)),
        facts=tuple((name, _shown(words)) for name, words in wording.circumstances(article, attribution)),
        link=fragment_link(article, attribution.content or (*attribution.source, *attribution.cue)[:1]),
        confidence=wording.percent(attribution.confidence),
        speaker_confidence=None
        if attribution.speaker_confidence is None
        else wording.percent(attribution.speaker_confidence),
        why=attribution.why,
    )


def _paragraphs(article: Article, cards: dict[int, Card]) -> Iterator[Paragraph]:
    found = blocks(article)
    for index, block in enumerate(found):
        is_item = block.kind == "item"
        yield Paragraph(
            block,
            tuple(
                _mark(article, piece, following, cards)
                for piece, following in zip(block.pieces, (*block.pieces[1:], None), strict=True)
            ),
            opens_list=is_item and (index == 0 or found[index - 1].kind != "item"),
            closes_list=is_item and (index + 1 == len(found) or found[index + 1].kind != "item"),
        )


def _mark(article: Article, piece: Piece, following: Piece | None, cards: dict[int, Card]) -> Mark:
    roles = piece.roles
    contents, sources, cues = roles["content"], roles["source"], roles["cue"]
    # A click on a source or a cue means its own statement; elsewhere, the innermost content.
    nearest = [*contents[-1:], *sources[-1:], *cues[-1:]]
    chosen = max(nearest, key=lambda position: (cards[position].depth, position in (*sources, *cues)), default=None)
    classes = []
    if contents:
        classes.append(_wash(contents, cards))
    for role, positions in (("source", sources), ("cue", cues)):
        if positions:
            classes += [role, cards[positions[-1]].tone]
    if piece.is_own_voice:
        classes.append("own")
    if piece.is_hearsay:
        classes.append("hearsay")
    after = frozenset(following.roles["content"]) if following else frozenset[int]()
    shared = tuple(p for p in contents if p in after)
    other = tuple(dict.fromkeys(p for role in ("addressee", "channel", "when") for p in roles[role]))
    members = (("content", contents), ("source", sources), ("cue", cues), ("other", other))
    return Mark(
        text=_shown(piece.span.of(article.text)),
        classes=" ".join(classes),
        members=tuple((role, _names(positions)) for role, positions in members if positions),
        chosen=None if chosen is None else outline.name(chosen),
        numbers=tuple(cards[position] for position in piece.numbers),
        around=(_wash(shared, cards), _names(shared)) if shared else None,
        hearsay=piece.is_hearsay,
    )


def _wash(contents: tuple[int, ...], cards: dict[int, Card]) -> str:
    """Return the style classes of text inside *contents*, the outermost first: the innermost gives its colour."""
    return f"content depth{min(len(contents), DEEPEST)} of-{cards[contents[-1]].tone}"


def _names(positions: Iterable[int]) -> str:
    return " ".join(map(outline.name, positions))


def _shown(words: str) -> str:
    """Return *words* with U+FFFD for what a page cannot hold: control characters and halves of surrogate pairs."""
    return UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", words)
