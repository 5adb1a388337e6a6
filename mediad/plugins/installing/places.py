"""Where everything that was installed lies: what plugins share, and what each has of its own."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from mediad.plugins.installing.asking import parse
from mediad.plugins.installing.current import FOLDER, OWN, own_sites
from mediad.plugins.installing.generations import Generation, Generations
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The folders below `data_dir/plugins`."""

    data_dir: Path

    @property
    def root(self) -> Path:
        """The folder of everything that was installed."""
        return (self.data_dir / FOLDER).absolute()

    @property
    def shared(self) -> Generations:
        """The generations that plugins share."""
        return Generations(self.root)

    def own(self, plugin: str) -> Generations:
        """Give the generations of a plugin's own environment."""
        return Generations(self.root / OWN / plugin)

    def every(self) -> list[tuple[str, Generations]]:
        """Give each environment that is there: whose own it is ("" for the shared one), and its generations."""
        return [("", self.shared), *((name, self.own(name)) for name in own_sites(self.data_dir))]

    @asynccontextmanager
    async def building(self) -> AsyncIterator[Path]:
        """Give a folder to build in, while nobody else changes anything; the disk is waited for beside the loop."""
        with ExitStack() as stack:
            await asyncio.to_thread(stack.enter_context, self.shared.held())
            folder = await asyncio.to_thread(stack.enter_context, self.shared.begun())
            try:
                yield folder
            finally:
                await asyncio.to_thread(stack.close)

    def owners(self) -> dict[str, str]:
        """Name the plugins that have an environment of their own."""
        return dict.fromkeys(own_sites(self.data_dir), "an environment of its own")

    def own_of(self, names: Iterable[str]) -> str:
        """Name the plugin with an environment of its own that one of these names means; "" for none."""
        for plugin in own_sites(self.data_dir):
            meant = {plugin, *asked_in(self.own(plugin).current())}
            if any(name in meant or canonicalize_name(name) in meant for name in names):
                return plugin
        return ""


def asked_in(generation: Generation) -> dict[str, str]:
    """Give what was asked for, by the name of the package."""
    return {canonicalize_name(parse(line).name): line for line in generation.asked}
