"""What Prometheus gets, read by Prometheus' own parser."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from mediad.telemetry import metrics as module
from mediad.telemetry.catalogue import CATALOGUE, Metric
from mediad.telemetry.metrics import Metrics


def samples(metrics: Metrics) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Return each sample by name and sorted labels."""
    families = text_string_to_metric_families(metrics.exposition())
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_counter_adds_up_by_its_labels() -> None:
    metrics = Metrics()
    metrics.count("mediad_events_total", type="work.added")
    metrics.count("mediad_events_total", 2, type="work.added")
    metrics.count("mediad_events_total", type="scan.done")
    found = samples(metrics)
    assert found["mediad_events_total", (("type", "work.added"),)] == 3
    assert found["mediad_events_total", (("type", "scan.done"),)] == 1


def test_a_gauge_is_set_and_a_total_is_taken_over() -> None:
    metrics = Metrics()
    for value in (5, 7):
        metrics.gauge("mediad_jobs", value, state="queued")
        metrics.total("mediad_events_total", value, type="work.added")
    assert samples(metrics)["mediad_jobs", (("state", "queued"),)] == 7
    assert samples(metrics)["mediad_events_total", (("type", "work.added"),)] == 7


def test_a_histogram_counts_each_observation_in_every_bucket_above_it() -> None:
    metrics = Metrics([Metric("x_seconds", "histogram", "X.", (), (0.1, 1.0))])
    for value in (0.05, 0.1, 0.5, 3):
        metrics.histogram("x_seconds").observe(value)
    found = samples(metrics)
    assert [found["x_seconds_bucket", (("le", bound),)] for bound in ("0.1", "1", "+Inf")] == [2, 3, 4]
    assert (found["x_seconds_count", ()], found["x_seconds_sum", ()]) == (4, pytest.approx(3.65))


def test_a_label_may_hold_anything() -> None:
    metrics = Metrics([Metric("x_total", "counter", "X.", ("name",))])
    metrics.count("x_total", name='a"b\\c\nd\udce9')
    assert samples(metrics)["x_total", (("name", 'a"b\\c\nd?'),)] == 1


def test_a_name_outside_the_catalogue_and_a_wrong_label_are_refused() -> None:
    with pytest.raises(KeyError):
        Metrics().count("mediad_made_up_total")
    with pytest.raises(ValueError, match=r"mediad_events_total is a counter with the labels \('type',\)"):
        Metrics().count("mediad_events_total", kind="x")
    with pytest.raises(ValueError, match="is a counter"):
        Metrics().gauge("mediad_events_total", 1, type="x")


def test_labels_from_outside_cannot_fill_the_memory() -> None:
    metrics = Metrics(
        [Metric("x_total", "counter", "X.", ("name",)), Metric("y_seconds", "histogram", "Y.", ("name",))]
    )
    for number in range(module.MOST_SERIES + 10):
        metrics.count("x_total", name=str(number))
        metrics.histogram("y_seconds", name=str(number)).observe(1)
    metrics.count("x_total", name="0")
    names = [name for name, _ in samples(metrics)]
    assert (names.count("x_total"), names.count("y_seconds_count")) == (module.MOST_SERIES, module.MOST_SERIES)
    assert samples(metrics)["x_total", (("name", "0"),)] == 2


def test_the_catalogue_follows_the_naming_rules_of_prometheus() -> None:
    assert len({metric.name for metric in CATALOGUE}) == len(CATALOGUE)
    for metric in CATALOGUE:
        assert metric.name.startswith("mediad_")
        assert metric.name.endswith("_total") == (metric.kind == "counter"), metric.name
        assert metric.help.endswith(".")
