"""
What is the fullest name of a speaker, and what stands before it and is none of it?
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked import article

from selon import lang
from selon.parse.designations import designations
from selon.parse.tagged import Tagged
from selon.resolve import resolve


def speakers(marked: str, code: str, tags: dict[str, str] | None = None) -> list[str | None]:
    """Return the speaker of each statement of *marked* by name, where the words of *tags* have that part of speech."""
    text, statements = article(marked, code)
    language = lang.load(code)
    sources = designations(text, statements, [None] * len(text.passages), language)
    given = [(tags or {}).get(word, "") for word in sources.words.tokens.words]
    words = Tagged(text.text, sources.words.tokens, given, sources.words.subjects)
    found = resolve(text, statements, replace(sources, words=words), language)
    return [one.speaker.name if one.speaker is not None else None for one in found]


BEFORE = [
    (
        "a party in capitals",
        "fr",
        "[1 Le sénateur LR Jeanne Kerven] {1 a dit|dire} que <1 non>. [2 Mme Kerven] {2 a dit|dire} que <2 oui>.",
        ["Jeanne Kerven", "Jeanne Kerven"],
    ),
    (
        "a dateline in capitals",
        "fr",
        "BRUXELLES Jeanne Kerven a parlé. [1 Mme Kerven] {1 a dit|dire} que <1 non>.",
        ["Jeanne Kerven"],
    ),
    (
        "a hospital that is called after somebody",
        "fr",
        "Le CHU Jeanne Kerven ferme. [1 Le CHU Jeanne Kerven] {1 a dit|dire} que <1 non>.",
        ["Le CHU Jeanne Kerven"],
    ),
    (
        "an outlet before an article and a title",
        "fr",
        "Il raconte à Monts et Avenir le Dr Paul Kerven. [1 Le Dr Kerven] {1 a dit|dire} que <1 non>.",
        ["Paul Kerven"],
    ),
    (
        "a name of one letter before a body's",
        "fr",
        "Adieu X. Kerven Université part. [1 Kerven Université] {1 a dit|dire} que <1 non>.",
        ["Kerven Université"],
    ),
    (
        "what a minister with a nationality is of",
        "fr",
        "[1 Le ministre malien de la Culture Paul Kerven] {1 a dit|dire} que <1 non>.",
        ["Paul Kerven"],
    ),
    (
        "an office whose word is a given name too",
        "en",
        (
            "[1 Justice Secretary Humza Tamblyn] {1 said|say} <1 nothing changes>. "
            "[2 Tamblyn] {2 said|say} <2 nobody agrees>."
        ),
        ["Humza Tamblyn", "Humza Tamblyn"],
    ),
    (
        "an office with two fields",
        "en",
        "[1 Work and Pensions Secretary Ann Coyle] {1 said|say} <1 nothing changes>.",
        ["Ann Coyle"],
    ),
    (
        "a surname that is a noun",
        "en",
        "[1 Victoria Scholar] {1 said|say} <1 nothing changes>.",
        ["Victoria Scholar"],
    ),
    (
        "ranks without a full stop",
        "en",
        (
            "Superintendent Audley Tamblyn came. [1 Supt Tamblyn] {1 said|say} <1 nothing changes>. "
            "[2 Lt Col Ann Coyle] {2 said|say} <2 nobody agrees>. [3 Maj-Gen Coyle] {3 said|say} <3 nothing changes>."
        ),
        ["Audley Tamblyn", "Ann Coyle", "Ann Coyle"],
    ),
    (
        "a rank of two letters",
        "en",
        "[1 DC Hayley Tamblyn] {1 said|say} <1 nothing changes>. [2 DC Tamblyn] {2 said|say} <2 nobody agrees>.",
        ["Hayley Tamblyn", "Hayley Tamblyn"],
    ),
    (
        "titles with an article among them",
        "en",
        (
            "[1 Dr the Rt. Hon. Keith Tamblyn] {1 said|say} <1 nothing changes>. "
            "[2 Taoiseach Micheál Coyle] {2 said|say} <2 nothing changes>."
        ),
        ["Keith Tamblyn", "Micheál Coyle"],
    ),
    (
        "the leader of an opposition",
        "en",
        (
            "[1 Leader of the Opposition Vishwasrao Tamblyn-Roy] {1 said|say} <1 nothing changes>. "
            "[2 Mr. Tamblyn-Roy] {2 said|say} <2 nobody agrees>."
        ),
        ["Vishwasrao Tamblyn-Roy", "Vishwasrao Tamblyn-Roy"],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), BEFORE, ids=[row[0] for row in BEFORE])
def test_what_stands_before_a_name(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    Ranks, offices, parties, datelines and outlets before a name are none of it.
    """
    assert speakers(marked, code) == expected, label


