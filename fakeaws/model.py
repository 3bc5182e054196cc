"""The one reading of botocore's model: services, operations, shapes and errors by name."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import botocore
import botocore.loaders
import botocore.model
from botocore import xform_name
from botocore.utils import get_service_module_name

from fakeaws.errors import UnknownOperation

Shape = botocore.model.Shape
StructureShape = botocore.model.StructureShape
ListShape = botocore.model.ListShape
MapShape = botocore.model.MapShape


@dataclass(frozen=True, slots=True)
class ErrorShape:
    """An error that an operation models: its code on the wire, HTTP status and members."""

    code: str
    name: str
    status: int
    shape: StructureShape

    @property
    def is_retried(self) -> bool:
        """Whether the model lets botocore try again, which it does in all modes but legacy."""
        return self.shape.metadata.get("retryable") is not None


class Service:
    """One service of the installed botocore."""

    def __init__(self, name: str, model: botocore.model.ServiceModel) -> None:
        self.name = name
        self.model = model
        self._by_method = {xform_name(api_name): api_name for api_name in model.operation_names}

    @staticmethod
    def named(name: str) -> Service:
        """The service that `boto3.client(name)` would make. Raises UnknownOperation."""
        if not isinstance(name, str):
            raise UnknownOperation(name, "a service")
        return _service(name, os.environ.get("AWS_DATA_PATH"))

    @property
    def protocol(self) -> str:
        """The wire protocol that botocore's clients of this service speak."""
        return str(self.model.resolved_protocol)

    @property
    def class_name(self) -> str:
        """The name of the client's class, as the documentation pages show it: `AppConfig`."""
        return str(get_service_module_name(self.model))

    @property
    def uid(self) -> str:
        """The name of the model in AWS's links to its API reference: `appconfig-2019-10-09`."""
        return str(self.model.metadata.get("uid"))

    @property
    def methods(self) -> tuple[str, ...]:
        """The client's methods, one for each operation: `get_deployment`."""
        return tuple(self._by_method)

    @property
    def waiters(self) -> Mapping[str, Any]:
        """What botocore's model says of the waiters, by the name that `client.get_waiter` takes: `services_stable`."""
        loader = _loader(os.environ.get("AWS_DATA_PATH"))
        if self.name not in loader.list_available_services("waiters-2"):
            return {}
        return {xform_name(name): told for name, told in _waiters(loader, self.name).items()}

    @functools.cached_property
    def paginators(self) -> Mapping[str, Mapping[str, Any]]:
        """What botocore's paginators know, by the method of the operation: `input_token`, `result_key` and so on."""
        loader = _loader(os.environ.get("AWS_DATA_PATH"))
        if self.name not in loader.list_available_services("paginators-1"):
            return {}
        known = loader.load_service_model(self.name, "paginators-1")["pagination"]
        return {xform_name(api_name): paginator for api_name, paginator in known.items()}

    def operation(self, name: str) -> Operation:
        """The operation called `get_deployment` or `GetDeployment`. Raises UnknownOperation."""
        if not isinstance(name, str):
            raise UnknownOperation(name, "an operation", within=self.name)
        api_name = self._by_method.get(name, name)
        if api_name not in self._by_method.values():
            known = self.methods if name == name.lower() else tuple(self._by_method.values())
            raise UnknownOperation(name, "an operation", known, within=self.name)
        return Operation(self, self.model.operation_model(api_name))

    def __reduce__(self) -> tuple[Any, ...]:
        return Service.named, (self.name,)


