"""
Forms of a name: what can be nobody else is told from what can, in prose, tags, addresses and mail.
"""

from __future__ import annotations

import unicodedata

import pytest

from selon.errors import InvalidValue
from selon.ledger.forget import forms, spelling
from selon.ledger.forget.spelling import DOUBTFUL, LIKE, SURE


def found(name: str, text: str, *domains: str) -> list[tuple[str, str]]:
    """Return the forms of *name* in *text* with what they are called, those of *domains* and what is left to judge."""
    keys = spelling.spell(name)

    def knows(domain: str, key: str) -> bool:
        return domain in domains and key in keys[domain]

    return [
        (text[f.start : f.end], f.kind) for f in forms.find(text, knows, begins=lambda raw, folded: bool(raw + folded))
    ]


SURE_FORMS = [
    ("Orla Quenby's lawyer spoke", "Orla Quenby", "possessive"),
    ("the lawyers’ of ORLA QUENBY’S", "ORLA QUENBY", "possessive"),
    ("l’avocat d’Orla Quenby", "Orla Quenby", "elision"),
    ("Selon qu'Orla Quenby parte", "Orla Quenby", "elision"),
    ("jusqu’Orla Quenby", "Orla Quenby", "elision"),
    ("orla quenby a dit", "orla quenby", "full name"),
    ("Orla\u00a0 Quenby", "Orla\u00a0 Quenby", "full name"),
    ("Orla\nQuenby", "Orla\nQuenby", "full name"),
    ("with Or-\nla Quen-\nby", "Or-\nla Quen-\nby", "full name"),
    ("Or\u00adla Quen\u200bby", "Or\u00adla Quen\u200bby", "full name"),
    ("Orla&nbsp;Quenby", "Orla&nbsp;Quenby", "full name"),
    ("compte Orla\u200bQuenby", "Orla\u200bQuenby", "full name"),
    ("le compte orlaquenby", "orlaquenby", "full name"),
    ("Mme Orla Quenby", "Orla Quenby", "full name"),
    ("un élu pro-Orla Quenby", "Orla Quenby", "full name"),
    ("the Orla Quenby-led team", "Orla Quenby", "full name"),
    ("Orla Quenby Wins Vote", "Orla Quenby", "full name"),
    ("Quenby Orla", "Quenby Orla", "reversed"),
    ("QUENBY Orla", "QUENBY Orla", "reversed"),
    ("voir Quenby, Orla.", "Quenby, Orla", "reversed"),
    ("QUENBY, Orla said", "QUENBY, Orla", "reversed"),
    ("Quenby (Orla)", "Quenby (Orla", "reversed"),
    ("Orla B. Quenby", "Orla B. Quenby", "middle initial"),
    ("Orla B Quenby", "Orla B Quenby", "middle initial"),
    ("#OrlaQuenby", "OrlaQuenby", "hashtag"),
    ("#orlaquenby", "orlaquenby", "hashtag"),
    ("#AvecOrlaQuenby", "OrlaQuenby", "hashtag"),
    ("write to orla.quenby@paper.example.", "orla.quenby", "mail address"),
    ("quenby_orla@paper.example", "quenby_orla", "mail address"),
    ("orlaquenby75@paper.example", "orlaquenby", "mail address"),
    ("info@orla-quenby.example", "orla-quenby", "mail address"),
    ("https://a.example/les-mots-d-orla-quenby-2", "orla-quenby", "slug"),
    ("https://a.example/?q=orla+quenby", "orla+quenby", "slug"),
    ("https://a.example/?q=Orla%20Quenby", "Orla%20Quenby", "slug"),
    ("https://a.example/?u=b.example%252F%253Fq%253DOrla%252520Quenby", "Orla%252520Quenby", "slug"),
    ("https://a.example/@orlaquenby", "orlaquenby", "slug"),
    ("a.example/@orlaquenby", "orlaquenby", "slug"),
    ("pages/orla_quenby.html", "orla_quenby", "slug"),
    ("orlaquenby.example", "orlaquenby", "slug"),
]


@pytest.mark.parametrize(("text", "form", "kind"), SURE_FORMS, ids=[text for text, _, _ in SURE_FORMS])
def test_forms_that_can_be_nobody_else(text: str, form: str, kind: str) -> None:
    """The full name is found whatever stands in, around and between its words."""
    assert found("Orla Quenby", text, *SURE) == [(form, kind)]


