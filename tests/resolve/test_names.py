"""
Which words of a source are the name, and whose name is it?
"""

from __future__ import annotations

import pytest
from marked import resolved, speakers

WORDS = [
    (
        "an outlet that a town's name opens",
        "<1 The fault> {1 was first reported|report} by [1 the New York Gazette].",
        ["the New York Gazette"],
    ),
    (
        "an outlet whose town has a given name in it",
        "<1 The fault> {1 was first reported|report} by [1 the Los Angeles Herald].",
        ["the Los Angeles Herald"],
    ),
    (
        "a party after a comma",
        "[1 Senator Tom Brandel, Democrat of Delaware], {1 spoke|speak} of <1 rain>. [2 He] {2 said|say} <2 no>.",
        ["Tom Brandel", "Tom Brandel"],
    ),
    (
        "a party with its article",
        "[1 Sen. Ruth Calloway, a Republican], {1 said|say} <1 no>.",
        ["Ruth Calloway"],
    ),
    (
        "a party and its state",
        "[1 Majority Leader Ruth Calloway, R-Ohio], {1 said|say} <1 no>.",
        ["Ruth Calloway"],
    ),
    (
        "a name after a role inside capitals",
        (
            "[1 Victor Hamm, the county GOP chairman], {1 said|say} <1 no>. Hamm waited. Hamm left. "
            "There, [2 the county GOP Chairman Luke Brandel] {2 declined|decline} <2 to say>."
        ),
        ["Victor Hamm", "Luke Brandel"],
    ),
    (
        "a state of several words between a party and a title",
        "[1 Republican South Carolina Sen. Ruth Calloway] {1 said|say} <1 no>.",
        ["Ruth Calloway"],
    ),
    (
        "a name after what a role is of",
        "[1 The Director of Harbor Affairs Philip Brandel] {1 said|say} <1 no>.",
        ["Philip Brandel"],
    ),
    (
        "a state whose name opens like a nationality",
        "[1 Saudi Arabia] {1 said|say} <1 no>.",
        ["Saudi Arabia"],
    ),
    (
        "a role after a town that people are called after",
        "[1 Charlotte Mayor Jennifer Brandel] {1 said|say} <1 no>.",
        ["Jennifer Brandel"],
    ),
    (
        "a surname that is a trade",
        "[1 Paul Baker Reed] {1 said|say} <1 no>.",
        ["Paul Baker Reed"],
    ),
    (
        "a name deep inside what is told of somebody",
        "[1 A man accused of a theft along the Tanner Harbor Strip] {1 told|tell} police <1 nothing>.",
        [None],
    ),
    (
        "a name after the noun of its complement",
        "[1 The head of research Ann Coyle] {1 said|say} <1 no>.",
        ["Ann Coyle"],
    ),
    (
        "a candidate in a complement",
        "[1 A spokesman for Democratic presidential candidate Ann Coyle] {1 said|say} <1 no>.",
        [None],
    ),
    (
        "a plan that is called after somebody",
        "Kevin Maddock left. [1 The Maddock plan] {1 says|say} <1 no>.",
        [None],
    ),
    (
        "the possessor in an apposition",
        "[1 Attorney General Roy Tamblyn (D), Maddock's opponent in the vote], {1 said|say} <1 no>.",
        ["Roy Tamblyn"],
    ),
    (
        "a dateline",
        "New York (AP) – [1 Vice President Joe Tamblyn] {1 said|say} <1 no>.",
        ["Joe Tamblyn"],
    ),
    (
        "a dateline within the source",
        "[1 New York (AP) – Vice President Joe Tamblyn] {1 said|say} <1 no>.",
        ["Joe Tamblyn"],
    ),
    (
        "an inverted verb before a name",
        "Mary Coyle said nothing. {1 Said|say} [1 Coyle]: “<1 Nothing>.”",
        ["Mary Coyle"],
    ),
    (
        "I, which has a capital",
        "[1 All the experts I met] {1 said|say} <1 no>.",
        [None],
    ),
    (
        "one of those whom a plural means",
        "Candidates like Ann Coyle waited. [1 Candidates like Ann Coyle] {1 said|say} <1 no>.",
        [None],
    ),
    (
        "an example after a comma",
        "Coyle and Tamblyn waited. [1 The field's hawks, like Coyle and Tamblyn], {1 said|say} <1 no>.",
        [None],
    ),
    (
        "a nickname inside the name",
        '[1 State Del. Marcia "Cia" Coyle (D-Newport)] {1 said|say} <1 no>.',
        ['Marcia "Cia" Coyle'],
    ),
    (
        "a word that only stresses the name of a state",
        "[1 Even Norway, an old ally], {1 said|say} <1 no>.",
        ["Norway"],
    ),
    (
        "a pronoun set off",
        "Joe Tamblyn smiled and waved. [1 He, like Ann Coyle], {1 said|say} <1 no>.",
        ["Joe Tamblyn"],
    ),
    (
        "a campaign that is whosever",
        "The Coyle campaign was glad. Joe Tamblyn was not. [1 His campaign] {1 said|say} <1 no>.",
        [None],
    ),
    (
        "somebody of a body with of in its name",
        "[1 University of Lima economist Ann Coyle] {1 said|say} <1 no>.",
        ["Ann Coyle"],
    ),
    (
        "a body with and in its name",
        "[1 The Harbors and Exchange Commission] {1 said|say} <1 no>.",
        ["The Harbors and Exchange Commission"],
    ),
    (
        "two bodies with and between them",
        "[1 The FBI and Central Harbor Agency] {1 said|say} <1 no>.",
        ["The FBI and Central Harbor Agency"],
    ),
    (
        "a new poll, whose first word has a capital",
        "[1 New Polls] {1 show|show} <1 a lead>.",
        [None],
    ),
    (
        "a body that goes on after its noun",
        "[1 The Commission on Harbor Lights] {1 said|say} <1 no>. [2 The commission] {2 said|say} <2 yes>.",
        ["Commission on Harbor Lights", "Commission on Harbor Lights"],
    ),
    (
        "a body whose noun comes last before it goes on",
        "[1 The Federal Bureau of Lights] {1 said|say} <1 no>.",
        ["Federal Bureau of Lights"],
    ),
    (
        "a body before a weekday",
        "They asked [1 the Lantern Commission] on Monday, which {1 said|say} <1 no>.",
        ["the Lantern Commission"],
    ),
    (
        "a campaign's manager",
        "[1 Coyle campaign manager Dana Tamblyn] {1 said|say} <1 no>.",
        ["Dana Tamblyn"],
    ),
]


