"""Drawing from strategies, alike in every run, and what the judges say of what is drawn."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from botocore.validate import ParamValidator
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from fakeaws import check
from fakeaws.model import Operation
from fakeaws.schema.dialect import Side
from fakeaws.strategies import requests, responses

T = TypeVar("T")
STEADILY = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[*HealthCheck],
)
STRATEGIES = {"response": responses, "request": requests}
SIDES: tuple[Side, ...] = ("response", "request")


def drawn(strategy: st.SearchStrategy[T], count: int) -> list[T]:
    """So many values of a strategy, or fewer if it has no more."""
    values: list[T] = []

    @settings(STEADILY, max_examples=count)
    @given(strategy)
    def look(value: T) -> None:
        values.append(value)

    look()
    return values


def smallest(strategy: st.SearchStrategy[T]) -> T:
    """What a strategy shrinks to where any value will do."""
    return find(strategy, lambda _: True, settings=STEADILY)


def refusals(operation: Operation, side: Side, value: dict[str, Any]) -> str:
    """What our checker at `strict` and botocore's validator say against a value; that takes one event for a stream."""
    found = [str(one) for one in check(operation.name, value, level="strict", side=side)]
    shape: Any = operation.output_shape if side == "response" else operation.input_shape
    stream = shape.event_stream_name if shape is not None else None
    value = encoded(operation, value) if side == "response" else value
    values = [{**value, stream: event} for event in value[stream]] if stream and stream in value else [value]
    reports = [ParamValidator().validate(one, shape).generate_report() for one in values] if shape is not None else []
    return "\n".join(filter(None, [*found, *reports]))


def encoded(operation: Operation, members: dict[str, Any]) -> dict[str, Any]:
    """A response with the texts that botocore decodes behind its parser as the texts that they were."""
    text: dict[str, Any] = _encoded(operation, members, operation.output_shape)
    return text


def _encoded(operation: Operation, value: Any, shape: Any) -> Any:
    match shape.type_name if shape is not None else "":
        case "structure" if isinstance(value, dict) and not shape.is_document_type:
            return {name: _encoded(operation, part, shape.members[name]) for name, part in value.items()}
        case "list":
            return [_encoded(operation, one, shape.member) for one in value]
        case "string" if operation.decodes(shape):
            return json.dumps(value)
        case _:
            return value
