"""What begins with `fake_aws.on(operation)`: how its calls are answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fakeaws.disturbance import LASTS, Disturbance, Disturbing, Lasts
from fakeaws.errors import PlanError
from fakeaws.frozen import is_count
from fakeaws.origin import complains_to_the_user, expect_one_of
from fakeaws.rates import Rate
from fakeaws.script import Error, Reply, Sayable, Script


@dataclass(frozen=True, slots=True)
class Answers:
    """The calls of one operation that are about to be answered, and the hands of the fake that does what is said."""

    operation: str
    params: dict[str, Any]
    _play: Callable[[Script], None]
    _hold_to: Callable[[Rate], None]
    _disturb: Callable[[Disturbance], Disturbing]

    @complains_to_the_user
    def play(self, *steps: Sayable, allow_illegal: bool = False) -> Script:
        """Answer with these steps, in this order. Raises what `Script` raises, on the caller's line."""
        script = Script(self.operation, *steps, allow_illegal=allow_illegal, **self.params)
        self._play(script)
        return script

    @complains_to_the_user
    def throttle(self, *, per_second: float, burst: int | None = None, error: str | Error | None = None) -> Rate:
        """Refuse the attempts that come faster than this, by virtual time. Raises what `Rate` raises."""
        rate = Rate(self.operation, per_second=per_second, burst=burst, error=error, params=self.params)
        self._hold_to(rate)
        return rate

    @complains_to_the_user
    def disturb(self, reply: Reply, *, call: int = 1, lasts: Lasts = "call", takes_step: bool = False) -> Disturbance:
        """Tell this to one of these calls instead of what is scripted; the scripts go on as if it had not been made.

        `call` counts from 1. `lasts` is "attempt" for its first attempt only, "call" for all of them, "for good" for
        all later calls, too. With `takes_step` the step is taken: the work is done, and its answer is lost.
        Raises what `Script` raises.
        """
        if not is_count(call):
            raise PlanError(f"disturb counts the calls from 1, not call={call!r}.")
        expect_one_of("lasts", lasts, LASTS)
        script = Script(self.operation, reply, **self.params)
        return self._disturb(Disturbance(script, call, None, lasts, takes_step)).disturbance
