"""
Who else stands before a pronoun or a description, so that no wrong name is taken?
"""

from __future__ import annotations

import pytest
from marked import resolved, speakers

pytestmark = pytest.mark.model


PRONOUNS = [
    (
        "an unnamed subject that said nothing yet",
        (
            "Luc Vasseur dirige la criée. Un pêcheur s'est souvenu d'une promesse.\n"
            "« <1 Vasseur nous avait menti> », {1 a-t-[1 il] lâché|lâcher|parenthetical}."
        ),
        [None],
    ),
    (
        "a described subject rather than a name further off",
        (
            "La ministre de la Pêche, Odile Kerven, a rencontré Maude Thibault, infirmière. "
            "« <1 Je suis restée debout> », {1 raconte|raconter|parenthetical} [1 Maude Thibault].\n"
            "La ministre était assise dans le bureau. [2 Elle] {2 a promis|promettre} <2 des lits>."
        ),
        ["Maude Thibault", "Odile Kerven"],
    ),
    (
        "whom the previous speaker names stands in the background",
        (
            "[1 Un pêcheur de la criée] {1 a dit|dire|quote} : « <1 Le bateau part à cinq heures du matin, par tous les "
            "temps, avec deux hommes, trois caisses, de la glace, un filet neuf et de quoi manger pour la journée, puis "
            "le soir, au retour, sur le quai, devant tout le monde, Luc Vasseur attend> ». "
            "[2 Il] {2 a ajouté|ajouter} que <2 c'est usant>."
        ),
        [None, None],
    ),
    (
        "whom it names itself in half a quotation",
        (
            "[1 Paul Orcival] {1 a parlé|parler} de <1 la digue>.\n"
            "<2 « Il y a eu des cris », mais Luc Vasseur « n'a rien vu »>, {2 observe-t-[2 il]|observer|parenthetical}."
        ),
        ["Paul Orcival", "Paul Orcival"],
    ),
    (
        "whom its quotation names by the surname",
        (
            "Paul Orcival attend au port. Luc Vasseur arrive. "
            "« <1 Vasseur ment depuis un an> », {1 a-t-[1 il] dit|dire|parenthetical}."
        ),
        ["Paul Orcival"],
    ),
    (
        "an unnamed person whom the article names afterwards",
        (
            "Une cinéaste rend son prix\nLe jury a récompensé Salomé Quint samedi. La salle a sifflé. "
            "« <1 Je le rends> », {1 a-t-[1 elle] expliqué|expliquer|parenthetical}."
        ),
        ["Salomé Quint"],
    ),
    (
        "several states are no one",
        "Les États-Unis hésitent. « <1 Non> », {1 a-t-[1 elle] répondu|répondre|parenthetical}.",
        [None],
    ),
]


@pytest.mark.parametrize(("label", "marked", "expected"), PRONOUNS, ids=[row[0] for row in PRONOUNS])
def test_whom_a_pronoun_passes_by(label: str, marked: str, expected: list[str | None]) -> None:
    """
    Subjects without a name compete, and names inside somebody's words stand back.
    """
    assert speakers(marked, parsed=True) == expected, label


def test_nothing_decides() -> None:
    """
    Two who come as near as each other leave a pronoun without a speaker, and both are candidates.
    """
    (one,) = resolved("Paul Vasseur voit Denis Orcival. [1 Il] {1 a dit|dire} que <1 oui>.")
    assert one.speaker is None
    assert one.source_kind == "person"
    assert {candidate.name for candidate in one.candidates} == {"Paul Vasseur", "Denis Orcival"}


def test_far_off() -> None:
    """
    A name of which no gender is known is not meant from far off.
    """
    filler = "Le vent souffle. La mer monte. Le quai tremble. La nuit tombe. "
    said = f"est là. {filler}« <1 Non> », {{1 a-t-[1 elle] dit|dire|parenthetical}}."
    assert speakers(f"Zorvek {said}", parsed=True) == [None]
    assert speakers(f"Odile Kerven {said}", parsed=True) == ["Odile Kerven"]


