"""The input file of a bulk deployment, read as Greengrass reads it: as a whole, up to the first line that is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One line: which version of which group is to be deployed."""

    group_id: str
    group_version_id: str


def read_input_file(lines: Iterable[str | Mapping[str, Any]]) -> tuple[tuple[Record, ...], str | None]:
    """The records before the first line that is wrong, and the message with which Greengrass says so."""
    records: list[Record] = []
    for number, line in enumerate(lines, 1):
        text = line if isinstance(line, str) else json.dumps(dict(line))
        if len(text) >= LONGEST_LINE:
            return tuple(records), _TOO_LONG.format(line=number)
        fields = _parsed(text)
        if fields is None:
            return tuple(records), _NOT_JSON.format(line=number)
        missing = next((name for name in ("GroupId", "GroupVersionId") if not fields.get(name)), None)
        if missing:
            return tuple(records), _MISSING.format(name=missing, line=number)
        if fields.get("DeploymentType") != "NewDeployment":
            return tuple(records), _WRONG_TYPE.format(line=number)
        records.append(Record(str(fields["GroupId"]), str(fields["GroupVersionId"])))
    return tuple(records), None


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


LONGEST_LINE = 256

# Greengrass's own messages, from the AWS IoT Greengrass developer guide, "Create bulk deployments for groups",
# troubleshooting; the odd space before a colon is AWS's.
_MISSING = "InvalidInputFile: Missing {name} at line number: {line}"
_WRONG_TYPE = "InvalidInputFile: Invalid deployment type at line number : {line}. Only valid type is 'NewDeployment'."
_TOO_LONG = "Line {line} is too long in S3 File. Valid line is less than 256 chars."
_NOT_JSON = "Failed to parse input file at line number: {line}"
