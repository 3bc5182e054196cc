"""Script what AWS will say, and test the code that polls, retries and fails on it.

The public names and nothing else; each is imported when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakeaws.clock import VirtualClock as VirtualClock
    from fakeaws.fake import FakeAWS as FakeAWS
    from fakeaws.generate.provider import AwsProvider as AwsProvider
    from fakeaws.generate.synthesise import synthesise as synthesise
    from fakeaws.lifecycles.appconfig.strategies import Strategy as Strategy
    from fakeaws.lifecycles.assumptions import Assumptions as Assumptions
    from fakeaws.lifecycles.statuses import statuses as statuses
    from fakeaws.options import Options as Options
    from fakeaws.recording import record as record
    from fakeaws.scenarios.expectation import Expectation as Expectation
    from fakeaws.scenarios.scenario import Scenario as Scenario
    from fakeaws.schema.check import check as check
    from fakeaws.schema.deviations import Deviation as Deviation
    from fakeaws.schema.files import ErrorSchema as ErrorSchema
    from fakeaws.schema.files import error_schemas as error_schemas
    from fakeaws.schema.forms import forms_of as forms_of
    from fakeaws.schema.schemas import schema_for as schema_for
    from fakeaws.schema.violation import Violation as Violation
    from fakeaws.script import Call as Call
    from fakeaws.script import Computed as Computed
    from fakeaws.script import Error as Error
    from fakeaws.script import Fault as Fault
    from fakeaws.script import Response as Response
    from fakeaws.script import Script as Script
    from fakeaws.transports.stubber import Stubber as Stubber

_HOMES = {
    "Assumptions": "fakeaws.lifecycles.assumptions",
    "AwsProvider": "fakeaws.generate.provider",
    "Call": "fakeaws.script",
    "Computed": "fakeaws.script",
    "Deviation": "fakeaws.schema.deviations",
    "Error": "fakeaws.script",
    "ErrorSchema": "fakeaws.schema.files",
    "Expectation": "fakeaws.scenarios.expectation",
    "FakeAWS": "fakeaws.fake",
    "Fault": "fakeaws.script",
    "Options": "fakeaws.options",
    "Response": "fakeaws.script",
    "Scenario": "fakeaws.scenarios.scenario",
    "Script": "fakeaws.script",
    "Strategy": "fakeaws.lifecycles.appconfig.strategies",
    "Stubber": "fakeaws.transports.stubber",
    "VirtualClock": "fakeaws.clock",
    "Violation": "fakeaws.schema.violation",
    "check": "fakeaws.schema.check",
    "error_schemas": "fakeaws.schema.files",
    "forms_of": "fakeaws.schema.forms",
    "record": "fakeaws.recording",
    "schema_for": "fakeaws.schema.schemas",
    "statuses": "fakeaws.lifecycles.statuses",
    "synthesise": "fakeaws.generate.synthesise",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605  # the table is the list


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
