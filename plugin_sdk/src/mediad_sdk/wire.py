"""Values on the wire: frozen values as plain dicts, works as flat tuples.

A value becomes a dict of its fields; fields that hold their default are left out, so old and new sides understand each
other and small values stay small.

Works are what a scan sends most of, so they are tuples, and what is only stored and never taken apart on the way (a
document, technical facts) travels as the JSON text that is stored. Every text can be stored by any database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import msgpack

from mediad_sdk.plain import dumps
from mediad_sdk.storable import clean, storable
from mediad_sdk.values.works import Edition, Part, Work

Turn = Callable[[Any], Any]
FlatDocument: TypeAlias = tuple[str, bytes, str]
"""(source, file, fields as JSON in the order of their names)."""
FlatPart: TypeAlias = tuple[str, int, str, Sequence[tuple[bytes, bytes]]]
"""(role, position, selector as JSON or "", sources as (file, folder))."""
FILE_HOLDERS = ("companions", "artwork", "relations")
"""What few works have, each a list of dicts."""
PLACE = ("position", "orderings", "availability", "extra")
"""What a work says of itself and is kept in its first document, to be merged, locked and explained like the rest."""


class FlatEdition(NamedTuple):
    """An edition: facts and marks are JSON, `duration_ms` is taken out of the facts, 0 when unknown."""

    version: str
    rendition: str
    label: str
    facts: str
    duration_ms: int
    marks: str
    status: str
    reason: str
    recipe: bytes
    parts: Sequence[FlatPart]


class FlatWork(NamedTuple):
    """A work: `parent` is the place of its parent in the list, or -1; `more` is a dict of `FILE_HOLDERS`."""

    kind: str
    key: str
    parent: int
    documents: Sequence[FlatDocument]
    editions: Sequence[FlatEdition]
    more: Mapping[str, Any]


def to_wire(value: Any) -> Any:
    """Turn a value into what msgpack can carry: dicts, lists and scalars."""
    turn = _TURNS.get(type(value)) or _learn(type(value))
    return turn(value)


def works_to_wire(works: Iterable[Work]) -> list[FlatWork]:
    """Flatten works so that each names its parent by index; a parent is listed once, before its children."""
    out: list[FlatWork] = []
    index: dict[int, int] = {}
    kept = list(works)  # a generator's works would be freed on the way, and their identity given to the next
    for work in kept:
        _place(work, out, index)
    return out


def works_from_wire(packed: bytes) -> list[FlatWork]:
    """Unpack works, and give names to their tuples."""
    rows = msgpack.unpackb(packed, strict_map_key=False, use_list=False, unicode_errors="surrogateescape")
    return [
        FlatWork(kind, key, parent, documents, [FlatEdition._make(each) for each in editions], more)
        for kind, key, parent, documents, editions, more in rows
    ]


def _place(work: Work, out: list[FlatWork], index: dict[int, int]) -> int:
    if (known := index.get(id(work))) is not None:
        return known
    if not isinstance(work, Work):
        raise TypeError(f"assemble gave a {type(work).__name__} among its works")
    parent = -1 if work.parent is None else _place(work.parent, out, index)
    flat = FlatWork(
        work.kind, storable(work.key), parent, _documents(work), [_edition(each) for each in work.editions], _more(work)
    )
    place = index[id(work)] = len(out)
    out.append(flat)
    return place


def _documents(work: Work) -> list[FlatDocument]:
    """Write the documents down, the first with the work's place; what is empty says nothing."""
    place = {name: to_wire(value) for name in PLACE if (value := getattr(work, name))}
    if not work.documents:
        return [("name", b"", dumps(place))] if place else []
    out = []
    for each in work.documents:
        said = {**place, **each.fields} if place else each.fields
        place = {}
        body = dumps({name: value for name in sorted(said) if (value := said[name]) or isinstance(value, (int, float))})
        out.append((storable(each.source), each.file, body))
    return out


def _edition(edition: Edition) -> FlatEdition:
    facts = edition.facts
    duration = facts.get("duration_ms")
    return FlatEdition(
        storable(edition.version),
        storable(edition.rendition),
        storable(edition.label),
        dumps(facts) if facts else "{}",
        int(duration) if isinstance(duration, (int, float)) else 0,
        dumps(to_wire(edition.marks)) if edition.marks else "[]",
        storable(edition.status),
        storable(edition.reason),
        edition.recipe,
        [_part(each) for each in edition.parts],
    )


def _part(part: Part) -> FlatPart:
    selector = dumps(to_wire(part.selector)) if part.selector else ""
    return storable(part.role), part.position, selector, [(each.file, each.folder) for each in part.sources]


def _more(work: Work) -> dict[str, Any]:
    return {name: clean(to_wire(value)) for name in FILE_HOLDERS if (value := getattr(work, name))}


def _as_it_is(value: Any) -> Any:
    return value


def _turn_list(value: Any) -> list[Any]:
    return [to_wire(item) for item in value]


def _turn_mapping(value: Any) -> dict[Any, Any]:
    return {key: to_wire(item) for key, item in value.items()}


def _turn_fields(cls: type) -> Turn:
    """Make the function that turns values of one class: what can be known before is."""
    names = [each.name for each in fields(cls)]
    defaults = [each.default if each.default_factory is MISSING else each.default_factory() for each in fields(cls)]
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
