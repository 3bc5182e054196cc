"""Answers that lead a waiter where a test wants it, found from its acceptors and judged by them.

The acceptors say which members are looked at and what they are compared with. Values for these members are tried, the
likeliest first, until botocore's own acceptors let the waiter go to the state that is wanted: `success`, `failure`, or
on, which is `retry`. What cannot be said, because the model forbids it or an earlier acceptor takes it, has a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Any

from fakeaws.common_errors import common_errors
from fakeaws.errors import PlanError
from fakeaws.generate.hints import snake
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
        values = [self._values(place, acceptor, is_aimed_at=place in aimed) for place in places]
        for chosen in islice(product(*values), _MOST_TRIED):
            yield laid_out(dict(zip(places, chosen, strict=True)))

    def _aimed_at(self, acceptor: Acceptor | None) -> set[Place]:
        """The places that this acceptor looks at; of a waiter that is to go on, those that its success looks at."""
        aims = [acceptor] if acceptor else self.waiter.of_state("success")
        return {place for one in aims for place in self._looks.get(one, ())} or {*self._places}

    def _values(self, place: Place, acceptor: Acceptor | None, *, is_aimed_at: bool) -> list[Any]:
        if place.is_count:
            return [1, 0, 2] if is_aimed_at else [0, 1]
        kind = place.shape.type_name if place.shape is not None else "string"
        if kind == "boolean":
            return [True, False]
        numbers = [one for one in self._literals if isinstance(one, int) and not isinstance(one, bool)]
        if kind in {"integer", "long", "float", "double"}:
            return [*dict.fromkeys([0, 1, *numbers])] if acceptor is None else [*dict.fromkeys([1, 0, *numbers])]
        return self._texts(place, acceptor)

    def _texts(self, place: Place, acceptor: Acceptor | None) -> list[str]:
        """Those that the acceptor names; then the model's that no acceptor names, what goes on first; then the rest."""
        own = _texts_of(self._literals_of(acceptor) if acceptor else ())
        named = _texts_of(self._literals)
        modelled = list(getattr(place.shape, "enum", ()))
        quiet = sorted((one for one in modelled if one not in named), key=self._rank)
        plain = self._plain(place, named, goes_on=acceptor is None)
        return [*dict.fromkeys([*own, *quiet, *([] if modelled else plain), *modelled, *named, *plain])]

    def _rank(self, state: str) -> tuple[bool, bool, int]:
        """How late this state comes: `DELETING` before `CREATING` where it deletes, and trouble after all the rest."""
        folded = state.lower()
        return bool(_TROUBLE.search(folded)), not _GOES_ON.search(folded), -sum(one in folded for one in self._stems)

    def _plain(self, place: Place, named: list[str], *, goes_on: bool) -> list[str]:
        """Texts where the model names none, in the case of those that the acceptors name."""
        if not _TELLS_A_STATE.search(snake(place.path[-1])):
            return [snake(place.path[-1]).replace("_", "-"), ""]
        under_way = "DELETING" if "dele" in self._stems else "PENDING"
        words = [under_way, "ACTIVE"] if goes_on else ["ACTIVE", under_way]
        cased = [word.lower() for word in words] if "".join(named).islower() else words
        return [word for word in cased if word not in named]

    @cached_property
    def _stems(self) -> list[str]:
        words = self.waiter.name.partition(".")[2].split("_")
        return [word[:_STEM] for word in words if len(word) >= _STEM and word not in _AT_THE_END]

    @cached_property
    def _looks(self) -> Mapping[Acceptor, tuple[Place, ...]]:
        shape = self._operation.output_shape
        return {one: looked_at(one.argument, shape).places for one in self.waiter.acceptors if one.argument}

    @cached_property
    def _places(self) -> list[Place]:
        return [*dict.fromkeys(place for places in self._looks.values() for place in places)]

    @cached_property
    def _literals(self) -> list[Any]:
        return [literal for one in self.waiter.acceptors for literal in self._literals_of(one)]

    def _literals_of(self, acceptor: Acceptor) -> list[Any]:
        if not acceptor.argument:
            return []
        return [*looked_at(acceptor.argument, None).literals, acceptor.expected]

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


def _texts_of(literals: Iterable[Any]) -> list[str]:
    return [one for one in literals if isinstance(one, str)]


_WISHES = {"success": "succeed", "failure": "fail", "retry": "go on"}
_TELLS_A_STATE = re.compile(r"(^|_)(state|status|code|reason)$")
_STEM = 4
_AT_THE_END = frozenset({"complete", "completed"})
_TROUBLE = re.compile(r"fail|error|timed_?out|invalid|reject|expired|impaired")
_REFUSES = 300
_MOST_TRIED = 20_000
_MOST_FOUND = 40
_GOES_ON = re.compile(r"ing($|_)|progress|initiated|queued|submitted")
_STATUSES = {
    "NotFound": 404,
    "NoSuch": 404,
    "DoesNotExist": 404,
    "AccessDenied": 403,
    "TooMany": 429,
    "InternalServer": 500,
}
_CODES = {301: "PermanentRedirect", 403: "AccessDenied", 404: "NotFound", 500: "InternalFailure"}
