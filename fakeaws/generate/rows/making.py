"""What rows are made of: makers of texts, by themselves or from a few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from fakeaws.generate.aws.ec2_prefixes import EC2_PREFIXES
from fakeaws.generate.draft import Draft
from fakeaws.generate.hints import moment
from fakeaws.generate.naming import arn_of
from fakeaws.generate.nouns import readings
from fakeaws.generate.place import Place

Maker: TypeAlias = Callable[[Draft, Place], str]
"""Makes the text of the member at a place."""
Rows: TypeAlias = tuple[tuple[str, Maker], ...]
"""Which words ask for which maker, searched from the top."""


def one_of(*texts: str) -> Maker:
    """A maker that draws one of these texts."""
    return lambda draft, _: draft.random.choice(texts)


def by(other: str, texts: Mapping[str, str]) -> Maker:
    """A maker of the text that goes with that of another member beside it."""
    return lambda draft, _: texts.get(draft.beside(other) or "", next(iter(texts.values())))


def arn(service: str, kind: str, noun: str = "") -> Maker:
    """A maker of ARNs of one type of resource, whatever the member is called."""
    return lambda draft, place: arn_of(draft, place, service, kind, noun or kind.replace("-", "_"))


def iam_id(kind: str) -> Maker:
    """A maker of the unique ids of one kind of thing in IAM."""
    return lambda draft, _: draft.aws.aws_iam_id(kind)


def ec2_id(draft: Draft, place: Place) -> str:
    """An id of EC2 by what the member is called after; of a kind that EC2 has not, in the same form."""
    stem = _ID.sub("", readings(place)[0])
    known = next((end for start in range(len(stem)) if (end := stem[start:]) in EC2_PREFIXES), None)
    return draft.aws.aws_prefixed_id(EC2_PREFIXES[known] if known else stem.replace("_", "-") or "id")


def epoch_seconds(draft: Draft, place: Place) -> str:
    return str(int(moment(draft, place.words).timestamp()))


def epoch_milliseconds(draft: Draft, place: Place) -> str:
    return str(int(moment(draft, place.words).timestamp() * 1000))


_ID = re.compile(r"_?(id|ids|identifier|identifiers)$")
