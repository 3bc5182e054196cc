"""Where a scenario is played: one operation, the good answer that a test gives or the model knows, and a generator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from fakeaws.errors import InvalidParameters
from fakeaws.frozen import fill
from fakeaws.generate.generator import Generator
from fakeaws.generate.place import snake
from fakeaws.lifecycles.from_paginator import paging_of
from fakeaws.lifecycles.page_maker import Terms
from fakeaws.lifecycles.paged import Pages
from fakeaws.model import Operation
from fakeaws.replies import Computed, Response
from fakeaws.scenarios.course import Course, Told, course_of
from fakeaws.script import Sayable, Script, as_step
from fakeaws.steps import Step


@dataclass(frozen=True, slots=True)
class Scene:
    """What the functions of a scenario are told; everything else is read from the model when it is asked for.

    `params` are those of the calls that it answers. `given` is the good answer, step by step, where the test says it.
    `number` tells the listings of one test apart.
    """

    operation: Operation
    params: Mapping[str, Any] = field(default_factory=dict)
    given: tuple[Step, ...] = ()
    generator: Generator = field(default_factory=lambda: Generator(0), compare=False)
    number: int = 1
    __hash__: ClassVar[None]  # type: ignore[assignment]  # parameters are a dict

    def check(self) -> None:
        """Raise InvalidParameters or InvalidReply for what the operation does not take or give."""
        unknown = [name for name in self.params if name not in self.operation.parameters]
        if unknown:
            raise InvalidParameters(self.operation.name, unknown, self.operation.parameters)
        if self.given:
            Script(self.operation.name, *self.given)

    @property
    def course(self) -> Course | str:
        """The course of what the operation tells of; where none is known, the reason."""
        return course_of(self.operation)

    @property
    def happy(self) -> tuple[Step, ...]:
        """The good answer: as given, by a lifecycle or a waiter, in pages, by its states, or made up."""
        if self.given:
            return self.given
        if self.is_polled:
            return self.steps(self._course.usual)
        if self.is_paged:
            return (Computed(self.pages(_ITEMS, page_size=_PAGE).answer).forever(),)
        return (Response().forever(),)

    @property
    def polls(self) -> tuple[Step, ...] | str:
        """The answers to who polls, the last one for good; where there are none, the reason."""
        if len(self.given) > 1:
            return self.given
        return self.course if isinstance(self.course, str) else self.steps(self.course.usual)

    @property
    def ends(self) -> str | None:
        """The last state that the good answer tells."""
        return state_of(self.happy[-1]) if self.given or self.is_polled else None

    @property
    def calls(self) -> int:
        """How many calls it takes to get all of the good answer."""
        is_paged = self.is_paged and not (self.given or self.is_polled)
        return _PAGES if is_paged and not paging_of(self.operation).is_one_page else times(self.happy)

    @property
    def is_polled(self) -> bool:
        """Whether the good answer is that of a process: of one in a list only if a waiter waits for it."""
        return isinstance(self.course, Course) and (self.course.is_waited_for or not self.is_paged)

    @property
    def is_paged(self) -> bool:
        return self.operation.method in self.operation.service.paginators

    @property
    def is_signed(self) -> bool:
        """Whether the requests are signed, so that the service knows who asks, and when."""
        model = self.operation.model
        return model.auth_type != "none" and [*(model.auth or ())][:1] != ["smithy.api#noAuth"]

    def steps(self, way: Iterable[Told]) -> tuple[Step, ...]:
        """The answers of a process that goes this way; the last one stays."""
        told = [Response(one.members).times(1) for one in way]
        return (*told[:-1], *(replace(last, count=None) for last in told[-1:]))

    def pages(self, items: int, *, page_size: int | None = None, ends_empty: bool = False) -> Pages:
        """So many made-up items, in pages."""
        terms = Terms(self.operation.name, self.number, page_size, {}, self.params, ends_empty)
        return Pages(terms, items, self.generator)

    def script(self, *steps: Sayable, allow_illegal: bool = False) -> Script:
        """A script of these steps for the calls of this scene. Raises what `Script` raises."""
        said = tuple(map(as_step, steps))
        script = Script(self.operation.name, *said, allow_illegal=allow_illegal, **self.params)
        is_the_tests = any(step.reply is one.reply for step in said for one in self.given)
        is_ours = isinstance(self.course, Course) and self.course.lifecycle is None and not is_the_tests
        fill(script, is_bare=is_ours)
        return script

    @property
    def _course(self) -> Course:
        assert isinstance(self.course, Course)
        return self.course


def times(steps: Iterable[Step]) -> int:
    """How often they are said, what is said for ever once."""
    return sum(step.count or 1 for step in steps)


def state_of(step: Step) -> str | None:
    """The state that an answer tells."""
    return _state_in(step.reply.members) if isinstance(step.reply, Response) else None


def _state_in(members: Any, words: str = "") -> str | None:
    """The first text that is called for a state, or the `Name` of one."""
    if isinstance(members, str):
        return members if _TELLS.intersection(words.split("_")[-2:]) else None
    if isinstance(members, Mapping):
        found = (_state_in(value, f"{words}_{snake(name)}".lstrip("_")) for name, value in members.items())
    else:
        found = (_state_in(value, words) for value in (members if isinstance(members, list) else ()))
    return next((state for state in found if state is not None), None)


_TELLS = frozenset({"state", "status"})
_ITEMS, _PAGE, _PAGES = 4, 2, 2
