"""
Did the content exist as speech, as writing or as thought?
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from selon.assess import acts
from selon.lang import Language
from selon.lang.designation import Designation
from selon.model import Article, Attribution, Medium
from selon.parse.designations import Designations

NEAR = 2
"""Paragraphs over which a person who was quoted from a letter goes on to be."""


def media(
    article: Article, attributions: Sequence[Attribution], sources: Designations, language: Language
) -> list[Medium]:
    """
    Return the medium of each of *attributions*, whose sources read as *sources* say.

    One nested in its own speaker's writing is written too; who has been quoted from a report or a post goes on to be,
    until they are heard (an interview, a press conference), a person no more than some paragraphs on.
    """
    found = [_medium(article.text, one, sources.first(index), language) for index, one in enumerate(attributions)]
    for index, attribution in enumerate(attributions):
        parent = attribution.parent
        if parent is None or found[index] != "speech" or found[parent] != "writing":
            continue
        if attribution.speaker == attributions[parent].speaker:
            found[index] = "writing"
    wholes = _Wholes(article.text, attributions, found)
    for index, attribution in enumerate(attributions):
        if not attribution.cue and found[index] == "speech":
            found[index] = wholes.medium(attribution.content[0].of(article.text))
    people = [index for index, one in enumerate(attributions) if one.source_kind not in ("document", "media")]
    _go_on(article, attributions, people, found)
    return found


class _Wholes:
    """What is said with a cue and in which medium, to be looked through for each heading that takes its words."""

    def __init__(self, text: str, attributions: Sequence[Attribution], found: Sequence[Medium]) -> None:
        said = [
            (span.of(text).casefold(), medium)
            for one, medium in zip(attributions, found, strict=True)
            if one.cue and medium != "thought"
            for span in one.content
        ]
        self._media = [medium for _, medium in said]
        self._starts = [0, *accumulate(len(words) + 1 for words, _ in said)]
        self._all = "\0".join(words for words, _ in said)

    def medium(self, words: str) -> Medium:
        """Return the medium of the first saying that holds *words*; speech where none does."""
        at = self._all.find(words.casefold())
        return self._media[bisect_right(self._starts, at) - 1] if at >= 0 else "speech"


def _go_on(article: Article, attributions: Sequence[Attribution], people: Sequence[int], found: list[Medium]) -> None:
    """Let *people* who have been quoted from something written go on to be, in *found*, until they are heard."""
    starts = [passage.span.start for passage in article.passages]
    writers: dict[str, int] = {}
    for index in people:
        attribution = attributions[index]
        if attribution.speaker is None or attribution.parent is not None:
            continue
        name, paragraph = attribution.speaker.name, bisect_right(starts, attribution.spans[0].start)
        if found[index] == "writing":
            writers[name] = paragraph
        elif found[index] == "speech" and name in writers:
            far = attribution.source_kind == "person" and paragraph - writers[name] > NEAR
            if attribution.channel or attribution.addressee or far:
                del writers[name]
            else:
                found[index] = "writing"


def _medium(text: str, attribution: Attribution, source: Designation | None, language: Language) -> Medium:
    if attribution.why.rule == "post":
        return "writing"
    own = acts.medium(attribution, language.code)
    channel = " ".join(span.of(text) for span in attribution.channel)
    written = language.marks.channel.writing.search(channel) is not None
    if own == "writing" or written or _is_written(text, attribution, source, own, language):
        return "writing"
    from_paper = attribution.source_kind in ("document", "media") and not channel
    if from_paper and not _is_broadcast(source, language) and not _is_own(source, language):
        return "writing"
    if own == "thought" and _said_to_think(text, attribution, language):
        own = "speech"
    if own == "thought" and attribution.quotation != "direct" and attribution.why.frame != "according_to":
        return "thought"
    return "speech"


def _is_written(
    text: str, attribution: Attribution, source: Designation | None, own: Medium, language: Language
) -> bool:
    """
    Tell writing by other words than the cue and its channel.

    By a pronoun for where it stands (*il* **y** *affirme*), by who writes (*les signataires, une internaute*), or by a
    channel that was taken for the end of the source (*la ministre* **dans une note**).
    """
    cue = {word for span in attribution.cue for word in span.of(text).lower().split()}
    if own == "speech" and not cue.isdisjoint(language.words("place_clitics")):
        return True
    if source is not None and source.noun is not None and source.noun.lemma in language.marks.channel.writers:
        return own == "speech" and not attribution.channel
    words = attribution.source[0].of(text) if attribution.source else ""
    end = next((match for match in language.marks.channel.phrase.finditer(words) if match.start() > 0), None)
    return end is not None and end.groupdict().get("writing") is not None


def _is_own(source: Designation | None, language: Language) -> bool:
    """Tell what the outlet has gathered itself (*selon nos informations*): nobody has read it anywhere."""
    return source is not None and source.noun is not None and source.noun.lemma in language.roles.own_reporting


def _said_to_think(text: str, attribution: Attribution, language: Language) -> bool:
    """*dit croire que …*, *said he believes*: a verb of saying in the same group."""
    group = attribution.cue[0].of(text).lower().split()[:-1] if attribution.cue else []
    verbs = {form.lemma for word in group for form in language.forms.get(word, ())} - {attribution.why.cue}
    return any(
        "clause" in cue.frames and cue.medium == "speech" and cue.lemma == verb
        for verb in verbs
        for cue in language.cues.get(verb, ())
    )


def _is_broadcast(source: Designation | None, language: Language) -> bool:
    """Tell whether the source is heard or seen (*le journal télévisé*)."""
    noun = source.noun if source is not None else None
    return noun is not None and noun.lemma in language.marks.channel.broadcast
