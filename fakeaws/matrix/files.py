"""The matrix's files, as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fakeaws.errors import InputError
from fakeaws.matrix.baseline import Baseline


def text_of(told: Mapping[str, Any]) -> str:
    """What is written to a file: alike for the same content, and kind to version control."""
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def read_baseline(file: str) -> Baseline:
    """The baseline that is there, or an empty one where there is no such file. Raises InputError."""
    path = Path(file)
    if not path.exists():
        return Baseline({})
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise InputError(file, f"found no JSON: {problem}") from None
    return Baseline.from_json(told, file)
