"""The whole way of a recording: checked, scrubbed, checked again, and replayed, in its own form and in ours."""

from __future__ import annotations

import functools
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from fakeaws import FakeAWS
from fakeaws.cli import main
from fakeaws.errors import RecordingError
from fakeaws.model import Operation
from fakeaws.recordings import read
from fakeaws.recordings.interaction import Interaction
from fakeaws.recordings.script.made_up import minimal_params
from tests.protocols.round_trip import read as content_of
from tests.recordings.record_data import DATA
from tests.recordings.test_recorded_data import LOST, MARKS

NAMELESS = {"placebo": "elbv2.describe_load_balancers"}
"""What does not say its operation: placebo does not tell this one from another service's."""
COUNTS = {
    # format: calls, those of them that were refused, and services.
    "placebo": (58, 9, 23),
    "vcr-yaml": (58, 9, 23),
    "vcr-json": (55, 9, 23),
    "cli": (23, 0, 18),
}


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKEAWS_SCRUB_KEY", "the key of this test")


@pytest.fixture(scope="module")
def clients() -> Callable[[str], Any]:
    """A client of each service, one for all tests, so that models are read once."""
    session: Any = boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret", region_name="us-east-1")
    return functools.cache(lambda service: session.client(service, config=Config(inject_host_prefix=False)))


@pytest.mark.parametrize("way", [pytest.param(way, marks=MARKS.get(way, ())) for way in COUNTS])
def test_recordings_of_others_go_the_whole_way(
    way: str,
    tmp_path: Path,
    capsys: Any,
    clients: Callable[[str], Any],
    record_property: Callable[[str, object], None],
) -> None:
    """Scrubbed in place or into our format, a recording has no new violation, and real clients get what it says."""
    theirs, ours = tmp_path / way, tmp_path / "ours"
    shutil.copytree(DATA / way, theirs)
    of_what = ["--operation", NAMELESS[way]] if way in NAMELESS else []
    violations = _violations(theirs, of_what, capsys)
    assert main(["scrub", *of_what, "--as", "fakeaws", "-o", str(ours), str(theirs)]) == 0
    assert main(["scrub", *of_what, "--in-place", str(theirs)]) == 0
    capsys.readouterr()

    for folder in (theirs, ours):
        told = [one for one in read(folder, NAMELESS.get(way)) if isinstance(one, Interaction)]
        record_property(f"{way} {folder.name}", {"replayed": len(told), "violations": sum(violations.values())})
        assert COUNTS[way] == (len(told), sum(one.error is not None for one in told), _services(told))
        assert violations == _violations(folder, of_what, capsys)
        with FakeAWS() as fake:
            fake.replay(folder, operation=NAMELESS.get(way))
            assert [_expected(one, way) for one in told] == list(_made_again(told, clients))
    assert main(["scrub", "--check", *of_what, str(tmp_path)]) == 0


@pytest.mark.parametrize("ordered", [False, True])
def test_a_cassette_keeps_each_try(ordered: bool, tmp_path: Path, clients: Callable[[str], Any]) -> None:  # noqa: FBT001
    """A throttled try and the next one are two answers to one call, in the cassette and in our format."""
    request = {
        "method": "POST",
        "uri": "https://sqs.us-east-1.amazonaws.com/",
        "headers": {"X-Amz-Target": ["AmazonSQS.ListQueues"], "Content-Type": ["application/x-amz-json-1.0"]},
        "body": "{}",
    }
    tries = [(400, '{"__type": "com.amazonaws.sqs#ThrottlingException"}'), (200, '{"QueueUrls": ["https://a/b"]}')]
    interactions = [
        {"request": request, "response": {"status": {"code": status}, "headers": {}, "body": {"string": body}}}
        for status, body in tries
    ]
    file, ours = tmp_path / "calls.json", tmp_path / "ours"
    file.write_text(json.dumps({"version": 1, "interactions": interactions}), encoding="utf-8")
    assert main(["scrub", "--as", "fakeaws", "-o", str(ours), str(file)]) == 0

    for place in (file, ours / "calls.json"):
        with FakeAWS() as fake:
            fake.replay(place, ordered=ordered)
            answer = clients("sqs").list_queues()
        assert (answer["QueueUrls"], answer["ResponseMetadata"]["RetryAttempts"]) == (["https://a/b"], 1)


def test_placebos_tenth_answer_comes_after_its_ninth(tmp_path: Path, clients: Callable[[str], Any]) -> None:
    """Files are replayed in the order of their numbers, not of their letters."""
    for number in range(1, 13):
        data = {"status_code": 200, "data": {"DeploymentNumber": number}}
        (tmp_path / f"appconfig.GetDeployment_{number}.json").write_text(json.dumps(data), encoding="utf-8")
    params = minimal_params(Operation.named("appconfig.get_deployment"))
    with FakeAWS() as fake:
        fake.replay(tmp_path)
        numbers = [clients("appconfig").get_deployment(**params)["DeploymentNumber"] for _ in range(12)]

    assert list(range(1, 13)) == numbers


def test_what_does_not_say_its_operation_is_told(tmp_path: Path, capsys: Any) -> None:
    """Neither a replay nor our format can do without, and both say what to give."""
    file = tmp_path / "output.json"
    file.write_text('{"State": "BAKING"}', encoding="utf-8")
    problem = "the recording does not say of which operation it is: give"

    with FakeAWS() as fake, pytest.raises(RecordingError, match=f"{problem} operation="):
        fake.replay(file)
    assert main(["scrub", "--as", "fakeaws", "-o", str(tmp_path / "ours"), str(file)]) == 2
    assert f"fakeaws: {file} (entry 1): {problem} --operation." in capsys.readouterr().err


def _services(told: list[Interaction]) -> int:
    return len({str(one.operation).partition(".")[0] for one in told})


def _violations(folder: Path, of_what: list[str], capsys: Any) -> Counter[tuple[str, ...]]:
    """How often which rule is broken where; there is no error among them."""
    capsys.readouterr()
    assert main(["check", "--json", *of_what, str(folder)]) == 0
    files = json.loads(capsys.readouterr().out)
    names = ("operation", "part", "path", "rule", "severity")
    return Counter(tuple(str(one[name]) for name in names) for file in files for one in file["violations"])


def _expected(call: Interaction, way: str) -> Any:
    if call.error is not None:
        return call.error.code, call.error.message, call.status
    if way == "placebo" and LOST.get(str(call.operation)) == call.response:
        return {"LocationConstraint": None}  # what botocore makes of a body that says nothing
    return call.response


def _made_again(told: list[Interaction], clients: Callable[[str], Any]) -> Iterator[Any]:
    """What real clients get that make the recorded calls again."""
    for call in told:
        service, _, method = str(call.operation).partition(".")
        params = minimal_params(Operation.named(str(call.operation))) if call.params is None else call.params
        try:
            answer = getattr(clients(service), method)(**params)
        except ClientError as refused:
            error, said = refused.response["Error"], refused.response["ResponseMetadata"]
            yield error["Code"], error["Message"], said["HTTPStatusCode"]
        else:
            yield {name: content_of(value) for name, value in answer.items() if name != "ResponseMetadata"}
