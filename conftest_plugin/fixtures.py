"""The fixtures: a few lines each over fakeaws, which is imported when the first of them is asked for."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from conftest_plugin import coverage, lock
from conftest_plugin.report import fail_plainly

if TYPE_CHECKING:
    from faker import Faker

    from fakeaws.clock import VirtualClock
    from fakeaws.disturbance import Disturbance, Disturbing
    from fakeaws.fake import FakeAWS
    from fakeaws.lifecycles.appconfig.plan import DeploymentPlan
    from fakeaws.lifecycles.cognito_sync.plan import BulkPublishPlan
    from fakeaws.lifecycles.greengrass.plan import BulkDeploymentPlan
    from fakeaws.options import Options
    from fakeaws.schema.deviations import Deviation
    from fakeaws.schema.violation import Level
    from fakeaws.transports.stubber import Stubber

FAKE: pytest.StashKey[FakeAWS] = pytest.StashKey()
FAILED: pytest.StashKey[bool] = pytest.StashKey()
DISTURBANCE: pytest.StashKey[Disturbance | None] = pytest.StashKey()
DISTURBING: pytest.StashKey[Disturbing] = pytest.StashKey()
SEED: pytest.StashKey[int] = pytest.StashKey()


@pytest.fixture(autouse=True)
def _aws_variables() -> Iterator[None]:
    """Put back, after all else of a test, what its fakes have hidden and set.

    A `monkeypatch` that is older than the fake puts back, after it, the variables that it found in it.
    """
    before = {name: value for name, value in os.environ.items() if name.startswith(_OF_BOTOCORE)}
    if (seam := sys.modules.get(_SEAM)) is not None:
        seam.touched.clear()
    yield
    for name in sys.modules[_SEAM].touched if _SEAM in sys.modules else ():
        os.environ.pop(name, None)
        if name in before:
            os.environ[name] = before[name]


_OF_BOTOCORE = ("AWS_", "BOTO_CONFIG")
_SEAM = "fakeaws.surroundings"
"""Looked up where it is imported, so that a test without a fake imports nothing."""


@pytest.fixture
def fake_aws(request: pytest.FixtureRequest) -> Iterator[FakeAWS]:
    """AWS as the test scripts it: any client, no network, virtual time."""
    from fakeaws.fake import FakeAWS

    fake = FakeAWS(_options(request.node))
    request.node.stash[FAKE], request.node.stash[FAILED] = fake, False
    fail_plainly(fake.start)
    if (disturbance := request.node.stash.get(DISTURBANCE, None)) is not None:
        request.node.stash[DISTURBING] = fake.disturb(disturbance)
    yield fake
    fake.stop()
    coverage.note(request.config, fake)
    if not request.node.stash[FAILED]:
        fail_plainly(fake.verify)


@pytest.fixture
def aws_clock(fake_aws: FakeAWS) -> VirtualClock:
    """The virtual clock of this test."""
    return fake_aws.clock


@pytest.fixture
def aws_faker(request: pytest.FixtureRequest) -> Faker:
    """A Faker with the AWS provider, seeded from the test's node id or the marker's seed."""
    from fakeaws.generate.seeds import seeded_faker

    return seeded_faker(_options(request.node).seed)


@pytest.fixture
def aws_stubber(fake_aws: FakeAWS) -> Callable[[Any], Stubber]:
    """Make an active Stubber for a client; it also plays the scripts of `fake_aws`."""
    return fake_aws.stub


@pytest.fixture
def appconfig_deployment(fake_aws: FakeAWS) -> Callable[..., DeploymentPlan]:
    """Plan an AppConfig deployment: `appconfig_deployment(strategy=...).rolls_back(at_percent=50)`.

    Of botocore's waiters `deployment_complete` works; `environment_ready_for_deployment` never ends, here as on AWS:
    it waits for ReadyForDeployment, RolledBack or Reverted, where AWS says READY_FOR_DEPLOYMENT, ROLLED_BACK, REVERTED.
    """
    return fake_aws.appconfig_deployment


@pytest.fixture
def greengrass_bulk_deployment(fake_aws: FakeAWS) -> Callable[..., BulkDeploymentPlan]:
    """Plan a Greengrass bulk deployment: `greengrass_bulk_deployment().completes(records=12, invalid=2)`."""
    return fake_aws.greengrass_bulk_deployment


@pytest.fixture
def cognito_sync_bulk_publish(fake_aws: FakeAWS) -> Callable[..., BulkPublishPlan]:
    """Plan a Cognito Sync bulk publish: `cognito_sync_bulk_publish(pool).fails("The stream has no room")`."""
    return fake_aws.cognito_sync_bulk_publish


@pytest.fixture
def check_aws_response(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Fail the test unless data is a response: `check_aws_response("appconfig.get_deployment", data)`."""
    from fakeaws.errors import SchemaMismatch
    from fakeaws.model import Operation
    from fakeaws.schema.check import check

    def check_response(
        operation: str, data: object, *, level: Level = "recorded", deviations: Iterable[Deviation] = ()
    ) -> None:
        __tracebackhide__ = True
        found = check(operation, data, level=level, deviations=deviations)
        lock.used(request.config, [Operation.named(operation).name])
        errors = [one for one in found if one.severity == "error"]
        if errors:
            raise SchemaMismatch(operation, errors)

    return check_response


def _options(node: pytest.Item) -> Options:
    from fakeaws.generate.seeds import seed_from
    from fakeaws.options import options_from

    settings: dict[str, Any] = {"seed": seed_from(node.nodeid)}
    for marker in reversed(list(node.iter_markers("fake_aws"))):
        if marker.args:
            pytest.fail(f"The marker fake_aws takes keywords, such as seed=7, not {marker.args!r}.", pytrace=False)
        settings.update(marker.kwargs)
    options = fail_plainly(options_from, settings)
    node.stash[SEED] = options.seed
    return options


def others_may_call_at_teardown(item: pytest.Item) -> bool:
    """Whether a fixture of the suite's own goes on after the test's body, so that steps may still be played."""
    known = getattr(item, "_fixtureinfo", None)
    used = [definitions[-1] for definitions in known.name2fixturedefs.values()] if known is not None else []
    return any(_goes_on(definition.func, definition.argnames) for definition in used)


def _goes_on(function: Any, asks_for: Sequence[str]) -> bool:
    if not inspect.isroutine(function):
        return False
    if "site-packages" in inspect.getfile(function) or function.__module__ == __name__:
        return False  # ours, pytest's own, or another plugin's
    return "request" in asks_for or inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)
