"""Seeds: the same seed, the same data, everywhere."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from fakeaws.generate.seeds import seed_from, seeded_faker, seeded_provider


def test_the_seed_of_a_text_is_fixed() -> None:
    """The seed that belongs to a node id is the same for ever, and short enough to type."""
    assert seed_from("tests/test_rollout.py::test_release") == 285857978


def test_a_seeded_faker_is_a_whole_faker() -> None:
    """It has Faker's own values beside AWS's, and repeats both."""
    first, second = seeded_faker(5), seeded_faker(5)

    assert (first.name(), first.aws_uuid()) == (second.name(), second.aws_uuid())


def test_each_seed_has_an_account_of_its_own() -> None:
    """The account belongs to the seed, so that a hard-coded one shows; Faker and provider agree on it."""
    assert seeded_faker(1).aws_account_id() == seeded_provider(1, "any stream").aws_account_id()
    assert seeded_faker(1).aws_account_id() != seeded_faker(2).aws_account_id()


def test_each_stream_is_a_sequence_of_its_own() -> None:
    """Streams of one seed differ from each other and repeat themselves."""
    assert seeded_provider(1, "a").aws_uuid() == seeded_provider(1, "a").aws_uuid()
    assert seeded_provider(1, "a").aws_uuid() != seeded_provider(1, "b").aws_uuid()


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_the_same_seed_makes_the_same_data_in_any_process(hash_seed: str) -> None:
    """Neither the process nor PYTHONHASHSEED has a say in what is made."""
    here: dict[str, object] = {}
    exec(_MAKE, here)  # noqa: S102  # the same lines in this process and in another
    done = subprocess.run(
        [sys.executable, "-c", f"{_MAKE}\nprint(made)"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == f"{here['made']}\n"


_MAKE = """
from fakeaws import synthesise
from fakeaws.generate.seeds import seed_from, seeded_faker
names = ["appconfig.get_deployment", "ec2.describe_instances", "s3.get_object", "dynamodb.get_item"]
made = [seed_from("a test"), seeded_faker(3).aws_kms_key_arn(), *(synthesise(name, seed=3) for name in names)]
"""
