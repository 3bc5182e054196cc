"""Where AWS is known to miss its own model, or boto3 to take more than it, and why; a user's list has the same form.

A deviation explains violations: they stay in the result, as `known`, and weigh nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from fakeaws.errors import PlanError
from fakeaws.model import Operation
from fakeaws.nearest import did_you_mean
from fakeaws.origin import complains_to_the_user
from fakeaws.schema.edits import Edit, Effect, edits_of
from fakeaws.schema.violation import RULES, Violation

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Deviation:
    """One way in which AWS is known to miss its model.

    `operation`, `path` (a JSON pointer) and `rule` say which violations it explains. In the first two, `*` stands for
    any text without a dot or a slash, and `**` for any text; alone, `*` is every operation, path or rule. `found`
    explains only violations that found just this, such as `0`. Raises PlanError for a rule that there is not, or
    without a reason.
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
            and _fits(self.operation, operation)
            and _fits(self.path, violation.path or "/")
            and _fits(self.found, violation.found)
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


def explained(operation: str, found: Iterable[Violation], every: Iterable[Deviation]) -> list[Violation]:
    """The violations, those that are known marked as such; the first deviation that explains one gives its reason."""
    return [_marked(one, next((known for known in every if known.explains(operation, one)), None)) for one in found]


def _marked(violation: Violation, known: Deviation | None) -> Violation:
    return violation if known is None else replace(violation, severity="known", reason=known.reason)


def _fits(pattern: str, text: str) -> bool:
    return pattern in (EVERY, text) or bool(_compiled(pattern or "/").fullmatch(text))


def taken_by_boto3(operation: Operation) -> list[Deviation]:
    """What a request may hold, or do without, although the model says otherwise."""
    known = [
        Deviation(operation.name, f"/{member}", rule, edit.reason)
        for edit in edits_of(operation.name, "request")
        if edit.effect in _TAKEN
        for rule, member in _TAKEN[edit.effect](edit)
    ]
    tokens = operation.idempotency_tokens
    return known + [Deviation(operation.name, f"/{name}", "required", "boto3 makes up the token") for name in tokens]


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*|\*)", pattern)
    return re.compile("".join(_WILDCARDS.get(part, re.escape(part)) for part in parts), re.DOTALL)


_WILDCARDS = {"**": ".*", "*": "[^./]*"}

_TAKEN: dict[Effect, Callable[[Edit], list[tuple[str, str]]]] = {
    "filled in": lambda edit: [("required", edit.member)],
    "renamed": lambda edit: [("unknown-member", edit.alias), ("required", edit.member)],
    "widened": lambda edit: [("type", edit.member)],
    "encoded bytes": lambda edit: [("type", edit.member)],
}

DEVIATIONS: tuple[Deviation, ...] = (
    # What was measured is said with its source; a row without one has no place here.
    Deviation(
        EVERY,
        EVERY,
        "length",
        "services answer with nothing in lists and maps where their models say at least one "
        "(most of what botocore refuses among ten thousand public recordings)",
        found="a * of 0 *",
    ),
    Deviation(
        EVERY,
        EVERY,
        "range",
        "services answer with 0 where their models say at least 1 (ten thousand public recordings)",
        found="0",
    ),
    Deviation(
        EVERY,
        EVERY,
        "range",
        "services answer with 0 where their models say at least 1 (ten thousand public recordings)",
        found="0.0",
    ),
    Deviation(
        "s3.get_bucket_location",
        "/LocationConstraint",
        "null",
        "a bucket in us-east-1 has no constraint (AWS's API reference; parse_get_bucket_location in botocore.handlers)",
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
