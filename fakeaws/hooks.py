"""The one place that knows where botocore, and time itself, can be cut into.

Botocore is cut at class level, so that every client is caught, whoever made it and whenever:

- `BaseClient._make_api_call` is one call of the code under test;
- `Endpoint._send` is one attempt of it, below the retry loop and above the socket;
- `URLLib3Session.send` is the socket: what comes this far is no client's operation, and stops here;
- `RequestSigner.sign` does nothing: no request goes where a signature would be read.

Time is cut where it is looked up: the wall clock by time-machine, in C, so that every spelling is
caught; `time.sleep` and `time.monotonic` under the name `time.…` and wherever a module outside the
standard library has imported the function by name. A reference kept elsewhere (a default argument,
an attribute) stays real.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeAlias
from weakref import WeakSet

import time_machine
from botocore import xform_name
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.endpoint import Endpoint
from botocore.httpsession import URLLib3Session
from botocore.retries.bucket import TokenBucket
from botocore.retries.standard import RetryHandler
from botocore.signers import RequestSigner

from fakeaws.clock import VirtualClock
from fakeaws.errors import BlockedRequest, FakeAWSError
from fakeaws.log import LoggedCall

FAKE_ENVIRONMENT = {
    # Where the test itself sets none; the keys are the ones of AWS's own documentation.
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AWS_DEFAULT_REGION": "us-east-1",
}

_current_call: ContextVar[LoggedCall | None] = ContextVar("fakeaws_current_call", default=None)

Calling: TypeAlias = Callable[[str, Mapping[str, Any]], AbstractContextManager[LoggedCall]]


@dataclass(frozen=True, slots=True)
class Sent:
    """One attempt as it would reach the socket, with the client's time-outs in seconds."""

    request: AWSPreparedRequest
    connect_timeout: float
    read_timeout: float


Answer: TypeAlias = Callable[[LoggedCall, Sent], AWSResponse]


def current_call() -> LoggedCall | None:
    """The call that is being made in this context, where a fake is active."""
    return _current_call.get()


@contextmanager
def cut_into_botocore(
    calling: Calling, answer: Answer, blocked: Callable[[BlockedRequest], BaseException]
) -> Iterator[None]:
    """Let `answer` speak for AWS in every client, and let no other request of botocore leave the process."""

    def make_api_call(client: Any, api_name: str, params: Mapping[str, Any]) -> Any:
        __tracebackhide__ = True
        operation = f"{client.meta.service_model.service_name}.{xform_name(api_name)}"
        with calling(operation, params) as call:
            token = _current_call.set(call)
            try:
                return original_call(client, api_name, params)
            except FakeAWSError as error:
                complaint = error.with_traceback(None)
            finally:
                _current_call.reset(token)
            raise complaint

    def send_attempt(endpoint: Any, request: AWSPreparedRequest) -> AWSResponse:
        call = _current_call.get()
        return endpoint.http_session.send(request) if call is None else answer(call, _sent(request, endpoint))

    def send(_session: Any, request: AWSPreparedRequest) -> AWSResponse:
        raise blocked(BlockedRequest(request.method, request.url))

    original_call = _BaseClient._make_api_call
    with ExitStack() as undo:
        undo.enter_context(_replaced(_BaseClient, "_make_api_call", make_api_call))
        undo.enter_context(_replaced(Endpoint, "_send", send_attempt))
        undo.enter_context(_replaced(URLLib3Session, "send", send))
        undo.enter_context(_replaced(RequestSigner, "sign", lambda *_args, **_kwargs: None))
        undo.enter_context(_fake_environment())
        yield


