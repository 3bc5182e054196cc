"""Where asyncio's waiting is cut into: a loop with nothing to do waits like a thread that sleeps until its next timer.

It goes on at once when another thread calls it, and when a file or socket of its own is ready. While it has any besides
the pipe by which it is woken, it first looks at them for a moment of real time. Loops that are not of
`asyncio.base_events`, such as uvloop's, stay real.
"""

from __future__ import annotations

import math
import sys
import time
from asyncio import base_events
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any
from weakref import WeakSet

from fakeaws.clock import span
from fakeaws.waiting.callers import sees_real_time
from fakeaws.waiting.cuts import Cuts
from fakeaws.waiting.scheduler import Scheduler
from fakeaws.waiting.waiter import Waiter


class LoopHooks:
    """Cuts into the waiting of loops; `newest` is the scheduler of the time that runs, if any."""

    def __init__(self, newest: Callable[[], Scheduler | None], monotonic: Callable[[], float]) -> None:
        self._newest = newest
        self._monotonic = monotonic
        self._cuts = Cuts()
        self._selectors: WeakSet[_Selector] = WeakSet()

    def cut_in(self) -> None:
        self._cuts.make(_Loop, "__init__", self._init)
        self._cuts.make(_Loop, "time", self._time)
        self._cuts.make(_Loop, "_run_once", self._run_once)
        self._cuts.make(_Loop, "call_soon_threadsafe", self._call_soon_threadsafe)
        self._cuts.make(_Loop, "call_at", self._call_at)

    def mend(self) -> None:
        self._cuts.mend()
        for selector in self._selectors:
            selector.give_back()
        self._selectors.clear()

    # A loop keeps the clock that it is given, for good: what it has scheduled is of this time.
    def _init(self, original: Any) -> Any:
        def init(loop: Any, *args: Any, **kwargs: Any) -> None:
            original(loop, *args, **kwargs)
            if not self._is_real(sys._getframe(1)):
                loop.time = self._monotonic

        return init

    def _time(self, original: Any) -> Any:
        def time_of(loop: Any) -> float:
            if self._is_real(sys._getframe(1)):
                return float(original(loop))
            behind = self._monotonic() - _real_monotonic()
            loop.time = lambda: self._monotonic() - behind
            return float(loop.time())

        return time_of

    def _run_once(self, original: Any) -> Any:
        def run_once(loop: Any) -> None:
            if not isinstance(loop._selector, _Selector) and not self._is_real(sys._getframe(1)):
                self._selectors.add(_Selector(loop, self._newest))
            original(loop)

        return run_once

    def _is_real(self, caller: FrameType) -> bool:
        return self._newest() is None or bool(sees_real_time(caller))

    def _call_soon_threadsafe(self, original: Any) -> Any:
        def call_soon_threadsafe(loop: Any, *args: Any, **kwargs: Any) -> Any:
            handle = original(loop, *args, **kwargs)
            if isinstance(selector := getattr(loop, "_selector", None), _Selector):
                selector.wake()
            return handle

        return call_soon_threadsafe

    def _call_at(self, original: Any) -> Any:
        def call_at(loop: Any, when: float, *args: Any, **kwargs: Any) -> Any:
            if isinstance(selector := getattr(loop, "_selector", None), _Selector):
                when = selector.after_its_equals(when)
            return original(loop, when, *args, **kwargs)

        return call_at


class _Waiter(Waiter):
    """The wait of a loop's thread: in the selector, and woken by the loop's own pipe."""

    def __init__(self, released: Callable[[Waiter], None], loop: Any, selector: Any) -> None:
        super().__init__(released)
        self._loop = loop
        self._selector = selector
        self.events: list[Any] = []

    def open(self) -> None:
        self._loop._write_to_self()

    def block(self) -> None:
        self.events = self._selector.select(None)

    def go_on_in_real_time(self, rest: timedelta | None) -> None:  # noqa: ARG002  # the loop works it out anew
        self.open()


class _Selector:
    """Stands before a loop's selector, and lets virtual time pass where that would wait."""

    def __init__(self, loop: Any, newest: Callable[[], Scheduler | None]) -> None:
        self._loop = loop
        self._newest = newest
        self._real = loop._selector
        self._resolution = loop._clock_resolution
        self._waiter: _Waiter | None = None
        self._grace = _GRACE
        self._last_of_equals: dict[float, float] = {}
        loop._selector, loop._clock_resolution = self, _RESOLUTION

    def give_back(self) -> None:
        if self._loop._selector is self:  # else the loop is closed
            self._loop._selector, self._loop._clock_resolution = self._real, self._resolution

    def select(self, timeout: float | None = None) -> list[Any]:
        scheduler = self._newest()
        if scheduler is None or (timeout is not None and timeout <= 0):
            return list(self._real.select(timeout))
        self._waiter = waiter = _Waiter(scheduler.release, self._loop, self._real)
        events = self._real.select(0) or self._look_at_sockets(timeout)
        if events:
            return list(events)
        scheduler.wait(waiter, None if timeout is None else span(round(timeout, 6)))
        return waiter.events

    def wake(self) -> None:
        """Called by another thread, which has given the loop something to do."""
        if self._waiter is not None:
            self._waiter.release()

    def after_its_equals(self, when: float) -> float:
        """The same instant, but for as little as tells it from those asked for before, so that all keep their order."""
        last = self._last_of_equals.get(when)
        if len(self._last_of_equals) > _MANY:
            self._last_of_equals.clear()
        self._last_of_equals[when] = when = when if last is None else math.nextafter(last, math.inf)
        return when

    def _look_at_sockets(self, timeout: float | None) -> list[Any]:
        if timeout is None or len(getattr(self._real, "get_map", dict)()) <= 1:
            return []
        events: list[Any] = self._real.select(min(self._grace, timeout))
        self._grace = _GRACE if events else _SHORT_GRACE
        return events

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


_real_monotonic = time.monotonic  # this file is read before the first fake starts
_Loop: Any = base_events.BaseEventLoop
_RESOLUTION = 1e-6  # that of virtual time
_GRACE, _SHORT_GRACE = 0.5, 0.001
_MANY = 10_000
