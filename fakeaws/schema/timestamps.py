"""The spellings of a time that AWS and its tools write."""

from __future__ import annotations

import re
from datetime import datetime


def is_timestamp_text(text: str) -> bool:
    """Whether `text` is a time in one of AWS's spellings.

    ISO 8601 with or without fraction, seconds, dashes and zone; the HTTP date of headers; and, as in many
    of AWS's own examples, epoch seconds in quotes.
    """
    match = _ISO.match(text)
    return _exists(match) if match else bool(_HTTP_DATE.match(text) or _EPOCH.match(text))


def _exists(match: re.Match[str]) -> bool:
    numbers = [int(match[part] or 0) for part in ("year", "month", "day", "hour", "minute", "second")]
    year, month, day, hour, minute, second = numbers
    try:
        datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001  # a check, not a time
    except ValueError:
        return False
    return second <= _LEAP_SECOND


_LEAP_SECOND = 60
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d{2})(?P=dash)(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2})(?P<colon>:?)(?P<minute>\d{2})(?:(?P=colon)(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s?(?:Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?\Z",
    re.ASCII,
)
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC|[+-]0000)\Z", re.ASCII)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?\Z|\d\.\d+E9\Z", re.ASCII)
