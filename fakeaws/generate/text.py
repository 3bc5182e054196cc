"""Texts that fit their shape: drawn from a hint or a candidate, tried against length and pattern."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass

from fakeaws.generate.draft import Draft
from fakeaws.generate.hints import Maker, arn_text, hint, iso, moment, name_text, tells_of_trouble
from fakeaws.generate.place import Place, snake
from fakeaws.model import Shape
from fakeaws.schema.patterns import compiled


@dataclass(frozen=True, slots=True)
class TextRule:
    """What a string shape asks of a text. Its pattern may match anywhere: that is how services read it."""

    least: int
    most: int | None
    pattern: re.Pattern[str] | None
    choices: tuple[str, ...]

    @staticmethod
    def of(shape: Shape) -> TextRule:
        limits = shape.metadata
        pattern = compiled(limits["pattern"]) if "pattern" in limits else None
        return TextRule(int(limits.get("min", 0)), limits.get("max"), pattern, tuple(limits.get("enum", ())))

    def allows(self, text: str) -> bool:
        """Whether the shape takes this text."""
        if self.choices:
            return text in self.choices
        if len(text) < self.least or (self.most is not None and len(text) > self.most):
            return False
        return self.pattern is None or self.pattern.search(text) is not None

    def allows_all_of(self, text: str) -> bool:
        """Whether the shape's pattern matches the text from end to end."""
        return self.allows(text) and (self.pattern is None or self.pattern.fullmatch(text) is not None)

    def sized(self, text: str) -> str:
        """The text, cut or repeated to the shape's length."""
        if len(text) < self.least:
            return ((text or "x") * self.least)[: self.least]
        return text if self.most is None else text[: int(self.most)]


def drawer_of_text(shape: Shape, place: Place, probe: Draft) -> Callable[[Draft], str | None] | None:
    """What draws the texts of such a member; it gives None where the member had better be left out.

    There is no drawer for an optional member whose pattern none of our candidates matches.
    """
    rule, required = TextRule.of(shape), place.required
    if rule.choices:
        choices = [one for one in rule.choices if not tells_of_trouble(snake(one))] or rule.choices
        return lambda draft: draft.random.choice(choices)
    makers = _fitting(rule, place, probe) or (_CANDIDATES if required else ())
    if not makers:
        return None

    def draw(draft: Draft) -> str | None:
        for maker in makers:
            text = rule.sized(maker(draft, place))
            if rule.allows(text):
                return text
        return text if required else None

    return draw


def _fitting(rule: TextRule, place: Place, probe: Draft) -> tuple[Maker, ...]:
    """The makers whose texts the rule allows: those that match from end to end first, in the order of the table."""
    hinted = hint(place.words)
    makers = (hinted, *_CANDIDATES) if hinted else _CANDIDATES
    if rule.pattern is None:
        return makers[:1]
    tried = [(maker, rule.sized(maker(probe, place))) for maker in makers]
    whole = [maker for maker, text in tried if rule.allows_all_of(text)]
    return tuple(whole or [maker for maker, text in tried if rule.allows(text)])


def _drawn(alphabet: str, length: int) -> Maker:
    return lambda draft, _: "".join(draft.random.choices(alphabet, k=length))


_CANDIDATES: tuple[Maker, ...] = (
    name_text,
    _drawn(string.ascii_lowercase + string.digits, 7),
    lambda draft, _: draft.aws.aws_account_id(),
    lambda draft, _: draft.aws.aws_uuid(),
    lambda draft, _: draft.aws.aws_region(),
    arn_text,
    lambda draft, _: draft.aws.aws_role_arn(),
    _drawn(string.ascii_lowercase, 10),
    _drawn(string.ascii_uppercase, 10),
    _drawn("0123456789abcdef", 32),
    lambda draft, place: iso(moment(draft, place.words)),
    lambda draft, _: f"s3://{draft.aws.aws_bucket_name()}/object",
    lambda draft, _: f"https://{draft.aws.aws_name()}.example.com/",
    lambda draft, _: f"/{draft.aws.aws_name()}",
    lambda draft, _: f"{draft.aws.aws_name()}@example.com",
    lambda _draft, _: "10.0.0.1",
    lambda _draft, _: "1",
    lambda _draft, _: "1.0.0",
)
