"""Stand-ins for secrets: made with a key, so that nobody without it can try candidates; the same secret, the same one.

A stand-in shows that it is one, so that a scrubbed file can be scrubbed again, or looked at in a pre-commit hook,
without the key: by a reserved range, by the word EXAMPLE, or by a checksum in its last characters.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import string
from collections.abc import Iterator


class StandIns:
    """Makes stand-ins with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def alike(self, secret: str) -> str:
        """Text with letters for letters and digits for digits, and all other characters as they were.

        Short text becomes `x`, `X` and `0`.
        """
        letters = _alphabets(secret)
        places = [at for at, alphabet in enumerate(letters) if alphabet]
        if len(places) < _SHORTEST:
            return "".join(_plain(char) for char in secret)
        stream = self._numbers("alike", secret)
        drawn = [_pick(alphabet, stream) if alphabet else char for alphabet, char in zip(letters, secret, strict=True)]
        return _sealed(drawn, letters, places)

    def bytes_alike(self, secret: bytes) -> bytes:
        """So many bytes, the last eight of them a checksum; zeros for a few."""
        if len(secret) < _FEW_BYTES or is_bytes_alike(secret):
            return secret if is_bytes_alike(secret) else bytes(len(secret))
        stream = self._numbers("bytes", secret.hex())
        body = bytes(next(stream) for _ in secret[:-_LONGEST_SEAL])
        return body + hashlib.sha256(b"fakeaws" + body).digest()[:_LONGEST_SEAL]

    def account(self, secret: str) -> str:
        """Twelve digits that begin with two zeros and end in a checksum."""
        stream = self._numbers("account", secret)
        body = "00" + "".join(str(next(stream) % 10) for _ in range(6))
        return body + _checksum(body, 4)

    def example(self, secret: str, *, keep: int, end: str = "EXAMPLE") -> str:
        """Text of the same length and alphabet that keeps its first characters and ends in EXAMPLE."""
        stream = self._numbers("example", secret)
        middle = secret[keep : max(keep, len(secret) - len(end))]
        return secret[:keep] + "".join(_pick(_alphabet(char) or char, stream) for char in middle) + end

    def token_example(self, secret: str, *, keep: int) -> str:
        """Text of the same length and alphabet that says EXAMPLE right after its first characters."""
        rest = self.example(secret[keep:], keep=0, end="")
        return f"{secret[:keep]}EXAMPLE{rest[len('EXAMPLE') :]}"

    def address(self, secret: str) -> str:
        """An IP address in a range that is set aside for tests: alike for alike, private for private."""
        address = ipaddress.ip_address(secret)
        network = _PRIVATE if address.version == _V4 and address.is_private else _PUBLIC[address.version]
        number = int.from_bytes(self._digest("address", address.exploded)[:16], "big")
        return str(network[number % network.num_addresses])

    def email(self, secret: str) -> str:
        return f"user-{self._digest('email', secret.lower()).hex()[:12]}@example.com"

    def telephone(self, secret: str) -> str:
        """A number of as many digits under a country code that nobody has."""
        stream = self._numbers("telephone", secret)
        return _NOBODYS_CODE + "".join(str(next(stream) % 10) for _ in secret[len(_NOBODYS_CODE) :])

    def token(self, secret: str) -> str:
        """A JSON Web Token that is signed by nobody and names its subject alone."""
        claims = f'{{"sub":"{self._digest("token", secret).hex()[:12]}"}}'
        return f"{_UNSIGNED}{base64.urlsafe_b64encode(claims.encode()).decode().rstrip('=')}.EXAMPLE"

    def number(self, secret: str) -> int:
        """A number that belongs to the secret."""
        return int.from_bytes(self._digest("number", secret)[:8], "big")

    def _numbers(self, kind: str, secret: str) -> Iterator[int]:
        """Numbers without an end that belong to the secret."""
        round_ = 0
        while True:
            yield from self._digest(f"{kind} {round_}", secret)
            round_ += 1

    def _digest(self, kind: str, secret: str) -> bytes:
        return hmac.digest(self._key, f"{kind}\0{secret}".encode("utf-8", "surrogatepass"), hashlib.sha256)


