"""Answers read by botocore's own parsers, as a client reads them, with the handlers that it has around them."""

from __future__ import annotations

import copy
import functools
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import botocore.parsers
import botocore.session
from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.endpoint import convert_to_response_dict
from botocore.exceptions import EventStreamError

from fakeaws.errors import InputError
from fakeaws.faults import HTTPReply
from fakeaws.model import Operation


@dataclass(frozen=True, slots=True)
class Answer:
    """What boto3 makes of an answer: members of the response or, with `error`, those of the error beside it."""

    status: int
    members: Mapping[str, Any]
    error: Mapping[str, Any] | None = None


def answer_of(operation: Operation, reply: HTTPReply, protocol: str | None = None) -> Answer:
    """What boto3 makes of a reply to this operation: a body that is a stream as bytes, events as a list.

    Raises InputError for what botocore's parsers do not take.
    """
    body = _unzipped(operation, reply)
    spoken = protocol or operation.service.protocol
    if spoken in {"json", "rest-json"} and reply.status < _REFUSED and body:
        _expect_json(operation, body)
    try:
        return _read(operation, HTTPReply(reply.status, reply.headers, body), spoken)
    except Exception as error:  # noqa: BLE001  # botocore's parsers raise whatever a bad body makes them raise
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise InputError("", f"botocore cannot read this as an answer to {operation.name}: {what}.") from None


def as_handed_on(operation: Operation, members: Mapping[str, Any]) -> Mapping[str, Any]:
    """The members of a parsed response as boto3 hands them on, where they were taken before botocore's handlers."""
    place, handed = (
        f"{operation.service.model.service_id.hyphenize()}.{operation.api_name}",
        copy.deepcopy(dict(members)),
    )
    http = AWSResponse("", 200, cast("Any", HeadersDict()), cast("Any", None))
    try:
        _handlers().emit(
            f"after-call.{place}", http_response=http, parsed=handed, model=operation.model, context=_CONTEXT
        )
    except Exception:  # noqa: BLE001  # a handler that cannot read a value: it stays, and a check tells of it
        return members
    return handed


def _read(operation: Operation, reply: HTTPReply, protocol: str) -> Answer:
    model = operation.model
    headers: Any = HeadersDict(reply.headers)
    http = AWSResponse("", reply.status, headers, cast("Any", _Raw(reply.body)))
    told: dict[str, Any] = convert_to_response_dict(http, model)
    place, added = f"{model.service_model.service_id.hyphenize()}.{model.name}", dict[str, Any]()
    _handlers().emit(f"before-parse.{place}", operation_model=model, response_dict=told, customized_response_dict=added)
    parser: Any = botocore.parsers.create_parser(protocol)
    parsed: dict[str, Any] = parser.parse(told, model.output_shape)
    parsed.update(added)
    if told["status_code"] >= _REFUSED:
        _add_members_of_error(parsed, told, operation, parser)
    _handlers().emit(f"after-call.{place}", http_response=http, parsed=parsed, model=model, context=_CONTEXT)
    parsed.pop("ResponseMetadata", None)
    if told["status_code"] >= _REFUSED:
        return Answer(told["status_code"], parsed, parsed.pop("Error", {}))
    return Answer(told["status_code"], _without_streams(parsed, operation, reply.body))


def _expect_json(operation: Operation, body: bytes) -> None:
    """Raise InputError for a body that is none: botocore takes it for an answer without members."""
    shape = operation.output_shape
    payload = shape.members.get(shape.serialization.get("payload", "")) if shape is not None else None
    is_raw = payload is not None and payload.type_name in {"blob", "string"}
    if shape is None or is_raw or operation.event_stream is not None:
        return
    try:
        json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError("", f"expected a body of JSON in the answer to {operation.name}: {error}.") from None


def _add_members_of_error(parsed: dict[str, Any], told: Any, operation: Operation, parser: Any) -> None:
    """As botocore's Endpoint does it, in a second pass."""
    shape = operation.service.model.shape_for_error_code(parsed.get("Error", {}).get("Code", ""))
    if shape is not None:
        parsed.update(parser.parse(told, shape))


def _without_streams(parsed: dict[str, Any], operation: Operation, body: bytes) -> dict[str, Any]:
    shape, stream = operation.output_shape, operation.event_stream
    payload = shape.serialization.get("payload") if shape is not None else None
    if stream is not None:
        return {**parsed, stream: list(_events(parsed[stream]))}
    if payload is not None and hasattr(parsed.get(payload), "read"):
        return {**parsed, payload: body}
    return parsed


def _events(stream: Any) -> Iterator[dict[str, Any]]:
    """The events, and as the last one the error that a stream may end with."""
    try:
        yield from stream
    except EventStreamError as error:
        said = error.response["Error"]
        yield {said["Code"]: {"message": said["Message"]}}


def _unzipped(operation: Operation, reply: HTTPReply) -> bytes:
    """The body as a library that unzips gives it; an object that is stored zipped stays so."""
    zipped = any(name.lower() == "content-encoding" and "gzip" in value.lower() for name, value in reply.headers)
    if not zipped or operation.model.has_streaming_output or not reply.body.startswith(b"\x1f\x8b"):
        return reply.body
    try:
        return gzip.decompress(reply.body)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("", f"expected a gzipped body, as its Content-Encoding says: {error}.") from None


class _Raw(io.BytesIO):
    """A body as urllib3 gives it to botocore."""

    def stream(self, *_: Any) -> Iterator[bytes]:
        yield self.read()


@functools.cache
def _handlers() -> Any:
    """The events of a session, with botocore's own handlers and nobody else's."""
    return botocore.session.Session().get_component("event_emitter")


_REFUSED = 300
_CONTEXT = {"encoding_type_auto_set": True}
"""botocore asks S3 to quote keys unless the code did, which a request does not show."""
