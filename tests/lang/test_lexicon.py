"""
Are the languages' tables of words sound?

What a rule takes for granted: names that exist, rates that are shares, forms for every verb, words as the tokeniser
cuts them.
"""

from __future__ import annotations

import importlib.util
import json
from importlib.resources import files
from types import ModuleType
from typing import Any

import pytest
import spacy
from conftest import ROOT

from selon import lang
from selon.model import LABELS

FRAMES = {
    "quote",
    "parenthetical",
    "clause",
    "question",
    "infinitive",
    "nominal",
    "oblique",
    "object_of",
    "predicate",
}
NEED_MARKER = {"oblique"}
TABLES = ("cues", "forms", "nouns", "phrases", "refusals")
LANGUAGES = [code for code in lang.available() if "cues" in lang.load(code).tables]


def tables(name: str) -> list[Any]:
    """Return one test parameter for each language that has the table *name*."""
    found = [(code, lang.load(code).tables[name]) for code in LANGUAGES if name in lang.load(code).tables]
    return [pytest.param(code, table, id=code) for code, table in found]


def script() -> ModuleType:
    """Return the module that conjugates."""
    path = ROOT / "training" / "forms.py"
    spec = importlib.util.spec_from_file_location("forms", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_no_entry_twice(code: str, name: str) -> None:
    """No key stands twice in one object: the first would be lost without a word."""
    path = files(lang) / code / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"{code} has no {name}.json")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        assert sorted(set(keys)) == sorted(keys), [key for key in keys if keys.count(key) > 1]
        return dict(pairs)

    json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)


@pytest.mark.parametrize(("code", "cues"), tables("cues"))
def test_cues_use_known_names(code: str, cues: dict[str, Any]) -> None:
    """Acts, media and frames are those of the model, and rates are shares."""
    problems: list[tuple[object, ...]] = []
    for lemma, entry in cues.items():
        acts = [entry["act"], *(frame["act"] for frame in entry["frames"].values() if "act" in frame)]
        if not set(acts) <= set(LABELS["act"]) or entry.get("medium", "speech") not in LABELS["medium"]:
            problems.append((lemma, acts, entry.get("medium")))
        if not entry["frames"] or not set(entry["frames"]) <= FRAMES:
            problems.append((lemma, list(entry["frames"])))
        problems += [
            (lemma, name) for name in NEED_MARKER & set(entry["frames"]) if not entry["frames"][name].get("marker")
        ]
    assert not problems, code
    for cue in (cue for group in lang.load(code).cues.values() for cue in group):
        assert all(0 <= frame.rate <= 1 for frame in cue.frames.values()), cue.lemma


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_cue_has_forms(code: str) -> None:
    """Every verb of a cue or a refusal has its forms, in lower case with straight apostrophes."""
    language = lang.load(code)
    verbs = set(language.cues) | {refusal.verb for refusal in language.listed_refusals}
    assert verbs <= set(language.tables["forms"])
    for verb, table in language.tables["forms"].items():
        assert set(table) <= set(lang.FORM_KINDS), verb
        assert {"i", "f", "p"} <= set(table), verb
        spellings = " ".join(table.values())
        if code != "de":
            assert spellings == spellings.lower()
        assert "\N{RIGHT SINGLE QUOTATION MARK}" not in spellings, verb


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_fixed_words_are_tokens(code: str) -> None:
    """A cue of several words is cut by the tokeniser as its entry is, or it would never be found."""
    nlp = spacy.blank(code)
    for verb, cues in lang.load(code).cues.items():
        for cue in cues:
            assert cue.verb == verb
            written = " ".join((verb, *cue.rest)).replace("' ", "'")
            assert tuple(token.text for token in nlp(written)) == (verb, *cue.rest), cue.lemma


def test_cue_of_several_words_is_resolved() -> None:
    """Fixed words, reflexive pronoun, clitic and agreement are read off the entry."""
    cues = {(cue.lemma, cue.rest): cue for group in lang.load("fr").cues.values() for cue in group}
    warn = cues["mettre en garde", ("en", "garde")]
    assert (warn.verb, warn.act, warn.frames["object_of"].marker) == ("mettre", "warn", "contre")
    alarm = cues["tirer la sonnette d'alarme", ("la", "sonnette", "d'", "alarme")]
    assert alarm.verb == "tirer"
    blame = cues["s'en prendre", ()]
    assert (blame.verb, blame.reflexive, blame.clitic) == ("prendre", True, "en")
    assert ("être convaincu", ("convaincues",)) in cues


@pytest.mark.parametrize(("code", "nouns"), tables("nouns"))
def test_nouns_use_known_names(code: str, nouns: dict[str, Any]) -> None:
    """A cue noun has a known act and medium, its forms, and shares for rates."""
    for noun, entry in nouns.items():
        assert entry["act"] in LABELS["act"], (code, noun)
        assert entry.get("medium", "speech") in LABELS["medium"], (code, noun)
        assert 0 < entry["rate"] <= 1, (code, noun)
        if code == "fr":
            assert noun in entry["forms"], noun
            assert ("marker" in entry) == ("marker_rate" in entry), noun


