"""The fake: one player, its doors, its clock and its lifecycles, for one test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from fakeaws.answers import Answers
from fakeaws.called import calls_like, expect_called
from fakeaws.clock import VirtualClock
from fakeaws.disturbance import Disturbance, Disturbing
from fakeaws.errors import (
    FakeAWSError,
    PlanError,
    PolledForever,
    PollingForever,
    UnplayedSteps,
)
from fakeaws.explain import explain_key, explain_surprises
from fakeaws.frozen import short
from fakeaws.generate.generator import Generator
from fakeaws.hooks import speaking_for_aws
from fakeaws.lifecycles.appconfig.deployments import AppConfigDeployments
from fakeaws.lifecycles.appconfig.plan import DeploymentPlan
from fakeaws.lifecycles.appconfig.strategies import Strategy
from fakeaws.lifecycles.cognito_sync.bulk_publishes import CognitoSyncBulkPublishes
from fakeaws.lifecycles.cognito_sync.plan import BulkPublishPlan
from fakeaws.lifecycles.greengrass.bulk_deployments import GreengrassBulkDeployments
from fakeaws.lifecycles.greengrass.plan import BulkDeploymentPlan
from fakeaws.lifecycles.page_maker import Terms
from fakeaws.lifecycles.paged import Pages
from fakeaws.lifecycles.rows import Items
from fakeaws.lifecycles.waiter_answers import WaiterAnswers
from fakeaws.log import LoggedCall
from fakeaws.options import Options
from fakeaws.origin import complains_to_the_user
from fakeaws.passages import Passage
from fakeaws.player import Player
from fakeaws.recording import record
from fakeaws.recordings.replaying import scripts_in
from fakeaws.scenarios.catalogue import with_own
from fakeaws.scenarios.failure import Expected, Failure
from fakeaws.scenarios.scenario import Scenario
from fakeaws.script import Sayable, Script
from fakeaws.stage import Asked, Hands, Stage
from fakeaws.timeline import history
from fakeaws.transports.stubber import Stubber
from fakeaws.transports.wire import WireDoor
from fakeaws.virtual_time import running_on
from fakeaws.worlds import Worlds

if TYPE_CHECKING:
    from typing_extensions import Self


class FakeAWS:
    """Answers, while it is started, for AWS to every botocore client of the process, on virtual time.

    As a context manager it also verifies at the end, unless the block raised:

        with FakeAWS() as fake_aws:
            fake_aws.on("appconfig.get_deployment").play(Response(State="COMPLETE"))
    """

    @complains_to_the_user
    def __init__(self, options: Options | None = None, *, scenarios: Iterable[Scenario] = ()) -> None:
        if options is not None and not isinstance(options, Options):
            raise PlanError(f"FakeAWS takes Options, such as FakeAWS(Options(seed=7)), not {short(options)}.")
        self.options = options or Options()
        self.generator = Generator(self.options.seed, self.options.start)
        self._player = Player(self.options, self.generator)
        self._wire = WireDoor(self._player)
        self._stubbers: list[Stubber] = []
        self._worlds = Worlds(self._player, self.generator, self.play)
        self._pages: list[Pages] = []
        hands = Hands(self.generator, self.play, self._player.hold_to, self._list_in, self._pages, self.is_stubbed)
        self.stage = Stage(hands, with_own(scenarios))
        self._undo = ExitStack()
        self._started = False
        self._told: list[FakeAWSError | PollingForever] = []

    @property
    def clock(self) -> VirtualClock:
        """The virtual clock that this test runs on."""
        return self._player.clock

    def on(self, operation: str, /, **params: Any) -> Answers:
        """Begin to say what answers the calls of `operation` whose parameters include `params`."""
        return Answers(operation, params, self.play, self._player.hold_to, self.disturb)

    @complains_to_the_user
    def waiter(self, name: str, /, **params: Any) -> WaiterAnswers:
        """Begin to say how it ends for the waiter called `ecs.services_stable`, whose parameters include `params`.

        Raises UnknownOperation or InvalidParameters.
        """
        return WaiterAnswers(self.play, name, params)

    @complains_to_the_user
    def play(self, script: Script) -> None:
        """Play `script` from now on. Raises IllegalMove or DoorCannotCarry on the caller's line."""
        if not isinstance(script, Script):
            raise PlanError(f"play takes a whole Script, not {script!r}: fake_aws.on(operation).play(steps) makes one.")
        self.refuse_what_cannot_pass(script)
        self._player.add(script)

    def refuse_what_cannot_pass(self, script: Script) -> None:
        """Raise DoorCannotCarry or PlanError for what the door to this service's clients has no way to carry."""
        service = script.operation.service.name
        doors: list[Stubber | WireDoor] = [one for one in self._stubbers if one.service_name == service]
        for door in doors or [self._wire]:
            door.refuse_what_cannot_pass(script)

    @complains_to_the_user
    def replay(
        self,
        path: str | PathLike[str],
        *,
        ordered: bool = False,
        operation: str | None = None,
        skip_broken: bool = False,
    ) -> tuple[Script, ...]:
        """Answer with what is recorded in a file, or in all files below a folder, of any format.

        A call gets what was recorded of the call with the same operation and parameters, equal calls in the order of
        the recording; `ordered`, all calls in that order. Where parameters were not recorded, the operation alone
        decides. All tries of a call get its one answer, unless each was recorded. `operation` is meant where the file
        names none. Raises RecordingError for what cannot be read or played, unless `skip_broken`.
        """
        scripts = scripts_in(
            Path(path),
            self.refuse_what_cannot_pass,
            ordered=ordered,
            operation=operation,
            skip_broken=skip_broken,
        )
        self._player.add_recorded(scripts, ordered=ordered)
        return scripts

    def record(
        self, path: str | PathLike[str], *, scrub: bool = True, credentials: bool = False
    ) -> AbstractContextManager[None]:
        """Record, while the block runs, what is let through: see `fakeaws.record`."""
        return record(path, scrub=scrub, credentials=credentials)

    @complains_to_the_user
    def let_through(self, name: str, /, *, to: str | None = None) -> None:
        """Leave what no script answers of a service, or of one operation, to somebody else, such as moto's `mock_aws`.

        A request that nobody in the process answers may go to this machine, or to the endpoint `to`; never to AWS. Time
        stays virtual. Raises UnknownOperation or PlanError.
        """
        self._player.passages.append(Passage(name, to=to))

    @complains_to_the_user
    def stub(self, client: Any) -> Stubber:
        """Answer `client` through a botocore Stubber instead of the wire, from the same scripts."""
        if not hasattr(getattr(client, "meta", None), "service_model"):
            raise PlanError(
                f"A Stubber is for a client, not for {client!r}; the client of a resource is its .meta.client."
            )
        stubber = Stubber(client, self._player)
        self.stage.refuse_at_a_stubber(stubber.service_name)
        for script in self._player.scripts:
            if script.operation.service.name == stubber.service_name:
                stubber.refuse_what_cannot_pass(script)
        stubber.activate()
        self._undo.callback(stubber.deactivate)
        self._stubbers.append(stubber)
        return stubber

    @complains_to_the_user
    def appconfig_deployment(self, strategy: str | Strategy | None = None, **params: Any) -> DeploymentPlan:
        """Plan an AppConfig deployment: see AppConfigDeployments.plan."""
        return self._worlds.of(AppConfigDeployments).plan(strategy, **params)

    @complains_to_the_user
    def greengrass_bulk_deployment(self, **params: Any) -> BulkDeploymentPlan:
        """Plan a Greengrass bulk deployment: see GreengrassBulkDeployments.plan."""
        return self._worlds.of(GreengrassBulkDeployments).plan(**params)

    @complains_to_the_user
    def cognito_sync_bulk_publish(self, identity_pool_id: str | None = None) -> BulkPublishPlan:
        """Plan a bulk publish of an identity pool: see CognitoSyncBulkPublishes.plan."""
        return self._worlds.of(CognitoSyncBulkPublishes).plan(identity_pool_id)

    @complains_to_the_user
    def pages(
        self,
        operation: str,
        /,
        items: Items,
        *,
        page_size: int | None = None,
        members: Mapping[str, Any] | None = None,
        **params: Any,
    ) -> Pages:
        """Answer the calls of `operation` whose parameters include `params` with these items, in pages.

        `items` is a list, a number of made-up ones, or a dict of these by result key; what an item leaves out is made
        up. A page has `page_size` of them at most (the service's largest, where it is known), fewer where the call
        asks for fewer. `members` are those beside the items, alike on all pages. Raises PlanError if botocore has no
        paginator for the operation.
        """
        terms = Terms(operation, len(self._pages) + 1, page_size, members or {}, params)
        pages = Pages(terms, items, self.generator)
        self._list_in(pages)
        return pages

    @complains_to_the_user
    def scenario(
        self,
        scenario: str | Scenario,
        operation: str,
        /,
        *,
        happy: Sayable | Iterable[Sayable] = (),
        expect: Expected = None,
        **params: Any,
    ) -> Failure:
        """Play a scenario, by its name or one of your own, to calls of `operation` whose parameters include `params`.

        `happy` are the steps of the good answer; without it the lifecycle, the model's states, the paginator or the
        generator makes one. What is returned tells what good code makes of it, in `.expects`: as the scenario says, or
        as `expect` does: "return", "raise", the exceptions to be raised, or an Expectation. Raises PlanError where the
        scenario makes no sense for the operation, and DoorCannotCarry.
        """
        return self.stage.play(Asked(scenario, operation, params, happy, expect))

    def disturb(self, disturbance: Disturbance) -> Disturbing:
        """Put a failure in at one call; what is returned tells which calls met it. Raises DoorCannotCarry or PlanError.

        By hand: `fake_aws.on(operation).disturb(reply, call=3)`.
        """
        self.refuse_what_cannot_pass(disturbance.script)
        self._player.disturbing.append(disturbing := Disturbing(disturbance))
        return disturbing

    def unplayed(self) -> UnplayedSteps | None:
        """The steps that nobody has asked for so far, as the error that the end of the test would raise."""
        return self._player.unplayed()

    def is_stubbed(self, operation: str) -> bool:
        """Whether a Stubber answers the clients of its service."""
        return any(one.service_name == operation.partition(".")[0] for one in self._stubbers)

    @property
    def surprises(self) -> tuple[BaseException, ...]:
        """What the end of the test will tell, so far."""
        return tuple(self._player.surprises)

    @complains_to_the_user
    def calls(self, operation: str | None = None, /, **params: Any) -> list[LoggedCall]:
        """The calls made so far, of one operation or of all, in the order in which they began.

        With `params`, only those whose parameters include them. Raises UnknownOperation or InvalidParameters.
        """
        return calls_like(self._player.calls, operation, params)

    @complains_to_the_user
    def assert_called(self, operation: str, times: int | None = None, /, **params: Any) -> None:
        """Raise CallsDiffer unless calls of `operation` whose parameters include `params` were made.

        So many `times`, each call counted once however often botocore tried; at least once without it, and 0 for
        never. Raises UnknownOperation, InvalidParameters or PlanError.
        """
        expect_called(self._player.calls, operation, times, params, self.clock.start)

    def start(self) -> None:
        """Answer for AWS from now on. Raises PlanError if it does already, or if somebody else moves the time."""
        if self._started:
            raise PlanError("This fake is started already; FakeAWS() makes another.")
        with ExitStack() as undo:
            undo.enter_context(running_on(self.clock))
            undo.enter_context(speaking_for_aws(self._wire))
            self._undo.push(undo.pop_all())
        self._started = True

    def stop(self) -> None:
        """Put everything back as it was before `start`."""
        self._started = False
        self._undo.close()

    def verify(self, *, unplayed: bool = True) -> None:
        """Raise the first surprise that was swallowed, else UnplayedSteps if those are asked for; each only once."""
        for surprise in self._player.surprises:
            if surprise not in self._told:
                self._told += self._player.surprises
                raise surprise.with_traceback(None)
        left = self._player.unplayed() if unplayed else None
        if left is not None and left not in self._told:
            self._told.append(left)
            raise left

    def report(self, error: BaseException | None = None) -> str:
        """The seed, the calls in virtual time, the plans, and the surprises that `error` does not show by itself.

        For the report of a test that failed with `error`.
        """
        lines = [f"seed {self.options.seed}, virtual time {self.clock.elapsed} passed"]
        lines += self.history()
        lines += [] if self._player.calls else ["no call was made"]
        lines += self._worlds.outlook()
        hint = explain_key(error.args[0], self._player.calls) if isinstance(error, KeyError) and error.args else None
        return "\n".join([*lines, *([hint] if hint else []), *explain_surprises(self._player.surprises, error)])

    def _list_in(self, pages: Pages) -> None:
        self._pages.append(pages)
        self._player.sources_of_unplayed.append(pages.unplayed)
        for script in pages.scripts():
            self.play(script)

    def history(self) -> list[str]:
        """What happened so far, in virtual time, a line each."""
        return history(self._player.calls, self._player.moves, self.clock.start)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self.stop()
        if error is None:
            self.verify()
            return
        told = PolledForever(error.explanation) if isinstance(error, PollingForever) else error
        if hasattr(told, "add_note"):
            told.add_note(self.report(error))
        if told is not error:
            raise told.with_traceback(error.__traceback__) from None
