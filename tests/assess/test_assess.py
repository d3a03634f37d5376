"""
Is each statement the kind of saying that it is marked as?

Without a parser the patterns and word lists decide; what needs the tree is marked ``model``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked import article

from selon import lang
from selon.assess import assess, own_voice
from selon.model import Attribution, Span
from selon.parse.designations import designations
from selon.parse.tree import Parse, from_doc
from selon.resolve import resolve


def parses_of(text_lang: str, texts: list[tuple[str, int]]) -> list[Parse | None]:
    """Return the parse of each passage by the pipeline of the language."""
    import spacy  # noqa: PLC0415 - only where a model is wanted

    language = lang.load(text_lang)
    nlp = spacy.load(str(language.pipeline), exclude=["ner", "lemmatizer"])
    return [from_doc(nlp(text), start, language.relations) for text, start in texts]


def assessed(marked: str, code: str, *, parsed: bool = False) -> list[Attribution]:
    """Return the statements of *marked*, resolved and assessed."""
    text, statements = article(marked, code)
    language = lang.load(code)
    passages = [(passage.span.of(text.text), passage.span.start) for passage in text.passages]
    parses = parses_of(code, passages) if parsed else [None] * len(passages)
    sources = designations(text, statements, parses, language)
    return assess(text, resolve(text, statements, sources, language), sources, parses, language)


ACTS = [
    ("fr", "[1 Paul Vasseur] {1 a démenti|démentir|nominal} <1 toute fuite>.", "deny"),
    ("fr", "[1 Paul Vasseur] {1 demande|demander|question} si <1 la digue tient>.", "ask"),
    ("fr", "[1 Paul Vasseur] {1 demande|demander|infinitive} de <1 partir>.", "demand"),
    ("fr", "[1 Paul Vasseur] {1 n'a pas répondu|répondre}.", "decline"),
    ("fr", "Paul Vasseur attend. « <1 Et les bateaux ?> »", "ask"),
    ("fr", "Paul Vasseur attend. « <1 Les bateaux sont là.> »", "assert"),
    ("en", "[1 Ruth Calloway] {1 denied|deny|clause} <1 it>.", "deny"),
    ("en", "[1 Ruth Calloway] {1 declined to comment|decline}.", "decline"),
    ("fr", "[1 Paul Vasseur] {1 demande|demander|clause} si <1 la digue tient>.", "ask"),
    ("fr", "[1 Paul Vasseur] {1 plaide|plaider|clause} que <1 la digue tient>.", "assert"),
    ("fr", "[1 Paul Vasseur] {1 plaide|plaider|nominal} pour <1 une digue>.", "demand"),
    ("fr", "[1 Paul Vasseur] {1 propose|proposer|nominal} <1 une visite>.", "promise"),
    ("fr", "[1 Paul Vasseur] {1 soupçonne|soupçonner|nominal} <1 une fuite>.", "believe"),
    ("fr", "« <1 La digue tient> », {1 se défend|se défendre|quote} [1 Paul Vasseur].", "assert"),
    ("en", "[1 Ruth Calloway] {1 found|find|clause} that <1 it will hold>.", "believe"),
    ("en", "[1 The study] {1 found|find|clause} that <1 it will hold>.", "assert"),
]


@pytest.mark.parametrize(("code", "marked", "act"), ACTS)
def test_acts(code: str, marked: str, act: str) -> None:
    """
    The act is that of the cue in its frame, of a refusal, or of a question without a cue.
    """
    assert [one.act for one in assessed(marked, code)] == [act]


INFINITIVES = [
    ("[1 Paul Vasseur] {1 jure|jurer|infinitive} de <1 ne plus partir>.", "promise"),
    ("[1 Paul Vasseur] {1 jure|jurer|infinitive} <1 n'avoir rien vu>.", "assert"),
    ("[1 Paul Vasseur] {1 m'a dit|dire|clause} de <1 revenir demain>.", "demand"),
    ("[1 Paul Vasseur] {1 dit|dire|clause} <1 vouloir revenir demain>.", "assert"),
    ("[1 Paul Vasseur] {1 regrette|regretter|clause} d'<1 avoir menti>.", "admit"),
    ("[1 Paul Vasseur] {1 suggère|suggérer|clause} de <1 nous y rendre>.", "demand"),
]


@pytest.mark.model
@pytest.mark.parametrize(("marked", "act"), INFINITIVES)
def test_the_act_of_an_infinitive(marked: str, act: str) -> None:
    """
    An infinitive is one whatever frame is named, and the preposition before it may tell another act.
    """
    assert [one.act for one in assessed(marked, "fr", parsed=True)] == [act]


KINDS = [
    ("fr", "[1 Un élève sur trois] {1 dit|dire} que <1 oui>.", "group"),
    ("fr", "[1 Près de la moitié] {1 disent|dire} que <1 oui>.", "group"),
    ("fr", "[1 Plus de 200 riverains] {1 disent|dire} que <1 oui>.", "group"),
    ("fr", "[1 De très nombreux internautes] {1 disent|dire} que <1 oui>.", "group"),
    ("fr", "[1 La Rennaise de 58 ans] {1 dit|dire} que <1 oui>.", "person"),
    ("fr", "{1 Selon|selon|according_to} [1 nos informations], <1 le bac est vendu>.", "media"),
    ("fr", "{1 Selon|selon|according_to} [1 des informations de presse], <1 le bac est vendu>.", "document"),
    ("fr", "[1 Les syndicats] {1 disent|dire} que <1 oui>.", "group"),
    ("fr", "[1 Le syndicat] {1 dit|dire} que <1 oui>.", "organisation"),
    ("fr", "[1 Paul Vasseur et Nadia Roux] {1 disent|dire} que <1 oui>.", "person"),
    ("fr", "[1 Ceux qui restent] {1 disent|dire} que <1 oui>.", "group"),
    ("fr", "[1 Une enquête Verlant pour le port] {1 dit|dire} que <1 oui>. L'institut Verlant compte.", "document"),
    ("fr", "« <1 Rien ne sera plus comme avant ici> »", "person"),
    ("en", "[1 Nearly a fifth] {1 said|say} <1 yes>.", "group"),
    ("en", "[1 One in 12] {1 said|say} <1 yes>.", "group"),
    ("en", "[1 Unions] {1 said|say} <1 yes>.", "group"),
]


@pytest.mark.parametrize(("code", "marked", "kind"), KINDS)
def test_kinds(code: str, marked: str, kind: str) -> None:
    """
    Shares are groups, and so are bodies without a name; a document stays one, whoever has issued it.

    Who is named, whoever is somebody's of a place, and who is quoted without a source, is a person.
    """
    assert [one.source_kind for one in assessed(marked, code)] == [kind]


POLARITY = [
    ("fr", "[1 Paul Vasseur] {1 a dit|dire} que <1 la digue ne tiendra pas>.", "negative"),
    ("fr", "[1 Paul Vasseur] {1 a dit|dire} que <1 la digue ne cède que par le bas>.", "positive"),
    ("fr", "[1 Paul Vasseur] {1 craint|craindre} que <1 les plus jeunes n'abandonnent>.", "positive"),
    ("fr", "[1 Paul Vasseur] {1 n'a pas condamné|condamner} <1 l'attaque>.", "negative"),
    ("fr", "[1 Paul Vasseur] {1 n'a cessé de dénoncer|dénoncer} <1 l'attaque>.", "positive"),
    ("fr", "[1 Paul Vasseur] {1 loin de condamner|condamner} <1 l'attaque>, l'a saluée.", "negative"),
    ("fr", "[1 Personne] {1 n'a dit|dire} que <1 la digue tenait>.", "negative"),
    ("fr", "[1 Paul Vasseur] {1 a démenti|démentir|nominal} <1 toute fuite>.", "negative"),
    ("fr", "[1 Paul Vasseur] {1 ignorait|ignorer} que <1 la digue cédait>.", "negative"),
    ("fr", "[1 Paul Vasseur] {1 n'a pas répondu|répondre}.", "positive"),
    ("en", "[1 Ruth Calloway] {1 said|say} <1 the harbor would not hold>.", "negative"),
    ("en", "[1 Ruth Calloway] {1 did not say|say} <1 the harbor would hold>.", "negative"),
    ("en", "[1 Ruth Calloway] {1 said|say} <1 the harbor would hold>.", "positive"),
    ("en", "[1 Ruth Calloway] {1 doesn't think|think} <1 the harbor will hold>.", "negative"),
    ("en", "[1 Ruth Calloway] {1 doesn’t think|think} <1 the harbor will hold>.", "negative"),
    ("en", "[1 No minister] {1 has said|say} that <1 the harbor will hold>.", "negative"),
    ("en", "[1 Few experts] {1 say|say} <1 the harbor will hold>.", "negative"),
    ("en", "[1 A few experts] {1 say|say} <1 the harbor will hold>.", "positive"),
    ("en", "[1 No 10] {1 said|say} <1 the harbor would hold>.", "positive"),
    ("en", "[1 Ruth Calloway] {1 told|tell} nobody <1 the harbor would hold>.", "negative"),
    ("en", "[1 Ruth Calloway] {1 advised|advise} against <1 a sale>.", "negative"),
    ("en", "[1 Ruth Calloway] stopped short of {1 saying|say} that <1 the harbor would hold>.", "negative"),
    ("en", "There is no {1 suggestion|suggestion|noun} that <1 the harbor will hold>.", "negative"),
    ("en", "[1 Ruth Calloway] {1 does not doubt|doubt} <1 the harbor will hold>.", "positive"),
    ("en", "[1 Ruth Calloway] {1 did not deny|deny} <1 it>.", "negative"),
    ("en", "[1 Ruth Calloway] {1 said|say} <1 it was not only the harbor>.", "positive"),
    ("fr", "[1 Peu d'experts] {1 pensent|penser} que <1 la digue tient>.", "negative"),
    ("fr", "[1 Aucun expert] {1 ne dit|dire} que <1 la digue tient>.", "negative"),
    ("fr", "[1 Paul Vasseur] {1 n'a dit|dire} à personne que <1 la digue tient>.", "negative"),
    ("fr", "[1 Paul Vasseur] {1 dit|dire} que <1 la digue n'est pas seulement vieille>.", "positive"),
    ("fr", "[1 Paul Vasseur] {1 dit|dire} qu'<1 il ne reste plus qu'à signer>.", "positive"),
    ("fr", "[1 Paul Vasseur] {1 dit|dire} : « <1 Pas question de vendre la digue>. »", "negative"),
]


@pytest.mark.parametrize(("code", "marked", "polarity"), POLARITY)
def test_polarity(code: str, marked: str, polarity: str) -> None:
    """
    A content is negative when it is put forward as not so, or the act itself is denied.
    """
    assert [one.polarity for one in assessed(marked, code)] == [polarity]


CERTAINTY = [
    ("fr", "[1 Paul Vasseur] {1 dit|dire} que <1 la digue tient>.", "certain"),
    ("fr", "[1 Paul Vasseur] {1 dit|dire} que <1 la digue pourrait céder>.", "possible"),
    ("fr", "[1 Paul Vasseur] {1 dit|dire} que <1 la digue devrait tenir>.", "probable"),
    ("fr", "[1 Paul Vasseur] {1 craint|craindre} que <1 la digue cède>.", "possible"),
    ("fr", "[1 Paul Vasseur] {1 prévoit|prévoir} que <1 la digue va céder>.", "probable"),
    ("fr", "[1 Paul Vasseur] {1 dit|dire} que <1 la digue cédera probablement>.", "probable"),
    ("fr", "[1 On] {1 peut croire|croire} que <1 la digue tient>.", "possible"),
    ("fr", "{1 Selon|selon|according_to} [1 une source policière], <1 le préfet aurait menti>.", "reported"),
    (
        "fr",
        "{1 Selon|selon|according_to} [1 deux témoins], <1 les négociations achopperaient sur le prix>.",
        "reported",
    ),
    ("fr", "[1 Lima] {1 aurait proposé|proposer|nominal} <1 un moratoire>.", "reported"),
    ("fr", "[1 Lima] {1 plaiderait|plaider|nominal} pour <1 un moratoire>.", "reported"),
    ("fr", "[1 Lima] {1 n'exclut pas|exclure|nominal} <1 un moratoire>.", "possible"),
    ("fr", "[1 Lima] {1 exclut|exclure|nominal} <1 un moratoire>.", "certain"),
    ("fr", "« <1 Peut-être qu'il faut attendre> », {1 dit|dire|quote} [1 Paul Vasseur].", "possible"),
    ("fr", "« <1 Oui> », {1 peut-on lire|lire|quote} dans [1 le rapport].", "certain"),
    ("fr", "[1 Paul Vasseur] {1 a l'impression|avoir l'impression|clause} que <1 la digue tient>.", "certain"),
    ("en", "[1 Ruth Calloway] {1 did not rule out|rule out|nominal} <1 a sale>.", "possible"),
    ("en", "[1 Ruth Calloway] {1 reportedly said|say|clause} <1 yes>.", "reported"),
    ("fr", "[1 Paul Vasseur] {1 dit|dire} que <1 la digue céderait en cas de crue>.", "probable"),
    ("en", "[1 Ruth Calloway] {1 says|say} <1 the harbor might flood>.", "possible"),
    ("en", "[1 Ruth Calloway] {1 expects|expect} <1 the harbor to flood>.", "probable"),
    ("en", "[1 Ruth Calloway] {1 says|say} <1 the mayor reportedly left>.", "reported"),
]


@pytest.mark.parametrize(("code", "marked", "certainty"), CERTAINTY)
def test_certainty(code: str, marked: str, certainty: str) -> None:
    """
    A content is as sure as cue, modal verb, adverb and conditional put it.
    """
    assert [one.certainty for one in assessed(marked, code)] == [certainty]


OF_THE_TREE = [
    ("a future in the past", "[1 Paul Vasseur] {1 a dit|dire} que <1 la digue tiendrait>.", "certain", "positive"),
    (
        "a passive future in the past",
        "[1 Paul Vasseur] {1 avait juré|jurer} que <1 tout serait réglé avant l'été>.",
        "certain",
        "positive",
    ),
    (
        "a mark in a subordinate clause is about something else",
        "[1 Paul Vasseur] {1 dit|dire} que <1 la digue protège un village qui pourrait disparaître>.",
        "certain",
        "positive",
    ),
    (
        "the first conjunct tells",
        "[1 Paul Vasseur] {1 dit|dire} que <1 la digue tient, mais ne suffit plus>.",
        "certain",
        "positive",
    ),
]


OF_AN_ENGLISH_TREE = [
    ("the month of May", "[1 Ruth Calloway] {1 said|say} <1 the harbor closed in May>.", "certain", "positive"),
    ("a noun spelt like a modal", "[1 Ruth Calloway] {1 said|say} <1 the navy lost its might>.", "certain", "positive"),
    ("could after a past cue", "[1 Ruth Calloway] {1 said|say} <1 the harbor could close>.", "possible", "positive"),
    ("could, denied", "[1 Ruth Calloway] {1 said|say} <1 she could not reach the harbor>.", "certain", "negative"),
    (
        "a negation in an adjunct",
        "[1 Ruth Calloway] {1 said|say} <1 she sailed with no licence>.",
        "certain",
        "positive",
    ),
    ("a tag question", "“<1 It is a fine harbor, isn’t it?>” [1 Ruth Calloway] {1 said|say}.", "certain", "positive"),
    (
        "will under a condition",
        "[1 Ruth Calloway] {1 said|say} <1 if it rains, the harbor will close>.",
        "certain",
        "positive",
    ),
    (
        "would under a condition",
        "[1 Ruth Calloway] {1 said|say} <1 if it rained the harbor would close>.",
        "probable",
        "positive",
    ),
    ("the first of two clauses", "“<1 I don't sail, I fish>,” [1 Ruth Calloway] {1 said|say}.", "certain", "negative"),
]


@pytest.mark.model
@pytest.mark.parametrize(
    ("label", "marked", "certainty", "polarity"), OF_AN_ENGLISH_TREE, ids=[row[0] for row in OF_AN_ENGLISH_TREE]
)
def test_what_an_english_tree_tells(label: str, marked: str, certainty: str, polarity: str) -> None:
    """
    A modal and a negation count where they stand by the main verb of the first main clause.
    """
    (one,) = assessed(marked, "en", parsed=True)
    assert (one.certainty, one.polarity) == (certainty, polarity), label


@pytest.mark.model
@pytest.mark.parametrize(("label", "marked", "certainty", "polarity"), OF_THE_TREE, ids=[row[0] for row in OF_THE_TREE])
def test_what_the_tree_tells(label: str, marked: str, certainty: str, polarity: str) -> None:
    """
    Only the main clause counts, and after a cue of the past a conditional is a future.
    """
    (one,) = assessed(marked, "fr", parsed=True)
    assert (one.certainty, one.polarity) == (certainty, polarity), label


DISCLOSURE = [
    ("fr", "[1 Paul Vasseur] {1 dit|dire} que <1 oui>.", "named", "named"),
    ("fr", "[1 L'ambassade de Chine] {1 dit|dire} que <1 oui>.", "office", "named"),
    ("fr", "[1 Un haut responsable américain] {1 dit|dire} que <1 oui>.", "role", "described"),
    ("fr", "[1 Une source proche du dossier] {1 dit|dire} que <1 oui>.", "proximity", "described"),
    ("fr", "[1 Des témoins] {1 disent|dire} que <1 oui>.", "group", "described"),
    ("fr", "[1 Un rapport interne] {1 dit|dire} que <1 oui>.", "document", "described"),
    ("fr", "[1 Reuters] {1 dit|dire} que <1 oui>.", "media", "named"),
    ("fr", "[1 Des sources] {1 disent|dire} que <1 oui>.", "bare", "anonymous"),
    ("fr", "[1 Plusieurs sources anonymes] {1 disent|dire} que <1 oui>.", "bare", "anonymous"),
    ("fr", "[1 On] {1 dit|dire} que <1 oui>.", "bare", "anonymous"),
    ("fr", "{1 Il a été annoncé|annoncer} que <1 oui>.", "none", "anonymous"),
    ("en", "[1 A person familiar with the talks] {1 said|say} <1 yes>.", "proximity", "described"),
    ("en", "[1 Two administration officials] {1 said|say} <1 yes>.", "group", "described"),
    ("en", "[1 Sources] {1 said|say} <1 yes>.", "bare", "anonymous"),
    ("fr", "[1 Un porte-parole de la mairie] {1 dit|dire} que <1 oui>.", "office", "described"),
    ("en", "[1 A spokeswoman] {1 said|say} <1 yes>.", "office", "described"),
    ("fr", "[1 Les syndicats] {1 disent|dire} que <1 oui>.", "group", "described"),
]


@pytest.mark.parametrize(("code", "marked", "disclosure", "naming"), DISCLOSURE)
def test_disclosure(code: str, marked: str, disclosure: str, naming: str) -> None:
    """
    What a reader can see of the source follows from its name or its noun.
    """
    (one,) = assessed(marked, code)
    assert (one.disclosure, one.naming) == (disclosure, naming)


STANDING = [
    ("a pronoun with nobody before it", "fr", "[1 Ils] {1 disent|dire} que <1 oui>.", [None], ["unresolved"]),
    ("a pronoun with nobody before it", "en", "[1 She] {1 said|say} <1 yes>.", [None], ["unresolved"]),
    ("a pronoun for a thing", "en", "[1 It] {1 said|say} <1 yes>.", [None], ["unresolved"]),
    (
        "a pronoun that goes on from an open one",
        "en",
        "[1 He] {1 said|say} <1 yes>. [2 He] {2 added|add} <2 no>.",
        [None, None],
        ["unresolved", "unresolved"],
    ),
    (
        "a pronoun between two who come as near",
        "en",
        "Ron Tully and Joe Marsh sat there. [1 He] {1 said|say} <1 yes>.",
        [None],
        ["unresolved"],
    ),
    (
        "a pronoun for somebody described",
        "fr",
        "[1 Un habitant] {1 a dit|dire} que <1 oui>. [2 Il] {2 a ajouté|ajouter} que <2 non>.",
        ["role", "role"],
        ["described", "described"],
    ),
    (
        "a pronoun for somebody described",
        "en",
        "[1 A nurse] {1 said|say} <1 yes>. [2 She] {2 added|add} <2 no>.",
        ["role", "role"],
        ["described", "described"],
    ),
    (
        "a pronoun for somebody named",
        "fr",
        "[1 Paul Vasseur] {1 a dit|dire} que <1 oui>. [2 Il] {2 a ajouté|ajouter} que <2 non>.",
        ["named", "named"],
        ["named", "named"],
    ),
    ("a description that says no more than a pronoun", "en", "[1 The man] {1 said|say} <1 yes>.", ["role"], ["described"]),
    (
        "I, of an open pronoun",
        "en",
        "“<1 [2 I] {2 think|think} <2 so>>,” [1 he] {1 said|say}.",
        [None, None],
        ["unresolved", "unresolved"],
    ),
    (
        "I, of somebody described",
        "fr",
        "« <1 [2 Je] {2 pense|penser} que <2 oui>> », {1 dit|dire} [1 un pêcheur].",
        ["role", "role"],
        ["described", "described"],
    ),
    ("I, of nobody", "fr", "« <1 [2 Je] {2 pense|penser} que <2 oui>> », {1 est-il écrit|écrire}.", ["none", None],
     ["anonymous", "unresolved"]),
    ("everybody", "fr", "[1 On] {1 dit|dire} que <1 oui>.", ["bare"], ["anonymous"]),
    ("everybody", "en", "[1 Some] {1 say|say} <1 yes>.", ["bare"], ["anonymous"]),
    ("we", "fr", "[1 Nous] {1 croyons|croire} que <1 oui>.", ["bare"], ["anonymous"]),
    ("we", "en", "[1 We] {1 believe|believe} <1 so>.", ["bare"], ["anonymous"]),
    ("without an agent", "fr", "Il {1 est accusé de|accuser} <1 mentir>.", ["none"], ["anonymous"]),
    ("without an agent", "en", "He {1 is accused of|accuse} <1 lying>.", ["none"], ["anonymous"]),
    ("a quotation that nobody is found for", "fr", "« <1 Rien ne bouge ici.> »", ["none"], ["unresolved"]),
    (
        "a quotation of somebody described",
        "en",
        "[1 A nurse] {1 said|say} <1 yes>. “<2 Nobody sleeps here.>”",
        ["role", "none"],
        ["described", "described"],
    ),
    ("the reporter's question", "en", "{1 Asked|ask|question} if <1 it held>, she smiled.", ["none"], ["question"]),
    (
        "the reporter's question",
        "fr",
        "À la {1 question de savoir|question} si <1 la digue tenait>, elle sourit.",
        ["none"],
        ["question"],
    ),
    ("somebody's question", "fr", "[1 Des témoins] {1 demandent|demander|question} si <1 oui>.", ["group"], ["described"]),
    ("an open question", "fr", "[1 Il] {1 demande|demander|question} si <1 oui>.", [None], ["unresolved"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "code", "marked", "disclosures", "standings"), STANDING, ids=[f"{row[1]} {row[0]}" for row in STANDING]
)
def test_standing(
    label: str, code: str, marked: str, disclosures: list[str | None], standings: list[str | None]
) -> None:
    """
    A source is counted as named, described or anonymous; one that nobody is found for, and a question of nobody, apart.
    """
    found = assessed(marked, code)
    assert [one.standing for one in found] == standings, label
    assert [one.disclosure for one in found] == disclosures, label


ANONYMITY = [
    ("fr", "[1 Un responsable] {1 a dit|dire}, sous couvert d'anonymat, que <1 oui>.", ["sous couvert d'anonymat"]),
    ("fr", "[1 Un agent], qui a requis l'anonymat, {1 a dit|dire} que <1 oui>.", ["qui a requis l'anonymat"]),
    ("fr", "L'anonymat rassure. [1 Un agent] {1 a dit|dire} que <1 oui>.", []),
    (
        "en",
        "[1 An official], who spoke on condition of anonymity, {1 said|say} <1 yes>.",
        ["spoke on condition of anonymity"],
    ),
    (
        "en",
        "[1 An aide] {1 said|say} <1 yes>, fearing retaliation.",
        ["fearing retaliation"],
    ),
]


@pytest.mark.parametrize(("code", "marked", "words"), ANONYMITY)
def test_reasons_for_anonymity(code: str, marked: str, words: list[str]) -> None:
    """
    The words of the source's own sentence that give a reason for anonymity are kept.
    """
    text, _ = article(marked, code)
    (one,) = assessed(marked, code)
    assert [span.of(text.text) for span in one.anonymity] == words


CLAIMED = [
    ("fr", "[1 Deux responsables] {1 ont dit|dire} que <1 oui>.", 2),
    ("fr", "[1 Une quarantaine de cinéastes] {1 demandent|demander} <1 un geste>.", 40),
    ("fr", "[1 Des responsables] {1 ont dit|dire} que <1 oui>.", None),
    ("fr", "[1 Deux rapports] {1 disent|dire} que <1 oui>.", None),
    ("en", "[1 Three people close to the talks] {1 said|say} <1 yes>.", 3),
    ("en", "[1 About two-thirds of residents] {1 said|say} <1 yes>.", None),
]


@pytest.mark.parametrize(("code", "marked", "number"), CLAIMED)
def test_claimed_sources(code: str, marked: str, number: int | None) -> None:
    """
    A number of people is a number of sources; a number of documents is not.
    """
    assert [one.sources_claimed for one in assessed(marked, code)] == [number]


MEDIUM = [
    ("fr", "[1 Paul Vasseur] {1 a dit|dire} que <1 oui>.", "speech"),
    ("fr", "[1 Paul Vasseur] {1 a tweeté|tweeter} : « <1 Oui> ».", "writing"),
    ("fr", "[1 Paul Vasseur] {1 estime|estimer} que <1 la digue tient>.", "thought"),
    ("fr", "« <1 La digue tient> », {1 estime|estimer|parenthetical} [1 Paul Vasseur].", "speech"),
    ("fr", "[1 Un rapport] {1 conclut|conclure} que <1 la digue tient>.", "writing"),
    ("fr", "[1 Un documentaire] {1 montre|montrer} que <1 la digue tient>.", "speech"),
    ("fr", "{1 Selon|selon|according_to} [1 Reuters], <1 la digue tient>.", "writing"),
    ("en", "[1 Ruth Calloway] {1 believes|believe} <1 it will hold>.", "thought"),
    ("en", "[1 Ruth Calloway] {1 found|find|clause} that <1 it will hold>.", "thought"),
    ("en", "[1 The study] {1 found|find|clause} that <1 it will hold>.", "writing"),
    ("fr", "[1 Une étude] {1 suppose|supposer|clause} que <1 la digue tient>.", "writing"),
    ("fr", "[1 Paul Vasseur] {1 y affirme|affirmer|clause} que <1 la digue tient>.", "writing"),
    ("fr", "[1 Les signataires] {1 demandent|demander|nominal} <1 une digue>.", "writing"),
    ("fr", "« <1 La digue tient> », {1 dit|dire|quote} [1 Paul Vasseur dans une note].", "writing"),
]


@pytest.mark.parametrize(("code", "marked", "medium"), MEDIUM)
def test_medium(code: str, marked: str, medium: str) -> None:
    """
    Documents and outlets are written unless they are heard; belief without quotation marks is thought.
    """
    assert [one.medium for one in assessed(marked, code)] == [medium]


def test_who_writes_goes_on_writing_until_heard() -> None:
    """
    What somebody adds to a post is written as well, until a channel or an addressee tells that they speak.
    """
    post = "[1 Paul Vasseur] {1 a tweeté|tweeter} : « <1 Oui.> » "
    added = "« <2 La digue tient> », {2 a ajouté|ajouter} [2 M. Vasseur]."
    assert [one.medium for one in assessed(post + added, "fr")] == ["writing", "writing"]
    text, statements = article(f"{post}[2 M. Vasseur] {{2 a dit|dire}} à Nadia Roux que <2 oui>.", "fr")
    told = text.text.index("Nadia Roux")
    statements[1] = replace(statements[1], addressee=(Span(told, told + len("Nadia Roux")),))
    sources = designations(text, statements, [None], lang.load("fr"))
    found = assess(text, resolve(text, statements, sources, lang.load("fr")), sources, [None], lang.load("fr"))
    assert [one.medium for one in found] == ["writing", "speech"]


def test_marks_of_origin_are_kept_apart() -> None:
    """
    A named origin and hearsay are two marks, and one statement may have both.
    """
    (one,) = assessed("{1 Selon|selon|according_to} [1 une source policière], <1 le préfet aurait menti>.", "fr")
    assert one.evidential == ("named_origin", "hearsay")


def voices(marked: str, code: str, *, parsed: bool = False) -> list[tuple[str, list[str]]]:
    """Return the stretches of the outlet's own voice with the words that mark hearsay."""
    text, statements = article(marked, code)
    passages = [(passage.span.of(text.text), passage.span.start) for passage in text.passages]
    parses = parses_of(code, passages) if parsed else [None] * len(passages)
    found = own_voice(text, statements, parses, lang.load(code))
    return [(voice.span.of(text.text), [span.of(text.text) for span in voice.hearsay]) for voice in found]


def test_own_voice_is_what_nothing_else_covers() -> None:
    """
    The outlet answers for what no source, cue or content covers.
    """
    assert voices("Il pleut. [1 Paul Vasseur] {1 a dit|dire} que <1 la digue tient>. Il pleut encore.", "fr") == [
        ("Il pleut", []),
        ("que", []),
        ("Il pleut encore", []),
    ]


def test_hearsay_phrases() -> None:
    """
    Phrases by which nobody vouches are marked in the own voice.
    """
    assert voices("Il semblerait que la digue cède.", "fr") == [
        ("Il semblerait que la digue cède", ["Il semblerait que"]),
    ]
    assert voices("The mayor reportedly left.", "en") == [("The mayor reportedly left", ["reportedly"])]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le préfet aurait demandé un rapport.", ["aurait demandé"]),
        ("Si la digue cédait, le préfet aurait demandé un rapport.", []),
        ("Le préfet pourrait demander un rapport.", []),
    ],
)
def test_hearsay_conditionals(text: str, words: list[str]) -> None:
    """
    A conditional perfect in the own voice is hearsay, unless a condition explains it.
    """
    ((_, hearsay),) = voices(text, "fr", parsed=True)
    assert hearsay == words
