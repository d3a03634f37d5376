"""
How are several processes kept busy without one of them stopping the rest?

Each worker has a pipe of its own and one item at a time. A worker that dies or takes too long costs its own item alone
and is replaced. Results come in the order of the items, and no more than a few dozen are under way: memory stays the
same however many there are.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from selon.errors import ReadingError, SelonError, SelonFault, TookTooLong, WorkerLost

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, ForkServerProcess, SpawnContext, SpawnProcess

T = TypeVar("T")
R = TypeVar("R")

WINDOW = 16  # items under way or waiting for an earlier one, per worker
RECYCLE = 2000  # items after which a worker is replaced, since parsers keep every word they have met
TICK = 0.2  # seconds between two looks at the clock
PRELOADED = "selon.intake.preloaded"
"""What the fork server imports before it forks."""
PATIENCE = 180.0  # seconds that one item may take, on a machine with others; a 10,000-word article takes about ten
ALONE = "read it alone with: selon read"


@dataclass
class _Worker(Generic[T]):
    process: ForkServerProcess | SpawnProcess
    pipe: Connection
    ticket: int | None = None
    since: float = 0.0
    done: int = 0
    is_ready: bool = False


@dataclass
class Pool(Generic[T, R]):
    """
    Several processes that do the same work.

    Args:
        make: Called once in each process; returns the function that does the work. Must be importable.
        workers: How many processes; 0 works in this one, for small jobs and for tests.
        patience: Seconds that one item may take.
    """

    make: Callable[[], Callable[[T], R]]
    workers: int = 2
    patience: float = PATIENCE
    _crew: list[_Worker[T]] = field(default_factory=list, init=False, repr=False)

    def results(self, items: Iterable[T]) -> Iterator[tuple[T, R | SelonError] | None]:
        """
        Yield each item with its result or error, in the order of *items*; None when there is nothing yet.

        Stopping early ends the workers.
        """
        if not self.workers:
            work = self.make()
            for item in items:
                yield item, _attempt(work, item)
            return
        try:
            yield from self._results(iter(items))
        finally:
            self.close()

    def close(self) -> None:
        """End all workers at once."""
        for worker in self._crew:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._crew:
            worker.process.join()
            worker.process.close()
        self._crew.clear()

    def _results(self, items: Iterator[T]) -> Iterator[tuple[T, R | SelonError] | None]:
        waiting: deque[int] = deque()  # tickets in order
        held: dict[int, T] = {}
        finished: dict[int, R | SelonError] = {}
        unread: deque[int] = deque()  # tickets that no worker has yet
        ticket = 0
        exhausted = False
        while True:
            while not exhausted and len(waiting) < WINDOW * self.workers and len(unread) < self.workers:
                try:
                    held[ticket] = next(items)
                except StopIteration:
                    exhausted = True
                    break
                waiting.append(ticket)
                unread.append(ticket)
                ticket += 1
            if not waiting:
                return
            self._hand_out(unread, held, finished)
            self._collect(finished)
            progress = False
            while waiting and waiting[0] in finished:
                first = waiting.popleft()
                progress = True
                yield held.pop(first), finished.pop(first)
            if not progress:
                yield None

    def _hand_out(self, unread: deque[int], held: dict[int, T], finished: dict[int, R | SelonError]) -> None:
        while unread:
            idle = next((w for w in self._crew if w.ticket is None and w.is_ready), None)
            if idle is None:
                if len(self._crew) < min(self.workers, len(unread) + sum(w.ticket is not None for w in self._crew)):
                    self._crew.append(self._hire())
                    continue
                return
            ticket = unread.popleft()
            try:
                packed = _packed(held[ticket])
            except SelonFault as fault:
                finished[ticket] = fault
                continue
            idle.ticket, idle.since = ticket, time.monotonic()
            try:
                idle.pipe.send_bytes(packed)
            except OSError:
                continue  # it has died; collecting notices

    def _collect(self, finished: dict[int, R | SelonError]) -> None:
        watched: list[Any] = [w.pipe for w in self._crew]
        for ready in wait(watched, timeout=TICK) if watched else []:
            worker = next(w for w in self._crew if w.pipe is ready)
            try:
                message = _unpacked(worker.pipe.recv_bytes())
            except (EOFError, OSError):
                self._bury(worker, finished, WorkerLost(f"the worker reading it died; {ALONE}"))
                continue
            except SelonFault as fault:
                message = fault
            if not worker.is_ready:
                if isinstance(message, SelonError):
                    raise message  # no worker can start: a model is missing
                worker.is_ready = True
                continue
            if worker.ticket is not None:
                finished[worker.ticket] = message
            worker.ticket = None
            worker.done += 1
            if worker.done >= RECYCLE:
                self._dismiss(worker)
        now = time.monotonic()
        for worker in list(self._crew):
            if worker.ticket is not None and worker.is_ready and now - worker.since > self.patience:
                self._bury(worker, finished, TookTooLong(f"it took longer than {self.patience:.0f} s; {ALONE}"))

    def _bury(self, worker: _Worker[T], finished: dict[int, R | SelonError], error: SelonError) -> None:
        if worker.ticket is not None:
            finished[worker.ticket] = error
        elif not worker.is_ready:
            self._dismiss(worker)
            msg = "a worker could not start; try with --workers 0, which shows why"
            raise WorkerLost(msg)
        self._dismiss(worker)

    def _dismiss(self, worker: _Worker[T]) -> None:
        self._crew.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        worker.process.close()

    def _hire(self) -> _Worker[T]:
        context = _context()
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self.make), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)


def _context() -> ForkServerContext | SpawnContext:
    """
    Return how processes are started: never as a copy of this one, which holds an open database and libraries' threads.

    Where there is a fork server they are copies of that, which has loaded what they need.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED])
    return context