class Operation:
    """One operation of one service, equal to any other of the same name."""

    def __init__(self, service: Service, model: botocore.model.OperationModel) -> None:
        self.service = service
        self.model = model
        self.api_name: str = model.name
        self.method: str = xform_name(model.name)
        self.name = f"{service.name}.{self.method}"

    @staticmethod
    def named(name: str) -> Operation:
        """The operation called `appconfig.get_deployment` or `appconfig:GetDeployment`. Raises UnknownOperation."""
        if not isinstance(name, str):
            raise UnknownOperation(name)
        return _operation(name, os.environ.get("AWS_DATA_PATH"))

    @property
    def input_shape(self) -> StructureShape | None:
        return self.model.input_shape

    @property
    def output_shape(self) -> StructureShape | None:
        return self.model.output_shape

    def decodes(self, shape: Shape) -> bool:
        """Whether botocore hands text of this shape, in a response, over as the dict that its JSON holds."""
        return (self.service.name, shape.name) in _DECODED or (self.name, shape.name) in _DECODED

    @property
    def added_members(self) -> Mapping[str, str]:
        """Text members that botocore adds to the response, by the name of the modelled member that each follows."""
        members = self.output_shape.members if self.output_shape and self.service.name == "s3" else {}
        expires = [name for name, member in members.items() if member.name == "Expires"]
        return {name: "ExpiresString" for name in expires if members[name].serialization.get("name") == "Expires"}

    @property
    def event_stream(self) -> str | None:
        """The member of the answer that is a stream of events, if one is."""
        shape: Any = self.output_shape
        return shape.event_stream_name if shape is not None else None

    @property
    def checks_checksums(self) -> bool:
        """Whether botocore compares a checksum in the answer's headers with its body."""
        return self.service.name == "dynamodb" or bool(self.model.http_checksum.get("responseAlgorithms"))

    @property
    def checksum_parameter(self) -> str | None:
        """The parameter that says which checksum of the body botocore computes."""
        name: str | None = self.model.http_checksum.get("requestAlgorithmMember")
        return name

    @functools.cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the top-level parameters, and those by which boto3 takes a few of them as well."""
        modelled = tuple(self.input_shape.members) if self.input_shape else ()
        return (*modelled, *(alias for alias in self._aliases.values() if alias not in modelled))

    def modelled_parameter(self, name: str) -> str:
        """What the model calls the top-level parameter that boto3 takes by this name."""
        return next((modelled for modelled, alias in self._aliases.items() if alias == name), name)

    @functools.cached_property
    def _aliases(self) -> Mapping[str, str]:
        modelled = self.input_shape.members if self.input_shape else ()
        known = {name: _ALIASES.get((self.name, name)) or _ALIASES.get((self.service.name, name)) for name in modelled}
        return {name: alias for name, alias in known.items() if alias is not None}

    def modelled_name(self, parameter: str) -> str:
        """The model's own name of a parameter that boto3 takes by another as well."""
        meant = _MEANT.get((self.name, parameter)) or _MEANT.get((self.service.name, parameter))
        return meant or parameter

    @property
    def idempotency_tokens(self) -> tuple[str, ...]:
        """The top-level parameters that botocore fills in with a random token where the code gives none."""
        return tuple(self.model.idempotent_members)

    @functools.cached_property
    def error_shapes(self) -> tuple[ErrorShape, ...]:
        """The modelled errors in the model's order; a few share their code on the wire."""
        return tuple(_error(shape) for shape in self.model.error_shapes)

    @functools.cached_property
    def errors(self) -> Mapping[str, ErrorShape]:
        """The modelled errors by their code on the wire, in the model's order."""
        return {error.code: error for error in self.error_shapes}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Operation) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Operation.named, (self.name,)  # a copy is the same operation, not another reading of the model

    def __repr__(self) -> str:
        return f"<Operation {self.name}>"


def botocore_version() -> str:
    """The installed botocore, for people: its version, and whether AWS_DATA_PATH has other models before its own."""
    others = os.environ.get("AWS_DATA_PATH")
    return f"botocore {botocore.__version__}{f' with the models in {others}' if others else ''}"


def operations_like(pattern: str) -> list[str]:
    """The names of the operations that `appconfig.get_deployment`, `appconfig.*` or `*.list_tags` names, in order.

    Raises UnknownOperation if there is none.
    """
    if "*" not in pattern:
        return [Operation.named(pattern).name]
    service, _, method = pattern.partition(".")
    services = [Service.named(name) for name in service_names() if fnmatchcase(name, service)]
    found = [f"{one.name}.{name}" for one in services for name in one.methods if fnmatchcase(name, method)]
    if not found:
        raise UnknownOperation(pattern, "a pattern that any operation fits")
    return found


