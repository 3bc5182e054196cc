"""Where in the user's code something was written, and complaints that point there."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
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
    """A place in the user's code; prints as `test_rollout.py:14`. ELSEWHERE has the line 0."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{Path(self.path).name}:{self.line}" if self.line else self.path


ELSEWHERE = Origin("another thread", 0)
"""Where a thread of a library's own runs nothing of the user's."""


def users_line() -> Origin:
    """The innermost line on the stack that is neither ours, pytest's, botocore's nor of what runs threads."""
    frame = sys._getframe(1)
    while frame.f_globals.get("__name__", "").partition(".")[0] in _NOT_THE_USER:
        if frame.f_back is None:
            is_main = threading.current_thread() is threading.main_thread()
            return Origin(frame.f_code.co_filename, frame.f_lineno) if is_main else ELSEWHERE
        frame = frame.f_back
    return Origin(frame.f_code.co_filename, frame.f_lineno)


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
