"""The one module that knows jsonschema: it is loaded when something is first checked, and taught what boto3 returns."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from fakeaws.errors import InputError
from fakeaws.schema.breach import Breach, pointer
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.instances import is_instance, is_orderable
from fakeaws.schema.patterns import compiled


def validator_of(schema: Schema, side: Side) -> Any:
    """A jsonschema validator of `schema` that takes what boto3 returns, or is given.

    botocore leaves a member without a value out, but keeps one in a map or a list: Lex says None for an empty slot.
    It reads 8.0 as an integer, and does not take it for one.
    """
    return _validator_class(side)(schema)


def breaches(validator: Any, data: Any, what: str) -> list[Breach]:
    """Where `data` breaks the validator's schema. Raises InputError, naming `what`, for data without an end."""
    try:
        errors = list(validator.iter_errors(data))
    except RecursionError:
        raise InputError(what, "the data is nested too deeply to be checked, or holds itself.") from None
    return [Breach(str(one.validator), tuple(one.absolute_path), dict(one.schema), one.instance) for one in errors]


def first_complaint(schema: Schema, data: Any) -> str:
    """What plain JSON data that is no operation's breaks first in `schema`, in jsonschema's own words; else nothing."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    worst = best_match(Draft202012Validator(schema).iter_errors(data))
    return "" if worst is None else f"{pointer(worst.absolute_path) or '/'}: {worst.message[:_LONGEST_COMPLAINT]}"


@functools.cache
def _validator_class(side: Side) -> Any:
    from jsonschema import Draft202012Validator, validators

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "object": lambda _, value: isinstance(value, Mapping),
            "array": lambda _, value: isinstance(value, (list, tuple)),
            "number": lambda _, value: is_orderable(value),
        }
    )
    keywords = {
        "type": _type if side == "response" else _type_that_is_sent,
        "additionalProperties": _members,
        "items": _items,
        "propertyNames": _keys,
        "required": _required,
        "pattern": _pattern,
    }
    extended: Any = validators.extend(Draft202012Validator, keywords, type_checker=checker)  # type: ignore[no-untyped-call]  # untyped there
    return extended


def _broken(*path: str, **facts: Any) -> Any:
    from jsonschema.exceptions import ValidationError

    return ValidationError("", path=path, **facts)


# jsonschema calls a keyword's function with: validator, the keyword's value, the data, the schema.
def _type(_: Any, __: Any, value: Any, schema: Schema) -> Iterator[Any]:
    if not is_instance(value, schema):
        yield _broken()


def _type_that_is_sent(_: Any, __: Any, value: Any, schema: Schema) -> Iterator[Any]:
    if not is_instance(value, schema) or (schema["type"] == "integer" and not isinstance(value, int)):
        yield _broken()


def _items(validator: Any, item: Schema, value: Any, _: Schema) -> Iterator[Any]:
    for number, part in enumerate(value if isinstance(value, (list, tuple)) else ()):
        if part is not None:
            yield from validator.descend(part, item, path=number)


def _members(validator: Any, others: Any, value: Any, schema: Schema) -> Iterator[Any]:
    for name in value if isinstance(value, Mapping) else ():
        if not isinstance(name, str):
            yield _broken(validator="propertyNames", instance=name, schema={"type": "string"})
        elif name in schema.get("properties", ()):
            continue
        elif others is False:
            yield _broken(name)
        elif value[name] is not None:
            yield from validator.descend(value[name], others, path=name)


def _keys(validator: Any, rules: Schema, value: Any, _: Schema) -> Iterator[Any]:
    for name in value if isinstance(value, Mapping) else ():
        if isinstance(name, str):
            yield from validator.descend(name, rules, path=name)


def _required(_: Any, names: list[str], value: Any, __: Schema) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from (_broken(name) for name in names if name not in value)


def _pattern(_: Any, pattern: str, value: Any, __: Schema) -> Iterator[Any]:
    # jsonschema's own would compile the pattern anew, and let `re` warn of it.
    search = compiled(pattern)
    if isinstance(value, str) and search is not None and not search.search(value):
        yield _broken()


_LONGEST_COMPLAINT = 200
