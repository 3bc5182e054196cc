"""Recordings that placebo, vcrpy and the AWS CLI made of moto's server, against what boto3 gave in the same calls.

`record_data` recorded them; the sweep records afresh, where the tools are installed.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fakeaws.model import Service
from fakeaws.recordings import read
from fakeaws.recordings.interaction import Entry, Interaction
from tests.recordings.record_data import DATA, record
from tests.recordings.truth import from_json

LOST: dict[str, Any] = {
    # placebo names services by their endpoints, and two have this one.
    "elbv2.describe_load_balancers": None,
    # The text of the body is the answer, and placebo keeps no body.
    "s3.get_bucket_location": {},
}
BY_A_NEWER = pytest.mark.skipif(
    Service.named("cloudwatch").protocol != "json", reason="recorded by a newer botocore, whose CloudWatch speaks JSON"
)
MARKS = {"vcr-json": BY_A_NEWER, "vcr-yaml": BY_A_NEWER}
Counts = Callable[[str, object], None]


@pytest.mark.parametrize(
    "way", [pytest.param(way, marks=MARKS.get(way, ())) for way in ("vcr-yaml", "vcr-json", "cli", "placebo")]
)
def test_recordings_are_what_boto3_gave(way: str, record_property: Counts) -> None:
    """Operation, parameters, response, error and status of each entry are those of the live call."""
    compare(DATA, way, record_property)


@pytest.mark.sweep
@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("placebo", "vcr", "awscli", "flask")),
    reason="pip install 'moto[server]' placebo vcrpy awscli",
)
@pytest.mark.filterwarnings("ignore")  # those of the recorders
def test_fresh_recordings_are_what_boto3_gave(tmp_path: Path, record_property: Counts) -> None:
    """Whatever versions of the recorders are installed, what they write is read."""
    record(tmp_path)

    for way in ("vcr-yaml", "vcr-json", "cli", "placebo"):
        compare(tmp_path, way, record_property)


def compare(folder: Path, way: str, record_property: Counts) -> None:
    truth = from_json(json.loads((folder / "truth.json").read_text(encoding="utf-8")))[way]
    found = in_order(way, list(read(folder / way)), truth)
    expected = [expectation(one, way) for one in truth]
    record_property(f"recordings of {way}", counts(expected, found))

    assert expected == [told(one, way) for one in found]


def in_order(way: str, found: list[Entry], truth: list[dict[str, Any]]) -> list[Entry]:
    """The entries in the order of the calls: a cassette has it, files have numbers for it."""
    if way.startswith("vcr"):
        return found
    by_name = {Path(one.source.file).name: one for one in found}
    if way == "cli":
        return [by_name[one["file"]] for one in truth]
    waiting = defaultdict[str, list[Entry]](list)
    for name in sorted(by_name, key=lambda name: int(re.findall(r"\d+", name)[-1])):
        waiting[name.split(".")[1].partition("_")[0].lower()].append(by_name[name])
    return [waiting[one["operation"].partition(".")[2].replace("_", "")].pop(0) for one in truth]


def expectation(call: dict[str, Any], way: str) -> dict[str, Any]:
    name = call["operation"]
    expected = {"operation": name, "response": call.get("response"), "error": call.get("error")}
    if way == "placebo" and name in LOST:
        expected |= {"operation": None} if LOST[name] is None else {"response": LOST[name]}
    params = {"params": call["params"]} if way.startswith("vcr") else {}
    return {**expected, **params, "status": None if way == "cli" else call["status"]}


def told(entry: Entry, way: str) -> dict[str, Any]:
    assert isinstance(entry, Interaction), entry
    error = None if entry.error is None else entry.error.code
    params = {"params": entry.params} if way.startswith("vcr") else {}
    return {"operation": entry.operation, "response": entry.response, "error": error, **params, "status": entry.status}


def counts(expected: list[dict[str, Any]], found: list[Entry]) -> dict[str, int]:
    interactions = [one for one in found if isinstance(one, Interaction)]
    return {
        "entries": len(found),
        "operations": sum(one.operation is not None for one in interactions),
        "services": len({str(one.operation).partition(".")[0] for one in interactions if one.operation}),
        "parameters": sum(one.params is not None for one in interactions),
        "responses": sum(one["response"] is not None for one in expected),
        "errors": sum(one["error"] is not None for one in expected),
    }
