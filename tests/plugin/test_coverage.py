"""`--fake-aws-coverage`, as a suite sees it."""

from __future__ import annotations

import json

import pytest

MET = "ResourceNotFoundException x 3, ThrottlingException x 3, read-timeout x 3"
NEVER = "AccessDeniedException, InternalServerException, connection-reset, truncated-body, BadRequestException"
TEST = """
import boto3, pytest
from botocore.exceptions import ClientError
from fakeaws import Error, Fault, Response

@pytest.mark.parametrize("number", range(3))
def test_it(fake_aws, number):
    fake_aws.on("appconfig.get_deployment").play(
        Error("ThrottlingException"), Fault("read-timeout"), Response(State="BAKING")
    )
    fake_aws.on("appconfig.get_deployment").play(Error("ResourceNotFoundException"))
    client = boto3.client("appconfig", region_name="eu-central-1")
    which = dict(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1)
    client.get_deployment(**which)
    with pytest.raises(ClientError):
        client.get_deployment(**which)
"""


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "in parallel"])
def test_the_failures_of_a_suite_are_told(pytester: pytest.Pytester, workers: list[str]) -> None:
    """For each operation the failures that its calls were told are counted, and those never told are named."""
    pytester.makepyfile(test_it=TEST)
    result = pytester.runpytest_subprocess("--fake-aws-coverage=failures.json", "-p", "no:randomly", *workers)

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(
        [
            "fakeaws: 3 of 8 failures of 1 operation are met",
            f"  appconfig.get_deployment: 6 calls, met {MET}; never {NEVER}",
        ]
    )
    told = json.loads((pytester.path / "failures.json").read_text(encoding="utf-8"))
    operation = told["operations"]["appconfig.get_deployment"]
    assert operation["met"] == {"ResourceNotFoundException": 3, "ThrottlingException": 3, "read-timeout": 3}
    assert set(operation["never"]) < set(operation["never_of_all"])
    assert "answer-without-members" in operation["never_of_all"]


def test_a_suite_without_calls_says_so(pytester: pytest.Pytester) -> None:
    """Where nothing was called, that is said."""
    pytester.makepyfile("def test_it(): pass")
    result = pytester.runpytest_subprocess("--fake-aws-coverage")

    result.stdout.fnmatch_lines(["fakeaws: no call was made through fake_aws"])


@pytest.mark.parametrize(
    ("option", "problem"),
    [
        ("--fake-aws-coverage=tests", "*takes the name of a JSON file, not 'tests'*"),
        ("--fake-aws-coverage=nowhere/failures.json", "*there is no folder *nowhere"),
    ],
)
def test_a_place_that_cannot_be_is_refused(pytester: pytest.Pytester, option: str, problem: str) -> None:
    """A file that could not be written is refused before the run; so is what looks like a path of tests."""
    result = pytester.runpytest_subprocess(option)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([problem])
