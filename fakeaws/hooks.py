"""The one place that knows where botocore can be cut into.

It is cut at class level, so that every client is caught, whoever made it and whenever:

- `BaseClient._make_api_call` is one call of the code under test; who records hears it here, too, without a fake;
- `BaseClient._convert_to_request_dict` has its parameters, and `_make_request` its answer, as they travel;
- `Endpoint._do_get_response` is one attempt of it, below the retry loop: here it is settled whose it is to answer;
- `Endpoint._send` is the attempt above the socket, where the speaker answers;
- `URLLib3Session.send` is the socket: what comes this far is let through, or is no client's operation, and stops here;
- `RequestSigner.sign` signs presigned URLs and what is let through: nobody reads another signature.
- `BotocoreStubber.__call__` is moto, which answers before the socket: what is not let through is not its to answer.

The cuts are made when the first fake starts and mended when the last one stops; in between the
newest fake speaks for AWS. A call keeps the speaker with which it began.
"""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
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
from fakeaws.hearing import Hearer, heard, hearers, is_translated, note_answer, note_sent
from fakeaws.log import LoggedCall
from fakeaws.memo_hooks import remembering_timestamps
from fakeaws.surroundings import surroundings_of_a_test


@dataclass(frozen=True, slots=True)
class Sent:
    """One attempt as it would reach the socket, with the client's time-outs in seconds; None waits for ever.

    `protocol` is what the client speaks, by its own model.
    """

    request: AWSPreparedRequest
    connect_timeout: float | None
    read_timeout: float | None
    session: Any
    protocol: str


class Speaker(Protocol):
    """Who speaks for AWS."""

    def calling(self, operation: str, params: Mapping[str, Any]) -> AbstractContextManager[LoggedCall]:
        """Told of one call while it runs."""

    def passes(self, call: LoggedCall) -> bool:
        """Whether one attempt is somebody else's to answer."""

    def may_leave(self, call: LoggedCall, url: str) -> bool:
        """Whether an attempt that nobody in the process answered may go there."""

    def answer(self, call: LoggedCall, sent: Sent) -> AWSResponse:
        """What one attempt gets: a response, or the exception that the HTTP session would raise."""

    def blocked(self, error: BlockedRequest) -> BaseException:
        """Told of a request that is no client's operation; gives what to raise."""


@contextmanager
def speaking_for_aws(speaker: Speaker) -> Iterator[None]:
    """Let `speaker` answer every client, and no other request of botocore leave the process."""
    with _lock:
        if not _speakers:
            _cut_into_calls()
            _cut_in()
        _speakers.append(speaker)
    try:
        yield
    finally:
        with _lock:
            _speakers[:] = [one for one in _speakers if one is not speaker]
            if not _speakers:
                _undo.close()
            _mend_calls()


@contextmanager
def heard_by(hearer: Hearer) -> Iterator[None]:
    """Let `hearer` hear every call of every client, whoever answers it."""
    with _lock:
        _cut_into_calls()
        hearers.append(hearer)
    try:
        yield
    finally:
        with _lock:
            hearers[:] = [one for one in hearers if one is not hearer]
            _mend_calls()


def send_for_real(session: Any, request: AWSPreparedRequest) -> AWSResponse:
    """What botocore's HTTP session does where there is no guard."""
    response: AWSResponse = _originals["send"](session, request)
    return response


listeners: list[Callable[[str], None]] = []
"""Told the operation of every call that any fake hears, such as by the plugin for `--fake-aws-lock`."""


def current_call() -> LoggedCall | None:
    """The call that is being made in this context, where a fake is active."""
    current = _current.get()
    return current.call if current else None


@dataclass(slots=True)
class _Current:
    """A call while it is made: who speaks to it, in which protocol, and whether this attempt is another's to answer."""

    call: LoggedCall
    speaker: Speaker
    protocol: str
    passes: bool = False


def _cut_into_calls() -> None:
    if not (_speakers or hearers):
        _cut(_BaseClient, "_make_api_call", _making_api_call, _undo_of_calls)
        _cut(_BaseClient, "_convert_to_request_dict", _converting, _undo_of_calls)
        _cut(_BaseClient, "_make_request", _making_request, _undo_of_calls)


def _mend_calls() -> None:
    if not (_speakers or hearers):
        _undo_of_calls.close()


def _cut_in() -> None:
    _originals["send"] = URLLib3Session.send
    _cut(Endpoint, "_do_get_response", _making_attempt)
    _cut(Endpoint, "_send", _sending)
    _cut(URLLib3Session, "send", _guarding)
    _cut(RequestSigner, "sign", _signing)
    _undo.callback(_moto.clear)
    _undo.enter_context(remembering_timestamps())
    _undo.enter_context(surroundings_of_a_test())


