"""Every metric that the daemon has: its name, what it counts, and its labels. The reference is made from this list."""

from __future__ import annotations

from typing import Literal

from mediad_sdk.data import dataclass

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric.

    Attributes:
        name: With its unit, as Prometheus recommends.
        kind: What may be done with it.
        help: The sentence that stands in the exposition and in the reference.
        labels: What tells its series apart; only what has few values.
        buckets: Upper bounds of a histogram.
    """

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = SECONDS


CATALOGUE = (
    Metric("mediad_build_info", "gauge", "1, with the version as a label.", ("version",)),
    Metric("mediad_start_time_seconds", "gauge", "When the daemon started, in seconds since 1970."),
    Metric("mediad_http_requests_total", "counter", "Requests answered.", ("method", "route", "status")),
    Metric("mediad_http_request_seconds", "histogram", "Time to answer a request.", ("method", "route")),
    Metric("mediad_http_sent_bytes_total", "counter", "Bytes of bodies sent.", ("route",)),
    Metric("mediad_events_total", "counter", "Events published.", ("type",)),
    Metric("mediad_jobs", "gauge", "Jobs that are kept, by state.", ("state",)),
    Metric("mediad_jobs_finished_total", "counter", "Jobs finished.", ("job", "state")),
    Metric("mediad_scans_total", "counter", "Scans finished.", ("library", "state")),
    Metric(
        "mediad_scan_seconds", "histogram", "Time that a scan took.", ("library",), (1.0, 10.0, 60.0, 600.0, 3600.0)
    ),
    Metric("mediad_scan_files_total", "counter", "Files that scans looked at, by what they found.", ("result",)),
    Metric("mediad_roots", "gauge", "Roots of libraries, by state.", ("state",)),
    Metric("mediad_held_files", "gauge", "Files whose loss waits for approval."),
    Metric("mediad_plugins", "gauge", "Plugin instances, by state.", ("state",)),
    Metric("mediad_plugin_calls_total", "counter", "Calls of hooks.", ("plugin", "hook")),
    Metric("mediad_plugin_failures_total", "counter", "Calls of hooks that failed.", ("plugin", "hook", "kind")),
    Metric("mediad_plugin_seconds_total", "counter", "Time that hooks took.", ("plugin", "hook")),
    Metric("mediad_plugin_loop_seconds_total", "counter", "Time that a plugin held the event loop.", ("plugin",)),
    Metric("mediad_plugin_paused", "gauge", "Hooks that are not called for a while.", ("plugin",)),
    Metric("mediad_plugin_http_calls_total", "counter", "HTTP calls of plugins.", ("plugin", "host")),
    Metric("mediad_plugin_http_failures_total", "counter", "HTTP calls of plugins that failed.", ("plugin", "host")),
    Metric("mediad_plugin_http_cached_total", "counter", "HTTP calls answered from the cache.", ("plugin", "host")),
    Metric("mediad_plugin_http_paused", "gauge", "Hosts that are not asked for a while.", ("plugin", "host")),
    Metric("mediad_disk_free_bytes", "gauge", "Free space where the daemon writes.", ("place",)),
    Metric("mediad_disk_size_bytes", "gauge", "Size of the file system where the daemon writes.", ("place",)),
    Metric("mediad_database_commits_total", "counter", "Transactions committed."),
    Metric("mediad_database_units_total", "counter", "Units of work written; several share a commit."),
    Metric("mediad_database_slow_total", "counter", "Statements that took more than a second."),
    Metric("mediad_database_size_bytes", "gauge", "Size of the database."),
)
