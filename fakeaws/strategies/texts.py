"""Texts of all that their shape allows, in letters that their place on the wire can hold."""

from __future__ import annotations

import functools
from typing import Literal, TypeAlias

from hypothesis import strategies as st

from fakeaws.model import Shape
from fakeaws.strategies.patterns import Demand, can_be_met, matching

Site: TypeAlias = Literal["body", "header", "header list", "header name", "label"]
"""Where on the wire a text stands. An element of a header list holds no comma; a label in a path is not empty."""


def texts(shape: Shape, site: Site) -> st.SearchStrategy[str]:
    """The texts that a string shape allows, from the first of its values, or the shortest."""
    values = _values(shape)
    if values:
        return st.sampled_from(values)
    demand = _demand(shape)
    return _others(demand, site)


def has_any_text(shape: Shape) -> bool:
    """Whether the model allows any text at all: a few shapes have a pattern that is longer than their length."""
    return bool(_values(shape)) if shape.metadata.get("enum") else can_be_met(_demand(shape))


def _values(shape: Shape) -> list[str]:
    demand = _demand(shape)
    return [value for value in shape.metadata.get("enum", ()) if demand.allows(value)]


def _demand(shape: Shape) -> Demand:
    limits = shape.metadata
    pattern = limits.get("pattern") or _PATTERNS_OF_BOTO3.get(shape.name, "")
    most = limits.get("max")
    return Demand(pattern, max(0, int(limits.get("min", 0))), int(most) if most is not None and most >= 0 else None)


@functools.lru_cache(maxsize=4096)
def _others(demand: Demand, site: Site) -> st.SearchStrategy[str]:
    least = max(demand.least, 0 if site == "body" else 1)
    if demand.pattern:
        return matching(demand, _ALPHABETS[site]).filter(lambda text: len(text) >= least)
    return st.text(_ALPHABETS[site], min_size=least, max_size=demand.most)


_PATTERNS_OF_BOTO3 = {
    # By shape: what boto3 wants although the model says nothing: VALID_BUCKET in botocore.handlers, and the
    # TypeDeserializer of boto3.dynamodb.
    "BucketName": r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
    "NumberAttributeValue": r"0|-?[1-9][0-9]{0,9}|-?[0-9]{1,5}\.[0-9]{1,5}",
}
_WRITTEN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
"""No control characters: XML holds none of them, and changes the ends of lines."""
_PRINTED = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
_ALPHABETS: dict[Site, st.SearchStrategy[str]] = {
    "body": _WRITTEN,
    "header": _PRINTED,
    "header list": st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters=',"\\'),
    "header name": st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"),
    "label": _WRITTEN,
}
