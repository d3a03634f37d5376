"""
Files come to their place whole, and nothing of anybody else's is lost for them.
"""

from __future__ import annotations

import errno
import io
import json
import os
import select
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import openpyxl
import pyarrow.parquet as pq
import pytest
import spacy
from newsroom import fill, story
from spacy.tokens import DocBin
from troubled import FakeReader

from selon.cli import main, signals
from selon.cli.ledger.correcting import _are_corrections
from selon.desk import gold
from selon.errors import TargetRefused, WriteFailed
from selon.evaluate import are_predictions, documents
from selon.evaluate.floors import Floor, _are_floors, write_floors
from selon.export import csv, docbin, html, jsonl, parquet, people, plot, webannotation, xlsx
from selon.export.columns import HEADERS
from selon.ledger import Ledger, Query
from selon.placing import placed

COUNT = 5
Run = Callable[..., tuple[int, str, bytes]]
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX alone has it")

WRITERS = {
    "csv": ("export", "out.csv", "--text"),
    "csv without texts": ("export", "out.csv"),
    "xlsx": ("export", "out.xlsx"),
    "jsonl": ("export", "out.jsonl"),
    "jsonl with texts": ("export", "out.jsonl", "--text"),
    "parquet": ("export", "out.parquet", "--text"),
    "webannotation": ("export", "out.jsonld"),
    "docbin": ("export", "out.spacy", "--lang", "en"),  # the tokenizer of French takes long to make
    "corrections": ("corrections", "export", "out.jsonl"),
    "gold": ("corrections", "export", "out.jsonl", "--gold"),
    "people": ("people", "export", "out.csv"),
    "svg": ("stats", "--plot", "out.svg"),
    "png": ("stats", "--plot", "out.png"),
    "html": ("read", "a.txt", "--html", "out.html"),
    "predictions": ("eval", "gold.jsonl", "--predictions", "out.jsonl"),
    "backup": ("backup", "out.db"),
}
"""Every command that writes a file; the file begins with ``out``."""

TRIED = [pytest.param(name, id=name, marks=[pytest.mark.slow] if "--plot" in WRITERS[name] else []) for name in WRITERS]
"""The same, for tests that try each of them; figures take long to draw."""

STRANGE = {
    "text": b"id,article,url\n1,2,3\n",
    "json": b'{"id": "five", "text": "Il pleut.", "attributions": []}\n',
    "page": b'<!DOCTYPE html>\n<p>&lt;meta name="generator" content="selon 0.1.0"&gt; is what pages of selon have.',
    "zip": b"PK\x05\x06" + bytes(18),
    "noise": bytes(range(256)) * 40,
    "zlib": b"x\x9c\x03\x00\x00\x00\x00\x01",
    "parquet": b"PAR1" + bytes(40) + b"PAR1",
    "nothing but blanks": b" \n",
    "half a character": b"\xc3",
}
"""What other people's files may hold."""

RECOGNISERS = (
    csv.is_ours, docbin.is_ours, html.is_ours, jsonl.is_ours, parquet.is_ours, plot.is_ours, webannotation.is_ours,
    xlsx.is_ours, people.is_ours, are_predictions, _are_corrections, _are_floors, gold.is_ours,
)  # fmt: skip
"""What tells of each kind of file whether selon has written it."""


def ours(stream: IO[bytes]) -> bool:
    """Tell what the tests themselves write."""
    return stream.read(4) == b"ours"


def write(path: Path, data: bytes = b"ours, new", *, force: bool = False) -> None:
    """Write *data* to *path*."""
    with placed(path, ours, force=force) as stream:
        stream.write(data)


