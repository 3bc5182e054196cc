"""Taking down calls while they are made, in the order in which they began, and what of them is not taken down."""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Mapping
from typing import Any

from fakeaws.recordings.interaction import Interaction, RecordedError, Source


class Recorder:
    """What was recorded so far; any thread may add to it."""

    def __init__(self, file: str, *, credentials: bool = False) -> None:
        self._file = file
        self._takes_credentials = credentials
        self._slots: list[Interaction | None] = []
        self._first: float | None = None
        self._lock = threading.Lock()

    @property
    def interactions(self) -> list[Interaction]:
        """The calls that were answered, in the order in which they began."""
        return [one for one in self._slots if one is not None]

    def wants(self, operation: str) -> bool:
        """Whether this call is to be recorded: one that hands out credentials only if it was asked for."""
        return self._takes_credentials or not _hands_out_credentials(operation)

    def begin(self) -> Slot:
        """A place for a call that begins now."""
        with self._lock:
            now = time.time()
            self._first = now if self._first is None else self._first
            self._slots.append(None)
            return Slot(self, len(self._slots) - 1, round(max(now - self._first, 0.0), 3))

    def _put(self, place: int, interaction: Interaction) -> None:
        with self._lock:
            self._slots[place] = interaction

    @property
    def file(self) -> str:
        return self._file


class Slot:
    """The place of one call among those recorded; stays empty if nothing answered it."""

    def __init__(self, recorder: Recorder, place: int, at: float) -> None:
        self._recorder = recorder
        self._place = place
        self._at = at

    def answered(self, operation: str, params: Mapping[str, Any], response: Mapping[str, Any], status: int) -> None:
        """Take down an answer; streams of events in it are lists that may yet grow."""
        self._put(operation, params, status, response=dict(response))

    def refused(self, operation: str, params: Mapping[str, Any], said: Mapping[str, Any], status: int) -> None:
        """Take down an error, as a ClientError's `response` has it."""
        self._put(operation, params, status, error=_error_of(said))

    def _put(self, operation: str, params: Mapping[str, Any], status: int, **outcome: Any) -> None:
        source = Source(self._recorder.file, self._place + 1)
        self._recorder._put(
            self._place,
            Interaction(source, operation, copy.deepcopy(dict(params)), status=status, at=self._at, **outcome),
        )


def _error_of(said: Mapping[str, Any]) -> RecordedError:
    """The error with the members of its shape, and those that stand beside its code."""
    error = said.get("Error", {})
    code = error.get("QueryErrorCode") or error.get("Code", "")  # the model's own where SQS still tells the older
    of_shape = {name: one for name, one in said.items() if name not in _BESIDE_MEMBERS}
    beside = {name: one for name, one in error.items() if name not in _OF_EVERY_ERROR}
    return RecordedError(str(code), str(error.get("Message", "")), beside | of_shape)


def _hands_out_credentials(operation: str) -> bool:
    service, _, method = operation.partition(".")
    return service in _CREDENTIAL_SERVICES or operation in _CREDENTIALS or (service == "sts" and method not in _OF_STS)


_BESIDE_MEMBERS = frozenset({"Error", "ResponseMetadata", "message", "Message"})
_OF_EVERY_ERROR = frozenset({"Code", "Message", "Type", "QueryErrorCode"})
_CREDENTIAL_SERVICES = frozenset({"sso", "sso-oidc", "signin"})
_CREDENTIALS = frozenset({"cognito-identity.get_credentials_for_identity"})
_OF_STS = frozenset({"get_caller_identity", "get_access_key_info", "decode_authorization_message"})
"""All that STS does beside handing out credentials."""
