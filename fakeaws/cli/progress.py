"""How far a long piece of work is: a bar on a terminal, by rich where the extra `cli` is installed; elsewhere nothing.

It stands on stderr, and begins only after a while, so that what is quick shows nothing.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

Advance = Callable[[], None]


@contextmanager
def progress(total: int, label: str, *, is_wanted: bool = True, after: float = 1.0) -> Iterator[Advance]:
    """Gives what is called for each of `total` parts that is done; shows the parts once `after` seconds have passed."""
    if not (is_wanted and sys.stderr.isatty()):
        yield _nothing
        return
    with ExitStack() as shown:
        yield _Late(total, label, time.monotonic() + after, shown).advance


def _nothing() -> None:
    """What is not shown."""


class _Late:
    """Counts parts, and shows them from a certain time on."""

    def __init__(self, total: int, label: str, begins: float, shown: ExitStack) -> None:
        self._total = total
        self._label = label
        self._begins = begins
        self._shown = shown
        self._done = 0
        self._show: Callable[[int], object] | None = None

    def advance(self) -> None:
        self._done += 1
        if self._show is None and time.monotonic() >= self._begins:
            is_rich = importlib.util.find_spec("rich") is not None
            self._show = (_bar if is_rich else _counter)(self._total, self._label, self._shown)
        if self._show is not None:
            self._show(self._done)


def _bar(total: int, label: str, shown: ExitStack) -> Callable[[int], object]:
    from rich.console import Console
    from rich.progress import Progress

    bar: Any = shown.enter_context(Progress(console=Console(stderr=True), transient=True))
    task = bar.add_task(label, total=total)
    return lambda done: bar.update(task, completed=done)


def _counter(total: int, label: str, shown: ExitStack) -> Callable[[int], object]:
    """A line that is written over."""
    width = len(f"{label}: {total} of {total}")
    shown.callback(lambda: print(f"\r{'':{width}}\r", end="", file=sys.stderr, flush=True))

    def count(done: int) -> None:
        if done % max(1, total // 100) == 0:
            print(f"\r{label}: {done} of {total}", end="", file=sys.stderr, flush=True)

    return count
