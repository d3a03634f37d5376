"""
Does ``selon read`` show what it should, refuse what it should, and stop at nothing in between?
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from export_sample import ATTRIBUTIONS, attribution, sample
from rich.console import Console

from selon import __version__
from selon.cli import main
from selon.cli.forms import page_name
from selon.cli.terminal import Shown, render
from selon.errors import NoArticle
from selon.export import from_json
from selon.export.html import is_ours
from selon.model import Article, Passage, Span, Speaker

PAGE = """\
Pont de Valmorel : la maire dément toute fissure
L’Écho de Valmorel · 15 April 2026 · French · Par R. Soulier
10 statements, 3 of them inside others · 44 % unnamed sources (3 described, 1
anonymous) · not counted: 1 unresolved · 10 % own voice · hearsay in 1 place
! the page declares two titles
────────────────────────────────────────────────────────────────────────────────

s1  Odile Ferrand                                               ● named · denies
    as “la maire”
    toute fissure

s2  Deux ingénieurs                                       ◐ unnamed group · says
    un ouvrage fatigué
    sources claimed: 2

s3  Odile Ferrand                                       ● named · says · negated
    as “la maire, Odile Ferrand”
    «~Le pont ne bouge pas~» … «~et il ne bougera pas~»
    when: mardi (14 April 2026)

s4  Odile Ferrand                                               ● named · admits
    as “elle”
    Selon un ingénieur proche du dossier, l’ouvrage pourrait fermer dès juin
    to: la presse

  └ s5  un ingénieur proche du dossier
        ◐ unnamed, by closeness · says · possible
        l’ouvrage pourrait fermer dès juin

s6  la préfecture                                      ● institution · announces
    les experts croyaient que le tablier aurait souffert
    to: l’Écho · through: un communiqué · when: 14 April 2026, 09:30

  └ s7  les experts                         ◐ unnamed group · believes · hearsay
        le tablier aurait souffert

s8  no one named                                               · no source given
    «~Nous l’avions dit~: rien n’a été fait. Rien ne le sera.~»

  └ s9  Nous                                 ○ nothing to go on · says · negated
        rien n’a été fait

s10 Le constructeur                                     ● institution · declines
    (n’a pas répondu)
    anonymity: sous couvert d’anonymat

""".replace("~", "\N{NO-BREAK SPACE}").replace("Valmorel :", "Valmorel\N{NO-BREAK SPACE}:")


FAULT = (
    "selon: a fault in selon (KeyError: 'fault.html'); please report it with the source that caused it "
    "(SELON_TRACEBACK=1 shows where)"
)
HEAVY = ("spacy", "trafilatura", "lxml", "httpx", "jinja2", "numpy", "py3langid")


class FakeReader:
    """A reader of sources by name, which loads no model."""

    def __init__(self, *, fast: bool = False) -> None:
        """Read alike in both modes."""

    def read(self, source: str | bytes, *, lang: str | None = None, allow_private: bool = False) -> Article:
        """Return the sample, or fail as the name of *source* says."""
        if source == "bad.html":
            msg = "no article in this page; give the address of one"
            raise NoArticle(msg)
        if source == "fault.html":
            raise KeyError(source)
        if isinstance(source, bytes):
            return Article(text=source.decode(), language=lang, extracted=True)
        if source == "private":
            return Article(text="yes" if allow_private else "no", extracted=True)
        return sample()


@pytest.fixture(autouse=True)
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no real source, in a terminal of 80 columns without colours."""
    monkeypatch.setattr("selon.reader.Reader", FakeReader)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("SELON_TRACEBACK", raising=False)


def test_statements_at_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    """
    The article as a person reads it: no line too long, none with blanks at its end, no colour outside a terminal.
    """
    assert main(["read", "page.html"]) == 0
    out, err = capsys.readouterr()
    assert out == PAGE
    assert not err
    assert max(map(len, out.splitlines())) == 80


