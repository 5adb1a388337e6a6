"""What a scan works with, and what it counts."""

from __future__ import annotations

from dataclasses import field, fields, replace
from typing import TYPE_CHECKING, Any, Protocol

from mediad.library.inventory import sidecars
from mediad.library.inventory.difference import salt_of
from mediad.library.inventory.outcome import Scope
from mediad.library.values import LibraryRef
from mediad.workers.results import FormatCode, TypeCode
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.library.inventory.disk import Disk
    from mediad.library.values import Assembled, Ingested, Plan
    from mediad.storage.ports import Reader, Storage, Transaction
    from mediad.storage.ports.libraries import Library
    from mediad_sdk.host import Clock
    from mediad_sdk.values.kinds import MediaType
    from mediad_sdk.values.sidecars import Sidecar


class Catalogue(Protocol):
    """Who turns what folders say into works; `mediad.library.catalogue` has it."""

    async def ingest(self, tx: Transaction, batch: Sequence[Assembled]) -> Ingested:
        """Take what folders say now, in place of what they said before."""

    async def release(self, tx: Transaction, files: Sequence[int], folders: Sequence[int] = ()) -> Ingested:
        """Look again at the works of files and folders whose state changed."""

    async def would(self, reader: Reader, batch: Sequence[Assembled]) -> Plan:
        """Tell what `ingest` would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The services of the inventory.

    Attributes:
        types: Every loaded media type, by id.
        sidecars: Every loaded format of sidecars; the list changes as plugins come and go.
    """

    storage: Storage
    disk: Disk
    catalogue: Catalogue
    clock: Clock
    types: Mapping[str, MediaType]
    sidecars: list[Sidecar] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scan's surroundings: the tools, the library, its media types.

    Attributes:
        dry: Nothing is written.
        again: Every file is opened, whatever its size and time say.
    """

    tools: Tools
    library: Library
    scope: Scope
    codes: Sequence[TypeCode | FormatCode]
    scan: int = 0
    uid: str = ""
    dry: bool = False
    again: bool = False

    @property
    def storage(self) -> Storage:
        """The database."""
        return self.tools.storage

    def now(self) -> int:
        """Milliseconds since 1970."""
        return self.tools.clock.now_ms()


def scene_of(tools: Tools, library: Library) -> Scene:
    """Make a scan's surroundings; types whose plugin is not loaded are left out, and what they said stays."""
    types = [tools.types[name] for name in library.types if name in tools.types]
    formats = sidecars.of_types(tools.sidecars, types)
    versions = {sidecars.type_of(each.id): each.version for each in formats}
    ref = LibraryRef(id=library.id, uid=library.uid, isolated=library.isolated)
    scope = Scope(
        library=ref,
        versions={each.id: each.version for each in types},
        salt=salt_of(types, versions),
        unloaded=frozenset(library.types) - {each.id for each in types},
        formats=versions,
    )
    kinds = tuple(kind.id for each in tools.types.values() for kind in each.kinds)
    codes: list[TypeCode | FormatCode] = [
        TypeCode(
            id=each.id, claim=each.claim, extract=each.extract, assemble=each.assemble,
            extract_folder=each.extract_folder, kinds=kinds,
        )
        for each in types
    ]  # fmt: skip  # the functions that a worker imports
    codes += sidecars.codes(formats, types)
    return Scene(tools=tools, library=library, scope=scope, codes=codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a scan counted: kept with each batch, so that a resumed scan goes on counting."""

    folders: int = 0
    files: int = 0
    added: int = 0
    changed: int = 0
    moved: int = 0
    missing: int = 0
    held: int = 0
    errors: int = 0
    opened: int = 0

    def plus(self, **more: int) -> Counts:
        """Add to some of them."""
        return replace(self, **{name: getattr(self, name) + value for name, value in more.items()})

    def as_json(self) -> dict[str, int]:
        """Give them by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @classmethod
    def of(cls, kept: Mapping[str, int]) -> Counts:
        """Take up what an interrupted scan counted; what it saw is seen again."""
        again = {"folders": 0, "files": 0}
        return cls(**{each.name: kept.get(each.name, 0) for each in fields(cls)} | again)


@dataclass(slots=True, kw_only=True)
class Forecast:
    """What a dry run found."""

    new: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, plan: Plan) -> None:
        """Take in what one batch would do."""
        for mine, its in ((self.new, plan.new), (self.known, plan.known)):
            for kind, count in its.items():
                mine[kind] = mine.get(kind, 0) + count
        self.titles += plan.titles[: _TITLES - len(self.titles)]

    def note(self, reason: str) -> None:
        """Take in a problem."""
        if len(self.reasons) < _TITLES:
            self.reasons.append(reason)

    def as_json(self) -> dict[str, Any]:
        """Give it as the scan's report."""
        return {"new": self.new, "known": self.known, "titles": self.titles, "reasons": self.reasons}


_TITLES = 200
