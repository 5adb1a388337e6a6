"""What the database keeps of plugins, installed or not: counted, and forgotten when somebody says so."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from mediad.storage.ports import plugin_settings, plugin_tables
from mediad.storage.ports.plugins import CORE
from mediad.storage.statements import Statement
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Transaction

_OURS = frozenset({"core", "config", "library"})
"""What names of the daemon's own jobs and schedules begin with; a plugin may be called so, and has none of them."""
_WHOLE = ("forget_values", "forget_settings", "forget_approval", "forget_links", "forget_sessions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What is kept of one plugin.

    Attributes:
        tables: Rows by table.
        values: Keys of its store.
        settings: Settings that were set.
        secrets: Those of them that are secrets.
        approved: Somebody approved what it asked for.
        jobs: Jobs that wait for it.
        links: People whom it says who they are elsewhere.
    """

    tables: Mapping[str, int]
    values: int
    settings: int
    secrets: int
    approved: bool
    jobs: int
    links: int


def plugin_of(instance: str) -> str:
    """Name the plugin of an instance: ids have no hyphen."""
    return instance.partition("-")[0]


async def keepers(reader: Reader) -> dict[str, set[str]]:
    """Say of each plugin that keeps something what it is: `values`, `settings`, `approvals`, `sign-ins`, `tables`."""
    found: dict[str, set[str]] = {}
    for instance, what in await reader.fetch_all("plugin_data.keepers"):
        if instance != CORE:
            found.setdefault(plugin_of(instance), set()).add(what)
    return found


async def rows(reader: Reader, plugin: str) -> Rows:
    """Count what is kept of a plugin."""
    names = [row[0] for row in await reader.fetch_all("plugin_data.tables", {"prefix": f"{plugin}__"})]
    kept = [each for name, each in (await plugin_settings.all_kept(reader)).items() if plugin_of(name) == plugin]
    counts = await reader.fetch_one("plugin_data.counts", {"plugin": plugin, **_instances(plugin)})
    assert counts is not None  # noqa: S101  # it counts
    return Rows(
        tables={name: await _count(reader, name) for name in names}, values=counts["stored"],
        settings=sum(len(each.values) + len(each.secrets) for each in kept),
        secrets=sum(len(each.secrets) for each in kept), approved=bool(counts["approvals"]),
        jobs=0 if plugin in _OURS else counts["jobs"], links=counts["links"],
    )  # fmt: skip  # as they are shown


async def works(
    reader: Reader, plugin: str, *, but: Collection[str], after: int = 0, most: int
) -> list[tuple[int, str]]:
    """Find the next works that a plugin said something of, as (id, public id); `but` are names that others go by."""
    params = {"others": json.dumps(sorted(but)), "after": after, "most": most, **_instances(plugin)}
    return [(row[0], row[1]) for row in await reader.fetch_all("plugin_data.works", params)]


async def forget(tx: Transaction, plugin: str, *, installed: bool, now: int) -> None:
    """Forget all that is kept of a plugin but what it said of works; one that is installed stays switched off."""
    await plugin_tables.drop(tx, plugin)
    where: dict[str, Any] = {"plugin": plugin, **_instances(plugin)}
    for statement in (*_WHOLE, *(() if installed else ("forget_choices",))):
        await tx.execute(f"plugin_data.{statement}", where)
    if plugin not in _OURS:
        await tx.execute("plugin_data.forget_schedules", where)
        await tx.execute("plugin_data.cancel_jobs", {**where, "now": now})


def _instances(plugin: str) -> dict[str, Any]:
    """Say how names of a plugin's instances begin, and those of their jobs."""
    return {"dotted": f"{plugin}.", "hyphened": f"{plugin}-", "length": len(plugin) + 1}


async def _count(reader: Reader, table: str) -> int:
    quoted = table.replace('"', '""')
    sql = f'SELECT count(*) FROM "{quoted}"'  # noqa: S608  # a name from the catalogue, quoted
    found = await reader.fetch_all(Statement(name="plugin_data.count", about="", sql=sql, parameters=()))
    return int(found[0][0])
