"""The bar of long work: on a terminal, late, and gone in the end."""

from __future__ import annotations

import importlib.util
import io
import re
import sys

import pytest

from fakeaws.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Let stderr be a terminal that keeps what is shown; from within a test, because pytest sets it before that."""
    kept = Terminal()
    monkeypatch.setattr(sys, "stderr", kept)
    monkeypatch.setenv("TERM", "xterm")
    return kept


def test_off_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """On a pipe there is no bar, however long it takes."""
    with progress(2, "work", after=0) as advance:
        advance()

    assert capsys.readouterr() == ("", "")


def test_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its time, and where it is not wanted, nothing is shown."""
    terminal = on_a_terminal(monkeypatch)
    with progress(2, "work", after=3600) as advance:
        advance()
    with progress(2, "work", is_wanted=False, after=0) as advance:
        advance()

    assert terminal.getvalue() == ""


@pytest.mark.skipif(importlib.util.find_spec("rich") is None, reason="the extra cli is not installed")
def test_rich_draws_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rich is installed, it draws how far the work is."""
    terminal = on_a_terminal(monkeypatch)
    with progress(4, "work", after=0) as advance:
        for _ in range(3):
            advance()

    assert re.search(r"work.*75%", terminal.getvalue())


def test_without_rich_there_is_a_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rich is not installed, a line counts, and is wiped away."""
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with progress(2, "work", after=0) as advance:
        advance()
        advance()

    assert terminal.getvalue() == f"\rwork: 1 of 2\rwork: 2 of 2\r{'':12}\r"
