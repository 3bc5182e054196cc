"""The two JSON protocols: rest-json, where the URL names the operation, and json, where a header does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fakeaws.faults import HTTPReply
from fakeaws.model import Operation, StructureShape
from fakeaws.protocols.json_body import json_bytes, wire_name
from fakeaws.protocols.rest import bind
from fakeaws.protocols.scalars import as_bytes


def write_rest_json(operation: Operation, members: Mapping[str, Any]) -> HTTPReply:
    """A successful rest-json answer: status, headers and payload as the model binds them."""
    shape = operation.output_shape
    bound = bind(members, shape)
    status = bound.status or operation.model.http.get("responseCode", 200)
    if bound.payload is None or shape is None:
        return HTTPReply(status, (_JSON, *bound.headers), json_bytes(bound.body, shape))
    payload_shape = shape.members[bound.payload]
    value = bound.body.get(bound.payload)
    if value is None:
        return HTTPReply(status, bound.headers)
    if isinstance(payload_shape, StructureShape):
        return HTTPReply(status, (_JSON, *bound.headers), json_bytes(value, payload_shape))
    return HTTPReply(status, bound.headers, as_bytes(value))


def write_json(operation: Operation, members: Mapping[str, Any]) -> HTTPReply:
    """A successful json answer: all members in the body."""
    version = operation.service.model.metadata.get("jsonVersion", "1.0")
    content_type = ("Content-Type", f"application/x-amz-json-{version}")
    return HTTPReply(200, (content_type,), json_bytes(members, operation.output_shape))


def write_json_error(
    operation: Operation, code: str, message: str, status: int, members: Mapping[str, Any]
) -> HTTPReply:
    """A refusal as both JSON protocols send it: the code in a header and in the body, beside the members."""
    modelled = operation.errors.get(code)
    if modelled is None:
        fields: dict[str, Any] = {"message": message, **members}
    else:
        fields = json.loads(json_bytes(with_message(modelled.shape, message, members), modelled.shape))
        fields.setdefault("message", message)
    body = json.dumps({"__type": code, **fields}).encode()
    return HTTPReply(status, (_JSON, ("x-amzn-errortype", code)), body)


def with_message(shape: StructureShape, message: str, members: Mapping[str, Any]) -> dict[str, Any]:
    """An error's members with its message under the name that its shape has for it."""
    own = {name: message for name, member in shape.members.items() if wire_name(name, member).lower() == "message"}
    return {**own, **members}


_JSON = ("Content-Type", "application/json")
