"""Whether a call is one that was recorded: by all its parameters, as the service gets them.

Values are compared as what they mean, whatever form a file or the code gives them: times, bytes, tuples, bodies.
What botocore fills in is not the code's: random tokens are never compared, and the parameters in `FILLED_IN` only
where both have them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from fakeaws.matching import Difference, Rule, differences
from fakeaws.model import ListShape, MapShape, Operation, Shape, StructureShape
from fakeaws.recordings.scrub.recorded import scrubbed_params
from fakeaws.recordings.values import as_boto3


def rule_for(operation: Operation, params: Mapping[str, Any]) -> Rule:
    """How calls with just these parameters are told from others."""
    wanted, ignored = plain(operation, params), filled_in(operation)

    def is_equal(given: Mapping[str, object]) -> bool:
        return any(_is_equal(*_comparable(wanted, form, ignored)) for form in _forms(operation, given))

    def fits(given: Mapping[str, object]) -> bool:
        if is_equal(given):
            return True
        own, clean = _forms(operation, given)
        one, other = _comparable(wanted, own, ignored)
        return _is_alike(one, other, {name: clean.get(name) for name in other})

    def differ(given: Mapping[str, object]) -> list[Difference]:
        return min((_differences(*_comparable(wanted, form, ignored)) for form in _forms(operation, given)), key=len)

    return Rule(fits, is_equal, differ)


def _forms(operation: Operation, given: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    """The parameters of a call, and what a recording has in their place if it was scrubbed; each worked out once."""
    known = _LAST.get()
    if known is None or known.given is not given:
        known = _Given(given, plain(operation, given))
        _LAST.set(known)
    yield known.plain
    if known.scrubbed is None:
        known.scrubbed = plain(operation, scrubbed_params(operation, known.plain))
    yield known.scrubbed


@dataclass(slots=True)
class _Given:
    """The parameters of one call in their forms, while it is looked for among all that is recorded."""

    given: Mapping[str, object]
    plain: dict[str, Any]
    scrubbed: dict[str, Any] | None = None


def _is_alike(wanted: Any, given: Any, clean: Any) -> bool:
    """Whether the values are the same but for secrets, in whose place is something of the same form.

    So is a call known whose recording was scrubbed with another key. `clean` is the given value without its secrets.
    """
    match given:
        case dict() if isinstance(wanted, dict) and isinstance(clean, dict):
            return wanted.keys() == given.keys() and all(
                _is_alike(wanted[name], one, clean.get(name)) for name, one in given.items()
            )
        case list() if isinstance(wanted, list) and isinstance(clean, list):
            return len(wanted) == len(given) == len(clean) and all(map(_is_alike, wanted, given, clean))
        case str() | bytes() if type(wanted) is type(given) and given != clean:
            return _form_of(wanted) == _form_of(given)
        case _:
            return bool(wanted == given)


def _form_of(text: str | bytes) -> str:
    """Letters as `x`, digits as `0`, and the rest as it is; of bytes that are no text, how many they are."""
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError:
            return str(len(text))
    return "".join("0" if char.isdigit() else "x" if char.isalpha() else char for char in text)


def _differences(wanted: dict[str, Any], given: dict[str, Any]) -> list[Difference]:
    more = [Difference(name, None, repr(value)) for name, value in given.items() if name not in wanted]
    return [*differences(wanted, given), *more]


def plain(operation: Operation, params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters in one form, without the tokens by which botocore makes a call unlike any other."""
    shape = operation.input_shape
    members = shape.members if shape is not None else {}
    named = {operation.modelled_name(name): value for name, value in params.items()}
    return {
        name: _plain(value, members.get(name))
        for name, value in named.items()
        if name not in operation.idempotency_tokens and value is not None
    }


def filled_in(operation: Operation) -> frozenset[str]:
    """The parameters that botocore, or a tool above it, may have added."""
    return FILLED_IN.get(operation.service.name, frozenset())


def _comparable(
    wanted: dict[str, Any], given: dict[str, Any], ignored: frozenset[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    only_in_one = {name for name in ignored if (name in wanted) is not (name in given)}
    if not only_in_one:
        return wanted, given
    return tuple({name: one[name] for name in one if name not in only_in_one} for one in (wanted, given))  # type: ignore[return-value]  # two of them


def _is_equal(wanted: dict[str, Any], given: dict[str, Any]) -> bool:
    return wanted.keys() == given.keys() and all(value == given[name] for name, value in wanted.items())


class _Unread:
    """A body that can be read once, and is the wire's to read; taken for whatever was recorded."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]  # it equals everything

    def __repr__(self) -> str:
        return "<a stream>"


def _plain(value: Any, shape: Shape | None) -> Any:
    match value, shape:
        case Mapping(), StructureShape():
            return {name: _plain(one, shape.members.get(name)) for name, one in value.items() if one is not None}
        case Mapping(), MapShape():
            return {name: _plain(one, shape.value) for name, one in value.items()}
        case ((list() | tuple()), ListShape()):
            return [_plain(one, shape.member) for one in value]
        case _ if hasattr(value, "read") or hasattr(value, "__next__"):
            return _peeked(value)
        case _:
            return as_boto3(value, shape)


def _peeked(body: Any) -> Any:
    """What a body holds, which stays as far as it was read."""
    try:
        place = body.tell()
        body.seek(0)
        content = body.read(_MOST_COMPARED + 1)
        body.seek(place)
    except Exception:  # noqa: BLE001  # whatever a foreign object raises: closed, no file, no place to go back to
        return _Unread()
    whole = content.encode() if isinstance(content, str) else content
    return whole if len(whole) <= _MOST_COMPARED else _Unread()


_LAST: ContextVar[_Given | None] = ContextVar("fakeaws_last_given", default=None)
_MOST_COMPARED = 16 * 1024 * 1024

FILLED_IN: dict[str, frozenset[str]] = {
    # By service: botocore/handlers.py, and for checksums botocore/httpchecksum.py and s3transfer/constants.py.
    "ec2": frozenset({"DestinationRegion", "PresignedUrl"}),
    "glacier": frozenset({"accountId", "checksum"}),
    "rds": frozenset({"PreSignedUrl"}),
    "neptune": frozenset({"PreSignedUrl"}),
    "docdb": frozenset({"PreSignedUrl"}),
    "machinelearning": frozenset({"PredictEndpoint"}),
    "s3": frozenset(
        {
            "ChecksumAlgorithm",
            "ChecksumCRC32",
            "ChecksumMode",
            "ContentMD5",
            "CopySourceSSECustomerKeyMD5",
            "EncodingType",
            "SSECustomerKeyMD5",
        }
    ),
    "s3control": frozenset({"ChecksumAlgorithm", "ContentMD5"}),
}
