"""`fakeaws scenarios`: what can go wrong, by name; for an operation, what of it applies, and why the rest does not."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import Any

from fakeaws.cli.reading import CLEAN, print_json
from fakeaws.model import Operation
from fakeaws.scenarios.catalogue import SCENARIOS
from fakeaws.scenarios.expectation import Expectation
from fakeaws.scenarios.scenario import Scenario
from fakeaws.scenarios.scene import Scene


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "operation", nargs="?", metavar="OPERATION", help="appconfig.get_deployment; without one, all are listed"
    )
    parser.add_argument("--json", action="store_true", help="write JSON")


def run(options: argparse.Namespace) -> int:
    scene = Scene(Operation.named(options.operation)) if options.operation is not None else None
    told = [_told(one, scene) for one in SCENARIOS.values()]
    if options.json:
        print_json(told)
    else:
        print("\n".join(_lines(told)))
    return CLEAN


def _told(scenario: Scenario, scene: Scene | None) -> dict[str, Any]:
    """A scenario as plain data; of an operation, what good code makes of it, or why it does not apply."""
    plain: dict[str, Any] = {"name": scenario.name, "when": scenario.when}
    if scene is None:
        return plain
    reason = scenario.applies(scene)
    if reason is not None:
        return {**plain, "applies": False, "reason": reason.rstrip(".")}
    return {**plain, "applies": True, "expects": _expected(scenario.expects(scene))}


def _expected(expects: Expectation) -> dict[str, Any]:
    return {
        "code_should": expects.code_should,
        "meets": expects.meets,
        "raises": expects.raises,
        "retried_by": expects.retried_by,
        "ends": expects.ends,
        "attempts": dict(expects.attempts),
        "calls": expects.calls,
    }


def _lines(told: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for one in told:
        yield f"{one['name']}: {one['when']}"
        if one.get("applies"):
            yield f"    {_sentence(one['expects'])}"
        elif "reason" in one:
            yield f"    does not apply: {one['reason']}"


def _sentence(expects: Mapping[str, Any]) -> str:
    parts = [f"good code should {expects['code_should']}"]
    if expects["meets"]:
        who = {"botocore": " (botocore tries again)", "code": " (the code has to try again)", None: ""}
        parts.append(f"it meets {expects['meets']}{who[expects['retried_by']]}")
    if expects["ends"]:
        parts.append(f"the last state is {expects['ends']}")
    return "; ".join(parts)
