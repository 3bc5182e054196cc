"""Timestamps and blobs on the wire and above it."""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from botocore.utils import parse_timestamp

from fakeaws.protocols.scalars import as_bytes, as_datetime, as_json, epoch_seconds, timestamp_text

NEW_YEAR = datetime(2026, 1, 1, tzinfo=timezone.utc)
LAST = datetime.max.replace(tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("moment", "iso", "epoch"),
    [
        (NEW_YEAR, "2026-01-01T00:00:00Z", "1767225600"),
        (NEW_YEAR.replace(microsecond=500_000), "2026-01-01T00:00:00.500Z", "1767225600.5"),
        (NEW_YEAR.replace(microsecond=123_456), "2026-01-01T00:00:00.123456Z", "1767225600.123456"),
        (NEW_YEAR.replace(microsecond=999_999), "2026-01-01T00:00:00.999999Z", "1767225600.999999"),
        (datetime(1969, 12, 31, 23, 59, 58, 500_000, timezone.utc), "1969-12-31T23:59:58.500Z", "-1.5"),
        (datetime(1970, 1, 1, tzinfo=timezone.utc), "1970-01-01T00:00:00Z", "0"),
        (LAST, "9999-12-31T23:59:59.999999Z", "253402300799.999999"),
        (NEW_YEAR.astimezone(timezone(timedelta(hours=5))), "2026-01-01T00:00:00Z", "1767225600"),
    ],
)
def test_timestamps_keep_their_microseconds(moment: datetime, iso: str, epoch: str) -> None:
    """Text has as many digits as the moment needs, and none is rounded up."""
    assert (timestamp_text(moment, "iso8601"), timestamp_text(moment, "unixtimestamp")) == (iso, epoch)


@pytest.mark.parametrize("microsecond", [0, 1, 123_456, 999_999])
def test_epoch_seconds_come_back(microsecond: int) -> None:
    """A JSON number leads to the moment that it was made of."""
    moment = NEW_YEAR.replace(microsecond=microsecond)

    assert as_datetime(epoch_seconds(moment)) == moment


def test_the_last_moment_stays_in_its_second() -> None:
    """The number that a float would round into the year 10000 is cut off."""
    assert as_datetime(epoch_seconds(LAST)).replace(microsecond=0) == LAST.replace(microsecond=0)


def test_documents_have_no_decimals() -> None:
    """JSON takes no Decimal: whole ones become ints, others floats."""
    given = {"a": (Decimal(3), [Decimal("0.5")]), "b": "x"}

    assert as_json(given) == {"a": [3, [0.5]], "b": "x"}
    assert type(as_json(Decimal("3.0"))) is int


def test_blobs_come_in_many_forms() -> None:
    """Bytes, text and streams of either are bytes."""
    forms = [b"abc", bytearray(b"abc"), "abc", io.BytesIO(b"abc"), io.StringIO("abc")]

    assert [as_bytes(form) for form in forms] == [b"abc"] * 5


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-02T03:04:05Z",
        "2026-01-02 03:04:05+00:00",
        "2026-01-02T03:04:05.123Z",
        "2026-01-02T03:04:05.123456-07:30",
        "2026-01-02T03:04:05",
        "2026-01-02T03:04:05.5Z",
        "2026-01-02",
        "20260102T030405Z",
        "Fri, 02 Jan 2026 03:04:05 GMT",
        "1767323045",
    ],
)
def test_a_text_is_the_moment_that_botocore_reads(text: str) -> None:
    """The usual form is read without botocore, to the same end."""
    read = parse_timestamp(text)

    assert as_datetime(text) == (read if read.tzinfo else read.replace(tzinfo=timezone.utc))


@pytest.mark.parametrize("text", ["2026-13-02T03:04:05Z", "2026-01-02T25:04:05Z", "tomorrow"])
def test_what_is_no_moment_is_refused_as_botocore_refuses_it(text: str) -> None:
    """No form is taken that botocore does not take."""
    with pytest.raises(ValueError, match="Invalid timestamp"):
        as_datetime(text)
