"""Where the workers of a ThreadPoolExecutor are cut into, so that it is seen who has work and who waits for some.

A pool waits for work in C. One that is made while a fake is active gets a queue that waits on a condition. An older one
keeps its own; so what it is given counts as somebody running until a worker begins with it.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import thread as pools
from contextlib import contextmanager
from functools import partial
from queue import Empty
from types import FrameType
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary, ref

from fakeaws.waiting.cuts import Cuts
from fakeaws.waiting.scheduler import Scheduler

_T = TypeVar("_T")


class PoolHooks:
    """Cuts into pools; `newest` is the scheduler of the time that runs, `scheduler_of` that of a caller, if any."""

    def __init__(
        self, newest: Callable[[], Scheduler | None], scheduler_of: Callable[[FrameType], Scheduler | None]
    ) -> None:
        self._newest = newest
        self._scheduler_of = scheduler_of
        self._busy: WeakKeyDictionary[Any, int] = WeakKeyDictionary()  # how many workers of each pool
        self._counting = threading.Lock()
        self._cuts = Cuts()
        self.mend = self._cuts.mend

    def cut_in(self) -> None:
        self._cuts.make(pools.ThreadPoolExecutor, "__init__", self._init)
        self._cuts.make(pools.ThreadPoolExecutor, "submit", self._submit)
        self._cuts.make(pools._WorkItem, "run", self._run)

    def _init(self, original: Any) -> Any:
        def init(pool: Any, *args: Any, **kwargs: Any) -> None:
            original(pool, *args, **kwargs)
            scheduler = self._scheduler_of(sys._getframe(1))
            if scheduler is not None:
                pool._work_queue = _Work(scheduler)

        return init

    def _submit(self, original: Any) -> Any:
        def submit(pool: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
            scheduler = self._scheduler_of(sys._getframe(1))
            if scheduler is None or _is_seen_by(scheduler, pool) or not self._has_a_free_worker(pool):
                return original(pool, function, *args, **kwargs)
            return original(pool, partial(_begin, scheduler.promise(), function), *args, **kwargs)

        return submit

    def _run(self, original: Any) -> Any:
        def run(item: Any, *args: Any) -> None:
            scheduler = self._newest()
            worker = sys._getframe(1).f_locals
            if scheduler is None or "work_queue" not in worker:
                original(item, *args)
                return
            has_more = worker["work_queue"].qsize
            with self._busy_for(worker["executor_reference"]()), scheduler.at_work(has_more):
                original(item, *args)

        return run

    @contextmanager
    def _busy_for(self, pool: Any) -> Iterator[None]:
        with self._counting:
            if pool is not None:
                self._busy[pool] = self._busy.get(pool, 0) + 1
        try:
            yield
        finally:
            with self._counting:
                if pool is not None:
                    self._busy[pool] -= 1

    def _has_a_free_worker(self, pool: Any) -> bool:
        return bool(self._busy.get(pool, 0) + pool._work_queue.qsize() < pool._max_workers)


def _is_seen_by(scheduler: Scheduler, pool: Any) -> bool:
    return isinstance(pool._work_queue, _Work) and pool._work_queue.made_for() is scheduler


def _begin(keep: Callable[[], None], function: Any, /, *args: Any, **kwargs: Any) -> Any:
    keep()
    return function(*args, **kwargs)


class _Work(Generic[_T]):
    """What a pool's workers wait for: a SimpleQueue's methods, but waiting on a condition, where it is seen."""

    def __init__(self, scheduler: Scheduler) -> None:
        self.made_for = ref(scheduler)
        self._items: deque[_T] = deque()
        self._filled = threading.Condition()

    def put(self, item: _T) -> None:
        with self._filled:
            self._items.append(item)
            self._filled.notify()

    def get(self, block: bool = True) -> _T:  # noqa: FBT001, FBT002  # SimpleQueue's own
        with self._filled:
            while not self._items:
                if not block:
                    raise Empty
                self._filled.wait()
            return self._items.popleft()

    def get_nowait(self) -> _T:
        return self.get(block=False)

    def qsize(self) -> int:
        return len(self._items)

    def empty(self) -> bool:
        return not self._items
