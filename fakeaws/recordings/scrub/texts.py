"""Texts within texts: JSON, XML, parameters of a URL and base64, each opened, changed within, and closed as it was."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from fakeaws.recordings.scrub.pieces import recoded
from fakeaws.recordings.scrub.xml_texts import Change, within_xml


def within(text: str, name: str, change: Change, document: Callable[[Any, str], Any]) -> str | None:
    """The text with what is in it changed; None where it is no text of texts. `document` changes what JSON holds."""
    head = text.lstrip()[:1]
    if (changed := _json(text, name, document)) is not None:
        return changed
    if head == "<":
        return within_xml(text, name, change)
    changed = _base64(text, lambda inner: change(inner, name))
    if changed is None and _PARAMETERS.fullmatch(text):
        changed = _parameters(text, change)
    elif changed is None and (match := _URL.fullmatch(text)):
        changed = change(match["place"], name) + "?" + _parameters(match["parameters"], change)
    return None if changed == text else changed


def opened(body: bytes, change: Callable[[str], str]) -> bytes:
    """A body with the text in it changed, be it compressed or not; others as they are."""
    if body.startswith(GZIP):
        plain = unpacked(body)
        changed = None if plain is None else opened(plain, change)
        return body if changed in (None, plain) else gzip.compress(changed or b"", mtime=0)
    encoding = "utf-16-le" if len(body) > 1 and not any(body[1::2]) else "utf-8"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        return body
    changed_text = change(text)
    return body if changed_text == text else changed_text.encode(encoding)


def unpacked(body: bytes) -> bytes | None:
    """What gzip packed, unless it is broken or too large to be a body."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, _LARGEST)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else plain


def _json(text: str, name: str, document: Callable[[Any, str], Any]) -> str | None:
    held = held_in_json(text)
    changed = None if held is None else document(held, name)
    if changed is None or changed == held:
        return None if held is None else text
    return as_json(changed, like=text)


def held_in_json(text: str) -> Any:
    """The object or list that a text of JSON holds; None for other texts."""
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def as_json(value: Any, *, like: str = "") -> str:
    """The value as JSON, laid out like another text."""
    text = like
    separators = (", ", ": ") if re.search(r'": ', text) else (",", ":")
    found = re.search(r"\n( +)\S", text)
    indent = len(found[1]) if found else None
    return json.dumps(value, ensure_ascii=text.isascii(), separators=None if indent else separators, indent=indent)


def _parameters(text: str, change: Change) -> str:
    return "&".join(_parameter(pair, change) for pair in text.split("&"))


def _parameter(pair: str, change: Change) -> str:
    name, equals, said = pair.partition("=")
    plain = unquote_plus(said)
    changed = change(plain, unquote_plus(name).rpartition(".")[2])
    return pair if changed == plain else f"{name}{equals}{quote_plus(changed)}"


def _base64(text: str, change: Callable[[str], str]) -> str | None:
    return recoded(text, change, opened) if _BASE64.fullmatch(text) else None


_PARAMETERS = re.compile(r"[A-Za-z][\w.%-]{0,127}=[^&\s]*(?:&[\w.%-]{1,128}=[^&\s]*)*")
_URL = re.compile(r"(?P<place>(?:[a-z]+://|/)[^\s?]*)\?(?P<parameters>[^\s]+)")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
GZIP = b"\x1f\x8b"
_LARGEST = 256 * 1024 * 1024
