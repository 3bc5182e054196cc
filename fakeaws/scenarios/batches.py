"""Operations that do several things in one call, and say in their answer which of these were not done."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.asking import only_asks
from fakeaws.generate.generator import Generator
from fakeaws.generate.hints import is_left_over
from fakeaws.generate.items import item_draft, made_item, made_key
from fakeaws.generate.place import snake
from fakeaws.model import Operation, Shape
from fakeaws.replies import Call, Computed, Response


@dataclass(frozen=True, slots=True)
class Batch:
    """Where an operation tells what was not done; with `count` and `error` within the results of what was asked for."""

    operation: Operation
    member: str
    count: str | None = None
    error: str | None = None

    @property
    def is_left_over(self) -> bool:
        """Whether it is only to be asked for once more."""
        return is_left_over(snake(self.member)) or self.error is not None

    def partly(self, generator: Generator) -> Computed:
        """An answer by which the last thing asked for was not done."""
        return Computed(functools.partial(_answer, self, generator))

    def wholly(self) -> Response:
        """An answer by which all was done."""
        shape: Any = self.operation.output_shape.members[self.member] if self.operation.output_shape else None
        return Response() if self.error else Response({self.member: [] if shape.type_name == "list" else {}})


@functools.lru_cache(maxsize=512)
def batch_of(operation: Operation) -> Batch | str:
    """Where the operation tells what was not done; where it does not, the reason."""
    if operation.name in _WITHIN_RESULTS:
        return Batch(operation, *_WITHIN_RESULTS[operation.name])
    if only_asks(operation.name) and not operation.method.startswith("batch_"):
        return "it only asks, and does not do several things at once"
    shape = operation.output_shape
    members = shape.members if shape is not None else {}
    listed = {name: snake(name) for name, member in members.items() if member.type_name in ("list", "map")}
    telling = [name for name, words in listed.items() if _NOT_DONE.fullmatch(words)]
    if not telling or not _asks_for_several(operation):
        return "no member of its answer tells which of several things were not done"
    return Batch(operation, min(telling, key=lambda name: not is_left_over(snake(name))))


def _asks_for_several(operation: Operation) -> bool:
    members = operation.input_shape.members if operation.input_shape else {}
    return any(one.type_name in ("list", "map") and snake(name) != "tags" for name, one in members.items())


def _answer(batch: Batch, generator: Generator, call: Call) -> Response:
    shape: Any = batch.operation.output_shape.members[batch.member] if batch.operation.output_shape else None
    if batch.error is not None:
        return _within_results(batch, call)
    again = next((value for value in call.params.values() if _is_asked_again(batch, shape, call, value)), None)
    if again is not None:
        return Response({batch.member: _last(again)})
    asked = next((value[-1] for value in call.params.values() if isinstance(value, list) and value), None)
    made = _made(batch, shape, generator)
    if isinstance(made, dict) and shape.type_name == "list" and isinstance(asked, Mapping):
        made |= {name: value for name, value in asked.items() if name in shape.member.members and name in made}
    return Response({batch.member: [made] if shape.type_name == "list" else dict([made])})


def _is_asked_again(batch: Batch, shape: Shape, call: Call, value: Any) -> bool:
    """Whether the answer gives back, as it is, what this parameter asked for."""
    inputs: Any = batch.operation.input_shape
    names = [name for name, one in call.params.items() if one is value]
    return bool(value) and any(name in inputs.members and inputs.members[name].name == shape.name for name in names)


def _last(asked: Any) -> Any:
    if isinstance(asked, Mapping):
        key = list(asked)[-1]
        return {key: _last(asked[key]) if isinstance(asked[key], list) else asked[key]}
    return list(asked)[-1:]


def _within_results(batch: Batch, call: Call) -> Response:
    asked = call.params.get("Records") or [{}]
    failed = {str(batch.error): "InternalFailure", "ErrorMessage": "Internal service failure"}
    shape: Any = batch.operation.output_shape
    done = dict.fromkeys(_NAMES_OF_DONE.intersection(shape.members[batch.member].member.members), "1")
    return Response({batch.member: [*[done] * (len(asked) - 1), failed], str(batch.count): 1})


def _made(batch: Batch, shape: Any, generator: Generator) -> Any:
    """One thing that was not done, made up."""
    item = shape.member if shape.type_name == "list" else shape.value
    draft = item_draft(generator, batch.operation, f"{batch.operation.name} {batch.member}", {})
    drawn = made_item(batch.operation, item, batch.member, draft)
    return drawn if shape.type_name == "list" else (made_key(shape, batch.member, 0), drawn)


_NOT_DONE = re.compile(
    r"unprocessed(_\w+)?|unsuccessful(_\w+)?|failed|fail(ed|ure)s?_(\w+_)?\w+s|failures|failed_\w+_(list|map|set)|failed_set"
    r"|(\w+_)?errors|error_(list|entries|set)|(\w+_)?not_found"
)
_NAMES_OF_DONE = frozenset({"SequenceNumber", "RecordId"})
_WITHIN_RESULTS = {
    # By operation: the results, the count of those that failed, and the member that only these have.
    "kinesis.put_records": ("Records", "FailedRecordCount", "ErrorCode"),
    "firehose.put_record_batch": ("RequestResponses", "FailedPutCount", "ErrorCode"),
}
