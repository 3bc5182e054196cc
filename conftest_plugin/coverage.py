"""`--fake-aws-coverage`: which failures the suite meets, and which it never does, for each operation that it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conftest_plugin import places

if TYPE_CHECKING:
    from fakeaws.failure_coverage import FailureCoverage
    from fakeaws.fake import FakeAWS

_COVERAGE: pytest.StashKey[FailureCoverage] = pytest.StashKey()
_SAID: pytest.StashKey[list[str]] = pytest.StashKey()
_FROM_WORKER = "fakeaws_failures"
_OPTION = "--fake-aws-coverage"


def add_option(group: pytest.OptionGroup) -> None:
    group.addoption(
        _OPTION,
        nargs="?",
        const="",
        metavar="FILE.json",
        help="tell which failures of AWS the tests met and which they never did; write all of it to FILE.json",
    )


def expect_a_place(config: pytest.Config) -> None:
    """Refuse a file that could not be written, before the run instead of after it."""
    file = config.getoption(_OPTION, None)
    if file is None:
        return
    if file and not file.endswith(".json"):
        raise pytest.UsageError(
            f"{_OPTION} takes the name of a JSON file, not {file!r}; before a path write {_OPTION}="
        )
    if file:
        places.expect_a_place(_OPTION, file)
    from fakeaws.failure_coverage import FailureCoverage

    config.stash[_COVERAGE] = FailureCoverage()


def note(config: pytest.Config, fake: FakeAWS) -> None:
    """Count what the calls of a test were told, if that is asked for."""
    if (coverage := config.stash.get(_COVERAGE, None)) is not None:
        coverage.note(fake.calls())


def hand_over(config: Any) -> None:
    """Let what a worker of pytest-xdist counted reach its controller."""
    if (coverage := config.stash.get(_COVERAGE, None)) is not None:
        config.workeroutput[_FROM_WORKER] = coverage.counts()


def take_over(config: pytest.Config, node: Any) -> None:
    """Add what a worker that is done has counted; one that crashed has counted nothing."""
    if (coverage := config.stash.get(_COVERAGE, None)) is not None:
        coverage.add(getattr(node, "workeroutput", {}).get(_FROM_WORKER, {}))


def finish(session: pytest.Session) -> None:
    """Write the file, and keep what is to be said at the end; a run that cannot write it does not succeed."""
    config = session.config
    coverage, file = config.stash.get(_COVERAGE, None), config.getoption(_OPTION, None)
    if coverage is None:
        return
    config.stash[_SAID] = coverage.lines() if coverage.counts() else ["no call was made through fake_aws"]
    if file:
        from fakeaws.cli.reading import write_text
        from fakeaws.errors import InputError
        from fakeaws.matrix.files import text_of

        try:
            write_text(file, text_of(coverage.as_json()))
        except InputError as error:
            config.stash[_SAID] += [str(error)]
            session.exitstatus = pytest.ExitCode.USAGE_ERROR


def summary(config: pytest.Config) -> list[str]:
    """What to say at the end of the run."""
    return config.stash.get(_SAID, [])
