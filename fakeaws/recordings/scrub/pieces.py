"""Pieces of a text that are in a dress of their own: percent escapes, base64, escapes of JSON."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import quote, unquote

Change: TypeAlias = Callable[[str], str]
Open: TypeAlias = Callable[[bytes, Change], bytes]
"""What changes the text in bytes, be they compressed or not."""


def within_pieces(text: str, change: Change, opened: Open) -> str:
    """The text with its pieces changed; those in which nothing changes stay as they were."""
    readable = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if readable != text and change(readable) != readable:
        text = readable
    if "%" in text or "://" in text:
        text = _PERCENT.sub(lambda match: _percent(match[0], change), text)
    return _BASE64.sub(lambda match: recoded(match[0], change, opened) or match[0], text)


def recoded(text: str, change: Change, opened: Open) -> str | None:
    """A text of base64 with what is in it changed, in its own alphabet, lines and padding; None where nothing is."""
    lines = text.split()
    bare = "".join(lines).translate(_USUAL).rstrip("=")
    try:
        body = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error:
        return None
    changed = opened(body, change)
    if changed == body:
        return None
    encode = base64.urlsafe_b64encode if {*text} & {*"-_"} else base64.b64encode
    told = encode(changed).decode()
    told = told if text.endswith("=") or not len("".join(lines)) % 4 else told.rstrip("=")
    if len(lines) == 1:
        return told
    width = len(lines[0])
    end = re.search(r"\r?\n", text)
    return (end[0] if end else "\n").join(told[at : at + width] for at in range(0, len(told), width))


def _percent(piece: str, change: Change) -> str:
    plain = unquote(piece)
    changed = change(plain)
    return piece if changed == plain else quote(changed, safe="")


_USUAL = str.maketrans("-_", "+/")
_ESCAPE = re.compile(r"(?<!\\)\\u00(2[013-9a-fA-F]|[3467][0-9a-eA-E]|[3456]f|[346]F|5[0-9abdefABDEF])")
"""Of what may as well stand plainly in JSON: neither a quote nor a backslash."""
_PERCENT = re.compile(r"(?:[\w.~!*'()+-]|%[0-9A-Fa-f]{2})+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{20,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}")