def test_own_voice_follows_the_statements(capsys: pytest.CaptureFixture[str]) -> None:
    """
    What the outlet answers for comes last, words of hearsay marked.
    """
    assert main(["read", "page.html", "--own-voice"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(PAGE)
    assert out.endswith(
        "    Le rapport aurait été remis [hearsay] en mars.\n\n    and 1 stretch of one or two words\n\n"
    )


def test_explain_names_rule_cue_frame_and_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Each statement says what it rests on.
    """
    assert main(["read", "page.html", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "    why: rule quotations · cue assurer · frame quote · confidence 0.99\n" in out
    assert "      – marks on both sides\n      – inverted subject\n      – in the speaker: confidence 0.98\n" in out
    assert "may stand for: Odile Ferrand 1.00, la préfecture 0.25" in out
    assert out.count("why: rule") == len(ATTRIBUTIONS)


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Several sources are several lines, each an article that can be read back and says what it was read from.
    """
    assert main(["read", "a.html", "b.html", "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["read_from"] for line in lines] == ["a.html", "b.html"]
    assert from_json(json.loads(lines[0])) == sample()


def test_json_survives_half_a_surrogate_pair(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Characters that UTF-8 cannot hold are escaped, and come back.
    """
    article = Article(text="a\ud800b")
    monkeypatch.setattr(FakeReader, "read", lambda *_, **__: article)
    assert main(["read", "x", "--json"]) == 0
    assert from_json(json.loads(capsys.readouterr().out)) == article


def test_standard_input_is_a_source(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    ``-`` hands the bytes of standard input to the reader, with the language asked for.
    """
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Il pleut à Valmorel.".encode())))
    assert main(["read", "-", "--lang", "fr", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["text"], data["language"], data["read_from"]) == ("Il pleut à Valmorel.", "fr", "-")


def test_private_addresses_only_where_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    """
    The reader is told whether it may open private addresses.
    """
    main(["read", "private", "--json"])
    main(["read", "private", "--json", "--allow-private"])
    assert [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()] == ["no", "yes"]


def test_doubtful_statements_can_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Statements below the confidence asked for are gone, and parents are still the right ones.
    """
    main(["read", "page.html", "--json", "--min-confidence", "0.7"])
    article = from_json(json.loads(capsys.readouterr().out))
    assert len(article.attributions) == len(ATTRIBUTIONS) - 2
    believing = next(one for one in article.attributions if one.act == "believe")
    assert believing.parent is not None
    assert article.attributions[believing.parent].act == "announce"
    assert article.warnings[-1] == "left out: 2 statements less sure than 0.7"


def test_doubtful_speakers_can_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Whoever is still named is as sure as was asked for; statements that name nobody stay, and what is gone is counted.
    """
    main(["read", "page.html", "--json", "--min-speaker-confidence", "0.7"])
    article = from_json(json.loads(capsys.readouterr().out))
    named = [one for one in article.attributions if one.speaker]
    assert [one.speaker_confidence for one in named] == [0.98]
    gone = len(ATTRIBUTIONS) - len(article.attributions)
    assert len(article.attributions) - len(named) == sum(one.speaker is None for one in ATTRIBUTIONS) > 0
    assert article.warnings[-1] == f"left out: {gone} statements whose speaker is less sure than 0.7"
    main(["read", "page.html", "--min-speaker-confidence", "0.7"])
    assert f"! {article.warnings[-1]}" in capsys.readouterr().out


def test_one_bad_source_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Good sources are shown, bad ones named on standard error in a line each, and the command fails at the end.
    """
    assert main(["read", "bad.html", "page.html", "fault.html", "page.html", "--json"]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert [line for line in err.splitlines() if "warning" not in line] == [
        "selon: bad.html: no article in this page; give the address of one",
        FAULT,
        "selon: 2 of 4 sources failed",
    ]


def test_an_interrupted_command_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Ctrl-C ends the command with the status that shells expect, in a line.
    """

    def interrupted(*_: object, **__: object) -> Article:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeReader, "read", interrupted)
    assert main(["read", "a", "b"]) == 130
    assert capsys.readouterr().err.strip() == "selon: interrupted"


def test_a_developer_can_see_where_a_fault_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With ``SELON_TRACEBACK`` set, a fault of selon's own is raised.
    """
    monkeypatch.setenv("SELON_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["read", "fault.html"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "missing SOURCE"),
        (["read", "x", "--nonsense"], "--nonsense"),
        (["read", "x", "--lang", "tlh"], "no rules for language 'tlh'"),
        (["read", "x", "--min-confidence", "2"], "--min-confidence"),
        (["read", "x", "--json", "--html"], "both go to standard output"),
        (["read", "x", "y", "--html"], "give --html a folder"),
        (["read", "x", "--html", "-", "--json"], "both go to standard output"),
        (["reed", "x"], "reed"),
    ],
)
def test_misuse_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    """
    What cannot be meant is refused before anything is read, with the way to help.
    """
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert not out
    assert len(err.splitlines()) == 1
    assert words in err
    assert err.startswith("selon: ")
    assert err.endswith("--help\n")


@pytest.mark.parametrize("arguments", [["--html", "page.html"], ["page.html", "--html"], ["page.html", "--html", "-"]])
def test_a_page_without_a_file_goes_to_standard_output(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """
    ``--html`` alone prints the page, wherever it stands; it never takes the only source for its file.
    """
    assert main(["read", *arguments]) == 0
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("last", [True, False])
def test_a_page_goes_to_its_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, last: bool) -> None:  # noqa: FBT001
    """
    A file is written, written again, and said on standard error.
    """
    file = tmp_path / "new" / "marked.html"
    option = ["--html", str(file)]
    for _ in range(2):
        assert main(["read", *(["x", *option] if last else [*option, "x"]), "--explain"]) == 0
        out, err = capsys.readouterr()
        assert not out
        assert err == f"selon: wrote {file}\nselon: warning: x: the page declares two titles\n"
    assert "<details open>" in file.read_text(encoding="utf-8")


def test_no_page_of_somebody_else_is_overwritten(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """
    A file that selon did not write stays as it is: most likely it was meant as a source.
    """
    file = tmp_path / "theirs.html"
    file.write_text("<p>Theirs.</p>")
    assert main(["read", "--html", str(file), "page.html"]) == 2
    assert "what selon did not write" in capsys.readouterr().err
    assert file.read_text() == "<p>Theirs.</p>"


def test_several_pages_go_to_a_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """
    Each source has a file named after it; two of the same name, and a stranger's file, get out of each other's way.
    """
    (tmp_path / "b.html").write_text("theirs")
    assert main(["read", "one/a.html", "two/a.html", "bad.html", "b.html", "--html", str(tmp_path)]) == 1
    assert "1 of 4 sources failed" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-2.html", "a.html", "b-2.html", "b.html"]
    with (tmp_path / "b-2.html").open("rb") as stream:
        assert is_ours(stream)


def test_what_cannot_be_written_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """
    A folder that is a file fails in a line that says so.
    """
    (tmp_path / "file").write_text("x")
    assert main(["read", "x", "--html", str(tmp_path / "file" / "page.html")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("x/y.tar.gz", "y-tar"),
        ("-", "article"),
        ("https://gazette.example/", "gazette-example"),
        ("https://e.example/a/b.html?c", "a-b"),
    ],
)
def test_pages_are_named_after_sources(source: str, name: str) -> None:
    """
    The name of a page is that of its source, without what no file name should hold.
    """
    assert page_name(source) == name


def shown(article: Article, *, width: int = 80, colours: bool = False, **what: bool) -> str:
    """Return *article* as printed."""
    console = Console(file=io.StringIO(), width=width, force_terminal=colours, highlight=False)
    for line in render(article, Shown(**what), console):
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def test_colours_only_add_to_the_words() -> None:
    """
    In a terminal the same words have colours.
    """
    coloured = shown(sample(), colours=True)
    assert "\x1b[" in coloured
    assert shown(sample()) == PAGE


@pytest.mark.parametrize("width", [40, 60, 100])
def test_every_width_holds_the_page(width: int) -> None:
    """
    Lines are no longer than the window, however deep statements stand.
    """
    text = "a b " * 50
    deep = Article(
        text=text,
        attributions=tuple(
            attribution(content=(Span(0, 100),), speaker=Speaker("Nom " * 9), parent=n - 1 if n else None)
            for n in range(30)
        ),
        extracted=True,
    )
    assert max(map(len, shown(sample(), width=width, explain=True, own_voice=True).splitlines())) <= width
    assert max(map(len, shown(deep, width=width).splitlines())) <= width


def test_words_of_an_article_cannot_steer_the_terminal() -> None:
    """
    Escapes, line ends, marks that reorder, and markup are shown or gone, never obeyed.
    """
    hostile = "a\x1b[31m\x07\x9b2J\u202eb [bold]c[/bold]\r\n:smile: \ue000 \ud800"
    article = Article(
        text=hostile,
        outlet=hostile,
        attributions=(attribution(content=(Span(0, len(hostile)),), speaker=Speaker(hostile)),),
        warnings=(hostile,),
        extracted=True,
    )
    out = shown(article, explain=True, own_voice=True)
    assert not set("\x1b\x07\x9b\u202e\r\ue000\ud800") & set(out)
    assert "a�[31m��2Jb [bold]c[/bold] :smile: �" in " ".join(out.split())


@pytest.mark.parametrize(
    ("extracted", "words"), [(True, "No statement found."), (False, "No statement was looked for.")]
)
def test_an_article_without_statements_says_so(extracted: bool, words: str) -> None:  # noqa: FBT001
    """
    Nothing found and nothing looked for are told apart.
    """
    assert words in shown(Article(text="Il pleut.", extracted=extracted))


def test_statements_that_hold_each_other_are_shown_once() -> None:
    """
    A circle of parents, which a file from elsewhere may hold, ends.
    """
    ring = tuple(attribution(cue=(Span(0, 1),), parent=(n + 1) % 3) for n in range(3))
    out = shown(Article(text="abc", attributions=ring, passages=(Passage(Span(0, 3)),), extracted=True))
    assert [f"s{n}" in out for n in (1, 2, 3)] == [True] * 3
    assert out.count("(a)") == 3


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run selon in a process of its own."""
    code = "import sys; from selon.cli import main; sys.exit(main())"
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80"},
    )


@pytest.mark.slow
def test_version() -> None:
    """
    ``--version`` prints the package's version.
    """
    assert run("--version").stdout == f"selon {__version__}\n"


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--help",), ("read", "--help"), ("eval", "--help")])
def test_help_ends_with_an_example(arguments: tuple[str, ...]) -> None:
    """
    Every help text fits 80 columns and ends with a command that can be tried.
    """
    done = run(*arguments)
    assert done.returncode == 0
    assert not done.stderr
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    assert lines[-1].startswith("Example: selon ")
    assert max(map(len, lines)) <= 80


@pytest.mark.slow
def test_help_waits_for_no_model() -> None:
    """
    Nothing heavy is imported before a command runs.
    """
    code = (
        "import sys; from selon.cli import main; main(['--help']); "
        f"sys.exit(' '.join(set({HEAVY}) & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    """
    Whoever reads only the first lines causes no message.
    """
    errors = tmp_path / "errors"
    code = (
        "import sys; sys.path += ['tests', 'tests/cli']; import selon.reader, test_read; "
        "selon.reader.Reader = test_read.FakeReader; from selon.cli import main; "
        "sys.exit(main(['read', '--json', *['x'] * 200]))"
    )
    command = f'"{sys.executable}" -c "{code}" 2>"{errors}" | head -c 10'
    done = subprocess.run(  # noqa: S602 - our own command
        command, shell=True, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stdout == '{"format":'
    assert "Broken" not in errors.read_text()
    assert "Exception" not in errors.read_text()


@pytest.mark.slow
def test_the_package_runs_as_a_module() -> None:
    """
    ``python -m selon`` is the command, its exit status too.
    """
    for arguments, status, said in ((["--version"], 0, "selon "), (["list", "--ledger", "none"], 1, "")):
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-m", "selon", *arguments], check=False, capture_output=True, text=True, timeout=60
        )
        assert (done.returncode, done.stdout[:6]) == (status, said)
