"""Data against the schema of an operation: what is accepted, what is told, and how it is weighed."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import OrderedDict
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from fakeaws.errors import InputError, PlanError, UnknownOperation
from fakeaws.model import Operation
from fakeaws.schema.check import check, check_error
from fakeaws.schema.violation import Level, Violation

DEPLOYMENT = "appconfig.get_deployment"
STATES = "BAKING, VALIDATING, DEPLOYING, COMPLETE, ROLLING_BACK, ROLLED_BACK, REVERTED"
TIMESTAMP = "a timestamp (a datetime, ISO 8601 text or epoch seconds)"


class Unreadable(io.BytesIO):
    """A body that must not be consumed."""

    def read(self, _size: int | None = -1, /) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize(
    ("operation", "data"),
    [
        (DEPLOYMENT, {}),
        (DEPLOYMENT, {"State": "BAKING", "ResponseMetadata": {"HTTPStatusCode": 200, "Anything": object()}}),
        (DEPLOYMENT, {"StartedAt": datetime(2026, 1, 1, tzinfo=timezone.utc), "CompletedAt": 1.5e9}),
        (DEPLOYMENT, {"GrowthFactor": 25, "PercentageComplete": Decimal(100), "DeploymentNumber": Decimal(3)}),
        (DEPLOYMENT, {"EventLog": ({"EventType": "PERCENTAGE_UPDATED"},)}),
        (DEPLOYMENT, OrderedDict(State="BAKING")),
        (DEPLOYMENT, MappingProxyType({"State": "BAKING"})),
        (DEPLOYMENT, {"GrowthFactor": float("nan"), "PercentageComplete": Decimal("NaN")}),
        ("s3.get_object", {"Body": Unreadable(), "LastModified": "2026-01-01T00:00:00Z"}),
        ("s3.get_object", {"Body": "aGVsbG8="}),
        ("kms.generate_random", {"Plaintext": b"\x00"}),
        ("bedrock-runtime.converse_stream", {"stream": io.BytesIO()}),
        ("bedrock-runtime.converse_stream", {"stream": [{"messageStop": {"stopReason": "end_turn"}}]}),
        ("greengrass.tag_resource", {"ResponseMetadata": {}}),
        ("lex-runtime.post_text", {"slots": {"City": None}}),
        ("dynamodb.get_item", {"Item": {"tree": {"M": {"leaf": {"L": [{"N": "1"}]}}}}}),
    ],
)
def test_what_boto3_returns_and_files_hold_is_clean(operation: str, data: Any) -> None:
    """Times, bytes, streams, decimals, tuples and partial answers are no violations, and no body is consumed."""
    assert check(operation, data) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            {"State": "DEPLOYED"},
            Violation("/State", "enum", "warning", f"one of {STATES}", "the text 'DEPLOYED'", "DEPLOYING"),
            id="enum",
        ),
        pytest.param(
            {"DeploymentNumber": "7"},
            Violation("/DeploymentNumber", "type", "error", "an integer", "the text '7'"),
            id="text for a number",
        ),
        pytest.param(
            {"DeploymentNumber": True},
            Violation("/DeploymentNumber", "type", "error", "an integer", "True"),
            id="bool for a number",
        ),
        pytest.param(
            {"GrowthFactor": None}, Violation("/GrowthFactor", "null", "warning", "a number", "None"), id="None"
        ),
        pytest.param(
            {"EventLog": [{}, {"OccurredAt": "yesterday"}]},
            Violation("/EventLog/1/OccurredAt", "type", "error", TIMESTAMP, "the text 'yesterday'"),
            id="text that is no time",
        ),
        pytest.param(
            {"StartedAt": float("inf")},
            Violation("/StartedAt", "type", "error", TIMESTAMP, "inf"),
            id="a time that is not finite",
        ),
        pytest.param(
            {"PercentageComplete": 0.5},
            Violation("/PercentageComplete", "range", "warning", "at least 1.0", "0.5"),
            id="range",
        ),
        pytest.param(
            {"AppliedExtensions": [{"Parameters": {1: "x"}}]},
            Violation("/AppliedExtensions/0/Parameters", "type", "error", "text as a key", "1"),
            id="a key of a map",
        ),
        pytest.param({3: 4}, Violation("", "type", "error", "text as a key", "3"), id="a key of a structure"),
        pytest.param(
            {"EventLog": [{"EventType": 3}]},
            Violation("/EventLog/0/EventType", "type", "error", "text", "3"),
            id="type only, where an enum is missed too",
        ),
        pytest.param([], Violation("", "type", "error", "a dict", "a list of 0"), id="no response at all"),
    ],
)
def test_a_miss_is_one_violation(data: Any, expected: Violation) -> None:
    """The violation says where, which rule, what was expected and found, and the nearest right value."""
    assert check(DEPLOYMENT, data) == [expected]


def test_an_unknown_member_points_at_itself_and_names_the_nearest() -> None:
    """The path leads to the member, escaped as JSON pointers are."""
    found = check(DEPLOYMENT, {"Stat": 1, "a/b~c": 2})

    assert [(one.path, one.rule, one.found, one.hint) for one in found] == [
        ("/Stat", "unknown-member", "Stat", "State"),
        ("/a~1b~0c", "unknown-member", "a/b~c", ""),
    ]


def test_a_union_with_two_members_is_told_as_such() -> None:
    """Exactly one member of a tagged union is set."""
    both = {"message": {"role": "user", "content": []}, "SDK_UNKNOWN_MEMBER": {"name": "new"}}
    found = [one for one in check("bedrock-runtime.converse", {"output": both}) if one.rule == "union"]
    expected = "exactly one of message, SDK_UNKNOWN_MEMBER"

    assert found == [
        Violation("/output", "union", "warning", expected, "a dict with message, SDK_UNKNOWN_MEMBER"),
    ]


def test_the_best_comes_first() -> None:
    """Errors before warnings before what is known, then the rules that tell most, then the top, in the data's order."""
    events = [{"EventType": "?", "Typ": 1} if number in (2, 10) else {} for number in range(11)]
    found = check(DEPLOYMENT, {"PercentageComplete": 0.0, "State": "?", "Zzz": 1, "EventLog": events, "Description": 1})

    assert [one.path for one in found] == [
        "/Description",
        "/Zzz",
        "/EventLog/2/Typ",
        "/EventLog/10/Typ",
        "/State",
        "/EventLog/2/EventType",
        "/EventLog/10/EventType",
        "/PercentageComplete",
    ]


