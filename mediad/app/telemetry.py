"""What the daemon tells of itself: whether it can serve, and its figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from mediad import VERSION
from mediad.app.checks import database
from mediad.events.audience import Audience
from mediad.plugins.states import State
from mediad.storage.ports import holds, libraries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.app.belongings import Belongings
    from mediad.app.places import Places
    from mediad.events.feed import Feed
    from mediad.http.dispatch import Exchange
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage
    from mediad.telemetry.metrics import Histogram, Metrics, Series
    from mediad_sdk.values.events import Event
    from mediad_sdk.values.health import Health

_COUNTED = ("added", "changed", "moved", "missing", "errors")


class SelfKnowledge:
    """Obeys the Protocol of the health routes."""

    def __init__(
        self,
        storage: Storage,
        metrics: Metrics,
        plugins: PluginHost,
        places: Places,
        started: int,
        belongings: Belongings,
    ) -> None:
        self._belongings = belongings
        self._storage = storage
        self._metrics = metrics
        self._plugins = plugins
        self._places = places
        metrics.gauge("mediad_build_info", 1, version=VERSION)
        metrics.gauge("mediad_start_time_seconds", started / 1000)

    async def readiness(self) -> Mapping[str, Health]:
        """Ask for the little without which nothing can be served."""
        return {"database": await database(self._storage)}

    async def metrics(self) -> bytes:
        """Look at everything that is not counted as it happens, and write all figures."""
        self._look_at_plugins()
        await self._look_at_disks()
        await self._look_at_database()
        own = "".join(f"{line}\n" for line in self._belongings.lines())
        return (self._metrics.exposition() + own).encode()

    def _look_at_plugins(self) -> None:
        reports = self._plugins.states()
        counts = Counter(report.state for report in reports)
        for state in get_args(State):
            self._metrics.gauge("mediad_plugins", counts[state], state=state)
        for report in reports:
            self._metrics.gauge("mediad_plugin_paused", len(report.paused), plugin=report.instance)
        for figure in self._plugins.figures():
            labels = {"plugin": figure.instance, "hook": figure.hook}
            self._metrics.total("mediad_plugin_calls_total", figure.calls, **labels)
            self._metrics.total("mediad_plugin_seconds_total", figure.seconds, **labels)
            for kind, count in figure.failures.items():
                self._metrics.total("mediad_plugin_failures_total", count, kind=kind, **labels)
        for each in self._belongings.calls():
            labels = {"plugin": each.instance, "host": each.host}
            self._metrics.total("mediad_plugin_http_calls_total", each.calls, **labels)
            self._metrics.total("mediad_plugin_http_failures_total", each.failures, **labels)
            self._metrics.total("mediad_plugin_http_cached_total", each.cached + each.stale, **labels)
            self._metrics.gauge("mediad_plugin_http_paused", each.breaker != "closed", **labels)
        for instance, seconds in self._plugins.loop_seconds().items():
            self._metrics.total("mediad_plugin_loop_seconds_total", seconds, plugin=instance)

    async def _look_at_disks(self) -> None:
        for name in self._places:
            try:
                space = await self._places.space(name)
            except OSError:
                continue  # the health check names it
            self._metrics.gauge("mediad_disk_free_bytes", space.free, place=name)
            self._metrics.gauge("mediad_disk_size_bytes", space.total, place=name)

    async def _look_at_database(self) -> None:
        figures = self._storage.figures()
        self._metrics.total("mediad_database_commits_total", figures.commits)
        self._metrics.total("mediad_database_units_total", figures.units)
        self._metrics.total("mediad_database_slow_total", figures.slow)
        self._metrics.gauge("mediad_database_size_bytes", await self._storage.fetch_value("engine.size"))
        jobs: Counter[str] = Counter()
        for state, _, count in await self._storage.fetch_all("jobs.counts"):
            jobs[state] += count
        for state in ("queued", "running", "finished", "failed", "cancelled"):
            self._metrics.gauge("mediad_jobs", jobs[state], state=state)
        held = sum(each.files for each in await holds.undecided(self._storage))
        self._metrics.gauge("mediad_held_files", held)
        roots = Counter(root.state for each in await libraries.all_libraries(self._storage) for root in each.roots)
        for state in ("new", "online", "offline", "held"):
            self._metrics.gauge("mediad_roots", roots[state], state=state)


class Traffic:
    """Counts requests under the path of their route, never under what a stranger typed."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._known: dict[tuple[str, str, int], tuple[Series, Histogram, Series]] = {}

    def __call__(self, exchange: Exchange) -> None:
        """Count one request."""
        route = exchange.route.path if exchange.route else "none"
        method = exchange.request.method if exchange.route else "none"
        answer = (route, method, exchange.status)
        requests, seconds, sent = self._known.get(answer) or self._meet(*answer)
        requests.add()
        seconds.observe(exchange.seconds)
        sent.add(exchange.size)

    def _meet(self, route: str, method: str, status: int) -> tuple[Series, Histogram, Series]:
        found = self._known[route, method, status] = (
            self._metrics.counter("mediad_http_requests_total", method=method, route=route, status=str(status)),
            self._metrics.histogram("mediad_http_request_seconds", method=method, route=route),
            self._metrics.counter("mediad_http_sent_bytes_total", route=route),
        )
        return found


async def tally(feed: Feed, metrics: Metrics) -> None:
    """Count what happens, until cancelled."""
    _, last = await feed.bounds()
    async for event in feed.follow(last, Audience()):
        metrics.count("mediad_events_total", type=event.type)
        _count(event, metrics)


def _count(event: Event, metrics: Metrics) -> None:
    topic, _, state = event.type.partition(".")
    if topic == "job" and state != "progress":
        metrics.count("mediad_jobs_finished_total", job=str(event.data.get("type", "")), state=state)
    if topic == "scan" and state in {"finished", "failed", "cancelled"}:
        metrics.count("mediad_scans_total", library=event.library, state=state)
        for name in _COUNTED:
            metrics.count("mediad_scan_files_total", event.data.get("counts", {}).get(name, 0), result=name)