def operation_of_class(class_name: str, method: str) -> str:
    """The name of the operation whose client class is called `AppConfig`, as pages show it. Raises UnknownOperation."""
    service = next((one for one in _nearest_first(class_name) if one.class_name == class_name), None)
    if service is None:
        raise UnknownOperation(f"{class_name}.Client", "a class of clients")
    return service.operation(method).name


def _nearest_first(class_name: str) -> Iterable[Service]:
    """All services, those whose name looks like that of the class first: to read a model takes a while."""
    folded = class_name.lower()
    names = sorted(service_names(), key=lambda name: (name.replace("-", "") != folded, name[:1] != folded[:1], name))
    return (Service.named(name) for name in names)


def waiter_names() -> tuple[str, ...]:
    """The names of all waiters of the installed botocore, with their services: `ecs.services_stable`."""
    services = _loader(os.environ.get("AWS_DATA_PATH")).list_available_services("waiters-2")
    return tuple(f"{name}.{waiter}" for name in services for waiter in Service.named(name).waiters)


def service_names() -> tuple[str, ...]:
    """The names of all services of the installed botocore, in alphabetical order."""
    return tuple(_loader(os.environ.get("AWS_DATA_PATH")).list_available_services("service-2"))


def dns_suffixes() -> tuple[str, ...]:
    """What the names of AWS's hosts end in, in all partitions of the installed botocore."""
    partitions = _loader(os.environ.get("AWS_DATA_PATH")).load_data("partitions")["partitions"]
    named = [partition["outputs"].get(key) for partition in partitions for key in ("dnsSuffix", "dualStackDnsSuffix")]
    return tuple(dict.fromkeys([*filter(None, named), "aws"]))


def _waiters(loader: botocore.loaders.Loader, service: str) -> Mapping[str, Any]:
    modelled: Mapping[str, Any] = loader.load_service_model(service, "waiters-2")["waiters"]
    return modelled


def _error(shape: Any) -> ErrorShape:
    modelled = shape.metadata.get("error", {})
    is_the_services = bool(shape._shape_model.get("fault"))  # botocore keeps it out of the metadata
    status = modelled.get("httpStatusCode", 500 if is_the_services else 400)
    return ErrorShape(modelled.get("code", shape.name), shape.name, status, shape)


_ALIASES = {
    # By service or operation, and parameter: `_add_parameter_aliases` in botocore.handlers.
    ("ec2", "Filter"): "Filters",
    ("logs.create_export_task", "from"): "fromTime",
    ("cloudsearchdomain.search", "return"): "returnFields",
}
_MEANT = {(where, alias): name for (where, name), alias in _ALIASES.items()}
_DECODED = frozenset(
    {
        # By service or operation, and shape: json_decode_policies and json_decode_template_body in botocore.handlers.
        ("iam", "policyDocumentType"),
        ("cloudformation.get_template", "TemplateBody"),
    }
)


# The three caches below are keyed by AWS_DATA_PATH, which is where botocore looks for further models.
@functools.cache
def _loader(data_path: str | None) -> botocore.loaders.Loader:
    return botocore.loaders.create_loader(data_path)


@functools.cache
def _service(name: str, data_path: str | None) -> Service:
    loader = _loader(data_path)
    names = loader.list_available_services("service-2")
    if name not in names:
        raise UnknownOperation(name, "a service", names)
    return Service(name, botocore.model.ServiceModel(loader.load_service_model(name, "service-2"), name))


@functools.cache
def _operation(name: str, data_path: str | None) -> Operation:
    service, _, method = name.partition(":" if ":" in name else ".")
    if not (service and method):
        raise UnknownOperation(name)
    return _service(service, data_path).operation(method)
