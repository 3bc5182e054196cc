"""What the AWS CLI prints with `--output yaml` and `yaml-stream`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from fakeaws.recordings import read
from fakeaws.recordings.interaction import Broken, Entry, Interaction, Source
from tests.recordings.record_data import DATA

ITEM = """Item:
  id:
    S: no
  at:
    S: 2026-01-01
  n:
    S: 012
  b:
    B: AP8=
  nil:
    'NULL': true
"""


def test_a_response_in_yaml(tmp_path: Path) -> None:
    """Words that an older YAML takes for booleans, times or octal numbers are the texts that they are."""
    file = tmp_path / "dynamodb.get-item.yaml"
    file.write_text(ITEM)

    assert [
        Interaction(
            Source(str(file), 1),
            "dynamodb.get_item",
            None,
            {
                "Item": {
                    "id": {"S": "no"},
                    "at": {"S": "2026-01-01"},
                    "n": {"S": "012"},
                    "b": {"B": b"\x00\xff"},
                    "nil": {"NULL": True},
                }
            },
        )
    ] == list(read(file))


def test_the_pages_of_a_stream(tmp_path: Path) -> None:
    """Each page of yaml-stream is an entry, and a broken one does not hide the next."""
    file = tmp_path / "sqs_list-queues.yaml"
    file.write_text("- QueueUrls:\n  - a\n- QueueUrls: [\n- QueueUrls:\n  - b\n")

    first, second, third = read(file)

    assert isinstance(second, Broken)
    assert [
        Interaction(Source(str(file), 1, 1), "sqs.list_queues", None, {"QueueUrls": ["a"]}),
        Interaction(Source(str(file), 3, 4), "sqs.list_queues", None, {"QueueUrls": ["b"]}),
    ] == [first, third]


@pytest.mark.parametrize("file", sorted((DATA / "cli").iterdir()), ids=lambda file: file.name)
def test_yaml_says_what_json_says(tmp_path: Path, file: Path) -> None:
    """What the CLI printed in JSON, written in YAML, is the same response."""
    other = tmp_path / file.with_suffix(".yaml").name
    other.write_text(yaml.safe_dump(json.loads(file.read_text(encoding="utf-8"))), encoding="utf-8")

    assert outcomes(read(file)) == outcomes(read(other))


def test_without_pyyaml_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML is not installed, a file in YAML says what to install."""
    monkeypatch.setitem(sys.modules, "yaml", None)
    file = tmp_path / "sqs.list-queues.yaml"
    file.write_text("QueueUrls: []\n")
    problem = "YAML is read by PyYAML, which is not installed: pip install 'fakeaws[recordings]'."

    assert [Broken(Source(str(file)), problem)] == list(read(file))


def outcomes(entries: Any) -> list[Any]:
    return [(one.operation, one.response) for one in entries if isinstance(one, Interaction)] or [Entry]
