"""What single services send otherwise than their model says, because a handler of botocore turns it back.

The handlers stand in botocore/handlers.py, under the events `after-call` (which comes behind a Stubber, too) and
`before-parse`. A test says what boto3 returns; here it becomes what the service sends. The SQS codes are those that its
query protocol had before JSON came.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from fakeaws.model import ListShape, Operation, StructureShape

Members = Mapping[str, Any]


def as_sent(operation: Operation, members: Members, params: Members) -> Members:
    """The members as the service sends them to a call with these parameters."""
    quirk = QUIRKS.get(operation.name) or QUIRKS.get(operation.service.name)
    return quirk(operation, members, params) if quirk is not None else members


def is_sent_otherwise(operation: Operation) -> bool:
    """Whether what the service sends may depend on more than the members."""
    return operation.name in QUIRKS or operation.service.name in QUIRKS


def success_status(operation: Operation, members: Members) -> int:
    """The HTTP status of an answer with these members, unless one of them says it; S3 has another for a part."""
    if operation.name in _IN_PARTS and members.get("ContentRange"):
        return _PARTIAL_CONTENT
    return int(operation.model.http.get("responseCode", 200))


def query_code(operation: Operation, name: str) -> str:
    """The code that an error had before its service spoke JSON."""
    if operation.service.name != "sqs":
        return name
    return _SQS_CODES.get(name, f"AWS.SimpleQueueService.{name}" if name in _SQS_PREFIXED else name)


def _console_output(_: Operation, members: Members, __: Members) -> Members:
    output = members.get("Output")
    return {**members, "Output": base64.b64encode(output.encode()).decode()} if output else members


def _policies(operation: Operation, members: Members, _: Members) -> Members:
    quoted: Members = _texts(members, operation.output_shape, operation.decodes, _quoted_json)
    return quoted


def _template(operation: Operation, members: Members, _: Members) -> Members:
    plain: Members = _texts(members, operation.output_shape, operation.decodes, _as_text)
    return plain


def _expiring(_: Operation, members: Members, __: Members) -> Members:
    """S3 sends one header, of which botocore makes both members."""
    if "ExpiresString" not in members:
        return members
    sent = {name: value for name, value in members.items() if name != "ExpiresString"}
    return {"Expires": members["ExpiresString"], **sent}


def _texts(value: Any, shape: Any, are_meant: Callable[[Any], bool], change: Callable[[Any], Any]) -> Any:
    """The value, with a change made to the texts that are meant."""
    match shape:
        case StructureShape():
            known = shape.members
            return {
                name: _texts(part, known[name], are_meant, change) if name in known else part
                for name, part in value.items()
            }
        case ListShape():
            return [_texts(item, shape.member, are_meant, change) for item in value]
        case _:
            return change(value) if shape is not None and are_meant(shape) else value


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _quoted_json(value: Any) -> str:
    text = _as_text(value)
    return quote(text) if text.lstrip().startswith("{") else text


def _listing(*top: str, **nested: str) -> Callable[[Operation, Members, Members], Members]:
    """S3 quotes keys where it was asked to; botocore asks unless the code did, and then unquotes them."""

    def quoted(_: Operation, members: Members, params: Members) -> Members:
        if members.get("EncodingType") != "url" or "EncodingType" in params:
            return members
        texts = {name: _quoted(members[name]) for name in top if members.get(name) is not None}
        lists = {
            name: [{**one, part: _quoted(one[part])} if part in one else one for one in members[name]]
            for name, part in nested.items()
            if members.get(name) is not None
        }
        return {**members, **texts, **lists}

    return quoted


def _quoted(key: str) -> str:
    return quote_plus(key, safe="/")


_PARTIAL_CONTENT = 206
_IN_PARTS = frozenset({"s3.get_object", "s3.head_object"})
_SQS_CODES = {
    "QueueDoesNotExist": "AWS.SimpleQueueService.NonExistentQueue",
    "QueueNameExists": "QueueAlreadyExists",
}
_SQS_PREFIXED = frozenset(
    {
        "BatchEntryIdsNotDistinct",
        "BatchRequestTooLong",
        "EmptyBatchRequest",
        "InvalidBatchEntryId",
        "MessageNotInflight",
        "PurgeQueueInProgress",
        "QueueDeletedRecently",
        "TooManyEntriesInBatchRequest",
        "UnsupportedOperation",
    }
)

QUIRKS: dict[str, Callable[[Operation, Members, Members], Members]] = {
    "cloudformation.get_template": _template,
    "ec2.get_console_output": _console_output,
    "iam": _policies,
    "s3.get_object": _expiring,
    "s3.head_object": _expiring,
    "s3.list_objects": _listing("Delimiter", "Marker", "NextMarker", Contents="Key", CommonPrefixes="Prefix"),
    "s3.list_objects_v2": _listing("Delimiter", "Prefix", "StartAfter", Contents="Key", CommonPrefixes="Prefix"),
    "s3.list_object_versions": _listing(
        *("KeyMarker", "NextKeyMarker", "Prefix", "Delimiter"),
        Versions="Key",
        DeleteMarkers="Key",
        CommonPrefixes="Prefix",
    ),
}
