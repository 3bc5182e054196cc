"""Who goes on when: the threads of the code under test share one virtual time.

Each of them runs, waits, or is away. One that waits can say until when. Time moves only when none runs, and then to
the earliest of these instants; the thread that waits for it goes on, alone. Of two with the same instant the one that
came first is first. A thread that is released by another (by `notify`, or by the end of a thread that it joins)
counts as running from that moment, whenever the system gets around to it. So what happens does not depend on how fast
the machine is.

A thread is away while it is at something real: a lock, a socket, another process. It says so itself where we know the
place, else the warden sees that it stands still. Time then moves without it, but no faster than the warden looks,
lest days pass while it waits for a moment. And only for those that sleep: a time-out may be for just what that thread
is at, so it has to have patience first, in real time. Who has used up the patience is overtaken: it is given none any
more until it waits in virtual time again. So is one that computes that long: it may be asking whether another is
done.
"""

from __future__ import annotations

import copy
import time
from asyncio import _get_running_loop
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from heapq import heapify, heappop, heappush
from itertools import count
from threading import RLock, Thread, current_thread, get_ident

from fakeaws.clock import VirtualClock
from fakeaws.waiting.waiter import Waiter
from fakeaws.waiting.warden import GRACE, Sight, Warden, places


class Scheduler:
    """Holds what each thread of the code under test is doing, by the thread's identity, and moves the clock."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.forget_all()

    def forget_all(self) -> None:
        """Begin with this thread alone, as in a process that has just been forked off."""
        self._lock = RLock()
        self._running: dict[int, Thread] = {}
        self._waiting: dict[int, Waiter] = {}
        self._still: dict[int, Thread] = {}  # away, as the warden has seen
        self._away: dict[int, Thread] = {}  # away, and have said so
        self._promises: dict[int, float] = {}
        self._overtaken: set[int] = set()
        self._due: list[tuple[timedelta, int, Waiter]] = []
        self._arrivals = count()
        self._joiners: dict[int, list[Waiter]] = {}  # of each thread that was started here
        self._sights: dict[int, Sight] = {}
        self._warden = Warden(self._look)
        self._last_event = 0.0
        self._is_closed = False
        self._error: BaseException | None = None  # what the owner should raise when it waits without end
        self._owner = id(self._run(current_thread()))

    def sleep(self, length: timedelta) -> None:
        """Let so much time pass for this thread."""
        with self._lock:
            self._run(current_thread())
            if self._is_next(self._clock.elapsed + length):
                self._clock.move(length)
                return
        self.wait(Waiter(self.release, is_sleep=True), length)

    def wait(self, waiter: Waiter, length: timedelta | None) -> None:
        """Hold this thread until the waiter is over: released, or `length` later."""
        with self._lock:
            if not waiter.is_over:
                self._park(waiter, length)
        if not waiter.is_over:
            try:
                waiter.block()
            finally:
                self._end(waiter)
        if waiter.error is not None:
            raise waiter.error

    def release(self, waiter: Waiter) -> None:
        """End a wait, even one that is only about to begin."""
        waiter.is_released = True
        self._end(waiter)

    def wait_for_end(self, thread: Thread, length: timedelta | None) -> bool:
        """Whether `thread`, which was started here, has ended when `length` has passed."""
        waiter = Waiter(self.release)
        with self._lock:
            joiners = self._joiners.get(id(thread))
            if joiners is None:
                return True
            joiners.append(waiter)
        try:
            self.wait(waiter, length)
        finally:
            with suppress(ValueError):
                joiners.remove(waiter)
        return waiter.is_released

    def starts(self, thread: Thread) -> None:
        """Count a thread as running that is about to be started."""
        with self._lock:
            self._run(thread)
            self._joiners[id(thread)] = []

    def ended(self, thread: Thread) -> None:
        with self._lock:
            self._forget(id(thread))
            self._go_on()

    def has_started(self, thread: Thread) -> bool:
        """Whether `thread` was started here and has not ended."""
        return id(thread) in self._joiners

    def knows(self, thread: Thread) -> bool:
        """Whether `thread` is one of the code under test's."""
        key = id(thread)
        return key in self._running or key in self._joiners or key in self._waiting or key in self._still

    @contextmanager
    def away(self) -> Iterator[None]:
        """While this thread waits for something real."""
        thread = current_thread()
        with self._lock:
            self._leave(id(thread))
            self._away[id(thread)] = thread
            self._go_on()
        try:
            yield
        finally:
            with self._lock:
                self._run(self._away.pop(id(thread)))

    def promise(self) -> Callable[[], None]:
        """Count somebody unknown as running that is about to do something, until what is returned is called."""
        number = next(self._arrivals)
        with self._lock:
            self._promises[number] = time.perf_counter()

        def keep() -> None:
            with self._lock:
                self._run(current_thread())
                self._promises.pop(number, None)

        return keep

    @contextmanager
    def at_work(self, has_more: Callable[[], int]) -> Iterator[None]:
        """While this thread does something, and until it has nothing more: whether it then waits is not seen."""
        thread = current_thread()
        with self._lock:
            self._run(thread)
        try:
            yield
        finally:
            with self._lock:
                if not has_more():
                    self._leave(id(thread))
                    self._go_on()

    def interrupt(self, error: BaseException) -> None:
        """Let the thread that the fake was started in raise a copy of `error` where it waits for others.

        It does so now, or else when it begins to wait without an end.
        """
        with self._lock:
            waiter = self._waiting.get(self._owner)
            if waiter is not None:
                waiter.error = copy.copy(error)
                self._end(waiter)
            elif id(current_thread()) != self._owner or _get_running_loop() is not None:
                self._error = copy.copy(error)

    def close(self) -> None:
        """There is no virtual time any more: who still waits goes on to wait in real time."""
        with self._lock:
            self._is_closed = True
            until = {id(waiter): deadline for deadline, _, waiter in self._due}
            self._due.clear()
            for waiter in self._waiting.values():
                deadline = until.get(id(waiter))
                waiter.go_on_in_real_time(None if deadline is None else deadline - self._clock.elapsed)
            self._waiting.clear()
            self._warden.dismiss()

    # All below is called under the lock, but for `_end` and `_look`, which take it.

    def _run(self, thread: Thread) -> Thread:
        self._running[id(thread)] = thread
        if self._sights:
            self._sights.pop(id(thread), None)
            self._still.pop(id(thread), None)
        return thread

    def _is_next(self, deadline: timedelta) -> bool:
        return len(self._running) == 1 and self._is_all_known and (not self._due or deadline < self._due[0][0])

    @property
    def _is_all_known(self) -> bool:
        """Whether nobody may be doing something unseen."""
        return not (self._away or self._still or self._promises)

    def _park(self, waiter: Waiter, length: timedelta | None) -> None:
        if self._is_closed:
            waiter.go_on_in_real_time(length)
            return
        key = id(waiter.thread)
        if length is None and key == self._owner and self._error is not None:
            waiter.error, self._error = self._error, None
            self._end(waiter)
            return
        self._last_event = time.perf_counter()
        self._leave(key)
        self._waiting[key] = waiter
        if length is not None:
            heappush(self._due, (self._clock.elapsed + length, next(self._arrivals), waiter))
            if len(self._due) > _MANY + 2 * len(self._waiting):  # of waits that were over early
                self._due = [due for due in self._due if not due[2].is_over]
                heapify(self._due)
        self._go_on()

    def _end(self, waiter: Waiter) -> None:
        with self._lock:
            if waiter.is_over:
                return
            waiter.is_over = True
            self._last_event = time.perf_counter()
            if self._waiting.pop(id(waiter.thread), None) is not None:
                self._run(waiter.thread)
            if waiter.ident != get_ident():
                waiter.open()

    def _leave(self, key: int) -> None:
        self._running.pop(key, None)
        self._still.pop(key, None)
        self._sights.pop(key, None)
        self._overtaken.discard(key)

    def _forget(self, key: int) -> None:
        self._leave(key)
        for joiner in list(self._joiners.pop(key, ())):
            self.release(joiner)

    def _go_on(self) -> None:
        """Move on unless somebody runs; where somebody may have been away for long, let the warden see."""
        if not self._due:
            return
        if not self._running and self._is_all_known:
            self._move_on()
        else:
            self._warden.ring()

    def _move_on(self) -> None:
        """Let time move to the next instant that a thread waits for, and the thread go on."""
        while self._due:
            deadline, _, waiter = heappop(self._due)
            if not waiter.is_over:
                try:
                    self._clock.move(max(deadline - self._clock.elapsed, timedelta(0)))
                except BaseException as error:  # noqa: BLE001  # it is the waiting thread's, not that of whoever moves time
                    waiter.error = error
                self._end(waiter)
                return

    def _look(self) -> bool:
        """The warden's look at who holds time up; whether there should be another."""
        with self._lock:
            while self._due and self._due[0][2].is_over:
                heappop(self._due)
            if not self._due or (not self._running and self._is_all_known):
                return False
            self._see()
            holding = {*self._running, *self._still, *self._away} - self._overtaken
            is_free = not (self._running or self._promises) and (self._due[0][2].is_sleep or not holding)
            if is_free or time.perf_counter() - self._last_event > (_PATIENCE if holding else _LITTLE_PATIENCE):
                self._overtaken |= set() if is_free else holding
                self._move_on()
            return True

    def _see(self) -> None:
        long_ago = time.perf_counter() - 4 * GRACE
        self._promises = {number: since for number, since in self._promises.items() if since > long_ago}
        threads = {**self._running, **self._still}
        for key, place in places(threads).items():
            sight = self._sights.get(key)
            if place is None:
                self._forget(key)
            elif sight is None or sight.place != place:
                self._run(threads[key])
                self._sights[key] = Sight(place)
            elif key in self._running and sight.stands_still():
                self._still[key] = self._running.pop(key)


_MANY = 100
_PATIENCE, _LITTLE_PATIENCE = 2.0, 0.02
"""How many real seconds time waits for those that compute, or are at what somebody may wait for; once each."""
