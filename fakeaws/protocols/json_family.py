"""The protocols whose body is one JSON or CBOR value: rest-json, where the URL names the operation, json and RPC v2."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fakeaws.faults import HTTPReply
from fakeaws.model import Operation
from fakeaws.protocols.cbor_body import CBOR, cbor_json, cbor_structure
from fakeaws.protocols.event_stream import STREAM_HEADERS, frames, initial_response
from fakeaws.protocols.json_body import JSON, json_structure
from fakeaws.protocols.quirks import query_code
from fakeaws.protocols.reply import Body, Refusal
from fakeaws.protocols.rest import Headers, bind, rest_reply


def write_rest_json(operation: Operation, members: Mapping[str, Any], request_id: str) -> HTTPReply:
    """A successful rest-json answer."""
    return rest_reply(operation, members, JSON, _ids(request_id))


def write_rest_json_error(operation: Operation, refusal: Refusal, request_id: str) -> HTTPReply:
    """A refusal of rest-json: the code in a header, members where their shape binds them."""
    modelled = operation.errors.get(refusal.code)
    headers: Headers = ()
    fields = dict(refusal.members)
    if modelled is not None:
        bound = bind(refusal.named_members(operation), modelled.shape)
        headers, fields = bound.headers, json_structure(bound.body, modelled.shape)
    body = b"" if operation.model.http.get("method") == "HEAD" else _json({"message": refusal.message, **fields})
    code = ("x-amzn-ErrorType", refusal.code)
    return HTTPReply(refusal.status, (("Content-Type", JSON.content_type), code, *_ids(request_id), *headers), body)


def write_json(operation: Operation, members: Mapping[str, Any], request_id: str) -> HTTPReply:
    """A successful json answer: all members in the body."""
    version = operation.service.model.metadata.get("jsonVersion", "1.0")
    return _rpc_reply(operation, members, JSON, f"application/x-amz-json-{version}", _ids(request_id))


def write_json_error(operation: Operation, refusal: Refusal, request_id: str) -> HTTPReply:
    """A refusal of json: the code in the body, beside the members."""
    version = operation.service.model.metadata.get("jsonVersion", "1.0")
    modelled = operation.errors.get(refusal.code)
    fields = dict(refusal.members)
    if modelled is not None:
        fields = json_structure(refusal.named_members(operation), modelled.shape)
    body = _json({"__type": _name(operation, refusal), "message": refusal.message, **fields})
    content_type = ("Content-Type", f"application/x-amz-json-{version}")
    return HTTPReply(refusal.status, (content_type, *_ids(request_id), *_query_error(operation, refusal)), body)


def write_cbor(operation: Operation, members: Mapping[str, Any], request_id: str) -> HTTPReply:
    """A successful answer of RPC v2: all members in the body."""
    return _rpc_reply(operation, members, CBOR, CBOR.content_type, (_RPC_V2, *_ids(request_id)))


def write_cbor_error(operation: Operation, refusal: Refusal, request_id: str) -> HTTPReply:
    """A refusal of RPC v2: like that of json, in CBOR."""
    modelled = operation.errors.get(refusal.code)
    head = {"__type": _name(operation, refusal), "message": refusal.message}
    if modelled is None:
        body = cbor_json({**head, **refusal.members})
    else:
        body = cbor_structure(refusal.named_members(operation), modelled.shape, head)
    headers = (("Content-Type", CBOR.content_type), _RPC_V2, *_ids(request_id), *_query_error(operation, refusal))
    return HTTPReply(refusal.status, headers, body)


def _rpc_reply(
    operation: Operation, members: Mapping[str, Any], body: Body, content_type: str, headers: Headers
) -> HTTPReply:
    shape = operation.output_shape
    if shape is None:
        return HTTPReply(200, (("Content-Type", content_type), *headers), body.empty)
    stream = operation.event_stream
    if stream is None:
        return HTTPReply(200, (("Content-Type", content_type), *headers), body.write(shape.name, members, shape))
    beside = {name: value for name, value in members.items() if name != stream}
    events = frames(members.get(stream) or (), shape.members[stream], body)
    content = initial_response(beside, shape, body) + events
    return HTTPReply(200, (*STREAM_HEADERS, *headers), content)


def _json(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields).encode()


def _name(operation: Operation, refusal: Refusal) -> str:
    """The code in the body; one that an older protocol had for it stands in a header."""
    modelled = operation.errors.get(refusal.code)
    return modelled.name if modelled and _is_query_compatible(operation) else refusal.code


def _query_error(operation: Operation, refusal: Refusal) -> Headers:
    if not _is_query_compatible(operation):
        return ()
    return (("x-amzn-query-error", f"{query_code(operation, refusal.code)};{refusal.fault}"),)


def _is_query_compatible(operation: Operation) -> bool:
    return "awsQueryCompatible" in operation.service.model.metadata


def _ids(request_id: str) -> Headers:
    return (("x-amzn-RequestId", request_id),)


_RPC_V2 = ("smithy-protocol", "rpc-v2-cbor")
