"""Checks that a plugin keeps its side: known hooks, readable signatures, values of the declared shape.

The daemon and the test kit use the same checks, so that what passes here is not refused there.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from mediad_sdk.hooks import PROJECT, Hooks
from mediad_sdk.points import POINTS, Point
from mediad_sdk.shapes import fits

DECLARED: Mapping[str, type] = {each.hook: each.value for each in POINTS}
"""Each declaration hook and the value that it returns a sequence of."""

HOOKS = frozenset(name for name in vars(Hooks) if name.startswith(f"{PROJECT}_"))


def unknown_hooks(plugin: object) -> tuple[str, ...]:
    """Name the hooks of a plugin that nobody will ever call, each as a sentence with what was probably meant."""
    kind = plugin if inspect.isclass(plugin) or inspect.ismodule(plugin) else type(plugin)
    return tuple(sentence for name in dir(kind) if (sentence := _unheard(kind, name)))


def _unheard(kind: object, name: str) -> str:
    marked = hasattr(inspect.getattr_static(kind, name), f"{PROJECT}_impl")
    if name in HOOKS:
        return "" if marked else f"{name} lacks the mark @hookimpl"
    if not marked and not name.startswith(f"{PROJECT}_"):
        return ""
    near = get_close_matches(name, HOOKS, n=1)
    return f"{name} is no hook" + (f", did you mean {near[0]}?" if near else "")


def outdated_hooks(plugin: object, points: Sequence[Point] = POINTS) -> tuple[str, ...]:
    """Name the hooks of a plugin that are to go, each with what takes its place; for its author, not for its users."""
    used = (each for each in points if each.deprecated and hasattr(type(plugin), each.hook))
    return tuple(f"{each.hook} is deprecated: {each.deprecated}" for each in used)


def wrong_signatures(plugin: object) -> tuple[str, ...]:
    """Name the hooks of a plugin that ask for arguments which they are not given."""
    sentences = []
    for name in sorted(HOOKS):
        function = getattr(plugin, name, None)
        if function is None:
            continue
        given = set(inspect.signature(getattr(Hooks, name)).parameters) - {"self"}
        strange = [
            p.name for p in inspect.signature(function).parameters.values() if _required(p) and p.name not in given
        ]
        if strange:
            sentences.append(f"{name} asks for {', '.join(strange)}, which it is not given")
    return tuple(sentences)


def _required(parameter: inspect.Parameter) -> bool:
    return parameter.default is parameter.empty and parameter.kind not in (
        parameter.VAR_POSITIONAL,
        parameter.VAR_KEYWORD,
    )


def mistake(value: object, hint: Any, place: str = "") -> str:
    """Say in a sentence where a value does not have the shape of a type; "" when it does."""
    return "" if fits(value, hint) else _said(value, hint, place)


def _said(value: object, hint: Any, place: str) -> str:
    if is_dataclass(hint):
        return _mistake_in_fields(value, hint, place)  # type: ignore[arg-type]  # a dataclass that is a hint is a class
    origin = get_origin(hint)
    if origin in _CONTAINERS:
        return _CONTAINERS[origin](value, get_args(hint), place)
    return "" if _is_plain(value, hint) else f"{place or 'the value'} is {_shown(value)}, not {_named(hint)}"


def _mistake_in_fields(value: object, cls: type[Any], place: str) -> str:
    if type(value) is not cls:
        return f"{place or 'the value'} is {_shown(value)}, not {cls.__name__}"
    for name, hint in _hints(cls):  # type: ignore[arg-type]  # a class is hashable; mypy forgets it for type[Any]
        if found := mistake(getattr(value, name), hint, f"{place or cls.__name__}.{name}"):
            return found
    return ""


def _mistake_in_tuple(value: object, args: tuple[Any, ...], place: str) -> str:
    if not isinstance(value, tuple):
        return f"{place} is {_shown(value)}, not a tuple"
    hints = [args[0]] * len(value) if len(args) > 1 and args[1] is Ellipsis else list(args)
    if len(hints) != len(value):
        return f"{place} has {len(value)} items, not {len(hints)}"
    return next((found for i, item in enumerate(value) if (found := mistake(item, hints[i], f"{place}[{i}]"))), "")


def _mistake_in_sequence(value: object, args: tuple[Any, ...], place: str) -> str:
    if not isinstance(value, (list, tuple)):
        return f"{place or 'the value'} is {_shown(value)}, not a list"
    found = (mistake(item, args[0], f"{place or 'the list'}[{i}]") for i, item in enumerate(value))
    return next(filter(None, found), "")


def _mistake_in_mapping(value: object, args: tuple[Any, ...], place: str) -> str:
    if type(value) not in (dict, types.MappingProxyType):
        return f"{place} is {_shown(value)}, not a dict"
    return next((f for key in value if (f := mistake(key, args[0], f"a key of {place}"))), "")  # type: ignore[attr-defined]  # one of two mappings


def _mistake_in_union(value: object, args: tuple[Any, ...], place: str) -> str:
    found = [mistake(value, arg, place) for arg in args]
    return "" if "" in found else found[0]


def _mistake_in_choice(value: object, args: tuple[Any, ...], place: str) -> str:
    return "" if value in args else f"{place} is {_shown(value)}, not one of {', '.join(map(repr, args))}"


_CONTAINERS: Mapping[Any, Callable[[object, tuple[Any, ...], str], str]] = {
    tuple: _mistake_in_tuple,
    Sequence: _mistake_in_sequence,
    Mapping: _mistake_in_mapping,
    Union: _mistake_in_union,
    types.UnionType: _mistake_in_union,
    Literal: _mistake_in_choice,
}


def _is_plain(value: object, hint: Any) -> bool:
    if hint is None or hint is Any:
        return hint is Any or value is None
    if hint in (int, float):
        return isinstance(value, (int, hint)) and not isinstance(value, bool)
    if isinstance(hint, type) and getattr(hint, "_is_protocol", False):
        return callable(value)
    return isinstance(value, get_origin(hint) or hint)


@cache
def _hints(cls: type[Any]) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(cls)
    return tuple((field.name, hints[field.name]) for field in fields(cls))


def named(value: object) -> str:
    """Name the type of a value, with its article."""
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def _shown(value: object) -> str:
    return "None" if value is None else type(value).__name__


def _named(hint: Any) -> str:
    return getattr(hint, "__name__", str(hint))
