"""Files for the command to work on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.schema.boto3_pages import rst_page

Written = Callable[[str, str], str]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Write a file into the working directory and give its name back."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


@pytest.fixture
def saved_page(written: Written) -> str:
    """The page of appconfig.get_deployment as the installed boto3 writes it."""
    return written("page.rst", rst_page("appconfig.get_deployment"))
