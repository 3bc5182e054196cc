"""What an attempt sent, kept as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders

from fakeaws.log import Request


def request_of(sent: AWSPreparedRequest) -> Request:
    """The request, read to its end as a socket does: an upload tells its progress by that; a retry goes back first."""
    headers = {str(name): _text(value) for name, value in sent.headers.items()}
    body, size = _read(sent.body)
    if _is_in_chunks(sent.headers):
        body = None if body is None else _without_chunks(body)
        size = int(sent.headers.get("X-Amz-Decoded-Content-Length", size)) if body is None else len(body)
    return Request(str(sent.method), str(sent.url), headers, body, size)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _read(body: Any) -> tuple[bytes | None, int]:
    """The bytes, unless they are a stream of more than is kept, and how many they are."""
    match body:
        case None:
            return b"", 0
        case bytes() | bytearray():
            return bytes(body), len(body)
        case str():
            return body.encode(), len(body.encode())
        case _:
            return _read_stream(body)


def _read_stream(stream: Any) -> tuple[bytes | None, int]:
    kept, size = bytearray(), 0
    for said in _parts(stream):
        part = said.encode() if isinstance(said, str) else said
        size += len(part)
        if size <= MOST_KEPT:
            kept += part
    return (bytes(kept) if size <= MOST_KEPT else None), size


def _parts(stream: Any) -> Iterator[Any]:
    if not hasattr(stream, "read"):
        yield from stream
        return
    while part := stream.read(_AT_ONCE):
        yield part


def _is_in_chunks(headers: HTTPHeaders) -> bool:
    """Whether botocore wrapped the body; only it sends the checksum behind its chunks."""
    return "X-Amz-Trailer" in headers and "aws-chunked" in _text(headers.get("Content-Encoding", ""))


def _without_chunks(sent: bytes) -> bytes:
    """The payload of `aws-chunked`: each chunk has its length, in hexadecimal, before it; the trailer follows 0."""
    payload, rest = bytearray(), sent
    while rest:
        head, _, rest = rest.partition(b"\r\n")
        length = int(head.partition(b";")[0], 16)
        if not length:
            break
        payload += rest[:length]
        rest = rest[length + len(b"\r\n") :]
    return bytes(payload)


_AT_ONCE = 1024 * 1024
MOST_KEPT = 1024 * 1024
"""How much of a stream is kept, as it was sent."""
