"""The hooks: the markers, the verdict at the end of a test, and what a failure's report shows.

Only pytest is imported here; fakeaws, and botocore with it, when a fixture is first asked for.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest

from conftest_plugin import coverage, failures, fixtures, hookspecs, lock, matrix, recordings, unittest_failures
from conftest_plugin.report import comparison, fail_plainly, without_library_frames

if TYPE_CHECKING:
    from fakeaws.fake import FakeAWS


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(hookspecs)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("fakeaws")
    lock.add_option(group)
    recordings.add_option(parser, group)
    coverage.add_option(group)
    matrix.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    lock.expect_a_place(config)
    recordings.expect_a_folder(config)
    coverage.expect_a_place(config)
    config.addinivalue_line(
        "markers",
        "fake_aws(*, seed, start, max_polls, max_time, allow_unplayed, raises, code_under_test): "
        "options of the test's fake_aws",
    )
    config.addinivalue_line(
        "markers",
        "aws_failures(*operations, only, without, scenarios, expect, happy, params): one test for each scenario",
    )
    matrix.register(config)
    if not config.pluginmanager.is_registered(fixtures):
        config.pluginmanager.register(fixtures, "fakeaws-fixtures")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    failures.parametrize(metafunc)


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem() -> Generator[None, object, object]:
    made = yield
    unittest_failures.multiply(made)
    return made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that passed but met a surprise that its code swallowed, or left steps unplayed."""
    result = yield
    fake: FakeAWS | None = item.stash.get(fixtures.FAKE, None)
    if fake is not None:
        fail_plainly(fake.verify, unplayed=not fixtures.others_may_call_at_teardown(item))
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Point our errors at the user's line, and show a failed test's calls and seed."""
    if call.excinfo is not None:
        call.excinfo = without_library_frames(call.excinfo)
    report = yield
    if report.when != "teardown" and call.excinfo is not None:
        item.stash[fixtures.FAILED] = True
        fake: FakeAWS | None = item.stash.get(fixtures.FAKE, None)
        if fake is not None:
            report.sections.append(("fakeaws", fake.report(call.excinfo.value)))
            report.sections += comparison(item, fake.surprises)
        elif fixtures.SEED in item.stash:
            report.sections.append(("fakeaws", f"seed {item.stash[fixtures.SEED]}"))
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Called by pytest-xdist in the controller, when a worker is done."""
    lock.take_over(node.config, node)
    recordings.take_over(node.config, node)
    coverage.take_over(node.config, node)


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items[:1]:
        lock.deselected(item.config)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if hasattr(session.config, "workeroutput"):
        lock.hand_over(session.config)
        recordings.hand_over(session.config)
        coverage.hand_over(session.config)
    elif exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        lock.write(session, exitstatus)
        coverage.finish(session)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for said in (lock.summary(config), recordings.summary(config)):
        if said:
            terminalreporter.write_line(f"fakeaws: {said}")
    for line in coverage.summary(config):
        terminalreporter.write_line(line if line.startswith(" ") else f"fakeaws: {line}")
