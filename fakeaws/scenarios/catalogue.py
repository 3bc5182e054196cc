"""The scenarios: one entry each, with a sentence on when it happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fakeaws.errors import PlanError
from fakeaws.nearest import did_you_mean
from fakeaws.scenarios import of_calls, of_polls
from fakeaws.scenarios.expectation import Expectation
from fakeaws.scenarios.scenario import Scenario
from fakeaws.scenarios.scene import times


def scenario_named(name: object, known: Mapping[str, Scenario] | None = None) -> Scenario:
    """The scenario called so; one is itself. Raises PlanError."""
    if isinstance(name, Scenario):
        return name
    scenarios = SCENARIOS if known is None else known
    if not isinstance(name, str) or name not in scenarios:
        raise PlanError(f"{name} is not a scenario.{did_you_mean(name, scenarios)}")
    return scenarios[name]


def with_own(own: Iterable[Scenario]) -> dict[str, Scenario]:
    """All scenarios by name; one's own take the place of ours where they have the same name."""
    return {**SCENARIOS, **{scenario.name: scenario for scenario in own}}


_PATIENCE = Expectation(code_should="return")

_ALL = (
    Scenario(
        "throttled-then-fine",
        "many callers share one account's rate, and the next second is free again",
        plays=of_calls.throttled_then_fine,
        expects=of_calls.expects_fine_after_throttling,
    ),
    Scenario(
        "throttled-for-good",
        "another job of the account never leaves any of the rate",
        plays=of_calls.throttled_for_good,
        expects=of_calls.expects_giving_up,
    ),
    Scenario(
        "throttled-by-rate",
        "calls come faster than the service takes them, and others have used up its burst",
        plays=of_calls.throttled_by_rate,
        expects=of_calls.expects_fine_at_a_rate,
    ),
    Scenario(
        "5xx-burst",
        "the service fails for some seconds, as in a deployment of its own",
        plays=of_calls.broken_down_twice,
        expects=of_calls.expects_fine_after_a_burst,
    ),
    Scenario(
        "read-timeout-after-the-work",
        "the service does what it is asked, and the answer is lost; botocore asks again",
        plays=of_calls.done_unheard,
        expects=of_calls.expects_done_once,
        applies=of_calls.does_something,
    ),
    Scenario(
        "connection-reset",
        "a NAT gateway or a proxy has forgotten an idle connection",
        plays=of_calls.reset_twice,
        expects=of_calls.expects_fine_after_a_reset,
    ),
    Scenario(
        "credentials-expire-midway",
        "a session's credentials last an hour, and the work takes longer",
        plays=of_polls.expired_midway,
        expects=of_polls.expects_expiry,
        applies=of_polls.takes_several_calls,
    ),
    Scenario(
        "access-denied",
        "the role lacks the permission, or somebody took it away",
        plays=of_calls.denied,
        expects=of_calls.expects_denial,
        applies=of_calls.is_signed,
    ),
    Scenario(
        "not-found-right-after-creation",
        "what was just created is not yet known everywhere",
        plays=of_calls.not_found_at_first,
        expects=of_calls.expects_another_look,
        applies=of_calls.may_miss_something,
    ),
    Scenario(
        "stale-read",
        "the answer comes from a replica that lags, and tells an earlier state again",
        plays=of_polls.stale,
        expects=of_polls.expects_well(lambda polls: len(polls) + 2),
        applies=of_polls.has_something_older,
    ),
    Scenario(
        "duplicate-state",
        "each state is told twice, as by polls that come faster than changes",
        plays=of_polls.twice,
        expects=of_polls.expects_well(lambda polls: 2 * times(polls) - 1),
        applies=of_polls.is_polled,
    ),
    Scenario(
        "stuck-for-ever",
        "the work never ends, because what it waits for never comes",
        plays=of_polls.stuck,
        expects=of_polls.expects_impatience,
        applies=of_polls.is_polled,
    ),
    Scenario(
        "failed-at-the-end",
        "the work fails after it went well for long",
        plays=of_polls.going("failed"),
        expects=of_polls.expects_the_end("failed"),
        applies=of_polls.has_an_end("failed"),
    ),
    Scenario(
        "rolled-back",
        "an alarm goes off, and the service takes back what it had done",
        plays=of_polls.going("rolled back"),
        expects=of_polls.expects_the_end("rolled back"),
        applies=of_polls.has_an_end("rolled back"),
    ),
    Scenario(
        "reverted-after-success",
        "it was complete, and somebody took it back before the next poll",
        plays=of_polls.going("reverted"),
        expects=of_polls.expects_the_end("reverted"),
        applies=of_polls.has_an_end("reverted"),
    ),
    Scenario(
        "stopped-by-another",
        "somebody stops the work in the console",
        plays=of_polls.going("stopped"),
        expects=of_polls.expects_the_end("stopped"),
        applies=of_polls.has_an_end("stopped"),
    ),
    Scenario(
        "unknown-new-state",
        "AWS adds a state that the installed botocore does not know, on the way to the end",
        plays=of_polls.unknown_state,
        expects=of_polls.expects_calm,
        applies=of_polls.tells_states,
    ),
    Scenario(
        "missing-optional-members",
        "the answer has only what the model requires, and the state",
        plays=of_polls.lean,
        expects=of_polls.expects_modesty,
        applies=of_polls.may_lack_something,
    ),
    Scenario(
        "empty-list",
        "there is nothing to list",
        plays=of_polls.without_items,
        expects=_PATIENCE,
        applies=of_polls.lists_items,
    ),
    Scenario(
        "last-page-empty",
        "a token leads to a page without items, as after a filter",
        plays=of_polls.with_an_empty_end,
        expects=Expectation(code_should="return", calls=2),
        applies=of_polls.has_a_second_page,
    ),
    Scenario(
        "clock-skew",
        "the machine's clock is 20 minutes off, as after a virtual machine was resumed",
        plays=of_calls.clock_skew,
        expects=of_calls.expects_a_refused_signature,
        applies=of_calls.is_signed,
    ),
    Scenario(
        "slow-service",
        "each answer takes 20 seconds",
        plays=of_calls.slow,
        expects=of_calls.expects_patience,
    ),
    Scenario(
        "partial-failure",
        "the call succeeds, and some of what it was asked for is not done",
        plays=of_calls.partly_done,
        expects=of_calls.expects_the_rest,
        applies=of_calls.is_a_batch,
    ),
)
SCENARIOS: dict[str, Scenario] = {scenario.name: scenario for scenario in _ALL}
