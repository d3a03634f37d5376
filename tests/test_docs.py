"""
Does the documentation say what is there, and is what it says true?
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import typer

from selon import lang
from selon.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = typer.main.get_command(app)


def blocks(page: str, kind: str) -> list[str]:
    """Return the code blocks of *kind* on *page*."""
    return [code for language, code in FENCE.findall((ROOT / page).read_text(encoding="utf-8")) if language == kind]


def documentation() -> str:
    """Return all pages as one text."""
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def options(name: str) -> set[str]:
    """Return the long options of the command *name*, those of its own commands among them."""
    command = COMMANDS.commands[name]  # type: ignore[attr-defined]
    params = [p for one in (command, *getattr(command, "commands", {}).values()) for p in one.params]
    return {option for p in params for option in (*p.opts, *p.secondary_opts) if option.startswith("--")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """
    Every link to a file of the project names one that exists.
    """
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    local = [target.split("#")[0] for target in targets if not re.match(r"\w+:|#", target)]
    assert not [target for target in local if not (page.parent / target).exists()]


def test_every_page_is_listed() -> None:
    """
    The list of pages in ``docs/README.md`` is complete.
    """
    listed = LINK.findall((ROOT / "docs" / "README.md").read_text(encoding="utf-8"))
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"} <= set(listed)


@pytest.mark.parametrize("name", sorted(COMMANDS.commands))  # type: ignore[attr-defined]
def test_every_command_and_option_is_documented(name: str) -> None:
    """
    Each command stands in the documentation, and each of its options.
    """
    pages = documentation()
    assert f"selon {name}" in pages
    assert not [option for option in options(name) - {"--help"} if option not in pages]


def test_every_command_line_shown_would_run() -> None:
    """
    The commands in shell blocks exist, with the options shown.
    """
    for page in PAGES:
        for block in blocks(str(page.relative_to(ROOT)), "sh"):
            for line in block.splitlines():
                words = shlex.split(line, comments=True)
                if words[:1] == ["selon"] and not words[1].startswith("-"):
                    assert {word.split("=")[0] for word in words if word.startswith("--")} <= options(words[1]), line
                if words[:1] == ["make"]:
                    assert words[1] in targets(), line


def targets() -> set[str]:
    """Return the tasks of the Makefile."""
    return set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_task_is_documented() -> None:
    """
    ``CONTRIBUTING.md`` names each task of the Makefile.
    """
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert not [task for task in targets() - {"help"} if f"`make {task}`" not in page]


def test_every_rule_is_documented() -> None:
    """
    ``docs/constructions.md`` has a row for each rule, those that run after the decision and the two variants included.
    """
    from selon.extract import RESUMED, RULES, SHOWN  # noqa: PLC0415 - only this test looks at the rules
    from selon.extract.decide.order import FLOATING  # noqa: PLC0415 - likewise

    rows = re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "constructions.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted([FLOATING, "small_clause", *(rule.__name__ for rule in (*RULES, *RESUMED, *SHOWN))])


def test_every_setting_is_documented() -> None:
    """
    Each environment variable that selon looks at stands in the documentation.
    """
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "benchmarks").glob("*.py"), *(ROOT / "tests").glob("*.py")]
    names = {name for path in sources for name in re.findall(r"\bSELON_[A-Z]+\b", path.read_text(encoding="utf-8"))}
    pages = documentation()
    assert not [name for name in names if name not in pages]


def test_every_file_and_word_list_of_a_language_is_documented() -> None:
    """
    ``docs/languages.md`` names each file, each key of ``language.json``, and each list of words.
    """
    page = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    for code in lang.available():
        tables = lang.load(code).tables
        names = {f"{name}.json" for name in tables} | set(tables["language"]) | set(tables["language"].get("words", {}))
        assert not sorted(name for name in names if f"`{name}`" not in page), code


def test_the_readme_holds_the_two_commands() -> None:
    """
    The first shell block sets everything up, then runs the tests.
    """
    words = [line.split()[:2] for line in blocks("README.md", "sh")[0].splitlines()]
    assert words == [["make", "demo"], ["make", "test"]]


@pytest.mark.model
def test_python_in_the_readme_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The example runs as shown, and prints a line for each statement.
    """
    monkeypatch.chdir(ROOT)
    for block in blocks("README.md", "python"):
        exec(compile(block, "README.md", "exec"), {"__name__": "readme"})  # noqa: S102 - our own example
    assert len(capsys.readouterr().out.splitlines()) > 5


def test_the_citation_has_the_version_of_the_package() -> None:
    """
    ``CITATION.cff`` and the package agree on the version.
    """
    from selon import __version__  # noqa: PLC0415 - beside its use

    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_json_shown_is_json() -> None:
    """
    Every JSON block can be parsed.
    """
    for page in PAGES:
        for block in blocks(str(page.relative_to(ROOT)), "json"):
            json.loads(block)