@pytest.mark.parametrize(("code", "table"), tables("phrases"))
def test_phrases_are_tokens(code: str, table: dict[str, Any]) -> None:
    """A prepositional cue is cut by the tokeniser as its entry is, and stands there once."""
    nlp = spacy.blank(code)
    seen = set()
    for entry in table["phrases"]:
        words = tuple(entry["words"])
        assert words not in seen
        seen.add(words)
        assert entry["act"] in LABELS["act"], words
        assert entry["medium"] in LABELS["medium"], words
        assert 0 < entry["rate"] <= 1, words
        written = " ".join((*words, "Anna")).replace("' ", "'")
        assert tuple(token.text for token in nlp(written)) == (*words, "Anna")


@pytest.mark.parametrize(("code", "table"), tables("refusals"))
def test_refusals_say_what_follows(code: str, table: dict[str, Any]) -> None:
    """A refusal names its verbs and what may follow; without negation something must, or the text tell of a question."""
    for entry in table["refusals"]:
        assert set(entry["verb"].split("|")) <= set(lang.load(code).tables["forms"]), entry
        assert all(words == words.lower().strip() for words in (*entry["then"], *entry.get("not_then", ()))), entry
        told = entry.get("needs") == "asked" or "subject" in entry or "group" in entry or "reflexive" in entry
        assert entry.get("negated") or told or "" not in entry["then"], entry


@pytest.mark.parametrize(("code", "table"), tables("refusals"))
def test_silences_are_found_as_they_are_written(code: str, table: dict[str, Any]) -> None:
    """The pattern of a language finds each of its silences, and no shorter one in its place."""
    silences = lang.load(code).silences
    listed = [words for entry in table.get("silences", ()) for words in entry["words"]]
    assert sorted(listed) == sorted(silences.by_words)
    for words in listed:
        assert silences.pattern is not None
        match = silences.pattern.search(f"« {words} »")
        assert match is not None
        assert match[0] == words


SPELLINGS = [
    ("appelle", "appeler", "fs"),
    ("appelait", "appeler", "f"),
    ("espère", "espérer", "fs"),
    ("espérait", "espérer", "f"),
    ("exigeait", "exiger", "f"),
    ("exigeant", "exiger", "g"),
    ("commença", "commencer", "f"),
    ("commençait", "commencer", "f"),
    ("soutient", "soutenir", "f"),
    ("soutiendrait", "soutenir", "c"),
    ("soutint", "soutenir", "f"),
    ("dément", "démentir", "f"),
    ("démenti", "démentir", "p"),
    ("promis", "promettre", "pf"),
    ("préviennent", "prévenir", "fs"),
    ("préviendra", "prévenir", "u"),
    ("plaint", "plaindre", "pf"),
    ("plaignait", "plaindre", "f"),
    ("reconnaît", "reconnaître", "f"),
    ("reconnait", "reconnaître", "f"),
    ("craignant", "craindre", "g"),
    ("écrivait", "écrire", "f"),
    ("prédisez", "prédire", "f"),
    ("contredisez", "contredire", "f"),
    ("maintenu", "maintenir", "p"),
    ("convainc", "convaincre", "f"),
    ("convainquait", "convaincre", "f"),
    ("rejette", "rejeter", "fs"),
    ("renouvelle", "renouveler", "fs"),
    ("martèle", "marteler", "fs"),
    ("tweete", "tweeter", "fs"),
    ("prévoira", "prévoir", "u"),
    ("verrait", "voir", "c"),
    ("concède", "concéder", "fs"),
    ("répète", "répéter", "fs"),
    ("acquiesça", "acquiescer", "f"),
    ("fit", "faire", "f"),
    ("sachant", "savoir", "g"),
    ("ait", "avoir", "s"),
    ("dites", "dire", "pf"),
]


@pytest.mark.parametrize(("spelling", "verb", "kinds"), SPELLINGS)
def test_french_forms(spelling: str, verb: str, kinds: str) -> None:
    """Hard spellings belong to their verb and to exactly their kinds."""
    found = {kind for kind, forms in script().french(verb).items() if spelling in forms.split()}
    assert found == set(kinds)


def test_unknown_model_is_refused() -> None:
    """A verb that no model conjugates is an error, never a made-up table."""
    with pytest.raises(ValueError, match="no model conjugates 'xyzre'"):
        script().french("xyzre")


def test_french_forms_are_up_to_date() -> None:
    """The table shipped is the one that the script writes."""
    assert lang.load("fr").tables["forms"] == script().tables("fr")
