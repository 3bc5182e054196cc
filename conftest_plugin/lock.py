"""`--fake-aws-lock FILE`: the schemas of just the operations that the suite used, for `fakeaws diff`.

A run of a part of the tests (chosen on the command line, deselected, or stopped by a failure) only adds to the file,
so that a lock never loses operations by accident.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from conftest_plugin import places

OPERATIONS: pytest.StashKey[set[str]] = pytest.StashKey()
_DESELECTED: pytest.StashKey[bool] = pytest.StashKey()
_SAID: pytest.StashKey[str] = pytest.StashKey()
_FROM_WORKER = "fakeaws_operations"
_FILE = "--fake-aws-lock"


def add_option(group: pytest.OptionGroup) -> None:
    group.addoption(
        _FILE,
        metavar="FILE",
        help="write the schemas of the operations that this run uses to FILE; compare them with `fakeaws diff`",
    )


def expect_a_place(config: pytest.Config) -> None:
    """Refuse a file that could not be written, before the run instead of after it; let every call be told."""
    file = config.getoption(_FILE, None)
    if file is None:
        return
    places.expect_a_place(_FILE, file)
    from fakeaws.hooks import listeners

    def listen(operation: str) -> None:
        used(config, [operation])

    listeners.append(listen)
    config.add_cleanup(lambda: listeners.remove(listen))


def used(config: pytest.Config, operations: Iterable[str]) -> None:
    """Remember the operations that a test used."""
    config.stash.setdefault(OPERATIONS, set()).update(operations)


def deselected(config: pytest.Config) -> None:
    config.stash[_DESELECTED] = True


def hand_over(config: Any) -> None:
    """Let what a worker of pytest-xdist knows reach its controller."""
    config.workeroutput[_FROM_WORKER] = sorted(config.stash.get(OPERATIONS, set())), _DESELECTED in config.stash


def take_over(config: pytest.Config, node: Any) -> None:
    """Take what a worker knows that is done; one that crashed knows nothing."""
    operations, is_part = getattr(node, "workeroutput", {}).get(_FROM_WORKER, ((), True))
    used(config, operations)
    if is_part:
        deselected(config)


def write(session: pytest.Session, exitstatus: int) -> None:
    """Write the lock, if one is asked for; a run that cannot write it does not succeed."""
    config = session.config
    file, operations = config.getoption(_FILE, None), config.stash.get(OPERATIONS, set())
    if file is None:
        return
    if not operations:
        config.stash[_SAID] = f"no operation was used: {file} is not written"
        return
    from fakeaws.cli.reading import write_text
    from fakeaws.errors import InputError
    from fakeaws.schema.files import installed

    try:
        known = _known(file)
        kept = known - operations if _is_part(config, exitstatus) else set()
        write_text(file, installed(sorted(operations | kept)).text())
        config.stash[_SAID] = _told(file, operations, known, kept)
    except InputError as error:
        config.stash[_SAID] = f"the lock is not written: {error}"
        session.exitstatus = pytest.ExitCode.USAGE_ERROR


def _known(file: str) -> set[str]:
    """The operations of the lock that is there."""
    from fakeaws.schema.files import read_schema_file

    path = Path(file)
    return set(read_schema_file(path.read_text(encoding="utf-8"), file).operations) if path.exists() else set()


def _is_part(config: pytest.Config, exitstatus: int) -> bool:
    chosen = config.args_source == pytest.Config.ArgsSource.ARGS
    return chosen or _DESELECTED in config.stash or exitstatus != pytest.ExitCode.OK


def _told(file: str, operations: set[str], known: set[str], kept: set[str]) -> str:
    gone = sorted(known - operations - kept)
    because = f"; {len(kept)} of them from before, because only a part of the tests ran or passed" if kept else ""
    lost = f"; no longer used: {', '.join(gone)}" if gone else ""
    return f"the schemas of {len(operations | kept)} operations are in {file}{because}{lost}"


def summary(config: pytest.Config) -> str | None:
    """What to say at the end of the run."""
    return config.stash.get(_SAID, None)
