"""The history of a test in virtual time, as the report of a failure shows it."""

from __future__ import annotations

import re
import time
from typing import Any

import boto3

from fakeaws import Error, FakeAWS, Fault, Options, Response

WHICH = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}


def test_a_loop_is_two_lines() -> None:
    """Polls and sleeps that repeat are folded, with both of their places and that of the step."""
    with FakeAWS(Options(seed=1)) as fake_aws:
        fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING").times(118), Response(State="COMPLETE"))
        while _appconfig().get_deployment(**WHICH)["State"] != "COMPLETE":
            time.sleep(30)

    assert _shown(fake_aws) == [
        "seed 1, virtual time 0:59:00 passed",
        "+00:00:00  appconfig.get_deployment -> State='BAKING'  x 118, every 30 s, until +00:58:30  [HERE, step HERE]",
        "+00:00:00  30 s pass  [HERE]",
        "+00:59:00  appconfig.get_deployment -> State='COMPLETE'  [HERE, step HERE]",
    ]


def test_attempts_are_shown_where_there_are_several() -> None:
    """A call that botocore tried again has a line for each attempt, with its status and its step."""
    with FakeAWS(Options(seed=1)) as fake_aws:
        fake_aws.on("appconfig.get_deployment").play(
            Error("ThrottlingException"), Fault("read-timeout"), Response(State="BAKING").after(2)
        )
        _appconfig().get_deployment(**WHICH)

    assert _shown(fake_aws)[1:] == [
        "+00:00:00  appconfig.get_deployment -> State='BAKING' (after 2 retries)  [HERE]",
        "    +00:00:00  Error('ThrottlingException'), status 400  [step HERE]",
        "    +00:00:00  Fault('read-timeout')  [step HERE]",
        "    +00:01:0x  State='BAKING', status 200  [step HERE]",
    ]


def test_a_cycle_of_several_calls_is_folded_whole() -> None:
    """Two operations in turn, three times and more, are told once; what follows stays apart."""
    with FakeAWS(Options(seed=1)) as fake_aws:
        fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING").forever())
        fake_aws.on("appconfig.list_applications").play(Response.exactly().forever())
        for _ in range(3):
            _appconfig().get_deployment(**WHICH)
            _appconfig().list_applications()
            time.sleep(5)
        _appconfig().list_applications()

    assert _shown(fake_aws)[1:] == [
        "+00:00:00  appconfig.get_deployment -> State='BAKING'  x 3, every 5 s, until +00:00:10  [HERE, step HERE]",
        "+00:00:00  appconfig.list_applications -> Response()  [HERE, step HERE]",
        "+00:00:00  5 s pass  [HERE]",
        "+00:00:15  appconfig.list_applications -> Response()  [HERE, step HERE]",
    ]


def test_a_test_without_calls_says_so() -> None:
    """Where no call was made, the report says that, and what time passed."""
    with FakeAWS(Options(seed=1)) as fake_aws:
        time.sleep(1)

    assert _shown(fake_aws)[1:] == ["+00:00:00  1 s pass  [HERE]", "no call was made"]


def _appconfig() -> Any:
    return boto3.Session().client("appconfig", "eu-central-1")


def _shown(fake_aws: FakeAWS) -> list[str]:
    told = re.sub(r"test_timeline\.py:\d+", "HERE", fake_aws.report())
    return re.sub(r"\+00:01:0\d", "+00:01:0x", told).splitlines()  # back-off is random
