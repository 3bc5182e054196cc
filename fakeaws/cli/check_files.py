"""The files that the arguments of `fakeaws check` mean, and how many processes they are worth."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from fakeaws.errors import PlanError
from fakeaws.recordings.checking import File
from fakeaws.recordings.file import RecordedFile
from fakeaws.recordings.reading import files_in

STDIN = "-"


def files_at(path: str, stack: ExitStack) -> Iterator[File]:
    """The file, or those below the folder; of what is not there, or empty, a file with its problem."""
    if path == STDIN:
        yield _stdin(stack)
        return
    try:
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116  # Path makes a dot of nothing
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        yield File(path, path or "''", problem=f"cannot be read: {reason}.")
        return
    if not is_folder:
        yield File(path, RecordedFile(Path(path)).name)
    elif not (below := [str(file) for file in files_in(Path(path))]):
        yield File(path, path, problem="there is no file in this folder.")
    else:
        yield from (File(file, RecordedFile(Path(file)).name, is_named=False) for file in below)


def jobs_for(files: list[File], asked: int | None) -> int:
    """How many processes: as many as asked, or one unless the work is long enough for them to pay."""
    if asked is not None:
        if asked < 1:
            raise PlanError(f"--jobs is how many processes there are, at least 1, not {asked}.")
        return min(asked, max(1, len(files)))
    worth = max(len(files) // _FILES_PER_PROCESS, _size(files) // _BYTES_PER_PROCESS)
    return max(1, min(worth, os.cpu_count() or 1, len(files)))


def _stdin(stack: ExitStack) -> File:
    """The standard input as a file, because files are looked at before they are read."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="fakeaws-"))
    path = Path(folder) / "stdin"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return File(str(path), STDIN)


def _size(files: list[File]) -> int:
    size = 0
    for file in files:
        with contextlib.suppress(OSError, ValueError):  # of what cannot be read, its reader will tell
            size += Path(file.path).stat().st_size
    return size


_FILES_PER_PROCESS = 500
_BYTES_PER_PROCESS = 10 * 1024 * 1024
