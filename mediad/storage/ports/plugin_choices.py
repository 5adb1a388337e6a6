"""What people said of plugin instances while the daemon ran, and which of them are in quarantine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is kept of one instance.

    Attributes:
        enabled: What a person chose, None for nothing.
        quarantined: The version that was put into quarantine, "" for none.
        why: Why it was.
    """

    enabled: bool | None = None
    quarantined: str = ""
    why: str = ""


class PluginChoices:
    """The choices of one daemon."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def all(self) -> Mapping[str, Choice]:
        """Give every choice by the address of its instance."""
        rows = await self._storage.fetch_all("plugin_choices.all")
        return {instance: _choice(enabled, json.loads(kept or "{}")) for instance, enabled, kept in rows}

    async def put(self, instance: str, choice: Choice) -> None:
        """Keep a choice."""
        kept = {"version": choice.quarantined, "why": choice.why} if choice.quarantined else None
        row = {
            "plugin": instance, "enabled": None if choice.enabled is None else int(choice.enabled),
            "quarantined": json.dumps(kept) if kept else "", "changed": self._clock.now_ms(),
        }  # fmt: skip

        async def unit(tx: Transaction) -> None:
            await tx.execute("plugin_choices.put", row)

        await self._storage.write(unit)


def _choice(enabled: int | None, kept: Mapping[str, str]) -> Choice:
    said = None if enabled is None else bool(enabled)
    return Choice(enabled=said, quarantined=kept.get("version", ""), why=kept.get("why", ""))
