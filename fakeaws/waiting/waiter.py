"""One wait of one thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta


class Waiter:
    """Over when it is released or its time has come; then its thread may go on, or raise `error`.

    It stands among a condition's waiters like the lock that `Condition.notify` expects there.
    """

    def __init__(self, released: Callable[[Waiter], None], *, is_sleep: bool = False) -> None:
        self.is_sleep = is_sleep  # else the end of its time is only when it gives up
        self.thread = threading.current_thread()
        self.ident = threading.get_ident()
        self.is_over = False
        self.is_released = False
        self.error: BaseException | None = None
        self._released = released
        self._gate = _closed_gate()
        self._rest: timedelta | None = None
        self._is_real = False

    def release(self) -> None:
        """Called by whoever the thread waits for."""
        self._released(self)

    def open(self) -> None:
        """Let the thread go on."""
        self._gate.release()

    def block(self) -> None:
        """Hold the thread until `open`, or as long in real time as `go_on_in_real_time` says."""
        gate = self._gate
        gate.acquire()
        if self._is_real:
            self._gate.acquire(timeout=-1 if self._rest is None else min(self._rest.total_seconds(), _LONGEST))

    def go_on_in_real_time(self, rest: timedelta | None) -> None:
        """There is no virtual time any more: wait for the rest in real time."""
        held, self._gate = self._gate, _closed_gate()
        self._rest, self._is_real = rest, True
        held.release()


def _closed_gate() -> threading.Lock:
    gate = threading.Lock()
    gate.acquire()
    return gate


_LONGEST = threading.TIMEOUT_MAX
