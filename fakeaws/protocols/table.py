"""The protocols that the wire door speaks: all of botocore's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.faults import HTTPReply
from fakeaws.model import Operation
from fakeaws.protocols.json_family import (
    write_cbor,
    write_cbor_error,
    write_json,
    write_json_error,
    write_rest_json,
    write_rest_json_error,
)
from fakeaws.protocols.reply import Refusal
from fakeaws.protocols.xml_family import (
    write_ec2,
    write_ec2_error,
    write_query,
    write_query_error,
    write_rest_xml,
    write_rest_xml_error,
)


@dataclass(frozen=True, slots=True)
class Protocol:
    """How one protocol writes an answer (from its members) and a refusal, both with the id of the request.

    Both raise ValueError, with the reason, for what the protocol or botocore's parser cannot hold.
    """

    reply: Callable[[Operation, Mapping[str, Any], str], HTTPReply]
    error: Callable[[Operation, Refusal, str], HTTPReply]


PROTOCOLS: dict[str, Protocol] = {
    "ec2": Protocol(write_ec2, write_ec2_error),
    "json": Protocol(write_json, write_json_error),
    "query": Protocol(write_query, write_query_error),
    "rest-json": Protocol(write_rest_json, write_rest_json_error),
    "rest-xml": Protocol(write_rest_xml, write_rest_xml_error),
    "smithy-rpc-v2-cbor": Protocol(write_cbor, write_cbor_error),
}
