"""Secrets that show by their looks, wherever they stand; the table is at the end, and is read from the top."""

from __future__ import annotations

import ipaddress
import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from fakeaws.recordings.scrub import stand_ins
from fakeaws.recordings.scrub.stand_ins import StandIns


@dataclass(frozen=True, slots=True)
class Kind:
    """Secrets of one form: where they stand (the group `secret`, or the whole match), and what stands for them.

    `is_harmless` tells of a text that matches that it is no secret: a stand-in, or an example of AWS's own.
    """

    name: str
    pattern: re.Pattern[str]
    stand_in: Callable[[StandIns, str], str]
    is_harmless: Callable[[str], bool]

    def secret_in(self, match: re.Match[str]) -> tuple[int, int]:
        """Where in the text the secret of a match stands."""
        return match.span("secret") if "secret" in self.pattern.groupindex else match.span()


def _alike(made: StandIns, secret: str) -> str:
    return made.alike(secret)


def _is_no_address(text: str) -> bool:
    try:
        return stand_ins.is_address(text)
    except ValueError:
        return True  # 999.1.2.3, or something else with colons


def _address_in_dashes(made: StandIns, secret: str) -> str:
    return made.address(secret.replace("-", ".")).replace(".", "-")


def _is_no_network(text: str) -> bool:
    """Whether a network is harmless: one of so many machines tells of nobody."""
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return True
    return network.prefixlen < _MANY_MACHINES or _is_no_address(str(network.network_address))


def _network(made: StandIns, secret: str) -> str:
    address, _, length = secret.partition("/")
    return str(ipaddress.ip_network(f"{made.address(address)}/{length}", strict=False))


def _is_no_secret_key(text: str) -> bool:
    """Whether forty characters are no secret access key: those are random, in letters of both cases and digits."""
    if stand_ins.is_example(text) or re.fullmatch(r"[0-9a-f]+|[0-9A-F]+|[A-Za-z]+|[\w/]*[a-z]{9,}[\w/]*", text):
        return True
    kinds = (any(map(str.isupper, text)), any(map(str.islower, text)), any(map(str.isdigit, text)))
    return not all(kinds) or _entropy(text) < _RANDOM


def _entropy(text: str) -> float:
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values())


def _example(keep: int, end: str = "EXAMPLE") -> Callable[[StandIns, str], str]:
    return lambda made, secret: made.example(secret, keep=keep, end=end)


_MANY_MACHINES = 16
_RANDOM = 4.2
_B64 = r"[A-Za-z0-9/+]"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
ALONE, _NO_MORE = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"


def _kind(
    name: str,
    pattern: str,
    stand_in: Callable[[StandIns, str], str],
    is_harmless: Callable[[str], bool],
) -> Kind:
    return Kind(name, re.compile(pattern), stand_in, is_harmless)


_LINE = re.compile(r"(?<!\\)[A-Za-z0-9+/=]+|(?<=\\[nr])[A-Za-z0-9+/=]+")
"""A line, its end perhaps as JSON writes it in a text."""


def _arn(made: StandIns, secret: str) -> str:
    *head, account, resource = secret.split(":", 5)
    kind, name = _resource(resource)
    return ":".join([*head, made.account(account) if account.isdigit() else account, kind + made.alike(name)])


def _resource(resource: str) -> tuple[str, str]:
    """What kind of thing an ARN names, with its separator, and which."""
    parts = re.split(r"(?<=[/:])", resource, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) > 1 else ("", resource)


def _url(made: StandIns, secret: str) -> str:
    scheme, _, rest = secret.partition("://")
    return f"{scheme}://{made.alike(rest)}"


def _moment(_: StandIns, secret: str) -> str:
    """The start of the year 2000, written as the secret is."""
    return "2000-01-01" + re.sub(r"\d", "0", secret[10:])


FORMS: tuple[Kind, ...] = (
    # How a text that is a secret as a whole keeps its form, beside those of the table below.
    _kind(
        "ARN",
        r"arn:[^:]*:[^:]*:[^:]*:[^:]*:.+",
        _arn,
        lambda text: stand_ins.is_alike(_resource(text.split(":", 5)[5])[1]),
    ),
    _kind("URL", r"[a-z][a-z0-9+.-]*://.+", _url, lambda text: stand_ins.is_alike(text.partition("://")[2])),
    _kind("time", r"\d{4}-\d\d-\d\d(?:[T ].*)?", _moment, lambda text: not re.search(r"[1-9]", text[10:])),
)

