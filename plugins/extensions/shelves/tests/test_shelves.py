from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mediad_plugin_shelves
from mediad_plugin_shelves.plugin import PLACE, Shelves
from mediad_sdk import NotFound, Request, UserError
from mediad_sdk.testing import FakeContext, FakeJobRun, PluginConformance, fake_context
from mediad_sdk.testing.context import FakeLibrary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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


async def sheet(shelves: Shelves, user: str = "user-ann", **query: str) -> list[list[str]]:
    """Read the sheet as another program does."""
    [route] = shelves.mediad_routes()
    assert (route.path, route.permission) == ("/places.csv", "items.read")
    answer = await route.handler(
        Request(
            method="GET", path=route.path, params={}, query=query, headers={}, body=b"", user=user,
            permissions=frozenset({route.permission}),
        )
    )  # fmt: skip
    assert answer.content_type.startswith("text/csv")
    assert not isinstance(answer.body, bytes)
    text = b"".join([chunk async for chunk in answer.body]).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


async def test_other_programs_read_the_places_as_a_sheet(context: FakeContext) -> None:
    shelves = Shelves(context, None)
    assert await sheet(shelves) == [["place", "title", "year", "item"]]
    context.library.works += [{"id": "4", "kind": "film", "title": 'The "Thing", again', "year": 1982}]
    await shelves.put({"item": "1", "place": "left, below"})
    await shelves.put({"item": "4", "place": "attic"})
    thing, alien = ["attic", 'The "Thing", again', "1982", "4"], ["left, below", "Alien", "", "1"]
    assert (await sheet(shelves))[1:] == [thing, alien]
    assert (await sheet(shelves, place="attic"))[1:] == [thing]
    assert (await sheet(shelves, place=""))[1:] == []


async def test_a_sheet_holds_what_its_reader_may_see(context: FakeContext) -> None:
    class Sighted(FakeLibrary):
        async def many(self, uids: Sequence[str], /, *, user: str = "") -> Sequence[Mapping[str, Any]]:
            return await super().many(uids if user == "user-ann" else [])

    shelves = Shelves(replace(context, library=Sighted(WORKS)), None)
    await shelves.put({"item": "1", "place": "left"})
    assert len(await sheet(shelves)) == 2
    assert len(await sheet(shelves, user="user-bob")) == 1


async def test_a_large_sheet_comes_in_pieces(context: FakeContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediad_plugin_shelves.plugin._AT_ONCE", 2)
    context.library.works += [{"id": f"f{n}", "kind": "film", "title": f"{n}"} for n in range(5)]
    shelves = Shelves(context, None)
    for number in range(5):
        await shelves.put({"item": f"f{number}", "place": "left"})
    assert [row[3] for row in (await sheet(shelves))[1:]] == [f"f{number}" for number in range(5)]


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
