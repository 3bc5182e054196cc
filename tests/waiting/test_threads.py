"""Threads share virtual time: each waits for its own instant, and they go on in the order of these."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from concurrent.futures import TimeoutError as GaveUp
from datetime import timedelta
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig

from fakeaws import FakeAWS, Response

OLD_POOL = ThreadPoolExecutor(3)


def seconds(fake: FakeAWS) -> float:
    return fake.clock.elapsed.total_seconds()


def start(function: Callable[..., Any], *args: Any) -> threading.Thread:
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread


def test_threads_that_sleep_share_the_time(fake_aws: FakeAWS) -> None:
    """Four threads that sleep for five seconds are through after five seconds, not twenty."""
    threads = [start(time.sleep, 5) for _ in range(4)]
    for thread in threads:
        thread.join()

    assert seconds(fake_aws) == 5


def test_threads_wake_in_the_order_of_their_time(fake_aws: FakeAWS) -> None:
    """Whoever sleeps for less wakes first, whenever it began, and sees its own instant."""
    woken: list[tuple[int, float]] = []

    def nap(length: int) -> None:
        time.sleep(length)
        woken.append((length, seconds(fake_aws)))

    threads = [start(nap, length) for length in (30, 10, 20)]
    time.sleep(15)
    woken.append((15, seconds(fake_aws)))
    for thread in threads:
        thread.join()

    assert woken == [(10, 10), (15, 15), (20, 20), (30, 30)]


def test_time_waits_for_a_thread_that_computes(fake_aws: FakeAWS) -> None:
    """As long as a thread of the code under test runs, nobody's time comes."""
    seen: list[float] = []

    def compute() -> None:
        sum(range(2_000_000))
        seen.append(seconds(fake_aws))

    thread = start(compute)
    time.sleep(60)
    thread.join()

    assert (seen, seconds(fake_aws)) == ([0], 60)


def test_advancing_the_clock_lets_others_go_first(fake_aws: FakeAWS) -> None:
    """What a thread was to do in the time that the test skips is done when the test goes on."""
    done: list[float] = []

    def poll() -> None:
        for _ in range(2):
            time.sleep(20)
            done.append(seconds(fake_aws))

    start(poll)
    fake_aws.clock.advance(50)

    assert (done, seconds(fake_aws)) == ([20, 40], 50)


def test_a_pool_of_pollers_takes_as_long_as_its_slowest(fake_aws: FakeAWS) -> None:
    """Four workers that poll side by side take the time of one, and every poll is at its time."""
    for number in range(1, 5):
        fake_aws.on("appconfig.get_deployment", DeploymentNumber=number).play(
            Response(State="BAKING").times(number), Response(State="COMPLETE")
        )
    client = boto3.client("appconfig", region_name="eu-central-1")

    def poll(number: int) -> float:
        which: Any = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": number}
        while client.get_deployment(**which)["State"] != "COMPLETE":
            time.sleep(30)
        return seconds(fake_aws)

    with ThreadPoolExecutor(4) as pool:
        ends = list(pool.map(poll, range(1, 5)))

    assert ends == [30, 60, 90, 120]


@pytest.mark.parametrize("length", [3, 1])
def test_a_pool_that_is_older_than_the_fake_shares_the_time(fake_aws: FakeAWS, length: int) -> None:
    """The workers of a module's own pool are caught too, test after test, and with more work than workers."""
    first = list(OLD_POOL.map(time.sleep, [length] * 3)), seconds(fake_aws)
    second = list(OLD_POOL.map(time.sleep, [length] * 7)), seconds(fake_aws)

    assert (first[1], second[1]) == (length, 4 * length)


