"""The three lifecycles, through both doors: started, polled, listed and stopped by a real client."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, WaiterError

from fakeaws import FakeAWS, Strategy
from tests.conftest import ClientFor

START = {
    "ApplicationId": "a1b2c3d",
    "EnvironmentId": "e4f5g6h",
    "ConfigurationProfileId": "p7q8r9s",
    "ConfigurationVersion": "7",
    "DeploymentStrategyId": "s1t2u3v",
}
WHERE = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h"}
POOL = "eu-central-1:1f8e2c3a-5b4d-4e6f-8a9b-0c1d2e3f4a5b"
OTHER_POOL = "eu-central-1:00000000-5b4d-4e6f-8a9b-0c1d2e3f4a5b"


def test_a_deployment_is_followed_to_its_end(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Started, waited for and listed, a deployment goes through its states, and each answer agrees."""
    strategy = Strategy(timedelta(minutes=10), timedelta(minutes=5), growth_factor=50)
    deployment = fake_aws.appconfig_deployment(strategy)
    appconfig = client_for("appconfig")

    started = appconfig.start_deployment(**START)
    appconfig.get_waiter("deployment_complete").wait(**WHERE, DeploymentNumber=started["DeploymentNumber"])
    complete = appconfig.get_deployment(**deployment.request)
    listed = appconfig.list_deployments(**WHERE)["Items"]

    assert (started["State"], started["PercentageComplete"], started["ResponseMetadata"]["HTTPStatusCode"]) == (
        "DEPLOYING",
        1.0,
        201,
    )
    assert complete["CompletedAt"] - complete["StartedAt"] == fake_aws.clock.elapsed == timedelta(minutes=15)
    assert [event["EventType"] for event in complete["EventLog"]] == [
        "DEPLOYMENT_COMPLETED",
        "BAKE_TIME_STARTED",
        "PERCENTAGE_UPDATED",
        "PERCENTAGE_UPDATED",
        "DEPLOYMENT_STARTED",
    ]
    assert [(item["DeploymentNumber"], item["State"]) for item in listed] == [(1, "COMPLETE")]


