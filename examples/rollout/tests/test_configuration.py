"""A release is polled to its end through throttling, time-outs and rollbacks; none of it takes time."""

from datetime import timedelta

import pytest
from rollout.configuration import RolledBack, release

from fakeaws import Error, Fault, Response, statuses

WHERE = {"application": "a1b2c3d", "environment": "e4f5g6h", "profile": "p7q8r9s"}


def test_release_waits_until_the_deployment_is_baked(fake_aws, appconfig_deployment):
    """A release returns the deployment's number when it is complete: a minute to deploy, a minute to bake."""
    deployment = appconfig_deployment().completes()

    number = release(version="7", **WHERE)

    assert (number, deployment.state) == (1, "COMPLETE")
    assert fake_aws.clock.elapsed == timedelta(minutes=2)


def test_release_says_why_it_was_rolled_back(appconfig_deployment):
    """A release that an alarm takes back raises with the newest reason of the event log."""
    appconfig_deployment().rolls_back(at_percent=50, by="CLOUDWATCH_ALARM")

    with pytest.raises(RolledBack, match="CLOUDWATCH_ALARM"):
        release(version="7", **WHERE)


def test_release_gives_up_when_nothing_moves(appconfig_deployment, aws_clock):
    """A deployment that never leaves BAKING ends in a time-out after an hour of virtual time."""
    appconfig_deployment().sticks_in("BAKING")

    with pytest.raises(TimeoutError, match="still BAKING"):
        release(version="7", **WHERE)
    assert aws_clock.elapsed == timedelta(hours=1)


def test_release_survives_a_bad_quarter_of_an_hour(fake_aws):
    """Throttling and a lost connection in mid-poll are botocore's to retry; the release does not notice."""
    fake_aws.on("appconfig.start_deployment").play(Response(DeploymentNumber=4, State="DEPLOYING"))
    fake_aws.on("appconfig.get_deployment", DeploymentNumber=4).play(
        Response(State="DEPLOYING").times(2),
        Error("ThrottlingException", "Rate exceeded"),
        Fault("read-timeout"),
        Response(State="BAKING").times(3),
        Response(State="COMPLETE"),
    )

    assert release(version="7", **WHERE) == 4

    attempts = [len(call.attempts) for call in fake_aws.calls("appconfig.get_deployment")]
    assert attempts == [1, 1, 3, 1, 1, 1]


def test_release_reads_every_state_by_name(fake_aws):
    """A hand-written sequence of states becomes coherent answers."""
    fake_aws.on("appconfig.start_deployment").play(Response(DeploymentNumber=2, State="DEPLOYING"))
    fake_aws.play(statuses("appconfig.get_deployment", "DEPLOYING", "DEPLOYING", "ROLLING_BACK", "ROLLED_BACK"))

    with pytest.raises(RolledBack):
        release(version="7", **WHERE)
