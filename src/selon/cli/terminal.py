"""
How does an article look in a terminal?

Its statements one below the other: who, how the source is named, what is done by saying it, the words, to whom, through
what, when. Made of Rich texts, never of markup: what an article says cannot colour or steer the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from selon.view import counts, outline, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from selon.model import Article, Attribution, OwnVoice
    from selon.view.outline import Entry

APART = ("·", "dim")
DOT = {
    "named": ("●", "green"),
    "described": ("◐", "yellow"),
    "anonymous": ("○", "red"),
    "unresolved": APART,
    "question": APART,
    None: APART,
}
"""How a source is marked by what it counts as: a full, a half and an empty circle tell the three apart without colour."""

GLUE = "\ue000"
"""
Stands for a blank at which no line may break, while lines are broken: Rich breaks at no-break spaces too. No line holds
it before, :func:`clean` takes private characters away.
"""

TIED = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]|(?<=«) | (?=[»:;!?])")
"""Blanks that tie: those made for it, and those that French puts inside quotation marks and before high marks."""

DEEPEST = 4
"""Statements nested deeper than this are indented no further, so that words are left room at 80 columns."""

NARROWEST = 20
"""Columns that words get however deep they stand or narrow the window is."""

FEWEST_WORDS = 3
"""Own voice of fewer words is what is left between statements (*et*, *à CNN*): counted, not shown."""

GAP = 2
"""Columns between a speaker and the labels on the same line; with fewer the labels get a line of their own."""


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What of an article is printed beside its statements.

    Attributes:
        explain: The rule, the cue and the evidence of each statement.
        own_voice: What the outlet itself answers for.
    """

    explain: bool = False
    own_voice: bool = False


def render(article: Article, shown: Shown, console: Console, *, read_from: str | None = None) -> Iterator[Text]:
    """Yield *article* line by line, as wide as *console*; *read_from* stands in for a missing title."""
    page = _Page(article, shown, console)
    yield from page.header(read_from)
    for entry in outline.outline(article):
        yield from page.statement(entry)
        yield Text()
    if not article.attributions:
        nothing = "No statement found." if article.extracted else "No statement was looked for."
        yield Text(nothing, style="italic")
        yield Text()
    if shown.own_voice:
        yield from page.own_voice()


class _Page:
    """One article on its way to one console."""

    def __init__(self, article: Article, shown: Shown, console: Console) -> None:
        self.article = article
        self.shown = shown
        self.console = console
        self.hang = len(outline.name(len(article.attributions))) + 1

    def lines(self, text: Text, indent: int) -> Iterator[Text]:
        """Yield *text* in lines that fit, each *indent* columns from the left and without blanks at its end."""
        text.plain = TIED.sub(GLUE, text.plain)
        for line in text.wrap(self.console, max(self.console.width - indent, NARROWEST)):
            line.rstrip()
            line.plain = line.plain.replace(GLUE, "\N{NO-BREAK SPACE}")
            yield Text(" " * indent).append_text(line)

    def header(self, read_from: str | None) -> Iterator[Text]:
        article = self.article
        title = article.title.of(article.text) if article.title else read_from
        yield from self.lines(Text(clean(title or "Article without a title"), style="bold"), 0)
        facts = (
            article.outlet,
            wording.day(article.published) if article.published else None,
            wording.language_name(article.language),
            article.byline,
        )
        if any(facts):
            yield from self.lines(Text(" · ".join(clean(fact) for fact in facts if fact), style="dim"), 0)
        yield from self.lines(Text(" · ".join(_counts(article)), style="dim"), 0)
        for warning in article.warnings:
            yield from self.lines(Text(f"! {clean(warning)}", style="yellow"), 0)
        yield Text("─" * self.console.width, style="dim")
        yield Text()

    def statement(self, entry: Entry) -> Iterator[Text]:
        attribution = self.article.attributions[entry.position]
        indent = self.hang * min(entry.depth, DEEPEST)
        body = indent + self.hang
        guide = "└ " if entry.depth else ""
        number = Text(f"{guide}{outline.name(entry.position)}".ljust(self.hang + len(guide)), style="dim cyan")
        who = Text.assemble((clean(wording.who(self.article, attribution)), "bold" if attribution.speaker else ""))
        labels = _labels(attribution)
        space = self.console.width - body - who.cell_len - labels.cell_len
        fits = space >= GAP
        if fits:
            who.append(" " * space).append_text(labels)
        for position, line in enumerate(self.lines(who, body)):
            yield line if position else Text(" " * (indent - len(guide))).append_text(number).append_text(line[body:])
        follow = [labels] if labels and not fits else []
        follow += _below(self.article, attribution)
        if self.shown.explain:
            follow += _reasons(attribution)
        for text in follow:
            yield from self.lines(text, body)

    def own_voice(self) -> Iterator[Text]:
        yield Text("In the article's own voice", style="bold")
        yield Text()
        left_out = 0
        for voice in self.article.own_voice:
            if voice.hearsay or len(voice.span.of(self.article.text).split()) >= FEWEST_WORDS:
                yield from self.lines(_voice(self.article, voice), self.hang)
                yield Text()
            else:
                left_out += 1
        if left_out:
            rest = f"and {_number(left_out, 'stretch', 'stretches')} of one or two words"
            yield from self.lines(Text(rest, style="dim"), self.hang)
            yield Text()
        if not self.article.own_voice:
            yield Text("Nothing." if self.article.extracted else "Not looked for.", style="italic")
            yield Text()