def _attempt(work: Callable[[T], R], item: T) -> R | SelonError:
    try:
        return work(item)
    except SelonError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a fault of ours over one item must not cost the others
        return SelonFault.of(error)


def _packed(value: object) -> memoryview:
    """
    Return *value* as bytes for a pipe.

    Raises:
        SelonFault: If it holds what no pipe can carry.
    """
    try:
        return ForkingPickler.dumps(value)
    except Exception as error:
        raise SelonFault.of(error) from error


def _unpacked(data: bytes | memoryview) -> Any:  # noqa: ANN401 - whatever was sent
    """
    Return the value that *data* holds.

    Raises:
        SelonFault: If it cannot be put together again.
    """
    try:
        return pickle.loads(data)  # noqa: S301 - sent by a process of ours
    except Exception as error:
        raise SelonFault.of(error) from error


def _answered(work: Callable[[T], R], data: bytes) -> memoryview:
    """Return as bytes what *work* makes of the item in *data*, or why it makes nothing."""
    result: R | SelonError | None = None
    try:
        result = _attempt(work, _unpacked(data))
        packed = _packed(result)
        if isinstance(result, SelonError):
            _unpacked(packed)  # some errors cannot be put together again; here their traceback is still to be had
    except MemoryError:
        packed = _packed(ReadingError("it needs more memory than there is"))
    except SelonFault as fault:
        packed = _packed(SelonFault.of(result) if isinstance(result, SelonError) else fault)
    return packed


def _serve(pipe: Connection, make: Callable[[], Callable[[T], R]]) -> None:
    """Work until the pipe closes."""
    # Ctrl-C reaches the whole group; the parent decides when a worker stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    try:
        work = make()
    except SelonError as error:
        pipe.send(error)
        return
    pipe.send("ready")
    while True:
        # A parent that was killed closes nothing in other workers that it had started since.
        while not pipe.poll(1.0):
            if os.getppid() != parent:
                return
        try:
            data = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        answer = _answered(work, data)
        try:
            pipe.send_bytes(answer)
        except OSError:
            return
