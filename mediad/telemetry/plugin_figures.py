"""Figures of plugins, under names that tell whose they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from mediad_sdk.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_SERIES = 100
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")
_LONGEST = 200
Sort = Literal["counter", "gauge"]


class PluginFigures:
    """The figures of one plugin instance; obeys the SDK's `Metrics`."""

    def __init__(self, plugin: str, instance: str) -> None:
        self._prefix = f"mediad_plugin_{plugin}_"
        self._instance = instance
        self._sorts: dict[str, Sort] = {}
        self._series: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Count something that happened."""
        if by < 0:
            raise Invalid(f"{name} cannot count {by}.", remedy="What may fall is set, not counted.")
        self._put("counter", name, labels, by)

    def set(self, name: str, value: float, **labels: str) -> None:
        """Say how much of something there is."""
        self._put("gauge", name, labels, value)

    def families(self) -> Iterator[tuple[str, Sort, list[str]]]:
        """Give each figure by its full name: what it is, and its series in Prometheus' text format."""
        for name, sort in self._sorts.items():
            yield f"{self._prefix}{name}", sort, [*self._lines(name)]

    def _lines(self, name: str) -> Iterator[str]:
        for (each, labels), value in self._series.items():
            if each == name:
                pairs = (("plugin", self._instance), *labels)
                yield f"{self._prefix}{name}{{{','.join(f'{k}={_quoted(v)}' for k, v in pairs)}}} {value:.17g}"

    def _put(self, sort: Sort, name: str, labels: dict[str, str], value: float) -> None:
        if not all(_NAME.fullmatch(each) for each in (name, *labels)) or "plugin" in labels:
            remedy = "Names of figures and labels are a-z, 0-9 and _; the label `plugin` is the daemon's."
            raise Invalid(f"{name!r} cannot be the name of a figure.", remedy=remedy)
        if self._sorts.setdefault(name, sort) != sort:
            raise Invalid(f"{name} is a {self._sorts[name]} already.", remedy="Give the other figure another name.")
        key = name, tuple(sorted((label, str(text)[:_LONGEST]) for label, text in labels.items()))
        if key in self._series or len(self._series) < MOST_SERIES:  # one too many counts for nobody
            self._series[key] = self._series.get(key, 0.0) + value if sort == "counter" else value


def lines(instances: Iterable[PluginFigures]) -> Iterator[str]:
    """Give the figures of all instances, those of one name together, as Prometheus wants them."""
    families: dict[tuple[str, Sort], list[str]] = {}
    for figures in instances:
        for name, sort, series in figures.families():
            families.setdefault((name, sort), []).extend(series)
    for (name, sort), series in families.items():
        yield f"# TYPE {name} {sort}"
        yield from series


def _quoted(text: str) -> str:
    escaped = text.encode("utf-8", "replace").decode().replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'"{escaped}"'
