"""The failure matrix in the terminal: call sites by verdicts, and a line for each bad one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from conftest_plugin.failure_matrix.results import Results
from fakeaws.matrix.cell import Cell
from fakeaws.matrix.matrix import Matrix, counts
from fakeaws.matrix.verdicts import VERDICTS


def write_table(terminal: pytest.TerminalReporter, matrix: Matrix, results: Results) -> None:
    """Write what was found; with a baseline only what is worse than it, line by line."""
    terminal.write_sep("=", f"fakeaws: failure matrix ({matrix.depth})")
    for line in [*_table(matrix), *_findings(matrix, results.worse), *_notes(matrix), *results.said]:
        terminal.write_line(line)


def _table(matrix: Matrix) -> list[str]:
    if not matrix.cells:
        return ["no call was tried: no test that passed has code of its own that calls AWS through fake_aws"]
    used = [verdict for verdict, count in counts(matrix.cells).items() if count]
    rows = [(f"{site}  {site.operation}", counts(cells)) for site, cells in matrix.by_site().items()]
    width = max(len(place) for place, _ in rows)
    head = " " * width + "".join(f"{verdict:>{len(verdict) + 2}}" for verdict in used)
    lines = [
        place.ljust(width) + "".join(f"{found[verdict] or '.':>{len(verdict) + 2}}" for verdict in used)
        for place, found in rows
    ]
    total = f"{len(matrix.cells)} runs of {matrix.tests} tests, {len(rows)} call sites".ljust(width)
    sums = "".join(f"{counts(matrix.cells)[verdict]:>{len(verdict) + 2}}" for verdict in used)
    return [head, *lines, total + sums]


def _findings(matrix: Matrix, worse: Sequence[Cell] | None) -> list[str]:
    lines = [line for group in _grouped(matrix.bad() if worse is None else worse) for line in _finding(group)]
    if worse is None:
        return lines
    total = f"{len(worse)} verdicts are worse than the baseline" if worse else "nothing is worse than the baseline"
    return [*lines, "", total]


def _finding(cells: list[Cell]) -> list[str]:
    """What was found at one call site, where several failures came to the same."""
    first = cells[0]
    failures = list(dict.fromkeys(cell.failure for cell in cells))
    more = f", and {len(failures) - _MOST_SHOWN} more" if len(failures) > _MOST_SHOWN else ""
    what = f": {first.error}" if first.error is not None else ""
    runs = f" ({len(cells)} runs)" if len(cells) > 1 else ""
    return [
        "",
        f"{first.verdict.upper()} {first.site}, {first.site.operation}",
        f"    told {', '.join(failures[:_MOST_SHOWN])}{more}",
        f"    at call {first.call} of {first.test}{runs}{what}",
        f"    {first.remedy}",
    ]


def _grouped(cells: Iterable[Cell]) -> list[list[Cell]]:
    groups: dict[tuple[object, ...], list[Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.verdict, cell.site, cell.remedy), []).append(cell)
    return sorted(groups.values(), key=lambda group: -VERDICTS[group[0].verdict].badness)


def _notes(matrix: Matrix) -> list[str]:
    lines = [
        f"{test} cannot be repeated, so that its verdicts do not count: run again without a failure, "
        f"it ended with {error}"
        for test, error in matrix.unreliable.items()
    ]
    left = [f"{reason} ({count})" for reason, count in matrix.left_out.items()]
    return [*lines, *([f"left out: {'; '.join(left)}"] if left else [])]


_MOST_SHOWN = 5
