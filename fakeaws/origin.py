"""Where in the user's code something was written, and complaints that point there."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable, Collection
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import ParamSpec, TypeVar

from fakeaws.errors import FakeAWSError, PlanError
from fakeaws.nearest import did_you_mean

_P = ParamSpec("_P")
_R = TypeVar("_R")

_NOT_THE_USER = frozenset(
    {
        "fakeaws",
        "conftest_plugin",
        "_pytest",
        "pluggy",
        "botocore",
        "boto3",
        "s3transfer",
        "backoff",
        "retrying",
        "stamina",
        "tenacity",
        "contextlib",
        "dataclasses",
        "functools",
        "concurrent",
        "threading",
        "multiprocessing",
        "asyncio",
        "http",
        "socket",
        "ssl",
        "urllib3",
    }
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in the user's code; prints as `test_rollout.py:14`. ELSEWHERE has the line 0.

    An `entry` (from 1) is one of a recording, whose file need not tell lines.
    """

    path: str
    line: int
    entry: int | None = None

    def __str__(self) -> str:
        place = f"{_file(Path(self.path))}:{self.line}" if self.line else self.path
        return place if self.entry is None or self.line else f"{place} (entry {self.entry})"


def _file(path: Path) -> str:
    """What tells a file from others in few words; every package has an `__init__.py`."""
    return f"{path.parent.name}/{path.name}" if path.name == "__init__.py" else path.name


ELSEWHERE = Origin("another thread", 0)
"""Where a thread of a library's own runs nothing of the user's, and nobody has seen who gave it its work."""

_given_at: ContextVar[Origin] = ContextVar("given_at", default=ELSEWHERE)


def users_line(code_under_test: Collection[str] = ()) -> Origin:
    """The innermost line on the stack that is neither ours, pytest's, botocore's nor of threads and retries.

    Where `code_under_test` names packages or modules, their innermost line comes first. In a thread that runs nothing
    of the user's, it is the line that gave it its work.
    """
    frame = _innermost(code_under_test) if code_under_test else None
    if frame is not None:
        return Origin(frame.f_code.co_filename, frame.f_lineno)
    frame = sys._getframe(1)
    while frame.f_globals.get("__name__", "").partition(".")[0] in _NOT_THE_USER:
        if frame.f_back is None:
            is_main = threading.current_thread() is threading.main_thread()
            return Origin(frame.f_code.co_filename, frame.f_lineno) if is_main else _given_at.get()
        frame = frame.f_back
    return Origin(frame.f_code.co_filename, frame.f_lineno)


def _innermost(modules: Collection[str]) -> FrameType | None:
    """The innermost frame of these packages or modules."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if any(name == module or name.startswith(f"{module}.") for module in modules):
            return frame
        frame = frame.f_back
    return None


def given_at(origin: Origin, function: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """Run, in a thread, what was given to it at `origin`."""
    token = _given_at.set(origin)
    try:
        return function(*args, **kwargs)
    finally:
        _given_at.reset(token)


def expect_one_of(option: str, value: object, choices: tuple[str, ...]) -> None:
    """Raise PlanError for a value that an option does not take."""
    if value not in choices:
        raise PlanError(f"{option}={value!r} is not known.{did_you_mean(value, choices)}")


def complains_to_the_user(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let our errors leave `function` without our frames, so that they point at its caller."""

    @functools.wraps(function)
    def wrapper(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        __tracebackhide__ = True
        try:
            return function(*args, **kwargs)
        except FakeAWSError as error:
            complaint = error.with_traceback(None)
        raise complaint

    return wrapper
