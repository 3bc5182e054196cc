"""Parameters that botocore takes, for calls whose own were not recorded."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from fakeaws.model import ListShape, MapShape, Operation, Shape, StructureShape


def minimal_params(operation: Operation) -> dict[str, Any]:
    """What the operation requires, and nothing else."""
    made: dict[str, Any] = _minimal(operation.input_shape) if operation.input_shape is not None else {}
    arn = f"arn:aws:{operation.service.name}:us-east-1:123456789012:stream/x"  # botocore looks into a few of them
    arns = {name: arn for name, value in made.items() if name.lower().endswith("arn") and isinstance(value, str)}
    return {name: value for name, value in (made | arns).items() if name not in operation.idempotency_tokens}


def _minimal(shape: Shape) -> Any:
    least = int(shape.metadata.get("min", 0))
    match shape:
        case StructureShape() if shape.is_document_type:
            return {}
        case StructureShape():
            required = shape.required_members or (list(shape.members)[:1] if shape.is_tagged_union else [])
            return {name: _minimal(shape.members[name]) for name in required}
        case ListShape():
            return [_minimal(shape.member) for _ in range(least)]
        case MapShape():
            return {f"key-{number}": _minimal(shape.value) for number in range(least)}
        case Shape(type_name="string"):
            return shape.enum[0] if getattr(shape, "enum", None) else "x" * max(least, 1)  # type: ignore[attr-defined]  # StringShape's
        case Shape(type_name="integer" | "long"):
            return max(least, 1)
        case _:
            return _SCALARS[shape.type_name]


_SCALARS: dict[str, Any] = {
    "blob": b"x",
    "boolean": True,
    "double": 1.0,
    "float": 1.0,
    "timestamp": datetime(2026, 1, 1, tzinfo=timezone.utc),
}
