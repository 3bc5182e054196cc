"""What came of a recorded call, out of the dict that botocore makes of an answer: a response, or an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.errors import InputError, UnknownOperation
from fakeaws.model import Operation, Shape
from fakeaws.recordings.interaction import RecordedError


@dataclass(frozen=True, slots=True)
class Shapes:
    """What the model says of one operation's values; nothing of an operation that it does not know."""

    input: Shape | None = None
    output: Shape | None = None
    errors: Mapping[str, Shape] | None = None

    @staticmethod
    def of(name: str | None) -> Shapes:
        try:
            operation = Operation.named(name or "")
        except UnknownOperation:
            return Shapes()
        errors = {code: one.shape for code, one in operation.errors.items()}
        return Shapes(operation.input_shape, operation.output_shape, errors)

    def error(self, code: str) -> Shape | None:
        return (self.errors or {}).get(code)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A response or an error, and its HTTP status where it is known."""

    response: Any = None
    error: RecordedError | None = None
    status: int | None = None


Reading = Callable[[Any, Shape | None], Any]
"""How the values of a format become boto3's."""


def outcome_of(answer: Mapping[str, Any], status: int | None, shapes: Shapes, reading: Reading) -> Outcome:
    """What a dict as botocore's parser makes it tells: ResponseMetadata has the status, an error the member Error."""
    said = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
    known = status if status is not None else _status_in(answer.get("ResponseMetadata"))
    if not _is_error(said, known, shapes):
        return Outcome(reading(said, shapes.output), None, known)
    told = said.pop("Error")
    code = told["Code"]
    if not isinstance(code, str):
        raise InputError("", f"expected the code of an error, found {code!r}.")
    message = told.get("Message")
    error = RecordedError(
        code, message if isinstance(message, str) else "", _members(said, shapes.error(code), reading)
    )
    return Outcome(None, error, known)


def _members(said: Mapping[str, Any], shape: Shape | None, reading: Reading) -> Mapping[str, Any]:
    told = {name: value for name, value in said.items() if name.lower() != "message"}
    read = reading(told, shape)
    return read if isinstance(read, Mapping) else {}


def _status_in(metadata: Any) -> int | None:
    status = metadata.get("HTTPStatusCode") if isinstance(metadata, Mapping) else None
    return status if isinstance(status, int) and not isinstance(status, bool) else None


def _is_error(said: Mapping[str, Any], status: int | None, shapes: Shapes) -> bool:
    """Whether a member Error is botocore's; a few responses have one of their own."""
    if not isinstance(said.get("Error"), Mapping) or "Code" not in said["Error"]:
        return False
    if status is not None:
        return status >= _REFUSED
    return "Error" not in getattr(shapes.output, "members", {})


_REFUSED = 300
