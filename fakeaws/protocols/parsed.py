"""What botocore's parser would make of a reply, for the door that enters above the parser."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botocore.exceptions import EventStreamError
from botocore.response import StreamingBody

from fakeaws.model import ListShape, MapShape, Operation, Shape, StructureShape
from fakeaws.protocols.event_stream import event_of
from fakeaws.protocols.quirks import as_sent
from fakeaws.protocols.scalars import as_bytes, as_datetime, as_json, timestamp_text


def parsed_members(
    members: Mapping[str, Any], operation: Operation, params: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The members as botocore's parser hands them on in a call with `params`, before the handlers of `after-call`.

    Aware datetimes, bytes, floats, a body or events as a stream; copied.
    """
    shape, stream = operation.output_shape, operation.event_stream
    if shape is None:
        return {}
    sent = as_sent(operation, members, params or {})
    parsed: dict[str, Any] = _parsed({name: value for name, value in sent.items() if name != stream}, shape)
    parsed |= {
        new: timestamp_text(sent[name], "rfc822") for name, new in operation.added_members.items() if name in sent
    }
    if stream is not None:
        parsed[stream] = Events(operation, shape.members[stream], members.get(stream) or ())
    payload = shape.serialization.get("payload")
    if payload and shape.members[payload].type_name == "blob":
        body = parsed.get(payload, b"")  # a client gets a stream even where nothing is in it
        parsed[payload] = StreamingBody(io.BytesIO(body), len(body))
    return parsed


class Events:
    """Events as botocore's EventStream gives them: one by one, once, and an error where one is among them."""

    def __init__(self, operation: Operation, union: Any, events: Iterable[Mapping[str, Any]]) -> None:
        self._operation = operation
        self._union = union
        self._left = iter([(name, _parsed(one, union.members[name])) for name, one in map(event_of, events)])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for name, members in self._left:
            if self._union.members[name].metadata.get("exception"):
                message = members.get("Message", members.get("message", ""))
                raise EventStreamError({"Error": {"Code": name, "Message": message}}, self._operation.api_name)
            yield {name: members}

    def close(self) -> None:
        """What is not read yet is not said."""
        self._left = iter(())


def _parsed(value: Any, shape: Shape) -> Any:
    match shape:
        case StructureShape() if shape.is_document_type:
            return as_json(value)
        case StructureShape():
            return {name: _parsed(one, shape.members[name]) for name, one in value.items() if one is not None}
        case ListShape():
            return [_parsed(item, shape.member) for item in value]
        case MapShape():
            return {key: _parsed(item, shape.value) for key, item in value.items()}
        case _:
            return _scalar(value, shape)


def _scalar(value: Any, shape: Shape) -> Any:
    match shape.type_name:
        case "timestamp":
            return as_datetime(value)
        case "blob":
            return as_bytes(value)
        case "float" | "double":
            return float(value)
        case "integer" | "long":
            return int(value)
        case _:
            return as_json(value)  # text, a boolean, or a document out of a header
