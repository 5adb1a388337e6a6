"""The daemon itself, its plugins, and what they connect it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.routes import (
    commands,
    connected,
    plugin_changes,
    plugin_data,
    plugin_packages,
    plugin_settings,
    plugin_trace,
    plugins,
    secrets,
    system,
)

if TYPE_CHECKING:
    from mediad.http.api import Services
    from mediad.http.route import Route


def routes(services: Services) -> list[Route]:
    """Give the routes of this chapter."""
    queue = services.queue
    return [
        *system.routes(services.about, services.clock, services.feed, services.checks, services.reload),
        *secrets.routes(services.secrets),
        *plugins.routes(services.plugins),
        *plugin_changes.routes(services.plugins),
        *plugin_packages.routes(services.packages, queue),
        *plugin_data.routes(services.plugin_data, queue),
        *plugin_settings.routes(services.administration),
        *plugin_trace.routes(services.plugins),
        *commands.routes(services.plugins),
        *connected.routes(services.plugins, queue),
    ]
