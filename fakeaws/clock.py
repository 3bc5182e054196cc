"""The virtual clock: the one time of a test."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Protocol, SupportsFloat, SupportsIndex

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
"""Where time starts unless the test says otherwise; fixed, so that every run sees the same times."""


class Watcher(Protocol):
    """Called after each move with the clock's new time and how far it moved."""

    def __call__(self, now: datetime, moved: timedelta, /) -> None: ...


class VirtualClock:
    """Time that moves only when somebody sleeps or advances it; holds the present instant, and nothing else.

    `overrun` makes the exception to raise when more than `limit` would have passed.
    """

    def __init__(
        self,
        start: datetime = START,
        *,
        limit: timedelta = timedelta.max,
        overrun: Callable[[timedelta], BaseException] | None = None,
    ) -> None:
        if start.tzinfo is None:
            raise ValueError(f"The clock starts at a time with a zone, not at the naive {start!r}.")
        self.start = start
        self._elapsed = timedelta(0)
        self._limit = limit
        self._overrun = overrun
        self._watchers: list[Watcher] = []
        self._last_expected = start
        self._lock = threading.RLock()
        self._pass: Callable[[timedelta], None] = self.move
        self._interrupt: Callable[[BaseException], None] | None = None

    def now(self) -> datetime:
        """The present virtual instant, in the zone of the start (UTC by default)."""
        return self.start + self._elapsed

    @property
    def elapsed(self) -> timedelta:
        """How much virtual time has passed since the start."""
        return self._elapsed

    def sleep(self, seconds: SupportsFloat | SupportsIndex) -> None:
        """Stand in for `time.sleep`: time passes, nobody waits."""
        if isinstance(seconds, (str, bytes, bytearray)):  # which `float` would read
            raise TypeError(f"sleep takes a number of seconds, not {seconds!r}")
        length = float(seconds)
        if length < 0:
            raise ValueError("sleep length must be non-negative")
        self._pass(span(length))

    def advance(self, by: timedelta | float) -> None:
        """Let time pass: a timedelta, or seconds. Raises ValueError for a negative one: time does not go back.

        Like a sleep: threads whose time comes earlier go on first.
        """
        step = by if isinstance(by, timedelta) else timedelta(seconds=by)
        if step < timedelta(0):
            raise ValueError(f"Time does not go back: advance({by!r}).")
        if step:
            self._pass(step)

    def move(self, step: timedelta) -> None:
        """Move the instant at once, whoever sleeps: for whoever shares the time out among threads."""
        with self._lock:
            elapsed = self._elapsed + step
            if elapsed > self._limit and self._overrun is not None:
                raise self._overrun(elapsed)
            self._elapsed = elapsed
            for watcher in self._watchers:
                watcher(self.start + elapsed, step)

    def expect(self, instant: datetime) -> None:
        """Note that something will happen at `instant`, so that waiting for it is not in vain."""
        self._last_expected = max(self._last_expected, instant)

    @property
    def expects_more(self) -> bool:
        """Whether something that was expected is still to come."""
        return self.now() < self._last_expected

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Tell `watcher` of every later move, until what is returned is called."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def shared_by(
        self, passing: Callable[[timedelta], None], interrupt: Callable[[BaseException], None]
    ) -> Callable[[], None]:
        """Let `passing` say when time moves, and `interrupt` end waiting, until what is returned is called."""
        before = self._pass, self._interrupt
        self._pass, self._interrupt = passing, interrupt

        def give_back() -> None:
            self._pass, self._interrupt = before

        return give_back

    def interrupt(self, error: BaseException) -> None:
        """Let the thread that the time belongs to raise `error` where it waits; it would wait in vain."""
        if self._interrupt is not None:
            self._interrupt(error)

    def __repr__(self) -> str:
        return f"VirtualClock(now={self.now().isoformat()}, elapsed={self._elapsed})"


def span(seconds: float) -> timedelta:
    """So many seconds; a microsecond at least if there are any, or who waits for the rest of a time would never end."""
    length = timedelta(seconds=seconds)
    return length if length or seconds <= 0 else timedelta(microseconds=1)


def offset(passed: timedelta) -> str:
    """A stretch of virtual time as `+01:02:03`, with days where there are any."""
    seconds = int(passed.total_seconds())
    days = f"{passed.days}d " if passed.days else ""
    return f"+{days}{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