KINDS: tuple[Kind, ...] = (
    _kind(
        "private key",
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?P<secret>[\sA-Za-z0-9+/=\\]+)-----END",
        lambda made, secret: _LINE.sub(lambda line: made.alike(line[0]), secret),
        lambda text: all(map(stand_ins.is_alike, _LINE.findall(text))),
    ),
    _kind(
        "JSON web token",
        rf"{ALONE}eyJ[\w-]{{8,}}\.eyJ[\w-]{{4,}}\.[\w-]+",
        lambda made, secret: made.token(secret),
        stand_ins.is_token,
    ),
    _kind(
        "session token",
        rf"{ALONE}(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz|AQoEXAMPLE){_B64}{{40,}}={{0,2}}",
        lambda made, secret: made.token_example(secret, keep=12),
        stand_ins.is_example,
    ),
    _kind(
        "access key id",
        rf"{ALONE}(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{{12,28}}{_NO_MORE}",
        _example(4),
        stand_ins.is_example,
    ),
    _kind(
        "principal id",
        rf"{ALONE}(?:AIDA|AROA|AGPA|ANPA|ANVA|AIPA|APKA|ASCA)[A-Z0-9]{{12,28}}{_NO_MORE}",
        _example(4),
        stand_ins.is_example,
    ),
    _kind("signature", r"(?i:signature)[=:]\s*(?P<secret>[0-9a-f]{64})(?![0-9a-f])", _alike, stand_ins.is_alike),
    _kind("authorization", r"(?:Bearer|Basic|token) +(?P<secret>[\w.~+/=-]{8,})", _alike, stand_ins.is_alike),
    _kind("password in a URL", r"[a-z][a-z0-9+]*://[^/\s:@]*:(?P<secret>[^/\s:@]+)@", _alike, stand_ins.is_alike),
    _kind(
        "token of another service",
        rf"{ALONE}(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live_|rk_live_|AIza|npm_|pypi-)"
        r"(?P<secret>[\w-]{16,})",
        _alike,
        stand_ins.is_alike,
    ),
    _kind(
        "e-mail address",
        r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}",
        lambda made, secret: made.email(secret),
        stand_ins.is_email,
    ),
    _kind(
        "telephone number",
        r"(?<![\w.+/=-])\+[1-9]\d{8,14}(?![\w/=])",
        lambda made, secret: made.telephone(secret),
        stand_ins.is_telephone,
    ),
    _kind(
        "account id",
        # In an ARN, a queue's URL, a registry's name, or alone; not in a longer number, a fraction, a UUID or base64.
        r"(?<![A-Za-z0-9.+=-])\d{12}(?![A-Za-z0-9+=])(?!\.\d)|(?<=[a-z]-)(?<![0-9a-f]{4}-[0-9a-f]{4}-)\d{12}(?![A-Za-z0-9+=])",
        lambda made, secret: made.account(secret),
        stand_ins.is_account,
    ),
    _kind("network", rf"(?<![\w.:-]){_OCTET}(?:\.{_OCTET}){{3}}/\d{{1,2}}(?!\d)", _network, _is_no_network),
    _kind(
        "IP address",
        rf"(?<![\w.:-]){_OCTET}(?:\.{_OCTET}){{3}}(?![\w-]|\.\d|/\d)",
        lambda made, secret: made.address(secret),
        _is_no_address,
    ),
    _kind(
        "IP address in a host name",
        rf"(?<=ip-|c2-){_OCTET}(?:-{_OCTET}){{3}}(?=[.\s\"'<]|$)",
        _address_in_dashes,
        lambda text: _is_no_address(text.replace("-", ".")),
    ),
    _kind(
        "IPv6 address",
        r"(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){2,7}(?::?[0-9a-fA-F]{1,4}){1,6}(?![\w:.])|(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){1,7}:(?![\w:.])",
        lambda made, secret: made.address(secret),
        _is_no_address,
    ),
    _kind(
        "secret access key", rf"(?<!{_B64}){_B64}{{40}}(?![A-Za-z0-9/+=])", _example(0, "EXAMPLEKEY"), _is_no_secret_key
    ),
)
