"""The generator of one test: what AWS would make up, it makes up, from one seed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from keyword import iskeyword
from typing import Any

from fakeaws.clock import START
from fakeaws.generate.place import snake
from fakeaws.generate.provider import AwsProvider
from fakeaws.generate.seeds import seeded_provider
from fakeaws.generate.synthesise import complete
from fakeaws.model import Operation


class Generator:
    """Completes replies and makes ids for one test; holds the seed, and where the stream of request ids stands.

    The same question gets the same made-up members each time it is asked, whatever was asked in between: a
    poller sees one deployment, not a new one with each poll. Their times lie before `start`, that of the test,
    but for those at which something expires.
    """

    def __init__(self, seed: int, start: datetime = START) -> None:
        self.seed = seed
        self.start = start
        self._requests = seeded_provider(seed, "requests")

    def complete(
        self,
        operation: Operation,
        members: Mapping[str, Any],
        params: Mapping[str, Any],
        question: str,
        *,
        told_at: datetime | None = None,
    ) -> dict[str, Any]:
        """The members of a reply to a call with these parameters, and what the model has beside them.

        `question` is what tells this call from others: equal questions, equal members. What expires does so after
        `told_at`.
        """
        return complete(operation, members, aws=self._aws(question), now=self.start, told_at=told_at, echo=params)

    def request_id(self) -> str:
        """The next request id."""
        return self._requests.aws_request_id()

    def appconfig_id(self, key: str) -> str:
        """The AppConfig id that belongs to a key; so do the other ids here: the same key, the same id."""
        return self._aws(key).aws_appconfig_id()

    def uuid(self, key: str) -> str:
        return self._aws(key).aws_uuid()

    def identity_pool_id(self, key: str) -> str:
        return self._aws(key).aws_identity_pool_id()

    def bulk_deployment_arn(self, bulk_deployment_id: str) -> str:
        return self._aws("").aws_greengrass_bulk_deployment_arn(bulk_deployment_id)

    def stub(self, operation: Operation) -> str:
        """A reply that the operation could give, as source text: its state if it has one, else what tells most."""
        answer = self.complete(operation, {}, {}, operation.name)
        states = [name for name, value in answer.items() if snake(name).endswith(_STATE) and isinstance(value, str)]
        plain = [name for name, value in answer.items() if isinstance(value, (str, int, float))]
        shown = [name for name in states[:1] or plain[:2] if name.isidentifier() and not iskeyword(name)]
        return f"Response({', '.join(f'{name}={answer[name]!r}' for name in shown)})"

    def _aws(self, stream: str) -> AwsProvider:
        return seeded_provider(self.seed, stream)


_STATE = ("state", "status")
