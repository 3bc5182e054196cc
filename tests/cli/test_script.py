"""`fakeaws script`: recordings as tests, which pass as they are printed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from fakeaws import record
from fakeaws.cli import main
from fakeaws.recordings.formats.own import text_of
from fakeaws.recordings.interaction import Interaction, RecordedError, Source
from tests.recordings.moto_stories import STORIES

DEPLOYMENT = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}


def told(state: str) -> Interaction:
    return Interaction(Source(""), "appconfig.get_deployment", DEPLOYMENT, {"State": state}, status=200)


def throttled() -> Interaction:
    error = RecordedError("ThrottlingException", "Rate exceeded", {})
    return Interaction(Source(""), "appconfig.get_deployment", DEPLOYMENT, error=error, status=429)


@pytest.fixture
def deployment(tmp_path: Path) -> Path:
    file = tmp_path / "Roll-out 7.json"
    polls = [told("DEPLOYING")] * 12 + [throttled(), told("BAKING"), told("COMPLETE")]
    file.write_text(text_of(polls), encoding="utf-8")
    return file


PRINTED = """\
import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from fakeaws import Error, Response


def test_roll_out_7(fake_aws):
    application_id = "a1b2c3d"
    environment_id = "e4f5g6h"
    fake_aws.on(
        "appconfig.get_deployment",
        ApplicationId=application_id,
        EnvironmentId=environment_id,
        DeploymentNumber=1,
    ).play(
        Response.exactly(State="DEPLOYING").times(12),
        Error("ThrottlingException", "Rate exceeded", status=429),
        Response.exactly(State="BAKING"),
        Response.exactly(State="COMPLETE"),
    )

    appconfig = boto3.client(
        "appconfig",
        region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1}),
    )
    for _ in range(12):
        appconfig.get_deployment(
            ApplicationId=application_id,
            EnvironmentId=environment_id,
            DeploymentNumber=1,
        )
    with pytest.raises(ClientError, match="ThrottlingException"):
        appconfig.get_deployment(
            ApplicationId=application_id,
            EnvironmentId=environment_id,
            DeploymentNumber=1,
        )
    for _ in range(2):
        appconfig.get_deployment(
            ApplicationId=application_id,
            EnvironmentId=environment_id,
            DeploymentNumber=1,
        )
"""


def test_a_poll_is_folded_and_its_ids_are_named(deployment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twelve equal answers are one step, what recurs has a name, and lines break where Black breaks them."""
    assert main(["script", str(deployment)]) == 0

    assert capsys.readouterr().out == PRINTED


def test_what_is_printed_is_laid_out(deployment: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A formatter has nothing to change in it."""
    main(["script", str(deployment)])
    written = tmp_path / "test_written.py"
    written.write_text(capsys.readouterr().out, encoding="utf-8")
    ruff = pytest.importorskip("ruff", reason="the formatter is in the extra dev")
    done = subprocess.run(
        [ruff.find_ruff_bin(), "format", "--isolated", "--diff", str(written)],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.stdout == ""


def test_in_brief_states_are_written_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is made up as well is left out: of a poll nothing but its states is left."""
    file = tmp_path / "rollout.json"
    file.write_text(text_of([told("DEPLOYING"), told("BAKING"), told("COMPLETE")]), encoding="utf-8")
    main(["script", str(file), "--brief"])

    assert (
        """\
    fake_aws.play(
        statuses(
            "appconfig.get_deployment",
            "DEPLOYING",
            "BAKING",
            "COMPLETE",
            ApplicationId=application_id,
            EnvironmentId=environment_id,
            DeploymentNumber=1,
        ),
    )
"""
        in capsys.readouterr().out
    )


@pytest.mark.parametrize("brief", [[], ["--brief"]], ids=["exactly", "in brief"])
def test_what_is_printed_passes(
    tmp_path: Path, deployment: Path, monkeypatch: pytest.MonkeyPatch, brief: list[str]
) -> None:
    """For a recording of each of many services, and of a poll, the printed test passes as it stands."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    files = [deployment]
    for service, story in STORIES.items():
        files.append(tmp_path / f"{service}.json")
        with mock_aws(), record(files[-1], scrub=False):
            session: Any = boto3.Session()
            list(story(session.client(service, "us-east-1")))
    tests = [str(tmp_path / f"test_{number}.py") for number in range(len(files))]
    written = [main(["script", str(file), "-o", test, *brief]) for file, test in zip(files, tests, strict=True)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", *tests], check=False, capture_output=True, text=True
    )

    assert written == [0] * len(files)
    assert f"{len(files)} passed" in done.stdout, done.stdout


def test_a_part_is_chosen_by_operation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--operation` takes names and patterns, and may be repeated."""
    file = tmp_path / "story.json"
    other = Interaction(Source(""), "sqs.list_queues", {}, {}, status=200)
    file.write_text(text_of([told("BAKING"), other]), encoding="utf-8")
    main(["script", str(file), "--operation", "sqs.*"])
    out = capsys.readouterr().out

    assert "sqs.list_queues()" in out
    assert "appconfig" not in out


def test_parameters_that_were_not_recorded_are_made_up(tmp_path: Path, pytester: pytest.Pytester) -> None:
    """A recording without parameters makes a test that passes, with what the operation requires."""
    file = tmp_path / "story.json"
    polls = [Interaction(Source(""), "appconfig.get_deployment", None, {"State": "BAKING"}, status=200)] * 3
    file.write_text(text_of(polls), encoding="utf-8")

    assert main(["script", str(file), "-o", "test_it.py"]) == 0
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_what_cannot_be_scripted_is_left_out_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is written, the complaint has the place, and the status says that something was found."""
    file = tmp_path / "story.json"
    file.write_text(text_of([told("BAKING"), Interaction(Source(""), "sqs.nothing", {}, {})]), encoding="utf-8")
    status = main(["script", str(file)])
    told_of = capsys.readouterr()

    assert (status, "appconfig.get_deployment" in told_of.out) == (1, True)
    assert "left out: nothing is not an operation of sqs" in told_of.err


def test_nothing_to_write_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A recording without a call makes no test."""
    file = tmp_path / "story.json"
    file.write_text(text_of([]), encoding="utf-8")

    assert main(["script", str(file)]) == 2
    assert "there is no call in it to write a test of" in capsys.readouterr().err


def test_the_module_is_found_by_its_name() -> None:
    """`python -m fakeaws script` is the same command."""
    done = subprocess.run([sys.executable, "-m", "fakeaws", "script", "--help"], check=False, capture_output=True)

    assert done.returncode == 0
