"""`python -m tests.benchmarks.matrix`: a suite of 50 tests with 5 calls each, plainly, and with the failure matrix.

The tests are in the README's form. Each is run again 21 times, 7 failures at its first, its middle and its last call,
and once without. Beside it a plain suite of as many tests as the matrix makes runs. In turns, in seconds of processor
time, which a busy machine does not stretch; the start of Python and pytest is taken off, as an empty suite shows it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

TESTS, RUNS_OF_ONE = 50, 22
SUITE = """
import time

import boto3
import pytest
from fakeaws import Response

appconfig = boto3.client("appconfig", region_name="eu-central-1")


def wait_until_deployed(application, environment, number):
    while True:
        deployment = appconfig.get_deployment(
            ApplicationId=application, EnvironmentId=environment, DeploymentNumber=number
        )
        if deployment["State"] in ("COMPLETE", "ROLLED_BACK", "REVERTED"):
            return deployment["State"]
        time.sleep(30)


@pytest.mark.parametrize("number", range(1, TESTS + 1))
def test_a_deployment_is_followed_to_its_end(fake_aws, number):
    fake_aws.on("appconfig.get_deployment", DeploymentNumber=number).play(
        Response(State="DEPLOYING").times(2), Response(State="BAKING").times(2), Response(State="COMPLETE")
    )
    assert wait_until_deployed("a1b2c3d", "e4f5g6h", number) == "COMPLETE"
"""


def main() -> None:
    """Print the processor time of one run of a test, each way."""
    with tempfile.TemporaryDirectory() as folder:
        for name, count in (("empty", 1), ("plain", TESTS), ("many", TESTS * RUNS_OF_ONE)):
            Path(folder, f"test_{name}.py").write_text(SUITE.replace("TESTS", str(count)), encoding="utf-8")
        taken: dict[str, list[float]] = {name: [] for name in WAYS}
        for _ in range(3):
            for name, arguments in WAYS.items():
                taken[name].append(_seconds(folder, arguments))
    best = {name: min(times) for name, times in taken.items()}
    plain = (best[MANY] - best[START]) / (TESTS * RUNS_OF_ONE - 1)
    rerun = (best[MATRIX] - best[PLAIN]) / (TESTS * RUNS_OF_ONE)
    sys.stdout.write(f"{TESTS} tests of 5 calls, each run again {RUNS_OF_ONE} times\n")
    sys.stdout.write(f"  {plain * 1e3:>6.2f} ms  {1:>5.2f}x  a test of a plain run of as many tests\n")
    sys.stdout.write(
        f"  {rerun * 1e3:>6.2f} ms  {plain / rerun:>5.2f}x  a run of the matrix, {1 / rerun:.0f} a second\n"
    )


def _seconds(folder: str, arguments: Sequence[str]) -> float:
    before = os.times()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


START, PLAIN, MANY, MATRIX = "the start", "the suite", "as many tests", "the matrix"
WAYS = {
    START: ("test_empty.py",),
    PLAIN: ("test_plain.py",),
    MANY: ("test_many.py",),
    MATRIX: ("test_plain.py", "--fake-aws-matrix"),
}

if __name__ == "__main__":
    main()
