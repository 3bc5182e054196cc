"""The examples, run from outside as a downstream repo runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def example(request: pytest.FixtureRequest, pytester: pytest.Pytester) -> pytest.Pytester:
    shutil.copytree(EXAMPLES / request.param, pytester.path, dirs_exist_ok=True)
    return pytester


@pytest.mark.parametrize("example", ["rollout"], indirect=True)
def test_the_rollout_passes(example: pytest.Pytester) -> None:
    """The small downstream repo's suite passes, in any order, warnings counting as errors."""
    result = example.runpytest_subprocess("-W", "error")

    outcomes = result.parseoutcomes()
    assert list(outcomes) == ["passed"]


PLANTED = {
    "test_a_key_that_does_not_exist": ["KeyError: 'DeploymentState'", "*Did you mean State?*"],
    "test_a_wrapper_that_does_not_exist": ["*polls for ever*", "*State='COMPLETE'  x 1001*"],
    "test_a_state_that_does_not_exist": ["*polls for ever*", "*State='ROLLED_BACK'  x 1001*"],
    "test_states_spelt_otherwise": ["*polls for ever*", "*State='COMPLETE'  x 1001*"],
    "test_a_state_that_is_read_once": ["*goes on for ever*", "*slept * times since it last asked*"],
    "test_baking_is_no_failure": ["*DeploymentFailed: BAKING", "*BAKING*COMPLETE*"],
    "test_rolled_back_is_an_end": ["*polls for ever*", "*It should stop at State='ROLLED_BACK'*"],
    "test_stopped_is_an_end": ["*polls for ever*", "*It should stop at BulkDeploymentStatus='Stopped'*"],
    "test_polls_are_apart": ["*polls for ever*does not sleep*", "*It should sleep between its polls.*"],
    "test_completed_is_not_success": ["*assert True is False*"],
    "test_asking_is_not_waiting": ["*these steps were never asked for:*", "*State='BAKING'*", "*State='COMPLETE'*"],
    "test_nothing_is_swallowed": ["*polls for ever*", "*no script answers it*"],
}


@pytest.mark.parametrize("example", ["broken_pollers"], indirect=True)
def test_every_planted_mistake_is_found(example: pytest.Pytester) -> None:
    """Every broken poller makes its test fail; none passes, and none hangs."""
    result = example.runpytest_subprocess("test_pollers.py")

    result.assert_outcomes(xfailed=len(PLANTED))


@pytest.mark.parametrize("example", ["broken_pollers"], indirect=True)
@pytest.mark.parametrize("test", PLANTED)
def test_the_message_names_the_mistake(example: pytest.Pytester, test: str) -> None:
    """Each failure says what the mistake is, in words that lead to it."""
    result = example.runpytest_subprocess("test_pollers.py", "--runxfail", "-k", test)

    result.assert_outcomes(failed=1, deselected=len(PLANTED) - 1)
    for line in PLANTED[test]:
        result.stdout.fnmatch_lines([f"*{line.lstrip('*')}"])


@pytest.mark.parametrize("example", ["failure_scenarios"], indirect=True)
def test_a_good_poller_meets_every_failure(example: pytest.Pytester) -> None:
    """The good poller passes each of its scenarios, and the careless one fails those that it is known to fail."""
    result = example.runpytest_subprocess("-W", "error")

    result.assert_outcomes(passed=31, xfailed=7)


def _bad_verdicts(example: pytest.Pytester, *options: str) -> dict[str, dict[str, set[str]]]:
    """What the failure matrix finds of each function that makes a call: its bad verdicts, with their failures."""
    result = example.runpytest_subprocess("--fake-aws-matrix", "--fake-aws-matrix-json=matrix.json", *options)
    told = json.loads((example.path / "matrix.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, set[str]]] = {}
    for cell in told["cells"]:
        verdicts = found.setdefault(cell["site"]["function"], {})
        if cell["remedy"] is not None and cell["failure"] != CUT_OFF:
            verdicts.setdefault(cell["verdict"], set()).add(cell["failure"])

    assert (result.ret, told["unreliable"]) == (0, {})
    return found


REFUSALS = {
    "ThrottlingException",
    "AccessDeniedException for good",
    "ResourceNotFoundException",
    "InternalServerException",
}
LOST = {"read-timeout", "connection-reset"}
CUT_OFF = "truncated-body"
"""Left aside: an older botocore complains, a newer one reads an answer without members, which crashes most code."""


@pytest.mark.parametrize("example", ["broken_pollers"], indirect=True)
def test_the_matrix_finds_what_only_a_failure_shows(example: pytest.Pytester) -> None:
    """Each planted mistake, with the failures that show it, and nothing in the poller without one."""
    assert _bad_verdicts(example, "test_failures.py", "-n", "2") == {
        "swallows_everything": {"hung": {"AccessDeniedException for good"}},
        "takes_an_error_for_the_end": {"swallowed": REFUSALS},
        "reads_the_code_of_a_lost_connection": {"crashed": LOST},
        "forgets_what_it_did_not_get": {"crashed": REFUSALS},
        "tries_again_for_ever": {"hung": {"AccessDeniedException for good"}},
        "promises_its_own_error": {"leaked": LOST},
        "makes_no_mistake": {},
    }


@pytest.mark.parametrize("example", ["rollout"], indirect=True)
def test_the_matrix_of_the_rollout(example: pytest.Pytester) -> None:
    """It lets every failure pass to its caller, and nothing is found fault with."""
    assert _bad_verdicts(example, "-n", "2") == {"release": {}, "deploy_groups": {}, "publish_profiles": {}}
