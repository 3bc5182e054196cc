"""Puts this folder on the path, so that the tests find the poller; fakeaws comes by its entry point."""

from fakeaws import Error, Expectation, Scenario


def pytest_fakeaws_scenarios():
    """A failure that this team has met: the environment's own, so that it is named once for all suites."""
    return [
        Scenario(
            "answered-by-a-proxy",
            "the company's proxy wants a log-in, and answers for AWS",
            plays=lambda scene: [Error("503 Log in", status=503, unmodelled=True), *scene.happy],
            expects=Expectation(code_should="return", meets="503 Log in", retried_by="botocore"),
        )
    ]
