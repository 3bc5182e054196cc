"""The plan: what AWS will say to one operation, step by step, frozen.

A `Script` is the steps for one operation, checked against its model where it is written. Nothing
here changes; the player keeps the place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from fakeaws.common_errors import COMMON_ERRORS, ERRORS_OF_SERVICES, common_errors
from fakeaws.errors import InvalidParameters, InvalidReply, PlanError, UnknownErrorCode
from fakeaws.frozen import Frozen, fill, short
from fakeaws.matching import Difference, Rule, differences, fits
from fakeaws.model import Operation
from fakeaws.origin import Origin, complains_to_the_user, users_line
from fakeaws.protocols.parsed import parsed_members
from fakeaws.replies import Call, Computed, Error, Fault, Reply, Response
from fakeaws.schema.check import check_error, check_operation
from fakeaws.schema.violation import Level, Violation
from fakeaws.source import as_parts, as_source
from fakeaws.steps import Step

__all__ = [
    "COMMON_ERRORS",
    "Call",
    "Computed",
    "Error",
    "Fault",
    "Reply",
    "Response",
    "Sayable",
    "Script",
    "Step",
    "as_step",
    "check_reply",
    "error_status",
    "refused_for_its_time",
]

Sayable: TypeAlias = Step | Reply | Computed | Callable[[Call], Reply]


@dataclass(frozen=True, slots=True, init=False)
class Script:
    """What AWS will say to one operation; answers the calls whose parameters include `params`, compared by ==.

    Raises UnknownOperation, InvalidParameters, InvalidReply, UnknownErrorCode or PlanError on the line
    that writes it. With `allow_illegal` a lifecycle's states and moves are not checked. `is_bare` is one that
    `statuses` made: its members are a status at its path, and all around it is made up. `recorded` is how one that was
    read from a recording tells its calls; None for what a test has written.
    """

    operation: Operation
    steps: tuple[Step, ...]
    params: Mapping[str, Any]
    allow_illegal: bool
    is_bare: bool
    recorded: Recorded | None
    written_at: Origin = field(compare=False, repr=False)
    __hash__: ClassVar[None]  # type: ignore[assignment]  # steps hold dicts

    @complains_to_the_user
    def __init__(self, operation: str, /, *steps: Sayable, allow_illegal: bool = False, **params: Any) -> None:
        found = Operation.named(operation)
        fill(self, operation=found, steps=tuple(map(as_step, steps)), allow_illegal=allow_illegal)
        fill(self, is_bare=False, recorded=None, params=Frozen(params), written_at=users_line())
        _check_script(self)

    @classmethod
    def of_recording(cls, recorded: Recorded, operation: Operation, steps: tuple[Step, ...]) -> Script:
        """What was recorded of calls with the same parameters. Raises as a script does, but for unknown parameters."""
        script = object.__new__(cls)
        fill(script, operation=operation, steps=steps, allow_illegal=True, is_bare=False, recorded=recorded)
        fill(script, params=Frozen(recorded.params or {}), written_at=steps[0].reply.written_at)
        for step in steps:
            check_reply(step.reply, operation, allow_illegal=True, level="recorded")
        return script

    def fits(self, given: Mapping[str, Any]) -> bool:
        """Whether a call with these parameters is one that it answers."""
        rule = self.recorded.rule if self.recorded is not None else None
        return rule.fits(given) if rule is not None else fits(self.params, given)

    def is_meant_for(self, given: Mapping[str, Any]) -> bool:
        """Whether a call that fits is just the one: not, that is, another in a recording without its secrets."""
        rule = self.recorded.rule if self.recorded is not None else None
        return rule is None or rule.is_equal(given)

    def differences(self, given: Mapping[str, Any]) -> list[Difference]:
        """Where a call with these parameters is another; nothing where it fits."""
        rule = self.recorded.rule if self.recorded is not None else None
        return rule.differences(given) if rule is not None else differences(self.params, given)

    def __repr__(self) -> str:
        return as_source("Script", self.operation.name, *self.steps, **self._keywords())

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: FBT001  # as IPython and hypothesis call it
        """Let what prints a counterexample set each step on a line of its own where they do not fit on one."""
        with printer.group(4, "Script(", ")"):
            for number, part in enumerate(as_parts(self.operation.name, *self.steps, **self._keywords())):
                if number:
                    printer.text(",")
                printer.breakable(" " if number else "")
                printer.text(part)

    def _keywords(self) -> dict[str, Any]:
        return {**({"allow_illegal": True} if self.allow_illegal else {}), **self.params}

    def __str__(self) -> str:
        show = repr if self.recorded is None else short
        only = ", ".join(f"{name}={show(value)}" for name, value in self.params.items())
        return f"{self.operation.name}({only})"


@dataclass(frozen=True, slots=True)
class Recorded:
    """How calls are told from those of a recording: by its parameters, all of them, as `rule` compares them.

    Without parameters all calls of the operation are meant. A step of `whole_calls` is for all tries of one call;
    otherwise each try was recorded by itself.
    """

    params: Mapping[str, Any] | None
    rule: Rule | None = field(default=None, compare=False, repr=False)
    whole_calls: bool = True


def as_step(said: object) -> Step:
    """What `play` was given, as a step: replies are said once, functions are computed."""
    match said:
        case Step():
            return said
        case Response() | Error() | Fault() | Computed():
            return Step(said)
        case Script():
            raise PlanError(f"{said} is a whole script, not a step: hand it to fake_aws.play(script).")
        case _ if callable(said):
            return Step(Computed(said))
        case _:
            raise PlanError(f"A step is a Response, an Error, a Fault or a function of the call, not {short(said)}.")


def error_status(error: Error, operation: Operation) -> int:
    """The HTTP status with which the service sends this error."""
    modelled = operation.errors.get(error.code)
    if error.status is None and _is_bare_status(error, operation):
        return int(error.code)
    usual = common_errors(operation.service.name).get(error.code, _STATUS_OF_OTHERS)
    return error.status or (modelled.status if modelled else usual)


def refused_for_its_time(operation: Operation) -> Error:
    """How the service refuses a request that is signed too long before or after its own time."""
    service = operation.service
    if service.name == "s3":
        code = "RequestTimeTooSkewed"
    else:
        code = "SignatureDoesNotMatch" if service.protocol in _WITHOUT_EXCEPTIONS else "InvalidSignatureException"
    return Error(code, "The time of the request differs too much from the service's.", status=403, unmodelled=True)


def check_reply(reply: object, operation: Operation, *, allow_illegal: bool = False, level: Level = "scripted") -> None:
    """Raise InvalidReply, UnknownErrorCode or PlanError if the operation could not give this reply."""
    match reply:
        case Response():
            found = check_operation(operation, dict(reply.members), level=level)
            _refuse(found, operation.name, reply, allow_illegal=allow_illegal)
            _refuse_what_cannot_be_sent(reply, operation)
        case Error():
            _check_error(reply, operation, allow_illegal=allow_illegal, level=level)
        case Fault():
            _check_fault(reply, operation, allow_illegal=allow_illegal)
        case Step() | Computed():
            raise PlanError(
                f"A reply is a Response, an Error or a Fault, not {reply}: times, forever, after and optional "
                "belong to the script, not to the reply that a function computes."
            )
        case _:
            what = f"{short(reply)} ({type(reply).__name__})"
            raise PlanError(f"A reply is a Response, an Error or a Fault, not {what}.")


def _check_script(script: Script) -> None:
    if not script.steps:
        raise PlanError(f"The script for {script} has no step.")
    for step in script.steps[:-1]:
        if step.count is None:
            raise PlanError(f"{step} is said forever; what follows it in the script for {script} is never reached.")
    unknown = [name for name in script.params if name not in script.operation.parameters]
    if unknown:
        raise InvalidParameters(script.operation.name, unknown, script.operation.parameters)
    for step in script.steps:
        if not isinstance(step.reply, Computed):
            check_reply(step.reply, script.operation, allow_illegal=script.allow_illegal)


def _check_fault(fault: Fault, operation: Operation, *, allow_illegal: bool) -> None:
    if fault.of is not None:
        check_reply(fault.of, operation, allow_illegal=allow_illegal)
    if fault.name == "wrong-checksum" and not operation.checks_checksums:
        raise PlanError(
            f"botocore checks no checksum in the answers of {operation.name}, so that a wrong one makes no difference: "
            "it does for dynamodb, and for what S3 has to download (step written at "
            f"{fault.written_at})."
        )


def _check_error(error: Error, operation: Operation, *, allow_illegal: bool, level: Level = "scripted") -> None:
    if error.code in operation.errors:
        members = dict(error.members) if level == "scripted" else _within_shape(error, operation)
        found = check_error(operation, error.code, members, level=level)
        _refuse(found, f"{error.code} of {operation.name}", error, allow_illegal=allow_illegal)
        return
    common = common_errors(operation.service.name)
    is_known = error.code in common or _is_bare_status(error, operation)
    if not (error.unmodelled or is_known):
        near = [*operation.errors, *ERRORS_OF_SERVICES.get(operation.service.name, ())]
        raise UnknownErrorCode(operation.name, error.code, near, error.written_at)
    if not is_known and error.status is None and operation.service.protocol.startswith("rest-"):
        raise PlanError(
            f"{error} is none that {operation.name} models, and its protocol, {operation.service.protocol}, tells "
            f"errors apart by their HTTP status: say it, Error({error.code!r}, status=..., unmodelled=True) "
            f"(step written at {error.written_at})."
        )
    try:
        json.dumps(dict(error.members), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as problem:
        raise PlanError(
            f"The members of {error.code} must be what JSON holds, because {operation.name} does not model it: "
            f"{problem} (step written at {error.written_at})."
        ) from None


def _within_shape(error: Error, operation: Operation) -> dict[str, Any]:
    """What was recorded of an error's members, but for the text that XML may have beside those of the model."""
    shape, is_loose = operation.errors[error.code].shape, operation.service.protocol in _WITHOUT_EXCEPTIONS
    return {
        name: value
        for name, value in error.members.items()
        if name in shape.members or not (is_loose and isinstance(value, str))
    }


def _is_bare_status(error: Error, operation: Operation) -> bool:
    """Whether the code is an HTTP status, which is all that an answer to HEAD can tell: `Error("404")`."""
    return operation.model.http.get("method") == "HEAD" and error.code in _REFUSING_STATUSES


def _refuse(found: list[Violation], what: str, reply: Response | Error, *, allow_illegal: bool) -> None:
    errors = [one for one in found if one.severity == "error" and not (allow_illegal and one.rule == "enum")]
    if errors:
        raise InvalidReply(what, errors, reply.written_at)


def _refuse_what_cannot_be_sent(reply: Response, operation: Operation) -> None:
    # A time may be well written and lie beyond what a datetime holds, as 9999-12-31T23:59:59-05:00 does.
    try:
        parsed_members(reply.members, operation)
    except (TypeError, ValueError, ArithmeticError, OSError) as problem:
        raise PlanError(
            f"{operation.name} cannot give this reply (step written at {reply.written_at}): {problem}"
        ) from None


_WITHOUT_EXCEPTIONS = ("query", "ec2", "rest-xml")
"""The older protocols, whose error codes are not called exceptions."""
_STATUS_OF_OTHERS = 400
_REFUSING_STATUSES = frozenset(map(str, range(300, 600)))
