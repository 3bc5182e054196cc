"""What boto3 was given and gave, as a file of the tests holds it: nothing of it is the product's own."""

from __future__ import annotations

import base64
from datetime import datetime, timezone
from typing import Any


def as_json(value: Any) -> Any:
    """The value with times and bytes as objects of one key."""
    match value:
        case dict():
            return {key: as_json(one) for key, one in value.items()}
        case list() | tuple():
            return [as_json(one) for one in value]
        case datetime():
            return {"$time": value.astimezone(timezone.utc).isoformat()}
        case bytes():
            return {"$bytes": base64.b64encode(value).decode()}
        case _:
            return value


def from_json(value: Any) -> Any:
    """The value again."""
    match value:
        case {"$time": text}:
            return datetime.fromisoformat(text)
        case {"$bytes": text}:
            return base64.b64decode(text)
        case dict():
            return {key: from_json(one) for key, one in value.items()}
        case list():
            return [from_json(one) for one in value]
        case _:
            return value
