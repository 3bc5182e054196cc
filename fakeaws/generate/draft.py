"""One answer in the making."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from random import Random

from fakeaws.generate.provider import AwsProvider

PAST = timedelta(days=30)
"""How far before `now` the times of an answer may lie."""
_LONGEST = 7 * 24 * 60 * 60


class Draft:
    """One answer in the making: where its values are drawn from, its moments, and the values that recur in it.

    `asked` is what the caller sent or gave, by member name; `service` is the service's name in ARNs. What happened lies
    before `now`; what expires does so after `told_at`, when the answer is given.
    """

    def __init__(
        self,
        aws: AwsProvider,
        now: datetime,
        service: str,
        asked: Mapping[str, object],
        *,
        told_at: datetime | None = None,
    ) -> None:
        self.aws = aws
        self.random: Random = aws.generator.random
        self.service = service
        self.asked = asked
        self.has_looked_ahead = False
        self._now = now
        self._told_at = told_at or now
        self._recurring: dict[str, str] = {}

    @cached_property
    def moments(self) -> list[datetime]:
        """Created, started, updated, completed: the same for the whole answer, and in this order."""
        return self.aws.aws_timestamps(4, self._now - PAST, self._now)

    def expiry(self) -> datetime:
        """When what the answer gives expires: an hour after it is given, or as long as was asked for."""
        self.has_looked_ahead = True
        asked = self.asked.get("DurationSeconds")
        seconds = asked if isinstance(asked, int) and 0 < asked <= _LONGEST else 3600
        return self._told_at.replace(microsecond=0) + timedelta(seconds=seconds)

    def recall(self, name: str) -> str | None:
        """The text that members of this name have in this answer, if one is known."""
        asked = self.asked.get(name)
        return asked if isinstance(asked, str) else self._recurring.get(name)

    def remember(self, name: str, text: str) -> None:
        """Let later members of this name have the same text."""
        self._recurring.setdefault(name, text)

    def recurring(self, name: str, make: Callable[[], str]) -> str:
        """The known text of this name, or a new one that is known from now on."""
        known = self.recall(name)
        if known is None:
            known = make()
            self.remember(name, known)
        return known
