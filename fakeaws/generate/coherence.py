"""Members of one answer that speak of each other: what is made up agrees with what is given, and with the request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fakeaws.generate.hints import is_paging_token, says_there_is_more
from fakeaws.generate.place import snake
from fakeaws.model import Operation, StructureShape

Members = Mapping[str, Any]


def coherent(
    operation: Operation, shape: StructureShape, drawn: Members, given: Members, params: Members
) -> dict[str, Any]:
    """The members drawn and given; those drawn as the others and the request have it, those given as they are."""
    nothing_left = {name: make() for name, make in _NOTHING_LEFT.get(operation.name, {}).items()}
    made = {**drawn, **nothing_left, **_echoes(operation, shape, params)}
    if operation.service.name == "s3":
        made = {name: value for name, value in made.items() if _ASKED_FOR.get(name) in (None, *params)}
    whole = {**made, **given}
    return {**whole, **counted(shape, whole), **_more(shape, given), **given}


def _echoes(operation: Operation, shape: StructureShape, params: Members) -> Members:
    """What S3's lists repeat of the request, or what they take where nothing was asked."""
    if operation.name not in _S3_LISTS:
        return {}
    told = {name: params.get(asked, otherwise) for name, (asked, otherwise) in _ECHOES.items()}
    return {name: value for name, value in told.items() if name in shape.members and value is not None}


def counted(shape: StructureShape, whole: Members) -> Members:
    """How many there are, and how many of them failed, as the lists beside have it."""
    lists = [name for name, member in shape.members.items() if member.type_name == "list"]
    there = sum(len(whole.get(name) or ()) for name in lists if name in {lists[0], "CommonPrefixes"})
    words = {name: snake(name) for name in whole if shape.members[name].type_name in {"integer", "long"} and lists}
    counts = {name: there for name in words if words[name] in _COUNTS}
    counts |= {name: len(whole[of]) for name, of in _COUNT_OF.items() if name in whole and of in whole}
    failed = _failed(item for name in lists for item in whole.get(name) or ())
    return {**counts, **{name: failed for name in words if _FAILED.fullmatch(words[name])}}


def _failed(items: Iterable[Any]) -> int:
    return sum(1 for item in items if isinstance(item, Mapping) and item.get("ErrorCode"))


def _more(shape: StructureShape, given: Members) -> Members:
    """That there is more, where a token for it is given; one that is called `next` if there is such a one."""
    tokens = [name for name in shape.members if is_paging_token(snake(name))]
    onward = [name for name in tokens if snake(name).startswith("next")] or tokens
    if not any(given.get(name) for name in onward):
        return {}
    flags = [name for name, member in shape.members.items() if member.type_name == "boolean"]
    return {name: True for name in flags if says_there_is_more(snake(name))}


def settled(shape: StructureShape, whole: Members) -> Members:
    """What of the members depends on the others: counts, and numbers that stand in order."""
    ranges = {name: whole[first] for name, first in _AT_LEAST.items() if name in whole and first in whole}
    return {
        **counted(shape, whole),
        **{name: max(whole[name], least) for name, least in ranges.items()},
        **_equals(whole),
    }


def _equals(whole: Members) -> Members:
    return {name: whole[other] for name, other in _EQUAL.items() if name in whole and other in whole}


_EQUAL = {"ToPort": "FromPort", "hostPort": "containerPort", "runningCount": "desiredCount"}
_AT_LEAST = {"MaxSize": "MinSize", "MaxCapacity": "MinCapacity", "maxSize": "minSize"}
_COUNT_OF = {"DesiredCapacity": "Instances", "ResourceRecordSetCount": "ResourceRecordSets"}
_COUNTS = frozenset({"quantity", "count", "scanned_count", "key_count"})
_FAILED = re.compile(r"failed_\w+_count")

_NOTHING_LEFT: Mapping[str, Mapping[str, Callable[[], Any]]] = {
    # AWS says so although its model wants at least one; code that tries again what is left (as boto3's `batch_writer`
    # does) asks for it without asking whether it is there.
    "dynamodb.batch_get_item": {"UnprocessedKeys": dict},
    "dynamodb.batch_write_item": {"UnprocessedItems": dict},
    "kinesis.put_records": {"FailedRecordCount": int},
}

_S3_LISTS = frozenset(
    {
        "s3.list_multipart_uploads",
        "s3.list_object_versions",
        "s3.list_objects",
        "s3.list_objects_v2",
        "s3.list_parts",
    }
)
_ECHOES: Mapping[str, tuple[str, object]] = {
    # By member: the parameter that it repeats, and what S3 takes where there is none.
    "Bucket": ("Bucket", None),
    "MaxKeys": ("MaxKeys", 1000),
    "MaxParts": ("MaxParts", 1000),
    "MaxUploads": ("MaxUploads", 1000),
    "Name": ("Bucket", None),
    "Prefix": ("Prefix", ""),
}
_ASKED_FOR: Mapping[str, str] = {
    # Members of S3's answers that are there only if the request has this parameter.
    "CommonPrefixes": "Delimiter",
    "EncodingType": "EncodingType",
    "Delimiter": "Delimiter",
    "KeyMarker": "KeyMarker",
    "PartNumberMarker": "PartNumberMarker",
    "RequestCharged": "RequestPayer",
    "StartAfter": "StartAfter",
    "UploadIdMarker": "UploadIdMarker",
    "VersionIdMarker": "VersionIdMarker",
}
