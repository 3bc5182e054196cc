"""Where AWS is known to miss its own model, and why; a user's list has the same form.

A deviation explains violations: they stay in the result, as `known`, and weigh nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from fakeaws.errors import PlanError
from fakeaws.nearest import did_you_mean
from fakeaws.origin import complains_to_the_user
from fakeaws.schema.violation import RULES, Violation

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Deviation:
    """One way in which AWS is known to miss its model.

    `operation`, `path` (a JSON pointer) and `rule` say which violations it explains. In the first two, `*` stands for
    any text without a dot or a slash, and `**` for any text; a `rule` of `*` is every rule. `found` explains only
    violations that found just this, such as `0`. Raises PlanError for a rule that there is not, or without a reason.
    """

    operation: str
    path: str
    rule: str
    reason: str
    found: str = "**"

    def __post_init__(self) -> None:
        for name in ("operation", "path", "rule", "reason", "found"):
            if not isinstance(getattr(self, name), str):
                raise PlanError(f"The {name} of a deviation is text, not {getattr(self, name)!r}.")
        if self.rule not in (EVERY, *RULES):
            raise PlanError(f"{self.rule!r} is no rule for a deviation.{did_you_mean(self.rule, (EVERY, *RULES))}")
        if not self.reason.strip():
            raise PlanError(f"The deviation of {self.operation} at {self.path} needs a reason.")

    def explains(self, operation: str, violation: Violation) -> bool:
        """Whether the violation of this operation's schema is this deviation."""
        return (
            self.rule in (EVERY, violation.rule)
            and bool(_compiled(self.operation).fullmatch(operation))
            and bool(_compiled(self.path).fullmatch(violation.path))
            and bool(_compiled(self.found).fullmatch(violation.found))
        )


# Here, because the constructor that dataclass writes would stand between the complaint and the user's line.
Deviation.__init__ = complains_to_the_user(Deviation.__init__)  # type: ignore[method-assign]  # it takes what it took


def deviation_from(facts: object) -> Deviation:
    """The deviation that an entry of a JSON file describes. Raises PlanError."""
    names = [field.name for field in fields(Deviation)]
    if not isinstance(facts, Mapping):
        raise PlanError(f"A deviation is an object with {', '.join(names)}, not {facts!r}.")
    known: dict[str, Any] = {str(name): value for name, value in facts.items()}
    for name in known:
        if name not in names:
            raise PlanError(f"{name} is no part of a deviation.{did_you_mean(name, names)}")
    missing = [name for name in names[:-1] if name not in known]
    if missing:
        raise PlanError(f"A deviation needs {' and '.join(missing)}; this one has {', '.join(known) or 'nothing'}.")
    return Deviation(**known)


def explained(
    operation: str, found: Iterable[Violation], deviations: Iterable[Deviation], *, builtin: bool
) -> list[Violation]:
    """The violations, those that are known marked as such; the first deviation that explains one gives its reason."""
    every = [*deviations, *(DEVIATIONS if builtin else ())]
    return [_marked(one, next((known for known in every if known.explains(operation, one)), None)) for one in found]


def _marked(violation: Violation, known: Deviation | None) -> Violation:
    return violation if known is None else replace(violation, severity="known", reason=known.reason)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*|\*)", pattern)
    return re.compile("".join(_WILDCARDS.get(part, re.escape(part)) for part in parts), re.DOTALL)


_WILDCARDS = {"**": ".*", "*": "[^./]*"}

DEVIATIONS: tuple[Deviation, ...] = (
    # What was measured is said with its source; a row without one has no place here.
    Deviation(
        EVERY + EVERY,
        EVERY + EVERY,
        "length",
        "services answer with empty lists and tags where their models say at least one "
        "(most of what botocore refuses among ten thousand public recordings)",
        found="a list of 0 elements",
    ),
    Deviation(
        "appconfig.*_deployment",
        "/PercentageComplete",
        "range",
        "0.0 before the first step, against a minimum of 1.0 (the AWS CLI's examples of stop-deployment)",
        found="0.0",
    ),
    Deviation(
        "appconfig.stop_deployment",
        "/GrowthFactor",
        "range",
        "StopDeployment answers with zeros (the AWS CLI's examples of stop-deployment)",
        found="0.0",
    ),
    Deviation(
        "cognito-sync.*",
        "/**IdentityPoolId",
        "pattern",
        "the model's pattern wants a lower-case GUID; AWS's own documentation shows one in capitals",
    ),
    Deviation(
        "ec2.describe_internet_gateways",
        "/InternetGateways/*/Attachments/*/State",
        "enum",
        "an attached gateway is available, a value that the enum lacks (AWS's own example and API reference)",
        found="the text 'available'",
    ),
    Deviation(
        "ec2.create_network_interface",
        "/NetworkInterface/Status",
        "enum",
        "a new interface is pending, a value that the enum lacks (AWS's own example)",
        found="the text 'pending'",
    ),
)
