"""A bulk publish is followed to its end, also when somebody else has started it."""

import pytest
from rollout.profiles import PublishFailed, publish_profiles

POOL = "eu-central-1:1f8e2c3a-5b4d-4e6f-8a9b-0c1d2e3f4a5b"


def test_profiles_are_published(cognito_sync_bulk_publish):
    """A publish that succeeds returns how long it took on AWS's side."""
    cognito_sync_bulk_publish(POOL).completes(takes=600)

    assert publish_profiles(POOL) == 600


def test_a_publish_in_progress_is_joined(cognito_sync_bulk_publish):
    """A publish that somebody else has started is waited for, not started again."""
    cognito_sync_bulk_publish(POOL).completes(takes=600).started()

    assert publish_profiles(POOL) == 600


def test_a_failed_publish_says_why(cognito_sync_bulk_publish):
    """The failure message reaches the caller."""
    cognito_sync_bulk_publish(POOL).fails("The stream has no room")

    with pytest.raises(PublishFailed, match="no room"):
        publish_profiles(POOL)