OTHERS = [
    "Marlorla Quenby, Orla Quenbyson",
    "Orla Quenby-Lassalle",
    "Marie-Orla Quenby",
    "Mary Orla Quenby",
    "Saint-Orla Quenbyville",
    "Orla, Quenby and Paul",
    "Paul Quenby, Orla Lassalle et Zoé",
    "Quenby, Orla et Paul sont venus",
    "Il a vu Orla. Quenby est partie.",
    "Orla\n\nQuenby",
    "#MarlorlaQuenby https://a.example/marlorla-quenby marie.orla.quenby@a.example",
    "@OrlaQuenby @orla_quenby @orlaquenby@a.example",
    "O. Quenby, Mme Quenby, O. Q., Orla",
]


@pytest.mark.parametrize("text", OTHERS)
def test_forms_that_can_be_somebody_else(text: str) -> None:
    """Longer names, lists of people, handles and short forms are not taken for the full name."""
    judged = {"longer name", "reversed with a comma"}
    assert not [form for form in found("Orla Quenby", text, *SURE) if form[1] not in judged]


NAMES = [
    ("Zéphyrine Quatremer", "ZÉPHYRINE QUATREMER"),
    ("Zéphyrine Quatremer", unicodedata.normalize("NFD", "Zéphyrine Quatremer")),
    ("Zéphyrine Quatremer", "Z%C3%A9phyrine-Quatremer"),
    ("Zéphyrine Quatremer", "z%E9phyrine-quatremer"),
    ("Zéphyrine Quatremer", "Z&eacute;phyrine Quatremer"),
    ("Zéphyrine Quatremer", "zephyrine-quatremer"),
    ("Jean-Luc d’Hérouville", "Jean Luc d'Herouville"),
    ("Jean-Luc d’Hérouville", "jean-luc-d-herouville"),
    ("Jean-Luc d’Hérouville", "d’Hérouville, Jean-Luc"),
    ("Shane O'Neil", "Shane O’Neil"),
    ("Shane O'Neil", "#ShaneONeil"),
    ("Ilan de la Tour", "de la Tour, Ilan"),
    ("Ilan de la Tour", "Tour, Ilan de la"),
    ("Joris van der Berg", "JORIS VAN DER BERG"),
    ("Jörg Mühlbach", "joerg-muehlbach"),
    ("Søren Ækdal", "soren-aekdal"),
    ("Orla Bettina Quenby", "Orla B. Quenby"),
    ("Orla Bettina Quenby", "Quenby, Orla B"),
    ("Orla Quenby Jr.", "Orla Quenby, Jr"),
    ("Orla Quenby", "quenby orla"),
    ("Élodie Le Gall", "LE GALL Élodie"),
    ("Pelorus", "Pelorus"),
]


@pytest.mark.parametrize(("name", "text"), NAMES)
def test_names_of_all_shapes(name: str, text: str) -> None:
    """Accents, particles, apostrophes, hyphens, umlauts and names of one or three words are the same name."""
    (form,) = found(name, text, *SURE)
    assert form[0] == text.removeprefix("#")


DOUBTFUL_FORMS = [
    ("A dit O. Q. hier", "O. Q.", "initials"),
    ("A dit O.Q. hier", "O.Q.", "initials"),
    ("O. Quenby a dit", "O. Quenby", "initials"),
    ("Orla Q. a dit", "Orla Q.", "initials"),
    ("Quenby, O. (2031)", "Quenby, O.", "initials"),
    ("Mme Quenby a dit", "Quenby", "surname"),
    ("M. Quenby a dit", "Quenby", "surname"),
    ("Quenby’s lawyer", "Quenby", "surname"),
    ("selon Quenby, non", "Quenby", "surname"),
    ("suivez @oquenby !", "oquenby", "handle"),
    ("suivez @orla_q", "orla_q", "handle"),
    ("suivez @OrlaQuenby75", "OrlaQuenby75", "handle"),
    ("suivez @orla_quenby_off", "orla_quenby_off", "handle"),
    ("oquenby@a.example", "oquenby", "short mail address"),
    ("Orla Quenby-Lassalle", "Orla Quenby-Lassalle", "longer name"),
    ("Mary Orla Quenby", "Mary Orla Quenby", "longer name"),
    ("Paul Quenby, Orla Lassalle", "Quenby, Orla", "reversed with a comma"),
]


@pytest.mark.parametrize(("text", "form", "kind"), DOUBTFUL_FORMS, ids=[text for text, _, _ in DOUBTFUL_FORMS])
def test_doubtful_forms(text: str, form: str, kind: str) -> None:
    """Initials, the bare surname, handles, and the name inside another are found under names of their own."""
    assert found("Orla Quenby", text, *SURE, *DOUBTFUL, LIKE) == [(form, kind)]


