"""Services by what a request says of them: endpoint, signing name, target, version.

All is in the metadata of botocore's models, which stand at their head: of those of all services no more is read.
"""

from __future__ import annotations

import functools
import gzip
import json
import os
import re
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
    paths = [Path(folder) / name / version / "service-2.json" for folder in loader.search_paths]
    heads = (head for path in paths if (head := _head(path)) is not None)
    found = _METADATA.search(next(heads, ""))
    try:
        metadata: Mapping[str, Any] = _DECODER.raw_decode(found.string, found.end())[0] if found is not None else {}
    except ValueError:  # a head that is longer than any of botocore's
        metadata = {}
    return metadata or Service.named(name).model.metadata


def _head(path: Path) -> str | None:
    """The beginning of a model, plain or zipped; None where there is none."""
    zipped = path.with_suffix(".json.gz")
    if path.is_file():
        with path.open(encoding="utf-8") as plain:
            return plain.read(_HEAD)
    if zipped.is_file():
        with gzip.open(zipped, "rt", encoding="utf-8") as unzipped:
            return unzipped.read(_HEAD)
    return None


def _address(name: str, metadata: Mapping[str, Any]) -> Address:
    endpoint = metadata["endpointPrefix"]
    signing_name = metadata.get("signingName", endpoint)
    return Address(name, endpoint, signing_name, metadata.get("targetPrefix"), metadata["apiVersion"])


_HEAD = 16 * 1024
_METADATA = re.compile(r'"metadata"\s*:\s*(?=\{)')
_DECODER = json.JSONDecoder()
