"""Deploys group versions to devices with a Greengrass bulk deployment."""

from time import sleep

import boto3
from botocore.config import Config

greengrass = boto3.client("greengrass", region_name="eu-central-1", config=Config(retries={"mode": "standard"}))


class BulkDeploymentFailed(Exception):
    """The bulk deployment, or some of its records, did not succeed."""


def deploy_groups(input_file: str, role: str, *, token: str) -> int:
    """Deploy the groups that the file in S3 lists; return how many were deployed.

    Raises BulkDeploymentFailed if the whole or a part of it fails or is stopped.
    """
    started = greengrass.start_bulk_deployment(InputFileUri=input_file, ExecutionRoleArn=role, AmznClientToken=token)
    while True:
        status = greengrass.get_bulk_deployment_status(BulkDeploymentId=started["BulkDeploymentId"])
        match status["BulkDeploymentStatus"]:
            case "Completed":
                return _deployed(status["BulkDeploymentMetrics"])
            case "Failed":
                raise BulkDeploymentFailed(status.get("ErrorMessage", "no reason was given"))
            case "Stopping" | "Stopped":
                raise BulkDeploymentFailed("somebody stopped it")
            case _:
                sleep(10)


def _deployed(metrics: dict) -> int:
    bad = metrics["InvalidInputRecords"]
    if bad:
        raise BulkDeploymentFailed(f"{bad} of {metrics['RecordsProcessed']} records are invalid")
    return metrics["RecordsProcessed"]
