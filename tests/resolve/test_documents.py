"""
Who speaks in a document?
"""

from __future__ import annotations

import pytest
from marked import speakers

ISSUED = [
    (
        "made by somebody",
        "fr",
        "{1 Selon|selon|according_to} [1 une enquête menée en mai par SOS Rivages], <1 la dune recule>.",
        ["SOS Rivages"],
    ),
    (
        "written by a person",
        "fr",
        "[1 La biographie écrite par Odile Kerven] {1 affirme|affirmer} qu'<1 il a menti>.",
        ["Odile Kerven"],
    ),
    (
        "got by an outlet, which has not made it",
        "fr",
        "{1 Selon|selon|according_to} [1 un rapport obtenu par Ouest-France], <1 la dune recule>.",
        [None],
    ),
    (
        "what its relative clause says",
        "fr",
        "{1 D'après|d'après|according_to} [1 l'étude que l'institut Marquelle a menée], <1 la dune recule>.",
        ["institut Marquelle"],
    ),
    (
        "taken up by its own noun",
        "fr",
        "Une enquête de SOS Rivages paraît mardi. [1 L'enquête] {1 montre|montrer} que <1 la dune recule>.",
        ["SOS Rivages"],
    ),
    (
        "taken up by another noun of its sort",
        "fr",
        "Une enquête de SOS Rivages paraît mardi. [1 Le rapport] {1 montre|montrer} que <1 la dune recule>.",
        ["SOS Rivages"],
    ),
    (
        "one of another sort",
        "fr",
        "Une enquête de SOS Rivages paraît mardi. [1 Le tract] {1 dit|dire} que <1 la dune recule>.",
        [None],
    ),
    (
        "a headline before the text tells whose it is",
        "fr",
        "[1 Un sondage] {1 révèle|révéler} <1 la peur des dunes>\n\nUn sondage de SOS Rivages l'a mesurée.",
        ["SOS Rivages"],
    ),
    (
        "whoever spoke last has issued what is his",
        "fr",
        "[1 La préfecture du Morvaz] {1 a dit|dire} que <1 non>. [2 Son communiqué] {2 vante|vanter} <2 une réussite>.",
        ["La préfecture du Morvaz", "La préfecture du Morvaz"],
    ),
    (
        "a name before the noun",
        "en",
        "[1 The Tidewatch survey] {1 showed|show} <1 a fall>. [2 The report] {2 said|say} <2 no>.",
        ["Tidewatch", "Tidewatch"],
    ),
    (
        "a possessor",
        "en",
        "[1 Ann Coyle’s latest budget documents] {1 show|show} <1 a gap>.",
        ["Ann Coyle"],
    ),
    (
        "members write for their body",
        "en",
        "[1 A letter from Tidewatch Union inspectors] {1 lists|list} <1 312 nets>.",
        ["Tidewatch Union"],
    ),
    (
        "nobody's",
        "en",
        "Ann Coyle arrived. [1 The report] {1 said|say} <1 no>.",
        [None],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), ISSUED, ids=[row[0] for row in ISSUED])
def test_who_has_issued_it(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    A document speaks for whoever has issued it, where the article tells who that is.
    """
    assert speakers(marked, code) == expected, label
