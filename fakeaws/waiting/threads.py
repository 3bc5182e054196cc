"""Where the life and the waiting of threads are cut into.

`Condition.wait` is what events, semaphores, barriers, queues, timers and futures wait by. Locks wait in C, and stay
real.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any
from weakref import WeakKeyDictionary

from fakeaws.clock import span
from fakeaws.errors import PollingForever
from fakeaws.origin import ELSEWHERE, Origin, given_at, users_line
from fakeaws.waiting.callers import sees_real_time
from fakeaws.waiting.cuts import Cuts
from fakeaws.waiting.scheduler import Scheduler
from fakeaws.waiting.waiter import Waiter


class ThreadHooks:
    """Cuts into the waiting of threads; `newest` is the scheduler of the time that runs, if any."""

    def __init__(self, newest: Callable[[], Scheduler | None]) -> None:
        self._newest = newest
        self._started_at: WeakKeyDictionary[threading.Thread, Origin] = WeakKeyDictionary()
        self._cuts = Cuts()
        self.mend = self._cuts.mend

    def cut_in(self) -> None:
        self._cuts.make(threading.Condition, "wait", self._wait)
        self._cuts.make(threading.Thread, "start", self._start)
        self._cuts.make(threading.Thread, "_bootstrap_inner", self._bootstrap)
        self._cuts.make(threading.Thread, "join", self._join)

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
            self._started_at[thread] = users_line()
            try:
                original(thread)
            except BaseException:
                scheduler.ended(thread)
                raise

        return start

    def _bootstrap(self, original: Any) -> Any:
        def bootstrap_inner(thread: threading.Thread) -> None:
            scheduler = self._newest()
            if scheduler is None or not scheduler.has_started(thread):
                original(thread)
                return
            run, started_at = thread.run, self._started_at.pop(thread, ELSEWHERE)
            thread.run = lambda: given_at(started_at, _told_elsewhere, run)  # type: ignore[method-assign]  # for this one thread
            try:
                original(thread)
            finally:
                vars(thread).pop("run", None)
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


def _told_elsewhere(run: Callable[[], object]) -> None:
    """Run a thread. That it polls for ever is noted; its excepthook need not tell it too, perhaps to another test."""
    with suppress(PollingForever):
        run()
