"""Texts made from patterns: they match, have the length that is asked for, and read well where they can."""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakeaws.generate.patterns.dialect import pythonic
from fakeaws.generate.patterns.texts import texts_of
from fakeaws.model import Service, service_names
from fakeaws.schema.patterns import compiled
from tests.generate.pattern_exceptions import IN_NO_WORDS, WITHOUT_TEXT

Limits = tuple[int, "int | None"]


@pytest.mark.parametrize(
    ("pattern", "least", "most"),
    [
        ("abc|de|f{3}", 0, None),
        ("^(a|bb|ccc)$", 2, 2),
        ("[A-Z][a-z0-9_.-]{1,62}", 1, 63),
        (r"[^a-zA-Z0-9]{3}", 0, None),
        (r"[^ -~]{2}", 0, None),
        (r"\d{12}|\D\w\W\s\S", 0, None),
        (r"[\w+=,.@-]+", 1, 64),
        ("[a-z]*", 500, 600),
        ("([a-z]{1,5}-){2,}[0-9]", 40, 44),
        ("(ab)*c?", 7, 7),
        (r"(a+|b+)-\1", 0, None),
        (r"(?P<quote>['\"])[^'\"]*(?P=quote)", 4, 9),
        (r"(<)?x(?(1)>|!)", 0, None),
        (r"\Aarn:(aws|aws-cn):s3:::[a-z]+\Z", 0, 40),
        (r"^(?!aws:)[a-z:]+$", 1, 128),
        (r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)\S{8,32}", 0, None),
        (r"(?=.{20,30}$)[a-z]+", 0, None),
        (r"^(?=\$)(?=\S+$).*$", 1, 65535),
        (r"[a-z-]+(?<!-)(?<!-s3alias)", 3, 63),
        (r"(?:(?:25[0-5]|1\d\d|\d{1,2})\.?\b){4}", 0, None),
        (r".+\bword\b.+", 0, None),
        ("(?i)[A-Z]+", 3, 8),
        ("(?s).{5}", 0, None),
        ("(?x) a b # no more", 0, None),
        ("[äöü]{3}[\\u4e00-\\u4e10]", 0, None),
        ("(a|b|)?x??y{2,}?", 5, 5),
        ("", 0, None),
        (".*(^[a-z]+$).*", 0, 30),
        ("x", 40, 50),
    ],
)
def test_texts_match_and_have_their_length(pattern: str, least: int, most: int | None) -> None:
    """Whatever a pattern is made of, its texts match it and keep to the length."""
    found = re.compile(pattern)
    texts = texts_of(found, least, most)
    assert texts is not None
    drawn = [texts.draw(Random(seed)) for seed in range(50)]

    assert [text for text in drawn if not _fits(text, found, least, most)] == []


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 has no atomic groups")
def test_texts_match_what_never_gives_back() -> None:
    """Atomic groups and possessive repeats too."""
    found = re.compile(r"(?>a+)b[c-e]++f")
    texts = texts_of(found, 0, None)
    assert texts is not None

    assert [text for seed in range(20) if not _fits(text := texts.draw(Random(seed)), found, 0, None)] == []


@pytest.mark.parametrize(
    ("pattern", "least", "most"),
    [("^a{5}$", 1, 4), ("^a{5}$", 6, None), ("a$b", 0, None), ("(?!)", 0, None), ("[^\\s\\S]", 0, None), ("abc", 0, 2)],
)
def test_there_is_no_text_where_none_can_be(pattern: str, least: int, most: int | None) -> None:
    """A pattern that contradicts itself, or its length, has no texts."""
    assert texts_of(re.compile(pattern), least, most) is None


def test_texts_are_matched_from_end_to_end() -> None:
    """A pattern without anchors matches the whole of its texts, unless they must be longer than it."""
    whole, longer = texts_of(re.compile("[a-f]{4}"), 0, None), texts_of(re.compile("[a-f]{4}"), 6, None)
    assert whole is not None
    assert longer is not None

    assert (whole.is_whole, longer.is_whole) == (True, False)


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("[!-~]{40}", string.ascii_lowercase + string.digits),
        (r"[\w.-]{40}", string.ascii_lowercase + string.digits),
        (".{40}", string.ascii_lowercase + string.digits),
        ("[A-F0-9_]{40}", "ABCDEF" + string.digits),
        ("[0-9 ]{40}", string.digits),
        (r"[^\w ]{40}", string.punctuation),
    ],
)
def test_letters_and_digits_come_first(pattern: str, letters: str) -> None:
    """Of a set its letters of one case and its digits are taken, and signs where there are none."""
    texts = texts_of(re.compile(pattern), 0, None)
    assert texts is not None

    assert set(texts.draw(Random(1)) or "") <= set(letters)


