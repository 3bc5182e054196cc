"""Work on many tasks in several processes; the results come in the order of the tasks, as one process would give them.

Each worker has a pipe of its own. Tasks go out in order, some at a time; results come back in batches, while the work
goes on. What is ahead of its turn is kept, up to a limit; beyond it only the worker whose turn it is gets read, and
the others stand still at their full pipes. So memory is bounded whatever the results are.

A worker that dies takes nothing with it: another is given what was not done, one task at a time, and the task on which
it dies alone is lost. The standard pools of Python give up altogether there.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeAlias, TypeVar

from fakeaws.errors import InputError

Task = TypeVar("Task")
Result = TypeVar("Result")
Work: TypeAlias = Callable[[Any], Iterable[Any]]
"""What a task comes to; a function that can be pickled. The same task gives the same results again."""
Lost: TypeAlias = Callable[[Any, str], Iterable[Any]]
"""What to tell of a task that ended its process, and how it did."""


def results_in_order(
    tasks: Sequence[Task],
    work: Callable[[Task], Iterable[Result]],
    lost: Callable[[Task, str], Iterable[Result]],
    jobs: int,
) -> Generator[Result, None, None]:
    """The results of each task, in the order of the tasks. One job works in this process.

    Close the iterator, or let it end, and no process is left. Raises InputError where no process can be started.
    """
    if jobs == 1:
        for task in tasks:
            yield from work(task)
        return
    crew: _Crew[Task, Result] = _Crew(tasks, work, lost)
    try:
        crew.workers = [_Worker.started(work) for _ in range(jobs)]
        yield from crew.results()
    finally:
        crew.dismiss()


@dataclass(slots=True)
class _Worker:
    """One process, the numbers of the tasks that it has in hand, and of those that it is to be given one by one."""

    process: Any
    pipe: Connection
    in_hand: deque[int] = field(default_factory=deque)
    later: deque[int] = field(default_factory=deque)
    is_ready: bool = False

    @classmethod
    def started(cls, work: Work) -> _Worker:
        # Spawned, not forked: a copy of a process with threads (a progress bar's) may never wake up.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        try:
            with _interrupts_held_back():
                process.start()
        except OSError as error:
            raise InputError("--jobs", f"no process can be started: {error.strerror}.") from None
        theirs.close()
        return cls(process, ours)

    def how_it_ended(self) -> str:
        self.process.join()
        status = self.process.exitcode
        return f"exit status {status}" if status >= 0 else signal.Signals(-status).name

    def dismiss(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Crew(Generic[Task, Result]):
    """The workers, and what of the results is ahead of its turn."""

    def __init__(self, tasks: Sequence[Task], work: Work, lost: Lost) -> None:
        self.workers: list[_Worker] = []
        self._tasks, self._work, self._lost = tasks, work, lost
        self._next = 0
        self._turn = 0
        self._early: dict[int, list[Result]] = {}
        self._told: dict[int, int] = {}
        self._done: set[int] = set()

    def results(self) -> Iterator[Result]:
        while self._turn < len(self._tasks):
            self._hand_out()
            for worker in self._heard():
                self._hear(worker)
            yield from self._whose_turn_it_is()

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.dismiss()

    def _hand_out(self) -> None:
        for worker in self.workers:
            if worker.in_hand:
                continue
            if worker.later:
                worker.in_hand.append(worker.later.popleft())
            else:
                last = min(self._next + _AT_A_TIME, len(self._tasks), self._turn + _MOST_AHEAD)
                worker.in_hand.extend(range(self._next, last))
                self._next = max(self._next, last)
            if worker.in_hand:
                with contextlib.suppress(BrokenPipeError):  # it will be heard that this one has died
                    worker.pipe.send([(one, self._tasks[one], self._told.get(one, 0)) for one in worker.in_hand])

    def _heard(self) -> list[_Worker]:
        """The workers that have something to tell, and may."""
        is_full = sum(len(results) for results in self._early.values()) > _MOST_EARLY
        may = [one for one in self.workers if one.in_hand and (not is_full or self._turn in (*one.in_hand, *one.later))]
        ready = wait([one.pipe for one in may])
        return [one for one in may if one.pipe in ready]

    def _hear(self, worker: _Worker) -> None:
        try:
            parts = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._replace(worker)
            return
        worker.is_ready = True
        self._take(worker, parts)

    def _take(self, worker: _Worker, parts: list[tuple[int, list[Result], bool]] | None) -> None:
        for number, results, is_done in parts or ():
            self._early.setdefault(number, []).extend(results)
            self._told[number] = self._told.get(number, 0) + len(results)
            if is_done:
                self._finish(number, worker)

    def _finish(self, number: int, worker: _Worker) -> None:
        worker.in_hand.remove(number)
        self._done.add(number)
        self._told.pop(number, None)

    def _replace(self, worker: _Worker) -> None:
        how = worker.how_it_ended()
        if not worker.is_ready:
            raise InputError("--jobs", f"a process cannot begin to work: it ended with {how}. Do without: --jobs 1.")
        if len(worker.in_hand) == 1:
            number = worker.in_hand[0]
            self._early.setdefault(number, []).extend(self._lost(self._tasks[number], how))
            self._finish(number, worker)
        worker.dismiss()
        heir = _Worker.started(self._work)
        heir.later.extend(sorted((*worker.in_hand, *worker.later)))
        self.workers[self.workers.index(worker)] = heir

    def _whose_turn_it_is(self) -> Iterator[Result]:
        while self._turn < len(self._tasks):
            yield from self._early.pop(self._turn, ())
            if self._turn not in self._done:
                return
            self._done.remove(self._turn)
            self._turn += 1


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let what is started be deaf to Ctrl-C, which goes to the whole group; its starter ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, work: Work) -> None:
    """What a worker does: tasks in, batches of results out, until nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send(None)
        while True:
            for batch in _batches(work, pipe.recv()):
                pipe.send(batch)


def _batches(work: Work, tasks: list[tuple[int, Any, int]]) -> Iterator[list[tuple[int, list[Any], bool]]]:
    """The results of the tasks, without those of each that are told already; the last batch has the end of each."""
    batch: list[tuple[int, list[Any], bool]] = []
    for number, task, told in tasks:
        part: list[Any] = []
        for result in itertools.islice(work(task), told, None):
            part.append(result)
            if len(part) == _BATCH:
                yield [*batch, (number, part, False)]
                batch, part = [], []
        batch.append((number, part, True))
    yield batch


_AT_A_TIME = 16
_MOST_AHEAD = 4096
_MOST_EARLY = 20_000
_BATCH = 500
