"""Timestamps and blobs, from every form in which a test may give them."""

from __future__ import annotations

import email.utils
import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from botocore.utils import parse_timestamp

from fakeaws.model import Shape


def as_datetime(value: Any) -> datetime:
    """A datetime in UTC, from a datetime (naive means UTC), ISO text or epoch seconds."""
    if isinstance(value, (int, float, Decimal)):
        return datetime.fromtimestamp(float(value), timezone.utc)
    moment = value if isinstance(value, datetime) else _plainly(value) or parse_timestamp(value)
    return moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _plainly(value: object) -> datetime | None:
    """The moment of the usual ISO text, as botocore would read it, in a twentieth of the time; None for the rest."""
    if not isinstance(value, str) or not _PLAIN.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None


def as_bytes(value: Any) -> bytes:
    """The bytes of a blob, from bytes, text or anything that can be read once."""
    if isinstance(value, str):
        return value.encode()
    return as_bytes(value.read()) if hasattr(value, "read") else bytes(value)


def as_json(value: Any) -> Any:
    """A document as JSON has it: dicts, lists, and numbers without Decimals; copied."""
    match value:
        case Mapping():
            return {name: as_json(part) for name, part in value.items()}
        case list() | tuple():
            return [as_json(part) for part in value]
        case Decimal():
            return int(value) if value.is_finite() and value == int(value) else float(value)
        case _:
            return value


def timestamp_form(shape: Shape, usual: str) -> str:
    """The form of a timestamp of this shape, where `usual` is the one of its place."""
    return str(shape.serialization.get("timestampFormat", usual)).lower()


def number_text(value: Any) -> str:
    """A float as AWS writes it where it is text."""
    number = float(value)
    if math.isnan(number):
        return "NaN"
    return repr(number) if math.isfinite(number) else "Infinity" if number > 0 else "-Infinity"


def timestamp_text(value: Any, form: str) -> str:
    """A timestamp in one of AWS's forms: `iso8601`, `rfc822` or `unixtimestamp`; `iso8601.000` is EC2's."""
    moment = as_datetime(value)
    if form == "rfc822":
        return email.utils.format_datetime(moment, usegmt=True)
    if form.startswith("iso8601"):
        timespec = _timespec(moment.microsecond)
        if form == "iso8601.000" and timespec == "seconds":
            timespec = "milliseconds"
        return moment.isoformat(timespec=timespec).replace("+00:00", "Z")
    whole, rest = divmod(abs(_microseconds(moment)), 10**6)
    sign = "-" if moment < _EPOCH else ""
    return f"{sign}{whole}.{rest:06}".rstrip("0").rstrip(".")


def epoch_seconds(value: Any) -> int | float:
    """A timestamp as a JSON number; what a float cannot hold is cut off, so that no later second shows."""
    whole, rest = divmod(_microseconds(as_datetime(value)), 10**6)
    seconds = whole + rest / 10**6
    return whole if rest == 0 else seconds if seconds < whole + 1 else math.nextafter(seconds, whole)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _timespec(microsecond: int) -> str:
    if microsecond == 0:
        return "seconds"
    return "microseconds" if microsecond % 1000 else "milliseconds"


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{3}|\.\d{6})?(Z|[+-]\d\d:\d\d)?", re.ASCII)
