"""VCR cassettes, beside those that were recorded for `test_recorded_data`."""

from __future__ import annotations

import base64
import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from fakeaws.recordings import read
from fakeaws.recordings.interaction import Broken, Interaction, RecordedError, Source

SIGNED = "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/{}/aws4_request, SignedHeaders=host, Signature=0"
FOR_APPCONFIG = {"Authorization": [SIGNED.format("appconfig")]}
NAME = "appconfig.get_deployment"
URL = "https://appconfig.eu-west-1.amazonaws.com/applications/a/environments/e/deployments/3"
PARAMS = {"ApplicationId": "a", "EnvironmentId": "e", "DeploymentNumber": 3}
BODY = '{"State": "BAKING"}'


def exchange(body: Any = BODY, *, status: int = 200, url: str = URL, **more: Any) -> dict[str, Any]:
    """An interaction as vcrpy writes it."""
    request = {"method": "GET", "uri": url, "body": None, "headers": {}, **more.get("request", {})}
    response = {"status": {"code": status, "message": ""}, "headers": more.get("headers", {}), "body": {"string": body}}
    return {"request": request, "response": response}


def cassette(folder: Path, *interactions: Any) -> Path:
    """A cassette in YAML of these."""
    file = folder / "cassette.yaml"
    file.write_text(yaml.dump({"interactions": list(interactions), "version": 1}))
    return file


def test_times_are_told_by_the_dates(tmp_path: Path) -> None:
    """The first response comes at zero, and each later one as many seconds behind it as their dates tell."""
    dates = ["Thu, 01 Jan 2026 12:00:00 GMT", "Thu, 01 Jan 2026 12:00:30 GMT"]
    file = cassette(tmp_path, *(exchange(headers={"Date": [date]}) for date in dates), exchange())

    assert [one.at for one in read(file) if isinstance(one, Interaction)] == [0.0, 30.0, None]


@pytest.mark.parametrize(
    "body", [BODY, BODY.encode(), gzip.compress(BODY.encode(), mtime=0)], ids=["text", "bytes", "gzipped bytes"]
)
def test_a_body_may_be_text_or_bytes(tmp_path: Path, body: Any) -> None:
    """A body is read however the cassette has it, unzipped where its header says so."""
    headers = {"Content-Encoding": ["gzip"]} if isinstance(body, bytes) else {}
    file = cassette(tmp_path, exchange(body, headers=headers))

    assert [Interaction(Source(str(file), 1, 2), NAME, PARAMS, {"State": "BAKING"}, None, 200)] == list(read(file))


def test_rubys_cassettes_are_read(tmp_path: Path) -> None:
    """Ruby's VCR calls the list http_interactions and writes bodies in base64."""
    one = exchange()
    one["response"]["body"] = {"encoding": "ASCII-8BIT", "base64_string": base64.b64encode(BODY.encode()).decode()}
    one["recorded_at"] = "Thu, 01 Jan 2026 12:00:00 GMT"
    file = tmp_path / "cassette.yml"
    file.write_text("---\n" + yaml.dump({"http_interactions": [one], "recorded_with": "VCR 6.0.0"}))

    assert [Interaction(Source(str(file), 1, 3), NAME, PARAMS, {"State": "BAKING"}, None, 200)] == list(read(file))


def test_json_is_read_entry_by_entry(tmp_path: Path) -> None:
    """A cassette in JSON of which one entry is broken, and the end cut off, keeps the others."""
    one = json.dumps(exchange())
    file = tmp_path / "cassette.json"
    file.write_text(f'{{"version": 1, "interactions": [\n{one},\n{{"request": 1}},\n{one},\n{one[:40]}')

    assert [
        Interaction(Source(str(file), 1, 2), NAME, PARAMS, {"State": "BAKING"}, None, 200),
        Broken(Source(str(file), 2, 3), "expected a request with method and uri, and its response."),
        Interaction(Source(str(file), 3, 4), NAME, PARAMS, {"State": "BAKING"}, None, 200),
        Broken(Source(str(file), 4, 5), "Unterminated string starting at, in line 5, column 38."),
    ] == list(read(file))


def test_an_error_has_its_members(tmp_path: Path) -> None:
    """What the service refused a call with is told by botocore's parser, modelled members and all."""
    body = '{"Message": "No.", "Reason": "InvalidConfiguration"}'
    file = cassette(tmp_path, exchange(body, status=400, headers={"x-amzn-ErrorType": ["BadRequestException"]}))
    error = RecordedError("BadRequestException", "No.", {"Reason": "InvalidConfiguration"})

    assert [Interaction(Source(str(file), 1, 2), NAME, PARAMS, None, error, 400)] == list(read(file))


