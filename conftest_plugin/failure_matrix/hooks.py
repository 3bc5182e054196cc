"""The hooks of a run with `--fake-aws-matrix`: what passes is examined, and what was found is told at the end."""

from __future__ import annotations

import importlib
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import pytest

from conftest_plugin import fixtures
from conftest_plugin.failure_matrix.examination import Examiner, told
from conftest_plugin.failure_matrix.rerun import Outcome, taking_note_of_accepted
from conftest_plugin.failure_matrix.results import Results
from conftest_plugin.failure_matrix.settings import Settings
from conftest_plugin.failure_matrix.table import write_table
from fakeaws.matrix.matrix import Matrix, unreliable

_PASSED: pytest.StashKey[bool] = pytest.StashKey()
_FROM_WORKER = "fakeaws_matrix"


class FailureMatrix:
    """Registered as a plugin where the matrix is asked for."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._matrix = Matrix(settings.depth)
        self._results = Results(settings)
        self._examiner: Examiner | None = None
        is_worker = hasattr(config, "workerinput")  # whose arguments are those of the controller
        self._is_part = not is_worker and config.args_source == pytest.Config.ArgsSource.ARGS
        self._done = 0

    def pytest_collection_finish(self) -> None:
        """Find the exceptions that `fake_aws_raises` names, now that the tests' own modules are found. UsageError."""
        raises = tuple(_exception(name) for name in self._config.getini("fake_aws_raises"))
        self._examiner = Examiner(self._config, self._settings, raises)

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
        """Run a test as ever, and examine it if it passes; here, pytest's filter of warnings still holds."""
        with taking_note_of_accepted() as accepted:
            result = yield
        fake, is_stopping = item.stash.get(fixtures.FAKE, None), item.session.shouldstop or item.session.shouldfail
        if fake is not None and item.stash.get(_PASSED, False) and not is_stopping and self._examiner is not None:
            _stop_the_watch(item)
            found = self._examiner.examine(item, Outcome(None, tuple(accepted), fake), done=self._done)
            self._matrix = self._matrix.merged(_torn_down(item, nextitem, found))
        self._done += 1
        return result

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self._is_part = self._is_part or bool(items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Called by pytest-xdist in the controller, when a worker is done; one that crashed knows nothing."""
        found, is_part = getattr(node, "workeroutput", {}).get(_FROM_WORKER, (None, True))
        self._is_part = self._is_part or is_part
        if found is not None:
            self._matrix = self._matrix.merged(Matrix.from_json(found, "what a worker found"))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Hand over to the controller, or write the files; what is worse than the baseline fails the run."""
        if hasattr(self._config, "workeroutput"):
            self._config.workeroutput[_FROM_WORKER] = self._matrix.as_json(), self._is_part
        elif exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            is_whole = exitstatus == pytest.ExitCode.OK and not self._is_part
            status = self._results.write(self._matrix, is_whole=is_whole)
            session.exitstatus = exitstatus if status is None else status

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        write_table(terminalreporter, self._matrix, self._results)


def _stop_the_watch(item: pytest.Item) -> None:
    """End the time that pytest-timeout gives a test: it is done, and what follows is many."""
    cancel = getattr(item.ihook, "pytest_timeout_cancel_timer", None)
    if cancel is not None:
        cancel(item=item)


def _torn_down(item: pytest.Item, nextitem: pytest.Item | None, found: Matrix) -> Matrix:
    """What was found, once all that the next test does not need is torn down as pytest itself does it."""
    down = pytest.CallInfo.from_call(lambda: item.session._setupstate.teardown_exact(nextitem), "teardown")
    if down.excinfo is None:
        return found
    broken = {item.nodeid: told(down.excinfo.value)}
    return replace(found, cells=tuple(unreliable(found.cells)), unreliable=broken)


def _exception(name: str) -> type[BaseException]:
    module, _, attribute = name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except (ImportError, ValueError, AttributeError) as problem:
        raise pytest.UsageError(f"fake_aws_raises: {name} is not to be found: {problem}") from None
    if not (isinstance(found, type) and issubclass(found, BaseException)):
        raise pytest.UsageError(f"fake_aws_raises: {name} is no exception.")
    return found
