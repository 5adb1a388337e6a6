"""Every extension point is declared, carried and answered: also those that no plugin of use has needed yet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk import (
    Fulfilment,
    Manager,
    Query,
    StorageLocation,
    Stored,
    Subtitle,
    SubtitleProvider,
    Wanted,
    WebPages,
    WorkRequest,
)
from mediad_sdk.author.scaffold import begin
from mediad_sdk.contract import HOOKS, mistake, unknown_hooks
from mediad_sdk.points import POINTS
from mediad_sdk.testing import fake_context

if TYPE_CHECKING:
    from collections.abc import Iterator

SUBJECT = Path(__file__).with_name("subjects") / "everything.py"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a plugin that brings one of everything."""
    made = begin("everything", "storage", into=tmp_path_factory.mktemp("everything"))
    (made / "src/mediad_plugin_everything/plugin.py").write_text(SUBJECT.read_text(encoding="utf-8"))
    return made


@pytest.fixture(scope="module")
def values(project: Path) -> Iterator[dict[type, Any]]:
    """Return what it declares, by class."""
    sys.path.insert(0, str(project / "src"))
    from mediad_plugin_everything.plugin import (  # type: ignore[import-not-found]  # noqa: PLC0415  # made just now
        Everything,
    )

    plugin = Everything(fake_context("everything"), None)
    assert unknown_hooks(plugin) == ()
    assert {name for name in dir(plugin) if name.startswith("mediad_")} == HOOKS
    yield {point.value: value for point in POINTS for [value] in [getattr(plugin, point.hook)()]}
    sys.path.remove(str(project / "src"))


def test_one_of_everything_has_the_declared_shape(values: dict[type, Any]) -> None:
    assert [found for cls, value in values.items() if (found := mistake(value, cls))] == []
    assert len(values) == len(POINTS) == len(HOOKS) - 1
    assert (values[WebPages].index, values[WebPages].permission) == ("index.html", "items.read")


def test_a_daemon_takes_one_of_everything(project: Path, install: Any, meet: Any, tmp_path: Path) -> None:
    met = meet(install([project], tmp_path))
    assert met.state("everything") == "running", met.states["everything"]["error"]
    assert {point.plural for point in POINTS} <= set(met.states["everything"]["brings"])


async def test_what_nobody_asks_yet_answers_as_it_is_declared(values: dict[type, Any]) -> None:
    request = WorkRequest(id="1", kind="film", ids={}, title="Alien")
    taken = await values[Fulfilment].fulfil(request)
    assert taken is not None
    assert (await values[Fulfilment].progress(taken.reference)).reference == "film Alien"
    assert await values[Manager].calendar("2026-05-01", "2026-05-31") == [
        Wanted(ids={"tmdb": "348"}, kind="film", title="2026-05-01 to 2026-05-31", year=1979)
    ]
    [found] = await values[SubtitleProvider].search(Query(kind="film", title="Alien"), ["de"])
    assert found == Subtitle(id="Alien.de", language="de", forced=True)
    assert await values[SubtitleProvider].fetch(found.id) == b"Alien.de"
    first, second = await values[StorageLocation].list(b"a")
    assert (first, second.folder) == (Stored(name=b"a\xff", size=3, modified_ns=5), True)
    assert await values[StorageLocation].read(first.name, 1, 1) == b"\xff"
