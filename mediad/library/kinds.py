"""The kinds of every loaded media type, with their rules made ready for use.

A row belongs to a kind, not to a plugin. When the plugin is gone its kinds stay readable by the core's own rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeVar

from mediad_sdk.data import dataclass
from mediad_sdk.values.kinds import Facet, Field, Kind, KindExtension, MediaType, Sort

Part = TypeVar("Part", Field, Facet, Sort)

RANKS = ("person", "sidecar", "provider", "tags", "name")
UNIONS = frozenset({"titles", "ids", "certificates", "tags", "orderings"})
"""Fields of the core whose lists are joined; every other field is taken from the best source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How the documents of a kind become one.

    Attributes:
        ranks: Place of each source class, best first; unknown ones come last.
        special: The ranks of fields that differ.
        unions: Fields whose lists are joined.
        search: Fields beyond titles and credits that full-text search covers.
        has_ids: Whether people look its works up by external ids.
        providers: Place of each metadata provider among those of one rank, the one that is asked first before others.
    """

    ranks: Mapping[str, int]
    special: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unions: frozenset[str] = UNIONS
    search: tuple[str, ...] = ()
    has_ids: bool = False
    providers: Mapping[str, int] = field(default_factory=dict)

    def rank(self, name: str, source: str) -> int:
        """Give the place of a source class for a field: lower is better."""
        ranks = self.special.get(name, self.ranks)
        return ranks.get(source, len(ranks))


def places(ranks: Iterable[str]) -> dict[str, int]:
    """Number source classes from the best."""
    return {source: place for place, source in enumerate(ranks)}


def rules_of(kind: Kind, ranks: Sequence[str] = RANKS, providers: Sequence[str] = ()) -> Rules:
    """Make a kind's merge rules ready."""
    return Rules(
        ranks=places(ranks),
        special={each.name: places(each.ranks) for each in kind.fields if each.ranks},
        unions=frozenset(UNIONS - _named(kind, "replace") | _named(kind, "union")),
        search=tuple(each.name for each in kind.fields if each.search),
        has_ids=bool(kind.identified_by),
        providers=places(providers),
    )


def _named(kind: Kind, merge: str) -> set[str]:
    return {each.name for each in kind.fields if each.merge == merge and _decides(each)}


def _decides(each: Field) -> bool:
    """A core union that is only declared searchable stays a union."""
    return each.merge == "union" or not each.search or each.name not in UNIONS


def extended(kind: Kind, extensions: Iterable[KindExtension]) -> Kind:
    """Add what plugins add to a kind of somebody else's; a name that is taken stays what it is."""
    added = [each for each in extensions if each.kind == kind.id]
    if not added:
        return kind
    return replace(
        kind,
        fields=_joined(kind.fields, (field for each in added for field in each.fields)),
        facets=_joined(kind.facets, (facet for each in added for facet in each.facets)),
        sorts=_joined(kind.sorts, (sort for each in added for sort in each.sorts)),
    )


def _joined(own: tuple[Part, ...], further: Iterable[Part]) -> tuple[Part, ...]:
    named = {each.name: each for each in own}
    for each in further:
        named.setdefault(each.name, each)
    return tuple(named.values())


class KindTable:
    """Every kind by its id. Plugins come and go while others hold the table."""

    def __init__(
        self, types: Sequence[MediaType], providers: Sequence[str] = (), extensions: Sequence[KindExtension] = ()
    ) -> None:
        self.types: dict[str, MediaType] = {}
        self._unknown = Rules(ranks=places(RANKS))
        self.set(types, providers, extensions)

    def set(
        self, types: Sequence[MediaType], providers: Sequence[str] = (), extensions: Sequence[KindExtension] = ()
    ) -> None:
        """Put other types in the place of those so far; an extension waits until somebody has its kind."""
        self.types.clear()
        self.types.update((each.id, each) for each in types)
        kinds = [(each, extended(kind, extensions)) for each in types for kind in each.kinds]
        self._kinds = {kind.id: kind for _, kind in kinds}
        self._homes = {kind.id: each.id for each, kind in kinds}
        self._rules = {kind.id: rules_of(kind, each.ranks, providers) for each, kind in kinds}
        self._parties = {kind.id for _, kind in kinds if kind.form == "party"}
        self._all = tuple(self._kinds.values())

    def __contains__(self, kind: str) -> bool:
        return kind in self._kinds

    def all(self) -> tuple[Kind, ...]:
        """Every kind that a loaded plugin declares; the same tuple until they change."""
        return self._all

    def kind(self, id: str) -> Kind:  # noqa: A002  # a kind's public name
        """Give a kind; one whose plugin is gone has the core's own rules."""
        return self._kinds.get(id) or Kind(id=id, label=id, plural=id)

    def called(self, name: str) -> tuple[str, ...]:
        """Give the kinds that a name means: the kind of that id, or those whose leaves lines call so, as `movie`."""
        if name in self._kinds:
            return (name,)
        return tuple(each.id for each in self._all if each.line.leaf == name) if name else ()

    def meant(self, names: Iterable[str]) -> tuple[str, ...]:
        """Give the kinds that some names mean, each once; what no kind is called stays, to be refused by its name."""
        return tuple(dict.fromkeys(kind for name in names for kind in self.called(name) or (name,)))

    def type_of(self, kind: str) -> str:
        """Give the media type that declares a kind, or ""."""
        return self._homes.get(kind, "")

    def collection_of(self, kind: str) -> str:
        """Give the kind of collection that works of a kind are put into, or ""."""
        home = self.types.get(self.type_of(kind))
        return next((each.id for each in home.kinds if each.form == "collection"), "") if home else ""

    def rules(self, kind: str) -> Rules:
        """Give a kind's merge rules."""
        return self._rules.get(kind, self._unknown)

    def is_party(self, kind: str) -> bool:
        """Tell whether rows of this kind are people, bands or firms."""
        return kind in self._parties
