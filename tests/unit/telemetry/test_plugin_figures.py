from __future__ import annotations

import pytest

from mediad.telemetry.plugin_figures import MOST_SERIES, PluginFigures, lines
from mediad_sdk.errors import Invalid


def test_figures_carry_the_name_of_their_plugin() -> None:
    figures = PluginFigures("plex", "plex-home")
    figures.count("refreshes", library="Films")
    figures.count("refreshes", 2, library="Films")
    figures.set("sessions", 3)
    figures.set("sessions", 1)
    assert list(lines([figures])) == [
        "# TYPE mediad_plugin_plex_refreshes counter",
        'mediad_plugin_plex_refreshes{plugin="plex-home",library="Films"} 3',
        "# TYPE mediad_plugin_plex_sessions gauge",
        'mediad_plugin_plex_sessions{plugin="plex-home"} 1',
    ]


def test_instances_of_one_plugin_share_a_figure_and_not_a_series() -> None:
    instances = [PluginFigures("plex", name) for name in ("plex", "plex-home")]
    for each in instances:
        each.set("sessions", 1)
    told = list(lines(instances))
    assert [line for line in told if line.startswith("#")] == ["# TYPE mediad_plugin_plex_sessions gauge"]
    assert len(told) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        lambda figures: figures.count("a b"),
        lambda figures: figures.count("a", -1),
        lambda figures: figures.count("a", plugin="other"),
        lambda figures: figures.set("a", 1, **{"b\n": "c"}),
        lambda figures: (figures.count("a"), figures.set("a", 1)),
    ],
)
def test_what_would_break_the_page_of_figures_is_refused(wrong: object) -> None:
    with pytest.raises(Invalid):
        wrong(PluginFigures("plex", "plex"))  # type: ignore[operator]  # each is a function


def test_values_of_labels_can_neither_break_out_nor_fill_the_memory() -> None:
    figures = PluginFigures("plex", "plex")
    for number in range(2 * MOST_SERIES):
        figures.count("a", label=f'"\n{number}')
    told = list(lines([figures]))
    assert len(told) == 1 + MOST_SERIES
    assert told[1] == r'mediad_plugin_plex_a{plugin="plex",label="\"\n0"} 1'