def target_of(arguments: tuple[str, ...], folder: Path) -> Path:
    """Return the file that a command writes."""
    return folder / next(name for name in arguments if name.startswith("out."))


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a ledger, gold and a text."""
    folder = tmp_path_factory.mktemp("given")
    with Ledger(folder / "news.db") as ledger, ledger.together():
        fill(ledger, COUNT)
        for statement in list(ledger.statements(Query(article="https://outlet4.example/4"))):
            ledger.accept(statement.id, who="Mona")
        ledger.finish("https://outlet4.example/4", who="Mona")
    article = story(5)
    spans = [[[s.start, s.end] for s in a.content] for a in article.attributions]
    row = {"id": "five", "lang": "fr", "text": article.text}
    gold = {**row, "attributions": [{"content": content, "type": "indirect"} for content in spans]}
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    (folder / "a.txt").write_text("Il pleut.", encoding="utf-8")
    return folder


@pytest.fixture
def run(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs a command beside a ledger and gives its status, its messages and its output."""
    shutil.copytree(given, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SELON_LEDGER", "news.db")
    monkeypatch.setattr("selon.reader.Reader", FakeReader)

    def command(*arguments: str) -> tuple[int, str, bytes]:
        capfdbinary.readouterr()
        status = main(list(arguments))
        said = capfdbinary.readouterr()
        return status, said.err.decode(), said.out

    return command


# How a file is placed


def test_a_new_file_is_like_any_other(tmp_path: Path) -> None:
    """What is written is there, alone, with the permissions of a new file."""
    write(tmp_path / "a")
    (tmp_path / "b").write_bytes(b"ours, new")
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"ours, new"] * 2
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_a_replaced_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    """Whom the old file was closed to does not read the new one."""
    path = tmp_path / "a"
    path.write_bytes(b"ours, old")
    path.chmod(mode)
    write(path)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"ours, new", mode)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, OSError, GeneratorExit])
@pytest.mark.parametrize("before", [None, b"ours, old", b""])
def test_an_error_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException], before: bytes | None) -> None:
    """Whatever ends the writing, what stood there stands and nothing lies beside it."""
    path = tmp_path / "a"
    if before is not None:
        path.write_bytes(before)
    with pytest.raises((error, WriteFailed)):
        _give_up(path, error)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == ([] if before is None else [before])


def _give_up(path: Path, error: type[BaseException]) -> None:
    with placed(path, ours) as stream:
        stream.write(b"ours, ha")
        raise error


@pytest.mark.parametrize(
    ("number", "remedy"), [(errno.ENOSPC, "free some space"), (errno.EACCES, "permissions"), (errno.EIO, "disk")]
)
def test_what_the_disk_says_comes_with_a_remedy(tmp_path: Path, number: int, remedy: str) -> None:
    """An error of the disk names the file, the cause and what to do."""
    with pytest.raises(WriteFailed, match=f"{os.strerror(number)}.*{remedy}") as told, placed(tmp_path / "a", ours):
        raise OSError(number, os.strerror(number))
    assert str(tmp_path / "a") in str(told.value)


def test_no_folder_is_told(tmp_path: Path) -> None:
    """A folder that is not there, and one that is a file, are told apart."""
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(WriteFailed, match="make the folder"):
        write(tmp_path / "none" / "a")
    with pytest.raises(WriteFailed, match="in a folder"):
        write(tmp_path / "file" / "a")


@posix
def test_the_longest_name_will_do(tmp_path: Path) -> None:
    """A name as long as the disk takes needs no room for what is put to it meanwhile."""
    write(tmp_path / ("a" * 255))
    with pytest.raises(WriteFailed, match="shorter"):
        write(tmp_path / ("a" * 256))


@pytest.mark.parametrize("data", STRANGE.values(), ids=STRANGE)
def test_somebody_else_s_file_needs_leave(tmp_path: Path, data: bytes) -> None:
    """A plain file that the writer has not written stays, unless it is said that it may go; an empty one is nobody's."""
    path = tmp_path / "a"
    path.write_bytes(data)
    with pytest.raises(TargetRefused, match="--force"):
        write(path)
    assert path.read_bytes() == data
    write(path, force=True)
    assert path.read_bytes() == b"ours, new"
    path.write_bytes(b"")
    write(path)
    assert path.read_bytes() == b"ours, new"


def things(folder: Path) -> Iterator[Path]:
    """Make everything that is no plain file, and yield each."""
    (folder / "plain").write_bytes(b"ours, plain")
    (folder / "folder").mkdir()
    yield folder / "folder"
    for name, to in (
        ("link", "plain"),
        ("to a folder", "folder"),
        ("to nothing", "nothing"),
        ("to itself", "to itself"),
    ):
        (folder / name).symlink_to(to)
        yield folder / name
    os.mkfifo(folder / "pipe")
    yield folder / "pipe"
    with socket.socket(socket.AF_UNIX) as plug:
        here = Path.cwd()
        os.chdir(folder)  # names of sockets are short
        plug.bind("socket")
        os.chdir(here)
    yield folder / "socket"
    yield from map(Path, ("/dev/null", "/dev/full", "/dev/stdout", "", "/", ".."))


