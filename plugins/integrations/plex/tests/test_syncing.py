"""What people watched is the same on both sides, however it came about, and a second look changes nothing."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_plex.items import Item
from mediad_plugin_plex.plugin import create
from mediad_plugin_plex.settings import Settings
from mediad_plugin_plex.works import Works
from mediad_sdk import Invalid, Unavailable
from mediad_sdk.testing import FakeJobRun, fake_context
from mediad_sdk.testing.context import FakeLibrary
from mediad_sdk.testing.personal import FakePersonal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad_sdk.testing import FakeContext

BEN = "ben-canary-5ecre7"
MINUTE = 60_000


def work(uid: str, name: str = "", kind: str = "film", **ids: str) -> dict[str, Any]:
    """Make a work as `library.many` gives it."""
    said = [{"scheme": scheme, "entity": "movie", "value": value} for scheme, value in ids.items()]
    media = {"file": f"f-{uid}", "name": name} if name else None
    return {"id": uid, "kind": kind, "title": uid, "fields": {"ids": said}, "media": media}


WORKS = [
    work("w-alien", "other.mkv", imdb="tt0078748"),
    work("w-brazil", tmdb="68"),
    work("w-clip", "clip.mkv"),
    work("w-pilot", kind="episode", tvdb="127131"),
]


class Deeds(FakePersonal):
    """What people here did; a play takes a while."""

    async def played(self, user: str, item: str, at: int | None = None, *, client: str = "") -> None:
        """Remember a play."""
        assert client == "Plex"
        await asyncio.sleep(0.05)
        await super().played(user, item, at, client=client)


@dataclass
class House:
    """The plugin with one Plex, and what it works with."""

    plex: Any
    deeds: Deeds
    context: FakeContext
    made: Any

    async def sync(self, **run: Any) -> dict[str, Any]:
        """Let the job run."""
        handler = self.made.mediad_jobs()[0].handler
        self.run = FakeJobRun(**run)
        return dict(await handler(self.run))


def house(plex: Any, **more: Any) -> House:
    context = fake_context("plex", works=WORKS)
    deeds = Deeds(context.library, context.clock)
    deeds.people = {"u-anna", "u-ben"}
    context = replace(context, personal=deeds)
    given = {"url": plex.url, "token": "owner-canary-5ecre7", "users": {"anna": "u-anna"}, **more}
    return House(plex, deeds, context, create(context, Settings.model_validate(given)))


async def test_what_was_watched_there_is_played_here_with_its_time_once(plex: Any) -> None:
    here = house(plex)
    plex.watch("anna", "11", 1_650_000_000)
    plex.watch("anna", "13", 1_650_000_100)
    plex.watch("anna", "21", 1_650_000_200)
    first = await here.sync()
    assert first == {"compared": 4, "unknown": 0, "played": 3, "told": 0}
    expected = {"w-alien": 1_650_000_000, "w-clip": 1_650_000_100, "w-pilot": 1_650_000_200}
    assert here.deeds.plays == {("u-anna", uid): [at * 1000] for uid, at in expected.items()}
    assert (await here.sync())["played"] == 0
    assert plex.view("anna", "12").count == 0


async def test_what_was_played_here_is_told_there_once_and_its_echo_is_no_news(plex: Any) -> None:
    here = house(plex)
    here.deeds.plays["u-anna", "w-brazil"] = [1_650_000_000_000]
    assert (await here.sync())["told"] == 1
    assert plex.view("anna", "12").count == 1
    before = dict(here.context.store.values)
    for _ in range(2):
        assert await here.sync() == {"compared": 4, "unknown": 0, "played": 0, "told": 0}
    assert here.deeds.plays == {("u-anna", "w-brazil"): [1_650_000_000_000]}
    assert here.context.store.values != before, "the time of the echo is remembered"
    plex.watch("anna", "12", plex.now + 9000)
    assert (await here.sync())["played"] == 1


async def test_one_viewing_that_both_sides_know_counts_once(plex: Any) -> None:
    here = house(plex, tolerance=60)
    here.deeds.plays["u-anna", "w-alien"] = [1_650_000_000_000]
    plex.watch("anna", "11", 1_650_000_060)
    assert await here.sync() == {"compared": 4, "unknown": 0, "played": 0, "told": 0}
    plex.watch("anna", "11", 1_650_000_061)
    assert (await here.sync())["played"] == 1


async def test_what_was_taken_back_there_stays_so_and_is_never_unwatched_here(plex: Any) -> None:
    here = house(plex)
    plex.watch("anna", "11", 1_650_000_000)
    await here.sync()
    plex.views.clear()
    for _ in range(2):
        assert (await here.sync())["told"] == 0
    assert here.deeds.plays["u-anna", "w-alien"] == [1_650_000_000_000]
    here.deeds.plays["u-anna", "w-alien"].append(1_660_000_000_000)
    assert (await here.sync())["told"] == 1


async def test_what_was_taken_back_right_after_it_was_told_stays_so(plex: Any) -> None:
    here = house(plex)
    here.deeds.plays["u-anna", "w-alien"] = [1_650_000_000_000]
    assert (await here.sync())["told"] == 1
    plex.views.clear()
    assert (await here.sync())["told"] == 0


async def test_a_second_look_that_was_broken_off_is_no_viewing(plex: Any) -> None:
    here = house(plex)
    plex.watch("anna", "11", 1_650_000_000)
    await here.sync()
    view = plex.view("anna", "11")
    view.at, view.offset = 1_660_000_000, 90_000
    assert (await here.sync())["played"] == 0
    view.at, view.offset = 1_660_000_500, 0
    assert (await here.sync())["played"] == 1


async def test_an_account_without_a_token_is_read_from_the_history_and_told_nothing(plex: Any) -> None:
    here = house(plex, users={"ben": "u-ben"})
    plex.watch("ben", "11", 1_650_000_000)
    plex.watch("ben", "11", 1_650_500_000)
    plex.watch("anna", "12", 1_650_000_000)
    plex.history.append(("ben", "99", 1_650_000_000))
    here.deeds.plays["u-ben", "w-clip"] = [1_640_000_000_000]
    assert await here.sync() == {"compared": 1, "unknown": 0, "played": 1, "told": 0}
    assert here.deeds.plays["u-ben", "w-alien"] == [1_650_500_000_000]
    assert (await here.sync())["played"] == 0
    assert "/:/scrobble" not in {path for _, path in plex.asked}


async def test_an_account_is_told_by_its_own_token(plex: Any) -> None:
    here = house(plex, users={"anna": "u-anna", "ben": "u-ben"}, tokens={"ben": BEN})
    here.deeds.plays["u-ben", "w-clip"] = [1_640_000_000_000]
    await here.sync()
    assert {name for name, view in plex.views.items() if view.count} == {("ben", "13")}


async def test_who_is_refused_or_unknown_keeps_nobody_from_their_turn(plex: Any) -> None:
    users = {"ben": "u-ben", "carl": "u-carl", "anna": "u-anna", "": "u-anna"}
    here = house(plex, users={**users, "ann": "nobody"}, tokens={"ben": "wrong-canary"})
    plex.accounts["ann"] = 9
    plex.watch("ann", "11", 1_650_000_000)
    plex.watch("anna", "11", 1_650_000_000)
    done = await here.sync()
    assert (done["played"], done["left_out"]) == (1, 4)
    told = "\n".join(here.run.lines)
    assert all(name in told for name in ("ben", "carl", "nobody"))
    assert "canary" not in told
    assert here.run.checkpoint == {"done": [*users, "ann"]}


async def test_a_run_that_was_broken_off_goes_on_where_it_was(plex: Any) -> None:
    here = house(plex, users={"anna": "u-anna", "ben": "u-ben"}, tokens={"ben": BEN})
    plex.watch("anna", "11", 1_650_000_000)
    plex.watch("ben", "12", 1_650_000_000)
    assert (await here.sync(checkpoint={"done": ["anna"]}))["played"] == 1
    assert [*here.deeds.plays] == [("u-ben", "w-brazil")]
    assert here.run.fractions == [0.0, 0.5]


async def test_a_plex_that_goes_in_the_middle_is_caught_up_with_by_the_next_run(plex: Any) -> None:
    here = house(plex)
    everything = ("w-alien", "w-brazil", "w-clip", "w-pilot")
    here.deeds.plays = {("u-anna", uid): [1_650_000_000_000] for uid in everything}
    broken = 0
    for sound in range(30):
        plex.fault, plex.sound = "gone", sound
        try:
            await here.sync()
        except Unavailable:
            broken += 1
    assert broken > 10
    plex.fault = ""
    await here.sync()
    assert (await here.sync())["told"] == 0
    assert {key: view.count for (_, key), view in plex.views.items()} == dict.fromkeys(("11", "12", "13", "21"), 1)
    assert all(plays == [1_650_000_000_000] for plays in here.deeds.plays.values())


async def test_two_runs_at_once_play_nothing_twice(plex: Any) -> None:
    here = house(plex)
    plex.watch("anna", "11", 1_650_000_000)
    await asyncio.gather(here.sync(), here.sync())
    assert len(here.deeds.plays["u-anna", "w-alien"]) == 1


async def test_a_run_that_is_cancelled_leaves_no_thread_behind(plex: Any) -> None:
    here = house(plex)
    plex.fault = "slow"
    before = threading.active_count()
    task = asyncio.create_task(here.sync())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    for _ in range(100):
        if threading.active_count() <= before:
            break
        plex.fault = ""
        await asyncio.sleep(0.05)
    assert not [each.name for each in threading.enumerate() if each.name.startswith("plex")]


async def test_works_are_found_by_ids_first_and_by_a_name_that_is_no_other_works() -> None:
    library = FakeLibrary(
        [*WORKS, work("w-1", "movie.mkv"), work("w-2", "movie.mkv"), work("w-3", "ep.mkv", "episode")]
    )
    works = await Works.of(library, "")
    cases = {
        "w-alien": Item(key="1", type="movie", ids={"imdb": "tt0078748"}, files=("/x/clip.mkv",)),
        "w-clip": Item(key="1", type="movie", ids={"imdb": "tt1"}, files=("/gone.mkv", "C:\\Films\\clip.mkv")),
        "w-3": Item(key="1", type="episode", files=("/x/ep.mkv",)),
    }
    assert {uid: works.find(item) for uid, item in cases.items()} == {uid: uid for uid in cases}
    strangers = [
        Item(key="1", type="movie", files=("/x/movie.mkv",)),
        Item(key="1", type="episode", ids={"imdb": "tt0078748"}),
        Item(key="1", type="movie", files=("/x/ep.mkv",)),
        Item(key="1", type="movie"),
    ]
    assert [works.find(each) for each in strangers] == [""] * 4


class FilmsAlone(FakeLibrary):
    """A library that knows no episodes."""

    async def items(self, kind: str, /, *, user: str = "") -> AsyncIterator[Any]:
        """Walk films, and refuse other kinds as the daemon does."""
        if kind != "film":
            raise Invalid(f"There is no kind {kind!r}.")
        async for each in super().items(kind, user=user):
            yield each


async def test_a_kind_that_no_plugin_brings_is_no_failure() -> None:
    works = await Works.of(FilmsAlone([work(f"w-{number}", f"{number}.mkv") for number in range(450)]), "")
    assert works.find(Item(key="1", type="movie", files=("/x/449.mkv",))) == "w-449"
