"""What the model marks as sensitive, and the stand-ins for what is no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from fakeaws.model import Shape
from fakeaws.recordings.values import element_of, part_of


def is_marked(shape: Shape | None) -> bool:
    """Whether the model says that values of this shape are sensitive."""
    return shape is not None and bool(shape.metadata.get("sensitive"))


def marked_texts(value: Any, shape: Shape | None, name: str = "", *, marked: bool = False) -> Iterator[tuple[str, str]]:
    """The texts in a value that the model marks, by themselves or with what they stand in; each after its name."""
    marked = marked or is_marked(shape)
    match value:
        case Mapping():
            for key, one in value.items():
                yield from marked_texts(one, part_of(shape, key), str(key), marked=marked)
        case list() | tuple():
            for one in value:
                yield from marked_texts(one, element_of(shape), name, marked=marked)
        case str() if marked and not choices_of(shape):
            yield name, value


def unmarked(value: Any, shape: Shape | None) -> Any:
    """What stands for a sensitive value that is no text of anybody's: always the same, and allowed by the shape."""
    limits = shape.metadata if shape is not None else {}
    match value:
        case bool() | None:
            return value
        case int() | float():
            least, most = limits.get("min", 0), limits.get("max", 0)
            return type(value)(least if least > 0 else min(0, most))
        case datetime():
            return datetime(2000, 1, 1, tzinfo=timezone.utc)
        case str() if choices := choices_of(shape):
            return choices[0]
        case _:
            return value


def choices_of(shape: Shape | None) -> list[str]:
    """The values of an enum, none for what is no enum."""
    return list(shape.metadata.get("enum", ())) if shape is not None else []
