"""What the daemon tells of itself: whether it can serve, how it is, and its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.errors import MediadError
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.http.dispatch import Exchange
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage
    from mediad.telemetry.metrics import Metrics


class SelfKnowledge:
    """Obeys the Protocol of the health routes."""

    def __init__(self, storage: Storage, metrics: Metrics) -> None:
        self._storage = storage
        self._metrics = metrics

    async def readiness(self) -> Mapping[str, Health]:
        """Ask the database for the cheapest answer it has."""
        try:
            await self._storage.fetch_value("engine.alive")
        except MediadError as error:
            return {"database": Health(state="down", detail=str(error), remedy=error.remedy)}
        return {"database": Health(state="ok")}

    def metrics(self) -> bytes:
        """Write the figures."""
        return self._metrics.exposition().encode()


def observe(metrics: Metrics, exchange: Exchange) -> None:
    """Count a request under the path of its route, never under what a stranger typed."""
    route = exchange.route.path if exchange.route else "none"
    method = exchange.request.method if exchange.route else "none"
    metrics.count("mediad_http_requests_total", method=method, route=route, status=str(exchange.status))
    metrics.observe("mediad_http_request_seconds", exchange.seconds, method=method, route=route)


def count_plugins(metrics: Metrics, plugins: PluginHost) -> None:
    """Copy what the guards counted."""
    for figure in plugins.figures():
        metrics.gauge("mediad_plugin_calls", figure.calls, plugin=figure.instance, hook=figure.hook)
