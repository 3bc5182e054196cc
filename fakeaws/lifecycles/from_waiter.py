"""Answers that lead a waiter where a test wants it, found from its acceptors and judged by them.

The acceptors say which members are looked at and what they are compared with. Values for these members are tried, the
likeliest first, until botocore's own acceptors let the waiter go to the state that is wanted: `success`, `failure`, or
on, which is `retry`. What cannot be said, because the model forbids it or an earlier acceptor takes it, has a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Any

from fakeaws.common_errors import common_errors
from fakeaws.errors import PlanError
from fakeaws.lifecycles.likely import Likely
from fakeaws.lifecycles.looked_at import Place, laid_out, looked_at
from fakeaws.model import Operation
from fakeaws.schema.check import check_operation
from fakeaws.schema.violation import Violation
from fakeaws.script import Error, Response, error_status
from fakeaws.waiters import Acceptor, Waiter


@dataclass(frozen=True, slots=True)
class Way:
    """An answer that leads the waiter to a state; `missed` is where it misses the model, as `allow_illegal` allows."""

    reply: Response | Error
    missed: tuple[Violation, ...] = ()


class Ways:
    """The answers of one waiter's operation, by where they lead it."""

    def __init__(self, waiter: Waiter) -> None:
        self.waiter = waiter
        self._operation = waiter.operation
        self._likely = Likely(waiter)

    def to(self, state: str, *, allow_illegal: bool = False) -> list[Way]:
        """Answers that lead to `success`, `failure` or `retry`, the best first. Raises PlanError if there is none."""
        found = [way for way in self._all_to(state) if allow_illegal or not way.missed]
        if not found:
            raise PlanError(self._why_not(state))
        return sorted(found, key=lambda way: bool(way.missed))

    def _all_to(self, state: str) -> Iterator[Way]:
        wanted: list[Acceptor | None] = [*self.waiter.of_state(state)]
        if state == "retry":  # an answer before an error: botocore retries a few errors by itself
            wanted = sorted([*wanted, None], key=lambda one: one is not None and not one.reads_members)
        for acceptor in wanted:
            yield from self._by(acceptor)

    def _by(self, acceptor: Acceptor | None) -> Iterator[Way]:
        """The answers that this acceptor is the first to know; or that none knows."""
        match acceptor:
            case Acceptor(matcher="error", expected=str()):
                yield from self._refusals(acceptor, [self._error(acceptor.expected)])
            case Acceptor(matcher="status") if acceptor.expected >= _REFUSES:
                yield from self._refusals(acceptor, self._errors_of(acceptor.expected))
            case Acceptor(matcher="error", expected=True):
                yield from self._refusals(acceptor, [self._error("AccessDeniedException")])
            case _:
                yield from self._responses(acceptor)

    def _refusals(self, acceptor: Acceptor, errors: Iterable[Error]) -> Iterator[Way]:
        for error in errors:
            if self.waiter.outcome(_parsed(error, self._operation)) is acceptor:
                yield Way(error)

    def _errors_of(self, status: int) -> Iterator[Error]:
        if self._operation.model.http.get("method") == "HEAD":
            yield Error(str(status))
            return
        yield from (Error(one.code) for one in self._operation.error_shapes if one.status == status)
        yield Error(_CODES.get(status, "ServiceException"), status=status, unmodelled=True)

    def _error(self, code: str) -> Error:
        if code in self._operation.errors or code in common_errors(self._operation.service.name):
            return Error(code)
        status = next((status for end, status in _STATUSES.items() if end in code), 400)
        return Error(code, status=status, unmodelled=True)

    def _responses(self, acceptor: Acceptor | None) -> Iterator[Way]:
        fitting = (members for members in self._tried(acceptor) if self.waiter.outcome(_answer(members)) is acceptor)
        for members in islice(fitting, _MOST_FOUND):
            missed = check_operation(self._operation, members, level="scripted")
            errors = tuple(one for one in missed if one.severity == "error")
            if all(one.rule == "enum" for one in errors):
                yield Way(Response(members), errors)

    def _tried(self, acceptor: Acceptor | None) -> Iterator[dict[str, Any]]:
        """Answers worth trying: what the acceptor looks at varies soonest, and the rest is as quiet as it can be."""
        aimed = self._aimed_at(acceptor)
        places = sorted(self._places, key=lambda place: place in aimed)
        values = [self._likely.values(place, acceptor, is_aimed_at=place in aimed) for place in places]
        for chosen in islice(product(*values), _MOST_TRIED):
            yield laid_out(dict(zip(places, chosen, strict=True)))

    def _aimed_at(self, acceptor: Acceptor | None) -> set[Place]:
        """The places that this acceptor looks at; of a waiter that is to go on, those that its success looks at."""
        aims = [acceptor] if acceptor else self.waiter.of_state("success")
        return {place for one in aims for place in self._looks.get(one, ())} or {*self._places}

    @cached_property
    def _looks(self) -> Mapping[Acceptor, tuple[Place, ...]]:
        shape = self._operation.output_shape
        return {one: looked_at(one.argument, shape).places for one in self.waiter.acceptors if one.argument}

    @cached_property
    def _places(self) -> list[Place]:
        return [*dict.fromkeys(place for places in self._looks.values() for place in places)]

    def _why_not(self, state: str) -> str:
        ends = self.waiter.of_state(state)
        reasons = [f"it wants {one}, but {self._obstacle(one)}" for one in ends] or [self._no_way[state]]
        head = f"No answer of {self._operation.name} lets {self.waiter.name} {_WISHES[state]}"
        return f"{head}: {'; '.join(reasons)}.{self._remedy(state)}"

    @property
    def _no_way(self) -> Mapping[str, str]:
        looked = ", ".join(str(place) for place in self._places) or "the answer"
        return {
            "success": "its model has no acceptor that leads to success",
            "failure": "its model has no acceptor that leads to failure",
            "retry": f"whatever the model lets {looked} be, an acceptor ends it",
        }

    def _obstacle(self, acceptor: Acceptor) -> str:
        """Why no answer reaches this acceptor."""
        unknown = [place for place in self._looks.get(acceptor, ()) if place.shape is None]
        if unknown:
            return f"{unknown[0]} is no member of the response"
        illegal = next(self._responses(acceptor), None) if acceptor.reads_members else None
        if illegal is not None:
            return "; ".join(map(str, illegal.missed))
        return "no value of the model reaches it before an acceptor that stands earlier"

    def _remedy(self, state: str) -> str:
        if any(way.missed for way in self._all_to(state)):
            return " To play it all the same: allow_illegal=True."
        if state == "failure":
            return (
                f' An error ends it, too: fake_aws.on("{self._operation.name}").play(Error("AccessDeniedException")).'
            )
        return ""


def _answer(members: Mapping[str, Any]) -> dict[str, Any]:
    return {**members, "ResponseMetadata": {"HTTPStatusCode": 200}}


def _parsed(error: Error, operation: Operation) -> dict[str, Any]:
    status = error_status(error, operation)
    told = {"Code": error.code, "Message": error.message}
    return {"Error": told, "ResponseMetadata": {"HTTPStatusCode": status}}


_WISHES = {"success": "succeed", "failure": "fail", "retry": "go on"}
_REFUSES = 300
_MOST_TRIED = 20_000
_MOST_FOUND = 40
_STATUSES = {
    "NotFound": 404,
    "NoSuch": 404,
    "DoesNotExist": 404,
    "AccessDenied": 403,
    "TooMany": 429,
    "InternalServer": 500,
}
_CODES = {301: "PermanentRedirect", 403: "AccessDenied", 404: "NotFound", 500: "InternalFailure"}
