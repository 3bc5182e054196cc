"""Requests for any operation, as botocore's own serialisers make them."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from botocore.awsrequest import create_request_object, prepare_request_dict
from botocore.serialize import create_serializer

from fakeaws.model import ListShape, MapShape, Operation, Shape, StructureShape
from fakeaws.protocols.request import Headers, HTTPRequest

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)


def request_of(operation: Operation, params: dict[str, Any], *, signed: bool = True) -> HTTPRequest:
    """The request that a client would send for these parameters to a host of AWS, or a local one."""
    model: Any = operation.service.model
    serializer = create_serializer(operation.service.protocol, include_validation=False)
    told = serializer.serialize_to_request(params, operation.model)
    prefix = told.pop("host_prefix", "")
    prepare_request_dict(told, f"https://{prefix if signed else ''}{model.endpoint_prefix}.eu-west-1.amazonaws.com", {})
    request: Any = create_request_object(told).prepare()
    headers = {name: str(value) for name, value in request.headers.items()}
    if signed:
        scope = f"AKIDEXAMPLE/20260102/eu-west-1/{model.signing_name}/aws4_request"
        headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
    body = request.body or b""
    return HTTPRequest(
        request.method, request.url, Headers(headers), body.encode() if isinstance(body, str) else bytes(body)
    )


def sample(shape: Shape | None, name: str = "x", within: tuple[str, ...] = ()) -> Any:
    """A value with every member of a shape, up to where a shape is met again within itself."""
    match shape:
        case None:
            return {}
        case StructureShape() if shape.is_document_type:
            return {"some": ["document", 1, True]}
        case StructureShape():
            inner = (*within, shape.name)
            parts = {
                key: sample(one, key, inner)
                for key, one in shape.members.items()
                if _leaf(one).name not in inner and not one.serialization.get("eventstream")
            }
            return dict(list(parts.items())[:1]) if shape.is_tagged_union else parts
        case ListShape():
            return [sample(shape.member, f"{name}{number}", within) for number in (1, 2)]
        case MapShape():
            return {f"{name}-{number}": sample(shape.value, f"{name}{number}", within) for number in (1, 2)}
        case _:
            return _scalar(shape, name)


def _leaf(shape: Shape) -> Shape:
    match shape:
        case ListShape():
            return _leaf(shape.member)
        case MapShape():
            return _leaf(shape.value)
        case _:
            return shape


def _scalar(shape: Shape, name: str) -> Any:
    if shape.serialization.get("hostLabel"):
        return "label"
    match shape.type_name:
        case "timestamp":
            return AT
        case "blob":
            return f"{name} \N{SNOWMAN}".encode()
        case "boolean":
            return True
        case "integer" | "long":
            return 7
        case "float" | "double":
            return 1.5
        case _:
            choices: list[str] = getattr(shape, "enum", [])
            return choices[0] if choices else f"a {name}&=%+"
