"""Waiting for an AppConfig deployment: as it should be done, and as it is often done."""

import time
from typing import Any

import boto3

appconfig = boto3.client("appconfig", region_name="us-east-1")


class ReleaseFailed(Exception):
    """The deployment did not end well, or not in time."""


def wait(**which: Any) -> None:
    """Return when the deployment is complete; raise ReleaseFailed when it is undone, or takes half a day."""
    for _ in range(12 * 60):
        state = _look(which)["State"]
        if state == "COMPLETE":
            return
        if state in ("ROLLED_BACK", "REVERTED"):
            raise ReleaseFailed(state)
        time.sleep(60)
    raise ReleaseFailed("It takes too long.")


def _look(which: Any, tries: int = 5) -> Any:
    try:
        return appconfig.get_deployment(**which)
    except appconfig.exceptions.ResourceNotFoundException:  # it was started a moment ago
        if tries == 1:
            raise
    time.sleep(2)
    return _look(which, tries - 1)


def wait_carelessly(**which: Any) -> float:
    """Return what percentage is reached when it is neither deploying nor baking, however long that takes."""
    while True:
        deployment = appconfig.get_deployment(**which)
        percentage = deployment["PercentageComplete"]
        if deployment["State"] not in ("DEPLOYING", "BAKING"):
            return percentage
        time.sleep(60)
