"""
How do people correct a ledger on the command line?
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from selon.cli.ledger import printing
from selon.cli.ledger.options import AsJson, Force, Note, Where, Who, asks, reading, writing
from selon.cli.numbers import MOST
from selon.cli.terminal import clean
from selon.desk.edits import edits, edits_in, insertion_in
from selon.desk.pages import context
from selon.desk.place import person
from selon.errors import InvalidValue, SelonError, SourceNotFound, UnknownEntry
from selon.ledger import Correction, Query, check_correction
from selon.model import LABELS
from selon.placing import STDOUT, placed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selon.desk.pages import Stretch
    from selon.ledger import Ledger, Statement
    from selon.placing import Ours

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Statements.")]

LETTERS = {"source": "S", "cue": "C", "content": ""}
"""What stands before the brackets around each part of a statement."""


def accept(ids: Ids, *, who: Who = None, note: Note = None, ledger: Where = None) -> None:
    """Say that statements are right."""
    with writing(ledger) as book, book.together():
        for one in ids:
            _done(book.accept(one, who=person(who), note=note))


def reject(ids: Ids, *, who: Who = None, note: Note = None, ledger: Where = None) -> None:
    """Say that statements are wrong; they are no longer shown."""
    with writing(ledger) as book, book.together():
        for one in ids:
            _done(book.reject(one, who=person(who), note=note))


def edit(
    name: Annotated[str, typer.Argument(metavar="ID", help="The statement.")],
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help="Labels (act=deny), spans (content=120-180,190-200, or words), speaker=NAME; nothing after = empties.",
        ),
    ],
    *,
    who: Who = None,
    note: Note = None,
    ledger: Where = None,
) -> None:
    """Change fields of a statement."""
    with writing(ledger) as book:
        statement = book.statement(name)
        value = edits_in(book.article(statement.article), changes, near=statement.attribution.content)
        _done(book.edit(name, value, who=person(who), note=note))


def insert(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article, by id or address.")],
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help="Spans by their words or as offsets (content=..., cue=..., source=...), labels, speaker=NAME.",
        ),
    ],
    *,
    who: Who = None,
    note: Note = None,
    ledger: Where = None,
) -> None:
    """Add a statement that selon has missed."""
    with writing(ledger) as book:
        value = insertion_in(book.article(article), changes)
        _done(book.insert(article, value, who=person(who), note=note))


def finish(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Articles, by id or address.")],
    *,
    who: Who = None,
    note: Note = None,
    ledger: Where = None,
) -> None:
    """Say that articles were read to their end: each statement is decided, and none is missing."""
    with writing(ledger) as book, book.together():
        for one in articles:
            _done(book.finish(one, who=person(who), note=note))


def merge(
    speaker: Annotated[str, typer.Argument(metavar="SPEAKER", help="Key or number of the one that goes.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="Key or number of the one that stays.")],
    *,
    who: Who = None,
    note: Note = None,
    ledger: Where = None,
) -> None:
    """Give all names of one speaker to another."""
    with writing(ledger) as book:
        _done(book.merge(speaker, into, who=person(who), note=note))


def split(  # noqa: PLR0913 - one parameter for each option
    speaker: Annotated[str, typer.Argument(metavar="SPEAKER", help="Key or number.")],
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="Forms of the name that go to the new speaker.")
    ],
    *,
    called: Annotated[str, typer.Option("--called", help="What the new speaker is called.")],
    who: Who = None,
    note: Note = None,
    ledger: Where = None,
) -> None:
    """Give some names of a speaker to a new one."""
    with writing(ledger) as book:
        _done(book.split(speaker, names, called, who=person(who), note=note))


def undo(
    uid: Annotated[str, typer.Argument(metavar="CORRECTION", help="As selon corrections list shows them.")],
    *,
    who: Who = None,
    note: Note = None,
    ledger: Where = None,
) -> None:
    """Take a correction back; taking back an undoing brings the correction into force again."""
    with writing(ledger) as book:
        _done(book.undo(uid, who=person(who), note=note))


def _done(correction: Correction) -> None:
    printing.line(f"{correction.kind} {correction.target} {correction.uid}")


@asks
def review(
    *,
    seed: Annotated[int | None, typer.Option("--seed", help="In random order; the same seed, the same order.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, max=MOST, help="Stop after so many.")] = None,
    who: Who = None,
    ledger: Where = None,
    query: Query,
) -> None:
    """
    Go through statements one by one.

    y accepts, n rejects, e FIELD=VALUE edits, u takes the last decision back, Enter goes on, q ends. Those that have
    been decided are left out.
    """
    from dataclasses import replace

    unreviewed = replace(query, verdict="unreviewed") if query.verdict == "shown" else query
    with writing(ledger) as book:
        found = (
            book.sample(limit or MOST, seed=seed, query=unreviewed)
            if seed is not None
            else list(book.statements(unreviewed, limit=limit))
        )
        _review(book, found, person(who))
        left = Query(article=query.article, verdict="unreviewed")
        if query.article is not None and all(one.edited for one in book.statements(left)):
            printing.tell(
                f"all statements of {query.article} are decided; add what is missing with selon insert, "
                f"then: selon finish {query.article}"
            )


def _review(book: Ledger, found: list[Statement], who: str) -> None:
    made: list[Correction] = []
    position = 0
    while position < len(found):
        statement = book.statement(found[position].id)
        shown = _in_context(statement, context(book, statement))
        printing.out(f"\n{position + 1} of {len(found)}  {shown}\n")
        printing.out("y n e u q, Enter: ")
        answer = sys.stdin.readline()
        word, _, rest = answer.strip().partition(" ")
        if not answer or word == "q":
            return
        try:
            position = max(0, position + _decided(book, statement, word, rest, who, made))
        except SelonError as error:
            printing.line(str(error))


def _decided(  # noqa: PLR0913, PLR0917 - what one decision needs
    book: Ledger, statement: Statement, word: str, rest: str, who: str, made: list[Correction]
) -> int:
    """Do what was answered, and return how many statements to go on."""
    if word == "u":
        if made:
            _done(book.undo(made.pop().uid, who=who))
        return -1
    if word == "y":
        made.append(book.accept(statement.id, who=who))
    elif word == "n":
        made.append(book.reject(statement.id, who=who, note=rest or None))
    elif word == "e":
        made.append(book.edit(statement.id, edits(rest.split()), who=who))
    return int(word in ("y", "n", ""))


def _in_context(statement: Statement, stretches: Iterable[Stretch]) -> str:
    """Return a statement with the words around it, its parts marked by letters and brackets."""
    attribution = statement.attribution
    shown = "".join(f"{LETTERS[one.role]}[{one.words}]" if one.role else one.words for one in stretches)
    speaker = attribution.speaker.name if attribution.speaker else None
    known = statement.speaker if statement.speaker != speaker else None
    # All that an acceptance vouches for, so that nobody vouches for what was not shown.
    values = (speaker, known and f"= {known}", *(getattr(attribution, label) for label in LABELS))
    labels = ", ".join(filter(None, values)) + (f", to {statement.addressee}" if statement.addressee else "")
    head = f"{statement.id}  {clean(statement.outlet or '')} {clean(statement.published or '')}"
    return f"{head}\n{clean(labels)}\n…{clean(shown)}…"


corrections = typer.Typer(help="Carry what people decided from one ledger to another.", no_args_is_help=True)


@corrections.command("list", epilog="Example: selon corrections list k5w7qv2mxwq3e")
def list_(
    target: Annotated[
        str | None, typer.Argument(metavar="ID", help="A statement or a speaker's key; by default all.")
    ] = None,
    *,
    as_json: AsJson = False,
    ledger: Where = None,
) -> None:
    """List corrections, the oldest first."""
    with reading(ledger) as book:
        found = book.corrections(target)
    if as_json:
        printing.json_lines(found)
        return
    printing.table(
        (("correction", {"no_wrap": True, "min_width": 32}), ("at", {"no_wrap": True, "min_width": 10}),
         ("who", {"no_wrap": True}),
         ("what", {"no_wrap": True, "min_width": 6}), ("of", {"no_wrap": True}),
         ("", {"no_wrap": True, "min_width": 6}), ("value", {"ratio": 1, "overflow": "ellipsis", "no_wrap": True})),
        (
            (c.uid, c.at[:10], c.who, c.kind, c.target, "undone" if c.undone_by else "",
             json.dumps(c.value, ensure_ascii=False) if c.value else "")
            for c in found
        ),
    )  # fmt: skip


@corrections.command(
    "export",
    epilog="Example: selon corrections export corrections.jsonl\n\nExample: selon corrections export own.jsonl --gold",
)
def export(
    path: Annotated[Path | None, typer.Argument(metavar="FILE", help="By default, and for -, standard output.")] = None,
    *,
    gold: Annotated[
        bool, typer.Option("--gold", help="Instead write the finished articles, annotated, for selon eval.")
    ] = False,
    lang: Annotated[
        list[str] | None, typer.Option("--lang", metavar="CODE", help="With --gold: articles in this language alone.")
    ] = None,
    force: Force = False,
    ledger: Where = None,
) -> None:
    """Write all corrections as JSON Lines, or what people have reviewed as annotated articles."""
    if lang and not gold:
        msg = "--lang goes with --gold"
        raise typer.BadParameter(msg)
    if gold:
        _gold(path, [code.lower() for code in lang or ()], ledger, force=force)
        return
    with reading(ledger) as book:
        lines = "".join(json.dumps(asdict(c), ensure_ascii=False) + "\n" for c in book.corrections())
    _put(path, lines.encode("utf-8", "backslashreplace"), _are_corrections, force=force)


def _put(path: Path | None, lines: bytes, ours: Ours, *, force: bool) -> None:
    if path is None or str(path) == STDOUT:
        printing.out(lines.decode())
    else:
        with placed(path, ours, force=force) as stream:
            stream.write(lines)


def _gold(path: Path | None, lang: list[str], ledger: Path | None, *, force: bool) -> None:
    from selon.desk.gold import is_ours, line

    with reading(ledger) as book:
        whole, begun = book.reviewed(lang=lang)
    for reason, how in LEFT_OUT.items():
        some = [one for one in begun if one.reason == reason]
        if some:
            shown = ", ".join(one.id for one in some[:MOST_SHOWN]) + (", …" if len(some) > MOST_SHOWN else "")
            printing.tell(f"left out, {how.format(n=sum(one.undecided for one in some))}: {len(some):,} ({shown})")
    if not whole:
        of = f"in {', '.join(lang)} " if lang else ""
        msg = (
            f"no article {of}is wholly reviewed, so there is no gold; decide all of one with selon review --article ID, "
            "add what is missing with selon insert, then selon finish ID"
        )
        raise UnknownEntry(msg)
    _put(path, b"".join(map(line, whole)), is_ours, force=force)
    count = sum(len(one.statements) for one in whole)
    printing.tell(f"{len(whole):,} articles with {count:,} statements written" + (f" to {path}" if path else ""))


LEFT_OUT = {
    "unfinished": "nobody has said selon finish ({n} statements undecided)",
    "undecided": "finished, but {n} statements are undecided since",
    "forgotten": "a forgotten person's name was blackened",
    "no rules": "in a language that selon does not read",
    "another text": "finished with a text that is not here",
}
"""Why an article that people have worked on makes no gold."""

MOST_SHOWN = 5
"""Ids of articles that are shown of each reason."""


def _are_corrections(stream: IO[bytes]) -> bool:
    try:
        return list(json.loads(stream.readline())) == [field.name for field in fields(Correction)]
    except (ValueError, TypeError, RecursionError):
        return False


@corrections.command("import", epilog="Example: selon corrections import corrections.jsonl --ledger other.db")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Written by selon corrections export.")],
    *,
    ledger: Where = None,
) -> None:
    """Add the corrections of a file, all or, where one of them is none, not any; known ones are passed over."""
    known = {field.name for field in fields(Correction)}
    found = []
    number = 0
    try:
        # Not splitlines: what was said may hold other characters that end lines.
        for line in path.read_text(encoding="utf-8-sig").split("\n"):
            number += 1
            if line.strip():
                record = json.loads(line)
                one = Correction(**{name: value for name, value in record.items() if name in known})
                check_correction(one)
                found.append(one)
    except OSError as error:
        msg = f"cannot read {str(path)!r}: {error.strerror}; give a file that selon corrections export wrote"
        raise SourceNotFound(msg) from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        msg = f"line {number} of {path.name} is no correction ({error}); give what selon corrections export wrote"
        raise InvalidValue(msg) from error
    with writing(ledger) as book:
        new = book.take_corrections(found)
    printing.out(f"{new} of {len(found)} corrections were new\n")


COMMANDS = (
    ("accept", accept, "selon accept k5w7qv2mxwq3e --who Mona"),
    ("reject", reject, 'selon reject k5w7qv2mxwq3e --note "narration"'),
    ("edit", edit, "selon edit k5w7qv2mxwq3e act=deny content=120-180"),
    ("insert", insert, 'selon insert k5w7qv2mxwq3e content="le pont rouvre" cue="a dit" source="la maire" act=assert'),
    ("finish", finish, "selon finish k5w7qv2mxwq3e --who Mona"),
    ("merge", merge, 'selon merge sullivan "jake sullivan"'),
    ("split", split, 'selon split martin "Jean Martin" --called "Jean Martin"'),
    ("undo", undo, "selon undo 3f2a90c41b7d4e0fa5c6d7e8f9012345"),
    ("review", review, "selon review --act deny --seed 1"),
)
