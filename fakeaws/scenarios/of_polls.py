"""Scenarios of who polls, or reads a list: states, and answers that lack what is usually there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from fakeaws.lifecycles.from_paginator import paging_of
from fakeaws.replies import Response
from fakeaws.scenarios import refusals
from fakeaws.scenarios.course import Course, Told, Way
from fakeaws.scenarios.expectation import Expectation
from fakeaws.scenarios.leanest import leanest, may_lack
from fakeaws.scenarios.of_calls import is_signed
from fakeaws.scenarios.scenario import Applies, Expects, Plan, Plays
from fakeaws.scenarios.scene import Scene, state_of, times
from fakeaws.script import Sayable, Script
from fakeaws.steps import Step


def expired_midway(scene: Scene) -> Iterable[Sayable]:
    first = scene.polls if not isinstance(scene.polls, str) else scene.happy
    return replace(first[0], count=1), refusals.expired(scene.operation).forever()


def expects_expiry(scene: Scene) -> Expectation:
    code = refusals.code_told(scene.operation, refusals.expired(scene.operation))
    return Expectation(code_should="raise", meets=code, calls=2)


def takes_several_calls(scene: Scene) -> str | None:
    if isinstance(scene.polls, str) and not (scene.is_paged and not paging_of(scene.operation).is_one_page):
        return f"one call of it is enough, as far as is known: {scene.polls}"
    return is_signed(scene)


def stale(scene: Scene) -> Iterable[Plan]:
    first, second, *rest = (replace(step, count=1) for step in _polls(scene)[:-1])
    yield scene.script(first, second, first, second, *rest, _polls(scene)[-1], allow_illegal=True)


def has_something_older(scene: Scene) -> str | None:
    if (reason := is_polled(scene)) is not None:
        return reason
    return None if len(_polls(scene)) > _OLDER else "its good answer is two states: before the first there is none"


def twice(scene: Scene) -> Iterable[Sayable]:
    return *(replace(step, count=2 * (step.count or 1)) for step in _polls(scene)[:-1]), _polls(scene)[-1]


def expects_well(calls: Callable[[tuple[Step, ...]], int]) -> Expects:
    """That it ends well after so many calls, counted from the usual answers."""

    def expects(scene: Scene) -> Expectation:
        polls = _polls(scene)
        return Expectation(code_should="return", ends=state_of(polls[-1]), calls=calls(polls))

    return expects


def stuck(scene: Scene) -> Iterable[Sayable]:
    *before, last = _polls(scene)[:-1]
    return *before, replace(last, count=None)


def expects_impatience(scene: Scene) -> Expectation:
    polls = _polls(scene)
    return Expectation(code_should="raise", ends=state_of(polls[-2]), calls=times(polls[:-1]))


def is_polled(scene: Scene) -> str | None:
    return scene.polls if isinstance(scene.polls, str) else None


def unknown_state(scene: Scene) -> Iterable[Plan]:
    usual = _usual(scene)
    new = Told(_new_state(usual[-1].state), _with_state(usual[-2].members, _new_state(usual[-1].state)))
    yield scene.script(*scene.steps((*usual[:-1], new, usual[-1])), allow_illegal=True)


def expects_calm(scene: Scene) -> Expectation:
    usual = _usual(scene)
    return Expectation(code_should="return", ends=usual[-1].state, calls=len(usual) + 1)


def tells_states(scene: Scene) -> str | None:
    if isinstance(scene.course, str):
        return scene.course
    return None if all(told.state for told in scene.course.usual) else "its answers tell no state by a word"


def going(kind: str) -> Plays:
    """The way to an end of this kind."""

    def plays(scene: Scene) -> Iterable[Script]:
        yield scene.script(*scene.steps(_aside(scene, kind)), allow_illegal=True)

    return plays


def expects_the_end(kind: str) -> Expects:
    def expects(scene: Scene) -> Expectation:
        way = _aside(scene, kind)
        return Expectation(code_should="raise", ends=way[-1].state or None, calls=len(way))

    return expects


def has_an_end(kind: str) -> Applies:
    def applies(scene: Scene) -> str | None:
        if isinstance(scene.course, str):
            return scene.course
        if kind in scene.course.asides:
            return None
        return f"nothing in {scene.course.known_by} is an end that is called {kind}"

    return applies


def lean(scene: Scene) -> Iterable[Sayable]:
    return (replace(step, reply=_lean(scene, step.reply)) for step in _whole(scene))


def expects_modesty(scene: Scene) -> Expectation:
    whole = _whole(scene)
    return Expectation(code_should="return", ends=state_of(whole[-1]), calls=times(whole))


def may_lack_something(scene: Scene) -> str | None:
    told = next((step.reply.members for step in _whole(scene) if isinstance(step.reply, Response)), {})
    return None if may_lack(scene.operation, told) else "its answer has no member that may be missing"


def without_items(scene: Scene) -> Iterable[Plan]:
    return (scene.pages(0),)


def with_an_empty_end(scene: Scene) -> Iterable[Plan]:
    return (scene.pages(2, page_size=2, ends_empty=True),)


def lists_items(scene: Scene) -> str | None:
    if not scene.is_paged:
        return "it does not answer in pages: botocore has no paginator for it"
    return None if paging_of(scene.operation).primary.holds_items else "its pages hold no items, but parts of a text"


def has_a_second_page(scene: Scene) -> str | None:
    if (reason := lists_items(scene)) is not None:
        return reason
    return "its model says that there is never a second page" if paging_of(scene.operation).is_one_page else None


def _polls(scene: Scene) -> tuple[Step, ...]:
    return () if isinstance(scene.polls, str) else scene.polls


def _usual(scene: Scene) -> Way:
    return scene.course.usual if isinstance(scene.course, Course) else ()


def _aside(scene: Scene, kind: str) -> Way:
    return scene.course.asides[kind] if isinstance(scene.course, Course) else ()


def _whole(scene: Scene) -> tuple[Step, ...]:
    """The good answer, as far as it is written out; pages, which are made when they are asked for, are one answer."""
    is_written = all(isinstance(step.reply, Response) for step in scene.happy)
    return scene.happy if is_written or scene.given else (Response().forever(),)


def _lean(scene: Scene, reply: Any) -> Any:
    if not isinstance(reply, Response):
        return reply
    return Response.exactly(leanest(scene.operation, reply.members, scene.params, scene.generator))


def _new_state(like: str) -> str:
    """A state that no model has, in the case of another."""
    if like.isupper():
        return "A_STATE_OF_TOMORROW"
    return "a_state_of_tomorrow" if like.islower() else "AStateOfTomorrow"


def _with_state(members: Any, state: str) -> Any:
    """The members with another state in place of the first text in them."""
    if isinstance(members, str):
        return state
    if isinstance(members, Mapping):
        return {name: _with_state(value, state) for name, value in members.items()}
    return [_with_state(value, state) for value in members] if isinstance(members, list) else members


_OLDER = 2
