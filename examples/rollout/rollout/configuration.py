"""Deploys a configuration with AppConfig and waits until it is baked."""

import time

import boto3

appconfig = boto3.client("appconfig", region_name="eu-central-1")


class RolledBack(Exception):
    """The deployment was taken back; the message says why."""


def release(application: str, environment: str, profile: str, version: str, *, patience: float = 3600) -> int:
    """Deploy `version` and return the deployment's number once it is complete.

    Raises RolledBack, or TimeoutError after `patience` seconds.
    """
    started = appconfig.start_deployment(
        ApplicationId=application,
        EnvironmentId=environment,
        ConfigurationProfileId=profile,
        ConfigurationVersion=version,
        DeploymentStrategyId="AppConfig.Linear50PercentEvery30Seconds",
    )
    number = started["DeploymentNumber"]
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        deployment = appconfig.get_deployment(
            ApplicationId=application, EnvironmentId=environment, DeploymentNumber=number
        )
        if deployment["State"] == "COMPLETE":
            return number
        if deployment["State"] in ("ROLLED_BACK", "REVERTED"):
            raise RolledBack(_reason(deployment))
        time.sleep(15)
    raise TimeoutError(f"deployment {number} is still {deployment['State']} after {patience} s")


def _reason(deployment: dict) -> str:
    for event in deployment["EventLog"]:  # the newest comes first
        if event["EventType"] == "ROLLBACK_STARTED":
            return f"{event['TriggeredBy']}: {event['Description']}"
    return deployment["State"]
