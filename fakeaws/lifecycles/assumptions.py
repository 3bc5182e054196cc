"""What AWS does not document and no recording shows, and what fakeaws takes it to be. All of it is here."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Annotated, Any, Literal, get_args, get_type_hints

from fakeaws.errors import PlanError
from fakeaws.nearest import did_you_mean
from fakeaws.origin import complains_to_the_user

Spacing = Literal["recorded", "guide", "at once"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """One field for each assumption; hand another value to whoever knows better. Raises PlanError for one that is none.

    `fakeaws lifecycle --assumptions` prints the list.
    """

    # AppConfig
    spacing: Annotated[
        Spacing,
        "The steps: the last an interval before the bake, as in AWS's recorded log; or with the bake, as in the guide; "
        "or the first at once, as in one text of the API",
    ] = "recorded"
    first_percentage: Annotated[
        float, "PercentageComplete before the first step: 1 in AWS's example, 0 (which a Stubber refuses) in the guide"
    ] = 1.0
    completion_lag: Annotated[
        timedelta, "How late it completes after its bake; 6 s were recorded once, which makes poor arithmetic"
    ] = timedelta(0)
    rollback_takes: Annotated[timedelta, "How long ROLLING_BACK lasts"] = timedelta(minutes=1)
    revert_takes: Annotated[timedelta, "How long what is being reverted is still COMPLETE"] = timedelta(minutes=1)
    rollback_started: Annotated[str, "The text of ROLLBACK_STARTED where the test gives no reason; ours"] = (
        "Rollback started by {by}"
    )
    rollback_completed: Annotated[str, "The text of ROLLBACK_COMPLETED; ours"] = "Rollback completed"
    revert_completed: Annotated[str, "The text of REVERT_COMPLETED; ours"] = "Revert completed"
    rolls_back_by: Annotated[str, "Who triggers a rollback where nobody says it"] = "CLOUDWATCH_ALARM"
    extension_rolls_back_by: Annotated[str, "Who triggers a rollback over the error of an extension"] = "APPCONFIG"
    extension_failure: Annotated[str, "The ErrorMessage of such an extension; ours"] = "The action failed"
    reverts_by: Annotated[str, "Who triggers a planned revert"] = "USER"
    revert_logs_a_rollback: Annotated[bool, "Whether a revert also writes the events of a rollback"] = False
    completed_at_in: Annotated[tuple[str, ...], "The states that have CompletedAt; only COMPLETE is recorded"] = (
        "COMPLETE",
        "ROLLED_BACK",
        "REVERTED",
    )
    absent_in: Annotated[
        tuple[tuple[str, str], ...],
        "State and member, of a deployment, that does not have it then; a rollback is taken to keep all it had",
    ] = ()
    stops_while_baking: Annotated[
        bool, "Whether StopDeployment without AllowRevert takes what is BAKING; the guide says so, the API not"
    ] = True
    refuses_to_stop_what_is_over: Annotated[
        bool, "Whether StopDeployment refuses what is ROLLED_BACK or REVERTED; else it is answered, and changes nothing"
    ] = True
    stop_answers: Annotated[
        Literal["deployment", "zeros"],
        "The answer to StopDeployment; AWS's example has five members, all zero (which a Stubber refuses)",
    ] = "deployment"
    checks_the_latest_number: Annotated[bool, "Whether another LatestDeploymentNumber than the latest conflicts"] = True
    strategy_of_statuses: Annotated[str, "The strategy of a deployment whose states are written by hand"] = (
        "AppConfig.Linear50PercentEvery30Seconds"
    )

    # Greengrass
    initializing_takes: Annotated[timedelta, "How long Initializing lasts"] = timedelta(seconds=10)
    running_takes: Annotated[timedelta, "How long Running lasts"] = timedelta(minutes=1)
    stopping_takes: Annotated[timedelta, "How long Stopping lasts"] = timedelta(seconds=10)
    stopping_ends_in: Annotated[
        Literal["Stopped", "Completed"], "Where a stop leads; Completed if it comes too late for all records"
    ] = "Stopped"
    records: Annotated[int, "How many records an input file has of which nothing is said"] = 3
    bulk_deployment_failure: Annotated[str, "Why it failed where nobody says it; ours"] = "The bulk deployment failed"
    bulk_deployment_failure_code: Annotated[str, "DetailedErrorCode; the guide speaks of the 400 series"] = "400"
    refuses_another_start_with: Annotated[
        str, "The code for a start while one is in progress; the only one that is modelled"
    ] = "BadRequestException"
    refuses_a_token_again: Annotated[
        bool, "Whether a token that comes with other parameters is refused; else it gets the answer of its first start"
    ] = True
    building_takes: Annotated[timedelta, "How long a group's own deployment is Building"] = timedelta(seconds=10)
    group_takes: Annotated[timedelta, "How long a group's own deployment takes in all"] = timedelta(seconds=30)
    reports_invalid_records: Annotated[
        bool, "Whether the detailed reports have an entry, without DeploymentId, for an invalid record"
    ] = True
    record_failure: Annotated[str, "What a report says of an invalid record; ours"] = "The group version does not exist"
    group_failure: Annotated[str, "What it says of a group that failed; ours"] = "The deployment of the group failed"

    # Cognito Sync
    publish_takes: Annotated[timedelta, "How long a publish takes"] = timedelta(minutes=5)
    publish_failure: Annotated[str, "FailureMessage where nobody says it; ours"] = (
        "The records could not be put into the stream"
    )
    complete_time_in: Annotated[
        tuple[str, ...], "The states that have BulkPublishCompleteTime; an emulator has it for FAILED too"
    ] = ("SUCCEEDED",)

    # All three
    moves: Annotated[
        tuple[str, ...], "Moves that no source shows, which states written by hand may make all the same"
    ] = ("VALIDATING -> ROLLING_BACK", "Stopping -> Completed")

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if (value := getattr(self, name)) not in choices:
                raise PlanError(f"{name}={value!r} is no assumption.{did_you_mean(value, choices)}")


# Here, because the constructor that dataclass writes would stand between the complaint and the user's line.
Assumptions.__init__ = complains_to_the_user(Assumptions.__init__)  # type: ignore[method-assign]  # takes what it took


def assumed() -> list[tuple[str, Any, str]]:
    """Each assumption by name, with what is assumed and why."""
    hints = get_type_hints(Assumptions, include_extras=True)
    return [(one.name, one.default, *hints[one.name].__metadata__) for one in fields(Assumptions)]


_CHOICES: dict[str, tuple[str, ...]] = {
    "spacing": get_args(Spacing),
    "stop_answers": ("deployment", "zeros"),
    "stopping_ends_in": ("Stopped", "Completed"),
}
DEFAULT = Assumptions()
