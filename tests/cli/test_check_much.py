"""`fakeaws check` of ten thousand files, and of a million calls in one: its memory does not grow with them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

MEBIBYTE = 1024 * 1024
CALL = json.dumps({"operation": "appconfig.get_deployment", "response": {"State": "BAKING", "DeploymentNumber": 1}})
WRONG = json.dumps({"operation": "appconfig.get_deployment", "response": {"DeploymentNumber": "1"}})
BOUND = 120
"""Of each process, in MiB; one that has only started has some 60."""


@pytest.mark.sweep
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ten_thousand_files_take_no_more_memory_than_ten(jobs: str, tmp_path: Path) -> None:
    """Whatever the number of processes, and also where there is something wrong with each tenth."""
    for number in range(10_000):
        folder = tmp_path / f"{number // 500}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.jsonl").write_text((WRONG if number % 10 == 0 else CALL) + "\n")
    peak, said = _peak_of("--jobs", jobs, str(tmp_path))

    assert "10,000 files, 10,000 calls: 1,000 errors, 0 warnings, 0 known, 0 unreadable." in said
    assert peak < BOUND


@pytest.mark.sweep
@pytest.mark.parametrize(("form", "calls"), [("--severity=error", 1_000_000), ("--all", 100_000), ("--json", 100_000)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_million_calls_in_one_file_take_no_more_memory_than_one(
    form: str, calls: int, jobs: str, tmp_path: Path
) -> None:
    """Whatever is wrong with them is told as it comes, or counted; broken entries too."""
    with (tmp_path / "calls.jsonl").open("w") as file:
        for number in range(calls):
            file.write((WRONG if number % 100 == 0 else "{]" if number % 100 == 1 else CALL) + "\n")
    (tmp_path / "other.jsonl").write_text(CALL)
    peak, said = _peak_of(form, "--jobs", jobs, str(tmp_path))

    assert said.count("/DeploymentNumber") == (1 if form == "--severity=error" else calls // 100)
    assert peak < BOUND


def _peak_of(*arguments: str) -> tuple[float, str]:
    """The most memory that a process of the command had, in MiB, and what the command said."""
    program = f"""
import resource, sys
from fakeaws.cli import main
if __name__ == "__main__":
    main(sys.argv[1:])
    own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stderr.write(f"\\n{{max(own, workers) * {_UNIT}}}")
"""
    command = [*SMALL_PARENT, sys.executable, "-c", program, "check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stderr.splitlines()[-1]) / MEBIBYTE, done.stdout


SMALL_PARENT = [sys.executable, "-c", "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"]
"""What starts a process that is to be measured: Linux counts the memory of whoever started it as its own."""
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Of ru_maxrss, in bytes."""
