"""What is the test's own, and what is the code's under test: by the frames of Python."""

from __future__ import annotations

from types import TracebackType

import pytest

from fakeaws.log import LoggedCall
from fakeaws.matrix.places import function_at
from fakeaws.matrix.verdicts import is_of_python


class Own:
    """What one test does itself, in its own function."""

    def __init__(self, item: pytest.Item) -> None:
        classes = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
        self._path = str(item.path)
        self._name = ".".join([*classes, getattr(item, "originalname", None) or item.name])

    def makes(self, call: LoggedCall) -> bool:
        """Whether the test makes this call itself."""
        return call.made_at.path == self._path and function_at(self._path, call.made_at.line) == self._name

    def raised(self, error: BaseException) -> bool:
        """Whether the test raised it itself: an assert of its own, of a helper of the tests, or of pytest for it."""
        is_assert = isinstance(error, (AssertionError, pytest.fail.Exception))
        frame = _innermost(error.__traceback__, in_libraries=not is_assert)
        if frame is None:
            return True
        path, line = frame.tb_frame.f_code.co_filename, frame.tb_lineno
        if path == self._path and f"{function_at(path, line)}.".startswith(f"{self._name}."):
            return True
        return is_assert and _REWRITTEN in frame.tb_frame.f_globals


def _innermost(traceback: TracebackType | None, *, in_libraries: bool) -> TracebackType | None:
    """The innermost frame that is neither Python's nor pytest's, nor of other libraries where they do not count."""
    found = None
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        package = traceback.tb_frame.f_globals.get("__name__", "").partition(".")[0]
        is_passed_over = is_of_python(path) or package in _OURS or ("site-packages" in path and not in_libraries)
        if not is_passed_over:
            found = traceback
        traceback = traceback.tb_next
    return found


_REWRITTEN = "@pytest_ar"
"""Set in the modules whose asserts pytest explains: tests, conftest.py, and the helpers registered for it."""
_OURS = frozenset({"_pytest", "pytest", "pluggy", "fakeaws", "conftest_plugin"})