def test_a_waiter_gives_up_before_the_longest_deployments_end(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Botocore waits for 999 polls, a deployment may take 48 hours: the waiter ends, the deployment does not."""
    deployment = fake_aws.appconfig_deployment(Strategy(timedelta(hours=24), timedelta(hours=24))).started()

    with pytest.raises(WaiterError, match="Max attempts exceeded"):
        client_for("appconfig").get_waiter("deployment_complete").wait(**deployment.request)

    assert (deployment.state, fake_aws.clock.elapsed) == ("DEPLOYING", 998 * timedelta(seconds=30))


def test_a_waiter_waits_for_a_long_way_back(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """While it is ROLLING_BACK botocore goes on waiting, and fails when it is ROLLED_BACK."""
    deployment = fake_aws.appconfig_deployment().rolls_back(extension="checker", takes=timedelta(hours=2)).started()
    appconfig = client_for("appconfig")

    with pytest.raises(WaiterError, match="terminal failure state"):
        appconfig.get_waiter("deployment_complete").wait(**deployment.request)

    assert fake_aws.clock.elapsed > timedelta(hours=2)
    where = {"ApplicationId": deployment.application_id, "EnvironmentId": deployment.environment_id}
    assert appconfig.get_environment(**where)["State"] == "ROLLED_BACK"


def test_a_start_is_refused_over_its_configuration(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """What the validators say arrives as the client's exception, with its details."""
    details = [{"Constraint": "required", "Location": "/limit", "Reason": "it is missing", "Type": "JSON_SCHEMA"}]
    fake_aws.appconfig_deployment().fails("No limit", details=details)
    appconfig = client_for("appconfig")

    with pytest.raises(appconfig.exceptions.BadRequestException, match="No limit") as caught:
        appconfig.start_deployment(**START)

    assert caught.value.response["Details"] == {"InvalidConfiguration": details}


def test_a_deployment_is_stopped_and_another_refused_meanwhile(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """One deployment at a time in an environment; a stop takes it back, and the next one gets the next number."""
    first = fake_aws.appconfig_deployment().sticks_in("BAKING")
    fake_aws.appconfig_deployment()
    appconfig = client_for("appconfig")
    appconfig.start_deployment(**START)

    with pytest.raises(appconfig.exceptions.ConflictException):
        appconfig.start_deployment(**START)
    appconfig.stop_deployment(**first.request)
    rolling_back = appconfig.get_deployment(**first.request)["State"]
    time.sleep(60)
    rolled_back = appconfig.get_deployment(**first.request)["State"]

    assert (rolling_back, rolled_back) == ("ROLLING_BACK", "ROLLED_BACK")
    assert appconfig.start_deployment(**START)["DeploymentNumber"] == 2


def test_a_bulk_deployment_is_stopped_in_the_middle(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Started, polled, listed and stopped, a bulk deployment ends Stopped; stopping it again is refused."""
    fake_aws.greengrass_bulk_deployment().sticks_in("Running")
    greengrass = client_for("greengrass")
    started = greengrass.start_bulk_deployment(
        ExecutionRoleArn="arn:aws:iam::123456789012:role/r", InputFileUri="s3://b/k"
    )
    which = {"BulkDeploymentId": started["BulkDeploymentId"]}
    told = []

    for _ in range(2):
        told.append(greengrass.get_bulk_deployment_status(**which)["BulkDeploymentStatus"])
        time.sleep(15)
    greengrass.stop_bulk_deployment(**which)
    for _ in range(2):
        told.append(greengrass.get_bulk_deployment_status(**which)["BulkDeploymentStatus"])
        time.sleep(15)
    with pytest.raises(ClientError, match="InvalidInputException"):
        greengrass.stop_bulk_deployment(**which)

    assert told == ["Initializing", "Running", "Stopping", "Stopped"]
    listed = greengrass.list_bulk_deployments()["BulkDeployments"]
    assert [item["BulkDeploymentArn"] for item in listed] == [started["BulkDeploymentArn"]]


def test_the_reports_of_a_bulk_deployment_are_paged(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Botocore's own paginator gets every report once, and they change after Completed."""
    plan = fake_aws.greengrass_bulk_deployment().completes(records=5, invalid=1, failed=1).started()
    paginator = client_for("greengrass").get_paginator("list_bulk_deployment_detailed_reports")

    def outcomes() -> list[str]:
        pages = list(paginator.paginate(**plan.request, PaginationConfig={"PageSize": 2}))
        assert [len(page["Deployments"]) for page in pages] == [2, 2, 1]
        return [report["DeploymentStatus"] for page in pages for report in page["Deployments"]]

    time.sleep(75)
    early = outcomes()
    time.sleep(60)
    late = outcomes()

    assert plan.state == "Completed"
    assert early == ["Failure", "InProgress", "InProgress", "Success", "Success"]
    assert late == ["Failure", "Failure", "Success", "Success", "Success"]


def test_a_publish_is_allowed_again_a_day_after_its_success(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """A publish is refused while one is in progress, and for a day after it has succeeded."""
    for _ in range(2):
        fake_aws.cognito_sync_bulk_publish(POOL).completes(takes=600)
    sync = client_for("cognito-sync")

    def status() -> str:
        return str(sync.get_bulk_publish_details(IdentityPoolId=POOL)["BulkPublishStatus"])

    told = [status()]
    sync.bulk_publish(IdentityPoolId=POOL)
    told.append(status())
    with pytest.raises(sync.exceptions.DuplicateRequestException):
        sync.bulk_publish(IdentityPoolId=POOL)
    time.sleep(600)
    told.append(status())
    with pytest.raises(sync.exceptions.AlreadyStreamedException):
        sync.bulk_publish(IdentityPoolId=POOL)
    fake_aws.clock.advance(timedelta(hours=24))
    sync.bulk_publish(IdentityPoolId=POOL)
    told.append(status())

    assert told == ["NOT_STARTED", "IN_PROGRESS", "SUCCEEDED", "IN_PROGRESS"]


def test_many_processes_at_once(fake_aws: FakeAWS, client_for: ClientFor) -> None:
    """Two deployments, a bulk deployment and two publishes go their own ways, each found by what its start gave."""
    steps = "AppConfig.Linear50PercentEvery30Seconds"
    for environment in ("e4f5g6h", "other12"):
        fake_aws.appconfig_deployment(steps, EnvironmentId=environment)
    fake_aws.greengrass_bulk_deployment().completes(takes=100)
    fake_aws.cognito_sync_bulk_publish(POOL).fails(takes=30)
    fake_aws.cognito_sync_bulk_publish(OTHER_POOL).completes(takes=60)
    appconfig, greengrass, sync = (client_for(name) for name in ("appconfig", "greengrass", "cognito-sync"))

    def started(environment: str) -> dict[str, Any]:
        asked = {**START, "EnvironmentId": environment, "DeploymentStrategyId": steps}
        given = appconfig.start_deployment(**asked)
        return {name: given[name] for name in ("ApplicationId", "EnvironmentId", "DeploymentNumber")}

    one, bulk = started("e4f5g6h"), greengrass.start_bulk_deployment(ExecutionRoleArn="role", InputFileUri="s3://b/k")
    for pool in (POOL, OTHER_POOL):
        sync.bulk_publish(IdentityPoolId=pool)
    time.sleep(65)
    other = started("other12")

    assert [appconfig.get_deployment(**which)["State"] for which in (one, other)] == ["BAKING", "DEPLOYING"]
    status = greengrass.get_bulk_deployment_status(BulkDeploymentId=bulk["BulkDeploymentId"])
    assert (status["BulkDeploymentStatus"], status["BulkDeploymentMetrics"]["RecordsProcessed"]) == ("Running", 1)
    details = [sync.get_bulk_publish_details(IdentityPoolId=pool) for pool in (POOL, OTHER_POOL)]
    assert [one["BulkPublishStatus"] for one in details] == ["FAILED", "SUCCEEDED"]
    with pytest.raises(appconfig.exceptions.ResourceNotFoundException):
        appconfig.get_deployment(**{**one, "DeploymentNumber": 2})
    with pytest.raises(greengrass.exceptions.BadRequestException):
        greengrass.get_bulk_deployment_status(BulkDeploymentId="unknown")
    with pytest.raises(sync.exceptions.ResourceNotFoundException):
        sync.get_bulk_publish_details(IdentityPoolId=POOL.replace("1", "2"))