def test_a_seed_draws_one_row_of_texts() -> None:
    """The same seed draws the same texts, another seed others."""
    texts = texts_of(re.compile("[a-z]{10}(-[0-9]+)*"), 0, None)
    assert texts is not None
    first, again, other = ([texts.draw(random) for _ in range(5)] for random in (Random(1), Random(1), Random(2)))

    assert first == again
    assert first != other


PIECES = st.sampled_from(["a", "[b-e]", r"\d", ".", "[^x]", "é", r"\.", "(f|gg)", "^", "$"])
PATTERNS = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,3}"])).map(lambda both: f"(?:{both[0]}){both[1]}"),
    ),
    max_leaves=6,
)


@settings(derandomize=True, max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pattern=PATTERNS, least=st.integers(0, 6), more=st.integers(0, 6))
def test_what_is_drawn_of_any_pattern_is_found(pattern: str, least: int, more: int) -> None:
    """Patterns of any make either have no texts, or such as match them within the length."""
    found = re.compile(pattern)
    texts = texts_of(found, least, least + more)
    drawn = [] if texts is None else [texts.draw(Random(seed)) for seed in range(5)]

    assert [text for text in drawn if text is not None and not _fits(text, found, least, least + more)] == []


@pytest.mark.parametrize(
    ("pattern", "fitting", "unfit"),
    [
        (r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$", "a name/1", "50%"),
        (r"^\p{XDigit}{8}$", "0123abCD", "0123abCX"),
        (r"^\P{C}*$", "any text", "a\nb"),
        (r"^[\w-.]+$", "a-b.c", "a b"),
        (r"\A[a-z]+\z", "abc", "abc1"),
        (r"^(?i)(true|false)$", "true", "yes"),
        (r"^[a-z\x{60}]+$", "a`b", "a'b"),
        (r"^[a-z]*${2,64}$", "abc", "123"),
        (r"^[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF]+$", "a😀", "\ta"),
        ("^[a-z]+$", "abc", "123"),
    ],
)
def test_other_dialects_are_read_too(pattern: str, fitting: str, unfit: str) -> None:
    """What Java, Ruby or Rust says of a text is said in Python's words."""
    read = pythonic(pattern)
    assert read is not None

    assert (bool(read.search(fitting)), bool(read.search(unfit))) == (True, False)


@pytest.mark.parametrize(
    "service", ["appconfig", "cognito-sync", "connect", "datazone", "lambda", "mediaconvert", "s3"]
)
def test_patterns_of_services_have_texts(service: str) -> None:
    """Five texts of each pattern of a few services are found by it, in each length in which a shape has it."""
    _, missed = _drawn([service])

    assert missed == {}


@pytest.mark.sweep
def test_every_pattern_has_texts(record_property: Callable[[str, object], None]) -> None:
    """Five texts of each pattern of all services are found by it, but for those that are listed with a reason."""
    counts, missed = _drawn(service_names())
    record_property("patterns", counts)

    assert missed == {}


def _drawn(services: list[str] | tuple[str, ...]) -> tuple[dict[str, int], dict[str, list[Limits]]]:
    """How many texts were found by their patterns, and the patterns of which not all were."""
    known = _patterns(services)
    counts = {
        "distinct": len(known),
        "compiled": sum(compiled(pattern) is not None for pattern in known),
        "in other words": sum(compiled(one) is None and pythonic(one) is not None for one in known),
        "without text": sum(pattern in WITHOUT_TEXT for pattern in known),
        "texts": 0,
        "whole": 0,
    }
    missed: dict[str, list[Limits]] = {}
    for pattern, limits in known.items():
        for least, most in limits if pattern not in {**WITHOUT_TEXT, **IN_NO_WORDS} else ():
            found = pythonic(pattern)
            texts = None if found is None else texts_of(found, least, most)
            drawn = [] if texts is None else [texts.draw(Random(seed)) for seed in range(5)]
            if found is None or not drawn or not all(_fits(text, found, least, most) for text in drawn):
                missed.setdefault(pattern, []).append((least, most))
            counts["texts"] += len(drawn)
            counts["whole"] += sum(bool(found and text and found.fullmatch(text)) for text in drawn)
    return counts, missed


def _patterns(services: list[str] | tuple[str, ...]) -> dict[str, list[Limits]]:
    """The distinct patterns of the services, each with the limits of the shapes that have it."""
    known: dict[str, list[Limits]] = {}
    for pattern, least, most in dict.fromkeys(_limits(services)):
        known.setdefault(pattern, []).append((least, most))
    return known


def _limits(services: list[str] | tuple[str, ...]) -> Iterator[tuple[str, int, int | None]]:
    for service in services:
        model = Service.named(service).model
        for name in model.shape_names:
            limits = model.shape_for(name).metadata
            if "pattern" in limits:
                most = limits.get("max")
                yield limits["pattern"], int(limits.get("min", 0)), None if most is None else int(most)


def _fits(text: str | None, pattern: re.Pattern[str], least: int, most: int | None) -> bool:
    if text is None or len(text) < least or (most is not None and len(text) > most):
        return False
    return pattern.search(text) is not None
