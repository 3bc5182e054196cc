"""The one place that knows where botocore can be cut into.

It is cut at class level, so that every client is caught, whoever made it and whenever:

- `BaseClient._make_api_call` is one call of the code under test;
- `Endpoint._send` is one attempt of it, below the retry loop and above the socket;
- `URLLib3Session.send` is the socket: what comes this far is no client's operation, and stops here;
- `RequestSigner.sign` signs presigned URLs, and nothing that is sent: nobody reads that signature.

The cuts are made when the first fake starts and mended when the last one stops; in between the
newest fake speaks for AWS. A call keeps the speaker with which it began.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from botocore import xform_name
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.endpoint import Endpoint
from botocore.httpsession import URLLib3Session
from botocore.signers import RequestSigner

from fakeaws.errors import BlockedRequest, FakeAWSError
from fakeaws.log import LoggedCall

FAKE_ENVIRONMENT = {
    # Where the test itself sets none; the keys are the ones of AWS's own documentation.
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AWS_DEFAULT_REGION": "us-east-1",
}
HIDDEN_ENVIRONMENT = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
"""What a developer's shell has and a test must not depend on."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One attempt as it would reach the socket, with the client's time-outs in seconds; None waits for ever.

    `protocol` is what the client speaks, by its own model.
    """

    request: AWSPreparedRequest
    connect_timeout: float | None
    read_timeout: float | None
    protocol: str


class Speaker(Protocol):
    """Who speaks for AWS."""

    def calling(self, operation: str, params: Mapping[str, Any]) -> AbstractContextManager[LoggedCall]:
        """Told of one call while it runs."""

    def answer(self, call: LoggedCall, sent: Sent) -> AWSResponse:
        """What one attempt gets: a response, or the exception that the HTTP session would raise."""

    def blocked(self, error: BlockedRequest) -> BaseException:
        """Told of a request that is no client's operation; gives what to raise."""


@contextmanager
def speaking_for_aws(speaker: Speaker) -> Iterator[None]:
    """Let `speaker` answer every client, and no other request of botocore leave the process."""
    with _lock:
        if not _speakers:
            _cut_in()
        _speakers.append(speaker)
    try:
        yield
    finally:
        with _lock:
            _speakers[:] = [one for one in _speakers if one is not speaker]
            if not _speakers:
                _undo.close()


def current_call() -> LoggedCall | None:
    """The call that is being made in this context, where a fake is active."""
    current = _current.get()
    return current[0] if current else None


def _cut_in() -> None:
    _undo.enter_context(_replaced(_BaseClient, "_make_api_call", _making_api_call(_BaseClient._make_api_call)))
    _undo.enter_context(_replaced(Endpoint, "_send", _send_attempt))
    _undo.enter_context(_replaced(URLLib3Session, "send", _block))
    _undo.enter_context(_replaced(RequestSigner, "sign", _signing(RequestSigner.sign)))
    _undo.enter_context(_fake_environment())


def _making_api_call(original: Any) -> Any:
    def make_api_call(client: Any, api_name: str, params: Mapping[str, Any]) -> Any:
        __tracebackhide__ = True
        if not _speakers:
            return original(client, api_name, params)
        speaker = _speakers[-1]
        operation = f"{client.meta.service_model.service_name}.{xform_name(api_name)}"
        with speaker.calling(operation, params) as call:
            token = _current.set((call, speaker, str(client.meta.service_model.resolved_protocol)))
            try:
                return original(client, api_name, params)
            except FakeAWSError as error:
                complaint = error.with_traceback(None)
            finally:
                _current.reset(token)
            raise complaint

    return make_api_call


def _send_attempt(endpoint: Any, request: AWSPreparedRequest) -> AWSResponse:
    current = _current.get()
    if current is None:  # what a client sends for itself, outside any operation
        return _block(endpoint, request)
    call, speaker, protocol = current
    timeout = endpoint.http_session._timeout
    if timeout is None or isinstance(timeout, (int, float)):
        return speaker.answer(call, Sent(request, timeout, timeout, protocol))
    return speaker.answer(call, Sent(request, timeout.connect_timeout, timeout.read_timeout, protocol))


def _block(_session: Any, request: AWSPreparedRequest) -> AWSResponse:
    error = BlockedRequest(str(request.method), str(request.url))
    raise _speakers[-1].blocked(error) if _speakers else error


def _signing(original: Any) -> Any:
    def sign(signer: Any, *args: Any, **kwargs: Any) -> Any:
        signing_type = kwargs.get("signing_type", args[3] if len(args) > _SIGNING_TYPE else "standard")
        return None if signing_type == "standard" else original(signer, *args, **kwargs)

    return sign


@contextmanager
def _fake_environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in (*FAKE_ENVIRONMENT, *HIDDEN_ENVIRONMENT)}
    os.environ.update({name: value for name, value in FAKE_ENVIRONMENT.items() if before[name] is None})
    for name in HIDDEN_ENVIRONMENT:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is not None:
                os.environ[name] = value
            else:
                os.environ.pop(name, None)


@contextmanager
def _replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


_BaseClient: Any = BaseClient  # typed loosely: what is private has no stubs
_SIGNING_TYPE = 3
_lock = threading.Lock()
_speakers: list[Speaker] = []
_undo = ExitStack()
_current: ContextVar[tuple[LoggedCall, Speaker, str] | None] = ContextVar("fakeaws_current", default=None)
