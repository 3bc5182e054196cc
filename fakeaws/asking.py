"""Which operations only ask, told by their names: asking again is polling, and does nothing twice."""

from __future__ import annotations


def only_asks(operation: str) -> bool:
    """Whether the operation only asks, so that asking the same again is polling."""
    return operation.partition(".")[2].startswith(_ASKING)


_ASKING = (
    "get",
    "receive",
    "describe",
    "list",
    "head",
    "batch_get",
    "query",
    "scan",
    "search",
    "check",
    "poll",
    "lookup",
    "is_",
)
