"""The same plugin, unchanged, in the daemon and in a process of its own: it declares the same and answers the same."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from dataclasses import fields, is_dataclass, replace
from importlib.metadata import Distribution
from typing import TYPE_CHECKING, Any

import pytest
from pages import follow

from mediad.host.clock import SystemClock
from mediad.plugins.declarations import Brought, declare
from mediad.plugins.find import find
from mediad.plugins.flights import Flights
from mediad.plugins.guard import Guard
from mediad.plugins.inline import Inline
from mediad.plugins.registry import Registry
from mediad.plugins.remote import ProcessTier
from mediad.plugins.watch import Watch
from mediad.workers.process import Processes
from mediad_sdk.author.scaffold import begin
from mediad_sdk.errors import MediadError
from mediad_sdk.points import POINTS
from mediad_sdk.testing import FakeJobRun, fake_context
from mediad_sdk.values.commands import Command
from mediad_sdk.values.events import Event, Subscription
from mediad_sdk.values.health import HealthCheck
from mediad_sdk.values.http import Request, Route
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


PLUGINS = ("mediad_plugin_recipes", "mediad_plugin_good", "mediad_plugin_everything")


@pytest.fixture(scope="module")
def site(repository: Path, install: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return where the plugin of the tutorial, a good one, and one of everything are installed, importable here too."""
    page = (repository / "docs/tutorial/first-plugin.md").read_text(encoding="utf-8")
    project = follow(page, tmp_path_factory.mktemp("recipes"))
    everything = begin("everything", "storage", into=tmp_path_factory.mktemp("everything"))
    subject = repository / "tests/integration/plugins/subjects/everything.py"
    (everything / "src/mediad_plugin_everything/plugin.py").write_text(subject.read_text(encoding="utf-8"))
    place: Path = install(
        [project, everything, repository / "tests/plugins_hostile/good"], tmp_path_factory.mktemp("installed")
    )
    sys.path.insert(0, str(place))
    yield place
    sys.path.remove(str(place))
    for name in [name for name in sys.modules if name.startswith(PLUGINS)]:
        del sys.modules[name]


@asynccontextmanager
async def running(tier: Any, plugin: str, *site: Path) -> AsyncIterator[tuple[Brought, Any]]:
    """Let a plugin of a place, or of ours, live in a tier; gives what it brings, and its context."""
    paths = list(map(str, site)) or sys.path
    [found] = [each for each in find(lambda: Distribution.discover(path=paths)) if each.id == plugin]
    guard, registry = Guard(plugin, watch=Watch()), Registry()
    context: Any = replace(fake_context(plugin), clock=SystemClock())  # type: ignore[arg-type]  # real time
    made = await tier(found, {}, context, guard)
    try:
        registry.register(plugin, made, guard.blame(""))
        brought = declare(guard, lambda hook: registry.hook(plugin, hook), Flights())
        opener = registry.hook(plugin, "mediad_lifespan")
        if opener is None:
            yield brought, context
        else:
            async with opener():
                yield brought, context
    finally:
        if close := getattr(made, "aclose", None):
            await close()


def shown(value: Any) -> Any:
    """Give a value whose functions can be compared."""
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), {each.name: shown(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, (tuple, list)):
        return type(value), [shown(each) for each in value]
    return "function" if callable(value) else (type(value), value)


async def answers(brought: Brought) -> list[Any]:
    """Ask everything twice."""
    request = Request(
        method="GET", path="/", params={}, query={}, headers={}, body=b"", user="u", permissions=frozenset({"a"})
    )
    runs = [FakeJobRun(args={"course": "stew"}), FakeJobRun()]
    calls = [
        *(check.check() for check in brought.all(HealthCheck)),
        *(route.handler(request) for route in brought.all(Route)),
        *(job.handler(run) for job in brought.all(JobType) for run in runs),
        *(each.handler(Event(type="item.added", data={"id": "1"})) for each in brought.all(Subscription)),
        *(check.check() for check in brought.all(HealthCheck)),
        *(route.handler(request) for route in brought.all(Route)),
    ]
    return [await _told(call) for call in calls]


async def _told(call: Any) -> Any:
    try:
        return shown(await call)
    except MediadError as error:
        return type(error), str(error)


@pytest.mark.parametrize(("plugin", "least"), [("recipes", 5), ("good", 7), ("everything", 7)])
async def test_a_plugin_declares_and_answers_the_same_in_both_tiers(site: Path, plugin: str, least: int) -> None:
    told = []
    async with Processes([str(site)]) as processes:
        for tier in (Inline(), ProcessTier(processes=processes)):
            async with running(tier, plugin, site) as (brought, context):
                declared = {point.hook: shown(brought.all(point.value)) for point in POINTS}
                told.append((declared, await answers(brought), dict(context.store.values), context.log.lines))
    inline, process = told
    assert inline == process
    assert len(inline[1]) >= least
    assert sum(len(values) for _, values in inline[0].values()) >= 4


async def test_a_sheet_of_shelves_is_read_the_same_from_both_tiers(repository: Path) -> None:
    request = Request(
        method="GET", path="/places.csv", params={}, query={}, headers={}, body=b"", user="u", permissions=frozenset()
    )
    told = []
    async with Processes() as processes:
        for tier in (Inline(), ProcessTier(processes=processes)):
            async with running(tier, "shelves") as (brought, context):
                context.database.migrate(repository / "plugins/extensions/shelves/src/mediad_plugin_shelves/migrations")
                context.library.works += [{"id": f"f{n}", "kind": "film", "title": f"Film {n}"} for n in range(3)]
                put = next(each for each in brought.all(Command) if each.id == "put")
                for number in range(3):
                    await put.run({"item": f"f{number}", "place": f"shelf {number % 2}"})
                [route] = brought.all(Route)
                answer = await route.handler(request)
                body = b"".join([chunk async for chunk in answer.body])
                told.append((route.path, route.permission, answer.content_type, dict(answer.headers), body))
    assert told[0] == told[1]
    assert told[0][4].decode().splitlines() == [
        "place,title,year,item", "shelf 0,Film 0,,f0", "shelf 0,Film 2,,f2", "shelf 1,Film 1,,f1",
    ]  # fmt: skip
