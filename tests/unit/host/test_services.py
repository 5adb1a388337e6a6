from __future__ import annotations

import logging
from dataclasses import fields
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from mediad.host.lending import Lending
from mediad.plugins.find import Found
from mediad_sdk.errors import Forbidden, Invalid, Unavailable
from mediad_sdk.hooks import GROUP
from mediad_sdk.host import Context
from mediad_sdk.manifest import Manifest, Permission
from mediad_sdk.permissions import GRANTS
from mediad_sdk.testing import FakeContext, HandClock
from mediad_sdk.values.events import Event


class Texts(dict[str, str]):
    """Texts in memory."""

    async def get(self, key: str) -> str | None:  # type: ignore[override]  # a dict that is asked politely
        return dict.get(self, key)

    async def put(self, key: str, value: str) -> None:
        self[key] = value

    async def delete(self, key: str) -> None:
        self.pop(key, None)


def found(*permissions: str) -> Found:
    asked = {name: Permission(reason="It says why.") for name in permissions}
    manifest = Manifest(id="plex", name="Plex", requires_sdk="", permissions=asked)
    entry = EntryPoint(name="plex", value="plex:plugin", group=GROUP)
    return Found(id="plex", distribution="plex", version="1", entry=entry, folder=None, manifest=manifest)


def lend(core: FakeContext | None) -> Any:
    texts = Texts()
    lending = Lending(
        clock=HandClock(now_ms=5),
        texts=lambda _: texts,
        jobs=lambda: core and core.jobs,
        events=lambda: core and core.events,
        library=lambda: core and core.library,
    )
    return lending(found("library"), "plex-home", FakeContext().tasks)


async def test_a_bare_job_is_the_plugins_own() -> None:
    core = FakeContext()
    context = lend(core)
    await context.jobs.enqueue("sync", {"a": 1})
    await context.jobs.enqueue("movies.tidy")
    assert core.jobs.queued == [("plex-home.sync", {"a": 1}), ("movies.tidy", {})]


async def test_a_plugin_speaks_in_its_own_name_only_and_the_time_is_set() -> None:
    core = FakeContext()
    context = lend(core)
    await context.events.publish(Event(type="plex-home.synced"))
    assert [(each.type, each.at) for each in core.events.published] == [("plex-home.synced", 5)]
    with pytest.raises(Invalid) as refused:
        await context.events.publish(Event(type="item.added"))
    assert "plex-home.item.added" in refused.value.remedy
    assert len(core.events.published) == 1


async def test_a_service_before_the_daemon_has_started_is_unavailable_and_says_when_it_will_be() -> None:
    context = lend(None)
    with pytest.raises(Unavailable, match="`jobs`") as refused:
        await context.jobs.enqueue("sync")
    assert "mediad_lifespan" in refused.value.remedy
    with pytest.raises(Unavailable, match="`library`"):
        context.library.items("film")


async def test_what_is_no_json_is_refused_with_its_key() -> None:
    context = lend(None)
    for value in (object(), float("nan"), {1, 2}):
        with pytest.raises(Invalid, match="'state' is not JSON"):
            await context.store.put("state", value)
    await context.store.put("state", [1])
    assert await context.store.get("state") == [1]


def test_a_log_line_carries_its_plugin(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        lend(None).log.warning("sync failed", tries=3)
    (record,) = caplog.records
    assert (record.name, record.getMessage()) == ("mediad.plugin.plex-home", "sync failed")
    assert (record.__dict__["plugin"], record.__dict__["fields"]) == ("plex-home", {"tries": 3})


@pytest.mark.parametrize("service", [each.name for each in fields(Context) if each.name in GRANTS])
def test_a_service_that_was_not_asked_for_is_withheld(service: str) -> None:
    lending = Lending(
        clock=HandClock(), texts=lambda _: Texts(), jobs=lambda: None, events=lambda: None, library=lambda: None
    )
    withheld, given = (lending(found(*asked), "plex", FakeContext().tasks) for asked in ((), (service,)))
    with pytest.raises(Forbidden, match=f"`context.{service}` needs the permission `{service}`"):
        getattr(withheld, service).anything  # noqa: B018  # asking is the point
    assert type(getattr(given, service)) is not type(getattr(withheld, service))
