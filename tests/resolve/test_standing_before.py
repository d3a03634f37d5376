"""
Does whoever only stands in an adjunct, a complement or another entry stay out of the pronoun's way?
"""

from __future__ import annotations

import pytest
from marked import speakers

pytestmark = pytest.mark.model

PRONOUNS = [
    (
        "somebody named in what opens the sentence",
        "en",
        "Paul Brandel is the new keeper.\nIn a talk with Victor Hamm, [1 he] {1 said|say} <1 the light was old>.",
        ["Paul Brandel"],
    ),
    (
        "somebody set off by a comma there",
        "en",
        "Tom Brandel runs the mill.\nAfter a walk with the mayor, Peter Sorley, [1 he] {1 said|say} <1 it would close>.",
        ["Tom Brandel"],
    ),
    (
        "by whom somebody is asked",
        "fr",
        "Ruben Tassel a mené la fouille.\nInterrogé par Marc Kerven, [1 il] {1 a dit|dire} que <1 le puits était vide>.",
        ["Ruben Tassel"],
    ),
    (
        "whom the sentence is about",
        "fr",
        "La salle se vide. Quant à Odile Kerven, [1 elle] {1 affirme|affirmer} que <1 rien ne presse>.",
        ["Odile Kerven"],
    ),
    (
        "somebody named in the clause before",
        "en",
        "The council wrote to Ann Coyle and [1 she] {1 said|say} <1 no>.",
        ["Ann Coyle"],
    ),
    (
        "a complement that a state takes over from",
        "fr",
        "Le plan de Jean Tassel est connu. Le Danemark a fermé le port. [1 Il] {1 affirme|affirmer} que <1 rien ne presse>.",
        ["Danemark"],
    ),
    (
        "a state of the other gender",
        "fr",
        "Jean Tassel a quitté la table. La Norvège a fermé le port. [1 Il] {1 affirme|affirmer} que <1 rien ne presse>.",
        ["Jean Tassel"],
    ),
    (
        "another entry of a live page",
        "fr",
        (
            "12h30 - Paul Tassel démissionne\n12h10 - La mairie ferme\n"
            "« <1 Rien ne presse> », {1 a-t-[1 il] dit|dire|parenthetical}."
        ),
        [None],
    ),
    (
        "lines with a time that are no entries",
        "fr",
        "À 12h30, Paul Tassel démissionne.\n« <1 Rien ne presse> », {1 a-t-[1 il] dit|dire|parenthetical}.",
        ["Paul Tassel"],
    ),
    (
        "a body that is taken up",
        "en",
        "10:45 - Tom Brandel quits\n10:30 - Corvane cuts jobs\nThe firm is closing. [1 It] {1 said|say} <1 all would move>.",
        ["The firm"],
    ),
    (
        "a name that only looks like a person's",
        "en",
        "Shelter Box opened a depot. [1 It] {1 said|say} <1 all was ready>.",
        ["Shelter Box"],
    ),
    (
        "a person for a thing",
        "en",
        "Paul Brandel opened a depot. [1 It] {1 said|say} <1 all was ready>.",
        [None],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), PRONOUNS, ids=[row[0] for row in PRONOUNS])
