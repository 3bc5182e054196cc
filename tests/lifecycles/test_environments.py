"""The state of an AppConfig environment, which goes with its last deployment."""

from __future__ import annotations

from datetime import timedelta

import boto3
import pytest
from botocore.exceptions import WaiterError

from fakeaws import FakeAWS
from fakeaws.lifecycles.appconfig.deployments import AppConfigDeployments
from tests.lifecycles.world import Caller, seen

WHERE = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h"}


def test_an_environment_follows_its_deployments(deployments: AppConfigDeployments, call: Caller) -> None:
    """It is ready, deploys while it bakes too, and rests where a rollback or a revert left it."""
    first = deployments.plan("AppConfig.Linear50PercentEvery30Seconds", **WHERE).rolls_back()
    second = deployments.plan("AppConfig.Linear50PercentEvery30Seconds", **WHERE).reverts(after=60)

    def state() -> str:
        return str(call("appconfig.get_environment", **WHERE)["State"])

    states = [state()]
    for plan in (first, second):
        plan.started()
        states += seen(state, call.clock, 10, 30)

    assert states == [
        "READY_FOR_DEPLOYMENT",
        *("DEPLOYING", "ROLLING_BACK", "ROLLED_BACK"),
        *("DEPLOYING", "READY_FOR_DEPLOYMENT", "REVERTED"),
    ]


def test_an_environment_has_its_ids_and_its_name(deployments: AppConfigDeployments, call: Caller) -> None:
    """It is found by name and by id, and has the same name either way."""
    deployments.plan()
    by_name = call("appconfig.get_environment", ApplicationId="My application", EnvironmentId="Production")
    by_id = call("appconfig.get_environment", ApplicationId=by_name["ApplicationId"], EnvironmentId=by_name["Id"])

    assert by_name == by_id
    assert by_name["Name"] == "Production"
    assert call("appconfig.get_environment", **WHERE) == {
        "ApplicationId": "a1b2c3d",
        "Id": "e4f5g6h",
        "Name": "environment-e4f5g6h",
        "State": "READY_FOR_DEPLOYMENT",
    }


def test_unknown_environments_are_not_found(deployments: AppConfigDeployments, call: Caller) -> None:
    """An environment that no plan can mean gets the service's own error."""
    deployments.plan(EnvironmentId="other12")

    assert call("appconfig.get_environment", **WHERE) == {
        "Error": "ResourceNotFoundException",
        "Message": "There is no environment e4f5g6h in this application",
        "ResourceName": "Environment",
    }


def test_the_waiter_for_a_ready_environment_never_ends() -> None:
    """Botocore waits for a spelling that AWS does not use; the double keeps to AWS, and the report says why."""
    with FakeAWS() as fake_aws:
        fake_aws.appconfig_deployment(**WHERE).started()
        waiter = boto3.client("appconfig", "eu-central-1").get_waiter("environment_ready_for_deployment")

        with pytest.raises(WaiterError, match="Max attempts exceeded"):
            waiter.wait(**WHERE)

        assert fake_aws.clock.elapsed == 998 * timedelta(seconds=30)
        assert "waits for ReadyForDeployment, and AWS says READY_FOR_DEPLOYMENT" in fake_aws.report()
