"""Where the workers of a ThreadPoolExecutor are cut into, so that it is seen who has work and who waits for some.

A pool waits for work in C. One that is made while a fake is active gets a queue that waits on a condition. An older one
keeps its own; so what it is given counts as somebody running until a worker begins with it.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import thread as pools
from functools import partial
from queue import Empty
from types import FrameType
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary, ref

from fakeaws.origin import given_at, users_line
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
        self._given: WeakKeyDictionary[Any, int] = WeakKeyDictionary()  # how much work each pool has that is not done
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
            if scheduler is None:
                return original(pool, function, *args, **kwargs)
            function = partial(given_at, users_line(), function)
            if _is_seen_by(scheduler, pool._work_queue):
                return original(pool, function, *args, **kwargs)
            has_a_free_worker = self._count(pool, 1) <= pool._max_workers
            keep = scheduler.promise() if has_a_free_worker else _nothing
            future = original(pool, partial(self._work, pool, keep, function), *args, **kwargs)
            future.add_done_callback(lambda done: self._count(pool, -1) if done.cancelled() else None)
            return future

        return submit

    def _run(self, original: Any) -> Any:
        def run(item: Any, *args: Any) -> None:
            scheduler, queue = self._newest(), sys._getframe(1).f_locals.get("work_queue")
            if scheduler is None or queue is None or _is_seen_by(scheduler, queue):
                original(item, *args)
            else:
                with scheduler.at_work(has_more=queue.qsize):
                    original(item, *args)

        return run

    def _work(self, pool: Any, keep: Callable[[], None], function: Any, /, *args: Any, **kwargs: Any) -> Any:
        keep()
        try:
            return function(*args, **kwargs)
        finally:
            self._count(pool, -1)

    def _count(self, pool: Any, more: int) -> int:
        with self._counting:
            self._given[pool] = self._given.get(pool, 0) + more
            return self._given[pool]


def _nothing() -> None: ...


def _is_seen_by(scheduler: Scheduler, queue: Any) -> bool:
    return isinstance(queue, _Work) and queue.made_for() is scheduler


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
