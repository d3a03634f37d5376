"""
Of whom does the article speak without a name?

*La maire a visité l'école. « … », a-t-elle dit*: the subjects of sentences that are no names compete with the names for
the pronouns after them, be it only so that none of those is taken.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from selon.lang.designation import Designation, read
from selon.lang.roles import BODY_KINDS, Noun
from selon.resolve.cast import Participant
from selon.resolve.scan import Scan, complement_end

LEAD = 2  # adjectives between a determiner and its noun
APPOSED = 3  # tokens after a noun phrase within which the name of whoever it describes begins
KINDS = frozenset({"person", "group", "document"})
"""Kinds of the nouns that take part here; bodies do where they are taken up (*le groupe*), others are in the cast."""
POINTING = frozenset({"definite", "demonstrative"})


def introduced(
    scan: Scan, passages: Sequence[range], subjects: Container[int], named: Mapping[int, Participant]
) -> Iterator[Designation]:
    """
    Yield the subjects with a known noun and a determiner and without a name, in text order.

    Args:
        scan: The article's words.
        passages: The tokens of each of its passages.
        subjects: Tokens that belong to a subject.
        named: Participants by the first token of each mention.
    """
    for passage in passages:
        for start in passage:
            if start not in subjects or scan.tokens.lower[start] not in scan.roles.determiners:
                continue
            at = _noun(scan, start, passage.stop)
            if at is None or at not in subjects:
                continue
            noun = scan.roles.noun_at(scan.tokens.lower, at, passage.stop)
            if noun is None or not _takes_part(scan, noun, start) or start in named:
                continue
            end = complement_end(scan, at + noun.size, passage.stop)
            if any(index in named for index in range(at, min(end + APPOSED, passage.stop))):
                continue
            yield read(scan.tokens, range(start, end), scan.roles, scan.places)


def _takes_part(scan: Scan, noun: Noun, start: int) -> bool:
    """Tell whether a subject with *noun* is no body, or a body that the article takes up."""
    pointing = scan.roles.determiners[scan.tokens.lower[start]] in POINTING
    return noun.kind in KINDS or (noun.kind in BODY_KINDS and noun.lemma in scan.roles.anaphoric and pointing)


def _noun(scan: Scan, start: int, stop: int) -> int | None:
    """Return where the noun of the determiner at *start* stands, None where no known one follows."""
    for at in range(start + 1, min(start + 2 + LEAD, stop)):
        if scan.roles.noun_at(scan.tokens.lower, at, stop) is not None:
            return at
        if scan.tag(at) != "ADJ":
            return None
    return None
