"""
How does one tell a ledger who is who on the command line?
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selon.cli.failures import complain
from selon.cli.ledger import printing
from selon.cli.ledger.options import AsCsv, AsJson, Force, Where, reading, writing
from selon.errors import InvalidValue
from selon.export.people import cells, is_ours, write_people
from selon.ledger import Directory
from selon.model import PERSON_COLUMNS
from selon.placing import STDOUT, placed
from selon.record import plain
from selon.view import wording

if TYPE_CHECKING:
    from selon.model import Person

TOLD = 20
"""Rows that are told one by one; selon people list has all."""

people = typer.Typer(
    help="Keep a table of who is who: names, roles, parties, genders, from when to when.", no_args_is_help=True
)


@people.command("import", epilog="Example: selon people import people.csv --ledger news.db")
def import_(
    path: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=f"CSV with the columns {', '.join(PERSON_COLUMNS)}; name it must have."),
    ],
    *,
    dates: Annotated[
        str | None,
        typer.Option("--dates", help="How 05/03/2024 is meant: day-first or month-first.", show_default=False),
    ] = None,
    as_json: AsJson = False,
    ledger: Where = None,
) -> None:
    """
    Put a table in the place of the one before, all of it or, where a row is wrong, nothing. Exit 1 if one is.

    Who matches no speaker is kept and told. A speaker whom rows of several people match at once is told, and counts for
    none of them; rows with one Wikidata id are of one person.
    """
    from selon.reading.people import ORDERS, read_people

    if dates not in (None, *ORDERS):
        msg = f"{dates!r} is no order of dates; one of: {', '.join(ORDERS)}"
        raise typer.BadParameter(msg)
    found = read_people(path, order=dates)
    wrong = [row for row in found if row.error]
    if wrong:
        for row in wrong[:TOLD]:
            complain(str(row.error), about=f"row {row.number}")
        more = f"; the first {TOLD} are told above" if len(wrong) > TOLD else ""
        msg = f"nothing is taken in: {len(wrong)} of {len(found)} rows of {path.name} are wrong{more}; mend them first"
        raise InvalidValue(msg)
    with writing(ledger) as book:
        taken = book.people.take([row.person for row in found if row.person])
    numbers = [row.number for place, row in enumerate(found) if place not in taken.forgotten]
    told = Told(
        rows=len(taken.entries),
        matched=sum(bool(entry.speakers) for entry in taken.entries),
        forgotten=tuple(found[place].number for place in taken.forgotten),
        clashes=tuple(
            {
                "speaker": clash.speaker,
                "rows": [numbers[place] for place in clash.places],
                "since": clash.since,
                "until": clash.until,
                "differ": clash.differ,
            }
            for clash in taken.clashes
        ),
        unmatched=tuple(
            {"row": number, "name": entry.person.name}
            for number, entry in zip(numbers, taken.entries, strict=True)
            if not entry.speakers
        ),
    )
    if as_json:
        printing.json_lines([told])
    else:
        _tell(told)


@dataclass(frozen=True, slots=True)
class Told:
    """What a table that was taken in means, by the numbers of its rows in a spreadsheet."""

    rows: int
    matched: int
    forgotten: tuple[int, ...]
    clashes: tuple[dict[str, Any], ...]
    unmatched: tuple[dict[str, Any], ...]


def _tell(told: Told) -> None:
    printing.out(f"{told.rows:,} rows taken in: {told.matched:,} match a speaker, {len(told.unmatched):,} none yet\n")
    lines = [
        f"{_listed(clash['rows'])} are in force together for {clash['speaker']!r} "
        f"{wording.period(clash['since'], clash['until'])}: {_meaning(clash['differ'])}"
        for clash in told.clashes
    ]
    unmatched = [f"row {one['row']}: {one['name']} is the name of no speaker yet" for one in told.unmatched]
    if told.forgotten:
        printing.line(f"{_listed(told.forgotten)} left out: forgotten on purpose")
    for some in (lines, unmatched):
        for line in some[:TOLD]:
            printing.line(line)
        if len(some) > TOLD:
            printing.line(f"and {len(some) - TOLD:,} more; selon people list shows all")


@people.command("list", epilog="Example: selon people list --unmatched")
def list_(
    *,
    unmatched: Annotated[bool, typer.Option("--unmatched", help="Only rows that match no speaker.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    ledger: Where = None,
) -> None:
    """List the table, with how many statements each row is counted for; what counts for none says why."""
    with reading(ledger) as book:
        found = book.people.directory()
    if as_json:
        _json(found, unmatched=unmatched)
        return
    chosen = [place for place, entry in enumerate(found.entries) if not (unmatched and entry.speakers)]
    notes = {place: _note(found, place) for place in chosen}
    if as_csv:
        printing.csv_rows(
            (
                cells(found.entries[place].person)
                | {"statements": found.entries[place].statements, "note": notes[place]}
                for place in chosen
            ),
            [*PERSON_COLUMNS, "statements", "note"],
        )
        return
    printing.table(
        (("name", {}), ("role", {}), ("party", {}), ("gender", {}), ("wikidata", {"wide": True}), ("from", {"wide": True}),
         ("to", {"wide": True}), ("said", {"justify": "right"}), ("", {"ratio": 1})),
        (
            (one.name, one.role, one.party, one.gender, one.wikidata, one.since, one.until,
             found.entries[place].statements, notes[place])
            for place in chosen
            for one in [found.entries[place].person]
        ),
    )  # fmt: skip
    printing.counted(len(chosen), len(chosen), "row")


def _note(found: Directory, place: int) -> str:
    """Return why a row counts for nothing, or not always; empty where it does."""
    if not found.entries[place].speakers:
        return "no speaker yet"
    return "; ".join(
        f"with {', '.join(found.entries[other].person.name for other in clash.places if other != place)} "
        f"{wording.period(clash.since, clash.until)}: {_meaning(clash.differ)}"
        for clash in found.clashes
        if place in clash.places
    )


def _json(found: Directory, *, unmatched: bool = False) -> None:
    """Print each row as a line of JSON, with the rows that it clashes with by their places."""
    for place, entry in enumerate(found.entries):
        if not (unmatched and entry.speakers):
            clashes = [plain(clash) for clash in found.clashes if place in clash.places]
            printing.json_lines([
                {"place": place, **plain(entry.person), "speakers": entry.speakers, "statements": entry.statements,
                 "clashes": clashes}
            ])  # fmt: skip


def _meaning(differ: Sequence[str]) -> str:
    """Return what follows where rows are in force together: of one person that differ, or of several people."""
    return f"{' and '.join(differ)} not known then" if differ else "none of them counts then"


def _listed(numbers: Sequence[int]) -> str:
    some = ", ".join(map(str, numbers[:TOLD])) + (", …" if len(numbers) > TOLD else "")
    return f"row{'' if len(numbers) == 1 else 's'} {some}"


@people.command("export", epilog="Example: selon people export people.csv")
def export(
    path: Annotated[Path | None, typer.Argument(metavar="FILE", help="By default, and for -, standard output.")] = None,
    *,
    force: Force = False,
    ledger: Where = None,
) -> None:
    """Write the table as CSV, which selon people import takes and spreadsheets open."""
    with reading(ledger) as book:
        found: list[Person] = [entry.person for entry in book.people.directory().entries]
    if path is None or str(path) == STDOUT:
        printing.csv_rows(map(cells, found), PERSON_COLUMNS)
        return
    with placed(path, is_ours, force=force) as stream:
        count = write_people(found, codecs.getwriter("utf-8")(stream))
    printing.tell(f"{count:,} rows written to {path}")


@people.command("remove", epilog='Example: selon people remove "Claire Vasselin" --ledger news.db')
def remove(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", help="Whose rows go, by the name in the table.", show_default=False),
    ] = None,
    *,
    everybody: Annotated[bool, typer.Option("--all", help="The whole table goes.")] = False,
    ledger: Where = None,
) -> None:
    """Remove people from the table, or the table; articles and statements stay as they are."""
    if bool(names) == everybody:
        msg = "give either names or --all"
        raise typer.BadParameter(msg)
    with writing(ledger) as book:
        gone = book.people.remove_all() if everybody else book.people.remove(names or ())
    printing.out(f"{gone:,} row{'' if gone == 1 else 's'} removed\n")
