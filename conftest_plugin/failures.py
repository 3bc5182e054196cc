"""`@pytest.mark.aws_failures(operation, ...)`: one test for each scenario that applies to the operation.

The marker of a test, its class or its module; the nearest that names an operation decides for it. fakeaws is imported
when the first test with the marker is collected.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from fakeaws.scenarios.scenario import Scenario

MARKER = "aws_failures"
FIXTURE = "aws_failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What one marker says: its operations, and its keywords."""

    operations: tuple[str, ...]
    only: Any = None
    without: Any = ()
    scenarios: Iterable[Scenario] = ()
    expect: Mapping[str, Any] | None = None
    happy: Any = ()
    params: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario that one test meets, with what the marker says of it; `happy` may be the name of a fixture."""

    scenario: Scenario
    operation: str
    wish: Wish

    @property
    def expect(self) -> Any:
        return (self.wish.expect or {}).get(self.scenario.name)


def parametrize(metafunc: pytest.Metafunc) -> None:
    """Make one test for each case of a function that has the marker."""
    cases = cases_of(metafunc.definition)
    if cases:
        if FIXTURE not in metafunc.fixturenames:
            metafunc.fixturenames.append(FIXTURE)  # pytest forgets it again; the fixture `_aws_failure` does not
        metafunc.parametrize(FIXTURE, list(cases.values()), ids=list(cases), indirect=True)


def cases_of(node: pytest.Item) -> dict[str, Case]:
    """The cases of a test by their ids; none where it has no marker. Fails where the marker is wrong."""
    marks = list(node.iter_markers(MARKER))
    if not marks:
        return {}
    from fakeaws.errors import FakeAWSError

    try:
        found = list(_cases([_wish(mark) for mark in marks], own_scenarios(node)))
    except FakeAWSError as error:
        complaint = f"@pytest.mark.{MARKER} of {node.name}: {error}"
    else:
        is_one = len({case.operation for case in found}) == 1
        return {case.scenario.name if is_one else f"{case.operation}-{case.scenario.name}": case for case in found}
    pytest.fail(complaint, pytrace=False)


def own_scenarios(node: pytest.Item) -> list[Scenario]:
    """The scenarios that the suite's hooks give. Raises PlanError for what is none."""
    given = node.ihook.pytest_fakeaws_scenarios(config=node.config)
    found = [scenario for some in given for scenario in some]
    if found:
        _expect_scenarios("pytest_fakeaws_scenarios gives", found)
    return found


def _wish(mark: pytest.Mark) -> Wish:
    from fakeaws.errors import PlanError
    from fakeaws.nearest import did_you_mean

    known = [name for name in inspect.signature(Wish).parameters if name != "operations"]
    for name in mark.kwargs:
        if name not in known:
            raise PlanError(f"{name} is none of its keywords.{did_you_mean(name, known)}")
    if not mark.args:
        raise PlanError(f'it takes an operation at least, such as @pytest.mark.{MARKER}("appconfig.get_deployment").')
    return Wish(operations=mark.args, **mark.kwargs)


def _cases(wishes: list[Wish], own: list[Scenario]) -> Iterator[Case]:
    """The cases of each operation, as the nearest marker that names it has them."""
    from fakeaws.model import Operation

    decided: set[str] = set()
    for wish in wishes:
        operations = [Operation.named(name).name for name in wish.operations]
        yield from _of_wish(wish, [name for name in operations if name not in decided], own)
        decided.update(operations)


def _of_wish(wish: Wish, operations: list[str], own: list[Scenario]) -> Iterator[Case]:
    from fakeaws.scenarios.catalogue import with_own

    _expect_scenarios("scenarios are", wish.scenarios)
    known = with_own([*own, *wish.scenarios])
    _check_expectations(wish.expect, known)
    asked = _names(wish.only, known) if wish.only is not None else [*known]
    left_out = _names(wish.without, known)
    chosen = [known[name] for name in known if name in asked and name not in left_out]
    reasons = {name: _reasons(wish, name, chosen) for name in operations}
    _expect_some(wish, reasons, chosen)
    yield from (Case(one, name, wish) for name in reasons for one in chosen if reasons[name][one.name] is None)


def _reasons(wish: Wish, operation: str, scenarios: Iterable[Scenario]) -> dict[str, str | None]:
    """Why each scenario makes no sense for the operation; None where it does."""
    from fakeaws.model import Operation
    from fakeaws.scenarios.scene import Scene
    from fakeaws.stage import steps_of

    given = () if isinstance(wish.happy, str) else steps_of(wish.happy)
    scene = Scene(Operation.named(operation), dict(wish.params or {}), given)
    scene.check()
    return {scenario.name: scenario.applies(scene) for scenario in scenarios}


def _expect_some(wish: Wish, reasons: Mapping[str, Mapping[str, str | None]], chosen: list[Scenario]) -> None:
    """Raise PlanError where a scenario that is asked for by name applies to no operation, or none is left."""
    from fakeaws.errors import PlanError
    from fakeaws.stage import does_not_apply

    for scenario in chosen if wish.only is not None else ():
        against = {operation: told[scenario.name] for operation, told in reasons.items()}
        if against and None not in against.values():
            operation, reason = next(iter(against.items()))
            raise PlanError(does_not_apply(scenario, operation, str(reason)))
    if reasons and not any(None in told.values() for told in reasons.values()):
        raise PlanError("no scenario is left of those that there are: only and without rule out all that apply.")


def _names(asked: Any, known: Mapping[str, Scenario]) -> list[str]:
    from fakeaws.scenarios.catalogue import scenario_named

    listed = [asked] if isinstance(asked, str) or not isinstance(asked, Iterable) else list(asked)
    return [scenario_named(name, known).name for name in listed]


def _check_expectations(expect: object, known: Mapping[str, Scenario]) -> None:
    from fakeaws.errors import PlanError
    from fakeaws.scenarios.catalogue import scenario_named
    from fakeaws.scenarios.failure import check_expected

    if expect is not None and not isinstance(expect, Mapping):
        raise PlanError(f'expect is a dict by scenario, such as {{"rolled-back": RolloutFailed}}, not {expect!r}.')
    for name, own in (expect or {}).items():
        scenario_named(name, known)
        check_expected(own)


def _expect_scenarios(who: str, given: Iterable[object]) -> None:
    from fakeaws.errors import PlanError
    from fakeaws.scenarios.scenario import Scenario

    wrong = next((one for one in given if not isinstance(one, Scenario)), None)
    if wrong is not None:
        raise PlanError(f"{who} values of fakeaws.Scenario, not {wrong!r}.")
