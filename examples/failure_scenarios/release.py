"""Waiting for an AppConfig deployment: as it should be done, and as it is often done."""

import time
from typing import Any

import boto3

appconfig = boto3.client("appconfig", region_name="us-east-1")


class ReleaseFailed(Exception):
    """The deployment did not end well, or not in time."""


def wait(**which: Any) -> None:
    """Return when the deployment is complete; raise ReleaseFailed when it is undone, or takes more than twelve hours."""
    for _ in range(12 * 60):
        deployment = _look(**which)
        if deployment["State"] == "COMPLETE":
            return
        if deployment["State"] in ("ROLLED_BACK", "REVERTED"):
            raise ReleaseFailed(deployment["State"])
        time.sleep(60)
    raise ReleaseFailed("It takes too long.")


def _look(**which: Any) -> Any:
    for _ in range(5):
        try:
            return appconfig.get_deployment(**which)
        except appconfig.exceptions.ResourceNotFoundException:  # it was started a moment ago
            time.sleep(2)
    return appconfig.get_deployment(**which)


def wait_carelessly(**which: Any) -> None:
    """Return when it is neither deploying nor baking, however long that takes."""
    while True:
        deployment = appconfig.get_deployment(**which)
        print(f"{deployment['PercentageComplete']} %")
        if deployment["State"] not in ("DEPLOYING", "BAKING"):
            return
        time.sleep(60)
