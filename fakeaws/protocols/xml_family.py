"""The protocols that answer in XML: query, ec2, and rest-xml with S3's own ways."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.faults import HTTPReply
from fakeaws.model import Operation
from fakeaws.protocols.reply import Body, Refusal, wire_name
from fakeaws.protocols.rest import Headers, rest_reply
from fakeaws.protocols.xml_body import XmlDialect, escaped, inside, writer


def write_query(operation: Operation, members: Mapping[str, Any], request_id: str) -> HTTPReply:
    """A successful query answer: the members in a wrapper of the result, the request id in the body."""
    shape, content = operation.output_shape, ""
    if shape is not None:
        content = inside(shape, _XML)(members)
        if wrapper := shape.serialization.get("resultWrapper"):
            content = f"<{wrapper}>{content}</{wrapper}>"
    metadata = f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>"
    return _xml(200, _ids(request_id), _root(f"{operation.api_name}Response", operation, content + metadata))


def write_query_error(operation: Operation, refusal: Refusal, request_id: str) -> HTTPReply:
    """A refusal of query: whose fault, code, message and members inside one element."""
    error = _error(operation, refusal, {"Type": refusal.fault, "Code": refusal.code, "Message": refusal.message})
    content = f"<Error>{error}</Error><RequestId>{request_id}</RequestId>"
    return _xml(refusal.status, _ids(request_id), _root("ErrorResponse", operation, content))


def write_ec2(operation: Operation, members: Mapping[str, Any], request_id: str) -> HTTPReply:
    """A successful ec2 answer: the members beside the request id."""
    content = f"<requestId>{request_id}</requestId>"
    if operation.output_shape is not None:
        content += inside(operation.output_shape, _EC2)(members)
    return _xml(200, _ids(request_id), _root(f"{operation.api_name}Response", operation, content))


def write_ec2_error(operation: Operation, refusal: Refusal, request_id: str) -> HTTPReply:
    """A refusal of ec2, which says neither whose fault it is nor calls the request id as its answers do."""
    error = _error(operation, refusal, {"Code": refusal.code, "Message": refusal.message})
    content = f"<Response><Errors><Error>{error}</Error></Errors><RequestID>{request_id}</RequestID></Response>"
    return _xml(refusal.status, _ids(request_id), content)


def write_rest_xml(operation: Operation, members: Mapping[str, Any], request_id: str) -> HTTPReply:
    """A successful rest-xml answer."""
    headers = _ids_of(operation, request_id).headers
    if operation.name == "s3.get_bucket_location":  # its one member is the text of the root, which the model cannot say
        location = escaped(members.get("LocationConstraint") or "")
        return _xml(200, headers, f'<LocationConstraint xmlns="{_S3}">{location}</LocationConstraint>')
    return rest_reply(operation, members, XML, headers)


def write_rest_xml_error(operation: Operation, refusal: Refusal, request_id: str) -> HTTPReply:
    """A refusal of rest-xml; S3's is the bare error, and to HEAD it has no body at all."""
    ids = _ids_of(operation, request_id)
    if operation.model.http.get("method") == "HEAD":
        return HTTPReply(refusal.status, (("Content-Type", XML.content_type), *ids.headers))
    if operation.service.name == "s3":
        head = {"Code": refusal.code, "Message": refusal.message, "RequestId": ids.request, "HostId": ids.host}
        return _xml(refusal.status, ids.headers, f"<Error>{_error(operation, refusal, head)}</Error>")
    said = {"Message": refusal.message} if refusal.message else {}
    error = _error(operation, refusal, {"Type": refusal.fault, "Code": refusal.code, **said})
    content = f"<Error>{error}</Error><RequestId>{request_id}</RequestId>"
    return _xml(refusal.status, ids.headers, _root("ErrorResponse", operation, content))


@dataclass(frozen=True, slots=True)
class _Ids:
    """How one answer is told from all others: S3 names its request and the host that served it."""

    request: str
    host: str
    headers: Headers


def _ids_of(operation: Operation, request_id: str) -> _Ids:
    if operation.service.name not in _WITH_HOST_IDS:
        return _Ids(request_id, "", _ids(request_id))
    request = request_id.replace("-", "")[:16].upper()
    host = base64.b64encode(hashlib.sha512(request_id.encode()).digest()[:56]).decode()
    return _Ids(request, host, (("x-amz-request-id", request), ("x-amz-id-2", host)))


def _ids(request_id: str) -> Headers:
    return (("x-amzn-RequestId", request_id),)


def _error(operation: Operation, refusal: Refusal, head: Mapping[str, str]) -> str:
    """What stands inside an error: its head, and the members that do not stand there already."""
    written = "".join(f"<{name}>{escaped(text)}</{name}>" for name, text in head.items())
    modelled = operation.errors.get(refusal.code)
    if modelled is None:
        return written + "".join(_loose(name, value) for name, value in refusal.members.items())
    shapes = modelled.shape.members
    beside = {name: value for name, value in refusal.members.items() if name not in shapes}  # S3's Key, as recorded
    members = {
        name: value
        for name, value in refusal.named_members(operation).items()
        if name in shapes and wire_name(name, shapes[name]) not in {*head, "Message"}
    }
    written += inside(modelled.shape, _XML)(members)
    return written + "".join(_loose(name, value) for name, value in beside.items())


def _loose(name: str, value: Any) -> str:
    """An element that no shape describes."""
    if isinstance(value, (Mapping, list, tuple)):
        what = f"{name} has parts, and XML has no way to write those of an error that is not modelled"
        raise ValueError(what)  # noqa: TRY004  # refused like any other value that XML cannot hold
    return f"<{name}>{escaped(str(value))}</{name}>"


def _root(name: str, operation: Operation, content: str) -> str:
    namespace = operation.service.model.metadata.get("xmlNamespace")
    return f'<{name} xmlns="{namespace}">{content}</{name}>' if namespace else f"<{name}>{content}</{name}>"


def _xml(status: int, headers: Headers, content: str) -> HTTPReply:
    return HTTPReply(status, (("Content-Type", "text/xml"), *headers), f"{_DECLARATION}{content}".encode())


def _document(name: str, value: Any, shape: Any) -> bytes:
    return f"{_DECLARATION}{writer(name, shape, _XML)(value)}".encode()


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XML = XmlDialect(item="member", timestamps="iso8601")
_EC2 = XmlDialect(item="item", timestamps="iso8601.000")
_S3 = "http://s3.amazonaws.com/doc/2006-03-01/"
_WITH_HOST_IDS = frozenset({"s3", "s3control"})

XML = Body("application/xml", _document, b"")
