"""Who may do what: keys, which are recognisably fake, ids of IAM, and policies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from fakeaws.generate.aws.home import ALPHANUMERIC, BASE32, LOWER_AND_DIGITS, Home
from fakeaws.generate.aws.regions import known


class Identities(Home):
    """Credentials in the EXAMPLE forms of AWS's documentation, unique ids, policies and tags."""

    def aws_access_key_id(self, *, temporary: bool = False) -> str:
        """Recognisably fake: it ends in EXAMPLE, as those of AWS's documentation do."""
        return f"{'ASIA' if temporary else 'AKIA'}{self._text(BASE32, 9)}EXAMPLE"

    def aws_secret_access_key(self) -> str:
        """Recognisably fake: it ends in EXAMPLEKEY, as those of AWS's documentation do."""
        return f"{self._text(ALPHANUMERIC, 30)}EXAMPLEKEY"

    def aws_session_token(self) -> str:
        """Recognisably fake: it begins as session tokens do, and ends in EXAMPLETOKEN."""
        return f"IQoJb3JpZ2luX2Vj{self._text(ALPHANUMERIC + '/+', 228)}EXAMPLETOKEN"

    def aws_password(self) -> str:
        """Recognisably fake, and good enough for most rules about passwords."""
        return f"EXAMPLE-PASSWORD-{self._text(LOWER_AND_DIGITS, 6)}"

    def aws_iam_id(self, kind: str = "user") -> str:
        """The unique id of something in IAM: its four letters, and seventeen of base 32."""
        return f"{IAM_PREFIXES[known('a kind of unique id', kind, IAM_PREFIXES)]}{self._text(BASE32, 17)}"

    def aws_role_id(self) -> str:
        return self.aws_iam_id("role")

    def aws_user_id(self) -> str:
        return self.aws_iam_id("user")

    def aws_policy(self, actions: Sequence[str] = ("s3:GetObject",), resources: Sequence[str] = ("*",)) -> str:
        """An identity-based policy in JSON that allows the actions on the resources."""
        return _document({"Effect": "Allow", "Action": list(actions), "Resource": list(resources)})

    def aws_trust_policy(self, service: str = "lambda.amazonaws.com") -> str:
        """A policy in JSON that lets the service take on the role."""
        return _document({"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"})

    def aws_tags(self, count: int = 2) -> list[dict[str, str]]:
        """Tags with different keys, as most services list them.

        Raises ValueError for fewer than none, and for more than the fifty that AWS lets a resource have.
        """
        if not 0 <= count <= _MOST_TAGS:
            raise ValueError(f"A resource of AWS has 0 to {_MOST_TAGS} tags, not {count}.")
        keys = [*TAGS, *(f"tag-{number}" for number in range(len(TAGS) + 1, count + 1))][:count]
        return [{"Key": key, "Value": self._random.choice(TAGS.get(key, ("yes", "no")))} for key in keys]


def _document(statement: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


_MOST_TAGS = 50
TAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "Environment": ("dev", "staging", "production"),
    "Team": ("payments", "orders", "platform", "search"),
    "CostCenter": ("1001", "1002", "2040"),
    "Name": ("orders-api", "payments-worker", "search-index"),
    "ManagedBy": ("terraform", "cloudformation", "cdk"),
}
# Source: IAM User Guide, "IAM identifiers", the table of unique id prefixes.
IAM_PREFIXES: Final[Mapping[str, str]] = {
    "user": "AIDA",
    "role": "AROA",
    "group": "AGPA",
    "policy": "ANPA",
    "instance_profile": "AIPA",
    "server_certificate": "ASCA",
    "ssh_public_key": "APKA",
}
