"""Count, and show the counts to Prometheus in its text format.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/ (version 0.0.4). Written here because the usual
client costs 31 ms at start, and the daemon needs three kinds of metric from one thread.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from mediad.telemetry.catalogue import CATALOGUE, Metric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
T = TypeVar("T")

MOST_SERIES = 2000
"""A metric takes no further series beyond these, so that no caller can fill the memory with label values."""


class Series:
    """One series of a counter or a gauge."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0.0

    def add(self, amount: float = 1) -> None:
        """Count on."""
        self.value += amount


class Histogram:
    """One series of a histogram: the observations by bucket, and their sum."""

    __slots__ = ("_bounds", "counts", "total")

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self._bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def observe(self, value: float) -> None:
        """Add an observation."""
        self.counts[bisect_left(self._bounds, value)] += 1
        self.total += value


class Metrics:
    """The counts of one daemon; only names of the catalogue are taken.

    Whoever counts often keeps the series; to name it each time costs more than to count.
    """

    def __init__(self, catalogue: Iterable[Metric] = CATALOGUE) -> None:
        self._catalogue = {metric.name: metric for metric in catalogue}
        self._values: dict[str, dict[tuple[str, ...], Series]] = {name: {} for name in self._catalogue}
        self._histograms: dict[str, dict[tuple[str, ...], Histogram]] = {name: {} for name in self._catalogue}

    def count(self, name: str, amount: float = 1, /, **labels: str) -> None:
        """Add to a counter."""
        self.counter(name, **labels).add(amount)

    def counter(self, name: str, /, **labels: str) -> Series:
        """Give a series of a counter."""
        return _kept(self._values[name], self._series(name, "counter", labels), Series())

    def total(self, name: str, value: float, /, **labels: str) -> None:
        """Set a counter to what somebody else has counted; it must only grow."""
        self.counter(name, **labels).value = value

    def gauge(self, name: str, value: float, /, **labels: str) -> None:
        """Set a gauge."""
        _kept(self._values[name], self._series(name, "gauge", labels), Series()).value = value

    def histogram(self, name: str, /, **labels: str) -> Histogram:
        """Give a series of a histogram."""
        series = self._series(name, "histogram", labels)
        return _kept(self._histograms[name], series, Histogram(self._catalogue[name].buckets))

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
        for labels, series in self._values[metric.name].items():
            yield f"{metric.name}{_labels(metric.labels, labels)} {series.value:.17g}"
        for labels, histogram in self._histograms[metric.name].items():
            yield from _lines_of(metric, labels, histogram)


def _kept(known: dict[tuple[str, ...], T], labels: tuple[str, ...], new: T) -> T:
    """Give the series of these labels; one too many counts for nobody."""
    return known.setdefault(labels, new) if labels in known or len(known) < MOST_SERIES else new


def _lines_of(metric: Metric, labels: tuple[str, ...], histogram: Histogram) -> Iterator[str]:
    bounds = [*(f"{bound:g}" for bound in metric.buckets), "+Inf"]
    for bound, running in zip(bounds, accumulate(histogram.counts), strict=True):
        yield f"{metric.name}_bucket{_labels((*metric.labels, 'le'), (*labels, bound))} {running}"
    yield f"{metric.name}_sum{_labels(metric.labels, labels)} {histogram.total:.17g}"
    yield f"{metric.name}_count{_labels(metric.labels, labels)} {sum(histogram.counts)}"


def _labels(names: tuple[str, ...], values: tuple[str, ...]) -> str:
    pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in zip(names, values, strict=True))
    return f"{{{pairs}}}" if pairs else ""


def _escaped(value: str) -> str:
    readable = value.encode("utf-8", "replace").decode()
    return readable.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
