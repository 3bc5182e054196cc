"""Where options write to."""

from __future__ import annotations

from pathlib import Path

import pytest


def expect_a_place(option: str, file: str) -> None:
    """Refuse a file that could not be written, before the run instead of after it."""
    path = Path(file).absolute()
    if not file or path.is_dir() or not path.parent.is_dir():
        problem = "that is a folder" if path.is_dir() else f"there is no folder {path.parent}"
        raise pytest.UsageError(f"{option} {file or repr(file)}: {problem}")
