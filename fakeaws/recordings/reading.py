"""Recordings in files and folders: each file in its own format, entry by entry."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from fakeaws.errors import InputError
from fakeaws.model import Operation
from fakeaws.origin import complains_to_the_user
from fakeaws.recordings.file import UNREADABLE, RecordedFile
from fakeaws.recordings.formats.table import FORMATS, signs
from fakeaws.recordings.interaction import Broken, Entry


@complains_to_the_user
def read(path: str | os.PathLike[str], operation: str | None = None) -> Iterator[Entry]:
    """The entries of a file, or of all files below a folder, one at a time; what cannot be read is a Broken one.

    `operation` is that of what does not say its own, as the output of the AWS CLI. Raises InputError where there is
    nothing at `path`, and UnknownOperation.
    """
    place = Path(path)
    if not os.path.lexists(place):
        raise InputError(RecordedFile(place).name, "there is no such file or folder.")
    known = None if operation is None else Operation.named(operation).name
    return (entry for file in files_in(place) for entry in _entries(RecordedFile(file), known))


def files_in(path: Path) -> Iterator[Path]:
    """The file, or the files below a folder, in order of their names, those with a dot before them left out.

    Numbers in names are in their own order, placebo's tenth call after its ninth. A link is followed where it leads out
    of the folder, and nothing is told twice.
    """
    if path.is_dir():
        yield from _below(path, path.resolve(), {_identity(path)})
    else:
        yield path


def _below(folder: Path, root: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        names = sorted(os.listdir(folder), key=_in_order)  # noqa: PTH208  # names only: a folder may have a hundred thousand
    except OSError:
        yield folder  # and who reads it will be told why not
        return
    for one in (folder / name for name in names if not name.startswith(".")):
        if one.is_symlink() and _is_seen(one, root, seen):
            continue
        if not one.is_dir():
            yield one
        elif (identity := _identity(one)) not in seen:
            seen.add(identity)
            yield from _below(one, root, seen)


def _in_order(name: str) -> tuple[list[tuple[int, str]], str]:
    """What a name is sorted by: its text, and its numbers by what they count."""
    parts = _NUMBER.split(name)
    return [(int(part), "") if at % 2 else (0, part) for at, part in enumerate(parts)], name


def _is_seen(link: Path, root: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether what a link leads to is met without it, or was met through another link; a dangling one never is."""
    try:
        target = link.resolve(strict=True)
        if target.is_relative_to(root):
            return True
        identity = _identity(target)
        if identity in seen:
            return True
        if not target.is_dir():
            seen.add(identity)
    except (OSError, RuntimeError):  # older Pythons raise the latter for a loop of links
        return False
    return False


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _entries(file: RecordedFile, operation: str | None) -> Iterator[Entry]:
    try:
        fitting = signs(file)
        if len(fitting) != 1:
            yield Broken(file.source(), _unclear(file, [f"{one.name} ({sign})" for one, sign in fitting]))
            return
        yield from fitting[0][0].read(file, operation)
    except InputError as error:
        yield Broken(file.source(), error.problem)
    except UNREADABLE as error:
        yield Broken(file.source(), f"this file cannot be read: {getattr(error, 'strerror', None) or error}.")
    except RecursionError:
        yield Broken(file.source(), "nested too deeply to be read.")


def _unclear(file: RecordedFile, fitting: list[str]) -> str:
    if fitting:
        return f"expected a recording in one format, found signs of several: {', '.join(fitting)}."
    names = ", ".join(one.name for one in FORMATS)
    if not file.head:
        return f"expected a recording, found an empty file. Formats: {names}."
    start = file.head_text[:_SHOWN].strip()
    return f"expected a recording in a known format, found what begins with {start!r}. Formats: {names}."


_SHOWN = 40
_NUMBER = re.compile("([0-9]{1,18})")
