"""What good code makes of a scenario, as a value to assert on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, get_args

from fakeaws.faults import MODES, Mode
from fakeaws.frozen import Frozen
from fakeaws.origin import complains_to_the_user, expect_one_of

Duty = Literal["return", "raise"]
Retrier = Literal["botocore", "code"]


DUTIES: tuple[Duty, ...] = get_args(Duty)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What good code does, and what it meets on the way.

    `code_should` either "return", its work done, or "raise". `meets` is the first trouble that a call of botocore comes
    to: an error's code, or the class that botocore raises for a fault. `retried_by` says who tries again after it: with
    "botocore" the code need not know of it, with "code" it is the code's own to do. `ends` is the last state that an
    answer tells, where it tells one. `attempts` is how often the call that meets the trouble is tried at least, by
    retry mode; `calls` is how many calls good code makes at least.
    """

    code_should: Duty
    meets: str | None = None
    retried_by: Retrier | None = None
    ends: str | None = None
    attempts: Mapping[Mode, int] = field(default_factory=lambda: tried(1))
    calls: int = 1
    __hash__: ClassVar[None]  # type: ignore[assignment]  # attempts are a mapping

    def __post_init__(self) -> None:
        expect_one_of("code_should", self.code_should, DUTIES)
        if self.retried_by is not None:
            expect_one_of("retried_by", self.retried_by, get_args(Retrier))

    @property
    def raises(self) -> str | None:
        """What botocore raises in the code's face; None where its retries get over it, or there is no trouble."""
        return None if self.is_got_over else self.meets

    @property
    def is_got_over(self) -> bool:
        """Whether it takes nothing but botocore's own retries to get over it."""
        return self.code_should == "return" and self.retried_by == "botocore"

    def above_the_wire(self) -> Expectation:
        """The same through a Stubber, above botocore's retries: nothing is tried again but by the code itself."""
        return replace(self, attempts=tried(1), retried_by=None if self.retried_by == "botocore" else self.retried_by)


# Here, because the constructor that dataclass writes would stand between the complaint and the user's line.
Expectation.__init__ = complains_to_the_user(Expectation.__init__)  # type: ignore[method-assign]  # takes what it took


def tried(times: int) -> Mapping[Mode, int]:
    """So often in every retry mode."""
    return Frozen(dict.fromkeys(MODES, times))  # type: ignore[return-value]  # its keys are modes


RETRIED_BY_MODEL: Mapping[Mode, int] = Frozen({"legacy": 1, "standard": 3, "adaptive": 3})  # type: ignore[assignment]
"""How often botocore tries where the model alone says that an error may be tried again."""
GIVEN_UP: Mapping[Mode, int] = Frozen({"legacy": 5, "standard": 3, "adaptive": 3})  # type: ignore[assignment]  # modes
"""How often botocore tries what it retries until it gives up; for DynamoDB oftener, and a client may have its own."""