@pytest.mark.parametrize(
    ("level", "severities"),
    [("recorded", {"warning"}), ("scripted", {"error", "warning"}), ("strict", {"error"})],
)
def test_the_level_weighs_the_rules(level: Level, severities: set[str]) -> None:
    """A wrong enum weighs on whoever scripts it, a missed range only where the model must hold."""
    found = check(DEPLOYMENT, {"State": "?", "PercentageComplete": 0.5}, level=level)

    assert {one.severity for one in found} == severities


def test_a_scripted_answer_may_leave_required_members_out() -> None:
    """The rest is synthesised from the model."""
    found = check("cognito-idp.describe_user_pool_client", {}, level="scripted")

    assert [one for one in found if one.severity == "error"] == []


def test_requests_are_checked_too() -> None:
    """The other side of an operation names what it needs."""
    found = check(DEPLOYMENT, {"ApplicationId": "abc1234", "EnvironmentId": "abc1234"}, side="request", level="strict")
    expected = "the required member DeploymentNumber"

    assert found == [
        Violation("/DeploymentNumber", "required", "error", expected, "a dict with ApplicationId, EnvironmentId")
    ]


def test_a_violation_reads_as_a_sentence() -> None:
    """What was expected, what was found, what may have been meant."""
    (found,) = check(DEPLOYMENT, {"State": "Baking"})

    assert str(found) == (f"/State: the text 'Baking' is not one of {STATES}. Did you mean BAKING? [enum, warning]")


def test_data_that_holds_itself_is_an_error_of_ours() -> None:
    """Endless data ends in a sentence."""
    item: dict[str, Any] = {}
    item["M"] = {"self": item}

    with pytest.raises(InputError, match="nested too deeply"):
        check("dynamodb.get_item", {"Item": {"x": item}})


def test_unknown_names_are_refused() -> None:
    """An operation or level that does not exist is no clean check."""
    with pytest.raises(UnknownOperation, match="Did you mean get_deployment"):
        check("appconfig.get_deploymnt", {})
    with pytest.raises(PlanError, match="level='lax' is not known"):
        check(DEPLOYMENT, {}, level="lax")  # type: ignore[arg-type]  # the point of it


def test_importing_the_checker_does_not_import_jsonschema() -> None:
    """It is loaded when something is first checked."""
    code = "import sys, fakeaws.schema.check; sys.exit('jsonschema' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ({"DeploymentNumber": Decimal("1.5")}, "type"),
        ({"StartedAt": 10**15}, "type"),
        ({"StartedAt": Decimal("1e30")}, "type"),
        ({"StartedAt": datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5)))}, "type"),
        ({"StartedAt": datetime.max}, None),  # noqa: DTZ901  # the greatest that a test may give
    ],
)
def test_what_no_datetime_or_integer_holds_is_of_the_wrong_type(data: Any, rule: str | None) -> None:
    """A moment after the year 9999 and a broken integer are told, not left to crash later."""
    assert [one.rule for one in check(DEPLOYMENT, data)] == ([rule] if rule else [])


@pytest.mark.parametrize("value", [datetime(2026, 1, 1, tzinfo=timezone.utc), b"x", {1: 2}, [object()]])
def test_a_document_holds_what_json_holds(value: object) -> None:
    """What JSON does not hold is told."""
    found = check("bedrock-runtime.converse", {"additionalModelResponseFields": value})

    errors = [(one.path, one.rule) for one in found if one.severity == "error"]
    assert errors == [("/additionalModelResponseFields", "type")]


def test_members_of_an_error_are_checked_against_its_shape() -> None:
    """By name and by type, with the nearest name; what botocore adds to answers is no member of an error."""
    operation = Operation.named(DEPLOYMENT)
    found = check_error(operation, "ResourceNotFoundException", {"ResourceNam": "x", "Message": 5})

    assert [(one.path, one.rule, one.expected) for one in found] == [
        ("/Message", "type", "text"),
        ("/ResourceNam", "unknown-member", "one of Message, ResourceName"),
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"Error": {"Code": "NoSuchKey", "Message": "x"}, "ResponseMetadata": {}}, []),
        ({"Error": {"Code": "NoSuchKeys", "Message": "x"}}, [("/Error/Code", "enum", "NoSuchKey")]),
        (
            {"Error": {"Code": "InvalidObjectState"}, "StorageClas": "GLACIER"},
            [("/StorageClas", "unknown-member", "StorageClass")],
        ),
    ],
)
def test_the_response_of_a_client_error_is_checked_as_an_error(data: Any, expected: list[tuple[str, str, str]]) -> None:
    """Its code against those of the operation, its members against the error's shape."""
    assert [(one.path, one.rule, one.hint) for one in check("s3.get_object", data)] == expected
