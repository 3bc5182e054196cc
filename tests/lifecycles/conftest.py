"""A clock, and the three worlds on it."""

from __future__ import annotations

import pytest

from fakeaws.clock import VirtualClock
from fakeaws.lifecycles.appconfig.deployments import AppConfigDeployments
from fakeaws.lifecycles.cognito_sync.bulk_publishes import CognitoSyncBulkPublishes
from fakeaws.lifecycles.greengrass.bulk_deployments import GreengrassBulkDeployments
from tests.lifecycles.world import Caller, KeyedIds


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def deployments(clock: VirtualClock) -> AppConfigDeployments:
    return AppConfigDeployments(clock, KeyedIds())


@pytest.fixture
def bulk_deployments(clock: VirtualClock) -> GreengrassBulkDeployments:
    return GreengrassBulkDeployments(clock, KeyedIds())


@pytest.fixture
def publishes(clock: VirtualClock) -> CognitoSyncBulkPublishes:
    return CognitoSyncBulkPublishes(clock, KeyedIds())


@pytest.fixture
def call(
    clock: VirtualClock,
    deployments: AppConfigDeployments,
    bulk_deployments: GreengrassBulkDeployments,
    publishes: CognitoSyncBulkPublishes,
) -> Caller:
    """Call an operation of any of the three worlds."""
    return Caller(clock, (*deployments.scripts(), *bulk_deployments.scripts(), *publishes.scripts()))
