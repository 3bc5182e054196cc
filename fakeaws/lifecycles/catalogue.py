"""The lifecycles: one literal each."""

from __future__ import annotations

from fakeaws.lifecycles.appconfig.answers import describe_deployment
from fakeaws.lifecycles.cognito_sync.answers import describe_bulk_publish
from fakeaws.lifecycles.greengrass.answers import describe_bulk_deployment
from fakeaws.lifecycles.lifecycle import Lifecycle


def lifecycle_of(operation: str) -> Lifecycle | None:
    """The lifecycle whose state this operation tells: `appconfig.get_deployment`."""
    return next((one for one in CATALOGUE.values() if one.status_operation == operation), None)


APPCONFIG_DEPLOYMENT = Lifecycle(
    name="appconfig.deployment",
    moves={
        "VALIDATING": ("DEPLOYING", "ROLLING_BACK"),
        "DEPLOYING": ("BAKING", "ROLLING_BACK"),
        "BAKING": ("COMPLETE", "ROLLING_BACK"),
        "COMPLETE": ("REVERTED",),
        "ROLLING_BACK": ("ROLLED_BACK",),
        "ROLLED_BACK": (),
        "REVERTED": (),
    },
    begins=("DEPLOYING", "VALIDATING", "COMPLETE"),
    rests=("COMPLETE",),
    doubtful=(("VALIDATING", "ROLLING_BACK"),),
    status_operation="appconfig.get_deployment",
    status_member="State",
    operations=(
        "appconfig.start_deployment",
        "appconfig.get_deployment",
        "appconfig.list_deployments",
        "appconfig.stop_deployment",
        "appconfig.get_environment",
    ),
    describe=describe_deployment,
)

GREENGRASS_BULK_DEPLOYMENT = Lifecycle(
    name="greengrass.bulk_deployment",
    moves={
        "Initializing": ("Running", "Failed", "Stopping"),
        "Running": ("Completed", "Failed", "Stopping"),
        "Completed": (),
        "Stopping": ("Stopped", "Completed"),
        "Stopped": (),
        "Failed": (),
    },
    begins=("Initializing",),
    doubtful=(("Stopping", "Completed"),),
    status_operation="greengrass.get_bulk_deployment_status",
    status_member="BulkDeploymentStatus",
    operations=(
        "greengrass.start_bulk_deployment",
        "greengrass.get_bulk_deployment_status",
        "greengrass.list_bulk_deployments",
        "greengrass.stop_bulk_deployment",
        "greengrass.list_bulk_deployment_detailed_reports",
    ),
    describe=describe_bulk_deployment,
)

COGNITO_SYNC_BULK_PUBLISH = Lifecycle(
    name="cognito-sync.bulk_publish",
    moves={
        "NOT_STARTED": ("IN_PROGRESS",),
        "IN_PROGRESS": ("SUCCEEDED", "FAILED"),
        "SUCCEEDED": ("IN_PROGRESS",),
        "FAILED": ("IN_PROGRESS",),
    },
    begins=("NOT_STARTED",),
    rests=("SUCCEEDED", "FAILED"),
    status_operation="cognito-sync.get_bulk_publish_details",
    status_member="BulkPublishStatus",
    operations=("cognito-sync.bulk_publish", "cognito-sync.get_bulk_publish_details"),
    describe=describe_bulk_publish,
)

CATALOGUE: dict[str, Lifecycle] = {
    lifecycle.name: lifecycle
    for lifecycle in (APPCONFIG_DEPLOYMENT, GREENGRASS_BULK_DEPLOYMENT, COGNITO_SYNC_BULK_PUBLISH)
}
