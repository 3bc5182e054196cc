"""Making the failure matrix: what passes is run again with each failure, and once more without."""

from __future__ import annotations

import importlib
import time
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest_plugin import fixtures
from conftest_plugin.matrix_table import write_table
from conftest_plugin.own import Own
from conftest_plugin.rerun import Outcome, run_again, taking_note_of_accepted
from fakeaws.cli.reading import write_text
from fakeaws.errors import InputError
from fakeaws.fake import FakeAWS
from fakeaws.log import LoggedCall, timeline
from fakeaws.matrix.cell import Cell
from fakeaws.matrix.failures import Depth, Failure
from fakeaws.matrix.files import read_baseline, text_of
from fakeaws.matrix.matrix import Matrix, unreliable
from fakeaws.matrix.places import Site, function_at
from fakeaws.matrix.plan import Run, possible_failures, runs_of, unsampled
from fakeaws.matrix.verdicts import Evidence, judge
from fakeaws.script import Script

_PASSED: pytest.StashKey[bool] = pytest.StashKey()
_FROM_WORKER = "fakeaws_matrix"


class FailureMatrix:
    """The hooks of a run with `--fake-aws-matrix`."""

    def __init__(
        self,
        config: pytest.Config,
        *,
        depth: Depth,
        json_file: str | None,
        baseline_file: str | None,
        is_update: bool,
        budget: float | None,
    ) -> None:
        self.config = config
        self.matrix = Matrix(depth)
        self._json_file = json_file
        self._baseline_file = baseline_file
        self._is_update = is_update
        self._is_part = False
        self._budget = budget
        self._spent = 0.0
        self._begun = 0
        self._raises: tuple[type[BaseException], ...] = ()
        self._possible: dict[tuple[str, bool], Sequence[tuple[Failure, Script]]] = {}
        self._said: list[str] = []
        self._worse: tuple[Cell, ...] | None = None

    def pytest_collection_finish(self) -> None:
        """Find the exceptions that `fake_aws_raises` names. Raises UsageError."""
        self._raises = tuple(_exception(name) for name in self.config.getini("fake_aws_raises"))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note whether all of the test passed, as the other plugins see it."""
        report = yield
        is_plain = report.outcome == "passed" and not hasattr(report, "wasxfail")
        item.stash[_PASSED] = is_plain and (report.when == "setup" or item.stash.get(_PASSED, False))
        return report

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        """Run a test as ever; if it passes, run it again with failures, where pytest's own warnings filter still holds."""
        with taking_note_of_accepted() as accepted:
            result = yield
        self._begun += 1
        fake = item.stash.get(fixtures.FAKE, None)
        if fake is not None and item.stash.get(_PASSED, False) and not _is_stopping(item.session):
            began = time.perf_counter()
            self._examine(item, nextitem, Outcome(None, tuple(accepted), fake), fake)
            self._spent += time.perf_counter() - began
        return result

    def _examine(self, item: pytest.Item, nextitem: pytest.Item | None, plain: Outcome, fake: FakeAWS) -> None:
        own = Own(item)
        calls = [call for call in fake.calls() if call.attempts and not own.makes(call)]
        left_out = Counter({_OWN: sum(map(own.makes, fake.calls())), _SAMPLED: unsampled(calls, self.matrix.depth)})
        runs = list(runs_of(calls, self.matrix.depth, lambda operation: self._failures(operation, fake)))
        cells: list[Cell] = []
        until, hung = self._until(item.session), set()
        for number, run in enumerate(runs):
            if until is not None and time.perf_counter() > until:
                left_out[f"runs beyond the budget of {self._budget:g} s"] = len(runs) - number
                break
            what = run.operation, run.made_at, run.failure.name
            if what in hung:  # a thousand polls each, to learn the same
                left_out[_LIKE_HUNG] += 1
                continue
            outcome = run_again(item, run.disturbance)
            cells.append(self._cell(item, run, own, plain, fake, outcome))
            if cells[-1].verdict == "hung":
                hung.add(what)
        broken = self._control(item, nextitem) if cells else None
        told = Matrix(self.matrix.depth, tuple(unreliable(cells) if broken else cells), 1 if calls else 0)
        bad = {item.nodeid: broken} if broken else {}
        self.matrix = self.matrix.merged(replace(told, left_out=dict(+left_out), unreliable=bad))

    def _control(self, item: pytest.Item, nextitem: pytest.Item | None) -> str | None:
        """What the test fails with if it is run once more without a failure; then what is set up is torn down."""
        ended = run_again(item, None).ended
        torn = pytest.CallInfo.from_call(lambda: item.session._setupstate.teardown_exact(nextitem), "teardown")
        error = ended or (torn.excinfo.value if torn.excinfo is not None else None)
        return _told(error) if error is not None else None

    def _cell(
        self, item: pytest.Item, run: Run, own: Own, plain: Outcome, plain_fake: FakeAWS, outcome: Outcome
    ) -> Cell:
        fake, disturbing = outcome.fake, item.stash.get(fixtures.DISTURBING, None)
        calls = fake.calls() if fake is not None else []
        evidence = Evidence(
            met=disturbing.met if disturbing is not None else (),
            calls=calls,
            surprises=fake.surprises if fake is not None else (),
            left_steps=fake is not None and fake.unplayed() is not None,
            ended=outcome.ended,
            accepted=outcome.accepted,
            plain_calls=plain_fake.calls(),
            plain_accepted=plain.accepted,
            took_step=run.failure.takes_step,
            raises=_both(plain_fake.options.raises, self._raises),
            is_of_the_test=own.raised,
        )
        found = judge(evidence)
        return Cell(
            test=item.nodeid,
            site=self._site(run),
            call=run.number,
            failure=run.failure.name,
            kind=run.failure.kind,
            verdict=found.verdict,
            error=_told(found.error) if found.error is not None else None,
            timeline=tuple(timeline(calls, fake.clock.start)) if fake is not None else (),
        )

    def _site(self, run: Run) -> Site:
        path, line = run.made_at.path, run.made_at.line
        return Site(_relative(path, self.config.rootpath), line, function_at(path, line), run.operation)

    def _failures(self, operation: str, fake: FakeAWS) -> Sequence[tuple[Failure, Script]]:
        key = operation, fake.is_stubbed(operation)
        if key not in self._possible:
            self._possible[key] = possible_failures(operation, self.matrix.depth, fake.refuse_what_cannot_pass)
        return self._possible[key]

    def _until(self, session: pytest.Session) -> float | None:
        """When this test's share of what is left of the budget is used up."""
        if self._budget is None:
            return None
        workers = int(getattr(self.config, "workerinput", {}).get("workercount", 1))
        left = max(1.0, len(session.items) / workers - self._begun + 1)
        return time.perf_counter() + max(0.0, self._budget - self._spent) / left

    def pytest_deselected(self, items: Iterable[pytest.Item]) -> None:
        self._is_part = self._is_part or bool(list(items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Called by pytest-xdist in the controller, when a worker is done; one that crashed knows nothing."""
        told, is_part = getattr(node, "workeroutput", {}).get(_FROM_WORKER, (None, True))
        self._is_part = self._is_part or is_part
        if told is not None:
            self.matrix = self.matrix.merged(Matrix.from_json(told, "a worker's"))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Hand over to the controller, or write the files; what is worse than the baseline fails the run."""
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[_FROM_WORKER] = self.matrix.as_json(), self._is_part
            return
        if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            return
        try:
            self._write(is_whole=exitstatus == pytest.ExitCode.OK and not self._is_part)
        except InputError as error:
            self._said.append(str(error))
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
        if self._worse:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _write(self, *, is_whole: bool) -> None:
        if self._json_file is not None:
            write_text(self._json_file, text_of(self.matrix.as_json()))
            self._said.append(f"the matrix is in {self._json_file}")
        if self._baseline_file is None:
            return
        known = read_baseline(self._baseline_file)
        if self._is_update:
            is_all = is_whole and self.config.args_source != pytest.Config.ArgsSource.ARGS
            updated = known.updated(self.matrix.cells, is_whole=is_all)
            write_text(self._baseline_file, text_of(updated.as_json()))
            self._said.append(f"the baseline {self._baseline_file} holds {len(updated.known)} known verdicts")
            return
        self._worse = known.worse(self.matrix.cells)
        better = known.better(self.matrix.cells)
        if better:
            self._said.append(
                f"{len(better)} known verdicts are no longer so bad: --fake-aws-matrix-update writes that down"
            )

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        write_table(terminalreporter, self.matrix, self._worse, self._said)


def _is_stopping(session: pytest.Session) -> bool:
    return bool(session.shouldstop or session.shouldfail)


def _both(kinds: Any, more: tuple[type[BaseException], ...]) -> tuple[type[BaseException], ...]:
    return (*(kinds if isinstance(kinds, tuple) else (kinds,)), *more)


def _told(error: BaseException) -> str:
    """An exception in a line."""
    text = " ".join(str(error).split())
    told = text if len(text) <= _LONGEST_TOLD else f"{text[: _LONGEST_TOLD - 3]}..."
    return f"{type(error).__name__}: {told}" if told else type(error).__name__


def _relative(path: str, root: Path) -> str:
    """A file as it is called wherever the tests run."""
    parts = Path(path).parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else Path(path).as_posix()


def _exception(name: str) -> type[BaseException]:
    module, _, attribute = name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except (ImportError, ValueError, AttributeError) as problem:
        raise pytest.UsageError(f"fake_aws_raises: {name} is not to be found: {problem}") from None
    if not (isinstance(found, type) and issubclass(found, BaseException)):
        raise pytest.UsageError(f"fake_aws_raises: {name} is no exception.")
    return found


_LONGEST_TOLD = 160
_LIKE_HUNG = "runs like one that hung"
_OWN = "calls that a test makes itself"
_SAMPLED = "calls of a loop between its first, its middle and its last"
