"""What people set of plugins through the API, as rows; secrets in it are sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A secret as it is kept: sealed JSON, and when it was set."""

    text: str
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one instance.

    Attributes:
        version: Of the model that the values were checked by; 0 for nothing kept.
        values: What is no secret, by key.
        secrets: The secrets, by key.
        changed: When it was last changed; grows with every change.
        changed_by: The public id of who did it, "" for the local administrator.
    """

    version: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, Sealed] = field(default_factory=dict)
    changed: int = 0
    changed_by: str = ""


async def get(reader: Reader, instance: str) -> Kept:
    """Give what is kept of an instance."""
    row = await reader.fetch_one("plugin_settings.get", (instance,))
    return _kept(row) if row else Kept()


async def all_kept(reader: Reader) -> dict[str, Kept]:
    """Give what is kept of every instance."""
    rows = await reader.fetch_all("plugin_settings.all")
    return {row[0]: _kept(tuple(row)[1:]) for row in rows}


async def put(tx: Transaction, instance: str, kept: Kept) -> None:
    """Keep something in the place of what was kept."""
    await tx.execute("plugin_settings.put", _row(instance, kept))


async def replace(tx: Transaction, instance: str, kept: Kept, *, over: Kept) -> bool:
    """Keep something in the place of what was read; False when that is not what is kept any more."""
    if not over.changed:
        return bool(await tx.execute("plugin_settings.add", _row(instance, kept)))
    return bool(await tx.execute("plugin_settings.replace", {**_row(instance, kept), "over": over.changed}))


async def reseal(tx: Transaction, kept: Mapping[str, Kept]) -> None:
    """Write settings whose secrets were sealed anew."""
    rows = [{"instance": instance, "data": _data(each)} for instance, each in kept.items()]
    await tx.execute_many("plugin_settings.reseal", rows)


def _kept(row: Row) -> Kept:
    version, data, changed, changed_by = row
    read = json.loads(data)
    secrets = {key: Sealed(text=each["sealed"], changed=each["changed"]) for key, each in read["secrets"].items()}
    return Kept(version=version, values=read["values"], secrets=secrets, changed=changed, changed_by=changed_by)


def _row(instance: str, kept: Kept) -> dict[str, object]:
    return {
        "instance": instance, "version": kept.version, "data": _data(kept), "changed": kept.changed,
        "changed_by": kept.changed_by,
    }  # fmt: skip


def _data(kept: Kept) -> str:
    secrets = {key: {"sealed": each.text, "changed": each.changed} for key, each in kept.secrets.items()}
    return json.dumps({"values": dict(kept.values), "secrets": secrets})
