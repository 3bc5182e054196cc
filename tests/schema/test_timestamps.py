"""Times as AWS spells them."""

from __future__ import annotations

import pytest

from fakeaws.schema.timestamps import timestamp_form


@pytest.mark.parametrize(
    "text",
    [
        "2021-09-17T21:59:03Z",
        "2021-09-17T21:59:03.123456Z",
        "2021-09-17T21:59:03.5+00:00",
        "2021-09-17T21:59:03-0700",
        "2021-09-17T21:59:03+02",
        "2021-09-17T21:59",
        "2021-09-17T21:59Z",
        "2021-09-17 21:59:03",
        "2021-09-17",
        "20210917T215903Z",
        "2016-12-31T23:59:60Z",
        "Fri, 17 Sep 2021 21:59:03 GMT",
        "1631915943",
        "1631915943.251",
        "1.631915943E9",
    ],
)
def test_spellings_of_aws_are_times(text: str) -> None:
    """ISO 8601 in its many forms, the HTTP date, epoch seconds as text."""
    assert timestamp_form(text) is not None


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2021", "2021-13-01", "2021-02-30T00:00:00Z", "2021-09-17T25:00Z", "2021-09-17T21:59:61Z",
             "2021-09-17T21:59:03Z ", "2021-0917", "7", "Fri, 32 Abc 2021 21:59:03 GMT",
             "\N{FULLWIDTH DIGIT TWO}021-09-17"]
)  # fmt: skip
def test_other_text_is_no_time(text: str) -> None:
    """Days that do not exist, numbers as text, and words are refused."""
    assert timestamp_form(text) is None