def _making_api_call(original: Any) -> Any:
    def make_api_call(client: Any, api_name: str, params: Mapping[str, Any]) -> Any:
        __tracebackhide__ = True
        if not (_speakers or hearers):
            return original(client, api_name, params)
        operation = f"{client.meta.service_model.service_name}.{xform_name(api_name)}"
        make = functools.partial(original, client, api_name)
        if not _speakers:
            return heard(operation, params, make, None)
        _cut_into_moto()
        speaker = _speakers[-1]
        for listener in listeners:
            listener(operation)
        with speaker.calling(operation, params) as call:
            token = _current.set(_Current(call, speaker, str(client.meta.service_model.resolved_protocol)))
            try:
                return heard(operation, params, make, call)
            except FakeAWSError as error:
                complaint = error.with_traceback(None)
            finally:
                _current.reset(token)
            raise complaint

    return make_api_call


def _converting(original: Any) -> Any:
    """What boto3's resources translate (numbers and sets, for DynamoDB) is known here as the service gets it."""

    def convert(client: Any, api_params: Mapping[str, Any], *args: Any, **kwargs: Any) -> Any:
        service, current = client.meta.service_model.service_name, _current.get()
        if current is not None and is_translated(service):
            current.call.sent = api_params
        note_sent(service, api_params)
        return original(client, api_params, *args, **kwargs)

    return convert


def _making_request(original: Any) -> Any:
    def make_request(client: Any, *args: Any, **kwargs: Any) -> Any:
        http, parsed = original(client, *args, **kwargs)
        note_answer(client.meta.service_model.service_name, parsed)
        return http, parsed

    return make_request


def _making_attempt(original: Any) -> Any:
    def do_get_response(endpoint: Any, *args: Any, **kwargs: Any) -> Any:
        current = _current.get()
        if current is None:
            return original(endpoint, *args, **kwargs)
        current.passes = current.speaker.passes(current.call)
        answer, error = original(endpoint, *args, **kwargs)
        if current.passes and answer is not None:
            current.call.came_back(answer[0].status_code)
        return answer, error

    return do_get_response


def _sending(original: Any) -> Any:
    def send_attempt(endpoint: Any, request: AWSPreparedRequest) -> AWSResponse:
        current, session = _current.get(), endpoint.http_session
        if current is None or current.passes:  # what a client sends for itself, or lets through
            _guard(session, request)
            response: AWSResponse = original(endpoint, request)
            return response
        sent = Sent(request, *_time_outs(session, request), session, current.protocol)
        return current.speaker.answer(current.call, sent)

    return send_attempt


def _time_outs(session: Any, request: AWSPreparedRequest) -> tuple[float | None, float | None]:
    timeout = session._timeout
    is_one = timeout is None or isinstance(timeout, (int, float))
    connect, read = (timeout, timeout) if is_one else (timeout.connect_timeout, timeout.read_timeout)
    of_this_request = (getattr(request, "context", None) or {}).get("read_timeout")  # since botocore 1.44
    return connect, read if of_this_request is None else of_this_request


def _guarding(original: Any) -> Any:
    def send(session: Any, request: AWSPreparedRequest) -> AWSResponse:
        _guard(session, request)
        response: AWSResponse = original(session, request)
        return response

    return send


def _guard(session: Any, request: AWSPreparedRequest) -> None:
    """Raise BlockedRequest for what may not leave: all but an attempt that is let through, to where it may go."""
    current, url = _current.get(), str(request.url)
    is_passing = current is not None and current.passes
    if current is not None and is_passing:
        proxies = getattr(session, "_proxy_config", None)
        ways = {url, (proxies and proxies.proxy_url_for(url)) or url}
        if all(current.speaker.may_leave(current.call, way) for way in ways):
            return
    error = BlockedRequest(str(request.method), url, current.call.operation if current and is_passing else None)
    speaker = current.speaker if current else _speakers[-1] if _speakers else None
    raise speaker.blocked(error) if speaker else error


def _signing(original: Any) -> Any:
    def sign(signer: Any, *args: Any, **kwargs: Any) -> Any:
        signing_type = kwargs.get("signing_type", args[3] if len(args) > _SIGNING_TYPE else "standard")
        call = current_call()
        is_read = signing_type != "standard" or (call is not None and call.is_let_through)
        return original(signer, *args, **kwargs) if is_read else None

    return sign


def _cut_into_moto() -> None:
    """Keep moto, which may be imported at any time, from what is not let through."""
    module = sys.modules.get("moto.core.botocore_stubber")
    if module is not None and not _moto:
        with _lock:
            if not _moto:
                _moto.append(module)
                _cut(module.BotocoreStubber, "__call__", _standing_back)


def _standing_back(original: Any) -> Any:
    def answer(stubber: Any, *args: Any, **kwargs: Any) -> Any:
        current = _current.get()
        return original(stubber, *args, **kwargs) if current is None or current.passes else None

    return answer


def _cut(owner: Any, name: str, make: Callable[[Any], Any], undo: ExitStack | None = None) -> None:
    original = getattr(owner, name)
    setattr(owner, name, make(original))
    (_undo if undo is None else undo).callback(setattr, owner, name, original)


_BaseClient: Any = BaseClient  # typed loosely: what is private has no stubs
_SIGNING_TYPE = 3
_lock = threading.Lock()
_speakers: list[Speaker] = []
_undo = ExitStack()
_undo_of_calls = ExitStack()
_originals: dict[str, Any] = {}
_moto: list[Any] = []
_current: ContextVar[_Current | None] = ContextVar("fakeaws_current", default=None)
