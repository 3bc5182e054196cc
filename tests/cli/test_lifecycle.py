"""`fakeaws lifecycle`: lists, pictures and assumptions."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from fakeaws.cli import main
from fakeaws.lifecycles.assumptions import Assumptions, assumed
from fakeaws.lifecycles.catalogue import CATALOGUE
from fakeaws.lifecycles.diagram import mermaid
from fakeaws.lifecycles.lifecycle import Lifecycle
from tests.cli.conftest import Written

BULK_PUBLISH = """\
stateDiagram-v2
    [*] --> NOT_STARTED
    NOT_STARTED --> IN_PROGRESS
    IN_PROGRESS --> SUCCEEDED
    IN_PROGRESS --> FAILED
    SUCCEEDED --> IN_PROGRESS
    SUCCEEDED --> [*]
    FAILED --> IN_PROGRESS
    FAILED --> [*]
"""


@pytest.mark.parametrize("name", ["cognito-sync.bulk_publish", "cognito-sync.get_bulk_publish_details"])
def test_a_lifecycle_is_drawn(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The picture has the beginning, every move, and the states in which nothing more happens by itself."""
    assert (main(["lifecycle", name]), *capsys.readouterr()) == (0, BULK_PUBLISH, "")


@pytest.mark.parametrize("lifecycle", CATALOGUE.values(), ids=CATALOGUE)
def test_a_picture_has_exactly_the_moves_of_the_table(lifecycle: Lifecycle) -> None:
    """Read back, the arrows are the table; those that no source shows say so."""
    arrows = re.findall(r"^    (\S+) --> (\S+)(?: : (\w+))?$", mermaid(lifecycle), re.MULTILINE)
    moves = {(before, after) for before, after, _ in arrows if "[*]" not in (before, after)}

    assert moves == {(before, after) for before, onward in lifecycle.moves.items() for after in onward}
    assert {after for before, after, _ in arrows if before == "[*]"} == {*lifecycle.begins}
    assert {before for before, after, _ in arrows if after == "[*]"} == {*filter(lifecycle.is_end, lifecycle.states)}
    assert {(before, after) for before, after, label in arrows if label == "assumed"} == {*lifecycle.doubtful}


def test_the_lifecycles_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name there is a line for each lifecycle."""
    assert main(["lifecycle"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(CATALOGUE)


def test_the_assumptions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Every assumption is there with its value and what it is about."""
    assert main(["lifecycle", "--assumptions"]) == 0

    out = capsys.readouterr().out
    assert [line.partition(" = ")[0] for line in out.splitlines()[::2]] == [name for name, _, _ in assumed()]
    assert f"rollback_takes = {Assumptions().rollback_takes!r}" in out


def test_an_unknown_lifecycle_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    """Who misspells a lifecycle reads the right name."""
    assert main(["lifecycle", "appconfig.deployments"]) == 2
    assert "Did you mean appconfig.deployment?" in capsys.readouterr().err


def test_without_graphviz_there_is_no_svg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where dot is not on the PATH the command says so, and what does without it."""
    monkeypatch.setenv("PATH", "")

    assert main(["lifecycle", "appconfig.deployment", "--format", "svg"]) == 2
    assert "its program dot is not on the PATH" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for Graphviz is a script for a Unix shell")
def test_graphviz_draws_what_it_is_given(
    written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The digraph goes to `dot -Tsvg`, and what comes back is the picture; its complaint is ours."""
    graphviz = tmp_path / written("dot", f"#!{sys.executable}\nimport sys\nprint(sys.argv[1], sys.stdin.read())\n")
    graphviz.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    main(["lifecycle", "appconfig.deployment", "--format", "dot"])
    digraph = capsys.readouterr().out

    assert main(["lifecycle", "appconfig.deployment", "--format", "svg", "-o", "drawn.svg"]) == 0
    assert Path("drawn.svg").read_text(encoding="utf-8").split() == ["-Tsvg", *digraph.split()]
    assert '"COMPLETE" [peripheries=2];' in digraph
    assert '"VALIDATING" -> "ROLLING_BACK" [style=dashed, label=assumed];' in digraph

    written("dot", f"#!{sys.executable}\nraise SystemExit('no font')\n")
    assert main(["lifecycle", "appconfig.deployment", "--format", "svg"]) == 2
    assert "Graphviz could not draw appconfig.deployment: no font" in capsys.readouterr().err
