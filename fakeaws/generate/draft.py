"""One answer in the making."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from fakeaws.generate.aws.arn_rules import service_in_arns
from fakeaws.generate.place import snake
from fakeaws.generate.provider import AwsProvider

PAST = timedelta(days=30)
"""How far before `now` the times of an answer may lie."""
A_YEAR = timedelta(days=365)
_LASTS = timedelta(hours=2)
"""How long after something was created it may be complete."""
_LONGEST = 7 * 24 * 60 * 60


class Draft:
    """One answer in the making: where its values are drawn from, its moments, and the values that recur in it.

    `asked` is what the caller sent or gave, by member name; `service` is the service's name in ARNs. What happened lies
    before `now`; what expires does so after `told_at`, when the answer is given. An ARN that was asked with says which
    account and region the answer is of.
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
        self.aws = _at_home_of(asked, aws)
        self.random: Random = aws.generator.random
        self.service = service_in_arns(service)
        self.asked = asked
        self.has_looked_ahead = False
        self._now = now
        self._told_at = told_at or now
        self._recurring: dict[str, str] = {}
        self._asked_in_words = {snake(name): value for name, value in asked.items()}
        self._structures: list[dict[str, Any]] = []

    @cached_property
    def moments(self) -> list[datetime]:
        """Created, started, updated, completed: the same for the whole answer, and in this order."""
        (created,) = self.aws.aws_timestamps(1, self._now - PAST, self._now)
        return [created, *self.aws.aws_timestamps(3, created, min(self._now, created + _LASTS))]

    def expiry(self, *, is_far: bool = False) -> datetime:
        """When what the answer gives expires: an hour after it is given, or as long as was asked for; or in a year."""
        self.has_looked_ahead = True
        if is_far:
            return self._told_at.replace(microsecond=0) + A_YEAR
        asked = self.asked.get("DurationSeconds")
        seconds = asked if isinstance(asked, int) and 0 < asked <= _LONGEST else 3600
        return self._told_at.replace(microsecond=0) + timedelta(seconds=seconds)

    def recall(self, name: str) -> str | None:
        """The text that members of this name have in this answer, if one is known."""
        asked = self.asked.get(name)
        return asked if isinstance(asked, str) else self._recurring.get(snake(name))

    def remember(self, name: str, text: str) -> None:
        """Let later members of this name have the same text."""
        self._recurring.setdefault(snake(name), text)

    def recurring(self, name: str, make: Callable[[], str]) -> str:
        """The known text of this name, or a new one that is known from now on."""
        known = self.recall(name)
        if known is None:
            known = make()
            self.remember(name, known)
        return known

    def begin_structure(self) -> dict[str, Any]:
        """The members of a structure in the making, by their words: what is drawn in it later can look at them."""
        members: dict[str, Any] = {}
        self._structures.append(members)
        return members

    def end_structure(self) -> None:
        """The structure that was begun last is whole."""
        self._structures.pop()

    def entry(self, key: str, make: Callable[[Draft], Any]) -> Any:
        """The value of an entry of a map: it stands beside its key."""
        self.begin_structure()["key"] = key
        made = make(self)
        self.end_structure()
        return made

    def each(self, count: int, make: Callable[[Draft], Any]) -> list[Any]:
        """The items of a list: what recurs in one of them recurs in that one only."""
        if count == 1:
            return [make(self)]
        before, items = dict(self._recurring), []
        for number in range(count):
            first = self._recurring
            self._recurring = first if number == 0 else dict(before)
            items.append(make(self))
            self._recurring = first
        return items

    def beside(self, words: str) -> str | None:
        """The text of the member of the same structure that is called by these words."""
        return _text(self._structures[-1].get(words)) if self._structures else None

    def around(self, words: str) -> str | None:
        """The text that is called by these words: beside, further out, in the request, or anywhere before."""
        for members in (*reversed(self._structures), self._asked_in_words):
            text = _text(members.get(words))
            if text:
                return text
        return self._recurring.get(words)


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else None


def _at_home_of(asked: Mapping[str, object], aws: AwsProvider) -> AwsProvider:
    told = [found for value in asked.values() if isinstance(value, str) and (found := _ARN.match(value))]
    region = next((found["region"] for found in told if found["region"]), aws.aws_region())
    account = next((found["account"] for found in told if found["account"]), aws.aws_account_id())
    if (account, region) == (aws.aws_account_id(), aws.aws_region()):
        return aws
    return AwsProvider(aws.generator, account=account, region=region)


_ARN = re.compile(r"arn:[a-z-]+:[a-z0-9-]+:(?P<region>[a-z]+(-[a-z]+)+-\d+)?:(?P<account>\d{12})?:")
