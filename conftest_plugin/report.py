"""How our errors look in pytest's report."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

import pytest

_P = ParamSpec("_P")
_R = TypeVar("_R")


def fail_plainly(function: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """Call `function`; what it raises of our errors becomes the test's failure, as its message alone."""
    __tracebackhide__ = True
    from fakeaws.errors import FakeAWSError, PollingForever

    try:
        return function(*args, **kwargs)
    except (FakeAWSError, PollingForever) as error:
        message = f"{type(error).__name__}: {error}"
    pytest.fail(message, pytrace=False)


def without_library_frames(excinfo: pytest.ExceptionInfo[BaseException]) -> pytest.ExceptionInfo[BaseException]:
    """One of our errors, shown as raised by the last line of the user's that led to it; others unchanged."""
    error = excinfo.value
    if type(error).__module__ != "fakeaws.errors":
        return excinfo
    frames = []
    traceback = excinfo.tb
    while traceback is not None:
        frames.append(traceback)
        traceback = traceback.tb_next  # type: ignore[assignment]  # the last one has none
    while len(frames) > 1 and _is_a_library(frames[-1]):
        frames.pop()
    shown: types.TracebackType | None = None
    for frame in reversed(frames):
        shown = types.TracebackType(shown, frame.tb_frame, frame.tb_lasti, frame.tb_lineno)
    return pytest.ExceptionInfo.from_exc_info((type(error), error, shown or excinfo.tb))


def comparison(item: pytest.Item, surprises: Iterable[BaseException]) -> list[tuple[str, str]]:
    """Section and text for the first call that no script fits: its parameters as pytest compares and colours them."""
    from fakeaws.errors import UnscriptedCall

    for surprise in surprises:
        if isinstance(surprise, UnscriptedCall) and surprise.wanted is not None:
            given = {name: value for name, value in surprise.params.items() if name in surprise.wanted}
            compare = item.ihook.pytest_assertrepr_compare
            for lines in compare(config=item.config, op="==", left=surprise.wanted, right=given):
                return [(f"fakeaws: the nearest script, and the call of {surprise.operation}", "\n".join(lines))]
    return []


def _is_a_library(traceback: types.TracebackType) -> bool:
    package = traceback.tb_frame.f_globals.get("__name__", "").partition(".")[0]
    return package in {"fakeaws", "conftest_plugin", "botocore", "boto3", "s3transfer", "contextlib"}
