"""After a scan that found something Plex looks again, once, and no further than it is told."""

from __future__ import annotations

from typing import Any

from mediad_plugin_plex.plugin import PlexPlugin, create
from mediad_plugin_plex.settings import Settings
from mediad_sdk.testing import FakeJobRun, fake_context
from mediad_sdk.values.events import Event


def plugin(plex: Any, **more: Any) -> PlexPlugin:
    given = {"url": plex.url, "token": "owner-canary-5ecre7", **more}
    return create(fake_context("plex"), Settings.model_validate(given))


def scan(library: str = "L1", **counts: int) -> Event:
    return Event(type="scan.finished", data={"scan": "s", "library": library, "counts": counts})


async def test_a_scan_that_found_something_lets_plex_look_once(plex: Any) -> None:
    made = plugin(plex, refresh=True)
    assert [each.types for each in made.mediad_subscriptions()] == [("scan.finished",)]
    await made.scanned(scan(files=9, added=0))
    assert made._context.jobs.queued == []  # type: ignore[attr-defined]  # the fake
    for event in (scan(added=1), scan("L2", missing=3)):
        await made.scanned(event)
    assert made._context.jobs.queued == [("refresh", {"folders": []})]  # type: ignore[attr-defined]  # the fake


async def test_a_scan_of_a_library_lets_plex_look_at_its_folders_alone(plex: Any) -> None:
    made = plugin(plex, refresh=True, folders={"L1": ["/data/films"]})
    for library in ("L1", "L1", "L2"):
        await made.scanned(scan(library, changed=1))
    [(job, args)] = made._context.jobs.queued  # type: ignore[attr-defined]  # the fake
    assert (job, args) == ("refresh", {"folders": ["/data/films"]})


def test_the_look_after_a_scan_is_at_the_folders_or_everywhere(plex: Any) -> None:
    plugin(plex).look(FakeJobRun(args={"folders": ["/data/films"]}))
    assert plex.looked == [(1, "/data/films")]
    plugin(plex).look(FakeJobRun())
    assert plex.looked[1:] == [(1, ""), (2, ""), (3, "")]


def test_nobody_hears_of_scans_and_nothing_is_compared_unless_told(plex: Any) -> None:
    made = plugin(plex)
    assert made.mediad_subscriptions() == []
    assert made.mediad_schedules() == []
    assert [each.every for each in plugin(plex, users={"anna": "u1"}).mediad_schedules()] == [3600]
