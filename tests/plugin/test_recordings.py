"""`--fake-aws-record` and `aws_recording`: tests that record when they are asked to, and replay otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CONFTEST = """
import pytest

@pytest.fixture(autouse=True)
def endpoint(request, monkeypatch):
    if not request.config.getoption("--fake-aws-record"):
        yield
        return
    from moto import mock_aws
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with mock_aws():
        yield
"""
SUITE = """
import boto3
import pytest

@pytest.mark.parametrize("key", ["plain", "sl/ash", "SL_ash"])
def test_put(aws_recording, key):
    ssm = boto3.client("ssm", region_name="us-east-1")
    ssm.put_parameter(Name="/shop/" + key.replace("/", "_"), Value="3", Type="String")
    assert len(ssm.get_parameters_by_path(Path="/shop")["Parameters"]) == 1

def test_without_calls():
    pass
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("FAKEAWS_SCRUB_KEY", "the key of this suite")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test_it=SUITE)
    return pytester


def recordings(suite: pytest.Pytester) -> dict[str, bytes]:
    folder = suite.path / "recordings"
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one process", "two workers"])
def test_a_suite_records_and_replays(suite: pytest.Pytester, workers: list[str]) -> None:
    """Recorded once, the same tests pass without an endpoint; recorded again, the files stay as they are."""
    recorded = suite.runpytest_subprocess("--fake-aws-record=recordings", *workers)
    files = recordings(suite)
    replayed = suite.runpytest_subprocess(*workers)
    again = suite.runpytest_subprocess("--fake-aws-record=recordings", *workers)

    for run in (recorded, replayed, again):
        run.assert_outcomes(passed=4)
    recorded.stdout.fnmatch_lines(["fakeaws: the calls of 3 tests are recorded in recordings"])
    again.stdout.fnmatch_lines(["fakeaws: the calls of 3 tests are recorded in recordings, 3 of them as they were"])
    assert len(files) == 3
    assert "test_it/test_put-plain.json" in files
    assert files == recordings(suite)


def test_without_a_recording_it_is_told_how_to_make_one(suite: pytest.Pytester) -> None:
    """The message names the file that is missing and the command that writes it."""
    result = suite.runpytest_subprocess("-k", "plain")

    result.assert_outcomes(errors=1)
    told = result.stdout.str()
    assert "There is no recording of this test at " in told
    assert "pytest --fake-aws-record=recordings 'test_it.py::test_put[plain]'" in told
    assert "fake_aws_recordings" in told


def test_the_folder_is_an_option_of_the_suite(suite: pytest.Pytester) -> None:
    """What was recorded elsewhere is found by the ini option."""
    suite.makeini("[pytest]\nfake_aws_recordings = tapes\n")
    suite.runpytest_subprocess("--fake-aws-record=tapes").assert_outcomes(passed=4)

    suite.runpytest_subprocess().assert_outcomes(passed=4)


def test_a_test_that_changed_fails_with_the_difference(suite: pytest.Pytester) -> None:
    """A call that is not as it was recorded shows what changed, and the place in the recording."""
    suite.runpytest_subprocess("--fake-aws-record=recordings")
    suite.makepyfile(test_it=SUITE.replace('Type="String"', 'Type="StringList"'))
    result = suite.runpytest_subprocess("-k", "plain")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*Type: the recording has 'String', the call 'StringList'*"])
    result.stdout.fnmatch_lines(["*recorded at *test_put-plain.json*"])


def test_a_failed_test_keeps_its_old_recording(suite: pytest.Pytester) -> None:
    """A run that went wrong does not overwrite what went well."""
    suite.runpytest_subprocess("--fake-aws-record=recordings")
    before = recordings(suite)
    suite.makepyfile(test_it=SUITE.replace('Value="3"', 'Value="4"').replace("== 1", "== 2"))
    result = suite.runpytest_subprocess("--fake-aws-record=recordings")

    result.assert_outcomes(failed=3, passed=1)
    assert before == recordings(suite)


def test_any_test_is_recorded_with_the_fixtures_made_for_it(suite: pytest.Pytester) -> None:
    """A test that knows nothing of recordings has a file, too: its own calls and those of its own fixtures."""
    suite.makepyfile(
        test_it="""
        import boto3, pytest

        @pytest.fixture
        def parameter():
            boto3.client("ssm", region_name="us-east-1").put_parameter(Name="/a", Value="1", Type="String")

        def test_it(parameter):
            boto3.client("ssm", region_name="us-east-1").get_parameter(Name="/a")
        """
    )
    suite.runpytest_subprocess("--fake-aws-record=recordings").assert_outcomes(passed=1)

    (content,) = recordings(suite).values()
    assert [one["operation"] for one in json.loads(content)["interactions"]] == [
        "ssm.put_parameter",
        "ssm.get_parameter",
    ]


def test_a_fake_and_a_recording_at_once_are_refused(suite: pytest.Pytester) -> None:
    """What a fake answers is nothing to record."""
    suite.makepyfile(test_it="def test_it(fake_aws, aws_recording): pass")
    result = suite.runpytest_subprocess("--fake-aws-record=recordings")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["*aws_recording records what an endpoint answers, and fake_aws answers instead of it*"]
    )


def test_a_folder_that_is_a_file_is_told_before_the_run(suite: pytest.Pytester) -> None:
    """A long run does not end in recordings that cannot be written."""
    Path(suite.path, "recordings").write_text("", encoding="utf-8")
    result = suite.runpytest_subprocess("--fake-aws-record=recordings")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--fake-aws-record recordings: expected a folder*"])


def test_how_to_record_needs_a_folder(suite: pytest.Pytester) -> None:
    """An option that says how, without one that says where, is wrong usage."""
    result = suite.runpytest_subprocess("--fake-aws-record-unscrubbed")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--fake-aws-record-unscrubbed says how to record, and needs --fake-aws-record*"])
