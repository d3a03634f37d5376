"""
Is the project built as its design says?

Imports point one way, languages are data with the same files, pages stay short enough to read, and nothing names the
machine that it was written on.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Class

from selon import lang
from selon.intake.software import RULES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "selon"

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"address"}),
    frozenset({"errors"}),
    frozenset({"placing", "patience", "pool"}),
    frozenset({"model"}),
    frozenset({"lang"}),
    frozenset({"record"}),
    frozenset({"parse"}),
    frozenset({"reading", "extract", "resolve", "assess", "link", "ledger"}),
    frozenset({"reader"}),
    frozenset({"evaluate", "view"}),
    frozenset({"export"}),
    frozenset({"intake", "desk", "component"}),
    frozenset({"scale", "web"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
"""The parts of the package: each imports from those above it, and no two of a row import one another."""

PUBLIC = "selon"
"""Stands for ``from selon import …`` of a public name, which loads the reader."""

ROOMS: tuple[frozenset[str], ...] = (
    frozenset({"candidate"}),
    frozenset({"grammar"}),
    frozenset({"rules", "encoder"}),
    frozenset({"decide"}),
)
"""The rooms of ``extract``, likewise: rules and encoder propose, neither knowing the other, and the decision chooses."""

LONGEST = 400
"""Lines that no module passes: most hold 100 to 250, and past that one looks for the second question in it."""

MOST_COMPLEX = 30
"""McCabe's complexity, each *and* and *or* counted, that no function passes."""

NAMELESS = {"utils", "helpers", "common", "misc"}
"""Names of modules that say nothing of what is in them."""