SOURCES = [
    (
        "nobody speaks of himself by his name",
        (
            "Le juge en chef Eugène Rossart dîne. Le juge en chef adjoint, Rémi Bocart, aussi. "
            "[1 Le juge en chef] {1 a déclaré|déclarer} que <1 Rémi Bocart est libre>."
        ),
        ["Eugène Rossart"],
    ),
    (
        "a name in a relative clause",
        "Luc Vasseur est maire. [1 Un ténor du port que soutient Luc Vasseur] {1 a ajouté|ajouter} <1 un mot>.",
        [None],
    ),
    (
        "an example with a title",
        "[1 Des élus comme M. Vasseur] {1 ont refusé|refuser} <1 le plan>.",
        [None],
    ),
    (
        "a politician by nationality",
        (
            "« <1 Non> », {1 prévient|prévenir|parenthetical} [1 Valdis Kalnins, le président du port]. "
            "« <2 Jamais> », {2 ajoute|ajouter|parenthetical} [2 le politique letton]."
        ),
        ["Valdis Kalnins", "Valdis Kalnins"],
    ),
    (
        "an adjective that is a noun elsewhere",
        (
            "[1 Sebastian Kolb, le chancelier autrichien,] {1 a parlé|parler} de <1 dette>. "
            "{2 Pour|pour|according_to} [2 le jeune dirigeant], <2 l'Italie menace la zone>."
        ),
        ["Sebastian Kolb", "Sebastian Kolb"],
    ),
    (
        "two offices that share their first words",
        (
            "L'Office fédéral de l'agriculture (OFAG) se tait. "
            "[1 L'Office fédéral de l'environnement (OFEV)] {1 a révélé|révéler} <1 une fuite>. "
            "[2 L'OFEV] {2 promet|promettre} <2 un plan>."
        ),
        ["Office fédéral de l'environnement", "Office fédéral de l'environnement"],
    ),
    (
        "a party in brackets is not its member",
        (
            "[1 Luc Vasseur (UMP)] {1 a dénoncé|dénoncer} <1 un incident>. "
            "[2 L'UMP] {2 a proposé|proposer} <2 un amendement>."
        ),
        ["Luc Vasseur", "L'UMP"],
    ),
    (
        "a member by the party",
        ("Odile Kerven (PS) affronte Nadine Roux (LR). [1 La socialiste] {1 a promis|promettre} <1 un plan>."),
        ["Odile Kerven"],
    ),
    (
        "a body and its purpose",
        "[1 La Fondation pour la recherche marine] {1 alerte sur|alerter} <1 la baie>.",
        ["Fondation pour la recherche marine"],
    ),
    (
        "an initial for the given name",
        "Odile Kerven est élue. [1 O. Kerven] {1 a promis|promettre} <1 un plan>.",
        ["Odile Kerven"],
    ),
    (
        "a role in which a noun could be a verb",
        ("Han Jianzu, membre du Bureau en charge du port, arrive à quai. [1 Han] {1 a dit|dire} que <1 oui>."),
        ["Han Jianzu"],
    ),
    (
        "a king by his first name",
        "Ménélik IV règne sur l'île. [1 Ménélik] {1 a promis|promettre} <1 la paix>.",
        ["Ménélik IV"],
    ),
]


@pytest.mark.parametrize(("label", "marked", "expected"), SOURCES, ids=[row[0] for row in SOURCES])
def test_sources(label: str, marked: str, expected: list[str | None]) -> None:
    """
    Names and descriptions mean whom a reader would say.
    """
    assert speakers(marked, parsed=True) == expected, label


def test_a_storm_is_nobody() -> None:
    """
    What a street, a storm or a building is called after does not speak.
    """
    marked = "L'ouragan Nadine a frappé. Luc Vasseur a tout perdu. « <1 Fini> », {1 a-t-[1 elle] dit|dire}."
    assert speakers(marked, parsed=True) == [None]


def test_first_part_of_a_double_name_tells_nothing() -> None:
    """
    Of a double given name the second part tells the gender where both sexes bear the first.
    """
    marked = "Dominique-Jean Kervadec a quitté le port. « <1 Fini> », {1 a-t-[1 il] dit|dire|parenthetical}."
    assert speakers(marked, parsed=True) == ["Dominique-Jean Kervadec"]


def test_whose_relative_it_is() -> None:
    """
    What follows *whose* tells nothing of the one before.
    """
    marked = "Kelly Anne Brody, whose son lost a cornet, came. “<1 He cried>,” [1 she] {1 raged|rage|parenthetical}."
    assert speakers(marked, "en", parsed=True) == ["Kelly Anne Brody"]