def test_a_pool_outlives_its_fake() -> None:
    """A pool made in one test works in the next, and without any fake."""
    with FakeAWS() as first:
        pool = ThreadPoolExecutor(2)
        list(pool.map(time.sleep, [5, 5]))
    outside = list(pool.map(str, [1, 2]))
    with FakeAWS() as second:
        list(pool.map(time.sleep, [7, 7]))
    pool.shutdown()

    assert (seconds(first), outside, seconds(second)) == (5, ["1", "2"], 7)


def test_an_event_that_another_thread_sets_comes_at_its_time(fake_aws: FakeAWS) -> None:
    """Waiting for an event ends when it is set in virtual time, and the monotonic clock shows it exactly."""
    event = threading.Event()
    before = time.monotonic()
    threading.Timer(3, event.set).start()

    was_set = event.wait(10)

    assert (was_set, time.monotonic() - before, seconds(fake_aws)) == (True, 3, 3)


def test_an_event_that_nobody_sets_ends_at_its_time_out(fake_aws: FakeAWS) -> None:
    """Waiting for an event in vain takes its time-out, in virtual time."""
    assert not threading.Event().wait(3600)
    assert seconds(fake_aws) == 3600


def test_waiting_without_an_end_does_not_hold_others_up(fake_aws: FakeAWS) -> None:
    """A thread that waits for an event without a time-out lets time pass for the one that will set it."""
    event = threading.Event()
    threading.Timer(86_400, event.set).start()

    event.wait()

    assert seconds(fake_aws) == 86_400


def test_a_condition_waits_for_its_predicate_in_virtual_time(fake_aws: FakeAWS) -> None:
    """`wait_for` sees what came in time, and gives up when its time is over."""
    condition, arrived = threading.Condition(), []

    def deliver() -> None:
        for number in range(3):
            time.sleep(10)
            with condition:
                arrived.append(number)
                condition.notify_all()

    start(deliver)
    with condition:
        got = condition.wait_for(lambda: len(arrived) == 3, timeout=100), seconds(fake_aws)
        missed = condition.wait_for(lambda: len(arrived) == 4, timeout=0.7), seconds(fake_aws)

    assert (got, missed) == ((True, 30), (False, 30.7))


def test_a_queue_gives_in_virtual_time(fake_aws: FakeAWS) -> None:
    """`Queue.get` gets what comes before its time-out, and is Empty after it."""
    items: queue.Queue[float] = queue.Queue()

    def produce() -> None:
        for _ in range(2):
            time.sleep(5)
            items.put(seconds(fake_aws))

    start(produce)
    got = [items.get(timeout=100), items.get()]

    with pytest.raises(queue.Empty):
        items.get(timeout=7)
    assert (got, seconds(fake_aws)) == ([5, 10], 17)


def test_joining_gives_up_in_virtual_time(fake_aws: FakeAWS) -> None:
    """`Thread.join` with a time-out returns when that has passed, and a later one when the thread has ended."""
    thread = start(time.sleep, 50)
    thread.join(20)
    then = thread.is_alive(), seconds(fake_aws)
    thread.join()

    assert (then, thread.is_alive(), seconds(fake_aws)) == ((True, 20), False, 50)


def test_futures_are_waited_for_in_virtual_time(fake_aws: FakeAWS) -> None:
    """`wait`, `as_completed` and `result` take their time-outs and their futures as they come in virtual time."""
    with ThreadPoolExecutor(3) as pool:
        futures = [pool.submit(time.sleep, length) for length in (5, 1, 9)]
        done, waiting = wait(futures, timeout=6)
        with pytest.raises(GaveUp):
            futures[2].result(timeout=1)
        then = len(done), len(waiting), seconds(fake_aws)
        in_order = [futures.index(future) for future in as_completed(futures, timeout=60)]

    assert (then, in_order[-1], seconds(fake_aws)) == ((2, 1, 7), 2, 9)


