"""Strategies over whole scripts: answers up to an end, with what can go wrong in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import strategies as st

from fakeaws.common_errors import common_errors
from fakeaws.errors import PlanError
from fakeaws.faults import FAULTS, fault_kind
from fakeaws.frozen import fill
from fakeaws.generate.seeds import seeded_provider
from fakeaws.generate.synthesise import complete
from fakeaws.model import Operation
from fakeaws.origin import Origin, complains_to_the_user, users_line
from fakeaws.protocols.quirks import as_sent
from fakeaws.protocols.table import PROTOCOLS
from fakeaws.replies import Error, Fault
from fakeaws.script import Sayable, Script, check_reply
from fakeaws.strategies.courses import Course, courses


@complains_to_the_user
def scripts(
    operation: str, /, *, errors: Iterable[str | Error] | None = None, faults: Iterable[str | Fault] | None = None
) -> st.SearchStrategy[Script]:
    """The scripts of the operation: answers, errors and faults, up to a last answer that is said for ever.

    Where a lifecycle is known, the states follow its moves up to an end. `errors` are those that are drawn from, or
    their codes: all that the operation models and the common ones unless they are said; `faults` likewise, all that
    its answers can suffer; () for none. The wire plays them; through a Stubber no fault passes. They shrink to a script
    of one response. Raises UnknownOperation, UnknownErrorCode or PlanError.
    """
    found = Operation.named(operation)
    refusals = [Error(code) for code in _codes(found)] if errors is None else _errors(errors)
    befalling = [Fault(name) for name in _names(found)] if faults is None else _faults(faults)
    for one in (*refusals, *befalling):
        check_reply(one, found)
    for fault in befalling:
        _refuse_without_a_body(found, fault)
    return _scripts(found, courses(found), (refusals, befalling), users_line())


@st.composite
def _scripts(
    draw: st.DrawFn,
    operation: Operation,
    answers: st.SearchStrategy[Course],
    troubles: tuple[Sequence[Error], Sequence[Fault]],
    written_at: Origin,
) -> Script:
    kinds: list[st.SearchStrategy[Error | Fault]] = [st.sampled_from(kind) for kind in troubles if kind]
    between = st.lists(st.one_of(kinds), max_size=_MOST_IN_A_ROW) if kinds else st.just([])
    steps: list[Sayable] = []
    course = draw(answers)
    for answer in course:
        fill(answer, written_at=written_at)
        steps.extend([*draw(between), answer])
    script = Script(operation.name, *steps[:-1], course[-1].forever())
    fill(script, written_at=written_at)
    return script


def _codes(operation: Operation) -> list[str]:
    """The codes that the operation models, then the common ones; a redirection is no answer, and no refusal either."""
    common = [code for code, status in common_errors(operation.service.name).items() if status >= _REFUSED]
    return [*dict.fromkeys([*operation.errors, *common])]


def _names(operation: Operation) -> list[str]:
    """The faults that make a difference to the answers of the operation."""
    without = {name for name, kind in FAULTS.items() if kind.needs_body and not _has_body(operation)}
    return [name for name in FAULTS if name not in without and (operation.checks_checksums or name != "wrong-checksum")]


def _errors(errors: Iterable[str | Error]) -> list[Error]:
    return [one if isinstance(one, Error) else Error(one) for one in _listed("errors", errors)]


def _faults(faults: Iterable[str | Fault]) -> list[Fault]:
    return [one if isinstance(one, Fault) else Fault(one) for one in _listed("faults", faults)]


def _listed(option: str, value: Any) -> list[Any]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise PlanError(f"{option} is a list, such as {option}=[{value!r}], or () for none, not {value!r}.")
    return [*value]


def _refuse_without_a_body(operation: Operation, fault: Fault) -> None:
    if fault_kind(fault.name).needs_body and fault.of is None and not _has_body(operation):
        raise PlanError(f"{fault} spoils the body of an answer, and those of {operation.name} have none.")


def _has_body(operation: Operation) -> bool:
    members = complete(operation, {}, aws=seeded_provider(0))
    sent = as_sent(operation, members, {})
    return bool(PROTOCOLS[operation.service.protocol].reply(operation, sent, "").body)


_REFUSED = 400
_MOST_IN_A_ROW = 2
