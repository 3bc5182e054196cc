"""The protocols that the wire door speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.faults import HTTPReply
from fakeaws.model import Operation
from fakeaws.protocols.json_family import write_json, write_json_error, write_rest_json


@dataclass(frozen=True, slots=True)
class Protocol:
    """How one protocol writes an answer (from its members) and a refusal (from code, message, status, members)."""

    reply: Callable[[Operation, Mapping[str, Any]], HTTPReply]
    error: Callable[[Operation, str, str, int, Mapping[str, Any]], HTTPReply]


PROTOCOLS: dict[str, Protocol] = {
    "rest-json": Protocol(write_rest_json, write_json_error),
    "json": Protocol(write_json, write_json_error),
}
