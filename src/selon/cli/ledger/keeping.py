"""
How is a ledger looked after on the command line?
"""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.failures import complain
from selon.cli.ledger import printing
from selon.cli.ledger.options import AsJson, Force, Where, Who, reading, writing
from selon.cli.modes import Fast
from selon.cli.terminal import clean
from selon.desk.place import person, place
from selon.errors import LedgerError

if TYPE_CHECKING:
    from selon.ledger import PersonForgotten

Reason = Annotated[str | None, typer.Option("--reason", help="Why; kept with the tombstone, so name nobody.")]


def check(
    *,
    accept: Annotated[
        bool, typer.Option("--accept", help="First take rows that another program changed as they stand.")
    ] = False,
    recount: Annotated[
        bool, typer.Option("--recount", help="First make the counts anew that are kept while writing.")
    ] = False,
    as_json: AsJson = False,
    ledger: Where = None,
) -> int:
    """Look whether all rows are as they were written, and what the ledger says twice agrees. Exit 1 if not."""
    if accept or recount:
        with writing(ledger) as book:
            if accept:
                printing.tell(f"{_of_rows(book.accept_rows())} taken as they stand")
            if recount:
                book.recount()
    with reading(ledger) as book:
        report = book.check()
    if as_json:
        printing.json_lines([report])
    else:
        printing.out(
            f"{report.articles:,} articles, {report.versions:,} versions, {report.statements:,} statements, "
            f"{report.spans:,} spans: {'no problem' if not report.problems else f'{len(report.problems):,} problems'}\n"
        )
        for problem in report.problems:
            complain(problem.what, about=problem.where)
    return 1 if report.problems else 0


def _of_rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The copy; no earlier one is replaced.")],
    *,
    force: Force = False,
    ledger: Where = None,
) -> None:
    """Copy the ledger while it is in use."""
    with reading(ledger) as book:
        book.backup(target, force=force)
    printing.tell(f"copied to {target}")


def migrate(*, ledger: Where = None) -> None:
    """Bring the ledger of an older selon to this one's schema; each step is kept whole or not at all."""
    from selon.ledger import migrate as run

    done = run(place(ledger))
    printing.out(f"{len(done)} migrations: {', '.join(done)}\n" if done else "nothing to migrate\n")
    if done:
        printing.tell("what was read before keeps its labels; selon reextract reads it with the rules of this selon")


def reextract(*, fast: Fast = False, as_json: AsJson = False, ledger: Where = None) -> int:
    """
    Read all stored articles anew with the rules of this selon; corrections are kept.

    Prints what changed, an article a line. Interrupted, the same command goes on. Exit 1 if an article failed.
    """
    from selon.intake.software import software
    from selon.intake.work import open_rereader

    read = open_rereader(fast=fast)
    totals: dict[str, int] = dict.fromkeys(("articles", "kept", "new", "gone", "reworded", "relabelled", "failed"), 0)
    with writing(ledger) as book:
        for report in book.reextract(read, software=software(fast=fast)):
            changes = report.changes
            figures = {
                "articles": 1,
                "kept": changes.kept,
                "new": len(changes.added),
                "gone": len(changes.removed),
                "reworded": len(changes.reworded),
                "relabelled": report.relabelled,
                "failed": int(report.error is not None),
            }
            for name, number in figures.items():
                totals[name] += number
            if report.error:
                complain(report.error, about=report.article)
            if as_json:
                printing.json_lines([report])
            elif any(figures[name] for name in ("new", "gone", "reworded", "relabelled")) or report.moved:
                printing.out(f"{report.article} {_changed(figures, report.moved)}\n")
    if not as_json:
        printing.out(", ".join(f"{number:,} {name}" for name, number in totals.items()) + "\n")
    return 1 if totals["failed"] else 0


def _changed(figures: dict[str, int], moved: dict[str, str | None] | None) -> str:
    parts = [f"{n} {name}" for name, n in figures.items() if n and name not in ("articles", "failed")]
    parts += [
        f"correction of {old} now on {new}" if new else f"correction keeps {old}" for old, new in (moved or {}).items()
    ]
    return ", ".join(parts)


