"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A draft beside the file, for the block to write; at its end it takes the file's place, unless the block raised.

    Behind a link that is the place of the file that it leads to; who may read a file that was there still may, and
    nobody else. Raises OSError, and ValueError for what is no path.
    """
    place = path.resolve() if path.is_symlink() else path
    draft = place.with_name(f".{secrets.token_hex(8)}.draft")
    try:
        yield draft
        with contextlib.suppress(FileNotFoundError):  # there was none
            shutil.copymode(place, draft)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
