"""Pollers with mistakes that were found in public code; each is named by its mistake."""

import time
from typing import Any

import boto3

appconfig = boto3.client("appconfig", region_name="us-east-1")
greengrass = boto3.client("greengrass", region_name="us-east-1")


class DeploymentFailed(Exception):
    """What these pollers raise when they think that a deployment failed."""


def reads_a_key_that_does_not_exist(**which: Any) -> None:
    while appconfig.get_deployment(**which)["DeploymentState"] != "COMPLETE":
        time.sleep(5)


def asks_politely_for_a_key_that_does_not_exist(**which: Any) -> None:
    while appconfig.get_deployment(**which).get("Deployment") != "COMPLETE":
        time.sleep(5)


def expects_a_state_that_does_not_exist(**which: Any) -> None:
    while True:
        state = appconfig.get_deployment(**which)["State"]
        if state == "COMPLETE":
            return
        if state == "FAILED":
            raise DeploymentFailed(state)
        time.sleep(5)


def misspells_every_state(**which: Any) -> None:
    while appconfig.get_deployment(**which)["State"] not in ("Complete", "RolledBack"):
        time.sleep(5)


def never_reads_the_state_again(**which: Any) -> None:
    state = appconfig.get_deployment(**which)["State"]
    while state not in ("COMPLETE", "ROLLED_BACK"):
        time.sleep(5)


def takes_baking_for_failure(**which: Any) -> None:
    while True:
        state = appconfig.get_deployment(**which)["State"]
        if state == "COMPLETE":
            return
        if state in ("BAKING", "ROLLED_BACK"):
            raise DeploymentFailed(state)
        time.sleep(5)


def loops_for_ever_on_rolled_back(**which: Any) -> None:
    while appconfig.get_deployment(**which)["State"] != "COMPLETE":
        time.sleep(5)


def loops_for_ever_on_stopped(**which: Any) -> str:
    while True:
        status = greengrass.get_bulk_deployment_status(**which)
        if status["BulkDeploymentStatus"] == "Completed":
            return "success"
        if status["BulkDeploymentStatus"] == "Failed":
            raise DeploymentFailed(status["ErrorMessage"])
        time.sleep(5)


def never_sleeps(**which: Any) -> None:
    while greengrass.get_bulk_deployment_status(**which)["BulkDeploymentStatus"] != "Completed":
        pass


def counts_completed_as_success(**which: Any) -> bool:
    while True:
        status = greengrass.get_bulk_deployment_status(**which)["BulkDeploymentStatus"]
        if status in ("Completed", "Failed", "Stopped"):
            return status == "Completed"
        time.sleep(5)


def never_waits(**which: Any) -> str:
    appconfig.get_deployment(**which)
    return "deployed"


def swallows_everything(**which: Any) -> None:
    while True:
        try:
            if appconfig.get_deployment(**which)["State"] == "COMPLETE":
                return
        except Exception:  # the mistake
            pass
        time.sleep(5)
