"""
Which body does a noun take up of which the article tells nothing else?

*Skyhop said it would … The airline had said …*: the only one that has spoken under a name of one word that pronouns for
things take up, and of which nothing else is told. Where two are left, nobody is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selon.lang import given_names
from selon.lang.designation import Designation
from selon.lang.roles import BODY_KINDS, Noun
from selon.resolve.named import is_thing
from selon.resolve.resolution import KINDS, Resolution
from selon.resolve.stage import Stage

REACH = 4  # paragraphs within which a body is taken up
GUESSED = 1  # up to where a kind rests on no more than the form of the name

Before = Sequence[tuple[int, int, Resolution]]
"""Sources of earlier statements: their token, the last token of what they said, who they are."""


def takes_up(stage: Stage, source: Designation) -> bool:
    """Tell whether *source* is no more than a noun that takes up a body (*the airline*)."""
    noun, roles = source.noun, stage.scan.roles
    if noun is None or noun.kind not in BODY_KINDS or noun.number != "s" or noun.lemma not in roles.anaphoric:
        return False
    pointing = source.determiner in ("definite", "demonstrative") and not source.complemented
    return pointing and not len(source.name) and not source.parts and not (source.modifiers - roles.former)


def meant(stage: Stage, source: Designation, before: Before) -> Resolution | None:
    """
    Return the body that *source* takes up, None where nothing tells.

    Args:
        stage: What is known of the article.
        source: A source for which :func:`takes_up` holds, and for which no body in the article stands.
        before: The sources of the statements that stand before it.
    """
    noun, here = source.noun, source.tokens.start
    if noun is None or stage.since(source) is not None:
        return None
    near = [one for at, _, one in before if stage.paragraph_of[here] - stage.paragraph_of[at] <= REACH]
    fitting = {one.speaker.name: one for one in near if one.speaker is not None and _may_be(stage, noun, one)}
    if len(fitting) != 1:
        return None
    (one,) = fitting.values()
    if one.speaker is None:
        return None
    kind = KINDS[noun.kind]
    speaker = replace(one.speaker, kind=kind)
    return replace(one, speaker=speaker, kind=kind, candidates=(speaker,))


def _may_be(stage: Stage, noun: Noun, one: Resolution) -> bool:
    """Tell whether *one*, who has spoken under a name of one word that *it* takes up, may be what *noun* says."""
    participant = one.participant
    if one.speaker is None or one.number == "p" or noun.lemma not in stage.scan.roles.sorts:
        return False
    told = participant is not None and (
        participant.sure > GUESSED or participant.roles or participant.place is not None
    )
    name = one.speaker.name
    lone = len(name.split()) == 1 and not one.gender and given_names.gender(name) is None
    return lone and not told and is_thing(stage.scan, name)
