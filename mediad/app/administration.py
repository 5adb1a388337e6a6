"""Joins what an administrator sets and approves of plugins with the configuration, which has the last word."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from mediad.plugins.administration import Administration
from mediad.plugins.approval import Approvals
from mediad.plugins.installing.current import own_sites
from mediad.plugins.models import Models
from mediad.plugins.settings import Settings
from mediad.plugins.states import DEFAULT_INSTANCE
from mediad.vault.place import find_place
from mediad.vault.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.config.models import Config
    from mediad.plugins.find import Found
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage
    from mediad.workers.process import Processes
    from mediad_sdk.host import Clock


class Administered:
    """What people set and approve of plugins, and the key that it is sealed with.

    Attributes:
        config: The configuration that is in force.
    """

    def __init__(self, config: Config, storage: Storage, clock: Clock, processes: Processes) -> None:
        self.config = config
        self.vault = Vault(find_place(os.environ, config.storage.key_file, config.data_dir))
        models = Models(processes, partial(_own_site, config.data_dir))
        self.settings = Settings(storage, self.vault, clock, models, self._isolated)
        self.approvals = Approvals(storage, clock, self._approved)

    def administration(self, host: PluginHost) -> Administration:
        """Give what the API changes it by."""
        return Administration(host, self.settings, self.approvals, self._place)

    def _isolated(self, found: Found) -> bool:
        declared = self.config.plugins.get(found.id)
        raised = declared is not None and declared.isolation == "process"
        return raised or (found.manifest is not None and found.manifest.isolation == "process")

    def _approved(self, plugin: str) -> bool:
        declared = self.config.plugins.get(plugin)
        return self.config.packages.approve == "all" or (declared is not None and declared.approve)

    def _place(self, plugin: str, instance: str, key: str) -> str:
        own = () if instance == DEFAULT_INSTANCE else ("instances", instance)
        source, line = self.config.origins.of(("plugins", plugin, *own, "settings", key))
        return f"{source}:{line}" if line else source


def _own_site(data_dir: Path, plugin: str) -> Path | None:
    return own_sites(data_dir).get(plugin)
