"""A scenario that is being played for one operation: what a test asks what good code makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeAlias

from fakeaws.errors import FailureMishandled, PlanError
from fakeaws.frozen import short
from fakeaws.origin import expect_one_of
from fakeaws.scenarios.expectation import DUTIES, Duty, Expectation
from fakeaws.scenarios.scenario import Scenario

Raised: TypeAlias = type[BaseException] | tuple[type[BaseException], ...]
Expected: TypeAlias = Expectation | Duty | Raised | None


class Failure:
    """One scenario as it is played; `is_stubbed` tells, when it is asked, whether a Stubber answers the operation.

    `own` is what a test expects instead: an Expectation, what the code should do, or which exceptions it should raise.
    """

    def __init__(
        self,
        scenario: Scenario,
        operation: str,
        usual: Expectation,
        is_stubbed: Callable[[], bool],
        own: Expected = None,
    ) -> None:
        self.scenario = scenario
        self.operation = operation
        self.on_the_wire = _expected(usual, own)
        self._is_stubbed = is_stubbed
        self._raises = _raised(own)

    @property
    def name(self) -> str:
        return self.scenario.name

    @property
    def expects(self) -> Expectation:
        """What good code makes of it, as the test or else the scenario says; through a Stubber nothing is retried."""
        return self.on_the_wire.above_the_wire() if self._is_stubbed() else self.on_the_wire

    @contextmanager
    def met(self, *raises: type[BaseException]) -> Iterator[None]:
        """Run the code under test, which is to do as expected: return, or raise one of these.

        Without any, every exception will do but those that tell of a mistake in the code itself, such as a KeyError.
        Raises FailureMishandled.
        """
        __tracebackhide__ = True
        told = raises or self._raises
        allowed = told or (Exception,)
        try:
            yield
        except allowed as error:
            if not told and isinstance(error, _MISTAKES):
                raise  # our own surprises, too, and pytest's assertions
            if self.expects.code_should == "return":
                raise self._mishandled(f"raised {type(error).__name__}: {error}") from error
        else:
            if self.expects.code_should == "raise":
                raise self._mishandled("returned as if all were well")

    def _mishandled(self, what: str) -> FailureMishandled:
        expects = self.expects
        head = f"{self.name} of {self.operation}: the code under test should {expects.code_should}, and {what}"
        trouble = f" A call meets {expects.meets}{_RETRIED[expects.retried_by]}." if expects.meets else ""
        end = f" The last state told is {expects.ends}." if expects.ends else ""
        remedy = f'If that is right here, say so: expect={{"{self.name}": "{_OTHER[expects.code_should]}"}}.'
        told = f"{head.rstrip('.')}.\nIn real life: {self.scenario.when}.{trouble}{end}\n{remedy}"
        return FailureMishandled(self.name, self.operation, told)

    def __repr__(self) -> str:
        return f"<Failure {self.name} of {self.operation}>"


def check_expected(own: object) -> None:
    """Raise PlanError for what is no expectation."""
    if isinstance(own, str):
        expect_one_of("expect", own, DUTIES)
    elif not (own is None or isinstance(own, Expectation) or _raised(own)):
        raise PlanError(
            f'Expected is "return", "raise", the exceptions to be raised, or an Expectation, not {short(own)}.'
        )


def _expected(usual: Expectation, own: Expected) -> Expectation:
    check_expected(own)
    if isinstance(own, Expectation):
        return own
    duty: Duty = "raise" if _raised(own) else "return" if own == "return" else "raise"
    return usual if own is None else replace(usual, code_should=duty)


def _raised(own: object) -> tuple[type[BaseException], ...]:
    listed = own if isinstance(own, tuple) else (own,)
    return listed if all(isinstance(one, type) and issubclass(one, BaseException) for one in listed) else ()


_MISTAKES = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, RecursionError, TypeError)
_RETRIED = {"botocore": ", and botocore tries again", "code": ", and it is the code's own to try again", None: ""}
_OTHER = {"return": "raise", "raise": "return"}