def forget(  # noqa: PLR0913 - one parameter for each option
    name: Annotated[
        str | None, typer.Argument(metavar="ARTICLE", help="Id or address of an article.", show_default=False)
    ] = None,
    *,
    speaker: Annotated[
        str | None, typer.Option("--person", help="Key or number of a speaker, instead of an article.")
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also", metavar="FORM", help="A form of the name that goes too, such as the surname; may be repeated."
        ),
    ] = None,
    all_forms: Annotated[
        bool, typer.Option("--all-forms", help="Every form goes that may be the person's: initials, surname, handles.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go and what would stay.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    who: Who = None,
    reason: Reason = None,
    ledger: Where = None,
) -> None:
    """
    Remove an article for good, or what a person said with the person's name blackened everywhere.

    It cannot be undone, and the same article or name is not taken in again. Forms of a name that may be somebody else's
    are listed, and stay unless asked for.
    """
    if (name is None) == (speaker is None):
        msg = "give either an article or --person"
        raise typer.BadParameter(msg)
    if name is not None and (also or all_forms or dry_run):
        msg = "--also, --all-forms and --dry-run go with --person"
        raise typer.BadParameter(msg)
    if speaker is not None and (dry_run or not yes):
        with reading(ledger) as book:
            found = book.find_person(speaker, also=also or (), all_forms=all_forms)
        if dry_run:
            rows = f", {_rows(found.people)}" if found.people else ""
            printing.out(
                f"{found.statements} statements would go, the name from {found.texts} texts{rows}\n{_forms(found)}"
            )
            return
        printing.tell(f"{found.statements} statements would go; {_counts(found)}")
    if not yes:
        typer.confirm(f"Forget {name or speaker} for good?", abort=True, err=True)
    with writing(ledger) as book:
        if speaker is None:
            remains = book.forget_article(name or "", who=person(who), reason=reason)
            printing.out("the article is forgotten\n")
        else:
            done = book.forget_person(speaker, who=person(who), reason=reason, also=also or (), all_forms=all_forms)
            remains = done.remains
            rows = f", {_rows(done.people)} removed" if done.people else ""
            printing.out(
                f"{done.statements} statements removed, the name blackened in {done.texts} texts{rows}\n{_forms(done)}"
            )
    if remains is not None:
        msg = f"forgotten, but not yet gone from the file: {remains}"
        raise LedgerError(msg)


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'} of the table of people"


def _counts(found: PersonForgotten) -> str:
    kept = Counter(place.kind for place in found.kept)
    parts = [
        f"{said}: {', '.join(f'{kind} {n}' for kind, n in counts.items())}"
        for said, counts in (("gone", found.gone), ("kept", kept))
        if counts
    ]
    return "; ".join(parts) or "the name stands nowhere"


def _forms(found: PersonForgotten) -> str:
    lines = [_counts(found)]
    lines += [f"kept: {place.form} ({place.kind}) in {place.where}: {place.context}" for place in found.kept]
    if found.absent:
        lines.append(f"nowhere: {', '.join(map(repr, found.absent))}; it goes from what comes later")
    if found.kept:
        written = {place.form.casefold(): place.form for place in reversed(found.kept)}
        forms = " ".join(f"--also {shlex.quote(form)}" for form in reversed(written.values()))
        lines.append(f"what was kept may be somebody else; it goes with: {forms}")
    return "".join(f"{clean(line)}\n" for line in lines)


COMMANDS = (
    ("check", check, "selon check --ledger news.db"),
    ("backup", backup, "selon backup copy.db"),
    ("migrate", migrate, "selon migrate --ledger news.db"),
    ("reextract", reextract, "selon reextract --json > changes.jsonl"),
    ("forget", forget, 'selon forget --person "jane doe" --also Doe --dry-run'),
)