# Written so that no pattern matches itself.
TRACES = {
    "a path of a machine": re.compile(r"(?<![\w.~-])/(?:work|farm|tmp|root|opt|home)/[a-z]"),
    "the folder of evaluation data": re.compile(r"\bshare[d]/"),
    "the host of a registry": re.compile(r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian"),
}

SKIPPED = {".git", ".venv", "build", "dist", "node_modules", "__pycache__"}
READABLE = {"", ".cff", ".css", ".html", ".js", ".json", ".jsonl", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"}


def modules() -> list[Path]:
    """Return the modules of the package but the one that only gathers the public names."""
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def part(module: Path) -> str:
    """Return the part of the package that *module* belongs to."""
    first = module.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def layer(name: str, layers: tuple[frozenset[str], ...] = LAYERS) -> int:
    """Return the row of *layers* that *name* stands in."""
    rows = [number for number, row in enumerate(layers) if name in row]
    assert rows, f"{name} has no place in the design; give it one in LAYERS"
    return rows[0]


def imported(code: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the dotted name of each import of selon's in *code*, those for type checking included."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports name the whole way, from selon on"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.partition(".")[0] == "selon")


def against_the_way(own: str, code: str) -> list[str]:
    """Return the imports of *code*, a module of the part *own*, that point up or to a sibling."""
    known = frozenset().union(*LAYERS)
    found = []
    for line, name in imported(code):
        first = (*name.split("."), "")[1]
        to = first if first in known or (PACKAGE / f"{first}.py").exists() else PUBLIC
        if to != own and layer("reader" if to == PUBLIC else to) >= layer(own):
            found.append(f"line {line}: {own} imports {to}")
    return found


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(module: Path) -> None:
    """
    A module imports from its own part and from the layers before it, never from a sibling.
    """
    assert not against_the_way(part(module), module.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("own", "code", "passes"),
    [
        ("cli", "from selon.web.app import serve", True),
        ("scale", "from selon.intake import items", True),
        ("web", "import selon.desk.pages", True),
        ("intake", "def link():\n    from selon import link", True),
        ("link", "from selon.ledger import Ledger", False),
        ("link", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from selon.ledger import Ledger", False),
        ("export", "from selon.desk import pages", False),
        ("desk", "def late():\n    import selon.intake.add", False),
        ("reading", "from selon import Reader", False),
        ("web", "import selon.nowhere", True),
    ],
)
def test_the_way_is_known_of_parts_to_come(own: str, code: str, passes: bool) -> None:  # noqa: FBT001 - a row
    """
    What may import what is said for modules that nobody has written yet.
    """
    assert (against_the_way(own, code) == []) is passes


@pytest.mark.parametrize("module", sorted((PACKAGE / "extract").rglob("*.py")), ids=lambda path: path.stem)
def test_rules_and_decision_know_the_grammar_alone(module: Path) -> None:
    """
    Inside ``extract``, grammar knows no rule, and neither rules nor decision know the other.
    """
    own = module.relative_to(PACKAGE / "extract").parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for line, name in imported(module.read_text(encoding="utf-8")):
        room = (*name.removeprefix("selon.extract.").split("."), "")[0]
        if name.startswith("selon.extract") and room != own:
            assert layer(room, ROOMS) < layer(own, ROOMS), f"{module.name}, line {line}: {own} imports {room}"


def test_the_page_on_architecture_has_the_layers() -> None:
    """
    ``docs/architecture.md`` names every part, in the order of :data:`LAYERS`.
    """
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?`) \|", page.partition("## What each layer may know")[2], re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(frozenset().union(*LAYERS) - {"__main__"})
    assert named == sorted(named, key=layer)


def test_the_page_on_architecture_names_what_is_there() -> None:
    """
    Every file and folder that ``docs/architecture.md`` names exists.
    """
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"(?:[\w.]+/)+(?:[\w.]+\.(?:py|json))?|\b\w+\.py\b", page)
    assert not [name for name in named if not (PACKAGE / name).exists() and not (ROOT / name).exists()]


def named_modules() -> dict[str, Path]:
    """Return the modules of the package by the names that they are imported by."""
    names = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in modules()}
    return {name.removesuffix(".__init__"): path for name, path in names.items()}


def used(module: Path, known: dict[str, Path]) -> set[str]:
    """Return the names of the *known* modules that *module* imports, in functions and for type checking included."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if name in known else node.module for name in names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known.keys()


def test_no_modules_import_one_another() -> None:
    """
    No two modules import one another, nor do more of them in a circle.
    """
    known = named_modules()
    uses = {name: used(path, known) - {name} for name, path in known.items()}
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")


def test_languages_hold_the_same_files() -> None:
    """
    Whatever one language says of itself, every other says in a file of the same name.
    """
    folders = {code: PACKAGE / "lang" / code for code in lang.available()}
    files = {code: sorted(path.name for path in folder.iterdir()) for code, folder in folders.items()}
    first = next(iter(files.values()))
    assert all(names == first for names in files.values()), files


def test_languages_are_data() -> None:
    """
    No language folder holds code, and no rule names a language.
    """
    assert not list((PACKAGE / "lang").glob("*/*.py"))
    codes = "|".join(lang.available())
    named = re.compile(rf"""["'](?:{codes})["']""")
    for name in ("extract", "resolve", "assess"):
        for path in (PACKAGE / name).rglob("*.py"):
            code = re.sub(r'"""(?:.|\n)*?"""', "", path.read_text(encoding="utf-8"))
            assert not named.search(code), f"{path.relative_to(PACKAGE)} names a language"


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_answer_one_question(module: Path) -> None:
    """
    A module opens with the question it answers, has a name of its own, and stays short enough to be read.
    """
    text = module.read_text(encoding="utf-8")
    question = (ast.get_docstring(ast.parse(text)) or "").splitlines()
    assert question, "no docstring"
    assert question[0].endswith("?"), question[0]
    assert module.stem not in NAMELESS
    assert len(text.splitlines()) <= LONGEST


@pytest.mark.parametrize(
    "page", sorted(PACKAGE.glob("*/**/__init__.py")), ids=lambda path: str(path.parent.relative_to(PACKAGE))
)
def test_the_first_page_of_a_package_names_its_modules(page: Path) -> None:
    """
    Whoever opens a package reads on its first page what is in each of its modules.
    """
    named = re.findall(r"``(\w+)``", ast.get_docstring(ast.parse(page.read_text(encoding="utf-8"))) or "")
    inside = {path.stem for path in page.parent.glob("*.py")} | {
        path.parent.name for path in page.parent.glob("*/*.py")
    }
    assert inside - {"__init__"} <= set(named)


def found_at(name: str) -> bool:
    """Tell whether the dotted *name* leads to a module, or to something in one: a function, a class, a field of it."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            here = import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for step in parts[count:-1]:
            here = getattr(here, step, None)
        last = parts[-1]
        return count == len(parts) or hasattr(here, last) or last in getattr(here, "__annotations__", {})
    return False


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_references_lead_somewhere(module: Path) -> None:
    """
    What a docstring refers to is there: ``:class:`selon.…` `` from anywhere, a bare name in its own module or class.
    """
    code = module.read_text(encoding="utf-8")
    own = ".".join(module.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    homes = [own, *(f"{own}.{node.name}" for node in ast.parse(code).body if isinstance(node, ast.ClassDef))]
    lost = [
        name
        for name in re.findall(r":(?:class|mod|func|meth|data|attr|exc):`~?([\w.]+)`", code)
        if not found_at(name) and not any(found_at(f"{home}.{name}") for home in homes)
    ]
    assert not lost


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_can_be_followed(module: Path) -> None:
    """
    No function takes more turns than one can follow.
    """
    turns = {
        function.fullname: function.complexity
        for block in cc_visit(module.read_text(encoding="utf-8"))
        for function in (block.methods if isinstance(block, Class) else [block])
    }
    assert not {name: count for name, count in turns.items() if count > MOST_COMPLEX}


def written() -> list[Path]:
    """Return the project's text files."""
    return sorted(
        path
        for path in ROOT.rglob("*")
        if not SKIPPED & set(path.relative_to(ROOT).parts)
        and not any(p.endswith((".egg-info", "_cache")) or p == ".hypothesis" for p in path.relative_to(ROOT).parts)
        and path.suffix in READABLE
        and path.is_file()
    )


def test_nothing_names_the_machine() -> None:
    """
    No file of the project holds a path of a machine, the folder of evaluation data, or the host of a registry.
    """
    found = [
        f"{path.relative_to(ROOT)}: {match[0]!r} is {what}"
        for path in written()
        for text in [path.read_text(encoding="utf-8", errors="replace")]
        for what, pattern in TRACES.items()
        for match in [pattern.search(text)]
        if match
    ]
    assert not found


def test_pinned_lists_name_every_dependency_with_hashes() -> None:
    """
    The two lists pin exact versions with hashes, and the longer one agrees with the shorter.
    """
    pins = {}
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n?", "", text, flags=re.MULTILINE).strip())
        assert all("--hash=sha256:" in entry for entry in entries)
        pins[name] = {re.split(r"\s*[;\\]", entry)[0].strip() for entry in entries}
        assert all("==" in pin for pin in pins[name])
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]


def test_what_the_fingerprint_covers_is_there() -> None:
    """
    The parts over which the fingerprint of the rules is taken exist; a moved one would be left out of it.
    """
    assert not [name for name in RULES if not (PACKAGE / name).exists()]
