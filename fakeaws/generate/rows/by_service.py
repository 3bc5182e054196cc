"""The rows of each service, by the name that it has in ARNs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fakeaws.generate.rows.compute import COMPUTE
from fakeaws.generate.rows.data import DATA
from fakeaws.generate.rows.making import Rows
from fakeaws.generate.rows.management import MANAGEMENT

BY_SERVICE: Final[Mapping[str, Rows]] = {**COMPUTE, **DATA, **MANAGEMENT}
