"""
Whom does a description mean that the article has given nobody?
"""

from __future__ import annotations

import pytest
from marked import speakers

MEANT = [
    (
        "who spoke last",
        "fr",
        (
            "[1 Le maire, Paul Vasseur], {1 a dit|dire} que <1 oui>. "
            "[2 Cet ancien géomètre] {2 ajoute|ajouter} que <2 non>."
        ),
        ["Paul Vasseur", "Paul Vasseur"],
    ),
    (
        "the same description again, after somebody else",
        "fr",
        (
            "[1 Odile Kerven] {1 a dit|dire} que <1 oui>. [2 La skieuse] {2 ajoute|ajouter} que <2 non>. "
            "[3 Paul Vasseur] {3 sourit|sourire} : <3 peut-être>. [4 La skieuse] {4 insiste|insister} : <4 non>."
        ),
        ["Odile Kerven", "Odile Kerven", "Paul Vasseur", "Odile Kerven"],
    ),
    (
        "nobody of the other gender",
        "fr",
        "[1 Odile Kerven] {1 a dit|dire} que <1 oui>. [2 Le skieur] {2 ajoute|ajouter} que <2 non>.",
        ["Odile Kerven", None],
    ),
    (
        "somebody whom the article introduces without a name",
        "fr",
        (
            "[1 Odile Kerven] {1 a dit|dire} que <1 oui>. Une skieuse arrive. "
            "[2 La skieuse] {2 ajoute|ajouter} que <2 non>."
        ),
        ["Odile Kerven", None],
    ),
    (
        "somebody whom an apposition introduces",
        "fr",
        "[1 Paul Vasseur] {1 a dit|dire} que <1 oui>. [2 Le suspect, un retraité], {2 nie|nier} <2 tout>.",
        ["Paul Vasseur", None],
    ),
    (
        "the office of another body",
        "fr",
        (
            "[1 Odile Kerven, directrice de l'agence des bois], {1 a dit|dire} que <1 oui>. "
            "[2 La présidente du département] {2 demande|demander} <2 un moratoire>."
        ),
        ["Odile Kerven", None],
    ),
    (
        "in somebody's words it may be anybody",
        "fr",
        "[1 Paul Vasseur] {1 a dit|dire} que <1 {2 selon|selon|according_to} [2 le jardinier], <2 il pleut>>.",
        ["Paul Vasseur", None],
    ),
    (
        "the first and the second of two",
        "fr",
        (
            "Odile Kerven et Paul Vasseur sont venus. [1 La première] {1 a dit|dire} que <1 oui>. "
            "[2 Le second] {2 a dit|dire} que <2 non>."
        ),
        ["Odile Kerven", "Paul Vasseur"],
    ),
    (
        "the first of nobody",
        "fr",
        "Odile Kerven est venue. [1 La première] {1 a dit|dire} que <1 oui>.",
        [None],
    ),
    (
        "an age",
        "en",
        "Ann Coyle arrived. “<1 No>,” [1 the 44-year-old] {1 said|say}.",
        ["Ann Coyle"],
    ),
    (
        "a trade of whoever spoke last",
        "en",
        "[1 Joe Tamblyn] {1 said|say} <1 yes>. [2 The roofer] {2 added|add} <2 no>.",
        ["Joe Tamblyn", "Joe Tamblyn"],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), MEANT, ids=[row[0] for row in MEANT])
def test_whom_it_means(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    A description that nobody bears means whoever is in the foreground, unless something tells that it does not.
    """
    assert speakers(marked, code) == expected, label


HEADINGS = [
    (
        "the one who speaks below",
        (
            "[1 Intern] {1 urges|urge} <1 calm>\n\nA quiet day.\n\n[2 Ann Coyle] {2 said|say} <2 yes>. "
            "[3 Coyle] {3 added|add} <3 no>."
        ),
        ["Ann Coyle", "Ann Coyle", "Ann Coyle"],
    ),
    (
        "one of two who speak",
        (
            "[1 Intern] {1 urges|urge} <1 calm>\n\nA quiet day.\n\n[2 Ann Coyle] {2 said|say} <2 yes>. "
            "[3 Coyle] {3 added|add} <3 no>. [4 Joe Tamblyn] {4 said|say} <4 yes>. [5 Tamblyn] {5 added|add} <5 no>."
        ),
        [None, "Ann Coyle", "Ann Coyle", "Joe Tamblyn", "Joe Tamblyn"],
    ),
    (
        "two whom headings describe",
        (
            "[1 Intern] {1 urges|urge} <1 calm>, [4 teacher] {4 warns|warn} <4 all>\n\nA quiet day.\n\n"
            "[2 Ann Coyle] {2 said|say} <2 yes>. [3 Coyle] {3 added|add} <3 no>."
        ),
        [None, "Ann Coyle", "Ann Coyle", None],
    ),
]


@pytest.mark.parametrize(("label", "marked", "expected"), HEADINGS, ids=[row[0] for row in HEADINGS])
def test_whom_a_heading_describes(label: str, marked: str, expected: list[str | None]) -> None:
    """
    A heading describes whoever speaks below, where one person does far more than any other.
    """
    assert speakers(marked, "en") == expected, label


SORTS = [
    (
        "a business is no federation",
        "La Fédération des marins s'inquiète. Tarvel SA se tait. Tarvel SA attend. [1 L'entreprise] {1 nie|nier} <1 tout>.",
        ["Tarvel SA"],
    ),
    (
        "a lone name that the article is about",
        (
            "Hier, chez Tarvel, on se tait. Selon nos chiffres, Tarvel ferme son usine. La Cnil enquête. "
            "[1 L'entreprise] {1 nie|nier} <1 tout>."
        ),
        ["Tarvel"],
    ),
]


@pytest.mark.parametrize(("label", "marked", "expected"), SORTS, ids=[row[0] for row in SORTS])
def test_sort_of_body(label: str, marked: str, expected: list[str | None]) -> None:
    """
    A noun for a sort of body means none of another sort.
    """
    assert speakers(marked, "fr") == expected, label
