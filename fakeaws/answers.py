"""What begins with `fake_aws.on(operation)`: how its calls are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeaws.disturbance import LASTS, Disturbance, Lasts
from fakeaws.errors import PlanError
from fakeaws.origin import complains_to_the_user, expect_one_of
from fakeaws.rates import Rate
from fakeaws.replies import is_count
from fakeaws.script import Error, Reply, Sayable, Script

if TYPE_CHECKING:
    from fakeaws.fake import FakeAWS


class Answers:
    """The calls of one operation that are about to be answered."""

    def __init__(self, fake: FakeAWS, operation: str, params: dict[str, Any]) -> None:
        self._fake = fake
        self._operation = operation
        self._params = params

    @complains_to_the_user
    def play(self, *steps: Sayable, allow_illegal: bool = False) -> Script:
        """Answer with these steps, in this order. Raises what `Script` raises, on the caller's line."""
        script = Script(self._operation, *steps, allow_illegal=allow_illegal, **self._params)
        self._fake.play(script)
        return script

    @complains_to_the_user
    def throttle(self, *, per_second: float, burst: int | None = None, error: str | Error | None = None) -> Rate:
        """Refuse the attempts that come faster than this, by virtual time. Raises what `Rate` raises."""
        rate = Rate(self._operation, per_second=per_second, burst=burst, error=error, params=self._params)
        self._fake._player.throttles.add(rate, self._fake.clock.now())
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
        script = Script(self._operation, reply, **self._params)
        return self._fake.disturb(Disturbance(script, call, None, lasts, takes_step)).disturbance
