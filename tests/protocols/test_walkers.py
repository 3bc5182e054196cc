"""Every kind of shape with awkward values, in every protocol."""

from __future__ import annotations

import functools
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from botocore.exceptions import EventStreamError
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeaws.protocols.table import PROTOCOLS
from tests.protocols.hand_made import operation
from tests.protocols.round_trip import carried, tellable

XML = ("ec2", "query", "rest-xml")
NASTY = ["", " ", " a ", "\t\n", "\r", "a\r\nb", "<&>\"'", "]]>", "é", "\x7f\x85", "\u2028", "🚀", "null", "%7B", "{}"]
ZONES = st.timezones() | st.just(timezone.utc) | st.integers(-840, 840).map(lambda m: timezone(timedelta(minutes=m)))

characters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
texts = st.sampled_from(NASTY) | st.text(characters | st.sampled_from("\t\n\r"), max_size=8)
integers = st.integers(-(2**31), 2**31 - 1)
longs = st.integers(-(2**63), 2**63 - 1)
doubles = st.floats(allow_nan=False, allow_infinity=False)
blobs = st.binary(max_size=8)
# Past the year 2242 a float, which is what botocore reads epoch seconds with, holds no microseconds.
times = st.datetimes(datetime(1970, 1, 2), datetime(2242, 1, 1), timezones=ZONES, allow_imaginary=False)  # noqa: DTZ001
whole_times = times.map(lambda moment: moment.replace(microsecond=0))

inners: Any = st.fixed_dictionaries(
    {},
    optional={
        "Kind": texts,
        "Text": texts,
        "Times": st.lists(times, max_size=2),
        "Inner": st.deferred(lambda: inners),
    },
)
answers = st.fixed_dictionaries(
    {},
    optional={
        "Text": texts,
        "Number": integers,
        "Long": longs,
        "Double": doubles,
        "Flag": st.booleans(),
        "Bytes": blobs,
        "Time": times,
        "IsoTime": times,
        "HttpTime": whole_times,
        "EpochTime": times,
        "Texts": st.lists(texts, max_size=3),
        "NamedTexts": st.lists(texts, max_size=3),
        "FlatTexts": st.lists(texts, max_size=3),
        "FlatNamedTexts": st.lists(texts, max_size=3),
        "Rows": st.lists(st.lists(texts, max_size=2), max_size=2),
        "Numbers": st.dictionaries(texts, integers, max_size=3),
        "NamedMap": st.dictionaries(texts, inners, max_size=2),
        "FlatMap": st.dictionaries(texts, texts, max_size=3),
        "Inner": inners,
        "Inners": st.lists(inners, max_size=2),
        "Choice": st.builds(lambda text: {"A": text}, texts)
        | st.builds(lambda some: {"B": some}, st.lists(texts, min_size=1, max_size=2)),
    },
)

plain = st.text(
    st.characters(
        min_codepoint=0x21, max_codepoint=0xFF, exclude_characters=",\x7f-\x9f", categories=("L", "N", "P", "S")
    ),
    max_size=8,
)
header_answers = st.fixed_dictionaries(
    {"Status": st.sampled_from([200, 201, 202])},
    optional={
        "Text": plain,
        "Long": longs,
        "Double": doubles,
        "Flag": st.booleans(),
        "Bytes": blobs,
        "Time": whole_times,
        "IsoTime": times,
        "EpochTime": times,
        "Texts": st.lists(plain, max_size=3),
        "Times": st.lists(whole_times, max_size=3),
        "Json": st.recursive(
            st.none() | st.booleans() | integers | texts,
            lambda part: st.lists(part, max_size=2) | st.dictionaries(texts, part, max_size=2),
        ),
        "Meta": st.dictionaries(st.text("abcxyz-", min_size=1, max_size=4), plain, max_size=2),
        "Body": texts,
    },
)

milliseconds = times.map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000))
events = st.one_of(
    st.builds(
        lambda event: {"Event": event},
        st.fixed_dictionaries(
            {"Payload": inners},
            optional={
                "Text": texts,
                "Flag": st.booleans(),
                "Number": integers,
                "Long": longs,
                "Bytes": blobs,
                "Time": milliseconds,
            },
        ),
    ),
    st.builds(lambda text: {"TextEvent": {"Payload": text}}, texts),
    st.builds(lambda content: {"BytesEvent": {"Payload": content}}, blobs),
    st.builds(
        lambda event: {"BodyEvent": event},
        st.fixed_dictionaries(
            {}, optional={"Long": longs, "Text": texts, "Rows": st.lists(st.lists(texts, max_size=2))}
        ),
    ),
)

