"""The forms in which every schema of fakeaws is written, whether it comes from the model or from a page.

JSON Schema 2020-12 in standard words only. What boto3 tells apart and JSON does not is told apart by
annotations: a timestamp by its `format`, bytes by `contentEncoding`, a streaming body by a
`contentMediaType` beside it, JSON text that botocore decodes by that word alone, an event stream by its `$comment`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

Schema: TypeAlias = dict[str, Any]
Side: TypeAlias = Literal["response", "request"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EVENT_STREAM = "event stream"
UNKNOWN_UNION_MEMBER = "SDK_UNKNOWN_MEMBER"
"""What botocore puts into a response's union when it does not know the member that came."""


def scalar(kind: str) -> Schema:
    """The schema of one of SCALARS."""
    return copy.deepcopy(SCALARS[kind])


def string(values: Iterable[str] = ()) -> Schema:
    """Text, or one of `values` where there are any."""
    listed = list(values)
    return {"type": "string", "enum": listed} if listed else {"type": "string"}


def list_of(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def map_of(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def structure(members: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """An object with these members and no other."""
    needed = list(required)
    demands = {"required": needed} if needed else {}
    return {"type": "object", "properties": dict(members), **demands, "additionalProperties": False}


def event_stream(event: Schema) -> Schema:
    """In files a list of events; from boto3 an iterable that is left alone."""
    return {"$comment": EVENT_STREAM, **list_of(event)}


def unchecked(pattern: str) -> Schema:
    """What stands in the place of a pattern that Python cannot compile, and that no check looks at."""
    return {"$comment": f"not checked, because Python cannot compile it: the pattern {pattern}"}


def recursive(kind: Literal["object", "array"]) -> Schema:
    """What a page shows where a shape comes back to itself: its kind is known, its target is not."""
    return {"type": kind}


def whole(root: Schema, side: Side) -> Schema:
    """A schema of one side of an operation, from that of its outermost structure."""
    if side == "request":
        return {"$schema": DIALECT, **root}
    return {"$schema": DIALECT, **root, "properties": {**root["properties"], "ResponseMetadata": _response_metadata()}}


def _response_metadata() -> Schema:
    # Added by botocore to every response; open, because handlers and wrappers add to it.
    return {
        "type": "object",
        "properties": {
            "RequestId": string(),
            "HostId": string(),
            "HTTPStatusCode": scalar("integer"),
            "HTTPHeaders": map_of(string()),
            "RetryAttempts": scalar("integer"),
        },
    }


SCALARS: dict[str, Schema] = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "timestamp": {"type": ["string", "number"], "format": "date-time"},
    "blob": {"type": "string", "contentEncoding": "base64"},
    "stream": {"type": "string", "contentEncoding": "base64", "contentMediaType": "application/octet-stream"},
    "decoded": {"type": ["object", "string"], "contentMediaType": "application/json"},
    "document": {"type": ["object", "array", "string", "number", "boolean", "null"]},
}
