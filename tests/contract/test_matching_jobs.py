"""The jobs of looking up, on both engines: what they ask, how they wait, and where a later attempt goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from contract.elsewhere import Elsewhere
from contract.test_matching import editor, room, year
from contract.toy_library import Disk, says, toy

from mediad.library.catalogue.editing import Editing
from mediad.library.matching import hearing, jobs
from mediad.storage.ports.plugins import PluginStore
from mediad_sdk.errors import AuthError, RateLimited, Unavailable, Unsupported
from mediad_sdk.testing import FakeJobRun, fake_context
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.library.matching.room import Matching
    from mediad_sdk.values.metadata import Image

DAY = 86_400


@pytest.fixture
async def tmdb(disk: Disk) -> Elsewhere:
    """A provider of three films that lie on the disk, and one that it does not know."""
    made = Elsewhere()
    for number, title in enumerate(("Alien", "Brazil", "Casino"), 1):
        made.has(str(number), title, 1980, en={"overview": f"Plot of {title}."})
    names = ("Alien", "Brazil", "Casino", "Home video")
    await disk.say("a", *(toy(each, each.encode(), documents=(says(each, **year(1980)),)) for each in names))
    return made


async def refresh(disk: Disk, matching: Matching, run: FakeJobRun | None = None) -> Mapping[str, Any]:
    done = await jobs.refresh(matching, PluginStore(disk.storage), batch=2).handler(run or FakeJobRun())
    return done or {}


def fetched(provider: Elsewhere) -> list[str]:
    """Say which works were fetched since this was asked last."""
    found = sorted(call[1] for call in provider.asked if call[0] == "fetch")
    provider.asked.clear()
    return found


async def test_all_that_lack_a_word_are_asked_about_and_nothing_twice(disk: Disk, tmdb: Elsewhere) -> None:
    matching = room(disk, tmdb)
    assert await refresh(disk, matching) == {"matched": 3, "unknown": 1, "failed": 0}
    assert fetched(tmdb) == ["1", "2", "3"]
    assert (await disk.item("toy", "brazil"))["fields"]["overview"] == "Plot of Brazil."
    assert await refresh(disk, matching) == {"matched": 0, "unknown": 0, "failed": 0}
    assert [call for call in tmdb.asked if call[0] != "changes"] == []


async def test_what_is_older_than_configured_is_asked_about_again_known_or_not(disk: Disk, tmdb: Elsewhere) -> None:
    matching = room(disk, tmdb, refresh_days=7)
    await refresh(disk, matching)
    await disk.clock.sleep(8 * DAY)
    assert (await refresh(disk, matching))["unknown"] == 1
    assert (await refresh(disk, matching))["unknown"] == 0


async def test_where_a_provider_tells_changes_only_those_are_fetched(disk: Disk, tmdb: Elsewhere) -> None:
    matching = room(disk, tmdb, changes=True, refresh_days=7)
    await refresh(disk, matching)
    fetched(tmdb)
    await disk.clock.sleep(8 * DAY)
    tmdb.changed = ["2", "99"]
    tmdb.works["2"]["en"]["overview"] = "Another."
    await refresh(disk, matching)
    assert fetched(tmdb) == ["2"]
    assert (await disk.item("toy", "brazil"))["fields"]["overview"] == "Another."


async def test_a_provider_that_cannot_tell_that_far_back_is_asked_by_age(disk: Disk, tmdb: Elsewhere) -> None:
    matching = room(disk, tmdb, changes=True, refresh_days=7)
    await refresh(disk, matching)
    fetched(tmdb)
    await disk.clock.sleep(8 * DAY)
    tmdb.away, tmdb.fails = Unsupported("too long ago"), 1
    await refresh(disk, matching)
    assert fetched(tmdb) == ["1", "2", "3"]


async def test_a_job_waits_as_long_as_it_is_asked_to_and_goes_on(disk: Disk, tmdb: Elsewhere) -> None:
    tmdb.away, tmdb.fails = RateLimited("slow down", retry_after=30), 2
    began = disk.clock.now
    assert (await refresh(disk, room(disk, tmdb)))["matched"] == 3
    assert disk.clock.now - began == 30_000


async def test_what_takes_longer_is_left_to_a_later_attempt_that_asks_for_the_rest_alone(
    disk: Disk, tmdb: Elsewhere
) -> None:
    tmdb.away, tmdb.answers = RateLimited("come back later", retry_after=3600), 6
    matching, run, began = room(disk, tmdb), FakeJobRun(), disk.clock.now
    with pytest.raises(RateLimited) as caught:
        await refresh(disk, matching, run)
    assert (caught.value.retry_after, disk.clock.now) == (3600, began)
    assert fetched(tmdb) == ["1", "2"]
    tmdb.away = None
    await refresh(disk, matching, FakeJobRun(checkpoint=run.checkpoint))
    assert fetched(tmdb) == ["3"]


async def test_what_an_attempt_has_passed_is_not_asked_about_by_the_next(disk: Disk, tmdb: Elsewhere) -> None:
    run = FakeJobRun(checkpoint={"started": disk.clock.now, "providers": [], "provider": "tmdb", "after": 2})
    await refresh(disk, room(disk, tmdb), run)
    assert fetched(tmdb) == ["3"]


@pytest.mark.parametrize("error", [AuthError("no such key"), Unavailable("gone", retry_after=9999)])
async def test_one_that_is_away_does_not_keep_others_from_being_asked(
    disk: Disk, tmdb: Elsewhere, error: Exception
) -> None:
    tmdb.away = error  # type: ignore[assignment]  # one of ours
    other = Elsewhere(id="acme")
    other.has("x", "Alien", 1980, en={"overview": "Theirs."})
    run = FakeJobRun()
    with pytest.raises(type(error)):
        await refresh(disk, room(disk, tmdb, other), run)
    assert (await disk.item("toy", "alien"))["fields"]["overview"] == "Theirs."
    assert "TMDB is left alone" in run.lines[0]


async def test_works_are_looked_up_by_a_job_that_another_attempt_resumes(disk: Disk, tmdb: Elsewhere) -> None:
    uids = [await disk.uid("toy", key) for key in ("alien", "brazil", "casino")]
    matching = room(disk, tmdb)
    handler = jobs.look_up(matching).handler
    assert await handler(FakeJobRun(args={"items": uids[:1]})) == {"matched": 1, "unknown": 0, "failed": 0}
    run = FakeJobRun(args={"items": uids, "anew": True}, checkpoint={"done": 1})
    assert fetched(tmdb) == ["1"]
    await handler(run)
    assert fetched(tmdb) == ["2", "3"]
    assert run.fractions[-1] == 1.0


async def test_a_work_that_goes_meanwhile_stops_nothing(disk: Disk, tmdb: Elsewhere) -> None:
    old, into, last = [await disk.uid("toy", key) for key in ("alien", "brazil", "casino")]

    class Slow(Elsewhere):
        async def images(self, kind: str, id_: str) -> Sequence[Image]:
            if id_ == "1":  # a person merges the work away while its pictures are asked for
                await Editing(disk.storage, disk.catalogue, disk.clock).merge(editor(disk), old, into)
            return []

    slow = Slow(works=tmdb.works)
    await jobs.look_up(room(disk, slow)).handler(FakeJobRun(args={"items": [old, last]}))
    assert (await disk.item("toy", "casino"))["fields"]["overview"] == "Plot of Casino."


async def test_works_that_nobody_knows_cost_nearly_nothing(disk: Disk, tmdb: Elsewhere) -> None:
    await disk.say("b", *(toy(f"Reel {number}", b"%d" % number, kind="reel") for number in range(20)))
    uids = [await disk.uid("reel", f"reel {number}") for number in range(20)]
    before = disk.storage.figures().statements
    await jobs.look_up(room(disk, tmdb)).handler(FakeJobRun(args={"items": uids}))
    assert disk.storage.figures().statements - before < 5


@pytest.mark.parametrize(("automatic", "providers", "asked"), [(True, 1, 1), (False, 1, 0), (True, 0, 0)])
async def test_new_works_are_looked_up_by_themselves_where_that_is_wanted(
    disk: Disk, tmdb: Elsewhere, *, automatic: bool, providers: int, asked: int
) -> None:
    queue = fake_context("core").jobs
    heard = hearing.subscription(room(disk, *[tmdb][:providers], automatic=automatic), queue)
    await heard.handler(Event(type="item.added", data={"items": ["a", "b"]}))
    assert queue.queued == [("metadata.look_up", {"items": ["a", "b"]})][:asked]
    assert len(jobs.schedules(room(disk, tmdb, automatic=automatic))) == automatic
