"""The documentation pages that the installed boto3 writes, each only when it is asked for."""

from __future__ import annotations

import functools
import subprocess
import sys
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import boto3
import botocore
import pytest
from boto3.docs.client import Boto3ClientDocumenter
from boto3.docs.service import ServiceDocumenter
from botocore.docs.bcdoc.restdoc import DocumentStructure
from botocore.exceptions import DataNotFoundError

IS_NEW = tuple(map(int, botocore.__version__.split(".")[:2])) >= (1, 43)
of_newest_edits = pytest.mark.skipif(not IS_NEW, reason="the list of edits is that of botocore 1.43 and later")


def rst_page(operation: str) -> str:
    """The page of an operation, in RST."""
    service, _, method = operation.partition(".")
    documenter = _documenter(service)
    page = DocumentStructure(method, target="html")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a few examples hold times in zones that dateutil does not know
        documenter._add_client_method(page, method, getattr(documenter._client, method))
        return str(page.flush_structure(), "utf-8")


def docstring(operation: str) -> str:
    """The docstring of the client's method, as it is: botocore writes it when it is asked for."""
    service, _, method = operation.partition(".")
    text: str = getattr(_documenter(service)._client, method).__doc__
    return text


def documented_operations(service: str) -> list[str]:
    """The operations of the service that have a method, and so a page."""
    client = _documenter(service)._client
    return [f"{service}.{method}" for method in sorted(client.meta.method_to_api_mapping) if hasattr(client, method)]


def other_pages(service: str, root: Path) -> Iterable[Path]:
    """All pages of the service but those of its operations, written below `root`."""
    documenter = ServiceDocumenter(service, _session(), str(root))
    (root / "index.rst").write_bytes(documenter.document_service())
    methods = {operation.partition(".")[2] for operation in documented_operations(service)}
    return [path for path in root.rglob("*.rst") if path.parent.name != "client" or path.stem not in methods]


def html_pages(pages: Mapping[str, str], root: Path) -> dict[str, str]:
    """The pages as Sphinx writes them with the theme of the public site, built below `root` by another process."""
    source, built = root / "source", root / "built"
    source.mkdir(parents=True)
    (source / "conf.py").write_text(_CONFIGURATION, encoding="utf-8")
    (source / "index.rst").write_text("Pages\n=====\n", encoding="utf-8")
    for name, text in pages.items():
        (source / f"{name}.rst").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-Q", "-b", "html", str(source), str(built)]
    subprocess.run(command, check=True, timeout=3_000)
    return {name: (built / f"{name}.html").read_text(encoding="utf-8") for name in pages}


_CONFIGURATION = """
html_theme = "furo"
html_copy_source = html_use_index = html_domain_indices = False
"""


def _session() -> Any:
    return boto3.Session("AKIAFAKE", "fake", region_name="us-east-1")


@functools.lru_cache(maxsize=16)  # of more than four hundred
def _documenter(service: str) -> Any:
    session = _session()
    try:
        loaded = session._session.get_component("data_loader").load_service_model(service, "examples-1")["examples"]
    except DataNotFoundError:
        loaded = None
    return Boto3ClientDocumenter(session.client(service), "", loaded)
