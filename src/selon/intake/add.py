"""
How are items read in parallel and put into a ledger one after the other?

This process alone writes. Finished articles are kept in small groups, one transaction each, together with the note that
their sources are done: whatever is reported as done survives the end of the process, however it ends, and the same
command goes on behind it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selon.errors import HostResting, SelonError, SelonFault
from selon.intake.guard import failure_of
from selon.intake.item import Item
from selon.intake.software import software
from selon.intake.work import Done, Read, open_reader
from selon.ledger.values import Added
from selon.model import Software
from selon.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selon.ledger import Ledger
    from selon.model import Article

GROUP = 64  # articles of one transaction at most
GROUP_SECONDS = 0.5  # after which fewer are written as well


@dataclass
class Summary:
    """
    What became of everything that was given.

    Attributes:
        outcomes: How many were ``taken``, ``updated``, ``unchanged``, ``duplicate``, ``forgotten``, or ``known``
            (read before by the same command, not opened again) or ``left`` (named by a list, and failed too often).
        failed: How many failed, by the name of the error.
        faults: How many failed by a fault of selon's own, counted here alone.
        statements: How many statements were stored.
        near: How many articles say nearly the same as an earlier one.
        unextracted: How many articles are in a language without rules.
        seconds: How long it took.
        storing: How much of that went into writing.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    statements: int = 0
    near: int = 0
    unextracted: int = 0
    seconds: float = 0.0
    storing: float = 0.0

    @property
    def total(self) -> int:
        """How many items there were."""
        return self.outcomes.total() + self.failed.total() + self.faults

    @property
    def is_whole(self) -> bool:
        """Whether nothing failed."""
        return not self.failed and not self.faults


@dataclass(frozen=True, slots=True)
class Progress:
    """
    How far it has come, after each group that has been kept.

    Attributes:
        summary: What has been kept so far.
        share: How much of the sources has been gone through, from 0 to 1.
        kept: The sources of this group with what became of each; an error for those that failed.
    """

    summary: Summary
    share: float
    kept: Sequence[tuple[Item, Added | SelonError]]


def add(  # noqa: PLR0913 - what a run needs
    ledger: Ledger,
    items: Iterable[Item],
    *,
    workers: int = 2,
    make: Callable[[], Read] = open_reader,
    by: Software | None = None,
    report: Callable[[Progress], None] = lambda _progress: None,
    patience: float | None = None,
) -> Summary:
    """
    Read *items* and put them into *ledger*; return what became of them.

    Args:
        ledger: Where to.
        items: What to read.
        workers: How many processes read; 0 reads in this one.
        make: Makes the function that reads, in each worker.
        by: What reads; asked of selon itself when None.
        report: Told after each group that has been kept.
        patience: Seconds that one item may take.
    """
    run = _Run(ledger, by or software(), report)
    pool: Pool[Item, Done] = Pool(make, workers)
    if patience is not None:
        pool.patience = patience
    for result in pool.results(run.opened(items)):
        if result is not None:
            run.take(*result)
        run.keep_if_due()
    run.keep()
    run.summary.seconds = time.monotonic() - run.started
    return run.summary


class _Run:
    def __init__(self, ledger: Ledger, by: Software, report: Callable[[Progress], None]) -> None:
        self.ledger = ledger
        self.by = by
        self.report = report
        self.summary = Summary()
        self.started = self.kept_at = time.monotonic()
        self.group: list[tuple[Item, Done | SelonError | None]] = []
        self.share = 0.0

    def opened(self, items: Iterable[Item]) -> Iterable[Item]:
        """Yield what workers are to read; what is known or failed already goes straight into the group."""
        for item in items:
            if item.kind in ("known", "left"):
                self.summary.outcomes[item.kind] += 1
                self.share = item.share
            elif item.error is not None:
                self.group.append((item, item.error))
                self.keep_if_due()
            else:
                yield item

    def take(self, item: Item, result: Done | SelonError) -> None:
        self.group.append((item, result))

    def keep_if_due(self) -> None:
        if len(self.group) >= GROUP or (self.group and time.monotonic() - self.kept_at > GROUP_SECONDS):
            self.keep()

    def keep(self) -> None:
        """Write the group in one transaction, and report it when it is safe."""
        began = time.monotonic()
        group, self.group = self.group, []
        kept: list[tuple[Item, Added | SelonError]] = []
        if group:
            with self.ledger.together():
                for item, result in group:
                    kept.append((item, self._one(item, result)))
            for (item, result), (_, outcome) in zip(group, kept, strict=True):
                self._count(result, outcome)
                self.share = max(self.share, item.share)
        self.kept_at = time.monotonic()
        self.summary.storing += self.kept_at - began
        self.summary.seconds = self.kept_at - self.started
        self.report(Progress(self.summary, self.share, kept))

    def _one(self, item: Item, result: Done | SelonError | None) -> Added | SelonError:
        if isinstance(result, tuple):
            try:
                return self._stored(item, *result)
            except Exception as caught:  # noqa: BLE001 - one article must not cost the others
                error = failure_of(caught)
        else:
            error = result or SelonError("not read")
        # A page that was not asked for has not failed once more.
        if not isinstance(error, HostResting) or not self.ledger.attempts(item.source):
            self.ledger.fail(item.source, error)
        return error

    def _stored(self, item: Item, article: Article, signature: bytes | None) -> Added | SelonError:
        taken = self.ledger.taken_now(item.source, item.fingerprint, etag=item.etag, last_modified=item.last_modified)
        return self.ledger.add_or_fail(article, taken=taken, software=self.by, signature=signature)

    def _count(self, result: Done | SelonError | None, outcome: Added | SelonError) -> None:
        if isinstance(outcome, SelonFault):
            self.summary.faults += 1
            return
        if isinstance(outcome, SelonError):
            self.summary.failed[type(outcome).__name__] += 1
            return
        self.summary.outcomes[outcome.outcome] += 1
        self.summary.statements += outcome.statements
        self.summary.near += outcome.near is not None and outcome.outcome != "duplicate"
        if isinstance(result, tuple) and outcome.outcome in ("taken", "updated"):
            self.summary.unextracted += not result[0].extracted
