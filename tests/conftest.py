"""What all tests share: the doors, and pytest's own tester for the plugin's tests."""

from __future__ import annotations

from typing import Any, Protocol

import boto3
import pytest

from fakeaws import FakeAWS

pytest_plugins = ["pytester"]


class ClientFor(Protocol):
    """Make a client whose calls are answered through the door under test."""

    def __call__(self, service: str, **options: Any) -> Any: ...


@pytest.fixture(params=["wire", "stubber"])
def client_for(request: pytest.FixtureRequest, fake_aws: FakeAWS) -> ClientFor:
    def make(service: str, **options: Any) -> Any:
        session: Any = boto3.Session()
        client = session.client(service, "eu-central-1", **options)
        if request.param == "stubber":
            fake_aws.stub(client)
        return client

    return make
