"""Pollers with mistakes that were found in public code; each is named by its mistake."""

import time
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

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


# The mistakes of those below show only when a call fails.


def takes_an_error_for_the_end(**which: Any) -> str:
    try:
        while appconfig.get_deployment(**which)["State"] != "COMPLETE":
            time.sleep(5)
    except ClientError:  # the mistake: not only a deployment that is gone is told so
        pass
    return "deployed"


def reads_the_code_of_a_lost_connection(**which: Any) -> str:
    while True:
        try:
            if appconfig.get_deployment(**which).get("State") == "COMPLETE":
                return "deployed"
        except Exception as error:
            if error.response["Error"]["Code"] != "ThrottlingException":  # the mistake: a time-out has no response
                raise
        time.sleep(5)


def forgets_what_it_did_not_get(**which: Any) -> str:
    try:
        deployment = appconfig.get_deployment(**which)
    except ClientError as error:
        print("cannot read the deployment:", error)  # noqa: T201  # the mistake: it goes on
    return deployment.get("State")


def tries_again_for_ever(**which: Any) -> None:
    while True:
        try:
            if appconfig.get_deployment(**which).get("State") == "COMPLETE":
                return
        except ClientError:  # the mistake: no number of tries helps against some of them
            pass
        time.sleep(5)


def promises_its_own_error(**which: Any) -> str:
    try:
        return appconfig.get_deployment(**which).get("State", "unknown")
    except ClientError as error:  # the mistake: a lost connection is no ClientError
        raise DeploymentFailed("cannot be read") from error


def makes_no_mistake(**which: Any) -> str:
    failures = 0
    while True:
        try:
            state = appconfig.get_deployment(**which).get("State")
        except (ClientError, BotoCoreError) as error:
            failures += 1
            if failures > 3:
                raise DeploymentFailed("cannot be read") from error
        else:
            if state == "COMPLETE":
                return "deployed"
            if state in ("ROLLED_BACK", "REVERTED"):
                raise DeploymentFailed(state)
        time.sleep(5)