@contextmanager
def cut_into_time(clock: VirtualClock) -> Iterator[None]:
    """Let `clock` be the time of this process, and sleeping cost nothing."""
    real_monotonic = time.monotonic

    def monotonic() -> float:
        # Real time still shows in it, so that whoever waits on a real lock or socket comes to an end.
        return real_monotonic() + clock.elapsed.total_seconds()

    with ExitStack() as undo:
        traveller = undo.enter_context(time_machine.travel(clock.now(), tick=False))
        clock.watch(lambda _now, moved: traveller.shift(moved))
        virtual = {"sleep": clock.sleep, "monotonic": monotonic}
        for module, name, alias in _bindings.all():
            undo.enter_context(_replaced(module, alias, virtual[name]))
        undo.enter_context(_replaced(_TokenBucket, "_acquire", _without_waiting(_TokenBucket._acquire, clock)))
        if hasattr(RetryHandler, _LONG_POLLING):  # since botocore 1.43
            undo.enter_context(_replaced(RetryHandler, _LONG_POLLING, _with_late_sleep(RetryHandler)))
        yield


def _without_waiting(acquire: Callable[..., Any], clock: VirtualClock) -> Callable[..., Any]:
    """The adaptive mode's rate limiter waits on a condition; here its tokens come in virtual time."""

    def acquire_without_waiting(bucket: Any, amount: float, block: bool) -> Any:  # noqa: FBT001  # botocore's signature
        bucket._refill()
        while block and bucket._current_capacity < amount:
            clock.sleep(bucket._sleep_amount(amount) + _TICK)
            bucket._refill()
        return acquire(bucket, amount, block)

    return acquire_without_waiting


def _sleep_as_of_now(seconds: float) -> None:
    time.sleep(seconds)


def _with_late_sleep(handler_class: Any) -> Callable[..., bool]:
    """The standard mode keeps `time.sleep` from its import on, for long-polling calls; here it looks it up anew."""
    original = getattr(handler_class, _LONG_POLLING)

    def is_long_polling(handler: Any, context: Any) -> bool:
        handler._sleep = _sleep_as_of_now
        return bool(original(handler, context))

    return is_long_polling


class _Bindings:
    """Remembers which modules hold a function of `time` under a name of their own; each module is read once."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._names = {id(function): name for name, function in functions.items()}
        self._read: WeakSet[ModuleType] = WeakSet()
        self._held: list[tuple[ModuleType, str, str]] = [(time, name, name) for name in functions]
        self._newest: tuple[int, str] | None = None

    def all(self) -> list[tuple[ModuleType, str, str]]:
        """Each module, the function of `time` that it holds, and the name under which it does."""
        newest = len(sys.modules), next(reversed(sys.modules))
        if newest != self._newest:
            for name, module in list(sys.modules.items()):
                if type(module) is ModuleType and module not in self._read:
                    self._read.add(module)
                    self._held += [] if _keeps_real_time(name, module) else self._read_anew(module)
            self._newest = newest
        return self._held

    def _read_anew(self, module: ModuleType) -> list[tuple[ModuleType, str, str]]:
        held = [(self._names.get(id(value)), alias) for alias, value in list(vars(module).items())]
        return [(module, name, alias) for name, alias in held if name is not None]


def _sent(request: AWSPreparedRequest, endpoint: Any) -> Sent:
    timeout = endpoint.http_session._timeout
    if isinstance(timeout, (int, float)):
        return Sent(request, timeout, timeout)
    return Sent(request, timeout.connect_timeout, timeout.read_timeout)


def _keeps_real_time(module_name: str, module: ModuleType) -> bool:
    path = getattr(module, "__file__", None)
    in_stdlib = path is None or (path.startswith(_STDLIB) and "site-packages" not in path)
    return in_stdlib or module_name.partition(".")[0] in _REAL_TIME


@contextmanager
def _fake_environment() -> Iterator[None]:
    added = [name for name in FAKE_ENVIRONMENT if name not in os.environ]
    os.environ.update({name: FAKE_ENVIRONMENT[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


@contextmanager
def _replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


_REAL_TIME = frozenset({"_pytest", "pytest", "pluggy", "execnet", "xdist", "pytest_timeout", "hypothesis", "fakeaws"})
"""Packages that must see how long a test really takes."""

# Typed loosely: what is private has no stubs.
_BaseClient: Any = BaseClient
_TokenBucket: Any = TokenBucket

_TICK = 0.001
_LONG_POLLING = "_is_long_polling_operation"
_STDLIB = sysconfig.get_paths()["stdlib"]

_bindings = _Bindings({"sleep": time.sleep, "monotonic": time.monotonic})
