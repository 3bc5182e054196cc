"""Letting through: which calls somebody else answers, moto or a local endpoint, and where they may go."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from fakeaws.errors import PlanError
from fakeaws.frozen import fill
from fakeaws.model import Operation, Service, dns_suffixes
from fakeaws.origin import Origin, complains_to_the_user, users_line


@dataclass(frozen=True, slots=True, init=False)
class Passage:
    """A service, or one operation of it, that somebody else answers.

    What nobody answers in the process may go to this machine, or to the endpoint `to` and the hosts below it, and
    nowhere else. AWS is no such endpoint. Raises UnknownOperation or PlanError on the line that writes it.
    """

    name: str
    to: str | None
    written_at: Origin = field(compare=False, repr=False)

    @complains_to_the_user
    def __init__(self, name: str, /, *, to: str | None = None) -> None:
        known = Operation.named(name).name if _names_an_operation(name) else Service.named(name).name
        if to is not None:
            _check_endpoint(to)
        fill(self, name=known, to=to, written_at=users_line())

    def covers(self, operation: str) -> bool:
        """Whether it is about this operation."""
        return self.name in (operation, operation.partition(".")[0])

    def admits(self, url: str) -> bool:
        """Whether a request may go there."""
        asked = urlsplit(url)
        if self.to is None:
            return _is_this_machine(asked.hostname or "")
        named = urlsplit(self.to)
        return (asked.scheme, _port(asked)) == (named.scheme, _port(named)) and _is_within(
            asked.hostname or "", named.hostname or ""
        )


def _names_an_operation(name: object) -> bool:
    return isinstance(name, str) and ("." in name or ":" in name)


def _check_endpoint(to: object) -> None:
    try:
        split = urlsplit(to) if isinstance(to, str) else urlsplit("")
        host = split.hostname if split.scheme in _PORTS and _port(split) else None
    except ValueError:
        host = None
    if not host:
        raise PlanError(
            f"Calls are let through to the URL of an endpoint, such as 'http://localhost:5000', not {to!r}."
        )
    if _is_of_aws(host):
        raise PlanError(f"{to} is AWS itself; while fake_aws is active nothing goes there.")


def _is_of_aws(host: str) -> bool:
    address = _address(host)
    if address is not None:  # the metadata services of AWS have link-local addresses, and one of their own in IPv6
        return address.is_link_local or address in _METADATA
    return any(_is_within(host, suffix) for suffix in dns_suffixes())


def _is_this_machine(host: str) -> bool:
    address = _address(host)
    return address.is_loopback if address is not None else _is_within(host, "localhost")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_within(host: str, parent: str) -> bool:
    return host == parent or host.endswith(f".{parent}")


def _port(split: SplitResult) -> int | None:
    return split.port or _PORTS.get(split.scheme)


_PORTS = {"http": 80, "https": 443}
_METADATA = ipaddress.ip_network("fd00:ec2::/32")
