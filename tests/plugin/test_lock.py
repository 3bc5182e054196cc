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
    (pytester.path / "lock.json").write_text("old", encoding="utf-8")  # not looked at
    result = pytester.runpytest_subprocess("--fake-aws-lock", "lock.json")

    result.stdout.fnmatch_lines(["fakeaws: no operation was used: lock.json is not written"])
    assert (pytester.path / "lock.json").read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_not_there_is_told_before_the_run(pytester: pytest.Pytester) -> None:
    """A long run does not end in a lock that cannot be written."""
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("--fake-aws-lock", "none/lock.json")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--fake-aws-lock none/lock.json: there is no folder *none*"])


@pytest.mark.parametrize("part", [["-k", "test_two"], ["test_it.py::test_two"]], ids=["chosen by name", "by place"])
@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one process", "two workers"])
def test_a_part_of_the_tests_only_adds(pytester: pytest.Pytester, part: list[str], workers: list[str]) -> None:
    """A lock does not shrink because somebody ran one test."""
    pytester.makepyfile(test_it=SUITE)
    whole = pytester.runpytest_subprocess("--fake-aws-lock", "lock.json", *workers)
    before = (pytester.path / "lock.json").read_text(encoding="utf-8")
    result = pytester.runpytest_subprocess("--fake-aws-lock", "lock.json", *part, *workers)

    whole.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["fakeaws: the schemas of 2 operations are in lock.json; 1 of them from before, *"])
    assert (pytester.path / "lock.json").read_text(encoding="utf-8") == before


def test_a_whole_run_tells_what_is_no_longer_used(pytester: pytest.Pytester) -> None:
    """The lock shrinks with the suite, and says so."""
    (pytester.path / "lock.json").write_text(file_from_model(["sqs.list_queues"]).text(), encoding="utf-8")
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("--fake-aws-lock", "lock.json")

    result.stdout.fnmatch_lines(["*of 2 operations are in lock.json; no longer used: sqs.list_queues"])


def test_calls_to_a_fake_of_the_tests_own_count(pytester: pytest.Pytester) -> None:
    """A test that makes its own fake is heard, too."""
    pytester.makepyfile(
        """
import boto3
from fakeaws import FakeAWS, Response

def test_it():
    with FakeAWS() as fake:
        fake.on("sqs.list_queues").play(Response())
        boto3.client("sqs").list_queues()
"""
    )
    result = pytester.runpytest_subprocess("--fake-aws-lock", "lock.json")

    result.stdout.fnmatch_lines(["fakeaws: the schemas of 1 operations are in lock.json"])


@pytest.mark.parametrize(("there", "complaint"), [("{}", "expected a schema file"), ("[", "found no JSON")])
def test_a_file_that_is_no_lock_is_not_overwritten(pytester: pytest.Pytester, there: str, complaint: str) -> None:
    """Somebody may have mistyped the name; the run does not succeed."""
    pytester.makepyfile(SUITE)
    (pytester.path / "lock.json").write_text(there, encoding="utf-8")
    result = pytester.runpytest_subprocess("--fake-aws-lock", "lock.json")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines([f"fakeaws: the lock is not written: lock.json*{complaint}*"])
    assert (pytester.path / "lock.json").read_text(encoding="utf-8") == there


@pytest.mark.parametrize(("file", "problem"), [(".", "that is a folder"), ("", "that is a folder")])
def test_a_folder_is_no_lock(pytester: pytest.Pytester, file: str, problem: str) -> None:
    """Told before the run."""
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess(f"--fake-aws-lock={file}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{problem}*"])
