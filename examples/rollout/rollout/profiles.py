"""Publishes the profiles of an identity pool to its stream with Cognito Sync."""

import time

import boto3

cognito_sync = boto3.client("cognito-sync", region_name="eu-central-1")


class PublishFailed(Exception):
    """Some of the profiles may be in the stream, and some may not."""


def publish_profiles(pool: str) -> float:
    """Publish all profiles of the pool; return how many seconds it took. Joins a publish that is in progress.

    Raises PublishFailed.
    """
    try:
        cognito_sync.bulk_publish(IdentityPoolId=pool)
    except cognito_sync.exceptions.DuplicateRequestException:
        pass
    while True:
        details = cognito_sync.get_bulk_publish_details(IdentityPoolId=pool)
        if details["BulkPublishStatus"] == "SUCCEEDED":
            return (details["BulkPublishCompleteTime"] - details["BulkPublishStartTime"]).total_seconds()
        if details["BulkPublishStatus"] == "FAILED":
            raise PublishFailed(details["FailureMessage"])
        time.sleep(30)
