"""The key of the stand-ins: the user's own, or one that this machine keeps."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from fakeaws.errors import InputError

VARIABLE = "FAKEAWS_SCRUB_KEY"


def scrub_key(file: str | None = None, environment: Mapping[str, str] | None = None) -> bytes:
    """The key in a file, else in the variable FAKEAWS_SCRUB_KEY, else the one of this machine, made when first needed.

    Raises InputError for a key that is too short to keep a secret, or that cannot be read or written.
    """
    environment = os.environ if environment is None else environment
    if file is not None:
        return _long_enough(file, _read(Path(file)))
    if environment.get(VARIABLE):
        return _long_enough(VARIABLE, environment[VARIABLE].encode())
    place = home(environment)
    return _long_enough(str(place), _read(place) if place.exists() else _made(place))


def home(environment: Mapping[str, str]) -> Path:
    """Where this machine keeps its key."""
    base = environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "~")).expanduser() / ".config"
    return Path(base) / "fakeaws" / "scrub-key"


def _made(place: Path) -> bytes:
    """A new key, in a file that only its owner reads; where another process was faster, its key."""
    key = secrets.token_hex(32).encode()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{secrets.token_hex(8)}.draft")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(key)
            os.link(draft, place)  # whole or not at all, and never over another's
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError:
        return _read(place)
    except OSError as error:
        raise InputError(
            str(place), f"the key for scrubbing cannot be kept here: {error.strerror}. {_REMEDY}"
        ) from None
    return key


def _read(place: Path) -> bytes:
    try:
        return place.read_bytes().strip()
    except OSError as error:
        raise InputError(str(place), f"the key for scrubbing cannot be read: {error.strerror}. {_REMEDY}") from None


def _long_enough(place: str, key: bytes) -> bytes:
    if len(key) < _SHORTEST:
        raise InputError(place, f"a key for scrubbing has at least {_SHORTEST} bytes, this one {len(key)}.")
    return key


_SHORTEST = 16
_REMEDY = f"Give one in the variable {VARIABLE}, or to fakeaws scrub with --key-file FILE."