@pytest.mark.parametrize(("label", "marked", "expected"), WORDS, ids=[row[0] for row in WORDS])
def test_words_of_the_name(label: str, marked: str, expected: list[str | None]) -> None:
    """
    The name is the one that the phrase as a whole means, with all its words and no others.
    """
    assert speakers(marked, "en") == expected, label


BEARERS = [
    (
        "a surname rather than the first word of a building",
        (
            "Donald Tamblyn, the candidate, owns the hotel. He ran Tamblyn Plaza Hotel and Tamblyn World. "
            "[1 Tamblyn] {1 said|say} <1 no>."
        ),
        ["Donald Tamblyn"],
    ),
    (
        "somebody known by surname only",
        "He ran Tamblyn Plaza Hotel. [1 Tamblyn] {1 said|say} <1 no>.",
        ["Tamblyn"],
    ),
    (
        "a surname rather than a given name",
        (
            "John Hamm, the treasurer, left. Tom John, the chairman, stayed. "
            "[1 John, the chairman], {1 said|say} <1 no>. [2 John] {2 said|say} <2 yes>."
        ),
        ["Tom John", "Tom John"],
    ),
    (
        "a given name where nobody has it as a surname",
        "Bernie Tamblyn arrived. [1 Bernie] {1 said|say} <1 no>.",
        ["Bernie Tamblyn"],
    ),
    (
        "a title of the other gender",
        "Michelle Tamblyn left. [1 Mr. Tamblyn] {1 said|say} <1 no>.",
        ["Mr. Tamblyn"],
    ),
    (
        "father and son",
        "Vice President Joseph R. Tamblyn Jr. left. [1 Mr. Tamblyn] {1 said|say} <1 no>.",
        ["Joseph R. Tamblyn Jr"],
    ),
    (
        "what is put before a name",
        "Sen. Ann Coyle left. They call her Crooked Ann Coyle. [1 Coyle] {1 said|say} <1 no>.",
        ["Ann Coyle"],
    ),
    (
        "a state before a surname",
        "Bernie Tamblyn won. A New Hampshire Tamblyn voter left. [1 Tamblyn] {1 said|say} <1 no>.",
        ["Bernie Tamblyn"],
    ),
    (
        "a body's noun before a comma",
        "Donald Tamblyn arrived. If he wins the presidency, [1 Tamblyn] {1 said|say}, <1 he will act>.",
        ["Donald Tamblyn"],
    ),
]


