"""The fakes of `personal` and `ffmpeg` answer as the daemon does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk import INPUT, OUTPUT, Invalid, NotFound
from mediad_sdk.testing import fake_context

if TYPE_CHECKING:
    from mediad_sdk.testing import FakeContext

WORKS = [
    {"id": "album", "kind": "album", "title": "Kid A"},
    {"id": "one", "kind": "track", "title": "Everything", "parent": {"id": "album"}},
    {"id": "two", "kind": "track", "title": "Kid A", "parent": {"id": "album"}},
    {"id": "film", "kind": "film", "title": "Alien"},
]


@pytest.fixture
def context() -> FakeContext:
    return fake_context("mine", works=WORKS)


async def listed(context: FakeContext, kind: str, by: Any, **more: int) -> list[str]:
    return [each["id"] for each in await context.personal.works("mei", kind, by, **more)]


async def test_what_somebody_did_is_told_of_them_alone(context: FakeContext) -> None:
    mine, start = context.personal, context.clock.now_ms()
    await mine.rate("mei", "one", 80)
    await mine.favour("mei", "two", favourite=True)
    await context.clock.sleep(1)
    await mine.favour("mei", "two", favourite=True)
    await mine.played("mei", "two", at=start + 10**9, client="player")
    nothing = {"rating": None, "favoured": None, "plays": 0, "played": None}
    assert await mine.states("mei", ["one", "two", "film"]) == {
        "one": nothing | {"rating": 80},
        "two": nothing | {"favoured": start, "plays": 1, "played": start + 1000},
    }
    assert await mine.states("bob", ["one", "two"]) == {}
    await mine.rate("mei", "one", None)
    await mine.favour("mei", "two", favourite=False)
    assert await mine.states("mei", ["one", "two"]) == {"two": nothing | {"plays": 1, "played": start + 1000}}
    assert mine.clients == {"player"}


async def test_works_are_listed_by_deeds_and_plays_count_for_what_they_are_in(context: FakeContext) -> None:
    mine, now = context.personal, context.clock.now_ms()
    for item, at in (("one", 1), ("one", 2), ("two", 3)):
        await mine.played("mei", item, at=now - 100 + at)
    assert await listed(context, "track", "played") == ["two", "one"]
    assert await listed(context, "track", "plays") == ["one", "two"]
    assert await listed(context, "track", "plays", limit=1, offset=1) == ["two"]
    assert await listed(context, "album", "plays") == ["album"]
    await mine.rate("mei", "one", 10)
    await mine.rate("mei", "two", 90)
    assert await listed(context, "track", "rating") == ["two", "one"]
    assert await listed(context, "album", "rating") == []
    with pytest.raises(Invalid, match="cannot be listed"):
        await listed(context, "track", "mood")


async def test_what_was_begun_is_listed_until_its_end(context: FakeContext) -> None:
    mine = context.personal
    await mine.progress("mei", "film", 50, 100)
    [film] = await mine.works("mei", "film", "progress")
    assert (film["id"], film["position_ms"], film["updated"]) == ("film", 50, context.clock.now_ms())
    await mine.progress("mei", "film", 99, 100)
    assert await mine.works("mei", "film", "progress") == []
    await mine.progress("mei", "film", None)
    assert mine.places == {}


async def test_playlists_are_a_persons_own(context: FakeContext) -> None:
    mine = context.personal
    uid = await mine.save_list("mei", "Evening", ["two", "one"])
    assert [each["id"] for each in await mine.list_entries("mei", uid)] == ["two", "one"]
    await mine.save_list("mei", "Night", ["one"], uid)
    [told] = await mine.lists("mei")
    assert (told["id"], told["name"], told["entries"]) == (uid, "Night", 1)
    assert await mine.lists("bob") == []
    for wrong in (mine.list_entries("bob", uid), mine.delete_list("bob", uid), mine.save_list("mei", "x", ["none"])):
        with pytest.raises(NotFound):
            await wrong
    await mine.delete_list("mei", uid)
    assert mine.playlists == {}


async def test_who_and_what_is_not_there_is_not_found(context: FakeContext) -> None:
    mine = context.personal
    mine.people = {"mei"}
    for wrong in (mine.rate("mei", "none", 1), mine.rate("", "one", 1), mine.rate("bob", "one", 1)):
        with pytest.raises(NotFound):
            await wrong
    with pytest.raises(Invalid, match="0 to 100"):
        await mine.rate("mei", "one", 101)
    assert mine.ratings == {}


async def test_ffmpeg_says_and_makes_what_was_prepared(context: FakeContext) -> None:
    context.ffmpeg.add("f", probe={"format": {"duration": "1.0"}}, output=b"x" * 10_000)
    assert await context.ffmpeg.probe("f") == {"format": {"duration": "1.0"}, "streams": [], "chapters": []}
    arguments = ("-i", INPUT, "-f", "wav", OUTPUT)
    async with context.ffmpeg.stream("f", arguments) as sound:
        assert context.ffmpeg.running == 1
        pieces = [piece async for piece in sound]
    assert (b"".join(pieces), len(pieces) > 1) == (b"x" * 10_000, True)
    assert (context.ffmpeg.runs, context.ffmpeg.running) == ([("f", arguments)], 0)


async def test_ffmpeg_refuses_what_the_daemon_refuses(context: FakeContext) -> None:
    with pytest.raises(NotFound):
        await context.ffmpeg.probe("f")
    context.ffmpeg.add("f")
    for arguments in (("-i", INPUT, "-f", "wav"), ("-f", "wav", OUTPUT), ("-i", INPUT, OUTPUT)):
        with pytest.raises(Invalid, match="INPUT"):
            async with context.ffmpeg.stream("f", arguments):
                pass
    assert context.ffmpeg.runs == []
