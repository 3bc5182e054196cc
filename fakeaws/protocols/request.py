"""A request as it went over the wire: what of it tells service and operation, and what parameters."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit


class Headers(dict[str, str]):
    """Headers as they were sent, and found by their names in any case."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__(headers)
        self._by_name = {name.lower(): value for name, value in headers.items()}

    def __contains__(self, name: object) -> bool:
        return str(name).lower() in self._by_name

    def __getitem__(self, name: str) -> str:
        return self._by_name[name.lower()]

    def get(self, name: str, default: Any = None) -> Any:
        return self._by_name.get(name.lower(), default)


@dataclass(frozen=True)
class HTTPRequest:
    """One request as it was sent."""

    method: str
    url: str
    headers: Headers
    body: bytes

    @functools.cached_property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @functools.cached_property
    def path(self) -> str:
        """The path as it was sent, quoted; of S3 always with the bucket first, wherever it was."""
        path = urlsplit(self.url).path or "/"
        bucket = _BUCKET_IN_HOST.match(self.host)
        return f"/{bucket['bucket']}{path}" if bucket else path

    @functools.cached_property
    def query(self) -> tuple[tuple[str, str], ...]:
        return tuple(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))

    @functools.cached_property
    def form(self) -> Mapping[str, str]:
        """The fields of a form, where the body is one."""
        if "x-www-form-urlencoded" not in self.headers.get("content-type", ""):
            return {}
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    @functools.cached_property
    def signed_for(self) -> str | None:
        """The name of the service that the request was signed for."""
        signed = dict(self.query).get("X-Amz-Credential") or self.headers.get("authorization", "")
        match = _SCOPE.search(signed)
        return match["service"] if match else None

    @functools.cached_property
    def content(self) -> bytes:
        """The body without the chunks and the trailer in which botocore sends a stream."""
        is_chunked = "aws-chunked" in self.headers.get("content-encoding", "")
        return _unchunked(self.body) if is_chunked or (_CHUNK.match(self.body) and self._has_trailer) else self.body

    @property
    def _has_trailer(self) -> bool:
        return "x-amz-trailer" in self.headers


def _unchunked(body: bytes) -> bytes:
    content, at = [], 0
    while match := _CHUNK.match(body, at):
        size = int(match["size"], 16)
        content.append(body[match.end() : match.end() + size])
        at = match.end() + size + 2
        if size == 0:
            return b"".join(content)
    return body  # no chunks after all


_SCOPE = re.compile(r"(?:Credential=)?[^/\s,]+/\d{8}/[^/\s]+/(?P<service>[^/\s]+)/aws4_request")
_BUCKET_IN_HOST = re.compile(r"(?P<bucket>.+)\.s3(?:-accelerate|-[a-z]+-[a-z]+-\d)?\.")
_CHUNK = re.compile(rb"(?P<size>[0-9a-fA-F]{1,8})(?:;[^\r\n]*)?\r\n")
