"""Every test passes: the mistakes of these pollers show only when a call fails.

`pytest --fake-aws-matrix test_failures.py` finds each, but for the last poller, which makes none.
"""

import pollers
import pytest

from fakeaws import Response

promised = pytest.mark.fake_aws(raises=pollers.DeploymentFailed)

WHICH = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}


@pytest.fixture
def which(appconfig_deployment):
    """A deployment that is on its way to COMPLETE."""
    return appconfig_deployment("AppConfig.Linear50PercentEvery30Seconds").completes().started().request


def test_an_error_is_not_the_end(which):
    """The poller returns as well when it may not ask: swallowed."""
    assert pollers.takes_an_error_for_the_end(**which) == "deployed"


def test_a_lost_connection_has_no_code(which):
    """An AttributeError hides a time-out: crashed."""
    assert pollers.reads_the_code_of_a_lost_connection(**which) == "deployed"


def test_what_was_not_got_is_not_there(fake_aws):
    """An UnboundLocalError hides a refusal: crashed."""
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"))

    assert pollers.forgets_what_it_did_not_get(**WHICH) == "BAKING"


def test_no_number_of_tries_helps(which):
    """The poller asks for ever what it may not ask: hung."""
    pollers.tries_again_for_ever(**which)


def test_everything_is_swallowed(which):
    """So does the poller that swallows every exception: hung."""
    pollers.swallows_everything(**which)


@promised
def test_the_promised_error_is_raised(fake_aws):
    """A lost connection is not told as promised: leaked."""
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"))

    assert pollers.promises_its_own_error(**WHICH) == "BAKING"


@promised
def test_a_poller_without_a_mistake(which):
    """It tries three times more, and raises what it says: survived, or raised."""
    assert pollers.makes_no_mistake(**which) == "deployed"
