"""Values without parts, as boto3 gives and takes them, and documents, which hold what JSON does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from hypothesis import strategies as st

from fakeaws.model import Shape
from fakeaws.strategies.texts import Site, texts


def leaf(shape: Shape, site: Site) -> st.SearchStrategy[Any]:
    """The values of a shape without parts; they shrink to 0, False, nothing, and the beginning of 2000."""
    return _LEAVES[shape.type_name](shape, site)


def documents() -> st.SearchStrategy[Any]:
    """What a document holds: JSON of a few parts; None only within."""
    return _PLAIN | _PARTS


def json_objects() -> st.SearchStrategy[dict[str, Any]]:
    """What a policy or another text of JSON holds once botocore has read it."""
    return st.dictionaries(_KEYS, documents(), max_size=_FEW)


def _string(shape: Shape, site: Site) -> st.SearchStrategy[Any]:
    return json_objects().map(json.dumps) if shape.serialization.get("jsonvalue") else texts(shape, site)


def _integer(bits: int) -> Callable[[Shape, Site], st.SearchStrategy[int]]:
    def integers(shape: Shape, _: Site) -> st.SearchStrategy[int]:
        least, most = shape.metadata.get("min", -(2 ** (bits - 1))), shape.metadata.get("max", 2 ** (bits - 1) - 1)
        return st.integers(int(least), max(int(least), int(most)))

    return integers


def _number(shape: Shape, _: Site) -> st.SearchStrategy[float]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    return st.floats(least, most, allow_nan=False, allow_infinity=False)


def _blob(shape: Shape, _: Site) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=int(shape.metadata.get("min", 0)), max_size=shape.metadata.get("max"))


def _timestamp(shape: Shape, site: Site) -> st.SearchStrategy[datetime]:
    """Times in UTC, to the millisecond; to the second where they travel as an HTTP date."""
    form = shape.serialization.get("timestampFormat", "rfc822" if site == "header" else "")
    step = 1_000_000 if form == "rfc822" else 1_000
    moments = st.datetimes(_EARLIEST, _LATEST, timezones=st.just(timezone.utc))
    return moments.map(lambda at: at.replace(microsecond=at.microsecond // step * step, fold=0))


_FEW = 3
_EARLIEST, _LATEST = datetime(1970, 1, 1), datetime(2099, 12, 31)  # noqa: DTZ001  # as st.datetimes wants them
_KEYS = st.text(st.characters(min_codepoint=0x61, max_codepoint=0x7A), min_size=1, max_size=8)
_PLAIN: st.SearchStrategy[Any] = (
    st.booleans()
    | st.integers(-(2**31), 2**31 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")))
)
_PARTS: st.SearchStrategy[Any] = st.recursive(
    st.none() | _PLAIN,
    lambda part: st.lists(part, max_size=_FEW) | st.dictionaries(_KEYS, part, max_size=_FEW),
    max_leaves=5,
).filter(lambda whole: whole is not None)

_LEAVES: dict[str, Callable[[Shape, Site], st.SearchStrategy[Any]]] = {
    "string": _string,
    "character": _string,
    "boolean": lambda _shape, _site: st.booleans(),
    "integer": _integer(32),
    "long": _integer(64),
    "float": _number,
    "double": _number,
    "blob": _blob,
    "timestamp": _timestamp,
}
