"""Endless loops end: in threads, in pools and in event loops too, and the test is told."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import boto3
import pytest

from fakeaws import FakeAWS, Options, Response
from fakeaws.errors import PollingForever

WHICH: dict[str, Any] = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}
POLLS = r"polls for ever(.|\n)*x 21, until \+00:10:00 \(every 30 s\)"


class Poller:
    """Polls a deployment that never ends."""

    def __init__(self, fake: FakeAWS) -> None:
        fake.on("appconfig.get_deployment").play(Response(State="BAKING").forever())
        self._client = boto3.client("appconfig", region_name="eu-central-1")
        self.is_to_stop = False

    def is_done(self) -> bool:
        return self._client.get_deployment(**WHICH)["State"] == "COMPLETE" or self.is_to_stop

    def poll(self) -> None:
        while not self.is_done():
            time.sleep(30)

    def poll_at_any_cost(self) -> None:
        while not self.is_to_stop:
            with suppress(BaseException):  # as careless as can be
                self.poll()

    async def poll_in_a_loop(self) -> None:
        while not self.is_done():  # noqa: ASYNC110  # code under test
            await asyncio.sleep(30)

    async def wait_for_a_poller_in_the_background(self) -> None:
        done = asyncio.Event()

        async def poll() -> None:
            await self.poll_in_a_loop()
            done.set()

        polling = asyncio.create_task(poll())
        try:
            await done.wait()
        finally:
            await asyncio.gather(polling, return_exceptions=True)


def joining(poller: Poller) -> None:
    thread = threading.Thread(target=poller.poll)
    thread.start()
    thread.join()


def joining_the_careless(poller: Poller) -> None:
    thread = threading.Thread(target=poller.poll_at_any_cost, daemon=True)
    thread.start()
    thread.join()


def waiting_for_an_event(poller: Poller) -> None:
    done = threading.Event()

    def poll() -> None:
        poller.poll()
        done.set()

    threading.Thread(target=poll).start()
    done.wait()


def waiting_for_a_future(poller: Poller) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(poller.poll).result()


def awaiting(poller: Poller) -> None:
    asyncio.run(poller.poll_in_a_loop())


def awaiting_another_task(poller: Poller) -> None:
    asyncio.run(poller.wait_for_a_poller_in_the_background())


@pytest.mark.parametrize(
    "wait",
    [joining, joining_the_careless, waiting_for_an_event, waiting_for_a_future, awaiting, awaiting_another_task],
)
def test_a_poller_without_an_end_ends_the_test(wait: Callable[[Poller], None]) -> None:
    """However the test waits for code that polls for ever, it is told, with the history of the polls."""
    fake = FakeAWS(Options(max_polls=20))
    fake.start()
    poller = Poller(fake)

    with pytest.raises(PollingForever, match=POLLS):
        wait(poller)
    poller.is_to_stop = True
    fake.stop()
    with pytest.raises(PollingForever, match=POLLS):
        fake.verify()


@pytest.mark.parametrize(("nap", "told"), [(1, "slept 2001 times"), (86_400, "more than 3 days")])
def test_a_sleeper_without_an_end_ends_the_test(nap: float, told: str) -> None:
    """Sleeping for ever without a call is stopped in a thread and in a loop alike."""

    def sleep() -> None:
        while True:
            time.sleep(nap)

    async def sleep_in_a_loop() -> None:
        while True:  # noqa: ASYNC110  # code under test
            await asyncio.sleep(nap)

    def join() -> None:
        thread = threading.Thread(target=sleep, daemon=True)
        thread.start()
        thread.join()

    options = Options(max_polls=20, max_time=timedelta(days=3))
    with pytest.raises(PollingForever, match=told), FakeAWS(options):
        join()
    with pytest.raises(PollingForever, match=told), FakeAWS(options):
        asyncio.run(sleep_in_a_loop())
