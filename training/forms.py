"""
How is every cue verb inflected?

Writes ``lang/<code>/forms.json`` from the verbs of ``cues.json`` and ``refusals.json`` beside it::

    python training/forms.py en fr

French is conjugated here: its regular endings, and one line for each irregular model, which also serves the verbs
that end like it (*prévenir* goes like *venir*). English comes from lemminflect and German from ablaut; only this script
needs them. Spellings are in lower case with straight apostrophes; both French spellings of the reform of 1990 are kept
(*reconnaît*, *reconnait*).
"""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon import lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Table = dict[str, str]
"""Spellings of one verb by the keys of :data:`selon.lang.FORM_KINDS`, separated by spaces."""

KEYS = ("i", "g", "p", "f", "u", "c", "s")

FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
IMPERFECT = ("ais", "ait", "ions", "iez", "aient")
PAST = {
    "a": ("ai", "as", "a", "âmes", "âtes", "èrent", "ât", "assent"),
    "i": ("is", "it", "îmes", "îtes", "irent", "ît", "issent"),
    "u": ("us", "ut", "ûmes", "ûtes", "urent", "ût", "ussent"),
    "in": ("ins", "int", "înmes", "întes", "inrent", "înt", "inssent"),
}
"""Endings of the passé simple by its vowel; the last two are the past subjunctive's third persons."""

STEM_CHANGES = (
    (r"([ou])y$", (r"\1i",)),  # il appuie
    (r"ay$", ("ai", "ay")),
    (r"weet$", ("weet",)),
    (r"(pp|j)e([lt])$", (r"\1e\2\2",)),  # il appelle, il rejette
    (r"(c|g|mart|mod)el$", (r"\1èl",)),
    (r"achet$", ("achèt",)),
    (r"e([lt])$", (r"e\1\1", r"è\1")),  # il renouvelle, and renouvèle since 1990
    (r"é([bcdfgjklmnprstvxz]|[bcdfgptv][lr]|gn|ch|gu|qu)$", (r"è\1",)),  # il espère, il célèbre
    (r"e([bcdfgjkmnprsvz]|vr)$", (r"è\1",)),  # il lève
)
"""How the stem of an -er verb ends before a mute *e*, by how it ends elsewhere; the first line that fits holds."""

