"""`python -m tests.benchmarks.generating`: what made-up data costs, against moto's id makers and plain Faker.

Three tables. Ids: ours, alone and in a whole Faker, moto's and Faker's in turn, where they make the same kind of thing,
which is looked at first. Start-up: the provider alone against a whole Faker, in fresh processes, with the import, and
in one that has imported both. Synthesis: the response of every operation, its plan apart from what is drawn by it;
operations are taken in the order of a seed, and `python -m tests.benchmarks.generating 500` takes that many. Needs
moto, in the extra `test`.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

import faker
from moto.ec2 import utils as ec2
from moto.iam import utils as iam
from moto.moto_api._internal import mock_random

from fakeaws.generate.provider import AwsProvider
from fakeaws.generate.seeds import seeded_provider
from fakeaws.generate.synthesise import complete
from fakeaws.model import Operation, Service, service_names
from tests.benchmarks.side_by_side import Contender, compare

ROUNDS = 7


def main() -> None:
    """Print the tables."""
    plain = faker.Faker()
    plain.add_provider(AwsProvider)
    for what, (form, contenders) in _ids(plain, seeded_provider(1)).items():
        for name, make in contenders.items():
            assert re.fullmatch(form, str(make())), f"{name} makes no {what}"
        compare(f"{what} (how many times faster than the first)", contenders)
    _start_up()
    _synthesis(plain, int(sys.argv[1]) if len(sys.argv) > 1 else None)


def _ids(plain: Any, aws: Any) -> dict[str, tuple[str, dict[str, Contender]]]:
    """By kind: the form of such an id, and who makes it."""
    return {
        "a UUID": (
            r"[0-9a-f-]{36}",
            {
                "fakeaws, aws_uuid()": aws.aws_uuid,
                "moto, mock_random.uuid4()": mock_random.uuid4,
                "Faker, uuid4()": plain.uuid4,
            },
        ),
        "a short id": (
            r"[a-zA-Z0-9]{7}",
            {
                "fakeaws, aws_appconfig_id()": aws.aws_appconfig_id,
                "moto, mock_random.get_random_string(7)": lambda: mock_random.get_random_string(7),
                "Faker, pystr(7, 7)": lambda: plain.pystr(7, 7),
                "Faker, bothify('?#?#?#?')": lambda: plain.bothify("?#?#?#?"),
            },
        ),
        "an instance": (
            r"i-[0-9a-f]{17}",
            {
                "fakeaws, aws_instance_id()": aws.aws_instance_id,
                "the same, in a whole Faker": plain.aws_instance_id,
                "moto, random_instance_id()": ec2.random_instance_id,
                "Faker, hexify('i-' and 17 ^)": lambda: plain.hexify("i-" + "^" * 17),
            },
        ),
        "a VPC": (
            r"vpc-[0-9a-f]{8,17}",
            {"fakeaws, aws_vpc_id()": aws.aws_vpc_id, "moto, random_vpc_id()": ec2.random_vpc_id},
        ),
        "an access key": (
            r"[A-Z0-9]{20}",
            {
                "fakeaws, aws_access_key_id()": aws.aws_access_key_id,
                "moto, 'AKIA' and random_access_key()": lambda: "AKIA" + iam.random_access_key(),
            },
        ),
        "an ARN with its ids": (
            r"arn:aws:ecs:us-east-1:\d{12}:service/[\w-]+/[\w-]+",
            {
                "fakeaws, aws_arn('ecs', 'service', two names)": lambda: aws.aws_arn(
                    "ecs", "service", aws.aws_name("cluster"), aws.aws_name("service")
                ),
                "Faker, bothify() of the whole": lambda: plain.bothify(
                    "arn:aws:ecs:us-east-1:############:service/????????/????????"
                ),
            },
        ),
    }


def _start_up() -> None:
    sys.stdout.write("start-up in a fresh process, imports included, and what of it is above an empty one\n")
    taken: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(ROUNDS):
        for name, code in STARTS.items():
            taken[name].append(_process(code))
    empty = statistics.median(taken["nothing"])
    for name, times in taken.items():
        median = statistics.median(times)
        sys.stdout.write(f"  {median * 1e3:>10.0f} ms {(median - empty) * 1e3:>+8.0f} ms  {name}\n")
    compare(
        "start-up in a process that has imported both",
        {
            "faker.Faker()": faker.Faker,
            "AwsProvider(faker.Generator())": lambda: AwsProvider(faker.Generator()),
            "the same, seeded": lambda: seeded_provider(1),
        },
    )


def _process(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def _synthesis(plain: faker.Faker, most: int | None) -> None:
    names = [f"{service}.{method}" for service in service_names() for method in Service.named(service).methods]
    Random(1).shuffle(names)
    planning, drawing, making = [], [], []
    for name in names[:most]:
        operation = Operation.named(name)
        _ = operation.output_shape, operation.input_shape  # read the model before the clock starts
        first, again = (_timed(lambda: complete(operation, {}, aws=seeded_provider(1))) for _ in range(2))  # noqa: B023
        planning.append(max(0.0, first - again))
        drawing.append(again)
        making.append(_timed(plain.uuid4))
    sys.stdout.write(f"synthesis, {len(drawing)} operations: median, 95th percentile, total\n")
    for label, times in {
        "the plan of a response, once": planning,
        "a response drawn by its plan": drawing,
        "one uuid4() of Faker in between": making,
    }.items():
        cut = statistics.quantiles(times, n=20)[-1]
        sys.stdout.write(
            f"  {statistics.median(times) * 1e6:>10.1f} us {cut * 1e6:>10.1f} us {sum(times):>8.2f} s  {label}\n"
        )


def _timed(make: Callable[[], object]) -> float:
    start = time.perf_counter()
    make()
    return time.perf_counter() - start


STARTS = {
    "nothing": "pass",
    "faker.Faker()": "import faker; faker.Faker()",
    "AwsProvider(faker.Generator())": (
        "import faker; from fakeaws.generate.provider import AwsProvider; AwsProvider(faker.Generator()).aws_uuid()"
    ),
}

if __name__ == "__main__":
    main()
