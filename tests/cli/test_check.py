"""`fakeaws check`: what it prints where, and with which exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from fakeaws.cli import main
from tests.cli.conftest import Written

OPERATION = ["--operation", "appconfig.get_deployment"]


def test_a_clean_file_is_status_0(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to complain about is said in a word, with the forms in which times and bytes are given."""
    status = main(["check", *OPERATION, written("one.json", '{"State": "BAKING", "StartedAt": "2026-01-01T00:00Z"}')])

    assert (status, *capsys.readouterr()) == (0, "one.json: clean (1 x ISO 8601 text)\n", "")


def test_an_error_is_status_1(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """Each violation is one line with its file."""
    status = main(["check", *OPERATION, written("one.json", '{"DeploymentNumber": "1"}')])
    line = "one.json: /DeploymentNumber: the text '1' is not an integer. [type, error]\n"

    assert (status, *capsys.readouterr()) == (1, line, "")


@pytest.mark.parametrize(("level", "status"), [("recorded", 0), ("scripted", 1), ("strict", 1)])
def test_a_warning_is_status_0_unless_the_level_weighs_it(level: str, status: int, written: Written) -> None:
    """An unknown state is a warning for a recording and an error for a script."""
    assert main(["check", *OPERATION, "--level", level, written("one.json", '{"State": "DEPLOYED"}')]) == status


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{"State": \n "BAKING"', "in line 2, column 10"),
        (b"", "found an empty file"),
        (b'{"State": "\xe9"}', "expected UTF-8, found the byte 0xe9"),
        (b'{"State": ' * 200_000, "nested too deeply"),
        (b"three", "begins with 'three'"),
    ],
    ids=["cut off", "empty", "latin-1", "too deep", "no JSON"],
)
def test_an_unreadable_file_is_status_2_and_the_others_are_still_checked(
    content: bytes, complaint: str, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """The complaint names the file, and says where it breaks off."""
    other = written("other.json", '{"Stat": 1}')
    Path("one.json").write_bytes(content)
    status = main(["check", *OPERATION, "one.json", other])
    said = capsys.readouterr()

    assert status == 2
    assert said.err.startswith("fakeaws: one.json: ")
    assert complaint in said.err
    assert said.out.startswith("other.json: /Stat: Stat is not one of ")


@pytest.mark.parametrize(("file", "reason"), [("none", "No such file"), ("", "No such file"), ("a\0b", "null byte")])
def test_what_is_no_file_is_status_2(
    file: str, reason: str, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names of nothing are complaints, not tracebacks."""
    status = main(["check", *OPERATION, file, written("one.json", "{}")])
    said = capsys.readouterr()

    assert (status, said.out) == (2, "one.json: clean\n")
    assert said.err.startswith("fakeaws: " + (file or "''") + ": cannot be read: ")
    assert reason in said.err


def test_stdin_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A dash is the standard input; a byte order mark does no harm."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf{}")))
    status = main(["check", *OPERATION, "-"])

    assert (status, *capsys.readouterr()) == (0, "-: clean\n", "")


def test_violations_come_as_json(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json every file is one object, the unreadable ones too."""
    files = [written("one.json", '{"GrowthFactor": null}'), written("two.json", "{"), written("three.json", "{}")]
    status = main(["check", *OPERATION, "--json", *files])
    one, two, three = json.loads(capsys.readouterr().out)
    violation = {
        "entry": 1,
        "operation": "appconfig.get_deployment",
        "part": "response",
        "path": "/GrowthFactor",
        "rule": "null",
        "severity": "warning",
        "expected": "a number",
        "found": "None",
        "hint": "",
        "reason": "",
    }

    assert status == 2
    clean = {"violations": [], "broken": [], "calls": {"appconfig.get_deployment": 1}, "forms": {}}
    assert one == {**clean, "file": "one.json", "violations": [violation]}
    assert (two["violations"], two["unreadable"].partition(": ")[0]) == ([], "two.json")
    assert three == {**clean, "file": "three.json"}


def test_an_unknown_operation_is_status_2(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest name is offered."""
    status = main(["check", "--operation", "appconfig.get_deploymnt", written("one.json", "{}")])

    assert (status, *capsys.readouterr()) == (
        2,
        "",
        "fakeaws: get_deploymnt is not an operation of appconfig. Did you mean get_deployment?\n",
    )


def test_text_that_the_terminal_cannot_show_is_escaped(tmp_path: Path) -> None:
    """A lone surrogate in a file, or an ASCII terminal, is no traceback."""
    (tmp_path / "one.json").write_text('{"\\ud800": 1, "\\u00fc": 2}', encoding="utf-8")
    command = [sys.executable, "-m", "fakeaws", "check", *OPERATION, str(tmp_path / "one.json")]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"\\ud800 is not one of" in done.stdout


def test_known_deviations_come_from_a_file(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """What the user's own list explains is shown as known, with its reason, and weighs nothing."""
    known = {"operation": "appconfig.*", "path": "/DeploymentNumber", "rule": "type", "reason": "old recorder"}
    arguments = ["check", *OPERATION, "--deviations", written("known.json", json.dumps([known]))]
    status = main([*arguments, written("one.json", '{"DeploymentNumber": "1"}')])
    line = "one.json: /DeploymentNumber: the text '1' is not an integer. [type, known: old recorder]\n"

    assert (status, *capsys.readouterr()) == (0, line, "")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{}", "known.json: expected a list of deviations, found dict."),
        (
            '[{"rule": "type", "path": "", "operation": "*"}]',
            "known.json#/0: A deviation needs reason; this one has rule",
        ),
        ('[{"rul": "type"}]', "known.json#/0: rul is no part of a deviation. Did you mean rule?"),
        ('[{"rule": "typ", "path": "", "operation": "*", "reason": "x"}]', "known.json#/0: 'typ' is no rule"),
        ('[{"rule": "type", "path": "", "operation": "*", "reason": " "}]', "known.json#/0: The deviation of * at "),
        ("[3]", "known.json#/0: A deviation is an object with operation, path, rule, reason, found, not 3."),
    ],
)
def test_a_broken_list_of_deviations_is_status_2(
    content: str, complaint: str, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """The complaint names the entry and the remedy."""
    status = main(["check", *OPERATION, "--deviations", written("known.json", content), written("one.json", "{}")])
    said = capsys.readouterr()

    assert (status, said.out) == (2, "")
    assert said.err.startswith(f"fakeaws: {complaint}")
