"""Who sees real time: the tools that run and measure tests, and what waits for other processes.

Asked by a frame: the first module up the stack that is neither of the standard library nor ours decides. Where there is
none (a timer's thread, a pool's), the thread decides: one that the code under test has started is on virtual time.
"""

from __future__ import annotations

import sys
from types import FrameType

_TOOLS = frozenset(
    {
        *("_pytest", "pytest", "pluggy", "execnet", "xdist", "pytest_timeout", "hypothesis"),
        *("debugpy", "pydevd", "_pydevd_bundle", "_pydev_bundle"),
    }
)
_OF_PROCESSES = frozenset({"subprocess", "multiprocessing"})
REAL_TIME = _TOOLS | _OF_PROCESSES
"""Packages that must see how long things really take."""


def sees_real_time(frame: FrameType | None) -> bool | None:
    """Whether the code that `frame` runs is on real time; None where its stack does not tell."""
    while frame is not None:
        name = frame.f_globals.get("__name__")
        try:
            verdict = _verdicts[name]
        except KeyError:
            verdict = _verdicts[name] = _verdict(str(name).partition(".")[0])
        if verdict is not None:
            return verdict
        frame = frame.f_back
    return None


def _verdict(package: str) -> bool | None:
    if package in REAL_TIME:
        return True
    return None if package == "fakeaws" or package in sys.stdlib_module_names else False


_verdicts: dict[object, bool | None] = {}
