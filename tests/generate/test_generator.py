"""The generator of one test."""

from __future__ import annotations

import re
from datetime import datetime, timezone

import pytest

from fakeaws import Response, Script
from fakeaws.generate.generator import Generator
from fakeaws.model import Operation, Service, service_names
from tests.generate.sample import SAMPLE

DEPLOYMENT = Operation.named("appconfig.get_deployment")
PARAMS = {"ApplicationId": "abc1234", "EnvironmentId": "xyz7890", "DeploymentNumber": 1}


def test_one_question_has_one_answer() -> None:
    """A poller sees one deployment, however often it asks and whatever is asked in between."""
    generator = Generator(1)
    first = generator.complete(DEPLOYMENT, {"State": "DEPLOYING"}, PARAMS, "one")
    generator.request_id()
    generator.complete(DEPLOYMENT, {"State": "BAKING"}, {**PARAMS, "DeploymentNumber": 2}, "another")

    assert generator.complete(DEPLOYMENT, {"State": "DEPLOYING"}, PARAMS, "one") == first


def test_another_question_has_another_answer() -> None:
    """Two deployments are not the same one."""
    generator = Generator(1)
    names = {generator.complete(DEPLOYMENT, {}, PARAMS, key)["ConfigurationName"] for key in ("one", "another")}

    assert len(names) == 2


def test_what_is_there_was_there_before_the_test() -> None:
    """The times made up lie before the start."""
    start = datetime(2030, 1, 1, tzinfo=timezone.utc)

    assert Generator(1, start).complete(DEPLOYMENT, {}, PARAMS, "one")["StartedAt"] <= start


def test_request_ids_never_repeat() -> None:
    """Every reply has a request id of its own, and the same seed makes the same row of them."""
    first, second = Generator(1), Generator(1)
    ids = [first.request_id() for _ in range(10)]

    assert len(set(ids)) == 10
    assert [second.request_id() for _ in range(10)] == ids


def test_a_key_has_one_id() -> None:
    """Ids belong to their keys, so that answers of different operations agree."""
    generator = Generator(1)

    assert generator.appconfig_id("application my-app") == generator.appconfig_id("application my-app")
    assert generator.appconfig_id("application my-app") != generator.appconfig_id("application your-app")
    assert generator.uuid("a") == Generator(1).uuid("a")
    assert generator.identity_pool_id("a").startswith("us-east-1:")


def test_a_bulk_deployment_has_its_arn() -> None:
    """The ARN holds the id, after the slash that Greengrass puts there."""
    assert Generator(1).bulk_deployment_arn("b1").endswith(":/greengrass/bulk/deployments/b1")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("appconfig.get_deployment", r"Response\(State='[A-Z_]+'\)"),
        ("appconfig.delete_application", r"Response\(\)"),
        ("greengrass.start_bulk_deployment", r"Response\(BulkDeploymentArn='.+', BulkDeploymentId='.+'\)"),
        ("s3.put_object", r"Response\(.+\)"),
    ],
)
def test_a_stub_can_be_pasted(name: str, expected: str) -> None:
    """The reply to paste says the state where there is one, else what tells most."""
    assert re.fullmatch(expected, Generator(1).stub(Operation.named(name)))


@pytest.mark.parametrize("name", SAMPLE)
def test_a_pasted_stub_is_accepted(name: str) -> None:
    """What a message offers to paste runs, and is a reply that the operation could give."""
    _paste(Operation.named(name))


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_every_pasted_stub_is_accepted(service: str) -> None:
    """For every operation of every service."""
    found = Service.named(service)
    for operation in map(found.operation, found.methods):
        _paste(operation)


def _paste(operation: Operation) -> None:
    said = eval(Generator(1).stub(operation), {"Response": Response})  # noqa: S307  # the point of it

    assert Script(operation.name, said).steps
