"""Secrets that show by what they are called: members, headers, parameters of a URL, environment variables."""

from __future__ import annotations

import functools
import re

from fakeaws.generate.place import snake


def kind_named(name: str, text: str) -> str | None:
    """What kind of secret a text of this name is; None for an ordinary one."""
    if _CANONICAL_USER.fullmatch(text) and snake(name) in _OF_USERS:
        return "canonical user id"
    if text.rstrip(",").endswith("/aws4_request"):
        return None  # the key's id in a signature, with the scope that tells the service
    return _kind_of(name)


@functools.lru_cache(maxsize=4096)
def _kind_of(name: str) -> str | None:
    words = snake(name)
    return next((kind for kind, pattern in _NAMES if pattern.search(words)), None)


_CANONICAL_USER = re.compile(r"[0-9a-f]{64}")
_OF_USERS = frozenset({"id", "canonical_user", "canonical_user_id", "owner_id", "x_amz_grant_read"})

_NAMES = (
    ("session token", re.compile(r"(^|_)(session|security)_token$")),
    ("secret access key", re.compile(r"(^|_)secret_access_key$")),
    ("signature", re.compile(r"^(x_amz_)?signature$")),
    ("cookie", re.compile(r"^(set_)?cookie$")),
    ("authorization", re.compile(r"(^|_)authorization_token$")),
    (
        "password",
        re.compile(
            r"(^|_)(pass(word|wd|phrase|code)?|pwd|secret|secret_(string|key|value|hash)|client_secret|api_?key|private_key"
            r"|(access|refresh|id|auth|bearer|oauth|api)_?token|shared_key|secret_binary|credential|passwords|secrets|otp)$"
        ),
    ),
)
