"""Which operation a request calls: by its target, its Action, or its method and path, among the services it may be for.

The service is in the scope of the signature and in the host; a local endpoint and a scrubbed header leave one of them,
or neither. Nothing is guessed: two operations that fit equally are told. Services that share endpoint, signature and
API, as rds, docdb and neptune, send the same requests: those are of the service that the signature names.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fakeaws.errors import InputError, UnknownOperation
from fakeaws.model import Operation, Service
from fakeaws.protocols.addresses import Address, addresses, services_called
from fakeaws.protocols.request import HTTPRequest


@dataclass(frozen=True, slots=True)
class Recognised:
    """An operation, and the protocol in which it was called."""

    operation: Operation
    protocol: str


def recognised(request: HTTPRequest) -> Recognised:
    """Raises InputError, with what was seen, for a request of no operation, or of several."""
    if target := request.headers.get("x-amz-target"):
        return _of_target(request, *_split(target), "json")
    if match := _RPC_V2.fullmatch(request.path):
        return _of_target(request, match["target"], match["operation"], "smithy-rpc-v2-cbor")
    if action := request.form.get("Action") or dict(request.query).get("Action"):
        return _of_action(request, action)
    return _of_path(request)


def _of_target(request: HTTPRequest, target: str, api_name: str, protocol: str) -> Recognised:
    for service in _services(request):
        if service.model.metadata.get("targetPrefix") == target and api_name in service.model.operation_names:
            return Recognised(service.operation(api_name), protocol)
    named = [one.service for one in addresses() if one.target == target]
    found = [one for one in map(Service.named, named) if api_name in one.model.operation_names]
    if len(found) != 1:
        raise InputError("", _unknown(request, f"the target {target}.{api_name}", [one.name for one in found]))
    return Recognised(found[0].operation(api_name), protocol)


def _of_action(request: HTTPRequest, action: str) -> Recognised:
    version = request.form.get("Version") or dict(request.query).get("Version")
    services = list(_services(request)) or [Service.named(one.service) for one in addresses() if one.version == version]
    found = [
        one
        for one in services
        if action in one.model.operation_names
        and one.model.metadata["apiVersion"] == version
        and _speaks(one, "query", "ec2")
    ]
    preferred = [one for one in found if one.name == request.signed_for] or found
    if len(preferred) != 1:
        raise InputError("", _unknown(request, f"the action {action} of {version}", [one.name for one in preferred]))
    protocol = "ec2" if preferred[0].protocol == "ec2" else "query"
    return Recognised(preferred[0].operation(action), protocol)


def _of_path(request: HTTPRequest) -> Recognised:
    fitting = [
        (
            route.weight,
            service.name == _CURRENT.get(request.signed_for or "", request.signed_for),
            service,
            route.api_name,
        )
        for service in _services(request)
        if _speaks(service, "rest-json", "rest-xml")
        for route in _routes(service)
        if route.fits(request)
    ]
    best = max((one[:2] for one in fitting), default=None)
    found = [(service, api_name) for *weight, service, api_name in fitting if tuple(weight) == best]
    if len(found) != 1:
        names = [service.operation(api_name).name for service, api_name in found]
        raise InputError("", _unknown(request, f"{request.method} {request.path}", names))
    service, api_name = found[0]
    return Recognised(service.operation(api_name), service.protocol)


@dataclass(frozen=True, slots=True)
class _Route:
    """What the requests of one operation look like; the heavier, the more it asks for."""

    api_name: str
    method: str
    path: re.Pattern[str]
    query: tuple[tuple[str, str], ...]
    needed_in_query: frozenset[str]
    needed_headers: frozenset[str]
    weight: tuple[int, ...]

    def fits(self, request: HTTPRequest) -> bool:
        if request.method != self.method or self.path.fullmatch(request.path) is None:
            return False
        names = {name for name, _ in request.query}
        return (
            all(pair in request.query if pair[1] else pair[0] in names for pair in self.query)
            and names.issuperset(self.needed_in_query)
            and all(name in request.headers for name in self.needed_headers)
        )


@functools.lru_cache(maxsize=64)
def _routes(service: Service) -> tuple[_Route, ...]:
    return tuple(_route(service.operation(name)) for name in service.model.operation_names)


def _route(operation: Operation) -> _Route:
    path, _, query = operation.model.http["requestUri"].partition("?")
    literals = tuple((one.partition("=")[0], one.partition("=")[2]) for one in query.split("&") if one)
    shape = operation.input_shape
    needed: dict[str, set[str]] = {"querystring": set(), "header": set()}
    for name in shape.required_members if shape is not None else ():
        serialization = shape.members[name].serialization if shape is not None else {}
        if serialization.get("location") in needed:
            needed[serialization["location"]].add(serialization.get("name", name))
    headers = frozenset(name.lower() for name in needed["header"])
    parts = [part for part in path.split("/") if part]
    plain = sum(not part.startswith("{") for part in parts)
    asked = len(literals) + len(needed["querystring"]) + len(headers)
    is_current = not operation.model.deprecated and operation.name not in _AT_ANOTHER_HOST
    weight = (plain, len(literals), asked, len(parts), -path.count("+}"), is_current)
    return _Route(
        operation.api_name,
        operation.model.http["method"],
        path_pattern(path),
        literals,
        frozenset(needed["querystring"]),
        headers,
        weight,
    )


def path_pattern(template: str) -> re.Pattern[str]:
    """The paths of a template such as `/{Bucket}/{Key+}`, with a group for each label in its order."""
    parts = re.split(r"(\{[^}]+\})", template.rstrip("/"))
    pattern = "".join(
        re.escape(part) if not part.startswith("{") else "(.+)" if part.endswith("+}") else "([^/]+)" for part in parts
    )
    return re.compile(f"{pattern}/?")


def _services(request: HTTPRequest) -> Iterator[Service]:
    """The services that the request may be for, that of the very name first."""
    at_host = [one.service for one in _at_host(request.host)]
    if request.signed_for is None:
        yield from map(Service.named, at_host)
        return
    name = request.signed_for
    if not at_host:
        yield from _named(name)
    called = (*services_called(name), *_ALSO_SIGNED_FOR.get(name, ()))
    both = [one for one in called if one in at_host]
    yield from map(Service.named, both or [one for one in called if at_host or one != name] or at_host)


def _named(name: str) -> list[Service]:
    try:
        return [Service.named(name)]
    except UnknownOperation:
        return []


@functools.lru_cache(maxsize=256)
def _at_host(host: str) -> tuple[Address, ...]:
    """The services whose endpoint is in the name of a host of AWS, those of the longest."""
    if not any(suffix in host for suffix in _AWS):
        return ()
    within = f".{_REGION_BEHIND_DASH.sub('.', host)}."
    found = [one for one in addresses() if f".{one.endpoint}." in within or f".{one.signing_name}." in within]
    longest = max((len(one.endpoint) for one in found if f".{one.endpoint}." in within), default=0)
    return tuple(one for one in found if len(one.endpoint) == longest) or tuple(found)


def _speaks(service: Service, *protocols: str) -> bool:
    spoken = {service.protocol, *service.model.metadata.get("protocols", ())}
    return not spoken.isdisjoint(protocols)


def _split(target: str) -> tuple[str, str]:
    prefix, _, api_name = target.rpartition(".")
    return prefix, api_name


def _unknown(request: HTTPRequest, seen: str, found: Iterable[str]) -> str:
    signed = f"signed for {request.signed_for}" if request.signed_for else "without a signature"
    where = f"{seen}, at the host {request.host or '(none)'}, {signed}"
    names = sorted(found)
    if names:
        return f"expected a request of one operation, found one that fits {', '.join(names)}: {where}."
    return f"expected a request of an operation in the installed botocore, found {where}."


_CURRENT = {"wisdom": "qconnect"}
"""Services by the name that they sign for, where one of another name has taken their place and knows more."""

_ALSO_SIGNED_FOR = {"s3-object-lambda": ("s3",), "s3-outposts": ("s3", "s3control"), "s3express": ("s3",)}
_AT_ANOTHER_HOST = frozenset({"s3.list_directory_buckets"})
"""What looks like another operation, and differs in its host only, of which a recording need not tell."""

_RPC_V2 = re.compile(r"/service/(?P<target>[^/]+)/operation/(?P<operation>[^/]+)")
_AWS = ("amazonaws.", "aws.", ".aws")
_REGION_BEHIND_DASH = re.compile(r"-(?=[a-z]{2}(?:-[a-z]+)+-\d)")
"""Of the old hosts such as `s3-eu-west-1`."""