@posix
def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    """A folder, a link whatever it leads to, a pipe, a socket and a device stay, with leave or without."""
    for thing in things(tmp_path):
        before = thing.lstat()
        for force in (False, True):
            with pytest.raises(TargetRefused, match=r"never replaced|standard output"):
                write(thing, force=force)
        after = thing.lstat()
        assert (after.st_ino, after.st_mode, after.st_rdev) == (before.st_ino, before.st_mode, before.st_rdev)
    assert not (tmp_path / "nothing").exists()
    assert (tmp_path / "plain").read_bytes() == b"ours, plain"


def test_databases_are_never_replaced(tmp_path: Path) -> None:
    """A ledger, one of another name or with a second name, one just begun, and what SQLite keeps beside it all stay."""
    with Ledger(tmp_path / "news.db") as ledger:  # all of it is in the log still
        ledger.add(story(1))
        os.link(tmp_path / "news.db", tmp_path / "out.csv")
        os.link(tmp_path / "news.db-wal", tmp_path / "log.csv")
        shutil.copy(tmp_path / "news.db", tmp_path / "young")
        sqlite3.connect(tmp_path / "other").execute("create table a (b)").connection.close()
        names = ("news.db", "news.db-wal", "news.db-shm", "news.db-journal", "out.csv", "log.csv", "young", "other")
        before = {name: (tmp_path / name).read_bytes() for name in names if (tmp_path / name).exists()}
        for name in names:
            for force in (False, True):
                with pytest.raises(TargetRefused, match="database"):
                    write(tmp_path / name, force=force)
        assert {name: (tmp_path / name).read_bytes() for name in before} == before
        assert not (tmp_path / "news.db-journal").exists()
        assert not ledger.check().problems


def test_a_log_left_behind_is_told(tmp_path: Path) -> None:
    """Where the log of a lost database lies a new one would be read together with it."""
    (tmp_path / "copy.db-wal").write_bytes(b"old")
    with Ledger(tmp_path / "news.db") as ledger, pytest.raises(TargetRefused, match=r"copy\.db-wal"):
        ledger.backup(tmp_path / "copy.db")


@pytest.mark.parametrize("name", ["a-wal", "a-journal", "-wal", "wal"])
def test_names_alone_are_no_databases(tmp_path: Path, name: str) -> None:
    """A name that ends like those of SQLite is one like any other where no database is."""
    write(tmp_path / name)
    assert (tmp_path / name).read_bytes() == b"ours, new"


@pytest.mark.parametrize("second_names", [True, False])
def test_what_comes_meanwhile_stays(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    second_names: bool,  # noqa: FBT001
) -> None:
    """A file that appears while another is written for its place is not replaced, whoever wrote it."""
    if not second_names:  # as on the disks of cameras
        monkeypatch.setattr(os, "link", _no_links)
    path = tmp_path / "a"
    write(path)
    assert path.read_bytes() == b"ours, new"
    path.unlink()
    with pytest.raises(TargetRefused, match="has come to be"):
        _too_late(path, b"ours, early", force=True)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"ours, early"]