DOUBTFUL_NAMES = [
    ("Orla Quenby Jr.", "Orla Quenby rit", "Orla Quenby", "shorter name"),
    ("Orla Quenby Jr.", "O. Quenby rit", "O. Quenby", "initials"),
    ("Orla Quenby", "Mme Quen-\nby rit", "Quen-\nby", "surname"),
    ("Orla Bettina Quenby", "a.example/orla-quenby-rit", "orla-quenby", "shorter name"),
    ("Orla Bettina Quenby", "pour OBQ", "OBQ", "initials"),
    ("Jean-Luc d’Hérouville", "J-L d’Hérouville", "J-L d’Hérouville", "initials"),
    ("Jean-Luc d’Hérouville", "le clan Hérouville", "Hérouville", "surname"),
    ("Pelorus", "a.example/pelorus-chante", "pelorus", "surname"),
    ("Pelorus", "suivez @pelorus", "pelorus", "handle"),
    ("Bill Long", "a long bill", "long bill", "small letters"),
    ("Bill Long", "Long bill", "Long bill", "small letters"),
    ("Will May", "a vote in May will pass", "May will", "small letters"),
    ("Will May", "a vote in May, will they?", "May, will", "reversed with a comma"),
]


@pytest.mark.parametrize(("name", "text", "form", "kind"), DOUBTFUL_NAMES, ids=[row[1] for row in DOUBTFUL_NAMES])
def test_doubtful_forms_of_other_names(name: str, text: str, form: str, kind: str) -> None:
    """So are those of names of other shapes, and words in small letters that may be words and no name."""
    assert found(name, text, *SURE, *DOUBTFUL, LIKE) == [(form, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Paul Quenby",
        "P. Quenby",
        "Quenby-Lassalle",
        "Saint-Quenby",
        "Quenby Lassalle",
        "the quenby",
        "paul-quenby.example",
    ],
)
def test_a_surname_of_somebody_else(text: str) -> None:
    """The surname in another person's name is none of the forms."""
    assert found("Orla Quenby", text, *SURE, *DOUBTFUL, LIKE) == []


def test_a_given_name_counts_beside_the_full_name() -> None:
    """The given name alone is a form where the full name stands in the same text, unless another name follows."""
    assert found("Orla Quenby", "Orla rit.", *SURE, *DOUBTFUL) == []
    kinds = found("Orla Quenby", "Orla Quenby rit. Orla part, Orla Lassalle non.", *SURE, *DOUBTFUL)
    assert kinds == [("Orla Quenby", "full name"), ("Orla", "given name")]


def test_blackening_leaves_nothing_to_find() -> None:
    """Names side by side, each of which hides the next from view, all go."""
    text = "ORLA QUENBY orla quenby Quenby Orla Orla Quenby"
    black = forms.blackened(text, forms.find(text, _of("Orla Quenby"), begins=lambda raw, folded: bool(raw + folded)))
    assert not any(c.isalpha() and c != forms.FILLER for c in black)
    assert len(black) == len(text)


@pytest.mark.slow
def test_long_runs_cost_no_more_than_their_length() -> None:
    """Text without blanks, as pages that were cut wrong give it, is read through at once."""
    for piece in ("a.", "a-", "aaaa/", "@a.", "#a", "a@", "www."):
        assert forms.find(piece * 3_000, _of("Orla Quenby"), begins=lambda raw, folded: bool(raw + folded)) == []


def test_a_form_needs_a_letter() -> None:
    """What has no letter is refused, with what would do."""
    with pytest.raises(InvalidValue, match="give words, initials or a handle"):
        spelling.key_of("…", spelling.spell("Orla Quenby"))


@pytest.mark.parametrize("form", ["a", "E", "le", "The", "said"])
def test_a_form_is_no_word_of_every_text(form: str) -> None:
    """A single letter or a word of the language is refused, which would blacken every text."""
    with pytest.raises(InvalidValue, match="stands in every text"):
        spelling.key_of(form, spelling.spell("Orla Quenby"))


def test_an_article_is_no_given_name() -> None:
    """*Le* in *Le Kremlin* is no form of the name."""
    assert found("Le Kremlin", "Le Kremlin dit. Le vent.", *SURE, *DOUBTFUL) == [("Le Kremlin", "full name")]


def test_an_entity_that_is_none_is_text() -> None:
    """What only looks like an entity is read letter by letter."""
    assert found("Orla Quenby", "R&Orla; &Quenby; Orla &quenby;", *DOUBTFUL) == [("Quenby", "surname")]


def _of(name: str) -> forms.Knows:
    keys = spelling.spell(name)
    return lambda domain, key: domain in SURE and key in keys[domain]
