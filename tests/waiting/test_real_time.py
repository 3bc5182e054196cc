"""What stays real: the tools' own waiting and measuring."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from fakeaws import FakeAWS

TOOL = """
import threading, time
def alarm(seconds, call):
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()
    return timer
def wait(event, seconds):
    return event.wait(seconds)
def nap(seconds):
    time.sleep(seconds)
"""


@pytest.fixture
def tool() -> dict[str, Any]:
    """A plugin of pytest's, by its name."""
    names: dict[str, Any] = {"__name__": "pytest_timeout"}
    exec(TOOL, names)  # noqa: S102
    return names


def test_a_tools_alarm_is_not_set_off_by_virtual_time(fake_aws: FakeAWS, tool: dict[str, Any]) -> None:
    """A time-out that pytest-timeout sets does not see the hours that the code under test sleeps."""
    rung = threading.Event()
    alarm = tool["alarm"](60, rung.set)

    time.sleep(3600)
    alarm.cancel()

    assert not rung.is_set()


def test_a_tool_waits_in_real_time(fake_aws: FakeAWS, tool: dict[str, Any]) -> None:
    """What waits or sleeps in one of pytest's own modules really does, and moves no clock."""
    before = time.perf_counter()

    tool["wait"](threading.Event(), 0.05)
    tool["nap"](0.05)

    assert time.perf_counter() - before >= 0.1
    assert fake_aws.clock.elapsed.total_seconds() == 0


def test_a_tools_alarm_rings_in_a_test_that_hangs(fake_aws: FakeAWS, tool: dict[str, Any]) -> None:
    """A time-out of real time ends what waits in vain in virtual time."""
    rung = threading.Event()
    tool["alarm"](0.05, rung.set)

    rung.wait()

    assert fake_aws.clock.elapsed.total_seconds() == 0


def test_measuring_stays_real(fake_aws: FakeAWS) -> None:
    """The counters that measure performance do not move with virtual time."""
    before = time.perf_counter(), time.process_time(), time.thread_time()

    time.sleep(3600)

    after = time.perf_counter(), time.process_time(), time.thread_time()
    assert all(late - early < 60 for early, late in zip(before, after, strict=True))


def test_durations_of_pytest_stay_real(pytester: pytest.Pytester) -> None:
    """A test that sleeps for an hour, in a worker of xdist too, is reported to have taken less than a minute."""
    pytester.makeconftest(
        """
        def pytest_runtest_logreport(report):
            assert report.duration < 60
        """
    )
    pytester.makepyfile(
        "import time\ndef test_it(fake_aws): time.sleep(3600)\ndef test_other(fake_aws): time.sleep(3600)"
    )

    for arguments in ("-p", "no:xdist"), ("-n", "1"):
        pytester.runpytest_subprocess(*arguments).assert_outcomes(passed=2)
