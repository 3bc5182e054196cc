"""Examining one test that passed: it is run again with each failure, and once more without."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest_plugin import fixtures
from conftest_plugin.failure_matrix.own import Own
from conftest_plugin.failure_matrix.rerun import Outcome, run_again
from conftest_plugin.failure_matrix.settings import Settings
from conftest_plugin.failures import MARKER
from fakeaws.fake import FakeAWS
from fakeaws.matrix.cell import Cell
from fakeaws.matrix.failures import Failure
from fakeaws.matrix.matrix import Matrix, unreliable
from fakeaws.matrix.places import Site, function_at
from fakeaws.matrix.plan import Run, possible_failures, runs_of, unsampled
from fakeaws.matrix.verdicts import Evidence, judge
from fakeaws.script import Script


class Examiner:
    """Examines the tests of one process, one after another; `raises` are what all of the code is to raise."""

    def __init__(self, config: pytest.Config, settings: Settings, raises: tuple[type[BaseException], ...]) -> None:
        self._settings = settings
        self._root = config.rootpath
        self._raises = raises
        self._workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
        self._spent = 0.0
        self._possible: dict[tuple[str, bool], Sequence[tuple[Failure, Script]]] = {}

    def examine(self, item: pytest.Item, plain: Outcome, *, done: int) -> Matrix:
        """What comes of each failure; `plain` is the run that passed, and `done` how many tests there were before."""
        if item.get_closest_marker(MARKER) is not None:
            return Matrix(self._settings.depth, left_out={_OF_A_FAILURE: 1})
        began = time.perf_counter()
        own, fake = Own(item), plain.fake
        made = fake.calls() if fake is not None else []
        calls = [call for call in made if call.attempts and not own.makes(call)]
        left_out = Counter({_OWN: sum(map(own.makes, made)), _SAMPLED: unsampled(calls, self._settings.depth)})
        runs = list(runs_of(calls, self._settings.depth, lambda name: self._failures(name, fake))) if fake else []
        until = self._until(item.session, done)
        cells = self._cells(item, plain, runs, until, left_out)
        broken = run_again(item, None).ended if cells else None
        self._spent += time.perf_counter() - began
        return Matrix(
            self._settings.depth,
            tuple(cells if broken is None else unreliable(cells)),
            tests=1 if calls else 0,
            left_out=dict(+left_out),
            unreliable={} if broken is None else {item.nodeid: told(broken)},
        )

    def _cells(
        self, item: pytest.Item, plain: Outcome, runs: Sequence[Run], until: float | None, left_out: Counter[str]
    ) -> list[Cell]:
        cells: list[Cell] = []
        hung = set()
        for number, run in enumerate(runs):
            if until is not None and time.perf_counter() > until:
                left_out[f"runs beyond the budget of {self._settings.budget:g} s"] = len(runs) - number
                break
            what = run.operation, run.made_at, run.failure.name
            if what in hung:  # a thousand polls each, to learn the same
                left_out[_LIKE_HUNG] += 1
                continue
            cells.append(self._cell(item, plain, run))
            if cells[-1].verdict == "hung":
                hung.add(what)
        return cells

    def _cell(self, item: pytest.Item, plain: Outcome, run: Run) -> Cell:
        outcome = run_again(item, run.disturbance)
        found = judge(self._evidence(item, plain, outcome, run))
        fake, path = outcome.fake, run.made_at.path
        return Cell(
            test=item.nodeid,
            site=Site(
                _relative(path, self._root), run.made_at.line, function_at(path, run.made_at.line), run.operation
            ),
            call=run.number,
            failure=run.failure.name,
            kind=run.failure.kind,
            verdict=found.verdict,
            error=told(found.error) if found.error is not None else None,
            timeline=tuple(fake.history()) if fake is not None else (),
        )

    def _evidence(self, item: pytest.Item, plain: Outcome, outcome: Outcome, run: Run) -> Evidence:
        fake, disturbing = outcome.fake, item.stash.get(fixtures.DISTURBING, None)
        promised = plain.fake.options.raises if plain.fake is not None else ()
        return Evidence(
            met=disturbing.met if disturbing is not None else (),
            calls=fake.calls() if fake is not None else (),
            surprises=fake.surprises if fake is not None else (),
            left_steps=fake is not None and fake.unplayed() is not None,
            ended=outcome.ended,
            accepted=outcome.accepted,
            plain_calls=plain.fake.calls() if plain.fake is not None else (),
            plain_accepted=plain.accepted,
            took_step=run.failure.takes_step,
            raises=(*(promised if isinstance(promised, tuple) else (promised,)), *self._raises),
            is_of_the_test=Own(item).raised,
        )

    def _failures(self, operation: str, fake: FakeAWS) -> Sequence[tuple[Failure, Script]]:
        key = operation, fake.is_stubbed(operation)
        if key not in self._possible:
            self._possible[key] = possible_failures(operation, self._settings.depth, fake.refuse_what_cannot_pass)
        return self._possible[key]

    def _until(self, session: pytest.Session, done: int) -> float | None:
        """When this test's share of what is left of the budget is used up."""
        if self._settings.budget is None:
            return None
        left = max(1.0, len(session.items) / self._workers - done)
        return time.perf_counter() + max(0.0, self._settings.budget - self._spent) / left


def told(error: BaseException) -> str:
    """An exception in a line: its first, and where that ends in a colon what follows."""
    first, _, more = str(error).strip().partition("\n")
    text = " ".join(f"{first} {more}".split()) if first.endswith(":") else first
    shown = text if len(text) <= _LONGEST_TOLD else f"{text[: _LONGEST_TOLD - 3]}..."
    return f"{type(error).__name__}: {shown}" if shown else type(error).__name__


def _relative(path: str, root: Path) -> str:
    """A file as it is called wherever the tests run."""
    parts = Path(path).parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else Path(path).as_posix()


_LONGEST_TOLD = 160
_LIKE_HUNG = "runs like one that hung"
_OF_A_FAILURE = "tests of one failure, by the marker aws_failures"
_OWN = "calls that a test makes itself"
_SAMPLED = "calls of a loop between its first, its middle and its last"