def _too_late(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write to *path*, where *data* come to be meanwhile."""
    with placed(path, ours, force=force) as stream:
        stream.write(b"ours, late")
        path.write_bytes(data)


def _no_links(*_: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


def test_what_is_changed_meanwhile_is_looked_at_again(tmp_path: Path) -> None:
    """A file of ours that has become somebody else's while the new one was written stays; one that went is no matter."""
    path = tmp_path / "a"
    path.write_bytes(b"ours, old")
    with pytest.raises(TargetRefused, match="--force"):
        _too_late(path, b"theirs")
    assert path.read_bytes() == b"theirs"
    path.write_bytes(b"ours, old")
    with placed(path, ours) as stream:
        stream.write(b"ours, late")
        path.unlink()
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"ours, late"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_protected_file_stays(tmp_path: Path) -> None:
    """A file that may not be written is not replaced either, though its folder would allow it."""
    path = tmp_path / "a"
    path.write_bytes(b"ours, old")
    path.chmod(0o444)
    with pytest.raises(WriteFailed, match="permissions"):
        write(path, force=True)
    assert path.read_bytes() == b"ours, old"


# How commands use it


@pytest.mark.parametrize("writer", [name for name in TRIED if name.id != "backup"])
def test_commands_know_their_own_files(run: Run, tmp_path: Path, writer: str) -> None:
    """What a command has written it writes again, and nothing lies beside it."""
    arguments = WRITERS[writer]
    target = target_of(arguments, tmp_path)
    for _ in range(2):
        assert run(*arguments)[0] == 0
        assert target.stat().st_size
        target.chmod(0o600)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("data", STRANGE.values(), ids=STRANGE)
def test_nobody_takes_what_is_strange_for_theirs(data: bytes) -> None:
    """Whatever somebody else's file holds, no writer knows it for its own, nor breaks on it."""
    assert [known for known in RECOGNISERS if known(io.BytesIO(data))] == []


@pytest.mark.parametrize("writer", TRIED)
def test_commands_keep_the_files_of_others(run: Run, tmp_path: Path, writer: str) -> None:
    """A file of somebody else's, also one that another command of selon has written, is replaced with leave alone."""
    arguments = WRITERS[writer]
    target = target_of(arguments, tmp_path)
    alien = ("corrections", "export", "other.jsonl") if writer.startswith("jsonl") else ("export", "other.jsonl")
    run(*alien)
    for data in (b"theirs", (tmp_path / "other.jsonl").read_bytes()):
        target.write_bytes(data)
        status, messages, _ = run(*arguments)
        assert status in (1, 2)
        assert "--force" in messages
        assert len(messages.splitlines()) == 1
        assert target.read_bytes() == data
    assert run(*arguments, "--force")[0] == 0
    assert target.read_bytes() != data


@posix
@pytest.mark.parametrize("writer", TRIED)
def test_commands_replace_no_ledger_device_or_link(run: Run, tmp_path: Path, writer: str) -> None:
    """A ledger, a link to a plain file, a pipe and the folder one is in stay even with ``--force``."""
    arguments = WRITERS[writer]
    target = target_of(arguments, tmp_path)
    (tmp_path / "plain").write_bytes(b"plain")
    target.symlink_to("plain")
    assert run(*arguments, "--force")[0] in (1, 2)
    assert target.is_symlink()
    assert target.read_bytes() == b"plain"
    target.unlink()
    shutil.copy(tmp_path / "news.db", target)
    ledger = target.read_bytes()
    assert run(*arguments, "--force")[0] in (1, 2)
    assert target.read_bytes() == ledger
    target.unlink()
    os.mkfifo(target)
    assert run(*arguments, "--force")[0] in (1, 2)
    assert target.is_fifo()


def test_the_ledger_survives_every_export(run: Run, tmp_path: Path) -> None:
    """The ledger itself, under whatever name, is no place for an export, a page or a copy."""
    before = (tmp_path / "news.db").read_bytes()
    for arguments in (
        *(("export", f"news.db{ending}", "--format", "csv") for ending in ("", "-wal", "-shm", "-journal")),
        ("export", "./news.db", "--format", "xlsx", "--force"),
        ("corrections", "export", "news.db", "--force"),
        ("backup", "news.db", "--force"),
        ("read", "a.txt", "--html", "news.db", "--force"),
    ):
        status, messages, _ = run(*arguments)
        assert status in (1, 2)
        assert "database" in messages
    assert (tmp_path / "news.db").read_bytes() == before
    assert run("check")[0] == 0


def test_what_people_add_is_theirs(run: Run, tmp_path: Path) -> None:
    """An export to which somebody has added something and saved it is no longer selon's to replace."""
    table = tmp_path / "out.csv"
    run("export", "out.csv")
    table.write_bytes(table.read_bytes().replace(b"wikidata\r\n", b"wikidata,note\r\n", 1))
    run("export", "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    book["statements"]["A2"] = "mine"
    book.save(tmp_path / "out.xlsx")
    run(*WRITERS["docbin"])
    docs = list(DocBin(store_user_data=True).from_disk(tmp_path / "out.spacy").get_docs(spacy.blank("en").vocab))
    DocBin(docs=docs, store_user_data=True).to_disk(tmp_path / "out.spacy")
    run("eval", "gold.jsonl", "--predictions", "out.jsonl")
    found = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    found["attributions"].append({"content": [[0, 4]], "type": "direct"})
    (tmp_path / "out.jsonl").write_text(json.dumps(found), encoding="utf-8")
    for arguments in (("export", "out.csv"), *(WRITERS[name] for name in ("xlsx", "docbin", "predictions"))):
        status, messages, _ = run(*arguments)
        assert status == 1
        assert "--force" in messages


def test_what_an_older_selon_wrote_is_its_own(run: Run, tmp_path: Path) -> None:
    """Exports of version 0.1.0, which knew no table of people, are replaced."""
    now, then = HEADERS
    for arguments in (("export", "out.csv"), ("export", "out.parquet"), ("export", "out.jsonl")):
        run(*arguments)
        target = tmp_path / arguments[1]
        if target.suffix == ".parquet":
            pq.write_table(pq.read_table(target).select(then), target)
        elif target.suffix == ".csv":
            target.write_bytes(target.read_bytes().replace(",".join(now).encode(), ",".join(then).encode(), 1))
        else:
            record = json.loads(target.read_text(encoding="utf-8").splitlines()[0])
            target.write_text(json.dumps({name: record[name] for name in then}) + "\n", encoding="utf-8")
        before = target.read_bytes()
        assert run(*arguments)[0] == 0
        assert target.read_bytes() != before


def test_predictions_never_replace_gold(run: Run, tmp_path: Path) -> None:
    """Gold has the schema of predictions; it stays, and under the name it was given by even with leave."""
    gold = (tmp_path / "gold.jsonl").read_bytes()
    (tmp_path / "more.jsonl").write_bytes(gold)
    assert run("eval", "gold.jsonl", "--predictions", "more.jsonl")[0] == 1
    assert run("eval", "gold.jsonl", "--predictions", "./gold.jsonl", "--force")[0] == 1
    assert (tmp_path / "gold.jsonl").read_bytes() == (tmp_path / "more.jsonl").read_bytes() == gold


def test_pages_in_a_folder_get_out_of_the_way(run: Run, tmp_path: Path) -> None:
    """In a folder a page takes another name than a link, a ledger or a stranger's file has."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").symlink_to("nowhere")
    shutil.copy(tmp_path / "news.db", folder / "a-2.html")
    (folder / "a-3.html").write_bytes(b"theirs")
    assert run("read", "a.txt", "--html", f"{folder}/")[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == ["a-2.html", "a-3.html", "a-4.html", "a.html"]
    assert not (folder / "nowhere").exists()


def test_the_library_is_as_careful(run: Run, tmp_path: Path) -> None:
    """Functions that write to a path of their own accord go the same way."""
    run("check")
    with Ledger(tmp_path / "news.db") as ledger, pytest.raises(TargetRefused, match="database"):
        xlsx.write_xlsx(ledger.statements(), tmp_path / "news.db")
    with pytest.raises(TargetRefused, match="database"):
        documents.write({}, tmp_path / "news.db", force=True)
    with pytest.raises(TargetRefused, match="--force"):
        write_floors({"fr": Floor(gold="fr.jsonl")}, tmp_path / "gold.jsonl")


# Standard output


@pytest.mark.parametrize(("form", "ending"), [("csv", "csv"), ("webannotation", "jsonld"), ("parquet", "parquet")])
def test_a_dash_is_standard_output(run: Run, tmp_path: Path, form: str, ending: str) -> None:
    """An export to ``-`` prints what it would have written, byte for byte, and makes no file of that name."""
    run("export", f"out.{ending}")
    assert run("export", "-", "--format", form) == (0, "", (tmp_path / f"out.{ending}").read_bytes())
    assert not (tmp_path / "-").exists()


def test_a_workbook_on_standard_output(run: Run) -> None:
    """A workbook goes into a pipe as well."""
    assert "statements" in openpyxl.load_workbook(io.BytesIO(run("export", "-", "--format", "xlsx")[2])).sheetnames


def test_a_dash_needs_a_format(run: Run, tmp_path: Path) -> None:
    """Without ``--format`` it is asked for; what writes to files alone says so."""
    status, messages, _ = run("export", "-")
    assert status == 1
    assert "--format" in messages
    for arguments in (("backup", "-"), ("eval", "gold.jsonl", "--predictions", "-")):
        status, messages, _ = run(*arguments)
        assert status == 1
        assert "standard output" in messages
    assert not (tmp_path / "-").exists()


@posix
def test_no_terminal_is_given_bytes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Formats that are no text are refused where a person would see them."""
    ours, theirs = os.openpty()
    with open(theirs, "w", encoding="utf-8") as terminal, open(ours, "rb", buffering=0) as seen:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdout", terminal)
        status, messages, _ = run("export", "-", "--format", "parquet")
        assert status == 1
        assert "terminal" in messages
        assert not select.select([seen], [], [], 0)[0]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize(
    "arguments",
    [("export", "-", "--format", "csv"), ("export", "-", "--format", "xlsx"), ("list",), ("list", "--json")],
)
def test_full_standard_output_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """Output that goes to a full disk is told as that, in a line."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        status, messages, _ = run(*arguments)
        assert status == 1
        assert len(messages.splitlines()) == 1
        assert "No space left" in messages
        assert "fault" not in messages


@posix
def test_a_reader_who_has_seen_enough_is_no_failure(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody reads the output any more (``| head``) the command ends well and says nothing."""
    for arguments in (("export", "-", "--format", "csv"), ("list",), ("corrections", "export"), ("--help",)):
        unread, pipe = os.pipe()
        os.close(unread)
        with monkeypatch.context() as patch, open(pipe, "w", encoding="utf-8") as stream:  # noqa: PTH123
            patch.setattr(sys, "stdout", stream)
            assert run(*arguments)[:2] == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_the_end_of_a_process_says_nothing_more(run: Run) -> None:
    """A process whose output is full says so once, adds nothing when it ends, and fails."""
    run("check")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "selon", "list", "--json"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


# Ledgers


@posix
@pytest.mark.parametrize("name", ["/dev/null", "pipe", "folder", "news.db-wal", "news.db-journal", "to null"])
def test_a_ledger_is_a_plain_file(run: Run, tmp_path: Path, name: str) -> None:
    """No ledger is made of a device, a pipe or a folder, nor where another one has its log."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "to null").symlink_to("/dev/null")
    devices = {path.name for path in Path("/dev").iterdir() if "null" in path.name}
    before = (tmp_path / "news.db").read_bytes()
    for arguments in (("add", "a.txt", "--workers", "0"), ("list",), ("migrate",)):
        status, messages, _ = run(*arguments, "--ledger", name)
        assert status == 1
        assert len(messages.splitlines()) == 1
        assert "fault" not in messages
    assert {path.name for path in Path("/dev").iterdir() if "null" in path.name} == devices
    assert (tmp_path / "news.db").read_bytes() == before
    assert not (tmp_path / "news.db-journal").exists()


@pytest.mark.parametrize("data", STRANGE.values(), ids=STRANGE)
def test_no_ledger_is_made_of_a_file_of_others(run: Run, tmp_path: Path, data: bytes) -> None:
    """A file that is no ledger stays as it is when it is named as one."""
    path = tmp_path / "theirs"
    path.write_bytes(data)
    for arguments in (("add", "a.txt", "--workers", "0"), ("list",), ("migrate",)):
        status, messages, _ = run(*arguments, "--ledger", "theirs")
        assert status == 1
        assert "fault" not in messages
    assert path.read_bytes() == data


def test_the_marked_database_of_others_stays(run: Run, tmp_path: Path) -> None:
    """A database that another program has marked as its own is no ledger, though it holds no table yet."""
    plain = sqlite3.connect(tmp_path / "theirs")
    plain.execute("pragma application_id = 1196444487")
    plain.execute("pragma user_version = 10300")
    plain.close()
    before = (tmp_path / "theirs").read_bytes()
    assert run("add", "a.txt", "--workers", "0", "--ledger", "theirs")[0] == 1
    assert (tmp_path / "theirs").read_bytes() == before


def test_a_ledger_may_be_reached_through_a_link(run: Run, tmp_path: Path) -> None:
    """Reading and writing through a link replaces nothing."""
    (tmp_path / "link.db").symlink_to("news.db")
    assert run("accept", _first(tmp_path), "--ledger", "link.db")[0] == 0
    assert (tmp_path / "link.db").is_symlink()
    assert run("check")[0] == 0


def _first(folder: Path) -> str:
    with Ledger(folder / "news.db") as ledger:
        return next(ledger.statements()).id


DAMAGES = (
    "update body set layout = x'789c00'",
    "update body set layout = x''",
    "delete from body where version_id = 3",
    "update statement set content_spans = 'x' where statement_id = 9",
    "update statement set content = cast(x'ff' as text) where statement_id = 9",
    "update version set published = 'yesterday' where version_id = 3",
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_ledger_leaves_no_half_export(run: Run, tmp_path: Path, damage: str) -> None:
    """Damage that shows in the middle of an export is told in a line; the earlier file stands."""
    run("export", "out.jsonl", "--text")
    before = (tmp_path / "out.jsonl").read_bytes()
    plain = sqlite3.connect(tmp_path / "news.db")
    plain.execute("pragma ignore_check_constraints = on")
    plain.execute(damage)
    plain.commit()
    plain.close()
    for arguments in (("export", "out.csv", "--text"), ("export", "-", "--format", "csv")):
        status, messages, _ = run(*arguments)
        assert "fault" not in messages
        assert status == 0 or len(messages.splitlines()) == 1
    assert status in (0, 1)
    assert not list(tmp_path.glob("*.part"))
    assert run("export", "out.jsonl", "--text")[0] == 1
    assert (tmp_path / "out.jsonl").read_bytes() == before


def test_a_damaged_page_in_the_middle_is_told(run: Run, tmp_path: Path) -> None:
    """Pages that are damaged show when rows are fetched; that is told like any damage."""
    run("check")
    path = tmp_path / "news.db"
    data = path.read_bytes()
    seen = 0
    for start in range(4096 * 3, len(data) - 4096, 4096 * 9):
        path.write_bytes(data[:start] + b"\xff" * 4096 + data[start + 4096 :])
        for arguments in (("export", "out.jsonl", "--text"), ("backup", "copy.db"), ("list", "--json")):
            (tmp_path / "copy.db").unlink(missing_ok=True)
            status, messages, _ = run(*arguments)
            assert "fault" not in messages, messages
            assert status == 0 or len(messages.splitlines()) == 1
            seen += status
    assert seen
    assert not list(tmp_path.glob("*.part*"))


# Signals


@posix
def test_ignored_signals_stay_ignored() -> None:
    """What ``nohup`` lets a command survive it survives; after the command all is as before."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    stopped = signals.Stopped()
    try:
        with signals.stopping(stopped):
            os.kill(os.getpid(), signal.SIGHUP)
            assert stopped.number is None
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGTERM)
            assert (stopped.number, stopped.status) == (signal.SIGTERM, 143)
            os.kill(os.getpid(), signal.SIGTERM)  # so soon after it is not heard a second time
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)


