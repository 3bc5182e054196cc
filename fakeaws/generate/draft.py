"""One answer in the making."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from random import Random

from fakeaws.generate.provider import AwsProvider

PAST = timedelta(days=30)
"""How far before `now` the times of an answer may lie."""


class Draft:
    """One answer in the making: where its values are drawn from, its moments, and the values that recur in it.

    `asked` is what the caller sent or gave, by member name; `service` is the service's name in ARNs.
    """

    def __init__(self, aws: AwsProvider, now: datetime, service: str, asked: Mapping[str, object]) -> None:
        self.aws = aws
        self.random: Random = aws.generator.random
        self.service = service
        self.asked = asked
        self._now = now
        self._recurring: dict[str, str] = {}

    @cached_property
    def moments(self) -> list[datetime]:
        """Created, started, updated, completed: the same for the whole answer, and in this order."""
        return self.aws.aws_timestamps(4, self._now - PAST, self._now)

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
