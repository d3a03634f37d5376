"""
What can one do with a ledger?

:class:`Ledger` is the one object that has a state: an open file. Each of its methods is one question or one deed; the
work is done by the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.errors import LedgerError, SelonError
from selon.ledger import ask, bounds, checking, checksums, counts, drawing, intake, restore, statistics, store, upkeep
from selon.ledger import corrections as decided
from selon.ledger import speakers as quoted
from selon.ledger.forget.article import forget_article
from selon.ledger.forget.person import forget_person
from selon.ledger.forget.remains import wipe
from selon.ledger.forget.survey import look
from selon.ledger.intake import Feed, Taken
from selon.ledger.people import People
from selon.ledger.query import Query
from selon.ledger.reviewed import LeftOut, Reviewed, reviewed
from selon.ledger.session import Session
from selon.ledger.values import Added, Correction, Failure, OutletEntry, PersonForgotten, SpeakerEntry, Version
from selon.model import Software

if TYPE_CHECKING:
    from selon.ledger.checking import Report
    from selon.ledger.speakers import SpeakerPage
    from selon.ledger.statistics import Stats
    from selon.ledger.upkeep import Reextracted
    from selon.model import Article, Speaker, Statement, StoredArticle

EVERYTHING = Query()


class Ledger(Session):
    """
    A body of articles and what they attribute to whom, in one file.

    Args:
        path: The file; made when there is none, unless *create* is off.
        create: Whether to make it.
        read_only: Refuse every change. Also opens a file that may not be written.
        clock: Gives the present moment.

    Raises:
        LedgerMissing: If there is no file and none is to be made.
        NotALedger: If the file is something else.
        LedgerOutdated: If it has to be migrated first.
        LedgerTooNew: If a newer selon made it.
    """

    @property
    def people(self) -> People:
        """The user's own table of who is who."""
        return People(self)

    # Taking in

    def add(
        self,
        article: Article,
        *,
        software: Software | None = None,
        taken: Taken | None = None,
        signature: bytes | None = None,
    ) -> Added:
        """
        Store *article* with its attributions and return what became of it.

        Args:
            article: The article as read.
            software: What read it.
            taken: Where it came from, to be noted as done in the same transaction; its outcome is filled in.
            signature: The signature of its text, where :func:`selon.ledger.similarity.signature` was called before.
        """
        with self.together():
            added = store.add(
                self.db,
                article,
                software=software or Software(),
                now=self.now(),
                source=intake.storable(taken.source) if taken else None,
                signature=signature,
            )
            if taken is not None:
                intake.note(self.db, replace(taken, outcome=added.outcome), added.article)
        return added

    def add_or_fail(
        self, article: Article, *, software: Software, taken: Taken, signature: bytes | None = None
    ) -> Added | SelonError:
        """
        Store *article* as :meth:`add` does, inside an open transaction; one that cannot be is noted as failed.

        What the others of the transaction did is not lost by it.

        Raises:
            LedgerError: If the ledger is at fault and not the article: a full disk, a damaged file.
        """
        self.db.execute("savepoint article")
        try:
            added = self.add(article, software=software, taken=taken, signature=signature)
        except LedgerError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever this one article makes fail
            self.db.execute("rollback to article")
            failure = store.not_stored(error)
            self.fail(taken.source, failure)
            return failure
        finally:
            if self.db.in_transaction:
                self.db.execute("release article")
        return added

    def taken_now(
        self, source: str, fingerprint: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Taken:
        """Return the note that *source* is being taken in at this moment."""
        return Taken(source, fingerprint, "", self.now(), etag, last_modified)

    def fail(self, source: str, error: Exception) -> None:
        """Note that *source* could not be read, and why."""
        with self.together():
            intake.fail(self.db, source, error, self.now())

    def settle(self, source: str) -> None:
        """Note that *source*, a file or list that others come out of, has been gone through to its end."""
        if self.attempts(source):
            with self.together():
                intake.settle(self.db, source)

    def taken(self, source: str) -> Taken | None:
        """Return what is known of *source*, None when it was never read."""
        return intake.taken(self.db, source)

    def note(self, taken: Taken) -> None:
        """Note that *taken* was read again and found as before."""
        with self.together():
            intake.note(self.db, taken, None)

    def attempts(self, source: str) -> int:
        """Return how often *source* has failed since it was last read."""
        return intake.attempts(self.db, source)

    def feed(self, url: str) -> Feed | None:
        """Return what is known of a feed, None when it was never asked."""
        return intake.feed(self.db, url)

    def note_feed(self, feed: Feed) -> None:
        """Note that a feed was asked."""
        with self.together():
            intake.note_feed(self.db, feed)

    # Asking

    def statements(
        self,
        query: Query = EVERYTHING,
        *,
        limit: int | None = None,
        offset: int = 0,
        in_text_order: bool = False,
    ) -> Iterator[Statement]:
        """
        Yield the statements that *query* means: the best or the latest first, or article by article.

        Raises:
            InvalidValue: If *limit* or *offset* is negative, or beyond 63 bits.
        """
        bounds.at_most("limit", limit)
        bounds.number("offset", offset)
        return ask.statements(self.db, query, limit=limit, offset=offset, in_text_order=in_text_order)

    def count(self, query: Query = EVERYTHING) -> int:
        """Return how many statements *query* means."""
        return ask.count(self.db, query)

    def count_articles(self, query: Query = EVERYTHING) -> int:
        """Return how many articles *query* means."""
        return ask.count_articles(self.db, query)

    def count_speakers(self, query: Query = EVERYTHING) -> int:
        """Return how many speakers made the statements that *query* means."""
        return quoted.count(self.db, query)

    def count_failures(self, *, faults: bool = False) -> int:
        """Return how many sources could not be read; with *faults* by selon's own fault."""
        return ask.count_failures(self.db, faults=faults)

    def statement(self, public: str) -> Statement:
        """Return the statement with this id."""
        return ask.statement(self.db, public)

    def articles(self, query: Query = EVERYTHING, *, limit: int | None = None) -> Iterator[StoredArticle]:
        """Yield the articles that *query* means, the latest first."""
        bounds.at_most("limit", limit)
        return ask.articles(self.db, query, limit=limit)

    def article(self, name: str, *, version: int | None = None, layer: restore.Layer = "machine") -> Article:
        """
        Return an article by id or address, as it was read.

        Args:
            name: Id or address.
            version: Which version; None for the current one.
            layer: ``people`` applies what people corrected.
        """
        return restore.article(self.db, ask.version_row(self.db, name, version), layer=layer)

    def versions(self, name: str) -> list[Version]:
        """Return the versions of an article, the first first."""
        return ask.versions(self.db, name)

    def failures(self, *, faults: bool = False, limit: int | None = None) -> list[Failure]:
        """Return what could not be read and has not been since, the latest first; with *faults* selon's own alone."""
        bounds.at_most("limit", limit)
        return ask.failures(self.db, faults=faults, limit=limit)

    def speakers(self, query: Query = EVERYTHING, *, limit: int | None = None) -> list[SpeakerEntry]:
        """Return the speakers of the statements that *query* means, those with most statements first."""
        bounds.at_most("limit", limit)
        with self.db.reading():
            return quoted.speakers(self.db, query, limit=limit)

    def speaker(self, name: str, *, latest: int = 20, query: Query = EVERYTHING) -> SpeakerPage:
        """Return the page of a speaker, by key or number, over what *query* means, with the *latest* statements."""
        bounds.number("latest", latest)
        with self.db.reading():
            return quoted.page(self.db, name, query, latest=latest)

    def outlets(self, query: Query = EVERYTHING) -> list[OutletEntry]:
        """Return the outlets with their figures, those with most statements first."""
        with self.db.reading():
            return statistics.outlets(self.db, query)

    def stats(self, query: Query = EVERYTHING, *, speakers: int | None = 20) -> Stats:
        """Return figures over the statements that *query* means; acts of so many *speakers*, None for all."""
        bounds.at_most("speakers", speakers)
        with self.db.reading():
            return statistics.stats(self.db, query, speakers=speakers)

    def sample(self, size: int, *, seed: int = 0, query: Query = EVERYTHING) -> list[Statement]:
        """
        Return *size* statements drawn at random; the same seed draws the same.

        Raises:
            InvalidValue: If *size* is less than one or beyond 63 bits, or *seed* no whole number.
        """
        with self.db.reading():
            return drawing.sample(self.db, query, size, seed=seed)

    # Correcting

    def accept(self, statement: str, *, who: str, note: str | None = None) -> Correction:
        """Say that a statement is right."""
        with self.together():
            return decided.decide(self.db, "accept", statement, who=who, now=self.now(), note=note)

    def reject(self, statement: str, *, who: str, note: str | None = None) -> Correction:
        """Say that a statement is wrong; it is not shown any longer unless asked for."""
        with self.together():
            return decided.decide(self.db, "reject", statement, who=who, now=self.now(), note=note)

    def edit(self, statement: str, value: dict[str, Any], *, who: str, note: str | None = None) -> Correction:
        """
        Change fields of a statement.

        Args:
            statement: Its id.
            value: The fields as in a record of an attribution: spans as pairs of offsets, labels as text, the speaker
                as ``{"name": …, "kind": …}``; None empties a field.
            who: Who decides.
            note: What the person adds.
        """
        with self.together():
            return decided.decide(self.db, "edit", statement, who=who, now=self.now(), note=note, value=value)

    def insert(self, article: str, value: dict[str, Any], *, who: str, note: str | None = None) -> Correction:
        """Add a statement that was missed to an article, by id or address, its fields given as :meth:`edit` takes them."""
        with self.together():
            return decided.insert(self.db, article, value, who=who, now=self.now(), note=note)

    def finish(self, article: str, *, who: str, note: str | None = None) -> Correction:
        """Say that an article, by id or address, was read to its end: all is decided, and nothing is missing."""
        with self.together():
            return decided.finish(self.db, article, who=who, now=self.now(), note=note)

    def reviewed(self, *, lang: Sequence[str] = ()) -> tuple[list[Reviewed], list[LeftOut]]:
        """Return the articles, in some languages or in all, that people have finished, and those only begun."""
        with self.db.reading():
            return reviewed(self.db, lang=lang)

    def merge(self, speaker: str, into: str, *, who: str, note: str | None = None) -> Correction:
        """Give all names of one speaker to another; both by key or number."""
        with self.together():
            return decided.merge(self.db, speaker, into, who=who, now=self.now(), note=note)

    def split(
        self, speaker: str, aliases: Sequence[str], name: str, *, who: str, note: str | None = None
    ) -> Correction:
        """Give some names of a speaker to a new one, called *name*."""
        with self.together():
            return decided.split(self.db, speaker, aliases, name, who=who, now=self.now(), note=note)

    def attribute(
        self, statements: Iterable[str], speaker: Speaker | None, *, who: str, note: str | None = None
    ) -> list[Correction]:
        """Give statements to another speaker: how two people of one name are told apart."""
        value = decided.speaker_edit(speaker)
        with self.together():
            return [self.edit(one, value, who=who, note=note) for one in statements]

    def undo(self, correction: str, *, who: str, note: str | None = None) -> Correction:
        """Take a correction back."""
        with self.together():
            return decided.undo(self.db, correction, who=who, now=self.now(), note=note)

    def corrections(self, target: str | None = None) -> list[Correction]:
        """Return the corrections of a statement or speaker, or all, oldest first."""
        return decided.history(self.db, target)

    def take_corrections(self, corrections: Iterable[Correction]) -> int:
        """Add corrections made in another ledger; return how many were new."""
        with self.together():
            return decided.take_in(self.db, corrections)

    # Upkeep

    def check(self) -> Report:
        """Compare every row with its checksum, and everything that the ledger says twice."""
        return checking.check(self.db)

    def accept_rows(self) -> int:
        """Take rows that another program has changed for right as they stand; return how many there were."""
        with self.together():
            return checksums.accept(self.db)

    def recount(self) -> None:
        """Make the counts that are kept while writing again from the statements."""
        with self.together():
            counts.recount(self.db)

    def backup(self, target: str | Path, *, force: bool = False) -> None:
        """Copy the ledger while it is in use; with *force* in the place of a plain file that is no ledger."""
        upkeep.backup(self.db, Path(target), force=force)

    def reextract(self, read: Callable[[Article], Article], *, software: Software) -> Iterator[Reextracted]:
        """Read all stored articles anew; corrections are kept."""
        return upkeep.reextract(self.db, read, software=software, now=self.now)

    def forget_article(self, name: str, *, who: str, reason: str | None = None) -> str | None:
        """Remove an article for good; return why the file may still hold it, if it may."""
        bounds.name("who", who)
        bounds.note("reason", reason)
        self.db.execute("pragma secure_delete = on")
        with self.together():
            public = ask.article_row(self.db, name)["id"]
            forget_article(self.db, public, who=who, now=self.now(), reason=reason)
        return wipe(self.db)

    def find_person(self, speaker: str, *, also: Sequence[str] = (), all_forms: bool = False) -> PersonForgotten:
        """Return what :meth:`forget_person` would take away, and change nothing."""
        with self.db.reading():
            return look(self.db, speaker, also=also, all_forms=all_forms)

    def forget_person(
        self,
        speaker: str,
        *,
        who: str,
        reason: str | None = None,
        also: Sequence[str] = (),
        all_forms: bool = False,
    ) -> PersonForgotten:
        """
        Remove what a person said, and blacken the name wherever the ledger holds it.

        Args:
            speaker: Key or number; or the name of somebody forgotten before, of whom more is to go.
            who: Who decides.
            reason: Why; kept with the tombstone.
            also: Forms that go although they can be somebody else: initials, the surname alone, a handle, a nickname.
            all_forms: Whether all of these go that are found.
        """
        bounds.name("who", who)
        bounds.note("reason", reason)
        for form in also:
            bounds.name("form", form)
        self.db.execute("pragma secure_delete = on")
        with self.together():
            done = forget_person(
                self.db, speaker, also=also, all_forms=all_forms, who=who, now=self.now(), reason=reason
            )
        return replace(done, remains=wipe(self.db))
