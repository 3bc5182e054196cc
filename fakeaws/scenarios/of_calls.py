"""Scenarios of single calls, by errors, faults and time: what is played, what is expected, and where it applies."""

from __future__ import annotations

from collections.abc import Iterable

from fakeaws.asking import only_asks
from fakeaws.rates import Rate
from fakeaws.replies import Error, Fault
from fakeaws.scenarios import refusals
from fakeaws.scenarios.batches import Batch, batch_of
from fakeaws.scenarios.expectation import GIVEN_UP, RETRIED_BY_MODEL, Expectation, tried
from fakeaws.scenarios.scenario import Plan
from fakeaws.scenarios.scene import Scene
from fakeaws.script import Sayable, refused_for_its_time
from fakeaws.steps import Step


def throttled_then_fine(scene: Scene) -> Iterable[Sayable]:
    return refusals.throttled(scene.operation).times(2), *scene.happy


def expects_fine_after_throttling(scene: Scene) -> Expectation:
    return _fine(scene, _code(scene, refusals.throttled(scene.operation)), attempts=3)


def throttled_for_good(scene: Scene) -> Iterable[Sayable]:
    return (refusals.throttled(scene.operation).forever(),)


def expects_giving_up(scene: Scene) -> Expectation:
    code = _code(scene, refusals.throttled(scene.operation))
    return Expectation(code_should="raise", meets=code, retried_by="botocore", attempts=GIVEN_UP)


def throttled_by_rate(scene: Scene) -> Iterable[Sayable | Plan]:
    name, error = scene.operation.name, refusals.throttled(scene.operation)
    yield Rate(name, per_second=_RATE, burst=1, error=error, params=scene.params, used_up=True)
    yield from scene.happy


def expects_fine_at_a_rate(scene: Scene) -> Expectation:
    return _fine(scene, _code(scene, refusals.throttled(scene.operation)), attempts=2)


def broken_down_twice(scene: Scene) -> Iterable[Sayable]:
    return *refusals.broken_down(scene.operation), *scene.happy


def expects_fine_after_a_burst(scene: Scene) -> Expectation:
    return _fine(scene, _code(scene, refusals.broken_down(scene.operation)[0]), attempts=3)


def done_unheard(scene: Scene) -> Iterable[Sayable]:
    again = _found_done(scene)
    return Fault("read-timeout"), *([again.forever()] if again is not None else scene.happy)


def expects_done_once(scene: Scene) -> Expectation:
    again = _found_done(scene)
    if again is None:
        return _fine(scene, "ReadTimeoutError", attempts=2)
    return Expectation(code_should="return", meets=_code(scene, again), attempts=tried(2))


def does_something(scene: Scene) -> str | None:
    return "it only asks, so that no work is done twice" if only_asks(scene.operation.name) else None


def reset_twice(scene: Scene) -> Iterable[Sayable]:
    return Fault("connection-reset").times(2), *scene.happy


def expects_fine_after_a_reset(scene: Scene) -> Expectation:
    return _fine(scene, "ConnectionClosedError", attempts=3)


def denied(scene: Scene) -> Iterable[Sayable]:
    return (refusals.denied(scene.operation).forever(),)


def expects_denial(scene: Scene) -> Expectation:
    error = refusals.denied(scene.operation)
    modelled = scene.operation.errors.get(error.code)
    attempts = RETRIED_BY_MODEL if modelled is not None and modelled.is_retried else tried(1)
    return Expectation(code_should="raise", meets=_code(scene, error), attempts=attempts)


def is_signed(scene: Scene) -> str | None:
    return None if scene.is_signed else "its requests are not signed: the service does not ask who sends them, or when"


def not_found_at_first(scene: Scene) -> Iterable[Sayable]:
    error = refusals.not_found(scene.operation)
    return *([error.times(_UNSEEN)] if error is not None else []), *scene.happy


def expects_another_look(scene: Scene) -> Expectation:
    error, calls = refusals.not_found(scene.operation), scene.calls + _UNSEEN
    code = _code(scene, error) if error is not None else None
    return Expectation(code_should="return", meets=code, retried_by="code", ends=scene.ends, calls=calls)


def may_miss_something(scene: Scene) -> str | None:
    known = refusals.not_found(scene.operation)
    return None if known is not None else "its model has no error for what is not found"


def clock_skew(_scene: Scene) -> Iterable[Sayable]:
    return (Fault("clock-skew").forever(),)


def expects_a_refused_signature(scene: Scene) -> Expectation:
    is_head = scene.operation.model.http.get("method") == "HEAD"
    return Expectation(code_should="raise", meets="403" if is_head else refused_for_its_time(scene.operation).code)


def slow(scene: Scene) -> Iterable[Step]:
    return (step.after(_SLOW) for step in scene.happy)


def expects_patience(scene: Scene) -> Expectation:
    return Expectation(code_should="return", ends=scene.ends, calls=scene.calls)


def partly_done(scene: Scene) -> Iterable[Sayable]:
    batch = batch_of(scene.operation)
    if isinstance(batch, str):
        return ()
    partly = batch.partly(scene.generator)
    return (partly, batch.wholly().forever()) if batch.is_left_over else (partly.forever(),)


def expects_the_rest(scene: Scene) -> Expectation:
    batch = batch_of(scene.operation)
    if isinstance(batch, Batch) and batch.is_left_over:
        return Expectation(code_should="return", retried_by="code", calls=2)
    return Expectation(code_should="raise")


def is_a_batch(scene: Scene) -> str | None:
    batch = batch_of(scene.operation)
    return batch if isinstance(batch, str) else None


def _code(scene: Scene, error: Error) -> str:
    return refusals.code_told(scene.operation, error)


def _fine(scene: Scene, meets: str, *, attempts: int) -> Expectation:
    """It is botocore that tries again, until all is well."""
    return Expectation(
        code_should="return",
        meets=meets,
        retried_by="botocore",
        ends=scene.ends,
        attempts=tried(attempts),
        calls=scene.calls,
    )


def _found_done(scene: Scene) -> Error | None:
    """How the service refuses to do its work again; nothing where a token tells it that it is the same request."""
    return None if scene.operation.idempotency_tokens else refusals.already_there(scene.operation)


_RATE = 200
"""Calls a second: so many that the shortest wait of botocore's back-off is long enough."""
_UNSEEN = 2
_SLOW = 20
"""Seconds: well below the 60 that botocore waits unless a client is told otherwise."""
