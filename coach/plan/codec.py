"""Frozen dataclasses to plain JSON values and back, by their type hints alone."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Part = TypeVar("Part")


def to_plain(value: Any) -> Any:
    """A JSON value. What equals its default is left out, so that kept plans stay short."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(wanted: type[Part], data: Any) -> Part:
    """Read what `to_plain` made.

    Raises:
        ValueError: When it is not of that form.
    """
    try:
        return cast("Part", _read(wanted, data))
    except (TypeError, KeyError) as wrong:
        raise ValueError(f"not a {wanted.__name__}: {wrong}") from None


def _read(wanted: Any, data: Any) -> Any:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return _read(next(each for each in get_args(wanted) if each is not type(None)), data)
    if origin is tuple:
        return _read_tuple(get_args(wanted), data)
    if not isinstance(wanted, type):
        raise TypeError(f"no way to read {wanted!r}")
    return _read_dataclass(wanted, data) if is_dataclass(wanted) else _read_simple(wanted, data)


def _read_tuple(items: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise TypeError(f"expected a list, not {data!r}")
    if len(items) == 2 and items[1] is Ellipsis:
        return tuple(_read(items[0], item) for item in data)
    return tuple(_read(kind, item) for kind, item in zip(items, data, strict=True))


def _read_dataclass(wanted: type, data: Any) -> Any:
    if not isinstance(data, Mapping):
        raise TypeError(f"expected an object, not {data!r}")
    hints = _hints(wanted)
    unknown = set(data) - set(hints)
    if unknown:
        raise TypeError(f"unknown {', '.join(sorted(unknown))}")
    return wanted(**{name: _read(hints[name], value) for name, value in data.items()})


def _read_simple(wanted: type, data: Any) -> Any:
    if issubclass(wanted, Enum):
        return wanted(data)
    if wanted is date:
        return date.fromisoformat(data)
    whole = wanted is float and type(data) is int
    if type(data) is not wanted and not whole:
        raise TypeError(f"expected {wanted.__name__}, not {data!r}")
    return data


@cache
def _hints(wanted: type) -> dict[str, Any]:
    hints = get_type_hints(wanted)
    return {field.name: hints[field.name] for field in fields(wanted)}
