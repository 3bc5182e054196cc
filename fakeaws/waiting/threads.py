"""Where the waiting of threads is cut into: conditions, joins, and the workers of a ThreadPoolExecutor.

`Condition.wait` is what events, semaphores, barriers, queues, timers and futures wait by. Locks wait in C, and stay
real.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import thread as pools
from contextlib import suppress
from functools import partial
from queue import Empty
from types import FrameType
from typing import Any, Generic, TypeVar
from weakref import ref

from fakeaws.clock import span
from fakeaws.waiting.callers import sees_real_time
from fakeaws.waiting.cuts import Cuts
from fakeaws.waiting.scheduler import Scheduler
from fakeaws.waiting.waiter import Waiter

_T = TypeVar("_T")


class ThreadHooks:
    """Cuts into the waiting of threads; `newest` is the scheduler of the time that runs, if any."""

    def __init__(self, newest: Callable[[], Scheduler | None]) -> None:
        self._newest = newest
        self._cuts = Cuts()
        self.mend = self._cuts.mend

    def cut_in(self) -> None:
        self._cuts.make(threading.Condition, "wait", self._wait)
        self._cuts.make(threading.Thread, "start", self._start)
        self._cuts.make(threading.Thread, "_bootstrap_inner", self._bootstrap)
        self._cuts.make(threading.Thread, "join", self._join)
        self._cuts.make(pools.ThreadPoolExecutor, "__init__", self._init_pool)
        self._cuts.make(pools.ThreadPoolExecutor, "submit", self._submit)
        self._cuts.make(pools._WorkItem, "run", self._run_item)

    def scheduler_of(self, caller: FrameType) -> Scheduler | None:
        """The scheduler that the caller's waiting belongs to; None where it is on real time."""
        scheduler = self._newest()
        if scheduler is None:
            return None
        is_real = sees_real_time(caller)
        if is_real is None:
            is_real = not scheduler.knows(threading.current_thread())
        return None if is_real else scheduler

    def _wait(self, original: Any) -> Any:
        def wait(condition: Any, timeout: float | None = None) -> bool:
            scheduler = self.scheduler_of(sys._getframe(1))
            if scheduler is None or (timeout is not None and timeout <= 0):
                return bool(original(condition, timeout))
            if not condition._is_owned():
                raise RuntimeError("cannot wait on un-acquired lock")
            waiter = Waiter(scheduler.release)
            condition._waiters.append(waiter)
            held = condition._release_save()
            try:
                scheduler.wait(waiter, None if timeout is None else span(timeout))
            finally:
                condition._acquire_restore(held)
                with suppress(ValueError):  # whoever notified it has removed it already
                    condition._waiters.remove(waiter)
            return waiter.is_released

        return wait

    def _start(self, original: Any) -> Any:
        def start(thread: threading.Thread) -> None:
            scheduler = self.scheduler_of(sys._getframe(1))
            if scheduler is None or thread.ident is not None:
                original(thread)
                return
            scheduler.starts(thread)
            try:
                original(thread)
            except BaseException:
                scheduler.ended(thread)
                raise

        return start

    def _bootstrap(self, original: Any) -> Any:
        def bootstrap_inner(thread: threading.Thread) -> None:
            scheduler = self._newest()
            try:
                original(thread)
            finally:
                if scheduler is not None:
                    scheduler.ended(thread)

        return bootstrap_inner

    def _join(self, original: Any) -> Any:
        def join(thread: threading.Thread, timeout: float | None = None) -> None:
            scheduler = self.scheduler_of(sys._getframe(1))
            if scheduler is None or thread is threading.current_thread() or (timeout is not None and timeout <= 0):
                original(thread, timeout)
            elif not scheduler.has_started(thread):
                with scheduler.away():
                    original(thread, timeout)
            elif scheduler.wait_for_end(thread, None if timeout is None else span(timeout)):
                original(thread)

        return join

    def _init_pool(self, original: Any) -> Any:
        def init(pool: Any, *args: Any, **kwargs: Any) -> None:
            original(pool, *args, **kwargs)
            scheduler = self.scheduler_of(sys._getframe(1))
            if scheduler is not None:
                pool._work_queue = _Work(scheduler)

        return init

    def _run_item(self, original: Any) -> Any:
        def run(item: Any, *args: Any) -> None:
            scheduler = self._newest()
            if scheduler is None:
                original(item, *args)
            else:
                queue = sys._getframe(1).f_locals.get("work_queue")  # the worker's
                with scheduler.at_work(lambda: queue is not None and not queue.empty()):
                    original(item, *args)

        return run

    def _submit(self, original: Any) -> Any:
        """A pool that is older than the fake has workers of which it is not seen that they are about to begin."""

        def submit(pool: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
            scheduler = self.scheduler_of(sys._getframe(1))
            if scheduler is None or _is_seen(pool, scheduler) or not _has_a_free_worker(pool):
                return original(pool, function, *args, **kwargs)
            return original(pool, partial(_begin, scheduler.promise(), function), *args, **kwargs)

        return submit


def _is_seen(pool: Any, scheduler: Scheduler) -> bool:
    return isinstance(pool._work_queue, _Work) and pool._work_queue.made_for() is scheduler


def _has_a_free_worker(pool: Any) -> bool:
    return bool(pool._idle_semaphore._value > 0) or len(pool._threads) < pool._max_workers


def _begin(keep: Callable[[], None], function: Any, /, *args: Any, **kwargs: Any) -> Any:
    keep()
    return function(*args, **kwargs)


class _Work(Generic[_T]):
    """What a pool's workers wait for: the methods of a SimpleQueue, but waiting on a condition, where it is seen."""

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
