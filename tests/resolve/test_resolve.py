"""
Does every source find the one it stands for?
"""

from __future__ import annotations

from datetime import date

import pytest
from marked import resolved, speakers

from selon import Reader
from selon.resolve.time import said_at

NAMES = [
    (
        "another office of another body",
        "fr",
        (
            "[1 Odile Kerven, directrice générale de l'agence des bois], {1 a parlé|parler} de <1 départ>. "
            "[2 La présidente du département] {2 demande|demander} <2 un moratoire>."
        ),
        ["Odile Kerven", None],
    ),
    (
        "another word for the same office",
        "fr",
        (
            "[1 Odile Kerven, directrice générale de l'agence des bois], {1 a parlé|parler} de <1 départ>. "
            "[2 La présidente de l'agence] {2 demande|demander} <2 un moratoire>."
        ),
        ["Odile Kerven", "Odile Kerven"],
    ),
    (
        "surname",
        "fr",
        "[1 Odile Kerven] {1 a parlé|parler} de <1 départ>. Puis [2 Mme Kerven] {2 a ajouté|ajouter} que <2 non>.",
        ["Odile Kerven", "Odile Kerven"],
    ),
    (
        "name after a role and a comma",
        "fr",
        "[1 Un porte-parole de l'Union des pêcheurs, Samir Aboulker], {1 a dit|dire} que <1 rien ne bouge>.",
        ["Samir Aboulker"],
    ),
    (
        "name before where its bearer works",
        "fr",
        "[1 Rami Abd al-Qadir de l'Observatoire des ports] {1 affirme|affirmer} que <1 le quai s'affaisse>.",
        ["Rami Abd al-Qadir"],
    ),
    (
        "title and particle",
        "fr",
        "Octave de Ménerval arrive. [1 M. de Ménerval] {1 estime|estimer} que <1 tout va bien>.",
        ["Octave de Ménerval"],
    ),
    (
        "acronym in brackets",
        "fr",
        "L'Office des eaux vives (OEV) se réunit. [1 L'OEV] {1 promet|promettre} <1 un plan>.",
        ["Office des eaux vives"],
    ),
    (
        "acronym that nothing explains",
        "fr",
        "Marine Habitat Watch enquête. {1 Selon|selon|according_to} [1 MHW], <1 la baie se meurt>.",
        ["Marine Habitat Watch"],
    ),
    (
        "another name",
        "fr",
        "Le général Idriss Tahar, dit « Borgne », avance. [1 Borgne] {1 a juré|jurer} de <1 tenir>.",
        ["Idriss Tahar"],
    ),
    (
        "initials in an interview",
        "fr",
        "Entretien avec Ludivine Sarpin.\n[1 L. S.] {1 :|} <1 Le glacier recule.>",
        ["Ludivine Sarpin"],
    ),
    (
        "capital used for its state keeps its name",
        "fr",
        "[1 Copenhague] {1 demande|demander} <1 des réponses>.",
        ["Copenhague"],
    ),
    (
        "a body is called as the article calls it in full",
        "fr",
        "L'armée soudanaise avance. [1 L'armée] {1 dément|démentir} <1 la prise du port>.",
        ["L'armée soudanaise"],
    ),
    (
        "two names speak as one",
        "fr",
        "[1 Hydromauve et Vigieaux] {1 ont nié|nier} <1 toute fuite>.",
        ["Hydromauve et Vigieaux"],
    ),
    (
        "one of the two is in a complement",
        "fr",
        "[1 Un accord entre Lima et Quito] {1 indique|indiquer} que <1 la pêche cesse>.",
        [None],
    ),
    (
        "roles inside a name",
        "en",
        "[1 Port Haven Mayor Ruth Calloway] {1 said|say} <1 it would hold>. [2 Calloway] {2 added|add} <2 nothing>.",
        ["Ruth Calloway", "Ruth Calloway"],
    ),
    (
        "surname that is a role's word",
        "en",
        "Paul Baker arrived. [1 Mr. Baker] {1 said|say} <1 he was late>.",
        ["Paul Baker"],
    ),
    (
        "a name that only says whose",
        "en",
        "Ruth Calloway is out. [1 Two Calloway aides] {1 said|say} <1 she was ill>.",
        [None],
    ),
    (
        "a campaign is no person",
        "en",
        "[1 The Calloway campaign] {1 denied|deny} <1 it>. [2 The campaign] {2 said|say} <2 more>.",
        ["The Calloway campaign", "The Calloway campaign"],
    ),
    (
        "in headlines every word has a capital",
        "en",
        "[1 Ruth Calloway] {1 Says|say} <1 The Harbor Will Hold Against Every Storm>\n\nRuth Calloway spoke.",
        ["Ruth Calloway"],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), NAMES, ids=[row[0] for row in NAMES])