BODIES = [
    (
        "a name that the tables have",
        "fr",
        (
            "Les Nations unies étaient là. [1 Les Nations unies] {1 ont dit|dire} que <1 non>. "
            "[2 L'ONU] {2 a dit|dire} <2 oui>."
        ),
        {},
        ["Nations unies", "Nations unies"],
    ),
    (
        "a place with a preposition in it",
        "fr",
        "[1 Le Quai d'Orsay] {1 a dit|dire} que <1 non>.",
        {},
        ["Le Quai d'Orsay"],
    ),
    (
        "a foreign name with its small words",
        "fr",
        (
            "[1 Le Centre for Harbour Truth] {1 a dit|dire} que <1 non>. "
            "[2 L'association Voz do Porto] {2 a dit|dire} <2 oui>."
        ),
        {},
        ["Centre for Harbour Truth", "Voz do Porto"],
    ),
    (
        "a foundation that is called after somebody",
        "fr",
        "Une note de la Fondation Jean Kerven est parue. [1 La Fondation Jean Kerven] {1 a dit|dire} que <1 non>.",
        {},
        ["Fondation Jean Kerven"],
    ),
    (
        "an acronym whose name has a long preposition",
        "fr",
        ("Le Centre de lutte contre la fraude marine (CLFM) a écrit. [1 Le CLFM] {1 a dit|dire} que <1 non>."),
        {},
        ["Centre de lutte contre la fraude marine"],
    ),
    (
        "an adjective before the noun of a complement",
        "fr",
        "[1 Le Front de défense de la haute vallée] {1 a dit|dire} que <1 non>.",
        {"défense": "NOUN", "haute": "ADJ", "vallée": "NOUN"},
        ["Front de défense de la haute vallée"],
    ),
    (
        "a preposition of purpose after an adjective",
        "fr",
        "[1 L'Agence bavaroise contre la fraude] {1 a dit|dire} que <1 non>.",
        {"bavaroise": "ADJ", "fraude": "NOUN"},
        ["Agence bavaroise contre la fraude"],
    ),
    (
        "a ministry of three things",
        "en",
        (
            "The Ministry of Harbors, Industry and Fishing met. "
            "[1 The Ministry of Harbors, Industry and Fishing] {1 said|say} <1 nothing changes>."
        ),
        {},
        ["Ministry of Harbors, Industry and Fishing"],
    ),
    (
        "a state's name that ends a body's",
        "en",
        (
            "[1 Harbour Affairs Canada] {1 said|say} <1 nothing changes>. "
            "[2 Harbour Affairs] {2 said|say} <2 nothing changes>. [3 HAC] {3 said|say} <3 nothing changes>."
        ),
        {},
        ["Harbour Affairs Canada", "Harbour Affairs Canada", "Harbour Affairs Canada"],
    ),
    (
        "an acronym that is a pronoun otherwise",
        "en",
        "The World Health Organization met. [1 The WHO] {1 said|say} <1 nothing changes>.",
        {},
        ["World Health Organization"],
    ),
    (
        "small words after a noun for what a name is",
        "fr",
        "L'association Rive droite redoute la crue. [1 Rive droite] {1 a dit|dire} que <1 non>.",
        {"droite": "NOUN", "redoute": "VERB"},
        ["Rive droite"],
    ),
    (
        "an outlet in quotation marks that a noun takes up",
        "fr",
        "{1 Selon|selon|according_to} [1 « La Voix du Nord »], <1 il pleut>. [2 Le journal] {2 ajoute|ajouter} que <2 non>.",
        {},
        ["La Voix du Nord", "La Voix du Nord"],
    ),
    (
        "an outlet that has its own article",
        "fr",
        "Il lit La Voix de Kerven chaque jour. [1 La Voix du Nord] {1 a dit|dire} que <1 non>.",
        {},
        ["La Voix du Nord"],
    ),
    (
        "an outlet whose name is a nationality",
        "fr",
        "[1 Le Parisien] {1 rapporte|rapporter} que <1 non>. [2 Le Parisien moyen] {2 dit|dire} que <2 oui>.",
        {},
        ["Le Parisien", None],
    ),
    (
        "a noun that the name is called without too",
        "fr",
        "L'institut Kerven publie un livre. Selon Kerven, tout va bien. [1 L'institut Kerven] {1 dit|dire} que <1 non>.",
        {},
        ["Kerven"],
    ),
    (
        "the end of a body's name that is another body's",
        "fr",
        ("La Commission nationale du parti ouvrier a voté. [1 Le Parti ouvrier] {1 a dit|dire} que <1 non>."),
        {"nationale": "ADJ", "parti": "NOUN", "ouvrier": "ADJ"},
        ["Parti ouvrier"],
    ),
    (
        "a verb with its object, read as an adjective",
        "fr",
        "L'Agence des forêts ferme certaines pistes. [1 L'Agence des forêts] {1 dit|dire} que <1 non>.",
        {"forêts": "NOUN", "ferme": "ADJ", "pistes": "NOUN"},
        ["Agence des forêts"],
    ),
    (
        "two complements of one agency",
        "fr",
        "[1 L'Agence du médicament et des soins] {1 dit|dire} que <1 non>. [2 L'Agence] {2 dit|dire} que <2 oui>.",
        {"médicament": "NOUN", "soins": "NOUN"},
        ["Agence du médicament et des soins", "Agence du médicament et des soins"],
    ),
    (
        "a common word that always stands before the next",
        "en",
        "She left Big Corvane. They bought Big Corvane. [1 Big Corvane] {1 said|say} <1 nothing changes>.",
        {},
        ["Big Corvane"],
    ),
    (
        "a ministry of a state",
        "en",
        (
            "Then [1 Peru's Ministry of Harbors, Industry and Fishing (MOHIF)] {1 said|say} <1 nothing changes>. "
            "[2 MOHIF] {2 said|say} <2 nobody agrees>."
        ),
        {},
        ["Ministry of Harbors, Industry and Fishing", "Ministry of Harbors, Industry and Fishing"],
    ),
    (
        "an acronym after a shorter name",
        "fr",
        (
            "L'Agence nationale du médicament a écrit. Selon l'agence du médicament (ANM), rien ne presse. "
            "[1 L'agence du médicament (ANM)] {1 a dit|dire} que <1 non>."
        ),
        {"nationale": "ADJ", "médicament": "NOUN"},
        ["Agence nationale du médicament"],
    ),
    (
        "an authority of a state",
        "en",
        "Then [1 The UAE's Deep Harbour Authority] {1 said|say} <1 nothing changes>.",
        {},
        ["Deep Harbour Authority"],
    ),
    (
        "a nationality before a unit",
        "en",
        "[1 The Danish National Harbour Crime Unit] {1 said|say} <1 nothing changes>.",
        {},
        ["The Danish National Harbour Crime Unit"],
    ),
    (
        "a party after a noun for one",
        "en",
        "[1 The other party, Labour], {1 said|say} <1 nothing changes>.",
        {},
        ["Labour"],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "tags", "expected"), BODIES, ids=[row[0] for row in BODIES])
