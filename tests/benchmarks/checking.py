"""`python -m tests.benchmarks.checking`: an answer checked by plain jsonschema, by botocore and by both our judges.

Every contender must first refuse the same answer with a wrong type in its last, deepest leaf. jsonschema is given the
answer as JSON, made before the clock starts, which favours it; the others take it as boto3 returns it.
"""

from __future__ import annotations

import copy
import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from botocore.validate import ParamValidator
from jsonschema import Draft202012Validator

from fakeaws.generate.synthesise import synthesise
from fakeaws.model import Operation
from fakeaws.schema.check import Checker
from fakeaws.schema.from_shape import from_operation
from tests.benchmarks.side_by_side import Contender, compare

Judge = Callable[[Any], bool]
DEPLOYMENT, INSTANCES = "appconfig.get_deployment", "ec2.describe_instances"


def main() -> None:
    """Print the tables."""
    reservation = synthesise(INSTANCES)["Reservations"][0]
    many = {"Reservations": [{**reservation, "Instances": reservation["Instances"] * 100}]}
    _compare(DEPLOYMENT, synthesise(DEPLOYMENT))
    _compare(f"{INSTANCES}", many)
    sys.stdout.write("the first schema of an operation in a process that has imported fakeaws, and the next time\n")
    for name in (DEPLOYMENT, INSTANCES):
        cold, warm = (statistics.median(times) for times in zip(*(_schema_times(name) for _ in range(5)), strict=True))
        sys.stdout.write(f"  {cold * 1e3:>10.2f} ms {warm * 1e3:>8.2f} ms  {name}\n")


def _compare(name: str, answer: Any) -> None:
    spoilt = copy.deepcopy(answer)
    _spoil(spoilt)
    contenders: dict[str, Contender] = {}
    for label, (judge, form) in _judges(name).items():
        assert judge(form(answer))
        assert not judge(form(spoilt))
        contenders[label] = _bound(judge, form(answer))
    compare(f"{name}, {len(json.dumps(answer, default=str))} characters as JSON", contenders)


def _bound(judge: Judge, data: Any) -> Contender:
    return lambda: judge(data)


def _judges(name: str) -> dict[str, tuple[Judge, Callable[[Any], Any]]]:
    schema, shape = from_operation(Operation.named(name), "response"), Operation.named(name).output_shape
    assert shape is not None
    plain, parameters = Draft202012Validator(schema), ParamValidator()
    quick, alone = (Checker(name, schema, "response", is_fast) for is_fast in (True, False))
    return {
        "jsonschema, a validator that is kept": (plain.is_valid, _as_json),
        "botocore's ParamValidator": (
            lambda data: not parameters.validate(data, shape).has_errors(),
            _as_it_is,
        ),
        "fakeaws, jsonschema alone": (lambda data: not alone.violations(data, "strict"), _as_it_is),
        "fakeaws, with the extra fast": (lambda data: not quick.violations(data, "strict"), _as_it_is),
    }


def _as_it_is(data: Any) -> Any:
    return data


def _as_json(data: Any) -> Any:
    return json.loads(json.dumps(data, default=lambda moment: moment.isoformat()))


def _spoil(data: Any) -> None:
    """Let the last leaf be of another type."""
    holder, key = data, next(reversed(data))
    while isinstance(holder[key], (dict, list)) and holder[key]:
        holder = holder[key]
        key = next(reversed(holder)) if isinstance(holder, dict) else len(holder) - 1
    holder[key] = {"another": "type"}


def _schema_times(name: str) -> tuple[float, float]:
    code = f"""
import time
from fakeaws.schema.schemas import schema_for
times = []
for _ in range(2):
    start = time.perf_counter()
    schema_for({name!r})
    times.append(time.perf_counter() - start)
print(*times)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    cold, warm = map(float, done.stdout.split())
    return cold, warm


if __name__ == "__main__":
    main()
