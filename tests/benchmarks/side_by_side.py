"""Contenders in turn, round after round, so that a machine whose speed drifts is the same for all."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping

Contender = Callable[[], object]


def compare(title: str, contenders: Mapping[str, Contender], *, rounds: int = 15, seconds: float = 0.02) -> None:
    """Print the median time of each contender, and how many times faster than the first it is, round by round."""
    repeats = {name: _repeats(contender, seconds) for name, contender in contenders.items()}
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            times[name].append(_time(contender, repeats[name]))
    first = next(iter(times.values()))
    sys.stdout.write(f"{title}\n")
    for name, taken in times.items():
        ratio = statistics.median(one / other for one, other in zip(first, taken, strict=True))
        sys.stdout.write(f"  {statistics.median(taken) * 1e6:>10.1f} us  {ratio:>7.2f}x  {name}\n")


def _repeats(contender: Contender, seconds: float) -> int:
    contender()
    return max(1, int(seconds / max(_time(contender, 1), 1e-9)))


def _time(contender: Contender, repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        contender()
    return (time.perf_counter() - start) / repeats
