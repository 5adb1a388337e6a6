"""Projections of one subject: the keys it is listed by, the facets it is found under.

Pure, and made from the effective document alone, so that every projection can be made anew at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import msgpack

from mediad.library.catalogue import facts
from mediad.storage.ports import sortkeys
from mediad_sdk.data import dataclass
from mediad_sdk.text import match_key, sort_text

if TYPE_CHECKING:
    from mediad_sdk.values.kinds import Facet, Kind, Sort

LONGEST_VALUE = 120
"""Signs of a facet's value that take part."""
NOWHERE = b""

Key: TypeAlias = Callable[["Facts"], bytes]
fold_sort = lru_cache(maxsize=1024)(sort_text)
fold_value = lru_cache(maxsize=1024)(match_key)


class Facts:
    """What projections are made of, each read once from the effective document.

    Attributes:
        fields: The effective document.
        title: The title that people read.
        added: When the subject came, milliseconds since 1970.
        date: The date that it is known by, or "".
        year: Its year, or None.
        credits: Its credits in printed order.
    """

    __slots__ = ("added", "credits", "date", "fields", "title", "year")

    def __init__(self, fields: Mapping[str, Any], title: str, added: int) -> None:
        self.fields = fields
        self.title = title
        self.added = added
        self.date = facts.date_of(fields)
        self.year = facts.year_of(self.date)
        self.credits = facts.credits_of(fields)


@dataclass(frozen=True, slots=True)
class Projection:
    """Where a subject is listed.

    Attributes:
        keys: Sort name to key, the default sort first.
        facets: (name, folded value, label).
    """

    keys: tuple[tuple[str, bytes], ...]
    facets: tuple[tuple[str, str, str], ...]

    @property
    def default(self) -> bytes:
        """The key of the default sort."""
        return self.keys[0][1] if self.keys else NOWHERE

    def packed(self) -> bytes:
        """Write it down, so that exactly these rows can be taken back."""
        packed: bytes = msgpack.packb((self.keys, self.facets))
        return packed

    @classmethod
    def unpacked(cls, data: bytes) -> Projection:
        """Read what was written down."""
        if not data:
            return UNLISTED
        keys, found = msgpack.unpackb(data)
        return cls(tuple(map(tuple, keys)), tuple(map(tuple, found)))


UNLISTED = Projection((), ())


def project(kind: Kind, about: Facts) -> Projection:
    """Project a subject by what its kind publishes."""
    keys = [(name, b"".join([make(about) for make in makers])) for name, makers in _makers(kind.sorts)]
    return Projection(tuple(keys), _facets(kind.facets, about))


@cache
def _makers(sorts: tuple[Sort, ...]) -> tuple[tuple[str, tuple[Key, ...]], ...]:
    return tuple((sort.name, tuple(_maker(name) for name in sort.by)) for sort in sorts)


def _maker(name: str) -> Key:
    turned, name = name.startswith("-"), name.removeprefix("-")
    if name == "position":
        return lambda about: _position(about, turned=turned)
    if name.startswith("credit:"):
        role = name.removeprefix("credit:")
        return lambda about: sortkeys.element(_credit(about, role), turned=turned)
    value = _VALUES.get(name) or (lambda about: _first(about.fields.get(name)))
    return lambda about: sortkeys.element(value(about), turned=turned)


def _title(about: Facts) -> str:
    sort_title = about.fields.get("sort_title")
    return fold_sort(sort_title if sort_title and isinstance(sort_title, str) else about.title)


_VALUES: Mapping[str, Callable[[Facts], object]] = {
    "title": _title,
    "year": lambda about: about.year,
    "date": lambda about: about.date,
    "added": lambda about: about.added,
}


def _credit(about: Facts, role: str) -> str:
    return " ".join(
        fold_sort(each.get("sort") or each["name"]) for each in about.credits if each.get("role", "") == role
    )


def _position(about: Facts, *, turned: bool) -> bytes:
    value, label, _ = facts.place_of(about.fields)
    return sortkeys.element(value, turned=turned) + sortkeys.element(fold_sort(label) if label else None, turned=turned)


def _first(value: object) -> object:
    if isinstance(value, list | tuple):
        return _first(value[0]) if value else None
    return fold_sort(value) if isinstance(value, str) else value


def _facets(declared: Sequence[Facet], about: Facts) -> tuple[tuple[str, str, str], ...]:
    found: dict[tuple[str, str], str] = {}
    for facet in declared:
        for label in _labels(facet, about):
            if value := fold_value(label)[:LONGEST_VALUE]:
                found.setdefault((facet.name, value), label)
    return tuple([(name, value, label) for (name, value), label in found.items()])


def _labels(facet: Facet, about: Facts) -> list[str]:
    if facet.field == "credits":
        return [each["name"] for each in about.credits if facet.role in ("", each.get("role", ""))]
    if facet.field == "dates":
        return facts.texts_of(about.year)
    return facts.texts_of(about.fields.get(facet.field))
