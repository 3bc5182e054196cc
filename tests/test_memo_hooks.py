"""What botocore remembers while a fake is active is what it would have found."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import botocore.utils
import pytest

from fakeaws.memo_hooks import remembering_timestamps

TEXTS = [
    "2021-09-17T21:59:03Z",
    "2021-09-17T21:59:03.123456Z",
    "2021-09-17T21:59:03+02:00",
    "2021-09-17T21:59:03",
    "2021-09-17T21:59:03.5-0700",
    "2021-09-17",
    "20210917T215903Z",
    "Fri, 17 Sep 2021 21:59:03 GMT",
    "1631915943",
    1631915943,
    1631915943.25,
    0,
    False,
]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York"])
def test_a_remembered_timestamp_is_the_one_that_was_read(zone: str) -> None:
    """In any zone of the machine, value and zone are those of botocore, the first time and later."""
    code = f"""
from botocore.utils import parse_timestamp
from fakeaws.memo_hooks import remembering_timestamps
texts = {TEXTS!r}
read = [repr(parse_timestamp(text)) for text in texts]
with remembering_timestamps():
    assert read == [repr(parse_timestamp(text)) for text in texts]
    assert read == [repr(parse_timestamp(text)) for text in texts]
"""
    done = subprocess.run([sys.executable, "-c", code], env={"TZ": zone}, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_whole_timestamp_is_read_once() -> None:
    """The same text gives the same object; what depends on today is read anew."""
    parse: Any = botocore.utils.parse_timestamp
    with remembering_timestamps():
        assert parse("2021-09-17T21:59:03Z") is parse("2021-09-17T21:59:03Z")
        assert parse("21:59:03") is not parse("21:59:03")
        with pytest.raises(ValueError, match="Invalid timestamp"):
            parse("2021-99-17T21:59:03Z")


def test_everything_is_put_back() -> None:
    """Afterwards botocore reads each timestamp anew."""
    parse: Any = botocore.utils.parse_timestamp
    with remembering_timestamps():
        parse("2021-09-17T21:59:03Z")

    assert parse("2021-09-17T21:59:03Z") is not parse("2021-09-17T21:59:03Z")
