"""One recorded call, whatever the format of the file that it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Source:
    """Where something recorded stands: its file, which entry of it (from 1), and its line where lines are known."""

    file: str
    entry: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return place if self.entry is None else f"{place} (entry {self.entry})"


@dataclass(frozen=True, slots=True)
class RecordedError:
    """What the service refused a call with: as a ClientError has it, `members` being those beside code and message."""

    code: str
    message: str
    members: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Interaction:
    """One call as it was recorded: what was asked, and the response or the error that came.

    What the recording does not say is None: some formats keep no parameters, and a few not even the operation.
    Values are as the file has them, or as boto3 gives them; `check` takes both. `response` has no ResponseMetadata,
    and may be anything if the file is wrong. `status` is the HTTP status, `at` the seconds since the first call.
    """

    source: Source
    operation: str | None
    params: Mapping[str, Any] | None
    response: Any = None
    error: RecordedError | None = None
    status: int | None = None
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry that cannot be read, and why; the others of its file go on."""

    source: Source
    problem: str

    def __str__(self) -> str:
        return f"{self.source}: {self.problem}"


Entry: TypeAlias = Interaction | Broken
