"""The paginators of botocore: what their requests need at least, and what their pages hold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fakeaws.lifecycles.from_paginator import Paging, Result
from fakeaws.model import Operation, Shape
from tests.protocols.round_trip import tellable_value


def least_request(operation: Operation) -> dict[str, Any]:
    """The parameters that the operation demands, in the smallest form that botocore lets pass."""
    made: dict[str, Any] = _least(operation.input_shape) if operation.input_shape else {}
    return {**made, **_ALSO.get(operation.name, {})}


def told(operation: Operation, result: Result, items: Sequence[Any]) -> list[Any]:
    """The items as they come back through the operation's protocol."""
    if result.shape.type_name == "map":
        return [(key, tellable_value(operation, value, result.item_shape)) for key, value in items]
    return [_decoded(operation, tellable_value(operation, item, result.item_shape)) for item in items]


def read(paging: Paging, result: Result, page: Mapping[str, Any]) -> list[Any]:
    """The items of one result in one page."""
    value: Any = page
    for name in result.path:
        value = value.get(name, {}) if isinstance(value, Mapping) else value
    return list((value or {}).items()) if result.shape.type_name == "map" else list(value or ())


def _decoded(operation: Operation, value: Any) -> Any:
    """The value with IAM's policies as the dicts that boto3 makes of them."""
    match value:
        case dict():
            return {name: _decoded(operation, part) for name, part in value.items()}
        case list():
            return [_decoded(operation, part) for part in value]
        case str() if operation.service.name == "iam" and value.startswith("{"):
            return json.loads(value)
        case _:
            return value


def _least(shape: Any) -> Any:
    match shape.type_name:
        case "structure" if shape.is_tagged_union:
            name, member = next(iter(shape.members.items()))
            return {name: _least(member)}
        case "structure":
            return {name: _least(shape.members[name]) for name in shape.required_members}
        case "list":
            return [_least(shape.member) for _ in range(_minimum(shape))]
        case "map":
            return {_least(shape.key): _least(shape.value) for _ in range(_minimum(shape))}
        case "string":
            return _text(shape)
        case "boolean":
            return True
        case "blob":
            return b"x" * max(1, _minimum(shape))
        case "timestamp":
            return 0
        case _:
            return max(_minimum(shape), 1)


def _text(shape: Shape) -> str:
    choices: Any = shape.metadata.get("enum")
    return choices[0] if choices else "1" * max(1, _minimum(shape))


def _minimum(shape: Shape) -> int:
    return int(shape.metadata.get("min", 0))


_STREAM_ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/orders"
_STORE_ARN = "arn:aws:cloudfront::123456789012:key-value-store/1f8e2c3a-5b4d-4e6f-8a9b-0c1d2e3f4a5b"
_ALSO = {
    "kinesis.list_stream_consumers": {"StreamARN": _STREAM_ARN},
    "cloudfront-keyvaluestore.list_keys": {"KvsARN": _STORE_ARN},
}
"""By operation: parameters that botocore makes an endpoint of."""
