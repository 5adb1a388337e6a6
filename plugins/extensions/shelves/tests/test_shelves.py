from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mediad_plugin_shelves
from mediad_plugin_shelves.plugin import PLACE, Shelves
from mediad_sdk import NotFound, UserError
from mediad_sdk.testing import FakeContext, FakeJobRun, PluginConformance, fake_context

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

WORKS = [{"id": "1", "kind": "film", "title": "Alien"}, {"id": "2", "kind": "album", "title": "Kid A"}]
MIGRATIONS = Path(mediad_plugin_shelves.__file__).parent / "migrations"


class TestShelves(PluginConformance):
    plugin = "shelves"


@pytest.fixture
def context() -> FakeContext:
    """Give a context with a film, an album and the tables."""
    made = fake_context("shelves", works=WORKS)
    made.database.migrate(MIGRATIONS)
    return made


async def places(shelves: Shelves) -> Mapping[str, Any]:
    return (await shelves.list({}))["places"]  # type: ignore[no-any-return]


async def test_a_disc_is_put_moved_and_taken_away(context: FakeContext) -> None:
    shelves = Shelves(context, None)
    done = await shelves.put({"item": "1", "place": " left "})
    assert done == {"item": "1", "title": "Alien", "place": "left"}
    assert context.library.said == {"1": {PLACE: "left"}}
    await shelves.put({"item": "1", "place": "right"})
    assert await places(shelves) == {"right": ["1"]}
    await shelves.put({"item": "1", "place": ""})
    assert (await places(shelves), context.library.said) == ({}, {"1": {}})


async def test_only_films_that_are_there_stand_on_shelves(context: FakeContext) -> None:
    shelves = Shelves(context, None)
    with pytest.raises(UserError, match="Kid A is no film"):
        await shelves.put({"item": "2", "place": "left"})
    with pytest.raises(NotFound):
        await shelves.put({"item": "3", "place": "left"})
    assert await places(shelves) == {}


async def test_the_nightly_look_says_all_again_and_forgets_what_is_gone(context: FakeContext) -> None:
    shelves = Shelves(context, None)
    await shelves.put({"item": "1", "place": "left"})
    await shelves._keep("9", "right")
    context.library.said.clear()
    assert await shelves.look(FakeJobRun()) == {"films": 1, "gone": 1}
    assert context.library.said == {"1": {PLACE: "left"}}
    assert await places(shelves) == {"left": ["1"]}
