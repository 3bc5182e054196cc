"""Times, in order, and in the forms in which AWS writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Final

from fakeaws.generate.aws.home import Home
from fakeaws.generate.aws.regions import known


class Times(Home):
    """Moments between two others, and what a service writes for one."""

    def aws_timestamps(self, count: int, start: datetime, end: datetime) -> list[datetime]:
        """So many times between `start` and `end`, in UTC, to the millisecond, none before the one it follows.

        Raises ValueError for naive times, and for an end before the start.
        """
        if start.tzinfo is None or end.tzinfo is None:
            raise ValueError(f"AWS's times have a zone; these have none: start={start!r}, end={end!r}.")
        if end < start:
            raise ValueError(f"Times from {start.isoformat()} cannot end at {end.isoformat()}, which is earlier.")
        last = (end - _EPOCH) // _MILLISECOND
        first = min(-((_EPOCH - start) // _MILLISECOND), last)
        drawn = sorted(first + int(self._random.random() * (last - first + 1)) for _ in range(count))
        return [_EPOCH + moment * _MILLISECOND for moment in drawn]

    def aws_timestamp(self, form: str = "iso-milliseconds", moment: datetime | None = None) -> str | int | float:
        """A moment, or some time in 2025, as AWS writes it; the forms are those of `TIME_FORMS`."""
        write = TIME_FORMS[known("a form of time", form, TIME_FORMS)]
        return write(moment if moment is not None else self.aws_timestamps(1, *_A_YEAR)[0])


def _iso_milliseconds(moment: datetime) -> str:
    return f"{_utc(moment):%Y-%m-%dT%H:%M:%S}.{_utc(moment).microsecond // 1000:03d}Z"


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"AWS's times have a zone; this one has none: {moment!r}.")
    return moment.astimezone(timezone.utc)


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)
_A_YEAR = (datetime(2025, 1, 1, tzinfo=timezone.utc), datetime(2025, 12, 31, tzinfo=timezone.utc))

TIME_FORMS: Final[Mapping[str, Callable[[datetime], str | int | float]]] = {
    "iso": lambda moment: f"{_utc(moment):%Y-%m-%dT%H:%M:%SZ}",  # most services
    "iso-milliseconds": _iso_milliseconds,  # Greengrass, EC2
    "iso-offset": lambda moment: f"{_utc(moment):%Y-%m-%dT%H:%M:%S}+00:00",  # IAM and EC2, as their pages show them
    "iso-basic": lambda moment: f"{_utc(moment):%Y%m%dT%H%M%SZ}",  # signatures
    "lambda": lambda moment: _iso_milliseconds(moment).replace("Z", "+0000"),  # LastModified of a function
    "rfc822": lambda moment: format_datetime(_utc(moment), usegmt=True),  # Last-Modified of an object
    "epoch": lambda moment: int(_utc(moment).timestamp()),  # JSON, without fractions
    "epoch-fraction": lambda moment: _utc(moment).timestamp(),  # JSON, with them
    "epoch-milliseconds": lambda moment: (_utc(moment) - _EPOCH) // _MILLISECOND,  # logs
}
