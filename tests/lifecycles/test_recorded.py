"""The deployment that AWS recorded, from botocore's own examples: the lifecycle makes it from its start alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import botocore.loaders
import pytest

from fakeaws.clock import VirtualClock
from fakeaws.lifecycles.appconfig.deployments import AppConfigDeployments
from fakeaws.lifecycles.appconfig.strategies import Strategy
from fakeaws.lifecycles.assumptions import Assumptions
from tests.lifecycles.world import Caller, KeyedIds

SEED = Path(__file__).parents[2].parent / "shared" / "seeds" / "appconfig-get_deployment.rst.txt"
STRATEGY = Strategy(timedelta(minutes=15), growth_factor=25)
UNKNOWN = {"ConfigurationName", "ConfigurationLocationUri"}
"""What AWS knows of the profile and nobody told the double."""


def recorded(operation: str) -> dict[str, Any]:
    """The example of an operation of AppConfig, its times read."""
    examples = botocore.loaders.create_loader().load_service_model("appconfig", "examples-1")["examples"]
    read: dict[str, Any] = _with_times(examples[operation][0])
    return read


def _with_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_times(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_times(one) for one in value]
    is_time = isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value)
    return datetime.fromisoformat(value.replace("Z", "+00:00")) if is_time else value


def replayed() -> tuple[Caller, dict[str, Any]]:
    """The recorded start, made again at its time, with its answer."""
    start = recorded("StartDeployment")
    clock = VirtualClock(start["output"]["StartedAt"])
    world = AppConfigDeployments(clock, KeyedIds(), assumptions=Assumptions(completion_lag=timedelta(seconds=6)))
    world.plan(STRATEGY)
    call = Caller(clock, world.scripts())
    return call, call("appconfig.start_deployment", **start["input"])


def test_the_recorded_start_is_answered_as_recorded() -> None:
    """Every member of the example of StartDeployment comes back, and an empty description beside them."""
    expected = recorded("StartDeployment")["output"]
    _, answer = replayed()

    assert answer.pop("Description") == ""
    assert set(answer) == set(expected)
    assert _known(answer) == _known(expected)


def test_the_recorded_deployment_is_reproduced() -> None:
    """From its start parameters come AWS's events, in order, each late by no more than a second an interval."""
    example = recorded("GetDeployment")
    call, _ = replayed()
    call.clock.advance(timedelta(hours=1))
    answer = call("appconfig.get_deployment", **example["input"])
    expected = example["output"]

    log, real = answer.pop("EventLog"), expected.pop("EventLog")
    lag = expected.pop("CompletedAt") - answer.pop("CompletedAt")
    assert _known(answer) == _known({**expected, "Description": ""})
    assert [_without_time(event) for event in log] == [_without_time(event) for event in real]
    late = [one["OccurredAt"] - ours["OccurredAt"] for one, ours in zip(reversed(real), reversed(log), strict=True)]
    intervals = [0, 1, 2, 3, 4, 5, 5]
    assert [timedelta(0) <= one <= timedelta(seconds=most) for one, most in zip(late, intervals, strict=True)] == [
        True
    ] * 7
    assert timedelta(0) <= lag <= timedelta(seconds=5)


def test_the_recorded_deployment_is_seen_in_every_state_on_its_way() -> None:
    """Between the recorded events a poller sees the percentage of the last one, and the bake for 6 seconds."""
    events = recorded("GetDeployment")["output"]["EventLog"][::-1]
    call, _ = replayed()
    told = []
    for event in events:
        call.clock.advance(event["OccurredAt"] - call.clock.now())
        answer = call("appconfig.get_deployment", **recorded("GetDeployment")["input"])
        told.append((answer["State"], answer["PercentageComplete"]))

    assert told == [
        ("DEPLOYING", 1.0),
        ("DEPLOYING", 25.0),
        ("DEPLOYING", 50.0),
        ("DEPLOYING", 75.0),
        ("DEPLOYING", 100.0),
        ("BAKING", 100.0),
        ("COMPLETE", 100.0),
    ]


@pytest.mark.skipif(not SEED.exists(), reason="the page is not at hand")
def test_the_page_shows_the_same_deployment() -> None:
    """The saved page of the documentation and botocore's example are one recording."""
    page = SEED.read_text(encoding="utf-8").partition("Expected Output")[2]
    log = recorded("GetDeployment")["output"]["EventLog"]
    times = re.findall(r"'OccurredAt': datetime\((\d+), (\d+), (\d+), (\d+), (\d+), (\d+),", page)

    assert re.findall(r"'Description': '(.*)'", page) == [event["Description"] for event in log]
    assert [tuple(map(int, one)) for one in times] == [event["OccurredAt"].timetuple()[:6] for event in log]


def _known(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if name not in UNKNOWN}


def _without_time(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "OccurredAt"}
