"""Any story of watching here and there ends with both sides the same, and what is decided once stays decided."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as some

from mediad_plugin_plex.deciding import TELLING, TOLD, Known, Sides, decide
from mediad_plugin_plex.items import Item
from mediad_plugin_plex.settings import Settings
from mediad_plugin_plex.syncing import Watching
from mediad_sdk import Unavailable
from mediad_sdk.testing import FakeJobRun, fake_context
from mediad_sdk.testing.context import FakeLibrary

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUTE = 60_000
START = 1_700_000_000_000


@dataclass
class Deeds:
    """When one person here played works: the part of `context.personal` that is asked."""

    plays: dict[str, list[int]] = field(default_factory=dict)

    async def states(self, _: str, items: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Give the plays of works that were played."""
        found = {item: self.plays[item] for item in items if item in self.plays}
        return {item: {"plays": len(plays), "played": max(plays)} for item, plays in found.items()}

    async def played(self, _: str, item: str, at: int, *, client: str = "") -> None:
        """Remember a play."""
        assert client
        self.plays.setdefault(item, []).append(at)


@dataclass
class Theirs:
    """A Plex in memory, whose clock is wrong by `skew`: what the comparison asks of one."""

    skew: int = 0
    now: int = START
    seen: dict[str, Item] = field(default_factory=dict)
    breaks: int = -1

    def views(self, account: str, since: int) -> list[Item]:
        """Give everything."""
        return list(self.seen.values())

    def watch(self, key: str) -> None:
        """Watch something to its end."""
        self.seen[key] = replace(self.seen[key], watched=True, at=self.now + self.skew)

    def tell(self, account: str, keys: Sequence[str]) -> None:
        """Mark items, and break off in the middle when told so."""
        for key in keys:
            if self.breaks == 0:
                self.breaks = -1
                raise Unavailable("Plex broke off.")
            self.breaks -= 1
            self.watch(key)


KEYS = ("1", "2", "3")
STEP = some.tuples(
    some.sampled_from(("here", "there", "back", "both", "sync", "break")),
    some.sampled_from(KEYS),
    some.integers(1, 400),
)


@settings(max_examples=150, deadline=None)
@given(story=some.lists(STEP, max_size=25), skew=some.integers(-20, 20))
def test_any_story_ends_with_both_sides_the_same(story: list[tuple[str, str, int]], skew: int) -> None:
    asyncio.run(_told(story, skew * MINUTE))


@dataclass
class Story:
    """Both sides, and what is done on them, one deed after another."""

    theirs: Theirs
    deeds: Deeds
    watching: Watching
    taken_back: set[str] = field(default_factory=set)
    viewings: int = 0

    async def tell(self, deed: str, key: str) -> None:
        """Let one thing happen."""
        if deed in ("here", "both"):
            self.deeds.plays.setdefault(f"w-{key}", []).append(self.theirs.now)
        if deed in ("there", "both"):
            self.theirs.watch(key)
        within = abs(self.theirs.skew) <= 5 * MINUTE
        self.viewings += {"here": 1, "there": 1, "both": 1 if within else 2}.get(deed, 0)
        if deed == "back":
            self.theirs.seen[key] = replace(self.theirs.seen[key], watched=False, at=0)
            self.taken_back.add(key)
        if deed in ("sync", "break"):
            self.theirs.breaks = 1 if deed == "break" else -1
            with suppress(Unavailable):
                await self.watching.sync(FakeJobRun())
            self.theirs.breaks = -1

    def both(self) -> tuple[Any, ...]:
        """Give a copy of what both sides hold."""
        return dict(self.theirs.seen), {uid: list(at) for uid, at in self.deeds.plays.items()}


async def _told(told: list[tuple[str, str, int]], skew: int) -> None:
    theirs, deeds = Theirs(skew=skew), Deeds()
    theirs.seen = {key: Item(key=key, type="movie", ids={"tmdb": key}) for key in KEYS}
    said = {key: [{"scheme": "tmdb", "entity": "movie", "value": key}] for key in KEYS}
    works = [{"id": f"w-{key}", "kind": "film", "title": key, "fields": {"ids": ids}} for key, ids in said.items()]
    context = replace(fake_context("plex"), personal=deeds, library=FakeLibrary(works))
    wished = Settings.model_validate({"url": "http://p", "token": "t", "users": {"anna": "u-anna"}})
    story = Story(theirs, deeds, Watching(context, wished, theirs))  # type: ignore[arg-type]  # as far as it is asked
    for deed, key, minutes in told:
        theirs.now += minutes * MINUTE
        _, before = story.both()
        await story.tell(deed, key)
        assert all(deeds.plays[uid][: len(plays)] == plays for uid, plays in before.items()), "a play was lost"
    for _ in range(2):
        await story.watching.sync(FakeJobRun())
    before, kept = story.both(), dict(context.store.values)
    last = await story.watching.sync(FakeJobRun())
    assert (last["played"], last["told"]) == (0, 0)
    assert (before, kept) == (story.both(), context.store.values), "it does not come to rest"
    assert sum(map(len, deeds.plays.values())) <= story.viewings, "an echo was taken for a viewing"
    played = {key for key in KEYS if f"w-{key}" in deeds.plays}
    watched = {key for key in KEYS if theirs.seen[key].watched}
    assert watched <= played
    assert played - watched <= story.taken_back


TIMES = some.integers(0, 10**6)


@given(
    watched=some.booleans(), theirs=TIMES, ours=TIMES, known=some.sampled_from((TELLING, TOLD)) | TIMES, heard=TIMES,
    tolerance=some.integers(0, 10**5),
)  # fmt: skip
def test_a_decision_is_made_once(
    *, watched: bool, theirs: int, ours: int, known: int, heard: int, tolerance: int
) -> None:
    now = Sides(watched=watched, theirs=theirs, ours=ours)
    deed, after = decide(now, Known(theirs=known, ours=heard), tolerance)
    assert deed != ("tell" if watched else "play")
    assert not (deed == "tell" and not ours)
    done = replace(now, ours=max(ours, theirs)) if deed == "play" else now
    if deed != "tell":
        assert decide(done, after, tolerance) == ("", after)
    else:
        echo = Sides(watched=True, theirs=theirs + 10**7, ours=ours)
        assert decide(now, after, tolerance)[0] == "tell", "it is told again as long as nobody knows that it was"
        for kept in (after, replace(after, theirs=TOLD)):
            assert decide(echo, kept, tolerance)[0] == ""
        assert decide(now, replace(after, theirs=TOLD), tolerance)[0] == ""
