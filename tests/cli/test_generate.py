"""`fakeaws generate`: made-up data on stdout or in a file."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fakeaws.cli import main
from fakeaws.model import service_names
from tests.cli.conftest import Written
from tests.generate.sample import SAMPLE

DEPLOYMENT = "appconfig.get_deployment"
CHECKED = [name for name in SAMPLE[::8] if name.partition(".")[0] in service_names()]


def generated(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints, when all is well."""
    status = main(["generate", *arguments])
    printed = capsys.readouterr()

    assert (status, printed.err) == (0, "")
    return printed.out


def test_one_is_indented_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a count there is one document for people to read; times are ISO text, bytes base64."""
    text = generated(capsys, "kms.encrypt", "--given", '{"KeyId": "orders"}')

    assert re.match(r'\{\n  "CiphertextBlob": "[\w+/]+=*",\n  "KeyId": "orders"', text)
    assert json.loads(generated(capsys, DEPLOYMENT))["StartedAt"].endswith("Z")


@pytest.mark.parametrize("side", ["response", "request"])
@pytest.mark.parametrize("name", CHECKED)
def test_the_check_takes_it(name: str, side: str, written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """What is generated passes `fakeaws check --level strict`."""
    made = generated(capsys, name, "--side", side, "--seed", "3")
    file = written("made.json", made)

    assert main(["check", "--operation", name, "--side", side, "--level", "strict", file]) == 0


def test_many_are_lines_each_with_the_next_seed(capsys: pytest.CaptureFixture[str]) -> None:
    """Line k is the same however many are made: it is what seed S + k makes."""
    five = generated(capsys, DEPLOYMENT, "--count", "5", "--seed", "7").splitlines()
    two = generated(capsys, DEPLOYMENT, "--count", "2", "--seed", "7").splitlines()
    third = json.loads(generated(capsys, DEPLOYMENT, "--seed", "9"))

    assert (two, json.loads(five[2])) == (five[:2], third)
    assert len(set(five)) == 5
    assert generated(capsys, DEPLOYMENT, "--count", "0") == ""


def test_sizes_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Lists are as long, and optional members as many, as the options say."""
    listed = json.loads(generated(capsys, "appconfig.list_deployments", "--lists", "3"))
    least = json.loads(generated(capsys, DEPLOYMENT, "--optional", "none", "--side", "request"))

    assert len(listed["Items"]) == 3
    assert set(least) == {"ApplicationId", "EnvironmentId", "DeploymentNumber"}


def test_given_comes_from_a_file_or_stdin(
    written: Written, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Members that are given may stand in a file, or come through a pipe."""
    written("given.json", '{"State": "BAKING"}')
    stdin = io.TextIOWrapper(io.BytesIO(b'{"State": "BAKING"}'))
    monkeypatch.setattr(sys, "stdin", stdin)

    assert json.loads(generated(capsys, DEPLOYMENT, "--given", "@given.json"))["State"] == "BAKING"
    assert json.loads(generated(capsys, DEPLOYMENT, "--given", "-"))["State"] == "BAKING"


def test_a_file_is_written_whole(written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With -o nothing is printed, and a file is replaced only by a whole one."""
    written("kept.jsonl", "kept")

    assert main(["generate", DEPLOYMENT, "--count", "2", "--given", '{"X": 1}', "-o", "kept.jsonl"]) == 2
    assert Path("kept.jsonl").read_text(encoding="utf-8") == "kept"
    assert generated(capsys_after(capsys), DEPLOYMENT, "--count", "2", "-o", "kept.jsonl") == ""
    assert len(Path("kept.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["kept.jsonl"]


def capsys_after(capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    """The same, without what was printed so far."""
    capsys.readouterr()
    return capsys


REFUSED = {
    ("--given", "{"): "--given:1:2: expected JSON",
    ("--given", "[1]"): "--given: expected an object with members, found list.",
    ("--given", "@nowhere"): "nowhere: cannot be read: No such file or directory.",
    ("--given", '{"Status": 1}'): "Status is not a member of appconfig.get_deployment's response. Did you mean State?",
    ("--given", '{"X": 1}', "--side", "request"): "X is not a parameter.",
    ("-o", "nowhere/made.json"): "nowhere/made.json: cannot be written: No such file or directory.",
}


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_cannot_be_is_refused(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bad JSON, unknown members and files that cannot be opened are told in one sentence."""
    monkeypatch.chdir(tmp_path)

    assert main(["generate", DEPLOYMENT, *arguments]) == 2
    assert REFUSED[arguments] in capsys.readouterr().err


def test_a_reader_may_go_away() -> None:
    """`| head` ends it without a word, long before a billion are made."""
    command = [sys.executable, "-m", "fakeaws", "generate", DEPLOYMENT, "--count", "1000000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        first = json.loads(running.stdout.readline())
        running.stdout.close()
        complaint = running.stderr.read()

    assert (first["DeploymentNumber"] > 0, complaint) == (True, "")


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    """What is no ordinary file is not replaced by one: a device would be gone for everybody."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        status = main(["generate", "sts.get_caller_identity", "--output", str(pipe)])
        read = os.read(reader, 65_536)
    finally:
        os.close(reader)

    assert (status, list(json.loads(read)), pipe.is_fifo()) == (0, ["UserId", "Account", "Arn"], True)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file that it leads to is written."""
    file, link = tmp_path / "made.json", tmp_path / "link.json"
    link.symlink_to(file)

    status = main(["generate", "sts.get_caller_identity", "--output", str(link)])

    assert (status, link.is_symlink(), list(json.loads(file.read_text()))) == (0, True, ["UserId", "Account", "Arn"])
