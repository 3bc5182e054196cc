"""Many threads on one fake: every call gets its own answer, and the log is whole."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from fakeaws import Call, Computed, FakeAWS, Options, Response

GET = "dynamodb.get_item"


@pytest.fixture(params=[None, 1e-6], ids=["as usual", "switching all the time"])
def switching(request: pytest.FixtureRequest) -> Iterator[None]:
    """How often Python switches from one thread to another."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(request.param or usual)
    yield
    sys.setswitchinterval(usual)


def all_call(threads: int, calls: int) -> tuple[FakeAWS, dict[int, list[str]]]:
    """Let every thread get so many items of its own, by parameters of its own; what each thread got."""
    got: dict[int, list[str]] = {number: [] for number in range(threads)}
    client: Any = boto3.client("dynamodb", region_name="eu-central-1")

    def echo(call: Call) -> Response:
        return Response.exactly(Item={"id": call.params["Key"]["id"], "number": {"N": str(call.number)}})

    def work(number: int) -> None:
        for turn in range(calls):
            if turn % 2:
                item = client.get_item(TableName="shared", Key={"id": {"S": f"{number}.{turn}"}})["Item"]
                got[number].append(item["id"]["S"])
            else:
                got[number].append(
                    client.get_item(TableName=f"own-{number}", Key={"id": {"S": "x"}})["Item"]["id"]["S"]
                )

    with FakeAWS(Options(max_polls=threads * calls)) as fake:
        for number in range(threads):
            own = [Response.exactly(Item={"id": {"S": f"{number}.{turn}"}}) for turn in range(0, calls, 2)]
            fake.on(GET, TableName=f"own-{number}").play(*own)
        fake.on(GET, TableName="shared").play(Computed(echo).forever())
        workers = [threading.Thread(target=work, args=(number,)) for number in got]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    return fake, got


def _expected(threads: int, calls: int) -> dict[int, list[str]]:
    return {number: [f"{number}.{turn}" for turn in range(calls)] for number in range(threads)}


@pytest.mark.usefixtures("switching")
@pytest.mark.parametrize(
    ("threads", "calls"), [(8, 20), pytest.param(40, 500, marks=pytest.mark.sweep)], ids=["8 x 20", "40 x 500"]
)
def test_every_call_gets_its_own_answer(threads: int, calls: int) -> None:
    """Scripts of a thread's own are played in order, computed replies see the call's parameters, no call is lost."""
    fake, got = all_call(threads, calls)
    logged = fake.calls(GET)

    assert got == _expected(threads, calls)
    assert len(logged) == threads * calls
    assert all(len(call.attempts) == 1 for call in logged)
    shared = [call for call in logged if call.params["TableName"] == "shared"]
    assert sorted(call.params["Key"]["id"]["S"] for call in shared) == sorted(
        f"{number}.{turn}" for number in range(threads) for turn in range(1, calls, 2)
    )
