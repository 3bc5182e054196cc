"""Timestamps and blobs, from every form in which a test may give them."""

from __future__ import annotations

import email.utils
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from botocore.utils import parse_timestamp


def as_datetime(value: Any) -> datetime:
    """An aware datetime, from a datetime (naive means UTC), ISO text or epoch seconds."""
    if isinstance(value, (int, float, Decimal)):
        return datetime.fromtimestamp(float(value), timezone.utc)
    moment = value if isinstance(value, datetime) else parse_timestamp(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def as_bytes(value: Any) -> bytes:
    """The bytes of a blob, from bytes, text or anything that can be read once."""
    if isinstance(value, str):
        return value.encode()
    return value.read() if hasattr(value, "read") else bytes(value)


def timestamp_text(value: Any, form: str) -> str:
    """A timestamp in one of AWS's forms: `iso8601`, `rfc822` or `unixtimestamp`."""
    moment = as_datetime(value).astimezone(timezone.utc)
    if form == "rfc822":
        return email.utils.format_datetime(moment, usegmt=True)
    if form == "iso8601":
        return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds").replace("+00:00", "Z")
    seconds = moment.timestamp()
    return str(int(seconds)) if seconds.is_integer() else f"{seconds:.3f}"
