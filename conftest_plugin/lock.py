"""`--fake-aws-lock FILE`: the schemas of just the operations that the suite used, for `fakeaws diff`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

OPERATIONS: pytest.StashKey[set[str]] = pytest.StashKey()
_SAID: pytest.StashKey[str] = pytest.StashKey()
_FROM_WORKER = "fakeaws_operations"


def add_option(group: pytest.OptionGroup) -> None:
    group.addoption(
        "--fake-aws-lock",
        metavar="FILE",
        help="write the schemas of the operations that this run uses to FILE; compare them with `fakeaws diff`",
    )


def expect_a_folder(config: pytest.Config) -> None:
    """Refuse a file that could not be written, before the run instead of after it."""
    file = config.getoption("--fake-aws-lock", None)
    if file is not None and not Path(file).absolute().parent.is_dir():
        raise pytest.UsageError(f"--fake-aws-lock {file}: there is no folder {Path(file).absolute().parent}")


def used(config: pytest.Config, operations: Iterable[str]) -> None:
    """Remember the operations that a test used."""
    config.stash.setdefault(OPERATIONS, set()).update(operations)


def hand_over(config: Any) -> None:
    """Let the operations of a worker of pytest-xdist reach its controller."""
    config.workeroutput[_FROM_WORKER] = sorted(config.stash.get(OPERATIONS, set()))


def take_over(config: pytest.Config, node: Any) -> None:
    """Take the operations of a worker that is done; one that crashed has none."""
    used(config, getattr(node, "workeroutput", {}).get(_FROM_WORKER, ()))


def write(config: pytest.Config) -> None:
    """Write the lock, if one is asked for."""
    file, operations = config.getoption("--fake-aws-lock", None), config.stash.get(OPERATIONS, set())
    if file is None:
        return
    if not operations:
        config.stash[_SAID] = f"no operation was used: {file} is not written"
        return
    from fakeaws.schema.files import file_from_model

    try:
        Path(file).write_text(file_from_model(sorted(operations)).text(), encoding="utf-8")
    except OSError as error:
        config.stash[_SAID] = f"{file} cannot be written: {error.strerror}"
    else:
        config.stash[_SAID] = f"the schemas of {len(operations)} operations are in {file}"


def summary(config: pytest.Config) -> str | None:
    """What to say at the end of the run."""
    return config.stash.get(_SAID, None)
