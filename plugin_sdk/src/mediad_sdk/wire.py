"""Frozen values as plain dicts for msgpack and JSON, and works as a flat list.

A value becomes a dict of its fields; fields that hold their default are left out, so old and new sides understand each
other and small values stay small. Works refer to their parent by its index in the list: parents come first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, is_dataclass
from operator import attrgetter
from typing import Any

from mediad_sdk.values.works import Work

Turn = Callable[[Any], Any]


def to_wire(value: Any) -> Any:
    """Turn a value into what msgpack can carry: dicts, lists and scalars."""
    turn = _TURNS.get(type(value)) or _learn(type(value))
    return turn(value)


def works_to_wire(works: Iterable[Work]) -> list[dict[str, Any]]:
    """Flatten works so that each names its parent by index; a parent is listed once, before its children."""
    out: list[dict[str, Any]] = []
    index: dict[int, int] = {}
    kept = list(works)  # a generator's works would be freed on the way, and their identity given to the next
    for work in kept:
        _place(work, out, index)
    return out


def _place(work: Work, out: list[dict[str, Any]], index: dict[int, int]) -> int:
    if (known := index.get(id(work))) is not None:
        return known
    parent = None if work.parent is None else _place(work.parent, out, index)
    flat = _turn_work(work)
    if parent is not None:
        flat["parent"] = parent
    index[id(work)] = len(out)
    out.append(flat)
    return index[id(work)]


def _as_it_is(value: Any) -> Any:
    return value


def _turn_list(value: Any) -> list[Any]:
    return [to_wire(item) for item in value]


def _turn_mapping(value: Any) -> dict[Any, Any]:
    return {key: to_wire(item) for key, item in value.items()}


def _turn_fields(cls: type, without: str = "") -> Turn:
    """Make the function that turns values of one class: every work has many, so what can be known before is."""
    kept = [each for each in fields(cls) if each.name != without]
    names = [each.name for each in kept]
    defaults = [each.default if each.default_factory is MISSING else each.default_factory() for each in kept]
    read = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)

    def turn(value: Any) -> dict[str, Any]:
        return {
            name: item if type(item) in _PLAIN else to_wire(item)
            for name, default, item in zip(names, defaults, read(value), strict=True)
            if item is not default and item != default
        }

    return turn


def _learn(cls: type) -> Turn:
    if is_dataclass(cls):
        turn = _turn_fields(cls)
    elif issubclass(cls, (str, bytes, int, float)):
        turn = _as_it_is
    elif issubclass(cls, (list, tuple)):
        turn = _turn_list
    else:
        turn = _turn_mapping
    _TURNS[cls] = turn
    return turn


# A dict is JSON already: documents and facts hold plain values.
_PLAIN: frozenset[type] = frozenset((str, bytes, int, float, bool, type(None), dict))
_TURNS: dict[type, Turn] = {**dict.fromkeys(_PLAIN, _as_it_is), list: _turn_list, tuple: _turn_list}
_turn_work = _turn_fields(Work, without="parent")
