"""The bar that shows how far a command has come."""

from __future__ import annotations

import io

import pytest

from fakeaws.cli.progress import progress


class Terminal(io.StringIO):
    """What takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


def test_there_is_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what is done, and how much of it; at the end it is gone."""
    pytest.importorskip("rich")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress(3, "checking") as advance:
        advance(1)
        advance(2)
    shown = terminal.getvalue()

    assert "checking" in shown
    assert "3/3" in shown
    assert shown.endswith("\x1b[2K")


def test_there_is_none_on_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log is no place for bars."""
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    with progress(3, "checking") as advance:
        advance(3)

    assert pipe.getvalue() == ""