# Ending of the infinitive | présent | stem and vowel of the passé simple | past participle | future stem |
# subjunctive stems (je, nous), where they are not those of "ils" and "nous" | present participle, where irregular.
FRENCH_MODELS = """
avoir | ai as a avons avez ont | e-u | eu | aur | - | ayant
être | suis es est sommes êtes sont | f-u | été | ser | - | étant
aller | vais vas va allons allez vont | all-a | allé | ir | aill all
envoyer | envoie envoies envoie envoyons envoyez envoient | envoy-a | envoyé | enverr
faire | fais fais fait faisons faites font | f-i | fait | fer | fass fass
dire | dis dis dit disons dites disent | d-i | dit | dir
contredire | contredis contredis contredit contredisons contredisez contredisent | contred-i | contredit | contredir
prédire | prédis prédis prédit prédisons prédisez prédisent | préd-i | prédit | prédir
interdire | interdis interdis interdit interdisons interdisez interdisent | interd-i | interdit | interdir
médire | médis médis médit médisons médisez médisent | méd-i | médit | médir
maudire | maudis maudis maudit maudissons maudissez maudissent | maud-i | maudit | maudir
crire | cris cris crit crivons crivez crivent | criv-i | crit | crir
lire | lis lis lit lisons lisez lisent | l-u | lu | lir
rire | ris ris rit rions riez rient | r-i | ri | rir
uire | uis uis uit uisons uisez uisent | uis-i | uit | uir
taire | tais tais tait taisons taisez taisent | t-u | tu | tair
croire | crois crois croit croyons croyez croient | cr-u | cru | croir
voir | vois vois voit voyons voyez voient | v-i | vu | verr
prévoir | prévois prévois prévoit prévoyons prévoyez prévoient | prév-i | prévu | prévoir
cevoir | çois çois çoit cevons cevez çoivent | ç-u | çu | cevr
devoir | dois dois doit devons devez doivent | d-u | dû | devr
pouvoir | peux peux peut pouvons pouvez peuvent | p-u | pu | pourr | puiss puiss
vouloir | veux veux veut voulons voulez veulent | voul-u | voulu | voudr | veuill voul
savoir | sais sais sait savons savez savent | s-u | su | saur | sach sach | sachant
valoir | vaux vaux vaut valons valez valent | val-u | valu | vaudr | vaill val
prévaloir | prévaux prévaux prévaut prévalons prévalez prévalent | préval-u | prévalu | prévaudr
mouvoir | meus meus meut mouvons mouvez meuvent | m-u | mû | mouvr
émouvoir | émeus émeus émeut émouvons émouvez émeuvent | ém-u | ému | émouvr
tenir | tiens tiens tient tenons tenez tiennent | t-in | tenu | tiendr
venir | viens viens vient venons venez viennent | v-in | venu | viendr
mentir | mens mens ment mentons mentez mentent | ment-i | menti | mentir
sentir | sens sens sent sentons sentez sentent | sent-i | senti | sentir
partir | pars pars part partons partez partent | part-i | parti | partir
repentir | repens repens repent repentons repentez repentent | repent-i | repenti | repentir
sortir | sors sors sort sortons sortez sortent | sort-i | sorti | sortir
servir | sers sers sert servons servez servent | serv-i | servi | servir
courir | cours cours court courons courez courent | cour-u | couru | courr
quérir | quiers quiers quiert quérons quérez quièrent | qu-i | quis | querr
cueillir | cueille cueilles cueille cueillons cueillez cueillent | cueill-i | cueilli | cueiller
ouvrir | ouvre ouvres ouvre ouvrons ouvrez ouvrent | ouvr-i | ouvert | ouvrir
frir | fre fres fre frons frez frent | fr-i | fert | frir
fuir | fuis fuis fuit fuyons fuyez fuient | fu-i | fui | fuir
prendre | prends prends prend prenons prenez prennent | pr-i | pris | prendr
endre | ends ends end endons endez endent | end-i | endu | endr
andre | ands ands and andons andez andent | and-i | andu | andr
ondre | onds onds ond ondons ondez ondent | ond-i | ondu | ondr
ordre | ords ords ord ordons ordez ordent | ord-i | ordu | ordr
erdre | erds erds erd erdons erdez erdent | erd-i | erdu | erdr
aindre | ains ains aint aignons aignez aignent | aign-i | aint | aindr
eindre | eins eins eint eignons eignez eignent | eign-i | eint | eindr
oindre | oins oins oint oignons oignez oignent | oign-i | oint | oindr
mettre | mets mets met mettons mettez mettent | m-i | mis | mettr
battre | bats bats bat battons battez battent | batt-i | battu | battr
clure | clus clus clut cluons cluez cluent | cl-u | clu | clur
inclure | inclus inclus inclut incluons incluez incluent | incl-u | inclus | inclur
suivre | suis suis suit suivons suivez suivent | suiv-i | suivi | suivr
vivre | vis vis vit vivons vivez vivent | véc-u | vécu | vivr
vaincre | vaincs vaincs vainc vainquons vainquez vainquent | vainqu-i | vaincu | vaincr
rompre | romps romps rompt rompons rompez rompent | romp-i | rompu | rompr
aître | ais ais aît aissons aissez aissent | -u | u | aîtr
"""


def french(verb: str) -> Table:
    """
    Return the forms of a French *verb*.

    >>> french("espérer")["u"].split()[2], french("exiger")["g"], french("prévenir")["p"]
    ('espérera', 'exigeant', 'prévenu prévenue prévenus prévenues')
    """
    models = {line.split(" | ")[0]: line.split(" | ")[1:] for line in FRENCH_MODELS.strip().splitlines()}
    endings = [verb[start:] for start in range(len(verb)) if verb[start:] in models]
    if endings:
        ending = endings[0]
        return _french_irregular(verb, verb.removesuffix(ending), models[ending])
    if verb.endswith("er"):
        return _french_er(verb)
    if verb.endswith(("ir", "ïr")):
        return _french_ir(verb)
    msg = f"no model conjugates {verb!r}; add a line to FRENCH_MODELS"
    raise ValueError(msg)


