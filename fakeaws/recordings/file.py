"""One file of recordings, opened: plain or gzipped, in UTF-8 or behind a byte order mark; read to a limit.

Nothing but a regular file is opened: a FIFO would wait, and a device has no end.
"""

from __future__ import annotations

import codecs
import functools
import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from fakeaws.errors import InputError
from fakeaws.recordings.interaction import Source


class RecordedFile:
    """One file, opened anew by each who reads it; what was seen of its beginning is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The path as text that can be written anywhere, whatever bytes are in it."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")

    def source(self, entry: int | None = None, line: int | None = None) -> Source:
        return Source(self.name, entry, line)

    @functools.cached_property
    def head(self) -> bytes:
        """The first bytes, unzipped. Raises OSError, EOFError, zlib.error."""
        with self._bytes() as file:
            return file.read(HEAD)

    @functools.cached_property
    def head_text(self) -> str:
        """The first bytes as text, however they are to be read."""
        encoding = encoding_of(self.head)
        return codecs.getincrementaldecoder(encoding)("replace").decode(self.head).lstrip("\ufeff")

    @contextmanager
    def text(self) -> Iterator[IO[str]]:
        """The text, line by line; bytes that are no UTF-8 stand in it as surrogates."""
        encoding = encoding_of(self.head)
        with self._bytes() as file:
            yield io.TextIOWrapper(file, encoding, errors="surrogateescape" if encoding == "utf-8-sig" else "replace")

    def whole_text(self) -> str:
        """All of the text. Raises InputError for what is too long, or no text."""
        with self.text() as file:
            text = file.read(LIMIT + 1)
        complain_of_bytes(text, self.name)
        if len(text) > LIMIT:
            raise InputError(self.name, f"one document of more than {LIMIT >> 20} MiB; {REMEDY}")
        return text

    @contextmanager
    def _bytes(self) -> Iterator[IO[bytes]]:
        with _regular(self.path) as file:
            is_zipped = file.peek(2)[:2] == _GZIP
            unzipped: IO[bytes] = gzip.GzipFile(fileobj=file) if is_zipped else file  # type: ignore[assignment]  # both are
            yield unzipped


def complain_of_bytes(text: str, place: str) -> None:
    """Raise InputError where bytes that are no UTF-8 stand in a text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        found = f"0x{ord(text[error.start]) & 0xFF:02x}"
        problem = f"expected UTF-8, found the byte {found} at character {error.start + 1}. Was it written as latin-1?"
        raise InputError(place, problem) from None


def encoding_of(head: bytes) -> str:
    """The encoding that a byte order mark, or the zeros of UTF-16, tells of; else UTF-8."""
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    return marked or "utf-8-sig"


@contextmanager
def _regular(path: Path) -> Iterator[io.BufferedReader]:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            kind = next((word for is_one, word in _KINDS if is_one(mode)), "something else")
            raise InputError(str(path), f"expected a file, found {kind}.")
        yield file


HEAD = 64 * 1024
LIMIT = 32 * 1024 * 1024
"""Of one document, or one entry of a file of many, in characters: what is longer is refused."""

REMEDY = "recordings of many calls are read entry by entry in JSON Lines, cassettes and our own format."
UNREADABLE = (OSError, EOFError, zlib.error, UnicodeError)
"""What opening and unzipping a file may raise."""

_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)
