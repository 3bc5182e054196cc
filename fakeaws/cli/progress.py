"""How far a long command has come: a bar on stderr, where that is a terminal and the extra `cli` is there."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int], object]
"""Tells the bar that so much more is done."""


@contextmanager
def progress(total: int, label: str) -> Iterator[Advance]:
    """A bar for the time of the block, gone at its end; gives what moves it on."""
    if not sys.stderr.isatty() or importlib.util.find_spec("rich") is None:
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)


def _silent(_: int) -> None:
    """Where there is nobody to watch."""
