"""What still looks like a secret in something that is about to be written."""

from __future__ import annotations

import base64
import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from fakeaws.recordings.scrub.kinds import ALONE, KINDS, Kind


def leftovers(document: Any, secrets: Iterable[str]) -> list[str]:
    """What is still there, in words: secrets that were met, in any dress, and those that show by their looks."""
    texts = list(_texts(document, ""))
    whole = "\0".join(text for _, text, _ in texts)
    worn = [dress for secret in secrets if len(secret) >= _TELLING for dress in _dresses(secret) if dress in whole]
    found = [(place, _MET) for place, text, _ in texts if any(dress in text for dress in worn)]
    found += [(one[0], f"what looks like a secret ({name})") for one in texts for name in _looks_of(*one[1:])]
    return sorted({f"{what} at {place or '/'}" for place, what in found})


def _looks_of(text: str, is_binary: bool) -> Iterator[str]:  # noqa: FBT001  # one of the three that `_texts` tells
    for kind in KINDS:
        if kind.name in _UNMISTAKABLE:
            for match in (_in_bytes(kind) if is_binary else kind.pattern).finditer(text):
                start, stop = kind.secret_in(match)
                if not kind.is_harmless(text[start:stop]):
                    yield kind.name


@functools.cache
def _in_bytes(kind: Kind) -> re.Pattern[str]:
    """The pattern for bytes, where a length stands before a text and may look like a letter of it."""
    return re.compile(kind.pattern.pattern.replace(ALONE, ""))


def _texts(value: Any, place: str) -> Iterator[tuple[str, str, bool]]:
    """Every text in a document after its place, keys and bytes too, and whether it is bytes: each a character."""
    match value:
        case Mapping():
            for key, one in value.items():
                yield place, str(key), False
                yield from _texts(one, f"{place}/{key}")
        case list() | tuple():
            for number, one in enumerate(value):
                yield from _texts(one, f"{place}/{number}")
        case bytes() | bytearray():
            yield place, bytes(value).decode("latin-1"), True
        case str():
            yield place, value, False


def _dresses(secret: str) -> Iterator[str]:
    """The secret as it may stand in a text: plain, in a URL, in JSON, and in base64 at each of its three places."""
    plain = secret.encode("utf-8", "surrogatepass")
    yield from {secret, json.dumps(secret)[1:-1], quote(secret, safe=""), quote_plus(secret)}
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + plain).decode()
        inner = encoded[4 if shift else 0 : len(encoded) - len(encoded) % 4 - 4]
        if len(inner) >= _TELLING:
            yield inner


_TELLING = 8
_MET = "a secret that was replaced elsewhere"
_UNMISTAKABLE = frozenset(
    {"private key", "JSON web token", "session token", "access key id", "principal id", "token of another service"}
)
