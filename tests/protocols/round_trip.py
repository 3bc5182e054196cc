"""From members to bytes, and back through botocore's own parser; and what of them a protocol can tell."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

import botocore.parsers
from botocore.awsrequest import AWSResponse
from botocore.endpoint import convert_to_response_dict
from botocore.eventstream import EventStream
from botocore.response import StreamingBody
from urllib3 import HTTPResponse

from fakeaws.faults import HTTPReply
from fakeaws.model import ListShape, MapShape, Operation, Shape, StructureShape
from fakeaws.protocols.table import PROTOCOLS

REQUEST_ID = "c6104cbe-af31-11e0-8154-cbc7ccf896c7"


def carried(operation: Operation, members: Mapping[str, Any]) -> dict[str, Any]:
    """What botocore's parser makes of our bytes for these members; streams are read."""
    protocol = operation.service.protocol
    written = PROTOCOLS[protocol].reply(operation, members, REQUEST_ID)
    parsed = parsed_reply(operation, protocol, written, operation.output_shape)
    return {name: read(value) for name, value in parsed.items() if name != "ResponseMetadata"}


def parsed_reply(operation: Operation, protocol: str, written: HTTPReply, shape: Any) -> dict[str, Any]:
    """The bytes through botocore's response dict and parser."""
    headers: Any = {"Content-Length": str(len(written.body)), **dict(written.headers)}
    method: Any = operation.model.http.get("method")
    raw: Any = HTTPResponse(
        io.BytesIO(written.body), headers, written.status, preload_content=False, request_method=method
    )
    response = convert_to_response_dict(AWSResponse("", written.status, headers, raw), operation.model)
    parsed: dict[str, Any] = botocore.parsers.create_parser(protocol).parse(response, shape)
    return parsed


def tellable(operation: Operation, members: Mapping[str, Any]) -> dict[str, Any]:
    """The members as they come back when all goes well: what the protocol cannot tell is left out, what it adds is in.

    Each rule names the behaviour of botocore's parser, or of the protocol, that makes it.
    """
    shape = operation.output_shape
    if shape is None:
        return {}
    told = tellable_part(operation, members, shape)
    payload: Any = shape.serialization.get("payload")
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        if location == "headers":  # _parse_header_map: there even if empty
            told.setdefault(name, {})
        elif location == "statusCode":  # _parse_non_payload_attrs: the status of the response
            told.setdefault(name, operation.model.http.get("responseCode", 200))
        elif member.serialization.get("name", "").lower() == "content-length":  # what HTTP needs, the wire adds
            told.setdefault(name, _length(told.get(payload, b"")))
        elif member.serialization.get("eventstream"):  # there even if nothing comes
            told.setdefault(name, [])
        elif name == payload and member.type_name == "blob":  # convert_to_response_dict: any blob is a stream
            told.setdefault(name, b"")
        elif name == payload and member.type_name == "structure":  # _parse_payload: there even if nothing is in it
            told.setdefault(name, {})
    return told


def tellable_part(operation: Operation, members: Mapping[str, Any], shape: StructureShape) -> dict[str, Any]:
    """What comes back of the members of one structure of the operation."""
    told: dict[str, Any] = _tellable(members, shape, in_xml=operation.service.protocol in _XML)
    return told


def tellable_value(operation: Operation, value: Any, shape: Shape) -> Any:
    """What comes back of a value somewhere within an answer of the operation."""
    return _tellable(value, shape, in_xml=operation.service.protocol in _XML)


def _tellable(value: Any, shape: Shape, *, in_xml: bool) -> Any:
    match shape:
        case StructureShape() if shape.is_document_type:
            return value
        case StructureShape() if isinstance(value, list):  # the events of a stream
            return [_tellable_event(event, shape, in_xml=in_xml) for event in value]
        case StructureShape():
            parts = {name: (part, shape.members[name]) for name, part in value.items() if part is not None}
            told = {name: both for name, both in parts.items() if not _is_untold(*both, in_xml=in_xml)}
            return {name: _tellable(part, member, in_xml=in_xml) for name, (part, member) in told.items()}
        case ListShape():
            return [_tellable(item, shape.member, in_xml=in_xml) for item in value]
        case MapShape():
            return {key: _tellable(item, shape.value, in_xml=in_xml) for key, item in value.items()}
        case _ if isinstance(value, datetime):  # in UTC, because an ambiguous time of a zone equals none of another
            moment = value.astimezone(timezone.utc)
            return moment.replace(microsecond=0) if _is_of_whole_seconds(shape) else moment
        case _:
            return value


def _tellable_event(event: Mapping[str, Any], union: StructureShape, *, in_xml: bool) -> dict[str, Any]:
    told: dict[str, Any] = _tellable(event, union, in_xml=in_xml)
    for name, members in told.items():
        shape: Any = union.members[name]
        for inner, member in shape.members.items():
            if member.serialization.get("eventpayload"):  # likewise in EventStreamParser
                members.setdefault(inner, {} if member.type_name == "structure" else b"")
    return told


def _is_untold(value: Any, shape: Shape, *, in_xml: bool) -> bool:
    """Whether nothing is written: an empty flattened list has no element, an empty list in a header no header."""
    if value not in ([], {}):
        return False
    in_header = shape.serialization.get("location") == "header"
    return (in_xml and bool(shape.serialization.get("flattened"))) or (in_header and isinstance(shape, ListShape))


def _is_of_whole_seconds(shape: Shape) -> bool:
    """Whether a timestamp travels as an HTTP date, which has no fractions."""
    form = shape.serialization.get("timestampFormat")
    return form == "rfc822" or (form is None and shape.serialization.get("location") == "header")


def read(value: Any) -> Any:
    if isinstance(value, EventStream):
        return list(value)
    return value.read() if isinstance(value, StreamingBody) else value


def _length(body: Any) -> int:
    return len(body) if isinstance(body, bytes) else 0


_XML = frozenset({"ec2", "query", "rest-xml"})
