"""The one place that knows where time can be cut into.

The wall clock is moved by time-machine, in C, so that every spelling of it is caught. `time.sleep`,
`time.monotonic` and `time.monotonic_ns` are replaced under the name `time.…`, and wherever a module outside
the standard library has imported them by name. What replaces them stays the same for the whole process and looks up
the newest fake's clock at each call; where there is none it does what the real one does. So a module that
gets hold of it while a fake is active works before, during and after any other. A reference kept elsewhere
(a default argument, an attribute) stays real. So does all time for who measures tests or waits for other processes:
`waiting/callers.py`. How threads and event loops wait, and in what order they go on, is the business of `waiting/`.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import BuiltinFunctionType, FrameType, ModuleType
from typing import Any
from weakref import WeakSet

import time_machine

from fakeaws.clock import VirtualClock
from fakeaws.errors import PlanError
from fakeaws.retry_hooks import RetryHooks, Running
from fakeaws.waiting.callers import REAL_TIME
from fakeaws.waiting.loops import LoopHooks
from fakeaws.waiting.pools import PoolHooks
from fakeaws.waiting.scheduler import Scheduler
from fakeaws.waiting.stopwatch import Stopwatch
from fakeaws.waiting.threads import ThreadHooks


@contextmanager
def running_on(clock: VirtualClock) -> Iterator[None]:
    """Let `clock` be the time of this process, and sleeping cost nothing. Raises PlanError where freezegun has it."""
    try:
        traveller = time_machine.travel(clock.now(), tick=False)
        wall = traveller.start()
    except RuntimeError as error:
        raise PlanError(f"fakeaws moves the time of this process, and somebody else does already: {error}.") from None

    def follow(_now: datetime, moved: timedelta) -> None:
        wall.shift(moved)
        _stopwatch.move(moved)

    scheduler = Scheduler(clock)
    undo = [clock.watch(follow), clock.shared_by(scheduler.sleep, scheduler.interrupt)]
    with _lock:
        if not _running:
            _cut_in()
        _running.append(Running(clock, scheduler))
    try:
        yield
    finally:
        with _lock:
            _running[:] = [one for one in _running if one.clock is not clock]
            if not _running:
                _mend()
        for step in undo:
            step()
        scheduler.close()
        traveller.stop()


def _sleep(seconds: float) -> None:
    if _threads.scheduler_of(sys._getframe(1)) is None:
        _REAL["sleep"](seconds)
    else:
        _running[-1].clock.sleep(seconds)


def _monotonic() -> float:
    return _monotonic_ns_of(sys._getframe(1)) / 1e9


def _monotonic_ns() -> int:
    return _monotonic_ns_of(sys._getframe(1))


def _monotonic_ns_of(caller: FrameType) -> int:
    is_real = bool(_running) and _threads.scheduler_of(caller) is None
    return int(_REAL["monotonic_ns"]()) if is_real else _stopwatch.read()


def _scheduler() -> Scheduler | None:
    return _running[-1].scheduler if _running else None


def _go_on_alone() -> None:
    for one in _running:
        one.scheduler.forget_all()


def _cut_in() -> None:
    _stopwatch.stop()
    for module, name, alias in _bindings.all():
        held = getattr(module, alias, None)
        known = _function_of_time(held) is not None
        if known or module is time:  # another module's patched `sleep` is the test's own affair
            _before.append((module, name, alias, _REAL[name] if known else held))
            setattr(module, alias, _VIRTUAL[name])
    for hooks in _HOOKS:
        hooks.cut_in()


def _mend() -> None:
    for module, name, alias, held in _before:
        if getattr(module, alias, None) is _VIRTUAL[name]:  # else somebody has patched it since
            setattr(module, alias, held)
    _before.clear()
    for hooks in _HOOKS:
        hooks.mend()
    _stopwatch.go_on()


class _Bindings:
    """Remembers which modules hold a function of `time` under a name of their own; each module is read once."""

    def __init__(self) -> None:
        self._read: WeakSet[ModuleType] = WeakSet()
        self._held: list[tuple[ModuleType, str, str]] = [(time, name, name) for name in _VIRTUAL]
        self._count: int = 0
        self._newest: object = None  # kept, so that no later module can be taken for it

    def all(self) -> list[tuple[ModuleType, str, str]]:
        """Each module, the function of `time` that it holds, and the name under which it does."""
        count, newest = len(sys.modules), next(reversed(sys.modules.values()))
        if count != self._count or newest is not self._newest:
            for name, module in list(sys.modules.items()):
                if type(module) is ModuleType and module not in self._read:
                    self._read.add(module)
                    self._held += [] if _keeps_real_time(name, module) else _held_by(module)
            self._count, self._newest = count, newest
        return self._held


def _held_by(module: ModuleType) -> list[tuple[ModuleType, str, str]]:
    held = [(_function_of_time(value), alias) for alias, value in list(vars(module).items())]
    return [(module, name, alias) for name, alias in held if name is not None]


def _function_of_time(value: object) -> str | None:
    """The name of one of the functions that are replaced, or of what replaces it."""
    if type(value) is BuiltinFunctionType:
        return value.__name__ if value.__self__ is time and value.__name__ in _VIRTUAL else None
    return next((name for name, virtual in _VIRTUAL.items() if value is virtual), None)


def _keeps_real_time(module_name: str, module: ModuleType) -> bool:
    path = getattr(module, "__file__", None)
    in_stdlib = path is None or (path.startswith(_STDLIB) and "site-packages" not in path)
    return (in_stdlib and module_name not in _WAITING) or module_name.partition(".")[0] in {*REAL_TIME, "fakeaws"}


_WAITING = frozenset({"threading", "queue"})
"""Modules of the standard library that wait by a condition and by the clock; both are of one time."""

_STDLIB = sysconfig.get_paths()["stdlib"]
_lock = threading.Lock()
_running: list[Running] = []
_before: list[tuple[ModuleType, str, str, object]] = []
_stopwatch = Stopwatch()
_VIRTUAL: dict[str, Callable[..., Any]] = {"sleep": _sleep, "monotonic": _monotonic, "monotonic_ns": _monotonic_ns}
_REAL: dict[str, Callable[..., Any]] = {name: getattr(time, name) for name in _VIRTUAL}
_bindings = _Bindings()
_threads = ThreadHooks(_scheduler)
_HOOKS = (
    _threads,
    PoolHooks(_scheduler, _threads.scheduler_of),
    LoopHooks(_scheduler, lambda: _stopwatch.read() / 1e9),
    RetryHooks(lambda: _running[-1] if _running else None, _sleep),
)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_go_on_alone)
