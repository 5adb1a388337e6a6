"""Frozen values as plain dicts for msgpack and JSON, and works as a flat list.

A value becomes a dict of its fields; fields that hold their default are left out, so old and new sides understand each
other and small values stay small. Works refer to their parent by its index in the list: parents come first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from mediad_sdk.values.works import Work


def to_wire(value: Any) -> Any:
    """Turn a value into what msgpack can carry: dicts, lists and scalars."""
    if isinstance(value, (str, bytes, int, float)) or value is None:
        return value
    if isinstance(value, (tuple, list)):
        return [to_wire(item) for item in value]
    if is_dataclass(value):
        return _fields_to_wire(value)
    if isinstance(value, dict):
        return value
    return {key: to_wire(item) for key, item in value.items()}


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
    flat = {name: to_wire(item) for name, item in _changed(work) if name != "parent"}
    if parent is not None:
        flat["parent"] = parent
    index[id(work)] = len(out)
    out.append(flat)
    return index[id(work)]


def _fields_to_wire(value: Any) -> dict[str, Any]:
    return {name: to_wire(item) for name, item in _changed(value)}


def _changed(value: Any) -> list[tuple[str, Any]]:
    out = []
    for name, default in _defaults(type(value)):  # type: ignore[arg-type]  # a class is hashable; mypy forgets it for type[Any]
        item = getattr(value, name)
        if default is MISSING or (item is not default and item != default):
            out.append((name, item))
    return out


@cache
def _defaults(cls: type) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default if f.default_factory is MISSING else f.default_factory()) for f in fields(cls))
