"""Recording what passes between clients and whatever endpoint answers them: AWS, moto, a server on this machine.

A recording is above HTTP: it has the final outcome of each call, whatever was retried on the way. What a script or
the queue of a Stubber answers is not recorded, nor what never got an answer (parameters that botocore refuses, a lost
connection): there is nothing of AWS in it. A body is read whole, and the code gets it again; of a stream of events,
which may never end, that is recorded which the code reads.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any

from botocore.eventstream import EventStream
from botocore.exceptions import ClientError, EventStreamError
from botocore.response import StreamingBody

from fakeaws.errors import RecordingError
from fakeaws.hearing import Making
from fakeaws.hooks import heard_by
from fakeaws.model import Operation
from fakeaws.recordings.recorder import Recorder, Slot
from fakeaws.recordings.scrub.keys import scrub_key
from fakeaws.recordings.scrub.recorded import scrubbed
from fakeaws.recordings.writing import write_recording


@contextmanager
def record(path: str | PathLike[str], *, scrub: bool = True, credentials: bool = False) -> Iterator[None]:
    """Record the calls that are made in the block, and write them to a file at its end, unless it raised.

    The file is written whole or not at all, and says the same as before where nothing but times has changed. What looks
    like a secret is replaced, unless `scrub=False`; calls that hand out `credentials` are left out, unless they are
    asked for. Raises RecordingError, and InputError for a key of stand-ins that cannot be had.
    """
    place = Path(path)
    if scrub:
        scrub_key()  # told before the calls are made, not after
    with recording_to(place, credentials=credentials) as recorder:
        yield
    if not recorder.interactions:
        raise RecordingError(str(place), "no call was made that an endpoint answered: there is nothing to write.")
    kept(place, recorder, scrub=scrub)


@contextmanager
def recording_to(place: Path, *, credentials: bool = False) -> Iterator[Recorder]:
    """A recorder that hears all calls, of all threads, until the block ends."""
    recorder = Recorder(str(place), credentials=credentials)
    with heard_by(_hearing(recorder)):
        yield recorder


def kept(place: Path, recorder: Recorder, *, scrub: bool) -> bool:
    """Write what was recorded, and tell whether it is other than before. Raises RecordingError."""
    taken = recorder.interactions
    return write_recording(place, scrubbed(taken, str(place)) if scrub else taken)


def _hearing(recorder: Recorder) -> Callable[[Making], Any]:
    def hear(making: Making) -> Any:
        if not recorder.wants(making.operation) or _is_botocores_own(making):
            return making.make(making.params)
        slot, (given, params) = recorder.begin(), _read(making.params)
        try:
            response = making.make(given)
        except ClientError as error:
            if _is_answered(making):
                said: Mapping[str, Any] = error.response
                slot.refused(making.operation, _asked(making, params), said, _status(said))
            raise
        return _taken_down(slot, making, params, response) if _is_answered(making) else response

    return hear


def _is_botocores_own(making: Making) -> bool:
    """Whether botocore makes the call for itself, and would not make it to a fake: credentials, S3's redirects."""
    return making.is_within and not making.operation.endswith(".describe_endpoints")


def _is_answered(making: Making) -> bool:
    """Whether an endpoint has answered, and no script."""
    is_scripted = making.call is not None and not (making.call.attempts and making.call.reply is None)
    return making.answer is not None and not is_scripted


def _taken_down(slot: Slot, making: Making, params: Mapping[str, Any], response: Any) -> Any:
    """What the code gets: its response, with streams that it can read."""
    told: Mapping[str, Any] = (making.answer or {}) if making.sent is not None else response
    members: dict[str, Any] = {}
    again: dict[str, Any] = {}
    for name, value in told.items():
        if isinstance(value, StreamingBody):
            content = value.read()
            members[name], again[name] = content, StreamingBody(io.BytesIO(content), len(content))
        elif isinstance(value, EventStream):
            members[name] = []
            again[name] = _Events(value, members[name])
        elif name != "ResponseMetadata":
            members[name] = copy.deepcopy(value)
    slot.answered(making.operation, _asked(making, params), members, _status(told))
    return {**response, **again}


def _asked(making: Making, params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as they are recorded: the code's own, as the service got them, with bodies as bytes."""
    if making.sent is not None:
        tokens = Operation.named(making.operation).idempotency_tokens
        return {name: value for name, value in making.sent.items() if name in params or name not in tokens}
    return dict(params)


def _read(params: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters to send, and those to record: the same, with the content of each body in its place.

    A body that can be read but once is sent as bytes, too.
    """
    recorded = {name: _content(value) if hasattr(value, "read") else value for name, value in params.items()}
    return {name: value if _can_go_back(value) else recorded[name] for name, value in params.items()}, recorded


def _can_go_back(value: Any) -> bool:
    if not hasattr(value, "read"):
        return True
    return bool(value.seekable()) if hasattr(value, "seekable") else hasattr(value, "seek")


def _content(body: Any) -> bytes:
    """What a body holds, which stays where it was."""
    if not _can_go_back(body):
        return _as_bytes(body.read())
    place = body.tell()
    body.seek(0)
    content = _as_bytes(body.read())
    body.seek(place)
    return content


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _status(said: Mapping[str, Any]) -> int:
    return int(said.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


class _Events:
    """A stream of events that takes down what is read of it."""

    def __init__(self, stream: Any, events: list[Any]) -> None:
        self._stream = stream
        self._events = events

    def __iter__(self) -> Iterator[Any]:
        try:
            for event in self._stream:
                self._events.append(copy.deepcopy(event))
                yield event
        except EventStreamError as error:
            said: Mapping[str, Any] = error.response.get("Error", {})
            self._events.append({said.get("Code", ""): {"message": said.get("Message", "")}})
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
