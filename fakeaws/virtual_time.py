"""The one place that knows where time can be cut into.

The wall clock is moved by time-machine, in C, so that every spelling of it is caught. `time.sleep`
and `time.monotonic` are replaced under the name `time.…`, and wherever a module outside the standard
library has imported them by name. What replaces them stays the same for the whole process and looks up
the newest fake's clock at each call; where there is none it does what the real one does. So a module that
gets hold of it while a fake is active works before, during and after any other. A reference kept elsewhere
(a default argument, an attribute) stays real.
"""

from __future__ import annotations

import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import BuiltinFunctionType, ModuleType
from typing import Any
from weakref import WeakSet

import time_machine
from botocore.retries.bucket import TokenBucket
from botocore.retries.standard import RetryHandler

from fakeaws.clock import VirtualClock
from fakeaws.errors import PlanError


@contextmanager
def running_on(clock: VirtualClock) -> Iterator[None]:
    """Let `clock` be the time of this process, and sleeping cost nothing. Raises PlanError where freezegun has it."""
    try:
        traveller = time_machine.travel(clock.now(), tick=False)
        wall = traveller.start()
    except RuntimeError as error:
        raise PlanError(f"fakeaws moves the time of this process, and somebody else does already: {error}.") from None
    clock.watch(lambda _now, moved: wall.shift(moved))
    with _lock:
        _clocks.append(clock)
        _cut_in()
    try:
        yield
    finally:
        with _lock:
            _clocks[:] = [one for one in _clocks if one is not clock]
            if not _clocks:
                _mend()
        traveller.stop()


def _sleep(seconds: float) -> None:
    if _clocks:
        _clocks[-1].sleep(seconds)
    else:
        _REAL["sleep"](seconds)


def _monotonic() -> float:
    # Real time still shows in it, so that whoever waits on a real lock or socket comes to an end.
    passed = _clocks[-1].elapsed.total_seconds() if _clocks else 0.0
    return float(_REAL["monotonic"]()) + passed


def _acquire(bucket: Any, amount: float, block: bool) -> Any:  # noqa: FBT001  # botocore's signature
    """The rate limiter of the adaptive retry mode waits on a condition; here its tokens come in virtual time."""
    bucket._refill()
    while block and _clocks and bucket._current_capacity < amount:
        _clocks[-1].sleep(bucket._sleep_amount(amount) + _TICK)
        bucket._refill()
    return _REAL["acquire"](bucket, amount, block)


def _is_long_polling(handler: Any, context: Any) -> bool:
    """The standard retry mode keeps `time.sleep` from its import on, for long-polling calls; it gets ours."""
    handler._sleep = _sleep
    return bool(_REAL["is_long_polling"](handler, context))


def _cut_in() -> None:
    for module, name, alias in _bindings.all():
        held = getattr(module, alias, None)
        known = _function_of_time(held) is not None
        if known or module is time:  # another module's patched `sleep` is the test's own affair
            _before.append((module, name, alias, _REAL[name] if known else held))
            setattr(module, alias, _VIRTUAL[name])
    _TokenBucket._acquire = _acquire
    if "is_long_polling" in _REAL:
        _RetryHandler._is_long_polling_operation = _is_long_polling


def _mend() -> None:
    for module, name, alias, held in _before:
        if getattr(module, alias, None) is _VIRTUAL[name]:  # else somebody has patched it since
            setattr(module, alias, held)
    _before.clear()
    _TokenBucket._acquire = _REAL["acquire"]
    if "is_long_polling" in _REAL:
        _RetryHandler._is_long_polling_operation = _REAL["is_long_polling"]


class _Bindings:
    """Remembers which modules hold a function of `time` under a name of their own; each module is read once."""

    def __init__(self) -> None:
        self._read: WeakSet[ModuleType] = WeakSet()
        self._held: list[tuple[ModuleType, str, str]] = [(time, name, name) for name in _VIRTUAL]
        self._newest: tuple[int, str] | None = None

    def all(self) -> list[tuple[ModuleType, str, str]]:
        """Each module, the function of `time` that it holds, and the name under which it does."""
        newest = len(sys.modules), next(reversed(sys.modules))
        if newest != self._newest:
            for name, module in list(sys.modules.items()):
                if type(module) is ModuleType and module not in self._read:
                    self._read.add(module)
                    self._held += [] if _keeps_real_time(name, module) else _held_by(module)
            self._newest = newest
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
    return in_stdlib or module_name.partition(".")[0] in _REAL_TIME


_REAL_TIME = frozenset({"_pytest", "pytest", "pluggy", "execnet", "xdist", "pytest_timeout", "hypothesis", "fakeaws"})
"""Packages that must see how long a test really takes."""

# Typed loosely: what is private has no stubs.
_TokenBucket: Any = TokenBucket
_RetryHandler: Any = RetryHandler

_TICK = 0.001
_STDLIB = sysconfig.get_paths()["stdlib"]
_lock = threading.Lock()
_clocks: list[VirtualClock] = []
_before: list[tuple[ModuleType, str, str, object]] = []
_VIRTUAL: dict[str, Callable[..., Any]] = {"sleep": _sleep, "monotonic": _monotonic}
_REAL: dict[str, Callable[..., Any]] = {
    "sleep": time.sleep,
    "monotonic": time.monotonic,
    "acquire": _TokenBucket._acquire,
}
if hasattr(RetryHandler, "_is_long_polling_operation"):  # since botocore 1.43
    _REAL["is_long_polling"] = _RetryHandler._is_long_polling_operation
_bindings = _Bindings()
