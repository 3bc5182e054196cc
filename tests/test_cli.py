"""The command: what it prints where, and with which exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from fakeaws.cli import main
from fakeaws.schema.schemas import schema_for
from tests.schema.boto3_pages import rst_page
from tests.schema.test_pages import SAMPLE

OPERATION = ["--operation", "appconfig.get_deployment"]
Written = Callable[[str, str], str]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Write a file into the working directory and give its name back."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


@pytest.fixture
def saved_page(written: Written) -> str:
    """The page of appconfig.get_deployment as the installed boto3 writes it."""
    return written("page.rst", rst_page("appconfig.get_deployment"))


def test_a_clean_file_is_status_0(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to complain about is said in a word."""
    status = main(["check", *OPERATION, written("one.json", '{"State": "BAKING", "StartedAt": "2026-01-01T00:00Z"}')])

    assert (status, *capsys.readouterr()) == (0, "one.json: clean\n", "")


def test_an_error_is_status_1(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """Each violation is one line with its file."""
    status = main(["check", *OPERATION, written("one.json", '{"DeploymentNumber": "1"}')])
    line = "one.json: /DeploymentNumber: expected an integer, found the text '1'. [type, error]\n"

    assert (status, *capsys.readouterr()) == (1, line, "")


@pytest.mark.parametrize(("level", "status"), [("recorded", 0), ("scripted", 1), ("strict", 1)])
def test_a_warning_is_status_0_unless_the_level_weighs_it(level: str, status: int, written: Written) -> None:
    """An unknown state is a warning for a recording and an error for a script."""
    assert main(["check", *OPERATION, "--level", level, written("one.json", '{"State": "DEPLOYED"}')]) == status


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{"State": \n "BAKING"', "one.json:2:10: expected JSON, found something else: "),
        (b"", "one.json:1:1: expected JSON, found something else: "),
        (b'\xff\xfe{\x00"\x00', "one.json: expected UTF-8 text, found the byte 0xff at 0."),
        (b"[" * 200_000, "one.json: expected JSON that Python can hold: "),
    ],
    ids=["cut off", "empty", "UTF-16", "too deep"],
)
def test_an_unreadable_file_is_status_2_and_the_others_are_still_checked(
    content: bytes, complaint: str, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """The complaint names the file, and line and column of what is no JSON."""
    other = written("other.json", '{"Stat": 1}')
    Path("one.json").write_bytes(content)
    status = main(["check", *OPERATION, "one.json", other])
    said = capsys.readouterr()

    assert status == 2
    assert said.err.startswith(f"fakeaws: {complaint}")
    assert said.out.startswith("other.json: /Stat: expected one of ")


@pytest.mark.parametrize(("file", "reason"), [(".", "Is a directory"), ("none", "No such file"), ("a\0b", "null byte")])
def test_what_is_no_file_is_status_2(
    file: str, reason: str, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """Directories and files that are not there are complaints, not tracebacks."""
    status = main(["check", *OPERATION, file, written("one.json", "{}")])
    said = capsys.readouterr()

    assert (status, said.out) == (2, "one.json: clean\n")
    assert said.err.startswith(f"fakeaws: {file}: cannot be read: ")
    assert reason in said.err


def test_stdin_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A dash is the standard input; a byte order mark does no harm."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf{}")))
    status = main(["check", *OPERATION, "-"])

    assert (status, *capsys.readouterr()) == (0, "-: clean\n", "")


def test_violations_come_as_json(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json every file is one entry, the unreadable ones too."""
    files = [written("one.json", '{"GrowthFactor": null}'), written("two.json", "{"), written("three.json", "{}")]
    status = main(["check", *OPERATION, "--json", *files])
    one, two, three = json.loads(capsys.readouterr().out)
    violation = {
        "path": "/GrowthFactor",
        "rule": "type",
        "severity": "error",
        "expected": "a number",
        "found": "None (botocore leaves a member without a value out)",
        "hint": "",
    }

    assert status == 2
    assert one == {"file": "one.json", "violations": [violation]}
    assert two["unreadable"].startswith("two.json:1:2: expected JSON")
    assert three == {"file": "three.json", "violations": []}


def test_an_unknown_operation_is_status_2(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest name is offered."""
    status = main(["check", "--operation", "appconfig.get_deploymnt", written("one.json", "{}")])

    assert (status, *capsys.readouterr()) == (
        2,
        "",
        "fakeaws: get_deploymnt is not an operation of appconfig. Did you mean get_deployment?\n",
    )


def test_the_schema_of_a_page_is_what_is_shipped(saved_page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped file is, byte for byte, what the command prints."""
    status = main(["schema", "--page", saved_page])
    shipped = resources.files("fakeaws.schema").joinpath("shipped", "appconfig.get_deployment.json")

    assert (status, *capsys.readouterr()) == (0, shipped.read_text(encoding="utf-8"), "")


def test_the_schema_of_one_side_of_a_page(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """With --side only that side is printed."""
    status = main(["schema", "--page", written("page.txt", SAMPLE), "--side", "request"])

    assert status == 0
    assert list(json.loads(capsys.readouterr().out)["properties"]) == ["JarId", "Marbles"]


@pytest.mark.parametrize(("options", "side"), [([], "response"), (["--side", "request"], "request")])
def test_the_schema_of_the_model(options: list[str], side: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a page the installed model is asked."""
    main(["schema", "appconfig.get_deployment", *options])

    assert json.loads(capsys.readouterr().out) == schema_for("appconfig.get_deployment", side=side)  # type: ignore[arg-type]  # one of two


def test_a_file_that_is_no_page_is_status_2(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what was expected and found."""
    status = main(["schema", "--page", written("page.txt", "Hello")])
    said = capsys.readouterr()

    assert (status, said.out) == (2, "")
    assert said.err.startswith("fakeaws: page.txt: expected the page of one boto3 client method")


@pytest.mark.parametrize(
    "arguments",
    [[], ["schema"], ["schema", "a.b", "--page", "c"], ["check", "one.json"], ["check", *OPERATION], ["chekc"]],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Argparse's own complaint goes to stderr."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: fakeaws")


@pytest.mark.parametrize("arguments", [["--help"], ["schema", "--help"], ["check", "--help"]], ids=" ".join)
def test_help_is_status_0(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each command explains itself."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 0
    assert "usage: fakeaws" in capsys.readouterr().out


def test_a_reader_that_leaves_early_sees_no_traceback() -> None:
    """`fakeaws schema ... | head -1` ends quietly; what it prints is far more than a pipe holds."""
    command = [sys.executable, "-m", "fakeaws", "schema", "--side", "request", "quicksight.create_dashboard"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (2, b"")


def test_text_that_the_terminal_cannot_show_is_escaped(tmp_path: Path) -> None:
    """A lone surrogate in a file, or an ASCII terminal, is no traceback."""
    (tmp_path / "one.json").write_text('{"\\ud800": 1, "\\u00fc": 2}', encoding="utf-8")
    command = [sys.executable, "-m", "fakeaws", "check", *OPERATION, str(tmp_path / "one.json")]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"found \\ud800" in done.stdout