def _french_irregular(verb: str, prefix: str, model: list[str]) -> Table:
    present_cell, past_cell, participle, future, *rest = model
    present = [prefix + form for form in present_cell.split()]
    we = prefix + (present_cell.split()[3].removesuffix("ons") if verb != "être" else "ét")
    they = present[5].removesuffix("ent")
    past_stem, vowel = past_cell.split("-")
    past = [prefix + past_stem + ending for ending in PAST[vowel]]
    stems = rest[0].split() if rest and rest[0] != "-" else [they.removeprefix(prefix), we.removeprefix(prefix)]
    i_stem, we_stem = prefix + stems[0], prefix + stems[1]
    we_endings = ("ons", "ez") if we_stem.endswith("y") and verb in {"avoir", "être"} else ("ions", "iez")
    subjunctive = [i_stem + "e", i_stem + "es", *(we_stem + e for e in we_endings), i_stem + "ent"]
    if verb == "être":
        subjunctive = ["sois", "soit", "soyons", "soyez", "soient"]
    if verb == "avoir":
        subjunctive = ["aie", "aies", "ait", "ayons", "ayez", "aient"]
    table = {
        "i": [verb],
        "g": [prefix + rest[1] if len(rest) > 1 else we + "ant"],
        "p": ["été"] if verb == "être" else _agree(prefix + participle),
        "f": [*present, *(we + ending for ending in IMPERFECT), *past[:-2]],
        "u": [prefix + future + ending for ending in FUTURE],
        "c": [prefix + future + ending for ending in IMPERFECT],
        "s": [*subjunctive, *past[-2:]],
    }
    if "aître" in verb:
        return _spelling_of_1990(table)
    return _joined(table)


def _spelling_of_1990(table: dict[str, list[str]]) -> Table:
    both = {
        k: [v for form in forms for v in dict.fromkeys((form, form.replace("aît", "ait")))]
        for k, forms in table.items()
    }
    return _joined(both)


def _agree(participle: str) -> list[str]:
    bare = participle.replace("dû", "du").replace("mû", "mu")
    if participle.endswith("s"):
        return [participle, participle + "e", participle + "es"]
    return [participle, bare + "e", bare + "s", bare + "es"]


def _french_ir(verb: str) -> Table:
    stem = verb[:-1]
    past = [stem[:-1] + ending for ending in PAST["i"]]
    return _joined(
        {
            "i": [verb],
            "g": [stem + "ssant"],
            "p": _agree(stem),
            "f": [
                *(stem + ending for ending in ("s", "t", "ssons", "ssez", "ssent")),
                *(stem + "ss" + ending for ending in IMPERFECT),
                *past[:-2],
            ],
            "u": [verb + ending for ending in FUTURE],
            "c": [verb + ending for ending in IMPERFECT],
            "s": [*(stem + ending for ending in ("sse", "sses", "ssions", "ssiez", "ssent")), *past[-2:]],
        }
    )


def _french_er(verb: str) -> Table:
    stem = verb[:-2]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem  # before a and o
    mutes = _before_mute_e(stem)
    futures = mutes if "é" not in stem[-3:] else [stem, *mutes]  # espérera, and espèrera since 1990
    future_stems = [future + "er" for future in futures]
    past = [(stem if ending.startswith("è") else soft) + ending for ending in PAST["a"]]
    return _joined(
        {
            "i": [verb],
            "g": [soft + "ant"],
            "p": _agree(stem + "é"),
            "f": [
                *(mute + ending for mute in mutes for ending in ("e", "es", "ent")),
                soft + "ons",
                stem + "ez",
                *((stem if ending.startswith("i") else soft) + ending for ending in IMPERFECT),
                *past[:-2],
            ],
            "u": [future + ending for future in future_stems for ending in FUTURE],
            "c": [future + ending for future in future_stems for ending in IMPERFECT],
            "s": [
                *(mute + ending for mute in mutes for ending in ("e", "es", "ent")),
                stem + "ions",
                stem + "iez",
                *past[-2:],
            ],
        }
    )


