"""`python -m tests.benchmarks.making`: what it costs to make values and answers, against moto's makers and Faker.

Start-up: a generator with our provider alone, and a whole Faker. Values: ours, moto's where it has a maker, and a call
of Faker's for the same form. Answers: every operation of every service, first (its plan is made) and again; the median,
the 95th percentile and the total of each. Needs moto, in the extra `test`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence

import faker
from moto.ec2.utils import random_instance_id, random_vpc_id
from moto.iam.utils import random_access_key

from fakeaws import AwsProvider, synthesise
from fakeaws.model import Service, service_names
from tests.benchmarks.side_by_side import compare


def main() -> None:
    """Print the tables."""
    whole = faker.Faker()
    whole.add_provider(AwsProvider)
    bare = faker.Generator()
    aws = AwsProvider(bare)
    compare(
        "start-up",
        {"faker.Faker()": faker.Faker, "generator, our provider": lambda: AwsProvider(faker.Generator())},
    )
    compare(
        "an instance's id",
        {
            "moto, random_instance_id": random_instance_id,
            "Faker, hexify": lambda: whole.hexify("i-^^^^^^^^^^^^^^^^^"),
            "ours, in a whole Faker": whole.aws_instance_id,
            "ours, alone": aws.aws_instance_id,
        },
    )
    compare("a VPC's id", {"moto, random_vpc_id": random_vpc_id, "ours, alone": aws.aws_vpc_id})
    compare("an access key's id", {"moto, random_access_key": random_access_key, "ours, alone": aws.aws_access_key_id})
    compare("a UUID", {"Faker, uuid4": whole.uuid4, "ours, alone": aws.aws_uuid})
    compare(
        "an ARN with its ids",
        {
            "Faker, bothify": lambda: whole.bothify("arn:aws:ecs:us-east-1:############:service/????????/????????"),
            "ours, alone": lambda: aws.aws_arn("ecs", "service", aws.aws_name("cluster"), aws.aws_name("service")),
        },
    )
    _answers()


def _answers() -> None:
    names = [f"{service}.{method}" for service in service_names() for method in Service.named(service).methods]
    first, again = [], []
    for name in names:
        first.append(_time(name))
        again.append(_time(name))
    sys.stdout.write(f"answers, of {len(names)} operations\n")
    _tell("first", first)
    _tell("again", again)


def _time(name: str) -> float:
    start = time.perf_counter()
    synthesise(name)
    return time.perf_counter() - start


def _tell(title: str, taken: Sequence[float]) -> None:
    median, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    sys.stdout.write(
        f"  {title}: median {median * 1e6:.0f} us, 95 in 100 within {late * 1e6:.0f} us, all {sum(taken):.1f} s\n"
    )


if __name__ == "__main__":
    main()
