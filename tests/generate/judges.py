"""What the judges say of synthesised data: our checker at its strictest, and botocore's validator and serialiser."""

from __future__ import annotations

from typing import Any

from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

from fakeaws.model import Operation
from fakeaws.schema.check import check_operation
from fakeaws.schema.dialect import Side
from tests.generate.exceptions import EXCEPTIONS, REFUSALS


def objections(operation: Operation, data: dict[str, Any], side: Side = "response") -> list[str]:
    """What is said against the data, but for what is listed; a request that cannot be written raises."""
    if side == "request":
        write(operation, data)
    found = check_operation(operation, data, level="strict", side=side, deviations=EXCEPTIONS)
    refusal = refusals(operation, data, side)
    refused = [refusal] if refusal and refusal != REFUSALS.get((operation.name, side)) else []
    return [*(str(one) for one in found if one.severity == "error"), *refused]


def write(operation: Operation, request: dict[str, Any]) -> None:
    """Let botocore write a request, as it goes over the wire; it sends no streams of events."""
    shape: Any = operation.input_shape
    if shape is None or shape.event_stream_name is None:
        serializer: Any = create_serializer(operation.service.protocol, include_validation=False)
        serializer.serialize_to_request(request, operation.model)


def refusals(operation: Operation, data: dict[str, Any], side: Side = "response") -> str:
    """What botocore's validator says against data; it takes a stream for one event, so it is given each."""
    shape: Any = operation.output_shape if side == "response" else operation.input_shape
    if shape is None:
        return ""
    stream = shape.event_stream_name
    each = [{**data, stream: event} for event in data[stream]] if stream in data else [data]
    return "".join(_VALIDATOR.validate(one, shape).generate_report() for one in each)


_VALIDATOR = ParamValidator()
