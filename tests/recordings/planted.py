"""Secrets made for tests: of each kind several, none of which is anybody's."""

from __future__ import annotations

import base64
import json
import string
from collections.abc import Callable
from random import Random

LETTERS = string.ascii_lowercase
LETTERS_AND_DIGITS = string.ascii_letters + string.digits
UPPER_AND_DIGITS = string.ascii_uppercase + string.digits


def secrets_of(kind: str, count: int) -> list[str]:
    """So many secrets of a kind, the same each time."""
    draw = Random(f"planted {kind}")
    return [KINDS[kind](draw) for _ in range(count)]


def _some(draw: Random, alphabet: str, length: int) -> str:
    return "".join(draw.choices(alphabet, k=length))


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _secret_key(draw: Random) -> str:
    """Forty characters as AWS draws them: letters of both cases, and digits."""
    return "aB3" + _some(draw, LETTERS_AND_DIGITS + "/+", 34) + "Zy9"


def _token(draw: Random) -> str:
    claims = _base64(json.dumps({"sub": _some(draw, LETTERS, 12)})).rstrip("=")
    return f"eyJhbGciOiJIUzI1NiJ9.{claims}.{_some(draw, LETTERS_AND_DIGITS + '-_', 43)}"


def _address(draw: Random) -> str:
    return f"{draw.choice((18, 34, 52, 54))}.{draw.randrange(256)}.{draw.randrange(256)}.{draw.randrange(1, 255)}"


def _host(draw: Random) -> str:
    return f"ip-172-31-{draw.randrange(256)}-{draw.randrange(1, 255)}.ec2.internal"


def _private_key(draw: Random) -> str:
    lines = "\n".join(_some(draw, LETTERS_AND_DIGITS + "/+", 64) for _ in range(4))
    return f"-----BEGIN RSA PRIVATE KEY-----\n{lines}\n-----END RSA PRIVATE KEY-----"


KINDS: dict[str, Callable[[Random], str]] = {
    "account id": lambda draw: f"{draw.randrange(2 * 10**11, 10**12)}",
    "access key id": lambda draw: "AKIA" + _some(draw, UPPER_AND_DIGITS, 16),
    "temporary access key id": lambda draw: "ASIA" + _some(draw, UPPER_AND_DIGITS, 16),
    "user id": lambda draw: "AIDA" + _some(draw, UPPER_AND_DIGITS, 17),
    "role id": lambda draw: "AROA" + _some(draw, UPPER_AND_DIGITS, 17),
    "secret access key": _secret_key,
    "session token": lambda draw: "IQoJb3JpZ2luX2Vj" + _some(draw, LETTERS_AND_DIGITS + "/+", 200) + "==",
    "signature": lambda draw: f"Signature={_some(draw, '0123456789abcdef', 64)}",
    "canonical user id": lambda draw: _some(draw, "0123456789abcdef", 64),
    "JSON web token": _token,
    "bearer token": lambda draw: f"Bearer {_some(draw, LETTERS_AND_DIGITS, 40)}",
    "basic authorization": lambda draw: (
        "Basic " + base64.b64encode(_some(draw, LETTERS_AND_DIGITS, 24).encode()).decode()
    ),
    "private key": _private_key,
    "password": lambda draw: _some(draw, LETTERS_AND_DIGITS, 14),
    "password in a URL": lambda draw: f"postgres://app:{_some(draw, LETTERS_AND_DIGITS, 16)}@db.internal:5432/app",
    "GitHub token": lambda draw: "ghp_" + _some(draw, LETTERS_AND_DIGITS, 36),
    "Slack token": lambda draw: "xoxb-" + _some(draw, string.digits, 12) + "-" + _some(draw, LETTERS_AND_DIGITS, 24),
    "e-mail address": lambda draw: (
        f"{_some(draw, string.ascii_lowercase, 9)}@corp-{_some(draw, string.ascii_lowercase, 5)}.com"
    ),
    "telephone number": lambda draw: f"+4479{_some(draw, string.digits, 8)}",
    "IP address": _address,
    "private IP address": lambda draw: f"172.{draw.randrange(16, 32)}.{draw.randrange(256)}.{draw.randrange(1, 255)}",
    "IPv6 address": lambda draw: "2600:1f18:" + ":".join(f"{draw.randrange(4096, 65536):x}" for _ in range(6)),
    "IP address in a host name": _host,
}
PARTS: dict[str, Callable[[str], list[str]]] = {
    # What of a planted text is secret, where that is not all of it.
    "signature": lambda text: [text.partition("=")[2]],
    "bearer token": lambda text: [text.partition(" ")[2]],
    "basic authorization": lambda text: [text.partition(" ")[2]],
    "private key": lambda text: text.splitlines()[1:-1],
    "password in a URL": lambda text: [text.split(":")[2].partition("@")[0]],
    "GitHub token": lambda text: [text[4:]],
    "Slack token": lambda text: [text.rpartition("-")[2]],
    "IP address in a host name": lambda text: [text.partition(".")[0]],
}


def parts_of(kind: str, text: str) -> list[str]:
    """What must not survive of a planted text."""
    return PARTS[kind](text) if kind in PARTS else [text]
