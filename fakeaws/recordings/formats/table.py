"""The formats of recordings that are known, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fakeaws.recordings.formats import own
from fakeaws.recordings.interaction import Entry


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how it is called, whether a file that begins so is in it, and what reads it.

    `recognises` is told the path and the first `HEAD` bytes of the file.
    """

    name: str
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[Path], Iterator[Entry]]


HEAD = 64 * 1024

FORMATS: tuple[Format, ...] = (Format("fakeaws", lambda _, head: own.KEY.encode() in head, own.read),)
