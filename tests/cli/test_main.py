"""The command as a whole: usage, help, streams."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fakeaws.cli import main

OPERATION = ["--operation", "appconfig.get_deployment"]


@pytest.mark.parametrize(
    "arguments",
    [[], ["schema", "--side", "left"], ["check"], ["check", *OPERATION], ["diff", "installed"], ["chekc"]],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Argparse's own complaint goes to stderr."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: fakeaws")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["schema", "--help"], ["check", "--help"], ["diff", "--help"]], ids=" ".join
)
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
