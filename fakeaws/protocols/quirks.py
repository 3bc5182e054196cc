"""What single services send otherwise than their model says, because a handler of botocore turns it back.

The handlers stand in botocore/handlers.py, under the event `after-call`. A test says what boto3 returns; here
it becomes what the service sends. The SQS codes are those that its query protocol had before JSON came.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from fakeaws.model import ListShape, Operation, StructureShape

Members = Mapping[str, Any]


def as_sent(operation: Operation, members: Members, params: Members) -> Members:
    """The members as the service sends them to a call with these parameters."""
    quirk = QUIRKS.get(operation.name) or QUIRKS.get(operation.service.name)
    return quirk(operation, members, params) if quirk is not None else members


def query_code(operation: Operation, name: str) -> str:
    """The code that an error had before its service spoke JSON."""
    if operation.service.name != "sqs":
        return name
    return _SQS_CODES.get(name, f"AWS.SimpleQueueService.{name}" if name in _SQS_PREFIXED else name)


def _console_output(_: Operation, members: Members, __: Members) -> Members:
    output = members.get("Output")
    return {**members, "Output": base64.b64encode(output.encode()).decode()} if output else members


def _policies(operation: Operation, members: Members, _: Members) -> Members:
    quoted: Members = _with_quoted_policies(members, operation.output_shape)
    return quoted


def _with_quoted_policies(value: Any, shape: Any) -> Any:
    match shape:
        case StructureShape():
            return {name: _with_quoted_policies(part, shape.members[name]) for name, part in value.items()}
        case ListShape():
            return [_with_quoted_policies(item, shape.member) for item in value]
        case _ if shape is not None and shape.name == "policyDocumentType" and value.lstrip().startswith("{"):
            return quote(value)
        case _:
            return value


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
    "ec2.get_console_output": _console_output,
    "iam": _policies,
    "s3.list_objects": _listing("Delimiter", "Marker", "NextMarker", Contents="Key", CommonPrefixes="Prefix"),
    "s3.list_objects_v2": _listing("Delimiter", "Prefix", "StartAfter", Contents="Key", CommonPrefixes="Prefix"),
    "s3.list_object_versions": _listing(
        *("KeyMarker", "NextKeyMarker", "Prefix", "Delimiter"),
        Versions="Key",
        DeleteMarkers="Key",
        CommonPrefixes="Prefix",
    ),
}
