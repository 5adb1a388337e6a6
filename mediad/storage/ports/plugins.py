"""What plugins keep: small texts by key, apart for each instance; and what the daemon keeps about plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediad.storage.ports import Storage, Transaction

CORE = "@core"
"""The daemon's own keys; no plugin instance can have this name."""


class PluginStore:
    """The texts of one plugin instance."""

    def __init__(self, storage: Storage, instance: str = CORE) -> None:
        self._storage = storage
        self._instance = instance

    async def get(self, key: str) -> str | None:
        """Give the text of a key, or None."""
        value: str | None = await self._storage.fetch_value("plugins.get", (self._instance, key))
        return value

    async def put(self, key: str, value: str) -> None:
        """Keep a text under a key."""

        async def unit(tx: Transaction) -> None:
            await tx.execute("plugins.put", (self._instance, key, value))

        await self._storage.write(unit)

    async def delete(self, key: str) -> None:
        """Forget a key."""

        async def unit(tx: Transaction) -> None:
            await tx.execute("plugins.delete", (self._instance, key))

        await self._storage.write(unit)
