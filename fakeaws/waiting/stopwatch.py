"""The monotonic clocks of a process in which fakes come and go."""

from __future__ import annotations

import time
from datetime import timedelta


class Stopwatch:
    """Monotonic time in nanoseconds: while it is stopped it stands, but for what passes in virtual time.

    It never goes back: what has passed in one fake is still there in the next. It stops at a whole second, so that
    the differences of what it shows are exact. And where a whole real second passes in which virtual time does not,
    the real time after it shows, so that whoever waits for something real until the clock says so comes to an end.
    """

    def __init__(self) -> None:
        self._ahead = 0
        self._shown = 0
        self._moved_at: int | None = None

    def stop(self) -> None:
        """Virtual time begins."""
        self._shown = -(-self.read() // _SECOND) * _SECOND
        self._moved_at = _real()

    def move(self, step: timedelta) -> None:
        self._shown = self.read() + step // timedelta(microseconds=1) * 1000
        self._moved_at = _real()

    def go_on(self) -> None:
        """Virtual time is over."""
        self._ahead = self.read() - _real()
        self._moved_at = None

    def read(self) -> int:
        if self._moved_at is None:
            return _real() + self._ahead
        return self._shown + max(0, _real() - self._moved_at - _SECOND)


_real = time.monotonic_ns  # this file is read before the first fake starts
_SECOND = 1_000_000_000
