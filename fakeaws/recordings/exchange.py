"""One request and its response, out of the entry of a cassette in any of the spellings of the VCRs."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.errors import InputError
from fakeaws.faults import HTTPReply
from fakeaws.protocols.request import Headers, HTTPRequest


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was sent and what came back."""

    request: HTTPRequest
    reply: HTTPReply


def exchange_in(entry: Any) -> Exchange:
    """Raises InputError for what is no request with its response."""
    match entry:
        case {"request": {"method": str(method), "uri": str(url), **request}, "response": {**response}}:
            sent = Headers({name: values[0] for name, values in _headers(request).items() if values})
            came = tuple((name, value) for name, values in _headers(response).items() for value in values)
            return Exchange(
                HTTPRequest(method.upper(), url, sent, _body(request.get("body"))),
                HTTPReply(_status(response), came, _body(response.get("body"))),
            )
        case _:
            raise InputError("", "expected a request with method and uri, and its response.")


def _status(response: Mapping[Any, Any]) -> int:
    match response.get("status"):
        case {"code": int(code)} if 100 <= code < 600:  # noqa: PLR2004  # HTTP's own
            return code
        case found:
            raise InputError("", f"expected the status of a response with its code, found {found!r}.")


def _headers(told: Mapping[Any, Any]) -> dict[str, list[str]]:
    headers = told.get("headers") or {}
    if not isinstance(headers, Mapping):
        raise InputError("", f"expected headers by their names, found {type(headers).__name__}.")
    return {str(name): [_text(one) for one in _listed(values)] for name, values in headers.items()}


def _listed(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def _text(value: Any) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def _body(body: Any) -> bytes:
    match body:
        case None:
            return b""
        case str():
            return body.encode("utf-8", "surrogateescape")
        case bytes():
            return body
        case list():
            return b"".join(map(_body, body))
        case {"base64_string": str(text)}:
            return _decoded(text)
        case {"string": inner}:
            return _body(inner)
        case {} if not body:
            return b""
        case _:
            raise InputError("", f"expected a body as a text or bytes, found {type(body).__name__}.")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except ValueError as error:
        raise InputError("", f"expected a body in base64: {error}.") from None
