"""Virtual time: who is caught, who is not, and that everything is real again afterwards."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType

import pytest
import time_machine

from fakeaws import FakeAWS, Options
from fakeaws.errors import PlanError, PollingForever

REAL = time.sleep, time.monotonic


@pytest.fixture
def napper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module that has imported `sleep` by name."""
    (tmp_path / "napper.py").write_text("from time import sleep as nap\ndef rest():\n    nap(5)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("napper")
    del sys.modules["napper"]


def test_time_is_one(fake_aws: FakeAWS) -> None:
    """Sleeping moves the wall clock, the monotonic clock and the test's clock together."""
    from time import sleep as imported_by_name

    monotonic = time.monotonic()

    time.sleep(3600)
    imported_by_name(60)

    assert fake_aws.clock.elapsed == timedelta(minutes=61)
    assert datetime.now(timezone.utc) == fake_aws.clock.now()
    assert 3660 <= time.monotonic() - monotonic < 3700


def test_a_name_imported_before_the_fake_is_caught(napper: ModuleType) -> None:
    """A module that holds `sleep` under a name of its own sleeps in virtual time, and really again afterwards."""
    with FakeAWS() as fake:
        napper.rest()

    assert fake.clock.elapsed == timedelta(seconds=5)
    assert napper.nap is REAL[0]


def test_a_module_imported_anew_is_caught(napper: ModuleType) -> None:
    """A module that takes another's place, under its name and right after it, is looked at too."""
    with FakeAWS():
        napper.rest()
    del sys.modules["napper"]
    anew = importlib.import_module("napper")

    with FakeAWS() as fake:
        anew.rest()

    assert fake.clock.elapsed == timedelta(seconds=5)


def test_a_module_imported_while_a_fake_is_active_follows_the_next_one(tmp_path: Path) -> None:
    """What was imported by name in one test follows the clock of the next, and no dead one."""
    (tmp_path / "late_napper.py").write_text("from time import sleep\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, FakeAWS() as first:
        patch.syspath_prepend(tmp_path)
        late = importlib.import_module("late_napper")
        late.sleep(1)
    with FakeAWS() as second:
        late.sleep(2)
    before = time.perf_counter()
    late.sleep(0.01)
    del sys.modules["late_napper"]

    assert (first.clock.elapsed, second.clock.elapsed) == (timedelta(seconds=1), timedelta(seconds=2))
    assert time.perf_counter() - before >= 0.01


def test_a_patch_of_the_tests_own_is_left_alone(napper: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module's `sleep` that the test has replaced stays as the test wants it."""
    naps: list[float] = []
    with FakeAWS():
        napper.rest()
    monkeypatch.setattr(napper, "nap", naps.append)

    with FakeAWS() as fake:
        napper.rest()

    assert (naps, fake.clock.elapsed) == ([5], timedelta(0))


def test_a_patch_put_back_too_late_does_no_harm() -> None:
    """A fixture that restores `time.sleep` after the fake has stopped brings back no dead clock."""
    with pytest.MonkeyPatch.context() as patch, FakeAWS():
        patch.setattr(time, "sleep", lambda _: None)
    late = time.sleep
    time.sleep = REAL[0]

    with FakeAWS() as fake:
        late(3)

    assert fake.clock.elapsed == timedelta(seconds=3)


def test_the_newest_of_two_clocks_is_the_time() -> None:
    """A fake within a fake has a time of its own; the outer one's goes on where it was."""
    with FakeAWS() as outer:
        time.sleep(10)
        with FakeAWS() as inner:
            time.sleep(1)
        time.sleep(10)

        assert (outer.clock.elapsed, inner.clock.elapsed) == (timedelta(seconds=20), timedelta(seconds=1))
        assert datetime.now(timezone.utc) == outer.clock.now()


def test_a_start_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody else holds the time, the fake says so, and neither botocore nor time stays cut."""

    def held(_: object) -> None:
        raise RuntimeError("held by another")

    monkeypatch.setattr(time_machine.travel, "start", held)

    with pytest.raises(PlanError, match="held by another"):
        FakeAWS().start()
    assert (time.sleep, time.monotonic) == REAL


def test_a_loop_that_only_sleeps_is_stopped_soon(fake_aws: FakeAWS) -> None:
    """Sleeping again and again without asking AWS anything ends long before the limit of virtual time."""

    def wait() -> None:
        while True:
            time.sleep(0.001)

    with pytest.raises(PollingForever, match="slept 100001 times since it last asked AWS"):
        wait()
    with pytest.raises(PollingForever):
        fake_aws.verify()


def test_monotonic_time_never_goes_back() -> None:
    """Neither a fake within a fake nor one after another turns the monotonic clocks back; both move alike."""
    seen: list[tuple[float, float]] = []

    def look() -> None:
        seen.append((time.monotonic(), time.monotonic_ns() / 1e9))

    with FakeAWS():
        look()
        time.sleep(1000)
        look()
        with FakeAWS():
            look()
    with FakeAWS():
        look()

    assert seen == sorted(seen)
    assert all(1000 <= later - first < 1100 for first, later in zip(seen[0], seen[1], strict=True))


def test_a_loop_that_waits_too_long_is_stopped() -> None:
    """More virtual time than the option allows ends the test, with its calls and the option's name."""
    limit = timedelta(days=3)

    def wait() -> None:
        while True:
            time.sleep(86_400)

    with pytest.raises(PollingForever, match=r"more than 3 days(.|\n)*max_time"), FakeAWS(Options(max_time=limit)):
        wait()


def test_a_fake_that_starts_again_moves_time_once() -> None:
    """A fake that was stopped may start again, and its time then moves no faster."""
    fake = FakeAWS()
    fake.start()
    fake.stop()
    fake.start()
    before, wall = time.monotonic(), datetime.now(timezone.utc)
    time.sleep(1000)
    after, moved = time.monotonic(), datetime.now(timezone.utc) - wall
    fake.stop()

    assert moved == timedelta(seconds=1000)
    assert 1000 <= after - before < 1100
