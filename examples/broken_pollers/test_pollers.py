"""Each poller is tested as its author should have done. Every test fails, and its message names the mistake.

The failures are expected (`xfail`, strictly); to read the messages: `pytest --runxfail examples/broken_pollers`.
"""

import pollers
import pytest

from fakeaws import Response

planted = pytest.mark.xfail(strict=True, reason="a planted mistake")


@planted
def test_a_key_that_does_not_exist(appconfig_deployment):
    """Reads `DeploymentState`; the member is called `State`."""
    deployment = appconfig_deployment().completes().started()

    pollers.reads_a_key_that_does_not_exist(**deployment.request)


@planted
def test_a_wrapper_that_does_not_exist(appconfig_deployment):
    """Asks with `.get("Deployment")`, is told None for ever, and never sees COMPLETE."""
    deployment = appconfig_deployment().completes().started()

    pollers.asks_politely_for_a_key_that_does_not_exist(**deployment.request)


@planted
def test_a_state_that_does_not_exist(appconfig_deployment):
    """Waits for FAILED, which AppConfig does not have, and so for ever on ROLLED_BACK."""
    deployment = appconfig_deployment().rolls_back(at_percent=50).started()

    with pytest.raises(pollers.DeploymentFailed):
        pollers.expects_a_state_that_does_not_exist(**deployment.request)


@planted
def test_states_spelt_otherwise(appconfig_deployment):
    """Waits for `Complete`; AWS says `COMPLETE`."""
    deployment = appconfig_deployment().completes().started()

    pollers.misspells_every_state(**deployment.request)


@planted
def test_a_state_that_is_read_once(appconfig_deployment):
    """Reads the state before the loop and never again."""
    deployment = appconfig_deployment().completes().started()

    pollers.never_reads_the_state_again(**deployment.request)


@planted
def test_baking_is_no_failure(appconfig_deployment):
    """Takes BAKING, which every normal deployment passes, for a failure."""
    deployment = appconfig_deployment().completes().started()

    pollers.takes_baking_for_failure(**deployment.request)


@planted
def test_rolled_back_is_an_end(appconfig_deployment):
    """Loops for ever on ROLLED_BACK."""
    deployment = appconfig_deployment().rolls_back(at_percent=50).started()

    pollers.loops_for_ever_on_rolled_back(**deployment.request)


@planted
def test_stopped_is_an_end(greengrass_bulk_deployment):
    """Loops for ever on a bulk deployment that somebody stopped."""
    deployment = greengrass_bulk_deployment().stops_at().started()

    pollers.loops_for_ever_on_stopped(**deployment.request)


@planted
def test_polls_are_apart(greengrass_bulk_deployment):
    """Asks again at once, as fast as it can."""
    deployment = greengrass_bulk_deployment().completes().started()

    pollers.never_sleeps(**deployment.request)


@planted
def test_completed_is_not_success(greengrass_bulk_deployment):
    """Counts a bulk deployment as a success although two of its records failed."""
    deployment = greengrass_bulk_deployment().completes(records=5, invalid=2).started()

    assert pollers.counts_completed_as_success(**deployment.request) is False


@planted
def test_asking_is_not_waiting(fake_aws):
    """Asks once, discards the answer, and says that all is well; two steps are never asked for."""
    fake_aws.on("appconfig.get_deployment").play(
        Response(State="DEPLOYING"), Response(State="BAKING"), Response(State="COMPLETE")
    )

    assert pollers.never_waits(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1) == "deployed"


@planted
@pytest.mark.usefixtures("fake_aws")
def test_nothing_is_swallowed():
    """Swallows every exception, also that of a call that nothing answers."""
    pollers.swallows_everything(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1)
