"""What plugins are allowed, as rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What one plugin was allowed.

    Attributes:
        permissions: The facts of each permission as the manifest had them.
        version: Of the distribution that asked for them.
        approved: When.
        approved_by: The public id of who did it, "" for the local administrator.
    """

    permissions: Mapping[str, Mapping[str, Any]]
    version: str
    approved: int
    approved_by: str


async def get(reader: Reader, plugin: str) -> Approval | None:
    """Give what a plugin was allowed, None for nothing."""
    row = await reader.fetch_one("plugin_approvals.get", (plugin,))
    if row is None:
        return None
    permissions, version, approved, approved_by = row
    return Approval(permissions=json.loads(permissions), version=version, approved=approved, approved_by=approved_by)


async def put(tx: Transaction, plugin: str, approval: Approval) -> None:
    """Keep what a plugin is allowed."""
    row = {
        "plugin": plugin, "permissions": json.dumps(approval.permissions), "version": approval.version,
        "approved": approval.approved, "approved_by": approval.approved_by,
    }  # fmt: skip
    await tx.execute("plugin_approvals.put", row)


async def remove(tx: Transaction, plugin: str) -> bool:
    """Forget what a plugin was allowed; False when it was nothing."""
    return bool(await tx.execute("plugin_approvals.remove", (plugin,)))
