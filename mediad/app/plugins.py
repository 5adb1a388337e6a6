"""Brings the plugins to life: what the configuration wishes, what the daemon lends, what it remembers of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.host.lending import Lending
from mediad.plugins.host import PluginHost
from mediad.plugins.preflight import ChildPreflight, RememberedPreflight
from mediad.plugins.states import Wish
from mediad.storage.ports.plugins import PluginStore
from mediad.telemetry.logs import correlation

if TYPE_CHECKING:
    from mediad.config.models import Config, Instance
    from mediad.host.services import Late
    from mediad.storage.ports import Storage
    from mediad_sdk.host import Clock, Events, Jobs, Library


def make_plugins(
    config: Config,
    storage: Storage,
    clock: Clock,
    *,
    jobs: Late[Jobs],
    events: Late[Events],
    library: Late[Library],
) -> PluginHost:
    """Make the host of the plugins; services that want to know what plugins bring come late."""
    lend = Lending(
        clock=clock, texts=lambda instance: PluginStore(storage, instance), jobs=jobs, events=events, library=library
    )
    preflight = RememberedPreflight(ChildPreflight(), PluginStore(storage))
    return PluginHost(lend=lend, preflight=preflight, wishes=wishes(config), correlation=correlation)


def wishes(config: Config) -> dict[str, Wish]:
    """Say what the configuration wants of each plugin."""
    return {
        name: Wish(
            enabled=plugin.enabled,
            settings=plugin.settings,
            instances={own: _wish(instance) for own, instance in plugin.instances.items()},
            distribution=plugin.distribution,
            priority=plugin.priority,
        )
        for name, plugin in config.plugins.items()
    }


def _wish(instance: Instance) -> Wish:
    return Wish(enabled=instance.enabled, settings=instance.settings)
