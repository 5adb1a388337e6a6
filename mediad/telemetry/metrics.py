"""Count, and show the counts to Prometheus in its text format.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/ (version 0.0.4). Written here because the usual
client costs 31 ms at start, and the daemon needs three kinds of metric from one thread.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from mediad.telemetry.catalogue import CATALOGUE, Metric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
MOST_SERIES = 2000
"""A metric takes no further series beyond these, so that no caller can fill the memory with label values."""


class Metrics:
    """The counts of one daemon; only names of the catalogue are taken."""

    def __init__(self, catalogue: Iterable[Metric] = CATALOGUE) -> None:
        self._catalogue = {metric.name: metric for metric in catalogue}
        self._values: dict[str, dict[tuple[str, ...], float]] = {name: {} for name in self._catalogue}
        self._histograms: dict[str, dict[tuple[str, ...], list[float]]] = {name: {} for name in self._catalogue}

    def count(self, name: str, amount: float = 1, /, **labels: str) -> None:
        """Add to a counter."""
        values, series = self._values[name], self._series(name, "counter", labels)
        if series in values or len(values) < MOST_SERIES:
            values[series] = values.get(series, 0) + amount

    def total(self, name: str, value: float, /, **labels: str) -> None:
        """Set a counter to what somebody else has counted; it must only grow."""
        values, series = self._values[name], self._series(name, "counter", labels)
        if series in values or len(values) < MOST_SERIES:
            values[series] = value

    def gauge(self, name: str, value: float, /, **labels: str) -> None:
        """Set a gauge."""
        values, series = self._values[name], self._series(name, "gauge", labels)
        if series in values or len(values) < MOST_SERIES:
            values[series] = value

    def observe(self, name: str, value: float, /, **labels: str) -> None:
        """Add an observation to a histogram."""
        histograms, series = self._histograms[name], self._series(name, "histogram", labels)
        buckets = self._catalogue[name].buckets
        if series not in histograms and len(histograms) >= MOST_SERIES:
            return
        counts = histograms.setdefault(series, [0.0] * (len(buckets) + 2))
        counts[bisect_left(buckets, value)] += 1
        counts[-1] += value

    def exposition(self) -> str:
        """Return everything in Prometheus' text format."""
        return "".join(f"{line}\n" for metric in self._catalogue.values() for line in self._lines(metric))

    def _series(self, name: str, kind: str, labels: dict[str, str]) -> tuple[str, ...]:
        metric = self._catalogue[name]
        if metric.kind != kind or labels.keys() != set(metric.labels):
            raise ValueError(f"{name} is a {metric.kind} with the labels {metric.labels}")
        return tuple(labels[label] for label in metric.labels)

    def _lines(self, metric: Metric) -> Iterator[str]:
        yield f"# HELP {metric.name} {metric.help}"
        yield f"# TYPE {metric.name} {metric.kind}"
        for series, value in self._values[metric.name].items():
            yield f"{metric.name}{_labels(metric.labels, series)} {value:.17g}"
        for series, counts in self._histograms[metric.name].items():
            yield from _histogram(metric, series, counts)


def _histogram(metric: Metric, series: tuple[str, ...], counts: list[float]) -> Iterator[str]:
    *in_buckets, total = counts
    bounds = [*(f"{bound:g}" for bound in metric.buckets), "+Inf"]
    for bound, running in zip(bounds, accumulate(in_buckets), strict=True):
        yield f"{metric.name}_bucket{_labels((*metric.labels, 'le'), (*series, bound))} {running:.17g}"
    yield f"{metric.name}_sum{_labels(metric.labels, series)} {total:.17g}"
    yield f"{metric.name}_count{_labels(metric.labels, series)} {sum(in_buckets):.17g}"


def _labels(names: tuple[str, ...], values: tuple[str, ...]) -> str:
    pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in zip(names, values, strict=True))
    return f"{{{pairs}}}" if pairs else ""


def _escaped(value: str) -> str:
    readable = value.encode("utf-8", "replace").decode()
    return readable.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
