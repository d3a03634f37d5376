"""
Which of the names in an article are short for another one?

Acronyms and initials (*HRW*), the several names of a body that the tables have (*ONU*), and the first word of a name that
the article has given in full before (*Corvane* for Corvane Ratings).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selon.lang import given_names
from selon.lang.roles import BODY_KINDS, Roles
from selon.resolve.cast import Participant
from selon.resolve.surroundings import BARELY, FAIRLY

MIN_LETTERS = 2  # of an acronym that a body's name spells out
SURE_LETTERS = 3  # of one that makes a body of what only looks like a person's name (*Harbour Affairs Lima*)
SMALL_WORD = 3  # letters of the words that an acronym leaves out (*des*, *the*)


def short_for(
    participants: Sequence[Participant], at: dict[Participant, list[int]], roles: Roles
) -> Iterator[tuple[Participant, Participant]]:
    """
    Yield each participant whose name is short for that of another one, with that one.

    Args:
        participants: Whom the article names.
        at: The first token of each mention of each, in text order.
        roles: The language's words for those who speak.
    """
    for short in participants:
        long = next((one for one in participants if _spells_out(one, short)), None) if is_short(short) else None
        long = long or _known_by_both(short, participants, roles)
        if long is None and len(short.words) == 1 and short.place is None and not is_short(short):
            long = _goes_on(short, participants, at, roles)
        if long is not None:
            yield short, long


def is_short(participant: Participant) -> bool:
    """Tell whether the name is an acronym or initials (*HRW*, *S&P*, *L. A.*)."""
    initials = all(len(word) == 1 for word in participant.words)
    return is_acronym(participant) or "&" in participant.name or initials


def is_acronym(participant: Participant) -> bool:
    """Tell whether the name is one word in capitals."""
    return len(participant.words) == 1 and participant.name.isupper()


def _spells_out(long: Participant, short: Participant) -> bool:
    """Tell whether *long* is what *short* stands for, even if the article never says so."""
    if long is short or long.kind == "state":
        return False
    if all(len(word) == 1 for word in short.words):
        return [word[0] for word in long.words] == list(short.words)
    letters = [char for char in short.words[0] if char.isalpha()]
    if len(letters) < MIN_LETTERS or len(long.words) < MIN_LETTERS or not _may_be_a_body(long, letters):
        return False
    return takes_initials(long.words, letters)


def _may_be_a_body(long: Participant, letters: Sequence[str]) -> bool:
    if long.kind != "person":
        return True
    guessed = long.sure <= BARELY and not long.roles and not long.gender
    return guessed and len(letters) >= SURE_LETTERS and given_names.gender(long.name.split()[0]) is None


def takes_initials(words: Sequence[str], letters: Sequence[str]) -> bool:
    """Tell whether *letters* are the initials of *words*, small ones left out or not."""
    left = list(letters)
    for word in words:
        if left and word[0] == left[0]:
            del left[0]
        elif len(word) > SMALL_WORD:
            return False
    return not left


def _known_by_both(short: Participant, participants: Sequence[Participant], roles: Roles) -> Participant | None:
    """Return who has the first name of the body that the tables know as *short* too; None where nobody has."""
    own = " ".join(short.words)
    full = roles.bodies.get(own)
    if full is None or full == own or short.place is not None:
        return None
    return next((one for one in participants if one.place is None and " ".join(one.words) == full), None)


def _goes_on(
    short: Participant, participants: Sequence[Participant], at: dict[Participant, list[int]], roles: Roles
) -> Participant | None:
    """Return the only one whose name begins with that of *short* and was given before; None where nobody's does."""
    word = short.words[0]
    if any(word in one.words[1:] for one in participants):
        return None
    longer = [one for one in participants if one.words[0] == word and len(one.words) > 1]
    if len(longer) != 1:
        return None
    long = longer[0]
    possessed = len(roles.tokenize(long.name)) > len(long.words)  # "NASA's Goddard Center"
    if long.place is not None or long.thing or possessed or not _comes_after(short, long, at):
        return None
    body = long.kind in BODY_KINDS
    alike = (
        short.kind in ("unknown", long.kind) or (body and short.sure < FAIRLY) or (short.kind == "person" and not body)
    )
    gender = not short.gender or long.gender in ("", short.gender) or long.kind != "person"
    return long if alike and gender else None


def _comes_after(short: Participant, long: Participant, at: dict[Participant, list[int]]) -> bool:
    """Tell whether the short name follows the full one; a headline may have it alone."""
    later = at[short][1:] or at[short]
    return at[short][0] > at[long][0] or (long.kind in BODY_KINDS and later[0] > at[long][0])


def shortens(words: Sequence[str], long: Sequence[str]) -> bool:
    """
    Tell whether *words*, folded, are *long* with initials for its given names (*O. Kerven*, *A.O. Kerven*).

    >>> shortens(("a.o", "kerven"), ("anna", "olga", "kerven"))
    True
    """
    initials, rest = words[0].split("."), tuple(words[1:])
    if not rest or len(rest[0]) == 1 or len(initials) + len(rest) > len(long):
        return False
    return tuple(long[-len(rest) :]) == rest and all(
        letter == given[0] for letter, given in zip(initials, long, strict=False)
    )
