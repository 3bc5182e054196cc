"""Recordings in files and folders: each file in its own format, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fakeaws.recordings.formats.table import FORMATS, HEAD
from fakeaws.recordings.interaction import Broken, Entry, Source


def files_in(path: Path) -> Iterator[Path]:
    """The file, or the files below a folder, in order of their names."""
    if path.is_dir():
        for one in sorted(path.iterdir()):
            yield from files_in(one)
    else:
        yield path


def read(path: Path) -> Iterator[Entry]:
    """The entries of one file, one at a time; a file of no known format is one broken entry."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    known = next((one for one in FORMATS if one.recognises(path, head)), None)
    if known is None:
        names = ", ".join(one.name for one in FORMATS)
        yield Broken(Source(str(path)), f"expected a recording in one of these formats: {names}.")
        return
    yield from known.read(path)
