"""`--fake-aws-lock FILE`: the schemas of the operations that a suite used."""

from __future__ import annotations

import pytest

from fakeaws.schema.files import file_from_model, read_schema_file

SUITE = """
import boto3
from fakeaws import Response

def test_one(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="COMPLETE"))
    fake_aws.on("appconfig.list_deployments").play(Response().optional())
    which = dict(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1)
    boto3.client("appconfig").get_deployment(**which)

def test_two(check_aws_response):
    check_aws_response("kms:GenerateRandom", {})
"""


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one process", "two workers"])
def test_the_lock_holds_what_was_called_and_checked(pytester: pytest.Pytester, workers: list[str]) -> None:
    """Operations that were called or checked, by any worker, are in it; what was only scripted is not."""
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("--fake-aws-lock", "lock.json", *workers)
    text = (pytester.path / "lock.json").read_text(encoding="utf-8")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["fakeaws: the schemas of 2 operations are in lock.json"])
    expected = file_from_model(["appconfig.get_deployment", "kms.generate_random"])
    assert read_schema_file(text, "lock.json") == expected


def test_without_the_option_nothing_is_written(pytester: pytest.Pytester) -> None:
    """A run that does not ask for it says and leaves nothing."""
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess()

    result.stdout.no_fnmatch_line("fakeaws:*")


def test_a_run_that_used_nothing_leaves_the_lock_as_it_is(pytester: pytest.Pytester) -> None:
    """A lock is not emptied by a run of other tests."""
    pytester.makepyfile("def test_it(): pass")
    (pytester.path / "lock.json").write_text("old", encoding="utf-8")
    result = pytester.runpytest_subprocess("--fake-aws-lock", "lock.json")

    result.stdout.fnmatch_lines(["fakeaws: no operation was used: lock.json is not written"])
    assert (pytester.path / "lock.json").read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_not_there_is_told_before_the_run(pytester: pytest.Pytester) -> None:
    """A long run does not end in a lock that cannot be written."""
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("--fake-aws-lock", "none/lock.json")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--fake-aws-lock none/lock.json: there is no folder *none*"])
