"""Running a test again, quietly: its fixtures are set up anew, and no report hook hears of it."""

from __future__ import annotations

import unittest
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest
from _pytest.tmpdir import tmppath_result_key

from conftest_plugin import fixtures

if TYPE_CHECKING:
    from fakeaws.disturbance import Disturbance
    from fakeaws.fake import FakeAWS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one run: what the test failed with, if it did, and what its own `pytest.raises` took."""

    ended: BaseException | None
    accepted: tuple[BaseException, ...]
    fake: FakeAWS | None


class _Sibling(pytest.Item):
    """What comes next, as pytest is told, so that it keeps what is set up for more than one test."""

    def runtest(self) -> None:
        """Never called."""


def run_again(item: pytest.Item, disturbance: Disturbance | None) -> Outcome:
    """Run the test once more, with this failure put in; what is set up for its module or class stays.

    pytest's own protocol but for the reports, and for `pytest_exception_interact`, which would open a debugger.
    """
    _make_fresh(item)
    item.stash[fixtures.DISTURBANCE] = disturbance
    with warnings.catch_warnings(record=True), taking_note_of_accepted() as accepted:
        ended = _run(item, _Sibling.from_parent(cast("pytest.Collector", item.parent), name=item.name))
    fake = item.stash.get(fixtures.FAKE, None)
    item.stash[fixtures.DISTURBANCE] = None
    item._report_sections.clear()
    return Outcome(ended, tuple(accepted), fake)


def _run(item: Any, nextitem: pytest.Item) -> BaseException | None:
    try:
        ended = _phase(item, "setup", lambda: item.ihook.pytest_runtest_setup(item=item))
        if ended is None:
            ended = _phase(item, "call", lambda: item.ihook.pytest_runtest_call(item=item))
        item.stash[fixtures.FAILED] = ended is not None
        last = _phase(item, "teardown", lambda: item.ihook.pytest_runtest_teardown(item=item, nextitem=nextitem))
    finally:
        if hasattr(item, "_request"):
            item._request, item.funcargs = False, None
    return ended or last


def _phase(item: Any, when: Any, function: Callable[[], object]) -> BaseException | None:
    reraise = (pytest.exit.Exception, KeyboardInterrupt)
    call = pytest.CallInfo.from_call(function, when, reraise=reraise)
    of_a_test_case = getattr(item, "_excinfo", None)  # which unittest's runner takes, and raises not
    excinfo = of_a_test_case.pop(0) if of_a_test_case else call.excinfo
    return excinfo.value if excinfo is not None else None


def _make_fresh(item: Any) -> None:
    for key in (fixtures.FAKE, fixtures.DISTURBING):
        if key in item.stash:
            del item.stash[key]
    item.stash[tmppath_result_key] = {"call": True}  # which is else the work of a report
    if isinstance(item.parent, pytest.Class):
        for name in ("_instance", "_obj"):  # of the class that holds the test; made anew when it is asked for
            vars(item).pop(name, None)
    if hasattr(item, "_request") and not item._request:
        item._initrequest()


@contextmanager
def taking_note_of_accepted() -> Iterator[list[BaseException]]:
    """The exceptions that the test expects, as `pytest.raises` and `assertRaises` take them, while this lasts."""
    accepted: list[BaseException] = []

    def noting(original: Any) -> Any:
        def leave(context: Any, kind: Any, error: Any, traceback: Any) -> Any:
            __tracebackhide__ = True
            is_taken = original(context, kind, error, traceback)
            if is_taken and error is not None:
                accepted.append(error)
            return is_taken

        return leave

    originals = [(owner, owner.__exit__) for owner in _EXPECTING]
    for owner, original in originals:
        owner.__exit__ = noting(original)
    try:
        yield accepted
    finally:
        for owner, original in originals:
            owner.__exit__ = original


_EXPECTING: tuple[Any, ...] = (
    # What pytest.raises gives is private, and called otherwise from version to version.
    type(pytest.raises(Exception)),  # noqa: PT011  # whatever it expects
    type(unittest.TestCase().assertRaises(Exception)),  # noqa: PT027  # it is what is asked for here
)
