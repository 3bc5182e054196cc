"""Where a call is made, by function."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakeaws.matrix.places import function_at

SOURCE = """
import boto3
client = boto3.client("sqs")

class Poller:
    def wait(self):
        def once():
            return client.list_queues()
        return [once(),
                once()]

async def wait():
    await client.list_queues()
"""


@pytest.mark.parametrize(
    ("line", "function"),
    [(3, "<module>"), (6, "Poller.wait"), (8, "Poller.wait.once"), (10, "Poller.wait"), (13, "wait"), (99, "<module>")],
)
def test_a_line_belongs_to_the_innermost_function(tmp_path: Path, line: int, function: str) -> None:
    """Qualified by the classes and functions around it, alike in every Python."""
    path = tmp_path / "poller.py"
    path.write_text(SOURCE)

    assert function_at(str(path), line) == function


def test_a_file_that_is_not_there_has_no_functions() -> None:
    """Such as `<string>`, which nobody can read again."""
    assert function_at("<string>", 1) == "<module>"
