"""The README: each block of Python in it is run as it stands, and each command as a shell would."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from fakeaws.cli import main
from fakeaws.lifecycles.catalogue import CATALOGUE
from fakeaws.lifecycles.diagram import mermaid
from tests.schema.boto3_pages import rst_page

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS: list[str] = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
TESTS = [block for block in BLOCKS if "def test_" in block]
SCRIPTS = [block for block in BLOCKS if "def test_" not in block]
DIAGRAMS: list[str] = re.findall(r"^```mermaid\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
RECORDING = json.dumps(
    {
        "fakeaws_recording": 1,
        "interactions": [
            {
                "operation": "appconfig.get_deployment",
                "params": {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1},
                "response": {"DeploymentNumber": 1, "State": "COMPLETE"},
            }
        ],
    }
)
COMMANDS = re.findall(r"^    (fakeaws .*)$", README, re.MULTILINE)


@pytest.mark.parametrize("block", TESTS, ids=lambda block: re.findall(r"def (test_\w+)", block)[0])
def test_a_block_with_tests_passes(pytester: pytest.Pytester, block: str) -> None:
    """A block that holds tests passes as a downstream test file, warnings counting as errors."""
    pytester.makepyfile(block)

    outcomes = pytester.runpytest_subprocess("-W", "error").parseoutcomes()

    assert set(outcomes) == {"passed"}
    assert outcomes["passed"] >= len(
        re.findall(r"^def test_", block, re.MULTILINE)
    )  # more where a marker makes several


@pytest.mark.parametrize("block", SCRIPTS)
def test_a_block_without_tests_runs(pytester: pytest.Pytester, block: str) -> None:
    """A block without tests runs as a script."""
    script = pytester.makepyfile(script=block)

    assert pytester.runpython(script).ret == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each `fakeaws` command of the README does its work on files such as it names."""
    monkeypatch.chdir(tmp_path)
    Path("recorded.json").write_text('{"State": "COMPLETE"}', encoding="utf-8")
    main(["schema", "appconfig.get_deployment", "-o", "schemas.json"])
    Path("get_deployment.rst").write_text(rst_page("appconfig.get_deployment"), encoding="utf-8")
    Path("known.json").write_text("[]", encoding="utf-8")
    for folder in ("recordings/test_rollout", "tests/recordings"):
        Path(folder).mkdir(parents=True)
        Path(folder, "test_it.json").write_text(RECORDING, encoding="utf-8")
    monkeypatch.setenv("FAKEAWS_SCRUB_KEY", "a key of thirty-two characters..")

    assert main(shlex.split(command)[1:]) == 0


def test_the_readme_shows_a_whole_test_first() -> None:
    """The first block of the README is a test, within the first screen or so."""
    before = README.partition("```python")[0]

    assert len(before.splitlines()) < 15
    assert BLOCKS[0] in TESTS


def test_the_diagrams_are_the_printed_ones() -> None:
    """Each diagram of the README is what the command draws from the table."""
    assert [mermaid(lifecycle) for lifecycle in CATALOGUE.values()] == DIAGRAMS
