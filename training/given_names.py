"""
Which given names tell a person, and which gender?

Writes ``src/selon/lang/given_names.json`` from the name lists of Faker (MIT), every locale written in Latin letters::

    pip install faker
    python training/given_names.py

A name that both lists hold is filed under the one that has it in clearly more locales, else under ``either``.
"""

from __future__ import annotations

import json
import pkgutil
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

from faker.providers import person

OUT = Path(__file__).parents[1] / "src" / "selon" / "lang" / "given_names.json"
NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿž-ƿ'’]+(?:-[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+)?")
CLEARLY = 3  # Nicola, Andrea: male in one locale, female in most


def main() -> None:
    """Write the file."""
    male, female = Counter[str](), Counter[str]()
    for module in pkgutil.iter_modules(person.__path__):
        provider = import_module(f"{person.__name__}.{module.name}").Provider
        for attribute, counter in (("first_names_male", male), ("first_names_female", female)):
            counter.update({name for name in getattr(provider, attribute, ()) if NAME.fullmatch(name)})
    tables: dict[str, list[str]] = {"m": [], "f": [], "either": []}
    for name in sorted(set(male) | set(female)):
        if male[name] >= CLEARLY * female[name]:
            tables["m"].append(name)
        elif female[name] >= CLEARLY * male[name]:
            tables["f"].append(name)
        else:
            tables["either"].append(name)
    text = {gender: " ".join(names) for gender, names in tables.items()}
    OUT.write_text(json.dumps(text, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
