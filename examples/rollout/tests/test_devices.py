"""A bulk deployment is followed to each of its ends."""

import pytest
from rollout.devices import BulkDeploymentFailed, deploy_groups

INPUT = ("https://releases.s3-eu-central-1.amazonaws.com/groups.jsonl", "arn:aws:iam::123456789012:role/Greengrass")


def test_all_groups_are_deployed(greengrass_bulk_deployment):
    """The number of records that were processed comes back."""
    greengrass_bulk_deployment().completes(records=12)

    assert deploy_groups(*INPUT, token="release-7") == 12


def test_completed_is_not_success(greengrass_bulk_deployment):
    """A bulk deployment that is Completed with invalid records counts as failed."""
    greengrass_bulk_deployment().completes(records=12, invalid=2)

    with pytest.raises(BulkDeploymentFailed, match="2 of 12 records"):
        deploy_groups(*INPUT, token="release-7")


def test_a_bad_input_file_is_reported(greengrass_bulk_deployment):
    """The message of a failed bulk deployment reaches the caller."""
    greengrass_bulk_deployment().fails("InvalidInputFile: GroupId is missing in line 3")

    with pytest.raises(BulkDeploymentFailed, match="line 3"):
        deploy_groups(*INPUT, token="release-7")
