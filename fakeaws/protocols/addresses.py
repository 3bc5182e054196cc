"""Services by what a request says of them: endpoint, signing name, target, version.

All is in the metadata of botocore's models. To read those of all services takes seconds, so who asks tries the service
of that very name first. The models are read one by one and not kept.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import botocore.loaders

from fakeaws.errors import UnknownOperation
from fakeaws.model import Service, service_names


@dataclass(frozen=True, slots=True)
class Address:
    """How requests call one service."""

    service: str
    endpoint: str
    signing_name: str
    target: str | None
    version: str

    @staticmethod
    def of(service: str) -> Address:
        """Raises UnknownOperation."""
        return _address(service, Service.named(service).model.metadata)

    def answers_to(self, name: str) -> bool:
        """Whether requests call it so, in their host or their signature."""
        return name in (self.endpoint, self.signing_name, self.service)


def services_called(name: str) -> tuple[str, ...]:
    """The services that requests call so, the one of that very name first."""
    found = [one.service for one in addresses() if one.answers_to(name)]
    return tuple(sorted(found, key=lambda service: service != name))


def addresses() -> tuple[Address, ...]:
    """Those of all services of the installed botocore."""
    return _addresses(os.environ.get("AWS_DATA_PATH"))


def operation_at_endpoint(endpoint: str, api_name: str) -> str | None:
    """The operation called `GetDeployment` at the endpoint `appconfig`: the service's of that name, or the only one."""
    try:
        return Service.named(endpoint).operation(api_name).name
    except UnknownOperation:
        found = [one for one in map(Service.named, services_called(endpoint)) if api_name in one.model.operation_names]
        return found[0].operation(api_name).name if len(found) == 1 else None


@functools.cache
def _addresses(data_path: str | None) -> tuple[Address, ...]:
    loader = botocore.loaders.create_loader(data_path)
    return tuple(_address(name, _metadata(loader, name)) for name in service_names())


def _metadata(loader: botocore.loaders.Loader, name: str) -> Mapping[str, Any]:
    version = loader.determine_latest_version(name, "service-2")
    for folder in loader.search_paths:
        model = loader.file_loader.load_file(str(Path(folder) / name / version / "service-2"))
        if model is not None:
            metadata: Mapping[str, Any] = model["metadata"]
            return metadata
    raise UnknownOperation(name, "a service")


def _address(name: str, metadata: Mapping[str, Any]) -> Address:
    endpoint = metadata["endpointPrefix"]
    signing_name = metadata.get("signingName", endpoint)
    return Address(name, endpoint, signing_name, metadata.get("targetPrefix"), metadata["apiVersion"])
