"""The examples of a page, and their Expected Output as a recorded response."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

import pytest

from fakeaws.errors import PageError
from fakeaws.schema.check import check
from fakeaws.schema.pages.examples import Example
from fakeaws.schema.pages.page import read_page
from tests.schema.test_pages import SAMPLE

EXAMPLE = """

Examples

The following example fills one jar.

response = client.fill_jar(
    JarId='7',
    Marbles=[
        {
            'Colour': 'RED',
        },
    ],
)

print(response)

Expected Output:

{
    # a remark
    'Full': True,
    'FilledAt': datetime(2021, 9, 17, 21, 59, 3, 4, 260, 0),
    'Level': -0.5,
    'Label': 'It's the boss's jar',
    'ResponseMetadata': {
        '...': '...',
    },
}
"""
FILLED = Example(
    params={"JarId": "7", "Marbles": [{"Colour": "RED"}]},
    output={
        "Full": True,
        "FilledAt": datetime(2021, 9, 17, 21, 59, 3, tzinfo=timezone.utc),
        "Level": -0.5,
        "Label": "It's the boss's jar",
    },
)


def test_an_example_gives_parameters_and_a_recorded_response() -> None:
    """Nine-number datetimes are times in UTC, elided metadata is left out, unquoted apostrophes are text."""
    assert read_page(SAMPLE + EXAMPLE).examples == (FILLED,)


def test_examples_keep_their_order() -> None:
    """Each example is one entry."""
    second = EXAMPLE.partition("Examples\n")[2].replace("'7'", "'8'")

    assert [one.params["JarId"] for one in _examples(SAMPLE + EXAMPLE + second)] == ["7", "8"]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("Expected Output:", "", "expected `Expected Output:`"),
        ("\n}\n", "\n", "expected the example to end with `}`"),
        ("datetime(2021, 9", "datetime(2021, 13", "expected the numbers of a time"),
        ("datetime(2021, 9", "date(2021, 9", "expected a value of an example, found Call"),
        ("response = client.fill_jar", "jar = fill", "expected examples below `Examples`"),
    ],
)
def test_an_example_that_cannot_be_read_is_a_page_error(before: str, after: str, problem: str) -> None:
    """A broken or cut example is named, not skipped."""
    with pytest.raises(PageError) as caught:
        read_page(SAMPLE + EXAMPLE.replace(before, after))

    assert problem in caught.value.problem


def test_an_example_cut_before_its_output_is_a_page_error() -> None:
    """The page may end with the words that announce the output."""
    with pytest.raises(PageError, match="expected the example to end with"):
        read_page(SAMPLE + EXAMPLE[: EXAMPLE.index("Expected Output:") + len("Expected Output:")])


def test_the_example_on_a_page_checks_clean(page_of: Callable[[str], str]) -> None:
    """AWS's own example holds, even where the model must hold to the letter, and so do its parameters."""
    (example,) = _examples(page_of("appconfig.get_deployment"))

    assert check("appconfig.get_deployment", example.output, level="strict") == []
    assert check("appconfig.get_deployment", example.params, level="strict", side="request") == []


def test_the_example_on_the_saved_page_checks_clean(seed: Callable[[str], str]) -> None:
    """The saved page's example is a recorded response without a violation."""
    (example,) = _examples(seed("appconfig-get_deployment.rst.txt"))

    assert check("appconfig.get_deployment", example.output) == []


def _examples(text: str) -> tuple[Example, ...]:
    found = read_page(text).examples
    assert found is not None
    return found
