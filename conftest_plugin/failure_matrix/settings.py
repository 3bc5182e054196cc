"""What the options of the failure matrix say."""

from __future__ import annotations

from dataclasses import dataclass

from fakeaws.matrix.failures import Depth


@dataclass(frozen=True, slots=True)
class Settings:
    """How deep, what to write, what to compare with, and how many seconds to take in each process."""

    depth: Depth
    json_file: str | None = None
    page_file: str | None = None
    baseline_file: str | None = None
    is_update: bool = False
    budget: float | None = None
