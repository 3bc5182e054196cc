"""Credentials run out, and are fetched anew, in virtual time."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import Any

import botocore.session
from botocore.credentials import DeferredRefreshableCredentials, RefreshableCredentials, SSOCredentialFetcher

from fakeaws import Call, Computed, FakeAWS, Response

LIFE = timedelta(hours=1)


def test_credentials_are_refreshed_when_virtual_time_has_come(fake_aws: FakeAWS) -> None:
    """Botocore refreshes credentials a quarter of an hour before they run out, as it sees time."""
    fetched: list[timedelta] = []

    def fetch() -> dict[str, Any]:
        fetched.append(fake_aws.clock.elapsed)
        ends = datetime.now(timezone.utc) + LIFE
        return {
            "access_key": f"AKIA{len(fetched)}",
            "secret_key": "wJalr",
            "token": "t",
            "expiry_time": ends.isoformat(),
        }

    credentials: Any = RefreshableCredentials.create_from_metadata(fetch(), refresh_using=fetch, method="test")
    keys = []
    for _ in range(5):
        keys.append(credentials.get_frozen_credentials().access_key)
        time.sleep(20 * 60)

    assert keys == ["AKIA1", "AKIA1", "AKIA1", "AKIA2", "AKIA2"]
    assert fetched == [timedelta(0), timedelta(hours=1)]


def test_role_credentials_of_sso_are_asked_for_again(fake_aws: FakeAWS) -> None:
    """SSO's role credentials last as long in virtual time as the scripted answer says."""

    def answer(call: Call) -> Response:
        ends = call.at + LIFE
        key = {"accessKeyId": "AKIA", "secretAccessKey": "wJalr", "sessionToken": "t"}
        return Response(roleCredentials={**key, "expiration": int(ends.timestamp() * 1000)})

    fake_aws.on("sso.get_role_credentials").play(Computed(answer).forever())
    session = botocore.session.get_session()
    fetcher: Any = SSOCredentialFetcher(
        "https://example.awsapps.com/start",
        "eu-central-1",
        "Admin",
        "123456789012",
        session.create_client,
        token_loader=lambda _: {"accessToken": "token", "expiresAt": "2027-01-01T00:00:00Z"},
    )
    credentials: Any = DeferredRefreshableCredentials(method="sso", refresh_using=fetcher.fetch_credentials)
    for _ in range(8):
        credentials.get_frozen_credentials()
        time.sleep(20 * 60)

    asked = [call.at - fake_aws.clock.start for call in fake_aws.calls()]
    assert asked == [timedelta(0), timedelta(hours=1), timedelta(hours=2)]
