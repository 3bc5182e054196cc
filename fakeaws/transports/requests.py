"""What an attempt sent, kept as plain data."""

from __future__ import annotations

from botocore.awsrequest import AWSPreparedRequest

from fakeaws.log import Request


def request_of(sent: AWSPreparedRequest) -> Request:
    """The request as it is now; a body that is a stream is not read, because botocore may send it again."""
    headers = {str(name): _text(value) for name, value in sent.headers.items()}
    return Request(str(sent.method), str(sent.url), headers, _bytes(sent.body))


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _bytes(body: object) -> bytes | None:
    match body:
        case None:
            return b""
        case bytes():
            return body
        case bytearray():
            return bytes(body)
        case str():
            return body.encode()
        case _:
            return None
