"""What a command is given and gives: files in, results to stdout or a file, complaints to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from fakeaws.errors import FakeAWSError, InputError
from fakeaws.whole_file import written_whole

CLEAN, FOUND, UNREADABLE = 0, 1, 2
"""The exit status: nothing to complain about; something found; wrong usage, or something unreadable or unwritable."""


def read_json(file: str) -> Any:
    """The JSON in a file, `-` for stdin. Raises InputError."""
    return parse_json(read_text(file), file)


def parse_json(text: str, source: str) -> Any:
    """The JSON in a text that comes from `source`. Raises InputError."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{source}:{error.lineno}:{error.colno}"
        raise InputError(place, f"expected JSON, found something else: {error.msg}.") from None
    except (ValueError, RecursionError) as error:
        raise InputError(source, f"expected JSON that Python can hold: {error}.") from None


def read_text(file: str) -> str:
    """The text in a file in UTF-8, `-` for stdin. Raises InputError."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            file, f"expected UTF-8 text, found the byte 0x{error.object[error.start]:02x} at {error.start}."
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(file or "''", f"cannot be read: {reason}.") from None


def write_text(file: str | None, text: str) -> None:
    """Write a file whole or not at all; without one, to stdout. Raises InputError."""
    if file is None:
        print(text.removesuffix("\n"))
        return
    with writing(file) as stream:
        stream.write(text)


@contextmanager
def writing(file: str | None) -> Iterator[TextIO]:
    """A stream into a file, which is there whole at the end or not at all; without one, stdout. Raises InputError."""
    if file is None:
        yield sys.stdout
        return
    try:
        with _opened(Path(file)) as stream:
            yield stream
    except (OSError, ValueError) as error:
        if isinstance(error, FakeAWSError):  # of what is written, not of the writing
            raise
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(file or "''", f"cannot be written: {reason}.") from None


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """A stream into a draft that takes the file's place at the end; a link stays one."""
    if path.exists() and not path.is_file():  # a device or a pipe: nobody could use it any more if it were replaced
        with path.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
        return
    with written_whole(path) as draft, draft.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        yield stream


def print_json(value: object) -> None:
    print(json.dumps(value, indent=2))


def complain(error: Exception) -> None:
    print(f"fakeaws: {error}", file=sys.stderr)
