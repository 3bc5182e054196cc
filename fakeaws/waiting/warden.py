"""The warden: looks, in real time, at threads that hold virtual time up, and finds those that stand still.

A thread stands still that has been seen again and again at the same instruction, has not used the processor in between,
and is asleep: it does not only wait for its turn on a busy machine. Where the system does not tell who is asleep, it
has to be seen for longer.
"""

from __future__ import annotations

import sys
import threading
import time
from _thread import allocate_lock, start_new_thread
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType

Place = tuple[object, ...]


class Warden:
    """Looks about every millisecond while `look` says so, then rests until it is rung for."""

    def __init__(self, look: Callable[[], bool]) -> None:
        self._look = look
        self._bell = allocate_lock()
        self._bell.acquire()
        self._is_hired = False
        self._is_dismissed = False

    def ring(self) -> None:
        """Called under the lock of whoever shares it."""
        if not self._is_hired:
            self._is_hired = True
            start_new_thread(self._watch, ())  # no Thread: nobody should find it among theirs
        if self._bell.locked():
            self._bell.release()

    def dismiss(self) -> None:
        self._is_dismissed = True
        if self._is_hired:
            self.ring()

    def _watch(self) -> None:
        while not self._is_dismissed:
            self._bell.acquire()
            _sleep(_PACE)
            while self._look():
                _sleep(_PACE)


@dataclass(slots=True)
class Sight:
    """Where a thread has been seen, since when, and how often."""

    place: Place
    since: float = field(default_factory=time.perf_counter)
    times: int = 1

    def stands_still(self) -> bool:
        """Whether it has now been seen there long enough."""
        self.times += 1
        return self.place is not _ON_ITS_WAY and self.times >= _LOOKS and time.perf_counter() - self.since >= GRACE


def places(threads: Mapping[int, threading.Thread]) -> dict[int, Place | None]:
    """Where each of the threads is; None for one that has ended."""
    frames = sys._current_frames()
    found: dict[int, Place | None] = {}
    for key, thread in threads.items():
        frame = frames.get(thread.ident or 0)
        if _has_ended(thread, frame):
            found[key] = None
        elif frame is not None and _is_asleep(thread):
            found[key] = (id(frame), frame.f_lasti, _processor_time(thread))
        else:
            found[key] = _ON_ITS_WAY
    return found


def _has_ended(thread: threading.Thread, frame: FrameType | None) -> bool:
    if isinstance(thread, threading._DummyThread):  # not Python's own: it always says that it is alive
        return frame is None
    return thread._started.is_set() and not thread.is_alive()  # type: ignore[attr-defined]  # else it only begins


def _is_asleep(thread: threading.Thread) -> bool:
    try:
        with open(f"/proc/self/task/{thread.native_id}/stat", "rb") as file:  # noqa: PTH123  # a thousand times a second
            return file.read().rpartition(b")")[2].split()[0] in {b"S", b"D"}
    except OSError:
        return True


def _processor_time(thread: threading.Thread) -> int:
    """What the thread has used of the processor, in nanoseconds; 0 where the system does not tell."""
    if thread.ident is None or not _TELLS_PROCESSOR_TIME or isinstance(thread, threading._DummyThread):
        return 0  # of a thread that is not Python's own it cannot be told whether it is still there
    return time.clock_gettime_ns(time.pthread_getcpuclockid(thread.ident))


_sleep = time.sleep  # the real one: this file is read before the first fake starts
_TELLS_PROCESSOR_TIME = hasattr(time, "pthread_getcpuclockid")
GRACE = 0.025 if sys.platform == "linux" else 0.1
"""How long, in real seconds, something has to stand still to count as standing still."""
_ON_ITS_WAY: Place = ("on its way",)
_PACE, _LOOKS = 0.001, 10
