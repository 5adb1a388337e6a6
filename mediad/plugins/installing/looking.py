"""Gets the newest daemon that there is, only to look at it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from mediad.plugins.installing.pip import Pip, Sources
from mediad.plugins.installing.places import Places
from mediad.plugins.installing.upgrading import OURS, Target, target

if TYPE_CHECKING:
    from pathlib import Path


async def newest(data_dir: Path, cache_dir: Path, folder: Path | None) -> Target:
    """Read the newest daemon of a folder of wheels, or of the index that pip is configured for."""
    sources = Sources(folders=(folder.resolve(),) if folder else (), index=folder is None)  # noqa: ASYNC240  # one look
    async with Places(data_dir).building() as place:
        await Pip(place / "scratch", cache_dir.resolve() / "pip").newest(OURS, place / "wheels", sources)  # noqa: ASYNC240  # as above
        return await asyncio.to_thread(lambda: target(wheel=next((place / "wheels").iterdir())))
