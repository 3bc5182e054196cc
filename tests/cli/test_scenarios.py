"""`fakeaws scenarios`: the list, and what of it applies to an operation."""

from __future__ import annotations

import json

import pytest

from fakeaws.cli import main
from fakeaws.scenarios.catalogue import SCENARIOS


def test_the_scenarios_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each, with when it happens."""
    assert main(["scenarios"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{one.name}: {one.when}" for one in SCENARIOS.values()]


def test_it_is_told_what_applies_to_an_operation(capsys: pytest.CaptureFixture[str]) -> None:
    """What good code makes of it, or why it makes no sense."""
    assert main(["scenarios", "appconfig.get_deployment"]) == 0

    lines = capsys.readouterr().out.splitlines()
    after = {line.partition(":")[0]: lines[number + 1].strip() for number, line in enumerate(lines[:-1])}
    assert after["not-found-right-after-creation"] == (
        "good code should return; it meets ResourceNotFoundException (the code has to try again); "
        "the last state is COMPLETE"
    )
    assert after["empty-list"] == ("does not apply: it does not answer in pages: botocore has no paginator for it")


def test_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """For programs: all facts of each."""
    assert main(["scenarios", "appconfig.get_deployment", "--json"]) == 0

    told = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert list(told) == list(SCENARIOS)
    assert told["throttled-for-good"] == {
        "name": "throttled-for-good",
        "when": SCENARIOS["throttled-for-good"].when,
        "applies": True,
        "expects": {
            "code_should": "raise",
            "meets": "ThrottlingException",
            "raises": "ThrottlingException",
            "retried_by": "botocore",
            "ends": None,
            "attempts": {"legacy": 5, "standard": 3, "adaptive": 3},
            "calls": 1,
        },
    }
    assert told["failed-at-the-end"]["reason"] == (
        "nothing in the lifecycle appconfig.deployment is an end that is called failed"
    )


def test_an_unknown_operation_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    """Who misspells an operation reads the right name."""
    assert main(["scenarios", "appconfig.get_deploymentt"]) == 2
    assert "Did you mean get_deployment?" in capsys.readouterr().err
