"""What the command line does without a daemon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.app.storages import open_ground
from mediad.host.clock import SystemClock
from mediad.host.lending import Lending
from mediad.plugins.host import PluginHost
from mediad.plugins.preflight import ChildPreflight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.values.kinds import MediaType

__all__ = ["media_types", "open_ground"]


class _Nothing:
    """A store that keeps nothing: whoever only declares needs none."""

    async def get(self, key: str) -> str | None:  # noqa: ARG002  # the Protocol's
        return None

    async def put(self, key: str, value: str) -> None: ...

    async def delete(self, key: str) -> None: ...


async def media_types() -> Sequence[MediaType]:
    """Ask the installed plugins for their media types."""
    lend = Lending(
        clock=SystemClock(), texts=lambda _: _Nothing(), jobs=lambda: None, events=lambda: None, library=lambda: None
    )
    plugins = PluginHost(lend=lend, preflight=ChildPreflight())
    await plugins.load()
    return plugins.media_types()
