"""The parameters of a request: what botocore's serialisers made of them, undone.

A body is read by botocore's own parsers, which read an input shape as well as an output shape; what they do not know,
labels, query strings and forms, is read here. What botocore adds on its own account is left out (`_ADDED`): that is not
what the code gave.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import unquote

import botocore.parsers

from fakeaws.errors import InputError
from fakeaws.model import ListShape, MapShape, Operation, Shape, StructureShape
from fakeaws.protocols.recognition import Recognised, path_pattern
from fakeaws.protocols.reply import wire_name
from fakeaws.protocols.request import HTTPRequest
from fakeaws.protocols.scalars import as_datetime


def params_of(request: HTTPRequest, found: Recognised) -> dict[str, Any]:
    """The parameters as the code gave them to boto3, as far as the request tells. Raises InputError."""
    operation, shape = found.operation, found.operation.input_shape
    if shape is None:
        return {}
    try:
        params = _READERS[found.protocol](request, operation, shape)
    except Exception as error:  # noqa: BLE001  # botocore's parsers raise whatever a bad body makes them raise
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise InputError("", f"the parameters of {operation.name} cannot be read from this request: {what}.") from None
    return _as_given(params, operation)


def _of_body(request: HTTPRequest, operation: Operation, shape: StructureShape) -> dict[str, Any]:
    protocol = "smithy-rpc-v2-cbor" if _RPC_V2.match(request.path) else "json"
    return _parsed(protocol, operation, request, shape) if request.content else {}


def _of_rest(request: HTTPRequest, operation: Operation, shape: StructureShape) -> dict[str, Any]:
    fixed = {one.partition("=")[0] for one in operation.model.http["requestUri"].partition("?")[2].split("&")}
    outside = _labels(request, operation, shape) | _query(request, shape, fixed)
    payload = shape.serialization.get("payload")
    if payload is None or shape.members[payload].type_name not in {"blob", "string"}:
        return outside | _parsed(operation.service.protocol, operation, request, shape)
    content = request.content
    body = {payload: content if shape.members[payload].type_name == "blob" else content.decode()} if content else {}
    without = HTTPRequest(request.method, request.url, request.headers, b"")
    return outside | _parsed(operation.service.protocol, operation, without, _in_headers(shape)) | body


def _of_form(request: HTTPRequest, operation: Operation, shape: StructureShape) -> dict[str, Any]:
    fields = request.form or dict(request.query)
    is_ec2 = operation.service.protocol == "ec2"
    read: dict[str, Any] = _from_form(_tree(fields), shape, is_ec2)
    return read


def _parsed(protocol: str, operation: Operation, request: HTTPRequest, shape: StructureShape) -> dict[str, Any]:
    parser = botocore.parsers.create_parser(protocol)
    told = {"status_code": 200, "headers": request.headers, "body": request.content}
    parsed: dict[str, Any] = parser.parse({**told, "context": {"operation_name": operation.api_name}}, shape)
    empty = {name for name, one in shape.members.items() if _location(one) == "headers" and not parsed.get(name)}
    beside = {"ResponseMetadata", *empty}
    return {name: value for name, value in parsed.items() if name not in beside and value is not None}


def _labels(request: HTTPRequest, operation: Operation, shape: StructureShape) -> dict[str, Any]:
    template = operation.model.http["requestUri"].partition("?")[0]
    match = path_pattern(template).fullmatch(request.path)
    by_label = {wire_name(name, one): name for name, one in shape.members.items() if _location(one) == "uri"}
    labels = [label.strip("{}+") for label in re.findall(r"\{[^}]+\}", template)]
    texts = dict(zip(labels, match.groups() if match else (), strict=False))
    return {
        name: _scalar(unquote(texts[label]), shape.members[name]) for label, name in by_label.items() if label in texts
    }


def _query(request: HTTPRequest, shape: StructureShape, fixed: Iterable[str]) -> dict[str, Any]:
    given: dict[str, list[str]] = {}
    for key, text in (pair for pair in request.query if pair[0] not in fixed):
        given.setdefault(key, []).append(text)
    read: dict[str, Any] = {}
    loose: dict[str, MapShape] = {}
    for name, member in shape.members.items():
        if _location(member) != "querystring":
            continue
        if isinstance(member, MapShape):
            loose[name] = member
        elif (texts := given.pop(wire_name(name, member), None)) is not None:
            listed = member.member if isinstance(member, ListShape) else None
            read[name] = [_scalar(one, listed) for one in texts] if listed else _scalar(texts[-1], member)
    for name, member in loose.items():
        if given:
            is_list = isinstance(member.value, ListShape)
            read[name] = {key: texts if is_list else texts[-1] for key, texts in given.items()}
    return read


def _tree(fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields by the parts of their names: what has both a value and parts keeps its value under ''."""
    tree: dict[str, Any] = {}
    for key, text in fields.items():
        place = tree
        for part in key.split("."):
            place = place.setdefault(part, {})
        place[""] = text
    return tree