def test_whom_a_pronoun_means(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    Who is named in passing does not take the pronoun from whom the article is about, nor another entry's people.
    """
    assert speakers(marked, code, parsed=True) == expected, label


DESCRIPTIONS = [
    (
        "the only one that spoke under a bare name",
        "en",
        "[1 Skyhop] {1 said|say} <1 it would study the notes>.\n[2 The airline] {2 had said|say} <2 a bird hit it>.",
        ["Skyhop", "Skyhop"],
    ),
    (
        "a bare name that nothing shows to be a body's",
        "en",
        "[1 Varga] {1 said|say} <1 the road would close>.\n[2 The airline] {2 said|say} <2 a bird hit it>.",
        ["Varga", "The airline"],
    ),
    (
        "two bare names",
        "en",
        (
            "[1 Skyhop] {1 said|say} <1 all were safe>. [2 Novarex] {2 said|say} <2 no>.\n"
            "[3 The airline] {3 said|say} <3 a bird hit it>."
        ),
        ["Skyhop", "Novarex", "The airline"],
    ),
    (
        "a person is no airline",
        "en",
        "[1 Ann Coyle] {1 said|say} <1 all were safe>.\n[2 The airline] {2 said|say} <2 a bird hit it>.",
        ["Ann Coyle", "The airline"],
    ),
    (
        "the one who alone speaks",
        "fr",
        (
            "[1 Paul Tassel] {1 affirme|affirmer} que <1 rien ne presse>. "
            "[2 La mairie d'Arz] {2 a annoncé|annoncer} <2 un bal>.\n"
            "« <3 Rien ne presse> », {3 écrit|écrire} [3 le chef du parti écologiste]."
        ),
        ["Paul Tassel", "La mairie d'Arz", "Paul Tassel"],
    ),
    (
        "a woman for a man",
        "fr",
        (
            "[1 Paul Tassel] {1 affirme|affirmer} que <1 rien ne presse>. "
            "[2 La mairie d'Arz] {2 a annoncé|annoncer} <2 un bal>.\n"
            "« <3 Rien ne presse> », {3 écrit|écrire} [3 la cheffe du parti écologiste]."
        ),
        ["Paul Tassel", "La mairie d'Arz", None],
    ),
    (
        "a profession that the article has not given her",
        "fr",
        (
            "[1 Le sourcier Olivier Tassel] {1 affirme|affirmer} que <1 l'eau monte>.\n"
            "Odile Kerven, géologue, hésite. [2 La professionnelle] {2 rappelle|rappeler} <2 qu'un puits s'use>."
        ),
        ["Olivier Tassel", "Odile Kerven"],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), DESCRIPTIONS, ids=[row[0] for row in DESCRIPTIONS])
def test_whom_a_description_means(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    A description that is nobody else's means the only one whom it fits; where two are left, or none, it stays open.
    """
    assert speakers(marked, code, parsed=True) == expected, label


NAMES = [
    (
        "husband and wife",
        "en",
        "[1 Sir Colin Marsh] {1 said|say} <1 no>. [2 Lady Marsh] {2 said|say} <2 yes>. [3 Mr Marsh] {3 left|say} <3 late>.",
        ["Colin Marsh", "Lady Marsh", "Colin Marsh"],
    ),
    (
        "a wife with a given name",
        "fr",
        "Paul Tassel et Anne Tassel sont là. [1 Mme Tassel] {1 a dit|dire} que <1 oui>.",
        ["Anne Tassel"],
    ),
    ("nobody else of that surname", "fr", "[1 Mme Tassel] {1 a dit|dire} que <1 oui>.", ["Tassel"]),
    ("an initial without a blank", "en", "[1 Judge Mr T.Walford] {1 said|say} <1 no>.", ["T.Walford"]),
    ("an initial with an accent", "fr", "[1 É.Tassel] {1 a dit|dire} que <1 oui>.", ["É.Tassel"]),
    ("a capital before an apostrophe", "fr", "[1 M’Baye El Tassel] {1 a dit|dire} que <1 oui>.", ["M’Baye El Tassel"]),
    ("a title without a blank", "fr", "[1 M.Tassel] {1 a dit|dire} que <1 oui>.", ["Tassel"]),
    ("a month before a year", "en", "[1 An August 2031 printout] {1 says|say} <1 no>.", [None]),
    ("somebody called like a month", "en", "[1 Senator May] {1 said|say} <1 no>.", ["May"]),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), NAMES, ids=[row[0] for row in NAMES])
def test_names(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    A name is whole, and keeps the title by which alone it is told from a namesake's.
    """
    assert speakers(marked, code, parsed=True) == expected, label


def test_an_elided_pronoun_is_no_name() -> None:
    """
    An apostrophe after a capital joins a name only before another capital that small letters follow.
    """
    assert speakers("Odile Kerven est là. « <1 Non> », {1 m'a dit|dire|parenthetical} [1 Kerven].") == ["Odile Kerven"]
