"""Where botocore works the same thing out again at each call, and remembers it while a fake is active.

dateutil takes 25 to 40 us for a timestamp, more than all else that a call costs, and an answer that is polled repeats
the same ones. What is remembered is botocore's own result, for whole ISO 8601 texts only: that of a time without a
date depends on today.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import botocore.utils


@contextmanager
def remembering_timestamps() -> Iterator[None]:
    """Let botocore read each timestamp once."""
    original = _utils._parse_timestamp_with_tzinfo
    remembered = functools.lru_cache(maxsize=4096)(original)

    def parse(value: Any, tzinfo: Any) -> Any:
        is_whole = type(value) is str and _WHOLE.match(value)
        return remembered(value, tzinfo) if is_whole else original(value, tzinfo)

    _utils._parse_timestamp_with_tzinfo = parse
    try:
        yield
    finally:
        _utils._parse_timestamp_with_tzinfo = original


_utils: Any = botocore.utils  # typed loosely: what is private has no stubs
_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")
