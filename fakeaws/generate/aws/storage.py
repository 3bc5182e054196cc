"""What is stored: objects of S3, images of ECR, code of Lambda."""

from __future__ import annotations

import re

from fakeaws.generate.aws.home import ALPHANUMERIC, HEX, Home
from fakeaws.generate.aws.regions import dns_suffix_of


class Storage(Home):
    """Names, keys, tags of entities, versions and digests."""

    def aws_bucket_name(self) -> str:
        return self.aws_name("example-bucket")

    def aws_object_key(self, extension: str = "json") -> str:
        """A key in a folder for a day: `exports/2025/03/14/part-3fa9c1.json`."""
        day = f"2025/{self._random.randrange(1, 13):02d}/{self._random.randrange(1, 29):02d}"
        return f"{self._random.choice(_FOLDERS)}/{day}/{self.aws_name('part')}.{extension}"

    def aws_etag(self, parts: int | None = None) -> str:
        """An entity tag in its quotes; of an object uploaded in so many parts if that is said.

        Raises ValueError for a number of parts that S3 does not take: they are 1 to 10,000.
        """
        if parts is not None and not 1 <= parts <= _MOST_PARTS:
            raise ValueError(f"An upload to S3 has 1 to {_MOST_PARTS} parts, not {parts}.")
        return f'"{self._text(HEX, 32)}{"" if parts is None else f"-{parts}"}"'

    def aws_version_id(self) -> str:
        """The version of an object in a bucket that keeps versions."""
        return self._text(f"{ALPHANUMERIC}._", 32)

    def aws_upload_id(self) -> str:
        """The id of an upload in parts."""
        return self._text(f"{ALPHANUMERIC}._", 128)

    def aws_image_digest(self) -> str:
        return f"sha256:{self._text(HEX, 64)}"

    def aws_image_uri(self, repository: str = "orders", tag: str = "latest") -> str:
        """An image in this account's registry, by tag; by digest, if the tag is one.

        Raises ValueError for a repository that ECR would not take.
        """
        if not _REPOSITORY.fullmatch(repository):
            raise ValueError(f"{repository!r} is no repository of ECR: lower case, digits and ._-/ between them.")
        mark = "@" if tag.startswith("sha256:") else ":"
        return f"{self._account}.dkr.ecr.{self._region}.{dns_suffix_of(self._region)}/{repository}{mark}{tag}"

    def aws_code_sha256(self) -> str:
        """The digest of a function's code, in base64."""
        return self._base64(32)


_FOLDERS = ("exports", "logs", "reports", "uploads")
_MOST_PARTS = 10_000
_REPOSITORY = re.compile(r"[a-z0-9]+([._/-]+[a-z0-9]+)*")
