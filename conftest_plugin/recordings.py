"""`--fake-aws-record FOLDER` and `aws_recording`: a file for each test, recorded when asked, else replayed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conftest_plugin.report import fail_plainly

_FOLDER = "--fake-aws-record"
_UNSCRUBBED = "--fake-aws-record-unscrubbed"
_CREDENTIALS = "--fake-aws-record-credentials"
_INI = "fake_aws_recordings"
_WRITTEN: pytest.StashKey[list[bool]] = pytest.StashKey()
_FROM_WORKER = "fakeaws_recordings"


def add_option(parser: pytest.Parser, group: pytest.OptionGroup) -> None:
    group.addoption(
        _FOLDER,
        metavar="FOLDER",
        help="record what passes between real clients and their endpoints, a file below FOLDER for each test; "
        "what looks like a secret is replaced",
    )
    group.addoption(_UNSCRUBBED, action="store_true", help="record secrets as they are")
    group.addoption(_CREDENTIALS, action="store_true", help="record the calls that hand out credentials, too")
    parser.addini(_INI, "where aws_recording finds its recordings, from the root of the suite", default="recordings")


def expect_a_folder(config: pytest.Config) -> None:
    """Refuse a folder that could not be written to, before the run instead of after it."""
    folder = config.getoption(_FOLDER, None)
    if folder is None:
        for option in (_UNSCRUBBED, _CREDENTIALS):
            if config.getoption(option, default=False):
                raise pytest.UsageError(f"{option} says how to record, and needs {_FOLDER} FOLDER")
        return
    if not folder or (Path(folder).exists() and not Path(folder).is_dir()):
        raise pytest.UsageError(f"{_FOLDER} {folder or repr(folder)}: expected a folder, which need not be there yet")
    if not config.getoption(_UNSCRUBBED):
        _expect_a_key()


def _expect_a_key() -> None:
    """Have the key of stand-ins before any test, and before any worker."""
    from fakeaws.errors import InputError
    from fakeaws.recordings.scrub.keys import scrub_key

    try:
        scrub_key()
    except InputError as error:
        raise pytest.UsageError(f"{_FOLDER}: {error}") from None


def is_recording(config: pytest.Config) -> bool:
    return config.getoption(_FOLDER, None) is not None


def file_of(node: pytest.Item) -> Path:
    """Where the recording of a test is, or is going to be."""
    from fakeaws.recordings.places import place_of

    config = node.config
    folder = config.getoption(_FOLDER, None)
    chosen = Path(config.invocation_params.dir, folder) if folder is not None else config.rootpath / config.getini(_INI)
    return place_of(chosen, node.nodeid)


@contextmanager
def recording(node: pytest.Item, failed: pytest.StashKey[bool]) -> Iterator[None]:
    """Record the calls of a test; the file is written only if the test did not fail."""
    from fakeaws.recording import kept, recording_to

    file = file_of(node)
    with recording_to(file, credentials=node.config.getoption(_CREDENTIALS)) as recorder:
        yield
    if recorder.interactions and not node.stash.get(failed, False):
        is_new = fail_plainly(kept, file, recorder, scrub=not node.config.getoption(_UNSCRUBBED))
        node.config.stash.setdefault(_WRITTEN, []).append(is_new)


def hand_over(config: Any) -> None:
    """Let what a worker of pytest-xdist has written reach its controller."""
    config.workeroutput[_FROM_WORKER] = config.stash.get(_WRITTEN, [])


def take_over(config: pytest.Config, node: Any) -> None:
    config.stash.setdefault(_WRITTEN, []).extend(getattr(node, "workeroutput", {}).get(_FROM_WORKER, ()))


def summary(config: pytest.Config) -> str | None:
    """What to say at the end of a run that recorded."""
    if not is_recording(config):
        return None
    folder, written = config.getoption(_FOLDER), config.stash.get(_WRITTEN, [])
    if not written:
        return f"no call was answered by an endpoint in a test that passed: nothing is recorded in {folder}"
    same = written.count(False)
    unchanged = f", {same} of them as they were" if same else ""
    return f"the calls of {len(written)} tests are recorded in {folder}{unchanged}"


def missing(node: pytest.Item) -> str:
    """What to say where there is nothing to replay."""
    place, config = file_of(node), node.config
    folder = config.getini(_INI)
    return (
        f"There is no recording of this test at {place}. To make it, against a real endpoint: "
        f"pytest {_FOLDER}={folder} {node.nodeid!r} (another folder is the ini option {_INI})."
    )