def _before_mute_e(stem: str) -> list[str]:
    """Return the stems of an -er verb before a mute *e*, as in *il appelle*, *il espère*, *il appuie*."""
    for pattern, endings in STEM_CHANGES:
        if re.search(pattern, stem):
            return [re.sub(pattern, ending, stem) for ending in endings]
    return [stem]


def _joined(forms: dict[str, list[str]]) -> Table:
    return {key: " ".join(dict.fromkeys(forms[key])) for key in KEYS if forms.get(key)}


def english(verb: str) -> Table:
    """
    Return the forms of an English *verb*; the base form counts as infinitive and as finite.

    >>> english("say")
    {'i': 'say', 'g': 'saying', 'p': 'said', 'f': 'say says said'}
    """
    inflect: Callable[[str], dict[str, tuple[str, ...]]] = _lemminflect()
    tags = inflect(verb)
    return _joined(
        {
            "i": [verb],
            "g": list(tags.get("VBG", ())),
            "p": list(tags.get("VBN", ())),
            "f": [verb, *tags.get("VBZ", ()), *tags.get("VBD", ())],
        }
    )


def _lemminflect() -> Callable[[str], dict[str, tuple[str, ...]]]:
    library: Any = import_module("lemminflect")

    def inflect(verb: str) -> dict[str, tuple[str, ...]]:
        # The rules for unknown words fill what the dictionary lacks (*blogged*).
        listed = library.getAllInflections(verb, upos="VERB")
        if "VBD" in listed:  # the participle is listed only where it differs from the past tense
            listed = {"VBN": listed["VBD"]} | listed
        known = library.getAllInflectionsOOV(verb, upos="VERB") | listed
        return {tag: tuple(form.lower() for form in forms) for tag, forms in known.items()}

    return inflect


def german(verb: str) -> Table:
    """
    Return the forms of a German *verb*.

    A separable verb counts with its particle (*ankündigte*) and without, as it stands before its subject (*kündigte die
    Ministerin an*).
    """
    library: Any = import_module("ablaut")
    forms = library.conjugate(verb)
    finite = [*forms.present, *forms.preterite]
    return _joined(
        {
            "i": [verb, forms.zu_infinitive.removeprefix("zu ")],
            "g": [forms.present_participle],
            "p": [forms.past_participle],
            "f": [spelling for form in finite for spelling in _german_spellings(form)],
            "s": [s for form in (*forms.konjunktiv1, *forms.konjunktiv2) for s in _german_spellings(form)],
        }
    )


def _german_spellings(form: str) -> list[str]:
    stem, _, particle = form.partition(" ")
    return [stem, particle + stem] if particle else [stem]


CONJUGATORS: dict[str, Callable[[str], Table]] = {"de": german, "en": english, "fr": french}
"""Who inflects each language."""


def verbs(code: str) -> list[str]:
    """Return the verbs that language *code* needs forms of: those of its cues and refusals, in code point order."""
    language = lang.load(code)
    refusals = {refusal.verb for refusal in language.listed_refusals}
    return sorted(refusals.union(language.cues))


def tables(code: str) -> dict[str, Table]:
    """Return the forms of every verb of language *code*."""
    return {verb: CONJUGATORS[code](verb) for verb in verbs(code)}


def main(codes: Iterable[str]) -> None:
    """Write ``forms.json`` of each language of *codes*."""
    for code in codes:
        rows = (
            f"  {json.dumps(verb)}: {json.dumps(table, ensure_ascii=False)}" for verb, table in tables(code).items()
        )
        path = Path(lang.__file__).parent / code / "forms.json"
        path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
        sys.stderr.write(f"{path}: {len(verbs(code))} verbs\n")


if __name__ == "__main__":
    main(sys.argv[1:] or sorted(CONJUGATORS))