SEEN = "GET /nothing, at the host {}, {}."


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (
            exchange(url="https://appconfig.eu-west-1.amazonaws.com/nothing"),
            SEEN.format("appconfig.eu-west-1.amazonaws.com", "without a signature"),
        ),
        (
            exchange(
                url="http://127.0.0.1/nothing", request={"headers": {"Authorization": [SIGNED.format("appconfig")]}}
            ),
            SEEN.format("127.0.0.1", "signed for appconfig"),
        ),
        (exchange("{"), "expected a body of JSON in the answer to appconfig.get_deployment: Expecting property name"),
        (
            exchange('{"StartedAt": []}'),
            "botocore cannot read this as an answer to appconfig.get_deployment: ValueError: Invalid timestamp",
        ),
        ({"request": {"method": "GET"}}, "expected a request with method and uri, and its response."),
        (exchange(status=7), "expected the status of a response with its code, found {'code': 7, 'message': ''}."),
        (exchange({"a": 1}), "expected a body as a text or bytes, found dict."),
        ("text", "expected a request with method and uri, and its response."),
    ],
)
def test_what_is_not_recognised_is_told(tmp_path: Path, entry: Any, problem: str) -> None:
    """An entry that is no call of an operation says what was seen; the one behind it is read."""
    file = cassette(tmp_path, entry, exchange())

    first, second = read(file)

    assert isinstance(first, Broken)
    assert problem in first.problem
    assert isinstance(second, Interaction)


BOMB = "".join(["- [&a [x]", *(f", &{to} [{', '.join([f'*{of}'] * 9)}]" for of, to in pairwise("abcdefgh")), "]\n"])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- !!python/object/apply:os.system ['true']\n", "could not determine a constructor for the tag"),
        ("- !!python/object:subprocess.Popen {}\n", "could not determine a constructor for the tag"),
        ("- request: {a: 1\n", "did not find expected ',' or '}'"),
        ("- request: 1\n  request: 2\n", "expected each key once, found 'request' twice in one mapping"),
        ("- [1, 2]: 3\n", "expected a text for a key"),
        ("- &a [*a]\n", "an alias within what it stands for."),
        ("- *nowhere\n", "found undefined alias"),
        (f"- {'[' * 900}{']' * 900}\n", "nested too deeply to be read."),
        (
            BOMB,
            "aliases that make more than 1000000 values of these few.",
        ),
    ],
)
def test_yaml_is_read_safely(tmp_path: Path, text: str, problem: str) -> None:
    """Tags that would run something, bombs and loops of aliases are told, for their entry only."""
    good = yaml.dump([exchange()])
    file = tmp_path / "cassette.yaml"
    file.write_text(f"interactions:\n{good}{text}{good}version: 1\n")

    first, second, third = read(file)

    assert isinstance(second, Broken)
    assert second.problem.startswith(problem)
    assert [2, 2 + good.count("\n")] == [first.source.line, second.source.line]
    assert [Interaction, Interaction] == [type(first), type(third)]


def test_vcrpys_own_tags_are_texts_and_bytes(tmp_path: Path) -> None:
    """The tags that vcrpy writes for the body of a request are read, and nothing runs."""
    url, headers = "https://bucket.s3.amazonaws.com/key", {"Authorization": [SIGNED.format("s3")]}
    one = yaml.dump([exchange("", url=url, request={"method": "PUT", "headers": headers, "body": "BODY"})])
    buffer = "!!python/object/new:_io.BytesIO {state: !!python/tuple [!!binary AP8=, 0, null]}"
    chunks = "!!python/object/apply:builtins.iter {args: [[!!binary AP8=, more]]}"
    text = "".join(one.replace("body: BODY", f"body: {body}") for body in (buffer, chunks, "!!python/unicode text"))
    file = tmp_path / "cassette.yaml"
    file.write_text(f"interactions:\n{text}version: 1\n")

    assert [{"Bucket": "bucket", "Key": "key", "Body": body} for body in (b"\x00\xff", b"\x00\xffmore", b"text")] == [
        one.params for one in read(file) if isinstance(one, Interaction)
    ]


def test_an_anchor_holds_in_later_entries(tmp_path: Path) -> None:
    """An alias of a later entry names what an earlier one has marked."""
    headers = {"Date": ["Thu, 01 Jan 2026 12:00:00 GMT"]}
    one, other = exchange(headers=headers), exchange(headers=headers)
    file = cassette(tmp_path, one, other)

    assert "*id001" in file.read_text()
    assert [entry.at for entry in read(file) if isinstance(entry, Interaction)] == [0.0, 0.0]


@pytest.mark.parametrize("text", ["interactions: [{}]\nversion: 1\n", "interactions:\n- {}\n"])
def test_a_list_in_any_style(tmp_path: Path, text: str) -> None:
    """A list that stands in one line has no lines for its entries, and is read all the same."""
    file = tmp_path / "cassette.yaml"
    file.write_text(text.replace("{}", json.dumps(exchange())))

    assert [one.operation for one in read(file) if isinstance(one, Interaction)] == [NAME]


@pytest.mark.parametrize("name", ["cassette.yaml", "cassette.json"])
def test_another_version_is_told(tmp_path: Path, name: str) -> None:
    """A cassette of a version to come is told, whatever was read of it."""
    file = tmp_path / name
    one = json.dumps(exchange())
    text = (
        f'{{"version": 2, "interactions": [{one}]}}'
        if name.endswith("json")
        else f"interactions:\n- {one}\nversion: 2\n"
    )
    file.write_text(text)

    *_, last = read(file)

    assert isinstance(last, Broken)
    assert last.problem == "expected a cassette of version 1, found version 2."
