"""What all tests share: the doors, and pytest's own tester for the plugin's tests."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, Protocol

import boto3
import pytest
from hypothesis import HealthCheck, settings

from fakeaws import FakeAWS

pytest_plugins = ["pytester"]

# The same examples every time, however slow the machine is.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the sweeps counted, summed up over their tests, wherever these ran."""
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()) if getattr(report, "when", "") == "call" else ():
                totals[name].update(value)
    for name, counts in sorted(totals.items()):
        terminalreporter.write_line(f"{name}: {', '.join(f'{count} {word}' for word, count in sorted(counts.items()))}")