@pytest.mark.parametrize(("label", "marked", "expected"), BEARERS, ids=[row[0] for row in BEARERS])
def test_whose_name_it_is(label: str, marked: str, expected: list[str | None]) -> None:
    """
    A lone word means whoever has it as a surname before anything that it only begins the name of.
    """
    assert speakers(marked, "en") == expected, label


PRONOUNS = [
    (
        "a body is no he",
        "Joe Tamblyn joined. The Harbor Lights Commission wrote to the Lantern Gazette. [1 He] {1 said|say} <1 no>.",
        [("Joe Tamblyn", "person")],
    ),
    (
        "whoever is a she is a person",
        "Melanie waited at home. [1 She] {1 said|say} <1 no>.",
        [("Melanie", "person")],
    ),
    (
        "many people are no she",
        "Ann Coyle arrived. South Sudanese Christians waited for hours. [1 She] {1 said|say} <1 no>.",
        [("Ann Coyle", "person")],
    ),
]


@pytest.mark.parametrize(("label", "marked", "expected"), PRONOUNS, ids=[row[0] for row in PRONOUNS])
def test_who_can_be_he_or_she(label: str, marked: str, expected: list[tuple[str, str]]) -> None:
    """
    Where things have a pronoun of their own, only a person is meant by another.
    """
    named = [(one.speaker.name, one.source_kind) for one in resolved(marked, "en") if one.speaker is not None]
    assert named == expected, label


HEADLINE = "New Poll Shows Bump For Tamblyn.\n\nAnn Tamblyn, the mayor, left. [1 Tamblyn] {1 said|say} <1 no>."


def test_no_names_in_a_short_headline() -> None:
    """
    A headline in title case names nobody by its capitals, even when it is short and ends with a full stop.
    """
    assert speakers(HEADLINE, "en") == ["Ann Tamblyn"]


KINDS = [
    ("[1 PolyFact] {1 said|say} <1 no>.", "organisation"),
    ("[1 McTamblyn] {1 said|say} <1 no>.", "person"),
    ("[1 DuTamblyn] {1 said|say} <1 no>.", "person"),
]


@pytest.mark.parametrize(("marked", "kind"), KINDS)
def test_capitals_inside_a_word(marked: str, kind: str) -> None:
    """
    A capital inside a word makes a brand of it, except after what surnames begin with.
    """
    (found,) = resolved(marked, "en")
    assert found.source_kind == kind


MEANT = [
    (
        "the campaign of another one",
        "The Tamblyn campaign was glad. [1 The Coyle campaign] {1 said|say} <1 no>.",
        ["The Coyle campaign"],
    ),
    (
        "a nominee of the other party",
        (
            "Democratic nominee Ann Coyle met Republican nominee Joe Tamblyn and Ann Coyle again. "
            "[1 The Republican nominee] {1 said|say} <1 no>. [2 The GOP nominee] {2 said|say} <2 no>. "
            "[3 The Democratic nominee] {3 said|say} <3 yes>."
        ),
        ["Joe Tamblyn", "Joe Tamblyn", "Ann Coyle"],
    ),
    (
        "a member of a party, told in brackets",
        "Sen. Ann Coyle (D-Ohio) met Rep. Joe Tamblyn (R-Iowa) about another bridge. [1 The Democrat] {1 said|say} <1 no>.",
        ["Ann Coyle"],
    ),
    (
        "a governor is no senator",
        "Sen. Ann Coyle arrived. [1 The governor] {1 said|say} <1 no>.",
        [None],
    ),
    (
        "a vice president is no president",
        (
            "Vice President Joe Tamblyn arrived and President Ann Coyle left. [1 The vice president] {1 said|say} "
            "<1 no>. [2 The president] {2 said|say} <2 yes>."
        ),
        ["Joe Tamblyn", "Ann Coyle"],
    ),
    (
        "a running mate is not the nominee",
        "Vice presidential nominee Joe Tamblyn arrived. [1 The presidential nominee] {1 said|say} <1 no>.",
        [None],
    ),
    (
        "the president whose wife has a full name",
        ("Michelle Tamblyn left. President Tamblyn stayed. Mr. Tamblyn waved. [1 The president] {1 said|say} <1 no>."),
        ["Mr. Tamblyn"],
    ),
    (
        "the director of an agency is not a president",
        "President Ann Coyle met the CTA. [1 The CTA director] {1 said|say} <1 no>.",
        [None],
    ),
]


@pytest.mark.parametrize(("label", "marked", "expected"), MEANT, ids=[row[0] for row in MEANT])
def test_who_is_described(label: str, marked: str, expected: list[str | None]) -> None:
    """
    A description does not mean somebody of another party, office or house.
    """
    assert speakers(marked, "en") == expected, label