def test_names(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    A name stands for its bearer, by the fullest name that the article gives.
    """
    assert speakers(marked, code) == expected, label


DESCRIPTIONS = [
    (
        "the same role",
        "fr",
        "La maire de Brumes, Odile Kerven, sourit. [1 La maire] {1 a dit|dire} que <1 oui>.",
        ["Odile Kerven"],
    ),
    (
        "another word for the role",
        "fr",
        (
            "Le ministre des Affaires étrangères, Paul Vasseur, arrive. "
            "[1 Le chef de la diplomatie] {1 a dit|dire} que <1 oui>."
        ),
        ["Paul Vasseur"],
    ),
    (
        "the same role of another state",
        "fr",
        "Le premier ministre danois, Mikkel Ras, arrive. [1 Le premier ministre suédois] {1 a dit|dire} que <1 non>.",
        [None],
    ),
    (
        "a headline before the name",
        "fr",
        "[1 La maire] {1 promet|promettre} <1 un pont>\n\nLa maire de Brumes, Odile Kerven, a parlé.",
        ["Odile Kerven"],
    ),
    (
        "an unnamed person stays unnamed",
        "fr",
        (
            "Le député Paul Vasseur arrive. [1 Un responsable norvégien] {1 a dit|dire} que <1 oui>. "
            "[2 Ce responsable] {2 précise|préciser} que <2 non>."
        ),
        [None, None],
    ),
    (
        "the person of the sentence before, whom no role has introduced",
        "fr",
        "Claire Aubanel veut tenir parole. [1 La ministre de l'Eau] {1 a assuré|assurer} que <1 oui>.",
        ["Claire Aubanel"],
    ),
    (
        "a body by its sort",
        "fr",
        "L'ONG Marine Habitat Watch enquête. [1 L'organisation] {1 dénonce|dénoncer} <1 un silence>.",
        ["Marine Habitat Watch"],
    ),
    (
        "an outlet by its sort",
        "fr",
        "Il l'a dit à CNN. {1 Selon|selon|according_to} [1 la chaîne américaine], <1 un accord est proche>.",
        ["CNN"],
    ),
    (
        "the police are themselves",
        "fr",
        "La société Hydromauve se tait. [1 La police] {1 confirme|confirmer} <1 l'enquête>.",
        ["La police"],
    ),
    (
        "the country behind a capital",
        "fr",
        "L'Ukraine attend. Kiev hésite. [1 Le pays] {1 réclame|réclamer} <1 une aide>.",
        ["Ukraine"],
    ),
    (
        "what a body puts out speaks for it",
        "fr",
        "{1 Selon|selon|according_to} [1 les chiffres du ministère de la Pêche], <1 la prise baisse>.",
        ["ministère de la Pêche"],
    ),
    (
        "a document without an issuer has no name",
        "fr",
        "{1 Selon|selon|according_to} [1 un rapport interne], <1 la prise baisse>.",
        [None],
    ),
    (
        "a title tells a role",
        "en",
        "Sen. Ruth Calloway arrived. [1 The senator] {1 said|say} <1 yes>.",
        ["Ruth Calloway"],
    ),
    (
        "no apposition where a verb follows",
        "en",
        "In Haverford, the governor said nothing. [1 The governor] {1 added|add} <1 nothing>.",
        [None],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), DESCRIPTIONS, ids=[row[0] for row in DESCRIPTIONS])
def test_descriptions(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    A description means whoever the article gave that role, or nobody by name.
    """
    assert speakers(marked, code) == expected, label


PRONOUNS = [
    (
        "the speaker before",
        "fr",
        "[1 Paul Vasseur] {1 a dit|dire} que <1 oui>. [2 Il] {2 a ajouté|ajouter} que <2 non>.",
        ["Paul Vasseur", "Paul Vasseur"],
    ),
    (
        "inside an inversion",
        "fr",
        "Paul Vasseur sourit. « <1 Oui> », {1 a-t-[1 il] dit|dire|parenthetical}.",
        ["Paul Vasseur"],
    ),
    (
        "gender decides",
        "fr",
        "[1 Nadine Roux] {1 a dit|dire} que <1 oui> à Paul Marchal. [2 Elle] {2 a ajouté|ajouter} que <2 non>.",
        ["Nadine Roux", "Nadine Roux"],
    ),
    (
        "nobody named in a quotation speaks it",
        "fr",
        "[1 Paul Vasseur] {1 a dit|dire} que <1 oui>. « <2 Luc Marchal ment> », {2 dit-[2 il]|dire|parenthetical}.",
        ["Paul Vasseur", "Paul Vasseur"],
    ),
    (
        "an unnamed speaker before",
        "fr",
        "[1 Un habitant] {1 a dit|dire} que <1 oui>. [2 Il] {2 a ajouté|ajouter} que <2 non>.",
        [None, None],
    ),
    (
        "the subject of the sentence before rather than an older source",
        "fr",
        (
            "[1 Un expert] {1 a dit|dire} que <1 oui>. Rires dans la salle. Le procureur, Sylvain Delmas, se tait. "
            "[2 Il] {2 a requis|requérir} <2 la prison>."
        ),
        [None, "Sylvain Delmas"],
    ),
    (
        "the one named last",
        "fr",
        "Hydromauve négocie avec le fonds Oosterbeek. [1 Ce dernier] {1 dément|démentir} <1 tout>.",
        ["Oosterbeek"],
    ),
    (
        "I is the speaker around, we is nobody in particular",
        "fr",
        (
            "« <1 [2 Je] {2 pense|penser} que <2 oui>> », {1 dit|dire} [1 Paul Vasseur]. "
            "« <3 [4 Nous] {4 pensons|penser} que <4 oui>> », {3 dit|dire} [3 Paul Vasseur]."
        ),
        ["Paul Vasseur", "Paul Vasseur", "Paul Vasseur", None],
    ),
    (
        "the source around an indirect statement",
        "fr",
        "[1 Paul Vasseur] {1 dit|dire} que <1 [2 il] {2 ignorait|ignorer} <2 l'affaire>>.",
        ["Paul Vasseur", "Paul Vasseur"],
    ),
    (
        "a description that says no more than a pronoun",
        "fr",
        "[1 Un habitant] {1 a dit|dire} que <1 oui>. [2 Cet homme] {2 a ajouté|ajouter} que <2 non>.",
        [None, None],
    ),
    (
        "it is no person",
        "en",
        "Paul Reed read a statement from Harbor Watch Group. [1 It] {1 said|say} <1 the bay was dying>.",
        ["Harbor Watch Group"],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), PRONOUNS, ids=[row[0] for row in PRONOUNS])
def test_pronouns(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    A pronoun means whoever agrees with it and was last in the foreground.
    """
    assert speakers(marked, code) == expected, label


FLOATING = [
    (
        "the same words elsewhere",
        "« <1 La digue tiendra bon> »\n\n[2 Odile Kerven] {2 a dit|dire} : « <2 La digue tiendra bon, promis.> »",
        ["Odile Kerven", "Odile Kerven"],
    ),
    (
        "who spoke before in the paragraph",
        "« <1 Oui> », {1 dit|dire} [1 Paul Vasseur]. La salle écoute. « <2 Et même deux fois.> »",
        ["Paul Vasseur", "Paul Vasseur"],
    ),
    (
        "whom the sentence before is about",
        "[1 Paul Vasseur] {1 dit|dire} que <1 oui>.\n\nNadine Roux hausse les épaules. « <2 On verra bien.> »",
        ["Paul Vasseur", "Nadine Roux"],
    ),
    (
        "the one who is asked",
        "Trois questions à Nadine Roux\n\nFaut-il partir ?\n\n<1 Non, il faut rester.>\n\nEt vous ?\n\n<2 Moi aussi.>",
        ["Nadine Roux", "Nadine Roux"],
    ),
]


@pytest.mark.parametrize(("label", "marked", "expected"), FLOATING, ids=[row[0] for row in FLOATING])
def test_floating_quotations(label: str, marked: str, expected: list[str | None]) -> None:
    """
    A quotation without source and cue has a speaker all the same.
    """
    assert speakers(marked, "fr") == expected, label


KINDS = [
    ("fr", "[1 Des témoins] {1 ont dit|dire} que <1 oui>.", "group"),
    ("fr", "[1 Une quarantaine de cinéastes] {1 demandent|demander} <1 un geste>.", "group"),
    ("fr", "[1 Les Norvégiens] {1 demandent|demander} <1 un geste>.", "group"),
    ("fr", "[1 Une source proche du dossier] {1 a dit|dire} que <1 oui>.", "person"),
    ("fr", "[1 L'ambassade de Chine] {1 a dit|dire} que <1 oui>.", "organisation"),
    ("fr", "[1 Le gouvernement chilien] {1 a dit|dire} que <1 oui>.", "state"),
    ("fr", "[1 Le Kremlin] {1 a dit|dire} que <1 oui>.", "state"),
    ("fr", "[1 Bercy] {1 a dit|dire} que <1 oui>.", "organisation"),
    ("fr", "[1 Le quotidien La Voix des Dunes] {1 a dit|dire} que <1 oui>.", "media"),
    ("fr", "[1 Un sondage] {1 a dit|dire} que <1 oui>.", "document"),
    ("fr", "[1 On] {1 dit|dire} que <1 oui>.", "unknown"),
    ("en", "[1 The White House] {1 said|say} <1 yes>.", "state"),
    ("en", "[1 Two law enforcement officials] {1 said|say} <1 yes>.", "group"),
    ("en", "[1 A senior administration official] {1 said|say} <1 yes>.", "person"),
    ("en", "[1 The Haverford Gazette] {1 said|say} <1 yes>.", "media"),
    ("en", "[1 The Harbor Protection Committee] {1 said|say} <1 yes>.", "organisation"),
    ("en", "[1 A new poll] {1 found|find} <1 yes>.", "document"),
    ("en", "[1 Figures published in May] {1 show|show} <1 yes>.", "document"),
    ("en", "[1 Senior figures in the union] {1 said|say} <1 yes>.", "group"),
    ("en", "[1 A figure close to the mayor] {1 said|say} <1 yes>.", "person"),
    ("en", "[1 No. 10] {1 said|say} <1 yes>.", "state"),
    ("en", "On Friday [1 Number 10] {1 said|say} <1 yes>.", "state"),
    ("en", "[1 A Number 10 spokeswoman] {1 said|say} <1 yes>.", "person"),
    ("en", "[1 The Number 6 bus driver] {1 said|say} <1 yes>.", "person"),
    ("fr", "[1 L'hôtel de Brienne] {1 a dit|dire} que <1 oui>.", "organisation"),
    ("fr", "[1 Une riveraine de la rue de Grenelle] {1 a dit|dire} que <1 oui>.", "person"),
]


@pytest.mark.parametrize(("code", "marked", "kind"), KINDS)
def test_kinds(code: str, marked: str, kind: str) -> None:
    """
    Each source is of the kind that its noun or its name tells.
    """
    assert [one.source_kind for one in resolved(marked, code)] == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sailwell said it would appeal.", "organisation"),
        ("Sailwell denied the claim. Last week Sailwell lost its licence.", "organisation"),
        ("Sailwell said it was a fine day.", "person"),
        ("Sailwell said it would fail. Sailwell said he was sorry.", "person"),
    ],
)
def test_a_lone_name_that_things_have(text: str, kind: str, reader: Reader) -> None:
    """
    A lone name of which nothing else is known is a body's where only pronouns for things take it up.
    """
    assert reader.read_text(text, lang="en").attributions[0].source_kind == kind


IDENTIFIERS = [
    ("fr", "[1 Pékin] {1 a dit|dire} que <1 oui>.", "iso3166:CN"),
    ("fr", "[1 La Norvège] {1 a dit|dire} que <1 oui>.", "iso3166:NO"),
    ("fr", "[1 la Maison-Blanche] {1 a dit|dire} que <1 oui>.", "iso3166:US/white-house"),
    ("en", "[1 The Kremlin] {1 said|say} <1 yes>.", "iso3166:RU/kremlin"),
    ("en", "[1 Beijing] {1 said|say} <1 yes>.", "iso3166:CN"),
    ("fr", "[1 Marseille] {1 a dit|dire} que <1 oui>.", None),
]


@pytest.mark.parametrize(("code", "marked", "identifier"), IDENTIFIERS)
def test_identifiers(code: str, marked: str, identifier: str | None) -> None:
    """
    A state, its capital and its houses have the state's identifier; a city has none.
    """
    (one,) = resolved(marked, code)
    assert one.speaker is not None
    assert one.speaker.identifier == identifier


def test_candidates_come_best_first() -> None:
    """
    The speaker is the first candidate; those that came near follow with lower scores, which are their shares.
    """
    marked = "Denis Orcival attend. Paul Vasseur arrive. [1 Il] {1 a dit|dire} que <1 oui>."
    (one,) = resolved(marked, "fr")
    assert one.speaker is not None
    assert {candidate.name for candidate in one.candidates} == {"Paul Vasseur", "Denis Orcival"}
    assert one.candidates[0].name == one.speaker.name
    assert sum(candidate.score for candidate in one.candidates) <= 1.0
    assert one.candidates[0].score > one.candidates[1].score


def test_nothing_to_resolve() -> None:
    """
    An article without statements stays without.
    """
    assert resolved("Rien à dire ici.", "fr") == []


SUNDAY = date(2022, 3, 13)
DATES = [
    ("dimanche", "fr", date(2022, 3, 13), "day"),
    ("samedi soir", "fr", date(2022, 3, 12), "day"),
    ("lundi", "fr", date(2022, 3, 7), "day"),
    ("mardi 8 mars", "fr", date(2022, 3, 8), "day"),
    ("hier soir", "fr", date(2022, 3, 12), "day"),
    ("dans la soirée", "fr", date(2022, 3, 13), "day"),
    ("la semaine dernière", "fr", date(2022, 2, 28), "week"),
    ("en janvier", "fr", date(2022, 1, 1), "month"),
    ("en 2019", "fr", date(2019, 1, 1), "year"),
    ("on Monday", "en", date(2022, 3, 7), "day"),
    ("late Thursday", "en", date(2022, 3, 10), "day"),
    ("yesterday", "en", date(2022, 3, 12), "day"),
    ("three days ago", "en", date(2022, 3, 10), "day"),
    ("last month", "en", date(2022, 2, 1), "month"),
]


@pytest.mark.parametrize(("words", "code", "start", "precision"), DATES, ids=[row[0] for row in DATES])
def test_dates(words: str, code: str, start: date, precision: str) -> None:
    """
    The words of a time are resolved against the day of publication, a weekday being the last one up to that day.
    """
    moment = said_at(words, SUNDAY, code)
    assert moment is not None
    assert (moment.start, moment.precision) == (start, precision)


def test_no_date_without_publication() -> None:
    """
    A weekday in an article without a date dates nothing, a full date does.
    """
    assert said_at("dimanche", None, "fr") is None
    moment = said_at("le 3 juillet 2011", None, "fr")
    assert moment is not None
    assert moment.start == date(2011, 7, 3)
