"""Our own format of recordings."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from fakeaws.recordings.formats.own import own_schema, text_of
from fakeaws.recordings.interaction import Broken, Interaction, RecordedError, Source
from fakeaws.recordings.reading import read

HERE = Source("story.json")
AT = datetime(2026, 1, 1, 12, 0, 0, 250_000, tzinfo=timezone.utc)
TOLD = [
    Interaction(HERE, "appconfig.get_deployment", {"DeploymentNumber": 1}, {"StartedAt": AT}, None, 200),
    Interaction(HERE, "lambda.invoke", None, {"Payload": b'{"a": 1}'}, None, 202, 0.5),
    Interaction(HERE, "kms.encrypt", {"Plaintext": b"\x00\xff"}, {"CiphertextBlob": b"\xfe"}, None, 200),
    Interaction(
        HERE,
        "appconfig.get_deployment",
        {},
        None,
        RecordedError("BadRequestException", "No.", {"Reason": "InvalidConfiguration"}),
        400,
    ),
    Interaction(HERE, "cloudwatch.get_metric_data", {}, {"MetricDataResults": [{"Values": [math.inf]}]}, None, 200),
    Interaction(
        HERE,
        "bedrock-runtime.converse",
        {"modelId": "m", "additionalModelRequestFields": {"deep": [None, {"text": "a"}]}},
        {"stopReason": "\ud83d"},
        None,
        200,
    ),
    Interaction(
        HERE, "kinesis.subscribe_to_shard", {}, {"EventStream": [{"SubscribeToShardEvent": {"Records": []}}]}, None, 200
    ),
    Interaction(HERE, "sqs.list_queues", {}, None, RecordedError("Throttling", "Slow.", {}), 400, is_attempt=True),
    Interaction(HERE, "sqs.delete_message", {"QueueUrl": "q", "ReceiptHandle": "h"}, {}, None, 200),
]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Times, bytes, infinite numbers, documents, events, errors, parameters and statuses come back as they were."""
    file = tmp_path / "story.json"
    file.write_text(text_of(TOLD), encoding="utf-8")

    found = [replace(one, source=HERE) for one in read(file) if isinstance(one, Interaction)]

    assert found == TOLD


def test_what_is_written_obeys_the_schema() -> None:
    """The format's own schema is a schema, and what we write has no violation of it."""
    Draft202012Validator.check_schema(own_schema())

    assert list(Draft202012Validator(own_schema()).iter_errors(json.loads(text_of(TOLD)))) == []


def test_an_entry_knows_its_line(tmp_path: Path) -> None:
    """The source of each entry is the line on which it begins."""
    file = tmp_path / "story.json"
    file.write_text(text_of(TOLD), encoding="utf-8")
    lines = [number for number, line in enumerate(text_of(TOLD).split("\n"), 1) if line == "    {"]

    assert [Source(str(file), number, line) for number, line in enumerate(lines, 1)] == [
        one.source for one in read(file)
    ]


def test_a_newer_version_is_refused(tmp_path: Path) -> None:
    """A file of a version to come is told, with the remedy."""
    file = tmp_path / "story.json"
    file.write_text('{"fakeaws_recording": 2, "interactions": []}')
    problem = "expected a recording of version 1, found version 2. Upgrade fakeaws to read it."

    assert list(read(file)) == [Broken(Source(str(file)), problem)]


GOOD = '{"operation": "sqs.delete_message", "response": {}}'


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("7", "expected an interaction, found something that is no object."),
        ('{"operation": 1, "response": {}}', "expected the name of an operation under 'operation', found none."),
        ('{"operation": "a.b"}', "expected either 'response' or 'error'."),
        ('{"operation": "a.b", "response": {}, "error": {}}', "expected either 'response' or 'error'."),
        ('{"operation": "a.b", "error": []}', "expected an error with its code, found a list."),
        ('{"operation": "a.b", "response": {}, "params": 1}', "expected parameters by their names, found a number."),
        ('{"operation": "a.b", "response": {}, "status": "x"}', "expected an HTTP status, found 'x'."),
        (
            '{"operation": "a.b", "response": {}, "at": true}',
            "expected seconds since the first call under 'at', found True.",
        ),
        (
            '{"operation": "a.b", "response": {}, "when": 1}',
            "expected operation, at, params, response, error, status, attempt only, found 'when'.",
        ),
        ('{"operation": "a.b", "operation": "a.c"}', "expected each key once, found 'operation' twice in one object."),
        ('{"operation": "a.b", "response": {]}}', "Expecting property name enclosed in double quotes"),
        ('{"operation": "a.b, "response": {}}', "Expecting ',' delimiter"),
        ('{"operation": "a.b", "response": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply to be read."),
        ('{"operation": "a.b", "at": ' + "1" * 5000 + "}", "Exceeds the limit"),
    ],
)
def test_a_broken_entry_does_not_hide_the_next(tmp_path: Path, entry: str, problem: str) -> None:
    """An entry that cannot be read is told with its line, and those around it are read."""
    file = tmp_path / "story.json"
    file.write_text(f'{{"fakeaws_recording": 1, "interactions": [\n{GOOD},\n{entry},\n{GOOD}\n]}}')

    found = list(read(file))

    assert [(one.source.entry, one.source.line) for one in found] == [(1, 2), (2, 3), (3, 4)]
    assert [Interaction, Broken, Interaction] == [type(one) for one in found]
    assert isinstance(found[1], Broken)
    assert found[1].problem.startswith(problem)


def test_an_entry_that_is_cut_off_keeps_those_before_it(tmp_path: Path) -> None:
    """The entries before the cut are read, and the cut is told."""
    file = tmp_path / "story.json"
    file.write_text(f'{{"fakeaws_recording": 1, "interactions": [\n{GOOD},\n{GOOD[:30]}')

    found = list(read(file))

    assert [Interaction, Broken] == [type(one) for one in found]


def test_without_an_operation_nothing_is_written() -> None:
    """What does not say its operation has no place in such a file."""
    with pytest.raises(TypeError, match="does not say its operation"):
        text_of([Interaction(HERE, None, None, {})])


def test_a_member_called_request_is_no_sign_of_a_cassette(tmp_path: Path) -> None:
    """A file of ours is ours, whatever members it holds."""
    file = tmp_path / "story.json"
    told = Interaction(
        Source(str(file), 1), "verifiedpermissions.batch_is_authorized", {}, {"results": [{"request": {}}]}
    )
    file.write_text(text_of([told]), encoding="utf-8")

    (entry,) = read(file)

    assert isinstance(entry, Interaction)
    assert entry.response == told.response
