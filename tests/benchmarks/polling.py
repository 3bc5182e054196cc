"""`python -m tests.benchmarks.polling`: the longest legal deployment, polled every 30 seconds to its end, 5,760 polls.

A day of deploying and a day of bake: through the wire and through a Stubber; the lifecycle without botocore; and
botocore without the lifecycle, which is handed the same bytes as often: what a wire-level double cannot do without.
In turns, the best of three, in seconds of processor time, which a busy machine does not stretch.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from urllib3 import HTTPResponse

from fakeaws import FakeAWS, Strategy

DAY = timedelta(days=1)
EVERY = timedelta(seconds=30)
LONGEST = Strategy(DAY, bake=DAY, growth_factor=25)


def main() -> None:
    """Print one line for each way."""
    sys.stdout.write(f"48 hours polled every 30 s, {2 * DAY // EVERY} polls\n")
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(3):
        for name, poll in WAYS.items():
            times[name].append(poll())
    for name, taken in times.items():
        sys.stdout.write(f"  {min(taken):>6.2f} s  {name}\n")


def _polled(*, stubbed: bool = False) -> float:
    with FakeAWS() as fake_aws:
        deployment = fake_aws.appconfig_deployment(LONGEST).started()
        client = _client()
        if stubbed:
            fake_aws.stub(client)
        start = time.process_time()
        while client.get_deployment(**deployment.request)["State"] != "COMPLETE":
            time.sleep(EVERY.total_seconds())
        taken = time.process_time() - start
        assert fake_aws.clock.elapsed == 2 * DAY
    return taken


def _computed() -> float:
    with FakeAWS() as fake_aws:
        deployment = fake_aws.appconfig_deployment(LONGEST).started()
        start = time.process_time()
        while deployment.said().members["State"] != "COMPLETE":
            time.sleep(EVERY.total_seconds())
        taken = time.process_time() - start
        _client().get_deployment(**deployment.request)
    return taken


def _constant() -> float:
    with FakeAWS() as fake_aws:
        deployment = fake_aws.appconfig_deployment(LONGEST).started()
        fake_aws.clock.advance(DAY)
        body = json.dumps(deployment.answer(), default=lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ")).encode()
        client = _client()
        client.get_deployment(**deployment.request)

        def answer(request: Any, **_: Any) -> AWSResponse:
            raw = HTTPResponse(io.BytesIO(body), {}, status=200, preload_content=False)
            headers: Any = {}
            return AWSResponse(request.url, 200, headers, raw)

        client.meta.events.register("before-send.appconfig.GetDeployment", answer)
        start = time.process_time()
        for _ in range(2 * DAY // EVERY):
            client.get_deployment(**deployment.request)
        return time.process_time() - start


def _client() -> Any:
    session: Any = boto3.Session(region_name="eu-central-1")
    return session.client("appconfig")


WAYS: dict[str, Callable[[], float]] = {
    "through the wire": _polled,
    "through a Stubber": lambda: _polled(stubbed=True),
    "the lifecycle alone": _computed,
    "botocore alone, handed the same bytes": _constant,
}

if __name__ == "__main__":
    main()