def _from_form(tree: Mapping[str, Any], shape: Shape, is_ec2: bool) -> Any:  # noqa: FBT001
    match shape:
        case StructureShape():
            named = {name: tree.get(_form_name(name, one, is_ec2)) for name, one in shape.members.items()}
            return {
                name: _from_form(part, shape.members[name], is_ec2) for name, part in named.items() if part is not None
            }
        case ListShape():
            inner = tree if is_ec2 or _is_flat(shape) else tree.get(wire_name("member", shape.member), {})
            return [_from_form(inner[number], shape.member, is_ec2) for number in _numbers(inner)]
        case MapShape():
            inner = tree if _is_flat(shape) else tree.get("entry", {})
            pairs = [inner[number] for number in _numbers(inner)]
            key, value = wire_name("key", shape.key), wire_name("value", shape.value)
            return {one[key][""]: _from_form(one.get(value, {"": ""}), shape.value, is_ec2) for one in pairs}
        case _:
            return _scalar(tree.get("", ""), shape)


def _form_name(name: str, shape: Shape, is_ec2: bool) -> str:  # noqa: FBT001
    serialization = shape.serialization
    if is_ec2:
        known = serialization.get("name")
        return str(serialization.get("queryName") or (known[:1].upper() + known[1:] if known else name))
    if isinstance(shape, ListShape) and _is_flat(shape) and shape.member.serialization.get("name"):
        return str(shape.member.serialization["name"])
    return wire_name(name, shape)


def _numbers(tree: Mapping[str, Any]) -> list[str]:
    return sorted((key for key in tree if key.isdecimal()), key=int)


def _scalar(text: str, shape: Shape) -> Any:
    match shape.type_name:
        case "boolean":
            return text == "true"
        case "integer" | "long":
            return int(text)
        case "float" | "double":
            return float(text)
        case "timestamp":
            return as_datetime(text)
        case "blob":
            return base64.b64decode(text)
        case _:
            return text


def _as_given(params: dict[str, Any], operation: Operation) -> dict[str, Any]:
    tokens = {
        name: value
        for name, value in params.items()
        if name in operation.idempotency_tokens and isinstance(value, str) and _UUID4.fullmatch(value)
    }
    given = {name: value for name, value in params.items() if name not in tokens}
    for name in (operation.service.name, operation.name):
        given = _ADDED[name](given) if name in _ADDED else given
    return given


def _location(shape: Shape) -> str | None:
    location: str | None = shape.serialization.get("location")
    return location


def _is_flat(shape: Shape) -> bool:
    return bool(shape.serialization.get("flattened"))


def _in_headers(shape: StructureShape) -> StructureShape:
    """A shape of the members that travel in headers alone."""
    whole: Any = shape
    members = {name: one for name, one in whole._shape_model["members"].items() if str(one.get("location")) in _HEADERS}
    model = {name: part for name, part in whole._shape_model.items() if name != "payload"}
    return StructureShape(shape.name, {**model, "members": members}, whole._shape_resolver)


def _s3(params: dict[str, Any]) -> dict[str, Any]:
    """Without checksums that botocore makes unasked, lengths, and the quoting of keys that it asks for."""
    added = {"ContentLength", "ContentMD5", "SSECustomerKeyMD5", "CopySourceSSECustomerKeyMD5"}
    if params.get("ChecksumAlgorithm") in {None, "CRC32"}:
        added |= {"ChecksumAlgorithm", "ChecksumCRC32"}
    if params.get("ChecksumMode") == "ENABLED":
        added.add("ChecksumMode")
    if params.get("EncodingType") == "url":
        added.add("EncodingType")
    return {name: value for name, value in params.items() if name not in added}


def _with_user_data(params: dict[str, Any]) -> dict[str, Any]:
    try:
        return {**params, "UserData": base64.b64decode(params["UserData"], validate=True).decode()}
    except (KeyError, ValueError):  # none, or no text
        return params


def _without(*names: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda params: {name: value for name, value in params.items() if name not in names}


_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_HEADERS = frozenset({"header", "headers"})
_RPC_V2 = re.compile(r"/service/[^/]+/operation/")

_READERS: dict[str, Callable[[HTTPRequest, Operation, StructureShape], dict[str, Any]]] = {
    "ec2": _of_form,
    "json": _of_body,
    "query": _of_form,
    "rest-json": _of_rest,
    "rest-xml": _of_rest,
    "smithy-rpc-v2-cbor": _of_body,
}

_ADDED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    # By service or operation: what botocore's handlers add to the parameters, or change in them (botocore/handlers.py).
    "autoscaling.create_launch_configuration": _with_user_data,
    "ec2.copy_snapshot": _without("PresignedUrl", "DestinationRegion"),
    "ec2.run_instances": _with_user_data,
    "glacier.upload_archive": _without("checksum"),
    "glacier.upload_multipart_part": _without("checksum"),
    "s3": _s3,
}
