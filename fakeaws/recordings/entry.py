"""One entry that says its operation: what our own format holds, and the spellings that JSON Lines may have instead."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from fakeaws.errors import InputError, UnknownOperation
from fakeaws.model import Operation
from fakeaws.recordings.interaction import Interaction, RecordedError, Source
from fakeaws.recordings.outcome import Outcome, Reading, Shapes, outcome_of


def interaction_of(entry: Mapping[str, Any], source: Source, reading: Reading) -> Interaction:
    """The interaction that an entry tells of. Raises InputError."""
    name = _operation(entry)
    shapes = Shapes.of(name)
    params = entry.get("params", entry.get("parameters"))
    if params is not None and not isinstance(params, dict):
        raise InputError("", f"expected parameters by their names, found {_kind(params)}.")
    outcome = _outcome(entry, shapes, reading)
    return Interaction(
        source,
        name,
        None if params is None else reading(params, shapes.input),
        outcome.response,
        outcome.error,
        outcome.status if entry.get("status") is None else _status(entry["status"]),
        None if entry.get("at") is None else _seconds(entry["at"]),
        _is_attempt(entry.get("attempt", False)),
    )


def _operation(entry: Mapping[str, Any]) -> str:
    """The operation's name as we spell it; what the model does not know stays as it is, and a check tells of it."""
    name, service = entry.get("operation"), entry.get("service")
    if not isinstance(name, str) or not name:
        raise InputError("", "expected the name of an operation under 'operation', found none.")
    is_whole = "." in name or ":" in name or not isinstance(service, str)
    spelt = name if is_whole else f"{service}.{name}"
    try:
        return Operation.named(spelt).name
    except UnknownOperation:
        return spelt


def _outcome(entry: Mapping[str, Any], shapes: Shapes, reading: Reading) -> Outcome:
    response, error = entry.get("response"), entry.get("error")
    if ("response" in entry) is ("error" in entry):
        raise InputError("", "expected either 'response' or 'error'.")
    match error:
        case None if isinstance(response, dict):
            return outcome_of(response, None, shapes, reading)
        case None:
            return Outcome(response)
        case {"code": str(code)}:
            return Outcome(None, _error(code, error, shapes, reading))
        case {"Code": str(code), "Message": str(message)}:
            members = {name: one for name, one in error.items() if name not in {"Code", "Message", "Type"}}
            return Outcome(None, RecordedError(code, message, reading(members, shapes.error(code))))
        case {"Error": {"Code": str()}}:
            return outcome_of(error, None, shapes, reading)
        case _:
            raise InputError("", f"expected an error with its code, found {_kind(error)}.")


def _error(code: str, error: Mapping[str, Any], shapes: Shapes, reading: Reading) -> RecordedError:
    members, message = error.get("members", {}), error.get("message", "")
    if not isinstance(members, dict) or not isinstance(message, str):
        raise InputError("", f"expected a text and members by their names in the error {code}.")
    return RecordedError(code, message, reading(members, shapes.error(code)))


def _status(value: Any) -> int:
    if type(value) is not int or not 100 <= value < 600:  # noqa: PLR2004  # HTTP's own
        raise InputError("", f"expected an HTTP status, found {value!r}.")
    return value


def _seconds(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise InputError("", f"expected seconds since the first call under 'at', found {value!r}.")
    return float(value)


def _is_attempt(value: Any) -> bool:
    if not isinstance(value, bool):
        raise InputError("", f"expected true under 'attempt', or nothing, found {value!r}.")
    return value


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "a boolean"}
    return "nothing" if value is None else kinds.get(type(value), "a number")
