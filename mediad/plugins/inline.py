"""Plugins that run in the daemon itself: their code is imported once for all instances."""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad.plugins.errors import PluginError
from mediad.plugins.loading import load_factory, make_plugin, make_settings
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    from mediad.plugins.find import Found
    from mediad.plugins.guard import Guard
    from mediad_sdk.host import Context

    Factory = Callable[[Context, Any], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """The code of a plugin that was set aside: it is put back when its successor does not start."""

    plugin: str
    factory: Factory | PluginError | None
    modules: Mapping[str, ModuleType]


class Inline:
    """Makes plugins here; obeys `mediad.plugins.instance.Tier`."""

    def __init__(self) -> None:
        self._factories: dict[str, Factory | PluginError] = {}

    async def __call__(self, found: Found, given: Mapping[str, Any], context: Context, guard: Guard) -> object:  # noqa: ARG002  # Protocol
        """Make the plugin of one instance."""
        factory = await self._factory(found)
        settings = await make_settings(found, given)
        return await make_plugin(found, factory, context, settings)

    def set_aside(self, found: Found) -> Former:
        """Take a plugin's code out of the interpreter's tables, so that the next import reads it anew."""
        top = found.entry.module.partition(".")[0]
        names = [name for name in sys.modules if name == top or name.startswith(f"{top}.")]
        modules = {name: sys.modules.pop(name) for name in names}
        for module in modules.values():
            _forget_compiled(module)
        importlib.invalidate_caches()
        return Former(plugin=found.id, factory=self._factories.pop(found.id, None), modules=modules)

    def put_back(self, former: Former) -> None:
        """Let the code that was set aside be the plugin's again."""
        tops = {name.partition(".")[0] for name in former.modules}
        for name in [name for name in sys.modules if name.partition(".")[0] in tops]:
            del sys.modules[name]
        sys.modules.update(former.modules)
        self._factories.pop(former.plugin, None)
        if former.factory is not None:
            self._factories[former.plugin] = former.factory

    async def _factory(self, found: Found) -> Factory:
        if found.id not in self._factories:
            try:
                self._factories[found.id] = await load_factory(found)
            except PluginError as error:
                self._factories[found.id] = error
        made = self._factories[found.id]
        if isinstance(made, PluginError):
            raise made
        return made


def _forget_compiled(module: ModuleType) -> None:
    """Remove a compiled file: Python takes it for the source's when both were written within one second."""
    if compiled := getattr(module, "__cached__", None):
        with suppress(OSError):  # a folder that may not be written to
            Path(compiled).unlink(missing_ok=True)
