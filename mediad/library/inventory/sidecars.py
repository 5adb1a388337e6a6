"""Formats of sidecars in a scan: which a library has use for, and what their files are typed as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.workers.results import FormatCode
from mediad_sdk.plain import dumps, loads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.storage.ports.inventory import File
    from mediad_sdk.values.kinds import MediaType
    from mediad_sdk.values.sidecars import Sidecar

WROTE = "mediad_wrote"
"""The field of a sidecar's facts that holds what mediad wrote into it; its reader in the worker keeps it apart."""
WRITE = "library.sidecars"
"""The job that writes them."""
_TYPE = "sidecar:"
"""Sets the type of a sidecar apart from those of media."""


def type_of(format_: str) -> str:
    """Give what the files of a format are typed as."""
    return _TYPE + format_


def format_of(type_: str) -> str:
    """Give the format that files of this type have."""
    return type_.removeprefix(_TYPE)


def is_sidecar(type_: str) -> bool:
    """Tell whether files of this type are sidecars."""
    return type_.startswith(_TYPE)


def wrote_into(file: File) -> dict[str, Any]:
    """Give the fields that mediad itself wrote into a sidecar."""
    if not is_sidecar(file.type) or WROTE not in file.facts:
        return {}
    said: dict[str, Any] = loads(file.facts).get(WROTE, {})
    return said


def noted(own: str, said: Mapping[str, Any]) -> str:
    """Give the facts of a sidecar that had facts of its own, once mediad wrote it so that it says this."""
    before = {name: value for name, value in loads(own or "{}").items() if name != WROTE}
    told = loads(dumps(dict(said)))  # a worker's answer has tuples for lists
    ours = {name: value for name, value in told.items() if before.get(name) != value}
    return dumps({**before, WROTE: ours})


def of_types(formats: Sequence[Sidecar], types: Sequence[MediaType]) -> list[Sidecar]:
    """Give the formats that are read and that speak of kinds which some media types have."""
    kinds = {kind.id for each in types for kind in each.kinds}
    used = [each for each in formats if each.read and not kinds.isdisjoint(each.kinds)]
    return sorted(used, key=lambda each: each.id)


def codes(formats: Sequence[Sidecar], types: Sequence[MediaType]) -> list[FormatCode]:
    """Give what workers need to read them."""
    homes = {kind.id: each for each in types for kind in each.kinds}
    collections = {
        kind: each.id for kind, home in homes.items() for each in reversed(home.kinds) if each.form == "collection"
    }
    return [
        FormatCode(
            id=type_of(each.id), format=each.id, read=each.read, names=each.names, kinds=each.kinds,
            types=tuple(dict.fromkeys(homes[kind].id for kind in each.kinds if kind in homes)),
            collections={kind: collections[kind] for kind in each.kinds if kind in collections},
        )
        for each in formats
    ]  # fmt: skip  # one format, one line of it