def is_alike(text: str) -> bool:
    """Whether the text is what `alike` makes."""
    letters = _alphabets(text)
    places = [at for at, alphabet in enumerate(letters) if alphabet]
    if len(places) < _SHORTEST:
        return all(text[at] in _PLAIN for at in places)
    return _sealed(list(text), letters, places) == text


def is_bytes_alike(value: bytes) -> bool:
    """Whether the bytes are what `bytes_alike` makes."""
    body, seal = value[:-_LONGEST_SEAL], value[-_LONGEST_SEAL:]
    return not any(value) or hashlib.sha256(b"fakeaws" + body).digest()[:_LONGEST_SEAL] == seal


def is_account(text: str) -> bool:
    """Whether the account is what `account` makes, or one of those in AWS's documentation."""
    return text in _DOCUMENTED or len(set(text)) == 1 or (text.startswith("00") and _checksum(text[:8], 4) == text[8:])


def is_example(text: str) -> bool:
    return "EXAMPLE" in text


def is_address(text: str) -> bool:
    """Whether the address means nobody's machine in particular."""
    address = ipaddress.ip_address(text)
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified:
        return True
    return any(address in network for network in _HARMLESS if network.version == address.version)


def is_email(text: str) -> bool:
    return text.lower().endswith(("@example.com", "@example.org", "@example.net", ".example"))


def is_telephone(text: str) -> bool:
    return text.startswith((_NOBODYS_CODE, "+1555"))


def is_token(text: str) -> bool:
    return text.startswith(_UNSIGNED) and text.endswith(".EXAMPLE")


def _sealed(chars: list[str], letters: list[str], places: list[int]) -> str:
    """The characters, the last of those at `places` replaced by a checksum of the rest, each of its alphabet."""
    seal = places[-min(_LONGEST_SEAL, len(places) // 2) :]
    for at in seal:
        chars[at] = letters[at][0]
    digest = hashlib.sha256(("fakeaws" + "".join(chars)).encode("utf-8", "surrogatepass")).digest()
    for at, number in zip(seal, digest, strict=False):
        chars[at] = letters[at][number % len(letters[at])]
    return "".join(chars)


def _checksum(text: str, digits: int) -> str:
    number = int.from_bytes(hashlib.sha256(f"fakeaws {text}".encode()).digest()[:8], "big")
    return str(number % 10**digits).zfill(digits)


def _alphabets(text: str) -> list[str]:
    """For each character those that may stand for it, none where it stays; what is hexadecimal stays so."""
    letters = [char for char in text if char.isascii() and char.isalnum()]
    is_hexadecimal = len(letters) >= _LONG_AS_A_UUID and all(char in _HEXADECIMAL for char in letters)
    return [_HEXADECIMAL if is_hexadecimal and char in _HEXADECIMAL else _alphabet(char) for char in text]


def _alphabet(char: str) -> str:
    known = (string.digits, string.ascii_lowercase, string.ascii_uppercase)
    return next((alphabet for alphabet in known if char in alphabet), "")


def _plain(char: str) -> str:
    alphabet = _alphabet(char)
    return _PLAIN[(string.ascii_lowercase, string.ascii_uppercase, string.digits).index(alphabet)] if alphabet else char


def _pick(alphabet: str, stream: Iterator[int]) -> str:
    return alphabet[next(stream) % len(alphabet)]


_SHORTEST = 8
_FEW_BYTES = 16
_LONGEST_SEAL = 8
_LONG_AS_A_UUID = 32
_HEXADECIMAL = string.digits + "abcdef"
_PLAIN = "xX0"
_V4 = 4
_NOBODYS_CODE = "+999"
_PUBLIC = {4: ipaddress.ip_network("198.18.0.0/15"), 6: ipaddress.ip_network("2001:db8::/32")}
_PRIVATE = ipaddress.ip_network("10.254.0.0/15")
_HARMLESS = [
    *_PUBLIC.values(),
    _PRIVATE,
    *map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4")),
]
_UNSIGNED = "eyJhbGciOiJub25lIn0."  # {"alg":"none"}
_DOCUMENTED = frozenset(
    # The accounts of AWS's own examples.
    {"123456789012", "111122223333", "444455556666", "777788889999", "555566667777", "210987654321", "012345678901"}
)
