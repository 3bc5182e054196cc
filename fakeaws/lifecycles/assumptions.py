"""What AWS does not document and no recording shows, and what fakeaws takes it to be. All of it is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Assumptions:
    """One field for each assumption; hand another value to whoever knows better."""

    # AppConfig. The recorded log has the last step one interval before the bake; the user guide has it with the bake.
    spacing: Literal["recorded", "guide"] = "recorded"
    # The share of targets before the first step: AWS's example and the model say 1, the user guide 0
    # (which botocore's Stubber refuses).
    first_percentage: float = 1.0
    # How late it completes after its bake; 6 s were recorded once, which makes poor arithmetic in tests.
    completion_lag: timedelta = timedelta(0)
    # How long ROLLING_BACK lasts, after an alarm as after a stop.
    rollback_takes: timedelta = timedelta(minutes=1)
    # How long a deployment that is being reverted is still COMPLETE.
    revert_takes: timedelta = timedelta(minutes=1)
    # The wording of the events that are in no recording: ours, and different for start and end of a rollback.
    rollback_started: str = "Rollback started by {by}"
    rollback_completed: str = "Rollback completed"
    revert_completed: str = "Revert completed"
    # Who causes a move where neither the test nor a call says it.
    rolls_back_by: str = "CLOUDWATCH_ALARM"
    reverts_by: str = "USER"
    # The states that have CompletedAt; only COMPLETE is recorded. (A rollback keeps the percentage reached.)
    completed_at_in: tuple[str, ...] = ("COMPLETE", "ROLLED_BACK", "REVERTED")
    # Whether StopDeployment without AllowRevert takes a deployment that is BAKING: the guide says so, the API not.
    stops_while_baking: bool = True
    # The strategy of a deployment whose states are written by hand; one that shows its steps within a minute.
    strategy_of_statuses: str = "AppConfig.Linear50PercentEvery30Seconds"

    # Greengrass. How long each transient state lasts.
    initializing_takes: timedelta = timedelta(seconds=10)
    running_takes: timedelta = timedelta(minutes=1)
    stopping_takes: timedelta = timedelta(seconds=10)
    # How many records the input file of a bulk deployment has whose states are written by hand.
    records: int = 3
    # Why it failed, where the test does not say it, and the code in ErrorDetails.
    bulk_deployment_failure: str = "InvalidInputFile: The input file cannot be read"
    bulk_deployment_failure_code: str = "InvalidInputFile"

    # Cognito Sync. How long a publish takes.
    publish_takes: timedelta = timedelta(minutes=5)
    # Why it failed, where the test does not say it.
    publish_failure: str = "The records could not be put into the stream"
    # The states that have BulkPublishCompleteTime; it is documented for SUCCEEDED, an emulator sets it for FAILED too.
    complete_time_in: tuple[str, ...] = ("SUCCEEDED",)


DEFAULT = Assumptions()
