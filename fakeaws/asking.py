"""Which operations only ask, by their names."""

from __future__ import annotations


def only_asks(operation: str) -> bool:
    """Whether the operation only asks, so that asking the same again is polling, and a lost answer loses no work."""
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
