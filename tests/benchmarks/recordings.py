"""`python -m tests.benchmarks.recordings`: recordings checked per second, beside plain jsonschema in a loop.

The same files for all: one call in each, the answers of many operations, every hundredth wrong. Each contender has a
process of its own and counts the wrong files, which have to be as many for all; the time is that of the whole process,
on the wall, and in processor time, which a busy machine stretches less.
The loop takes the response out of each file and asks jsonschema, with one validator for each operation, of the same
schema; it knows nothing of formats, of the values of boto3, of severities and of what is known of AWS. Without the
extra `fast`, jsonschema judges in fakeaws as well; jsonschema-rs is hidden from those processes.
"""

from __future__ import annotations

import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from jsonschema import Draft202012Validator

from fakeaws.generate.synthesise import synthesise
from fakeaws.recordings.checking import File, Finding, Result, Terms, check_file, lost
from fakeaws.recordings.processes import results_in_order
from fakeaws.schema.schemas import schema_for

FILES, ROUNDS = 10_000, 3


def main() -> None:
    """Print the rate of each contender, or be one of them."""
    if len(sys.argv) > 1:
        sys.stdout.write(f"{CONTENDERS[sys.argv[1]](sorted(Path(sys.argv[2]).iterdir()))}")
        return
    with tempfile.TemporaryDirectory() as folder:
        _record(Path(folder))
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in CONTENDERS}
        for _ in range(ROUNDS):
            for name, times in taken.items():
                times.append(_times(name, folder))
    first = next(iter(taken.values()))
    sys.stdout.write(
        f"{FILES} files: files a second and how many times the first that is; the same in processor time\n"
    )
    for name, times in taken.items():
        rates = "  ".join(_rate(first, times, clock) for clock in (0, 1))
        sys.stdout.write(f"  {rates}  {name}\n")


def _rate(first: list[tuple[float, float]], times: list[tuple[float, float]], clock: int) -> str:
    ratio = statistics.median(one[clock] / other[clock] for one, other in zip(first, times, strict=True))
    return f"{FILES / statistics.median(one[clock] for one in times):>7.0f} {ratio:>6.2f}x"


def _times(name: str, folder: str) -> tuple[float, float]:
    """The seconds that a contender takes, by the clock on the wall and by that of its processes."""
    start, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "tests.benchmarks.recordings", name, folder]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert int(found) == FILES // 100, f"{name} found {found}"
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, used


def _record(folder: Path) -> None:
    answers = {name: synthesise(name) for name in OPERATIONS}
    for number in range(FILES):
        name = OPERATIONS[number % len(OPERATIONS)]
        answer = {**answers[name], "Wrong": 1} if number % 100 == 0 else answers[name]
        text = json.dumps({"operation": name, "response": answer}, default=_as_text)
        (folder / f"{number:05}.json").write_text(text + "\n", encoding="utf-8")


def _as_text(value: datetime | bytes) -> str:
    return value.isoformat() if isinstance(value, datetime) else base64.b64encode(value).decode()


def _by_jsonschema(files: list[Path]) -> int:
    validators = {name: Draft202012Validator(schema_for(name)) for name in OPERATIONS}
    wrong = 0
    for file in files:
        call = json.loads(file.read_text(encoding="utf-8"))
        wrong += not validators[call["operation"]].is_valid(call["response"])
    return wrong


def _by_us(jobs: int, work: Callable[[File], Iterable[Result]]) -> Callable[[list[Path]], int]:
    def count(files: list[Path]) -> int:
        named = [File(str(file), file.name, is_named=False) for file in files]
        results = results_in_order(named, work, lost, jobs)
        return sum(isinstance(one, Finding) and one.violation.severity == "error" for one in results)

    return count


def _checked(file: File) -> Iterable[Result]:
    return check_file(file, Terms())


def _checked_without_fast(file: File) -> Iterable[Result]:
    sys.modules["jsonschema_rs"] = None  # type: ignore[assignment]  # so that it cannot be found
    return check_file(file, Terms())


OPERATIONS = (
    "appconfig.get_deployment",
    "dynamodb.describe_table",
    "ecs.describe_tasks",
    "sqs.receive_message",
    "iam.get_role",
    "s3.list_objects_v2",
    "ec2.describe_instances",
    "cloudformation.describe_stacks",
    "kms.describe_key",
    "sns.list_topics",
    "logs.describe_log_groups",
    "events.list_rules",
    "stepfunctions.describe_execution",
    "ssm.get_parameters",
    "rds.describe_db_instances",
    "route53.list_hosted_zones",
    "ecr.describe_images",
)

CONTENDERS: dict[str, Callable[[list[Path]], int]] = {
    "jsonschema in a loop": _by_jsonschema,
    "fakeaws without the extra fast, one process": _by_us(1, _checked_without_fast),
    "fakeaws without the extra fast, two processes": _by_us(2, _checked_without_fast),
    "fakeaws, one process": _by_us(1, _checked),
    "fakeaws, two processes": _by_us(2, _checked),
}

if __name__ == "__main__":
    main()
