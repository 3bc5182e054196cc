"""Event loops are on virtual time: their timers, and what waits in threads and on sockets beside them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from datetime import timedelta

from fakeaws import FakeAWS

DAY = 86_400


def seconds(fake: FakeAWS) -> float:
    return fake.clock.elapsed.total_seconds()


def test_asyncio_sleeps_in_virtual_time(fake_aws: FakeAWS) -> None:
    """Tasks that sleep wake at their own instants, and the loop's clock shows these exactly."""

    async def nap(length: float) -> tuple[float, float]:
        begun = asyncio.get_running_loop().time()
        await asyncio.sleep(length)
        return asyncio.get_running_loop().time() - begun, seconds(fake_aws)

    async def naps() -> list[tuple[float, float]]:
        return await asyncio.gather(*map(nap, (3, 0.5, 2 * DAY)))

    assert asyncio.run(naps()) == [(3, 3), (0.5, 0.5), (2 * DAY, 2 * DAY)]


def test_timers_of_one_instant_keep_their_order(fake_aws: FakeAWS) -> None:
    """Of tasks that wake at the same instant the one that slept first is first."""
    woken: list[int] = []

    async def nap(number: int) -> None:
        await asyncio.sleep(5)
        woken.append(number)

    async def naps() -> None:
        await asyncio.gather(*map(nap, range(20)))

    asyncio.run(naps())

    assert (woken, seconds(fake_aws)) == ([*range(20)], 5)


def test_wait_for_gives_up_in_virtual_time(fake_aws: FakeAWS) -> None:
    """A time-out of asyncio passes in virtual time, and not before the code that it is for has had its time."""

    async def waits() -> list[str | BaseException]:
        outcomes: list[str | BaseException] = []
        for length in (4, 6):
            waiting = asyncio.wait_for(asyncio.sleep(length, f"after {length}"), 5)
            outcomes += await asyncio.gather(waiting, return_exceptions=True)
        return outcomes

    in_time, too_late = asyncio.run(waits())
    assert (in_time, type(too_late), seconds(fake_aws)) == ("after 4", asyncio.TimeoutError, 9)


def test_a_loop_and_threads_share_the_time(fake_aws: FakeAWS) -> None:
    """What runs in an executor sleeps beside the loop's own tasks."""
    seen: list[tuple[str, float]] = []

    def work() -> None:
        time.sleep(5)
        seen.append(("thread", seconds(fake_aws)))

    async def both() -> None:
        working = asyncio.get_running_loop().run_in_executor(None, work)
        await asyncio.sleep(3)
        seen.append(("task", seconds(fake_aws)))
        await working
        await asyncio.to_thread(time.sleep, 1)

    asyncio.run(both())

    assert (seen, seconds(fake_aws)) == ([("task", 3), ("thread", 5)], 6)


def test_a_loop_in_an_older_thread_is_caught() -> None:
    """A loop that has been running in a thread of its own is on virtual time while a fake is active, and real after."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    with FakeAWS() as fake:
        long = asyncio.run_coroutine_threadsafe(asyncio.sleep(50, "long"), loop)
        short = asyncio.run_coroutine_threadsafe(asyncio.sleep(20, "short"), loop)
        told = long.result(), short.result(timeout=100)
    before = time.perf_counter()
    asyncio.run_coroutine_threadsafe(asyncio.sleep(0.1), loop).result()
    took = time.perf_counter() - before
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()

    assert (told, seconds(fake)) == (("long", "short"), 50)
    assert took >= 0.09


def test_a_fake_within_a_loop_moves_its_clock_for_good() -> None:
    """A loop's clock goes on from where the fake leaves it, and what is still to come takes the rest in real time."""

    async def inside() -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        later = asyncio.create_task(asyncio.sleep(100.1))
        with FakeAWS():
            await asyncio.sleep(100)
        left = loop.time()
        await later
        return left - begun, loop.time() - left

    in_the_fake, after = asyncio.run(inside())

    assert 100 <= in_the_fake < 110
    assert 0.09 <= after < 10


def test_sockets_of_the_loop_are_listened_to(fake_aws: FakeAWS) -> None:
    """A real connection within the loop answers, and an idle one does not stop time."""

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        await reader.read()
        writer.close()

    async def talk() -> tuple[bytes, float]:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"hello\n")
        answer = await asyncio.wait_for(reader.readline(), 30)
        then = seconds(fake_aws)
        await asyncio.sleep(60)
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()
        return answer, then

    assert (asyncio.run(talk()), seconds(fake_aws)) == ((b"hello\n", 0), 60)


def test_another_process_takes_real_time(fake_aws: FakeAWS) -> None:
    """Waiting for a process, with a time-out or in a loop, takes as long as it takes, and moves no clock."""
    command = [sys.executable, "-c", "print('done')"]

    async def in_a_loop() -> bytes:
        process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        return (await process.communicate())[0]

    waited_for = subprocess.run(command, timeout=60, check=True, stdout=subprocess.PIPE).stdout

    assert [waited_for.split(), asyncio.run(in_a_loop()).split()] == [[b"done"], [b"done"]]
    assert fake_aws.clock.elapsed == timedelta(0)
