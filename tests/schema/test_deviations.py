"""What is known of AWS's deviations from its model weighs nothing, and stays visible."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from fakeaws import Deviation, FakeAWS, Response, check
from fakeaws.errors import PlanError
from fakeaws.model import operations_like
from fakeaws.schema.deviations import DEVIATIONS
from fakeaws.schema.violation import Violation

DEPLOYMENT = "appconfig.get_deployment"


def test_what_aws_is_known_for_is_marked() -> None:
    """The violation stays in the result, with the reason."""
    (found,) = check(DEPLOYMENT, {"PercentageComplete": 0.0})

    assert (found.severity, found.rule) == ("known", "range")
    assert str(found) == (
        "/PercentageComplete: 0.0 is not at least 1.0. [range, known: services answer with 0 where their models say "
        "at least 1 (ten thousand public recordings)]"
    )


def test_an_empty_list_below_its_minimum_is_known_of_every_service() -> None:
    """Services answer with empty lists where their models want one element."""
    found = check("acm.list_tags_for_certificate", {"Tags": []})

    assert [(one.path, one.severity) for one in found] == [("/Tags", "known")]


def test_at_the_level_strict_the_model_holds() -> None:
    """Only the user's own list explains anything there."""
    data = {"PercentageComplete": 0.0}
    own = Deviation(DEPLOYMENT, "/PercentageComplete", "range", "we accept it")

    assert [one.severity for one in check(DEPLOYMENT, data, level="strict")] == ["error"]
    assert [one.severity for one in check(DEPLOYMENT, data, level="strict", deviations=[own])] == ["known"]


def test_the_users_reason_comes_first() -> None:
    """Where both lists explain a violation, the user's own says why."""
    own = Deviation("appconfig.*", "/**", "*", "ours")

    assert [one.reason for one in check(DEPLOYMENT, {"PercentageComplete": 0.0}, deviations=[own])] == ["ours"]


@pytest.mark.parametrize(
    ("operation", "path", "rule", "found", "explains"),
    [
        ("appconfig.get_deployment", "/EventLog/*/EventType", "enum", "**", True),
        ("appconfig.*", "/**/EventType", "*", "**", True),
        ("*.get_deployment", "/**", "enum", "the text '*'", True),
        ("**", "**", "*", "**", True),
        ("appconfig.get_deployment", "/EventLog/*", "enum", "**", False),
        ("appconfig.get_deployment", "/EventLog/*/EventType", "type", "**", False),
        ("appconfig.get_deploymen", "/**", "enum", "**", False),
        ("*", "*", "*", "**", True),
        ("*.*", "/**", "enum", "**", True),
        ("appconfig.get_deployment", "/EventLog/*/EventType", "enum", "the text 'Y'", False),
    ],
)
def test_a_deviation_names_operation_place_rule_and_value(
    operation: str, path: str, rule: str, found: str, *, explains: bool
) -> None:
    """One star stands for a name, two for anything; everything else is itself."""
    violation = Violation("/EventLog/3/EventType", "enum", "warning", "one of A", "the text 'X'")

    assert Deviation(operation, path, rule, "why", found).explains(DEPLOYMENT, violation) is explains


@pytest.mark.parametrize(
    ("facts", "complaint"),
    [
        (("*", "**", "enumm", "why"), "'enumm' is no rule for a deviation. Did you mean enum?"),
        (("appconfig.*", "/State", "enum", " "), "The deviation of appconfig.* at /State needs a reason."),
        (("*", 3, "enum", "why"), "The path of a deviation is text, not 3."),
    ],
)
def test_a_deviation_that_says_nothing_is_refused(facts: tuple[str, ...], complaint: str) -> None:
    """A rule that there is not, or no reason, fails where it is written."""
    with pytest.raises(PlanError) as caught:
        Deviation(*facts)

    assert str(caught.value).startswith(complaint)


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda one: f"{one.operation} {one.path}")
def test_every_built_in_deviation_can_occur(deviation: Deviation) -> None:
    """Its operation exists in the installed botocore, and its reason names a source."""
    assert deviation.operation == "*" or operations_like(deviation.operation)
    assert len(deviation.reason.split()) > 5


@pytest.mark.parametrize(
    ("operation", "data"),
    [
        ("s3.copy_object", {"Bucket": "b", "Key": "k", "CopySource": {"Bucket": "a", "Key": "c"}}),
        ("s3.get_object", {"Bucket": "b", "Key": "k", "SSECustomerKey": b"0" * 32}),
        ("ec2.run_instances", {"MinCount": 1, "MaxCount": 1, "UserData": b"#!"}),
        ("ec2.describe_hosts", {"Filters": []}),
        ("logs.create_export_task", {"logGroupName": "g", "fromTime": 0, "to": 1, "destination": "b"}),
        ("glacier.list_vaults", {}),
        ("servicecatalog.create_portfolio", {"DisplayName": "a", "ProviderName": "b"}),
    ],
)
def test_what_boto3_takes_beside_the_model_is_known(operation: str, data: Any) -> None:
    """Dicts and bytes that it turns into text, other names, and what it fills in, at every level."""
    found = check(operation, data, side="request", level="strict")

    assert {one.severity for one in found} == {"known"}


@pytest.mark.parametrize("deviations", [["x"], None, 5])
def test_what_is_no_list_of_deviations_is_refused(deviations: Any) -> None:
    """On the caller's line, before anything is checked."""
    with pytest.raises(PlanError, match=r"deviations is a list of Deviation\("):
        check(DEPLOYMENT, {}, deviations=deviations)


def test_the_whole_can_deviate() -> None:
    """A slash is the whole, as messages show it."""
    own = Deviation(DEPLOYMENT, "/", "type", "an old recorder wrote lists")

    assert [one.severity for one in check(DEPLOYMENT, [], deviations=[own])] == ["known"]


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("s3.get_object", {"Bucket": "b", "Key": "k", "SSECustomerAlgorithm": "AES256", "SSECustomerKey": b"0" * 32}),
        ("ec2.run_instances", {"MinCount": 1, "MaxCount": 1, "UserData": b"#!"}),
        ("autoscaling.create_launch_configuration", {"LaunchConfigurationName": "l", "UserData": b"#!"}),
        ("s3.copy_object", {"Bucket": "b", "Key": "k", "CopySource": {"Bucket": "a", "Key": "c"}}),
        ("ec2.describe_hosts", {"Filters": []}),
    ],
)
def test_boto3_takes_it_indeed(operation: str, params: Any, fake_aws: FakeAWS) -> None:
    """What is known of boto3 is so in the one that is installed."""
    service, _, method = operation.partition(".")
    fake_aws.on(operation).play(Response())
    client: Any = boto3.client(service, region_name="us-east-1")  # type: ignore[call-overload]  # any service

    assert getattr(client, method)(**params)["ResponseMetadata"]["HTTPStatusCode"] == 200