@posix
@pytest.mark.parametrize("moment", [0, -1])
def test_a_signal_at_either_end_is_one_like_any_other(run: Run, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    """Ctrl-C while the handlers are being set, or set back, is told in a line; afterwards all of them are as before."""
    names = [getattr(signal, name) for name in signals.ENDING if hasattr(signal, name)]
    before = [signal.getsignal(number) for number in names]
    real, calls = signal.signal, []

    def interrupted(number: int, handler: Any) -> Any:  # noqa: ANN401 - as in the library
        calls.append(number)
        old = real(number, handler)
        if len(calls) in (1, 2 * len(names)) and (len(calls) == 1) == (moment == 0):
            os.kill(os.getpid(), signal.SIGINT)
        return old

    monkeypatch.setattr(signal, "signal", interrupted)
    assert run("--version")[:2] == (130, "selon: interrupted\n")
    assert [signal.getsignal(number) for number in names] == before


class Stubborn:
    """An object that a signal meets while it is taken apart."""

    def __del__(self) -> None:
        """Get the signal."""
        os.kill(os.getpid(), signal.SIGTERM)


@posix
def test_a_signal_that_python_swallows_is_heard_again(capfd: pytest.CaptureFixture[str]) -> None:
    """Where nothing can be raised, as in ``__del__``, the command stops a moment later, and nothing is printed."""
    stopped = signals.Stopped()
    with signals.stopping(stopped):
        Stubborn()
        with pytest.raises(KeyboardInterrupt):
            time.sleep(10)
    assert stopped.number == signal.SIGTERM
    assert capfd.readouterr().err == ""


@posix
def test_a_signal_that_a_library_turns_into_an_error_is_one_still(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong because a signal came is no fault: the command was stopped."""

    def broken(*_: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except KeyboardInterrupt:
            raise ValueError from None

    monkeypatch.setattr(plot, "_outlets", broken)
    assert run("stats", "--plot", "out.svg")[:2] == (143, "selon: stopped by SIGTERM\n")
    assert not list(tmp_path.glob("*.svg*"))
