"""What JMESPath expressions look at, and answers laid out from values in those places."""

from __future__ import annotations

import jmespath  # type: ignore[import-untyped]  # it has no types
import pytest

from fakeaws.lifecycles.looked_at import Place, laid_out, looked_at
from fakeaws.model import Operation, waiter_names
from fakeaws.waiters import Waiter


@pytest.mark.parametrize(
    ("operation", "expression", "places", "literals"),
    [
        ("appconfig.get_deployment", "State", ["State"], ()),
        ("appconfig.get_deployment", "EventLog[0].EventType", ["EventLog[]", "EventLog[].EventType"], ()),
        ("ecs.describe_services", "services[].status", ["services[]", "services[].status"], ()),
        ("ecs.describe_services", "length(services) > `0`", ["services[]"], (0,)),
        (
            "ecs.describe_services",
            "length(services[?runningCount == desiredCount || status != 'ACTIVE']) == `0`",
            ["services[]", "services[].runningCount", "services[].desiredCount", "services[].status"],
            ("ACTIVE", 0),
        ),
        (
            "ec2.describe_instances",
            "Reservations[].Instances[].State.Name",
            ["Reservations[]", "Reservations[].Instances[]", "Reservations[].Instances[].State.Name"],
            (),
        ),
        (
            "ses.get_identity_verification_attributes",
            "VerificationAttributes.*.VerificationStatus",
            ["VerificationAttributes.*", "VerificationAttributes.*.VerificationStatus"],
            (),
        ),
        ("ecs.list_services", "contains(serviceArns, 'web')", ["serviceArns[]", "serviceArns[]"], ("web",)),
        ("ecs.describe_services", "servces[].status", ["servces[]", "servces[].status"], ()),
    ],
)
def test_the_places_of_an_expression(
    operation: str, expression: str, places: list[str], literals: tuple[object, ...]
) -> None:
    """Each form of expression names the members that decide it, with the number of elements on the way."""
    looks = looked_at(expression, Operation.named(operation).output_shape)

    assert [str(place) for place in looks.places] == places
    assert looks.literals == literals


def test_values_are_laid_out_where_the_expression_finds_them() -> None:
    """JMESPath reads back what was put in each place."""
    expression = "Reservations[].Instances[].State.Name"
    places = looked_at(expression, Operation.named("ec2.describe_instances").output_shape).places

    made = laid_out(dict(zip(places, (2, 1, "running"), strict=True)))

    assert made == {"Reservations": [{"Instances": [{"State": {"Name": "running"}}]}] * 2}
    assert jmespath.search(expression, made) == ["running", "running"]


def test_values_of_a_map_and_plain_elements_are_laid_out() -> None:
    """A map gets keys of its own; a list of texts gets texts."""
    names, texts, text = Place(("Names", "*"), None), Place(("Texts", "[]"), None), Place(("Texts", "[]", ""), None)

    made = laid_out({names: 1, Place(("Names", "*", "State"), None): "new", texts: 2, text: "a"})

    assert made == {"Names": {"key-1": {"State": "new"}}, "Texts": ["a", "a"]}


def test_every_waiter_looks_at_members_of_the_model() -> None:
    """No acceptor of the installed botocore reads what its operation does not answer."""
    strays = [
        (name, str(place))
        for name in waiter_names()
        for waiter in [Waiter.named(name)]
        for one in waiter.acceptors
        if one.argument
        for place in looked_at(one.argument, waiter.operation.output_shape).places
        if place.shape is None and not place.is_count
    ]

    assert strays == []
