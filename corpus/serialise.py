"""Records to JSON values and back, by their type annotations."""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def to_json(value: object) -> Json:
    """The JSON value of a record: objects for dataclasses, lists for tuples, ISO dates."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no JSON form for {type(value).__name__}")


def from_json(record: type[Record], value: Json) -> Record:
    """The record that ``to_json`` wrote.

    Raises KeyError, TypeError or ValueError where the value does not fit the annotations.
    """
    return cast(Record, _reader(cast(Hashable, record))(value))


@cache
def _reader(annotation: Hashable) -> Callable[[Any], Any]:
    """A function that reads a JSON value as the annotated type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if is_dataclass(annotation):
        return _dataclass_reader(cast(type, annotation))
    if annotation is date:
        return date.fromisoformat
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin in (Union, types.UnionType):
        (present,) = (_reader(one) for one in arguments if one is not type(None))
        return lambda value: None if value is None else present(value)
    if annotation in (str, int, float, bool):
        return _plain_reader(annotation)
    raise TypeError(f"no JSON form for {annotation}")


def _plain_reader(expected: type) -> Callable[[Any], Any]:
    def read(value: object) -> object:
        if not isinstance(value, expected):
            raise TypeError(f"{expected.__name__} expected, not {value!r}")
        return value

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _reader(arguments[0])
        return lambda values: tuple(item(value) for value in values)
    items = tuple(_reader(argument) for argument in arguments)
    return lambda values: tuple(read(value) for read, value in zip(items, values, strict=True))


def _dataclass_reader(record: type) -> Callable[[Any], Any]:
    """A field with a default may be missing: what was written before the field came to be."""
    hints = get_type_hints(record)
    readers = tuple(
        (field.name, _reader(hints[field.name]), field.default is not MISSING)
        for field in fields(record)
    )
    return lambda value: record(
        **{
            name: read(value[name])
            for name, read, may_lack in readers
            if _given(value, name, may_lack)
        }
    )


def _given(value: dict[str, Any], name: str, may_lack: bool) -> bool:
    return not may_lack or name in value
