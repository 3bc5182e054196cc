"""Where randomness comes from: a seed made from a name, and Fakers that repeat themselves."""

from __future__ import annotations

import functools
import hashlib
from random import Random

import faker

from fakeaws.generate.aws.home import HOME_REGION
from fakeaws.generate.provider import AwsProvider


def seed_from(text: str) -> int:
    """The seed that belongs to a text, such as a test's node id: the same everywhere, and short enough to type."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:4], "big")


def seeded_faker(seed: int, *, region: str = HOME_REGION) -> faker.Faker:
    """A Faker of one's own with AWS's values added; its account belongs to the seed, its region is the clients'."""
    made = faker.Faker()
    made.add_provider(AwsProvider(made, account=_account_of(seed), region=region))
    made.seed_instance(seed)
    return made


def seeded_provider(seed: int, stream: str = "", *, region: str = HOME_REGION) -> AwsProvider:
    """AWS's values alone, without the start of a whole Faker; each `stream` of a seed is a sequence of its own."""
    source = faker.Generator()
    source.random = Random(f"{seed} {stream}")
    return AwsProvider(source, account=_account_of(seed), region=region)


@functools.lru_cache(maxsize=64)
def _account_of(seed: int) -> str:
    return f"{Random(f'account {seed}').randrange(1, 10**12):012d}"
