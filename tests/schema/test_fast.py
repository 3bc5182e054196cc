"""The quick judge: clean only where jsonschema finds nothing, whatever the data is."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections import OrderedDict
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakeaws.generate.synthesise import synthesise
from fakeaws.model import Operation
from fakeaws.schema.check import Checker
from fakeaws.schema.dialect import Side
from fakeaws.schema.fast import judge_of
from fakeaws.schema.from_shape import from_operation
from tests.generate.sample import SAMPLE

DEPLOYMENT = "appconfig.get_deployment"
NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


class State(str, Enum):
    """An enum of a user's own."""

    BAKING = "BAKING"


def both(operation: str, side: Side = "response") -> tuple[Checker, Checker]:
    schema = from_operation(Operation.named(operation), side)
    return Checker(operation, schema, side, is_fast=True), Checker(operation, schema, side, is_fast=False)


@pytest.mark.parametrize(
    ("operation", "data"),
    [
        (DEPLOYMENT, {"State": "BAKING", "StartedAt": NOW, "EventLog": [{"OccurredAt": "2026-01-01T00:00:00Z"}]}),
        (
            DEPLOYMENT,
            {"GrowthFactor": Decimal("12.5"), "DeploymentNumber": 3.0, "ResponseMetadata": {"RequestId": "1"}},
        ),
        (DEPLOYMENT, {"EventLog": ({"EventType": "PERCENTAGE_UPDATED"},)}),
        (DEPLOYMENT, {"AppliedExtensions": [{"Parameters": {"a": "b"}}]}),
        ("s3.get_object", {"Body": io.BytesIO(), "LastModified": NOW, "ExpiresString": "never"}),
        ("dynamodb.get_item", {"Item": {"a": {"M": {"b": {"L": [{"B": b"x"}, {"N": "1"}]}}}}}),
        ("glue.get_job_run", {"JobRun": {"Id": "1", "StartedOn": 1.5e9, "Arguments": {"a": "b"}}}),
        ("mwaa.invoke_rest_api", {"RestApiResponse": {"a": [None, 1.5, {"b": True}]}}),
        ("bedrock-runtime.converse_stream", {"stream": io.BytesIO()}),
        ("bedrock-runtime.converse_stream", {"stream": [{"messageStop": {"stopReason": "end_turn"}}]}),
        ("iam.get_role_policy", {"RoleName": "r", "PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17"}}),
        ("greengrass.tag_resource", {}),
    ],
)
def test_what_is_clean_needs_no_closer_look(operation: str, data: Any) -> None:
    """What boto3 returns and files hold is judged clean at once."""
    assert judge_of(from_operation(Operation.named(operation), "response"), "response")(data)


@pytest.mark.parametrize(
    "data",
    [
        {"GrowthFactor": float("nan"), "PercentageComplete": Decimal("NaN")},
        {"PercentageComplete": 10**400, "GrowthFactor": Decimal("1e400")},
        {"StartedAt": float("inf")},
        {"StartedAt": datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5)))},
        {"StartedAt": True},
        {"DeploymentNumber": True},
        {"State": State.BAKING},
        {"State": "\ud800", "Description": "\ud800" * 1024},
        {"Description": "\U0001f600" * 1024},
        {"ConfigurationName": "a\n"},
        {"ApplicationId": "abcd\n"},
        {"EventLog": OrderedDict(), "KmsKeyArn": 5},
        {"EventLog": [None, {}], "AppliedExtensions": [{"Parameters": {"a": None}}], "State": None},
        {1: 2},
        {"AppliedExtensions": [{"Parameters": {1: "x"}}]},
        {"AppliedExtensions": [{"Parameters": {"": "x"}}]},
        OrderedDict(State="BAKING"),
        MappingProxyType({"State": "BAKE"}),
        {"ResponseMetadata": {"Anything": object()}},
        {"ResponseMetadata": {"HTTPStatusCode": "200"}},
        [],
        None,
        b"",
        "text",
    ],
)
def test_odd_data_is_judged_as_jsonschema_judges_it(data: Any) -> None:
    """What JSON does not know, or knows otherwise, gives the same violations by both judges."""
    quick, alone = both(DEPLOYMENT)

    assert alone.violations(data, "strict") == quick.violations(data, "strict")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=5)
    | st.binary(max_size=3)
    | st.datetimes()
    | st.sampled_from(
        ["BAKING", "2026-01-01T00:00:00Z", "us-east-1", "arn:aws:sns:us-east-1:123456789012:x", "a1b2c3d"]
    )
    | st.builds(object)
    | st.builds(io.BytesIO),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(derandomize=True, max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_judges_agree_on_anything_anywhere(data: st.DataObject) -> None:
    """Any value, in any place of an answer of any operation of the sample, is judged alike, to the word."""
    name = data.draw(st.sampled_from(SAMPLE))
    quick, alone = both(name)
    answer: Any = synthesise(name)
    value = data.draw(VALUES)
    holder: Any = {"answer": answer}
    key: Any = "answer"
    while data.draw(st.booleans()) and holder[key] and isinstance(holder[key], (dict, list)):
        holder = holder[key]
        key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
    if holder is not answer and key == "answer":
        answer = value
    else:
        holder[key] = value

    assert alone.violations(answer, "strict") == quick.violations(answer, "strict")


@pytest.mark.parametrize("number", [8, 8.0, Decimal(8), True, None])
def test_a_number_that_is_sent_is_judged_alike(number: Any) -> None:
    """Botocore takes no float for an integer, and neither judge does."""
    quick, alone = both("s3.list_objects_v2", "request")
    data = {"Bucket": "b", "MaxKeys": number}

    assert alone.violations(data, "strict") == quick.violations(data, "strict")
    assert (alone.violations(data, "strict") == []) == (type(number) is int)


def test_deep_and_endless_data_goes_the_slow_way() -> None:
    """Data that is nested deeper than the quick judge goes is still told clean, or told to be endless."""
    tree: dict[str, Any] = {"S": "x"}
    for _ in range(60):
        tree = {"M": {"a": tree}}
    quick, alone = both("dynamodb.get_item")

    assert quick.violations({"Item": {"a": tree}}, "strict") == alone.violations({"Item": {"a": tree}}, "strict") == []


def test_without_the_extra_jsonschema_judges_alone() -> None:
    """Where jsonschema-rs cannot be found, check still gives its verdict."""
    code = """
import sys
sys.modules["jsonschema_rs"] = None
from importlib import util
find = util.find_spec
util.find_spec = lambda name, package=None: None if name == "jsonschema_rs" else find(name, package)
from fakeaws import check
print([one.path for one in check("appconfig.get_deployment", {"State": 3})], check("appconfig.get_deployment", {}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("['/State'] []\n", "")


def test_clean_data_does_not_load_jsonschema() -> None:
    """With the extra, jsonschema is imported for the words of a failure only."""
    code = "import sys; from fakeaws import check; check('appconfig.get_deployment', {'State': 'BAKING'}); print(%s)"
    shown = "sorted({'jsonschema', 'jsonschema_rs'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code % shown], capture_output=True, text=True, check=False)

    assert json.loads(done.stdout.replace("'", '"')) == ["jsonschema_rs"]
