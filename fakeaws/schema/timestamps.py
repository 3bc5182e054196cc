"""The spellings of a time that AWS and its tools write."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Callable
from datetime import datetime


def timestamp_form(text: str) -> str | None:
    """The name of the spelling of AWS's in which `text` is a time; None if it is none.

    ISO 8601 with or without fraction, seconds, dashes and zone; the HTTP date of headers; and, as in many
    of AWS's own examples, epoch seconds in quotes.
    """
    match = _ISO.match(text)
    if match:
        return "ISO 8601 text" if _exists(lambda: _moment(match)) else None
    if _HTTP_DATE.match(text):
        return "HTTP date" if _exists(lambda: email.utils.parsedate_to_datetime(text)) else None
    return "epoch seconds as text" if _EPOCH.match(text) else None


def _exists(moment: Callable[[], datetime]) -> bool:
    try:
        moment()
    except (TypeError, ValueError):
        return False
    return True


def _moment(match: re.Match[str]) -> datetime:
    """The time that the match says, without its zone. Raises ValueError; a leap second counts as the one before it."""
    numbers = [int(match[part] or 0) for part in ("year", "month", "day", "hour", "minute", "second")]
    year, month, day, hour, minute, second = numbers
    return datetime(year, month, day, hour, minute, 59 if second == _LEAP_SECOND else second)  # noqa: DTZ001  # a check


_LEAP_SECOND = 60
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d{2})(?P=dash)(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2})(?P<colon>:?)(?P<minute>\d{2})(?:(?P=colon)(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s?(?:Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?\Z",
    re.ASCII,
)
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC|[+-]0000)\Z", re.ASCII)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?\Z|\d\.\d+E9\Z", re.ASCII)