def test_how_far_the_name_of_a_body_goes(
    label: str, code: str, marked: str, tags: dict[str, str], expected: list[str | None]
) -> None:
    """
    The name of a body holds its small words and complements, and its acronym stands for all of it.
    """
    assert speakers(marked, code, tags) == expected, label


SHORT = [
    (
        "a surname that is a noun",
        "en",
        "Ann White spoke. [1 White] {1 said|say} <1 nothing changes>.",
        ["Ann White"],
    ),
    (
        "whites who are no Ann White",
        "en",
        "Ann White spoke. [1 Whites] {1 said|say} <1 nothing changes>.",
        [None],
    ),
    (
        "a given name that no table has",
        "en",
        "Then Jenka Tamblyn left. [1 Jenka] {1 said|say} <1 nothing changes>.",
        ["Jenka Tamblyn"],
    ),
    (
        "the first word of a firm's name",
        "en",
        "In May [1 Corvane Ratings] {1 said|say} <1 nothing changes>. [2 Corvane] {2 said|say} <2 nobody agrees>.",
        ["Corvane Ratings", "Corvane Ratings"],
    ),
    (
        "a brand before what it makes",
        "en",
        "In May Corvane opened. He wore a Corvane Fleece. [1 Corvane] {1 said|say} <1 nothing changes>.",
        ["Corvane"],
    ),
    (
        "initials of two given names",
        "fr",
        "Anna Olga Kerven écrit. [1 A.O. Kerven] {1 a dit|dire} que <1 non>.",
        ["Anna Olga Kerven"],
    ),
    (
        "a name with a particle after a role",
        "fr",
        "[1 Le PDG, Gontran d'Estrel], {1 a dit|dire} que <1 non>. [2 M. d'Estrel] {2 a dit|dire} que <2 oui>.",
        ["Gontran d'Estrel", "Gontran d'Estrel"],
    ),
    (
        "a doctor whose article tells her gender",
        "fr",
        "La Dr Saskia Kerven est là. [1 La Dr Kerven] {1 a dit|dire} que <1 non>.",
        ["Saskia Kerven"],
    ),
    (
        "a president of the rights of man",
        "fr",
        (
            "La présidente de la Ligue des droits de l'homme, Sebnem Kerven, est là. "
            "[1 Mme Kerven] {1 a dit|dire} que <1 non>."
        ),
        ["Sebnem Kerven"],
    ),
    (
        "where somebody is from",
        "en",
        (
            "[1 Fellow protester, engineer Ann Coyle, 60, from Harbour, North Tamside], "
            "{1 said|say} <1 nothing changes>."
        ),
        ["Ann Coyle"],
    ),
    (
        "three people in a list",
        "fr",
        (
            "Jeanne Kerven est venue. [1 Mme Kerven, le gardien Paul Roux et Marie Aboulker] "
            "{1 ont dit|dire} que <1 non>."
        ),
        ["Jeanne Kerven, Paul Roux et Marie Aboulker"],
    ),
    (
        "two people with their full names",
        "en",
        (
            "Ann Coyle and Joe Tamblyn met. "
            "[1 Coyle and Harbour Secretary Joe Tamblyn] {1 said|say} <1 nothing changes>."
        ),
        ["Ann Coyle and Joe Tamblyn"],
    ),
    (
        "a firm with an ampersand in what somebody directs",
        "fr",
        "[1 Marc-Antoine Kerven, directeur de Vox & Data], {1 a dit|dire} que <1 non>.",
        ["Marc-Antoine Kerven"],
    ),
    (
        "a list that a plural introduces",
        "fr",
        "[1 Deux élus de la ville, Jeanne Kerven et Paul Roux], {1 ont dit|dire} que <1 non>.",
        ["Jeanne Kerven et Paul Roux"],
    ),
    (
        "deputies of a party",
        "fr",
        "[1 Certains députés PSKO] {1 ont dit|dire} que <1 non>.",
        [None],
    ),
    (
        "a nickname of two words",
        "fr",
        "Voici Alexe « The Wolf » Kerven. [1 M. Kerven] {1 a dit|dire} que <1 non>.",
        ["Alexe « The Wolf » Kerven"],
    ),
    (
        "a name after that of its bearer's house",
        "fr",
        "C'est ce qu'a dit à l'agence Aquilia Paul Kerven hier. [1 M. Kerven] {1 a dit|dire} que <1 non>.",
        ["Paul Kerven"],
    ),
    (
        "a name after the state to which its bearer is sent",
        "en",
        "The ambassador to Britain Liu Tamming waited. [1 Liu] {1 said|say} <1 nothing changes>.",
        ["Liu Tamming"],
    ),
    (
        "a given name that is a verb",
        "en",
        "[1 Will Tamblyn], head of Fact, {1 said|say} <1 nothing changes>. [2 Tamblyn] {2 said|say} <2 nobody agrees>.",
        ["Will Tamblyn", "Will Tamblyn"],
    ),
    (
        "two roles of one",
        "en",
        "[1 His friend and fellow writer Ann Coyle] {1 said|say} <1 nothing changes>.",
        ["Ann Coyle"],
    ),
    (
        "a month in what a paper is",
        "en",
        "[1 A letter dated June 3] {1 says|say} <1 nothing changes>. [2 Prime Minister May] {2 says|say} <2 nobody agrees>.",
        [None, "May"],
    ),
    (
        "a month, where no noun is known",
        "en",
        "[1 The missive signed in ink, dated June 3] {1 says|say} <1 nothing changes>.",
        [None],
    ),
    (
        "a knight",
        "en",
        "Then [1 Sir Colin Tamblyn] {1 said|say} <1 nothing changes>. [2 Colin Tamblyn] {2 said|say} <2 nobody agrees>.",
        ["Colin Tamblyn", "Colin Tamblyn"],
    ),
    (
        "a couple with one surname",
        "en",
        (
            "Michelle Tamblyn and Joe Tamblyn waited there. [1 Mrs Tamblyn] {1 said|say} <1 nothing changes>. "
            "[2 Mr Tamblyn] {2 said|say} <2 nobody agrees>."
        ),
        ["Michelle Tamblyn", "Joe Tamblyn"],
    ),
]


@pytest.mark.parametrize(("label", "code", "marked", "expected"), SHORT, ids=[row[0] for row in SHORT])
def test_whose_short_name_it_is(label: str, code: str, marked: str, expected: list[str | None]) -> None:
    """
    A part of a name, its initials or a noun that is a surname find the full name, and people who speak as one have theirs.
    """
    assert speakers(marked, code) == expected, label