def _counts(article: Article) -> Iterator[str]:
    counted = counts.count(article)
    nested = f", {counted.nested} of them inside others" if counted.nested else ""
    yield f"{_number(counted.statements, 'statement')}{nested}"
    if counted.unnamed_share is not None:
        kinds = ((counted.described, "described"), (counted.anonymous, "anonymous"))
        parts = ", ".join(f"{number} {kind}" for number, kind in kinds if number)
        share = wording.percent(counted.unnamed_share)
        yield f"{share} unnamed sources{f' ({parts})' if parts else ''}"
    if apart := wording.apart(counted.unresolved, counted.questions):
        yield f"not counted: {apart}"
    if counted.own_voice is not None:
        yield f"{wording.percent(counted.own_voice)} own voice"
    if counted.hearsay:
        yield f"hearsay in {_number(counted.hearsay, 'place')}"


def _number(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def _labels(attribution: Attribution) -> Text:
    seen, act = wording.labels(attribution)
    if not (seen or act):
        return Text()
    dot, colour = DOT[attribution.standing]
    labels = Text.assemble((f"{dot} ", colour))
    labels.append(seen, style=colour)
    if act:
        labels.append(" · ", style="dim")
        labels.append(act, style="magenta" if attribution.act in wording.HARD_ACTS else "")
    for mark in wording.marks(attribution):
        labels.append(" · ", style="dim")
        labels.append(mark, style="magenta")
    return labels


def _below(article: Article, attribution: Attribution) -> Iterator[Text]:
    """Yield what follows the line of the speaker."""
    written = wording.as_written(article, attribution)
    if written:
        yield Text(f"as “{clean(written)}”", style="dim")
    content = wording.content_words(article, attribution)
    if content:
        yield Text(clean(content), style="italic" if attribution.quotation == "direct" else "")
    elif attribution.cue:
        yield Text(f"({clean(article.words(attribution.cue))})", style="italic dim")
    facts = [f"{name}: {clean(words)}" for name, words in wording.circumstances(article, attribution)]
    if facts:
        yield Text(" · ".join(facts), style="dim")


def _reasons(attribution: Attribution) -> Iterator[Text]:
    why = attribution.why
    facts = (
        f"rule {why.rule}",
        f"cue {why.cue}" if why.cue else "no cue",
        f"frame {why.frame}" if why.frame else "",
        f"confidence {attribution.confidence:.2f}",
    )
    yield Text(f"why: {' · '.join(clean(fact) for fact in facts if fact)}", style="cyan")
    for reason in why.evidence:
        yield Text(f"  – {clean(reason)}", style="cyan")
    if attribution.speaker_confidence is not None:
        yield Text(f"  – in the speaker: confidence {attribution.speaker_confidence:.2f}", style="cyan")
    if attribution.candidates:
        names = ", ".join(f"{clean(one.name)} {one.score:.2f}" for one in attribution.candidates)
        yield Text(f"  – may stand for: {names}", style="cyan")


def _voice(article: Article, voice: OwnVoice) -> Text:
    """Return a stretch of own voice, its words of hearsay marked."""
    line, position = Text(), voice.span.start
    for hearsay in voice.hearsay:
        line.append(clean(article.text[position : hearsay.start], edges=True))
        line.append(clean(hearsay.of(article.text)), style="underline magenta")
        line.append(" [hearsay]", style="magenta")
        position = hearsay.end
    line.append(clean(article.text[position : voice.span.end], edges=True))
    line.rstrip()
    return line


def clean(words: str, *, edges: bool = False) -> str:
    r"""
    Return *words* on one line, without characters that steer a terminal.

    Escapes become visible as U+FFFD; marks that reorder a line, or stand for half a character, go.

    Args:
        words: Words of an article.
        edges: Keep one blank at either end where there were any.

    >>> clean("a\x1b[31m\n b")
    'a�[31m b'
    """
    line = re.sub("[^\\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+", " ", "".join(_characters(words)))
    return line if edges else line.strip()


def _characters(words: str) -> Iterator[str]:
    for character in words:
        category = unicodedata.category(character)
        if (category == "Cc" and not character.isspace()) or category == "Co":
            yield "\N{REPLACEMENT CHARACTER}"
        elif category != "Cs" and unicodedata.bidirectional(character) not in REORDERING:
            yield character


REORDERING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional classes of the characters that reorder everything after them."""
