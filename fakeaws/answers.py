"""The calls of one operation that are about to be answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fakeaws.origin import complains_to_the_user
from fakeaws.rates import Rate
from fakeaws.script import Error, Sayable, Script


class Answers:
    """What `fake_aws.on(operation, ...)` gives: its verbs say what answers."""

    def __init__(
        self,
        operation: str,
        params: dict[str, Any],
        play: Callable[[Script], None],
        hold_to: Callable[[Rate], None],
    ) -> None:
        self._operation = operation
        self._params = params
        self._play = play
        self._hold_to = hold_to

    @complains_to_the_user
    def play(self, *steps: Sayable, allow_illegal: bool = False) -> Script:
        """Answer with these steps, in this order. Raises what `Script` raises, on the caller's line."""
        script = Script(self._operation, *steps, allow_illegal=allow_illegal, **self._params)
        self._play(script)
        return script

    @complains_to_the_user
    def throttle(self, *, per_second: float, burst: int | None = None, error: str | Error | None = None) -> Rate:
        """Refuse the attempts that come faster than this, by virtual time. Raises what `Rate` raises."""
        rate = Rate(self._operation, per_second=per_second, burst=burst, error=error, params=self._params)
        self._hold_to(rate)
        return rate
