"""The worlds of one test: what answers for AppConfig, Greengrass and Cognito Sync, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from fakeaws.generate.generator import Generator
from fakeaws.lifecycles.appconfig.deployments import AppConfigDeployments
from fakeaws.lifecycles.cognito_sync.bulk_publishes import CognitoSyncBulkPublishes
from fakeaws.lifecycles.greengrass.bulk_deployments import GreengrassBulkDeployments
from fakeaws.player import Player
from fakeaws.script import Script

_World = TypeVar("_World", AppConfigDeployments, GreengrassBulkDeployments, CognitoSyncBulkPublishes)


class Worlds:
    """One world of each kind; grows with each kind that is asked for."""

    def __init__(self, player: Player, generator: Generator, play: Callable[[Script], None]) -> None:
        self._player = player
        self._generator = generator
        self._play = play
        self._made: dict[type, Any] = {}

    def of(self, kind: type[_World]) -> _World:
        """The world of this kind, which answers from now on."""
        if kind not in self._made:
            player = self._player
            world = kind(player.clock, self._generator, assumptions=player.options.assumptions)
            player.sources_of_unplayed.append(world.unplayed)
            for script in world.scripts():
                self._play(script)
            self._made[kind] = world
        made: _World = self._made[kind]
        return made

    def outlook(self) -> list[str]:
        """What is planned in all of them, a line each."""
        return [line for world in self._made.values() for line in world.outlook()]
