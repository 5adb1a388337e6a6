"""Tells fast whether a value has the shape of a type: every answer of a plugin is looked at, most are right.

`mediad_sdk.contract.mistake` says at leisure where one is wrong; both hold the same rules.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

Test: TypeAlias = Callable[[Any], bool]
_MAPPINGS = (dict, types.MappingProxyType)


def fits(value: object, hint: Any) -> bool:
    """Tell whether a value has the shape of a type."""
    return _test(hint)(value)


@cache
def _test(hint: Any) -> Test:
    if is_dataclass(hint):
        return _of_fields(hint)
    make = _CONTAINERS.get(get_origin(hint))
    return _plain(hint) if make is None else make(get_args(hint))


def _of_fields(cls: Any) -> Test:
    tests: list[tuple[str, Test]] = []

    def test(value: Any) -> bool:
        if type(value) is not cls:
            return False
        if not tests:  # made when first used: a class may hold values of its own kind
            hints = get_type_hints(cls)
            tests.extend((each.name, _test(hints[each.name])) for each in fields(cls))
        return all([check(getattr(value, name)) for name, check in tests])  # noqa: C419  # a list is faster when all is well

    return test


def _of_tuple(args: tuple[Any, ...]) -> Test:
    if len(args) > 1 and args[1] is Ellipsis:
        item = _test(args[0])
        return lambda value: isinstance(value, tuple) and all(map(item, value))
    tests = [_test(arg) for arg in args]
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(tests)
        and all(test(item) for test, item in zip(tests, value, strict=True))
    )


def _of_sequence(args: tuple[Any, ...]) -> Test:
    item = _test(args[0])
    return lambda value: isinstance(value, (list, tuple)) and all(map(item, value))


def _of_mapping(args: tuple[Any, ...]) -> Test:
    if args[0] is str:
        return lambda value: type(value) in _MAPPINGS and all([isinstance(key, str) for key in value])  # noqa: C419  # as above
    key = _test(args[0])
    return lambda value: type(value) in _MAPPINGS and all(map(key, value))


def _of_union(args: tuple[Any, ...]) -> Test:
    tests = [_test(arg) for arg in args]
    return lambda value: any(test(value) for test in tests)


def _of_choice(args: tuple[Any, ...]) -> Test:
    return lambda value: value in args


_CONTAINERS: Mapping[Any, Callable[[tuple[Any, ...]], Test]] = {
    tuple: _of_tuple,
    Sequence: _of_sequence,
    Mapping: _of_mapping,
    Union: _of_union,
    types.UnionType: _of_union,
    Literal: _of_choice,
}


def _plain(hint: Any) -> Test:
    if hint is None or hint is Any:
        return lambda value: hint is Any or value is None
    if hint in (int, float):
        return lambda value: isinstance(value, (int, hint)) and not isinstance(value, bool)
    if isinstance(hint, type) and getattr(hint, "_is_protocol", False):
        return callable
    kind = get_origin(hint) or hint
    return lambda value: isinstance(value, kind)