made = functools.cache(operation)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@settings(max_examples=30)
@given(members=answers)
def test_all_values_come_back(protocol: str, members: dict[str, Any]) -> None:
    """Texts with blanks and breaks, numbers, moments in any zone, bytes, lists, maps, unions and recursion."""
    ask = made(protocol, "Answer")

    assert carried(ask, members) == tellable(ask, members)


@pytest.mark.parametrize("protocol", ["rest-json", "rest-xml"])
@settings(max_examples=30)
@given(members=header_answers)
def test_all_values_in_headers_come_back(protocol: str, members: dict[str, Any]) -> None:
    """Status, texts, numbers, moments, bytes, lists, JSON and prefixed headers."""
    ask = made(protocol, "HeaderAnswer")

    assert carried(ask, members) == tellable(ask, members)


@pytest.mark.parametrize("protocol", ["rest-json", "rest-xml", "json", "smithy-rpc-v2-cbor"])
@settings(max_examples=25)
@given(stream=st.lists(events, max_size=4), text=texts)
def test_all_events_come_back(protocol: str, stream: list[Any], text: str) -> None:
    """Events with headers of every type, payloads of every kind, and members beside the stream where they go first."""
    is_rest = protocol.startswith("rest")
    ask = made(protocol, "StreamAnswer" if is_rest else "RpcStreamAnswer")
    beside = {} if is_rest else {"Text": text}

    assert carried(ask, {"Stream": stream, **beside}) == tellable(ask, {"Stream": stream, **beside})


@pytest.mark.parametrize("protocol", ["rest-json", "rest-xml", "json", "smithy-rpc-v2-cbor"])
def test_an_error_in_a_stream_is_raised_there(protocol: str) -> None:
    """Reading a stream that ends in an error of its union raises it, with code and message."""
    ask = made(protocol, "StreamAnswer" if protocol.startswith("rest") else "RpcStreamAnswer")

    with pytest.raises(EventStreamError) as caught:
        carried(ask, {"Stream": [{"TextEvent": {"Payload": "a"}}, {"Trouble": {"Message": "too slow"}}]})

    assert caught.value.response == {"Error": {"Code": "Trouble", "Message": "too slow"}}


@pytest.mark.parametrize("protocol", XML)
@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_refused(protocol: str, character: str) -> None:
    """A character that no XML document may have is named."""
    with pytest.raises(ValueError, match="XML has no way to write the character") as caught:
        carried(made(protocol, "Answer"), {"Text": f"a{character}b"})

    assert repr(character) in str(caught.value)


@pytest.mark.parametrize("item", ["a,b", " a", "a "])
def test_an_item_that_a_header_would_tear_is_refused(item: str) -> None:
    """Botocore splits a list in a header at each comma, so an item with one cannot arrive."""
    with pytest.raises(ValueError, match="botocore splits a list"):
        carried(made("rest-json", "HeaderAnswer"), {"Texts": [item]})


def test_a_break_in_a_header_is_refused() -> None:
    """A header is one line."""
    with pytest.raises(ValueError, match="a header of HTTP cannot hold"):
        carried(made("rest-json", "HeaderAnswer"), {"Text": "a\r\nb"})


def test_cbor_holds_64_bits() -> None:
    """A larger integer is refused, not cut."""
    with pytest.raises(ValueError, match="no integer of more than 64 bits"):
        carried(made("smithy-rpc-v2-cbor", "Answer"), {"Long": 2**64})


@pytest.mark.parametrize(
    ("protocol", "read"),
    [
        ("ec2", [float("inf"), float("-inf")]),
        ("rest-json", [float("inf"), float("-inf")]),
        ("smithy-rpc-v2-cbor", [float("inf"), float("-inf")]),
        ("json", ["Infinity", "-Infinity"]),  # as AWS writes it; JSONParser leaves the text
    ],
)
def test_infinity_is_written_as_aws_does(protocol: str, read: list[Any]) -> None:
    """Numbers without end are texts in JSON, and only rest-json's parser makes floats of them again."""
    numbers = [carried(made(protocol, "Answer"), {"Double": float(sign + "inf")})["Double"] for sign in "+-"]

    assert numbers == read