def test_a_lock_is_waited_for_in_real_time(fake_aws: FakeAWS) -> None:
    """Threads that sleep while they hold a lock go one after another: time moves though the others wait in C."""
    lock, ends = threading.Lock(), []

    def work() -> None:
        with lock:
            time.sleep(5)
            ends.append(seconds(fake_aws))

    threads = [start(work) for _ in range(3)]
    for thread in threads:
        thread.join()

    assert ends == [5, 10, 15]


def test_a_time_out_has_patience_with_what_is_real(fake_aws: FakeAWS) -> None:
    """Who waits for a thread that waits for another process is not told that it took too long."""
    ready = threading.Event()

    def prepare() -> None:
        subprocess.run([sys.executable, "-c", "import time; time.sleep(0.2)"], check=True)
        ready.set()

    start(prepare)

    assert (ready.wait(10), seconds(fake_aws)) == (True, 0)


def test_a_thread_that_spins_for_another_is_overtaken(fake_aws: FakeAWS) -> None:
    """Whoever asks again and again whether a sleeping thread is done gets an answer: nothing hangs."""
    thread = start(time.sleep, 5)

    while thread.is_alive():
        pass

    assert seconds(fake_aws) == 5


def test_a_clock_that_is_only_watched_goes_on() -> None:
    """A loop that waits for the monotonic clock without sleeping ends: real time shows after a second."""
    with FakeAWS():
        begin = time.monotonic()
        looks = sum(1 for _ in iter(lambda: time.monotonic() < begin + 0.1, False))

    assert looks > 1000


def test_a_thread_that_is_left_over_sleeps_on_in_real_time() -> None:
    """When the fake stops, who still sleeps or waits does so for the rest of its time, and is not woken early."""
    woken: queue.SimpleQueue[float] = queue.SimpleQueue()

    def nap() -> None:
        time.sleep(0.2)
        woken.put(time.perf_counter())

    before = time.perf_counter()
    with FakeAWS():
        start(nap)

    assert woken.get(timeout=10) - before >= 0.2


def test_somebody_elses_patch_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A method that another tool wraps while a fake is active stays wrapped, and works with and without fakes."""
    started: list[threading.Thread] = []
    with FakeAWS():
        ours = threading.Thread.start

        def start_and_note(thread: threading.Thread) -> None:
            started.append(thread)
            ours(thread)

        monkeypatch.setattr(threading.Thread, "start", start_and_note)
        start(time.sleep, 1).join()
    start(time.sleep, 0).join()
    with FakeAWS() as fake:
        start(time.sleep, 5).join()

    assert (len(started), seconds(fake)) == (3, 5)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_its_time_to_itself() -> None:
    """A child that is forked off while threads sleep does not wait for these."""
    code = """
import os, threading, time
from fakeaws import FakeAWS
with FakeAWS() as fake:
    threading.Thread(target=time.sleep, args=(3,)).start()
    child = os.fork()
    time.sleep(5)
    assert fake.clock.elapsed.total_seconds() == 5
    if child == 0:
        os._exit(7)
    assert os.waitpid(child, 0)[1] >> 8 == 7
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, timeout=60)


def test_a_transfer_with_many_threads_runs(fake_aws: FakeAWS) -> None:
    """The threads of s3transfer, with their queues and semaphores, come to their end."""
    client = boto3.client("s3", region_name="eu-central-1")
    fake_aws.stub(client)
    fake_aws.on("s3.create_multipart_upload").play(Response(UploadId="u1"))
    fake_aws.on("s3.upload_part").play(*[Response(ETag='"e"').after(timedelta(seconds=2)) for _ in range(4)])
    fake_aws.on("s3.complete_multipart_upload").play(Response())
    config = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20, max_concurrency=4)
    source: Any = _Zeros(20 << 20)

    client.upload_fileobj(source, "bucket", "key", Config=config)

    assert seconds(fake_aws) == 2


class _Zeros:
    """A file of so many zeros that cannot be sought in."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1) -> bytes:
        size = self._left if size < 0 else min(size, self._left)
        self._left -= size
        return bytes(size)
