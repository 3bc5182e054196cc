"""The fixtures: a few lines each over fakeaws, which is imported when the first of them is asked for."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest_plugin import coverage, lock, recordings
from conftest_plugin.failures import FIXTURE, MARKER, Case, own_scenarios
from conftest_plugin.report import fail_plainly
from conftest_plugin.unittest_failures import CASE

if TYPE_CHECKING:
    from faker import Faker

    from fakeaws.clock import VirtualClock
    from fakeaws.disturbance import Disturbance, Disturbing
    from fakeaws.fake import FakeAWS
    from fakeaws.lifecycles.appconfig.plan import DeploymentPlan
    from fakeaws.lifecycles.cognito_sync.plan import BulkPublishPlan
    from fakeaws.lifecycles.greengrass.plan import BulkDeploymentPlan
    from fakeaws.options import Options
    from fakeaws.scenarios.failure import Failure
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

    fake = FakeAWS(_options(request.node), scenarios=fail_plainly(own_scenarios, request.node))
    request.node.stash[FAKE], request.node.stash[FAILED] = fake, False
    fail_plainly(fake.start)
    if (disturbance := request.node.stash.get(DISTURBANCE, None)) is not None:
        request.node.stash[DISTURBING] = fake.disturb(disturbance)
    yield fake
    fake.stop()
    coverage.note(request.config, fake)
    if not request.node.stash[FAILED]:
        fail_plainly(fake.verify)


@pytest.fixture(autouse=True)
def _aws_recorded(request: pytest.FixtureRequest, _aws_variables: None) -> Iterator[None]:
    """With `--fake-aws-record`, record the calls of the test and of the fixtures that are made for it alone."""
    if not recordings.is_recording(request.config):
        yield
        return
    with recordings.recording(request.node, FAILED):
        yield


@pytest.fixture
def aws_recording(request: pytest.FixtureRequest) -> Path:
    """Replay what was recorded of this test; with `--fake-aws-record` record it, from a real endpoint.

    The same test does both. While it replays, `fake_aws` is active; while it records there is no fake: time is real.
    """
    file = recordings.file_of(request.node)
    if recordings.is_recording(request.config):
        if "fake_aws" in request.fixturenames:
            pytest.fail(
                "aws_recording records what an endpoint answers, and fake_aws answers instead of it: "
                "let the test do without fake_aws, which is active by itself when aws_recording replays.",
                pytrace=False,
            )
        return file
    if not file.exists():
        pytest.fail(recordings.missing(request.node), pytrace=False)
    fake: FakeAWS = request.getfixturevalue("fake_aws")
    fail_plainly(fake.replay, file)
    return file


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
def aws_failure(request: pytest.FixtureRequest, fake_aws: FakeAWS) -> Failure:
    """The scenario that this test meets by its marker aws_failures: `.name`, `.expects`, `with aws_failure.met():`."""
    from fakeaws.origin import Origin
    from fakeaws.stage import Asked

    case: Case | None = getattr(request, "param", None) or request.node.stash.get(CASE, None)
    if case is None:
        asked = f'@pytest.mark.{MARKER}("appconfig.get_deployment")'
        pytest.fail(f"aws_failure is for a test with the marker that says which: {asked}.", pytrace=False)
    happy, params = case.wish.happy, dict(case.wish.params or {})
    said = request.getfixturevalue(happy) if isinstance(happy, str) else happy
    path, line, _ = request.node.location
    at = Origin(path, (line or 0) + 1)
    return fail_plainly(fake_aws.stage.play, Asked(case.scenario, case.operation, params, said, case.expect, at))


@pytest.fixture(autouse=True)
def _aws_failure(request: pytest.FixtureRequest, _aws_variables: None) -> None:
    """Play the scenario of a test that has the marker, and does not ask for `aws_failure`."""
    is_met = FIXTURE in getattr(getattr(request.node, "callspec", None), "params", ()) or CASE in request.node.stash
    if is_met and FIXTURE not in request.fixturenames:
        request.getfixturevalue(FIXTURE)


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

    named = tuple(node.config.getini("fake_aws_code_under_test"))
    settings: dict[str, Any] = {"seed": seed_from(node.nodeid), "code_under_test": named}
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
