"""The examples of documentation pages, read as recordings."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakeaws.recordings import read
from fakeaws.recordings.interaction import Broken, Interaction, Source

PAGE = """
get_key_policy
--------------

.. py:method:: KMS.Client.get_key_policy(**kwargs)

  **Request Syntax**
  ::

    response = client.get_key_policy(KeyId='string')

  **Examples**

  One.
  ::

    response = client.get_key_policy(
        KeyId='1',
    )

    print(response)

  Expected Output:
  ::

    {
        'Policy': '{}',
        'ResponseMetadata': {
            '...': '...',
        },
    }

  Another.
  ::

    response = client.get_key_policy(
        KeyId='2',
    )

    print(response)

  Expected Output:
  ::

    {
        'Policy': open('x'),
    }
"""


def test_an_example_is_an_interaction(tmp_path: Path) -> None:
    """Parameters and Expected Output are read with the line of the example; one that is broken is told."""
    file = tmp_path / "page.rst"
    file.write_text(PAGE)

    assert [
        Interaction(Source(str(file), 1, 17), "kms.get_key_policy", {"KeyId": "1"}, {"Policy": "{}"}),
        Broken(Source(str(file), 2, 36), "expected a value of an example, found Call. (line 46)"),
    ] == list(read(file))


def test_a_page_without_examples_is_told(tmp_path: Path) -> None:
    """A page of a method that shows no example is no recording."""
    file = tmp_path / "page.rst"
    file.write_text(PAGE.partition("  **Examples**")[0])

    assert [Broken(Source(str(file)), "expected examples on the page of get_key_policy, found none.")] == list(
        read(file)
    )


SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the saved pages of boto3's documentation")
def test_the_page_of_get_deployment() -> None:
    """The example of a page that AWS wrote is a response of its operation."""
    (entry,) = read(SEEDS / "appconfig-get_deployment.rst.txt")

    assert isinstance(entry, Interaction)
    assert (entry.operation, entry.response["State"]) == ("appconfig.get_deployment", "COMPLETE")
