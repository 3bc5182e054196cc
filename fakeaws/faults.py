"""What can go wrong below the service: socket, bytes, time. One entry of FAULTS each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import botocore.exceptions as botocore_errors

from fakeaws.errors import PlanError
from fakeaws.nearest import did_you_mean


@dataclass(frozen=True, slots=True)
class HTTPReply:
    """An HTTP response before it is bytes on a socket."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One way for the layers below the service to fail.

    Either an exception, as botocore's HTTP session raises it for a URL, or a reply that no
    service wrote. `takes` names the client's time-out that passes before it shows.
    """

    sentence: str
    raises: Callable[[str], Exception] | None = None
    answers: HTTPReply | None = None
    takes: Literal["connect_timeout", "read_timeout"] | None = None


def fault_kind(name: str) -> FaultKind:
    """The entry of FAULTS called `name`. Raises PlanError."""
    if name not in FAULTS:
        raise PlanError(f"{name} is not a fault.{did_you_mean(name, FAULTS)}")
    return FAULTS[name]


def _from_a_proxy(status: int, words: str) -> HTTPReply:
    page = f"<html><head><title>{status} {words}</title></head><body>{words}</body></html>"
    return HTTPReply(status, (("Content-Type", "text/html"),), page.encode())


FAULTS: dict[str, FaultKind] = {
    "connect-timeout": FaultKind(
        "the connection is not made in time",
        raises=lambda url: botocore_errors.ConnectTimeoutError(endpoint_url=url, error="fault of the test"),
        takes="connect_timeout",
    ),
    "read-timeout": FaultKind(
        "the request is sent, and no answer comes in time",
        raises=lambda url: botocore_errors.ReadTimeoutError(endpoint_url=url, error="fault of the test"),
        takes="read_timeout",
    ),
    "connection-refused": FaultKind(
        "nobody listens at the other end",
        raises=lambda url: botocore_errors.EndpointConnectionError(endpoint_url=url, error="connection refused"),
    ),
    "dns-failure": FaultKind(
        "the host's name is not found",
        raises=lambda url: botocore_errors.EndpointConnectionError(endpoint_url=url, error="name not known"),
    ),
    "connection-reset": FaultKind(
        "the other end closes the connection before it has answered",
        raises=lambda url: botocore_errors.ConnectionClosedError(endpoint_url=url, error="connection reset"),
    ),
    "empty-500": FaultKind("an answer 500 without a body", answers=HTTPReply(500)),
    "empty-502": FaultKind("an answer 502 without a body", answers=HTTPReply(502)),
    "empty-503": FaultKind("an answer 503 without a body", answers=HTTPReply(503)),
    "empty-504": FaultKind("an answer 504 without a body", answers=HTTPReply(504)),
    "html-error-page": FaultKind(
        "a load balancer answers for the service", answers=_from_a_proxy(503, "Service Unavailable")
    ),
}
