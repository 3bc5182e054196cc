"""What holds for any threads and any sleeps."""

from __future__ import annotations

import asyncio
import heapq
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from itertools import accumulate, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeaws import FakeAWS

steadily = settings(derandomize=True, max_examples=200, deadline=None)
naps = st.lists(st.lists(st.integers(0, 5), max_size=6), min_size=1, max_size=6)

WORKERS = 3
OLD_POOL = ThreadPoolExecutor(WORKERS)

Woken = list[tuple[int, int, float]]
"""Who woke, how many times it had before, and when; in the order in which they did."""


def check(woken: Woken, plans: Sequence[Sequence[int]], elapsed: float) -> None:
    """Each wakes at its own instants, all in the order of these, and no time passes beside."""
    own = [[at for one, _, at in woken if one == number] for number in range(len(plans))]

    assert own == [list(accumulate(plan)) for plan in plans]
    assert [at for _, _, at in woken] == sorted(at for _, _, at in woken)
    assert elapsed == max(map(sum, plans))


def check_ties(woken: Woken) -> None:
    """Of those that wake at the same instant, first comes who began to sleep first: who woke first before."""
    place = {(one, times): index for index, (one, times, _) in enumerate(woken)}
    for (first, earlier, at), (second, later, at_too) in combinations(woken, 2):
        if at == at_too and first != second and earlier and later:
            assert place[first, earlier - 1] < place[second, later - 1]


@steadily
@given(naps)
def test_threads_wake_in_order(plans: list[list[int]]) -> None:
    """Threads that sleep as they like wake in the order of time, ties in that of arrival; the longest says how much."""
    woken: Woken = []

    def sleep(number: int) -> None:
        for times, length in enumerate(plans[number]):
            time.sleep(length)
            woken.append((number, times, fake.clock.elapsed.total_seconds()))

    with FakeAWS() as fake:
        threads = [threading.Thread(target=sleep, args=(number,), daemon=True) for number in range(len(plans))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    check(woken, plans, fake.clock.elapsed.total_seconds())
    check_ties(woken)


@steadily
@given(naps)
def test_tasks_wake_in_order(plans: list[list[int]]) -> None:
    """What holds for threads holds for the tasks of a loop."""
    woken: Woken = []

    async def sleep(number: int) -> None:
        for times, length in enumerate(plans[number]):
            await asyncio.sleep(length)
            woken.append((number, times, fake.clock.elapsed.total_seconds()))

    async def sleep_all() -> None:
        await asyncio.gather(*map(sleep, range(len(plans))))

    with FakeAWS() as fake:
        asyncio.run(sleep_all())

    check(woken, plans, fake.clock.elapsed.total_seconds())


@steadily
@given(naps, st.data())
def test_events_end_waits_at_their_time(plans: list[list[int]], data: st.DataObject) -> None:
    """Who waits for an event goes on when its setter has slept its time, or when its own patience is over."""
    patiences = [data.draw(st.none() | st.integers(1, 30)) for _ in plans]
    events = [threading.Event() for _ in plans]
    ends: dict[int, float] = {}

    def set_later(number: int) -> None:
        for length in plans[number]:
            time.sleep(length)
        events[number].set()

    def wait(number: int) -> None:
        events[number].wait(patiences[number])
        ends[number] = fake.clock.elapsed.total_seconds()

    with FakeAWS() as fake:
        numbers = range(len(plans))
        waiters = [threading.Thread(target=wait, args=(number,), daemon=True) for number in numbers]
        setters = [threading.Thread(target=set_later, args=(number,), daemon=True) for number in numbers]
        for thread in waiters + setters:
            thread.start()
        for thread in waiters + setters:
            thread.join()

    lengths = [sum(plan) for plan in plans]
    expected = [
        length if patience is None else min(length, patience)
        for length, patience in zip(lengths, patiences, strict=True)
    ]
    assert [ends[number] for number in range(len(plans))] == expected
    assert fake.clock.elapsed.total_seconds() == max(lengths)


@pytest.mark.parametrize("age", ["new", "old"])
@steadily
@given(st.lists(st.integers(0, 9), max_size=12))
def test_a_pool_takes_as_long_as_its_workers_need(age: str, lengths: list[int]) -> None:
    """Whatever a pool is given, each piece of work begins when the first worker is free, and no sooner or later."""
    free_at = [0] * WORKERS
    expected = []
    for length in lengths:
        begun = heapq.heappop(free_at)
        heapq.heappush(free_at, begun + length)
        expected.append((begun, begun + length))

    def work(length: int) -> tuple[float, float]:
        begun = fake.clock.elapsed.total_seconds()
        time.sleep(length)
        return begun, fake.clock.elapsed.total_seconds()

    with FakeAWS() as fake, ThreadPoolExecutor(WORKERS) if age == "new" else nullcontext(OLD_POOL) as pool:
        assert list(pool.map(work, lengths)) == expected
