from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from mediad.plugins.find import Found
from mediad.plugins.guard import Guard
from mediad.plugins.host import Options, PluginHost
from mediad.plugins.preflight import RememberedPreflight, Verdict
from mediad.plugins.states import Report, Wish
from mediad.plugins.watch import Watch
from mediad_sdk.hooks import GROUP, hookimpl
from mediad_sdk.manifest import Manifest
from mediad_sdk.testing import FakeContext
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.jobs import JobType
from mediad_sdk.values.kinds import Kind, MediaType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from mediad_sdk.host import Context, Tasks


class Toy:
    """A plugin with every kind of life."""

    def __init__(self, context: Context, _settings: Any) -> None:
        self.context = context
        self.steps: list[str] = []

    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self) -> AsyncIterator[None]:
        self.steps.append("open")
        self.context.tasks.start(self.tick, name="tick")
        yield
        self.steps.append("close")

    async def tick(self) -> None:
        self.steps.append("tick")
        try:
            await asyncio.sleep(3600)
        finally:
            self.steps.append("tock")

    @hookimpl
    def mediad_health_checks(self) -> list[HealthCheck]:
        return [HealthCheck(id="alive", check=self.check)]

    async def check(self) -> Health:
        return Health(state="ok")


async def handle(_run: Any) -> None:
    return None


async def passes(_found: Found) -> Verdict:
    return Verdict()


def lend(found: Found, instance: str, tasks: Tasks) -> Context:
    return FakeContext(plugin=found.id, instance=instance, tasks=tasks)  # type: ignore[arg-type]  # the owned tasks are the point


class Installed:
    """Plugins that are installed, as modules that no disk knows."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.made: dict[str, Any] = {}

    def add(self, id: str, plugin: Callable[[Context, Any], Any] = Toy, *, distribution: str = "") -> None:  # noqa: A002  # the field's name
        module = ModuleType(f"toy_{id}")

        def factory(context: Context, settings: Any) -> Any:
            self.made[context.instance] = made = plugin(context, settings)
            return made

        module.plugin = factory  # type: ignore[attr-defined]  # it becomes one here
        sys.modules[module.__name__] = module
        self.found.append(
            Found(
                id=id,
                distribution=distribution or f"mediad-plugin-{id}",
                version="1.0",
                entry=EntryPoint(name=id, value=f"{module.__name__}:plugin", group=GROUP),
                folder=None,
                manifest=Manifest(id=id, name=id, requires_sdk=">=1.0rc1,<2"),
            )
        )

    def host(self, **options: Any) -> PluginHost:
        own = {name: options.pop(name) for name in ("wishes", "preflight") if name in options}
        return PluginHost(
            lend=lend, installed=lambda: self.found, options=Options(**options), **{"preflight": passes} | own
        )


@pytest.fixture
def installed() -> Iterator[Installed]:
    made = Installed()
    yield made
    for each in made.found:
        sys.modules.pop(each.entry.module, None)


def states(host: PluginHost) -> dict[str, str]:
    return {each.instance: each.state for each in host.states()}


def declares(**answers: Any) -> Callable[[Context, Any], Any]:
    body = {f"mediad_{hook}": hookimpl(lambda _self, value=value: value) for hook, value in answers.items()}
    for name, function in body.items():
        function.__name__ = name
    kind = type("Plugin", (), body)
    return lambda _context, _settings: kind()


def type_with(kind: str) -> list[MediaType]:
    kinds = (Kind(id=kind, label=kind, plural=kind),)
    return [MediaType(id=f"type_{kind}", label=kind, kinds=kinds, claim="a:b", extract="a:b", assemble="a:b")]


async def test_a_lifespan_is_entered_and_left_in_order_and_its_tasks_end_first(installed: Installed) -> None:
    installed.add("toy")
    host = installed.host()
    await host.load()
    assert states(host) == {"toy": "loaded"}
    async with host.running():
        assert states(host) == {"toy": "running"}
        await asyncio.sleep(0)
    assert installed.made["toy"].steps == ["open", "tick", "tock", "close"]
    assert states(host) == {"toy": "loaded"}


async def test_a_plugin_whose_start_fails_takes_nobody_with_it(installed: Installed) -> None:
    class Broken(Toy):
        @hookimpl
        @asynccontextmanager
        async def mediad_lifespan(self) -> AsyncIterator[None]:
            raise OSError("no such device")
            yield

    installed.add("broken", Broken)
    installed.add("toy")
    host = installed.host()
    await host.load()
    async with host.running():
        assert states(host) == {"broken": "failed", "toy": "running"}
        told = {each.instance: each for each in host.states()}["broken"]
        assert "no such device" in told.reason
        assert list(host.by_instance(HealthCheck)) == ["toy"]


async def test_a_lifespan_that_dies_while_it_runs_is_a_failure_of_the_plugin(installed: Installed) -> None:
    class Dying(Toy):
        @hookimpl
        @asynccontextmanager
        async def mediad_lifespan(self) -> AsyncIterator[None]:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.die())
                yield

        async def die(self) -> None:
            raise RuntimeError("lost the device")

    told: list[Report] = []
    installed.add("dying", Dying)
    host = installed.host(on_change=told.append)
    await host.load()
    async with host.running():
        async with asyncio.timeout(10):
            while states(host) != {"dying": "failed"}:
                await asyncio.sleep(0.001)
    assert [each.state for each in told] == ["loaded", "running", "failed"]
    assert told[-1].remedy


async def test_plugins_come_by_priority_and_then_by_id(installed: Installed) -> None:
    for name in ("zebra", "ant", "mole"):
        installed.add(name, declares(jobs=[JobType(id="job", handler=handle)]))
    host = installed.host(wishes={"mole": Wish(priority=5)})
    await host.load()
    assert list(installed.made) == ["mole", "ant", "zebra"]


async def test_the_one_with_priority_keeps_a_name_that_two_want(installed: Installed) -> None:
    installed.add("ant", declares(media_types=type_with("leaf")))
    installed.add("bee", declares(media_types=type_with("leaf")))
    host = installed.host(wishes={"bee": Wish(priority=1)})
    await host.load()
    assert states(host) == {"ant": "failed", "bee": "loaded"}
    assert [each.id for each in host.all(MediaType)] == ["type_leaf"]
    assert "which bee has declared" in host.states()[0].reason


async def test_several_instances_of_one_plugin_have_names_of_their_own(installed: Installed) -> None:
    installed.add("plex", declares(jobs=[JobType(id="sync", handler=handle)]))
    host = installed.host(wishes={"plex": Wish(instances={"home": Wish(), "away": Wish(enabled=False)})})
    await host.load()
    assert states(host) == {"plex": "loaded", "plex-home": "loaded", "plex-away": "disabled"}
    assert [each.id for each in host.all(JobType)] == ["plex.sync", "plex-home.sync"]


async def test_settings_for_a_plugin_that_has_none_are_a_mistake_with_their_keys(installed: Installed) -> None:
    installed.add("toy")
    host = installed.host(wishes={"toy": Wish(settings={"colour": "red"})})
    await host.load()
    (told,) = host.states()
    assert told.state == "failed"
    assert "takes no colour" in told.reason


async def test_a_fault_that_a_factory_raises_on_purpose_is_its_reason(installed: Installed) -> None:
    from mediad_sdk.errors import UserError  # noqa: PLC0415  # for this test alone

    def refuse(_context: Any, _settings: Any) -> Any:
        raise UserError("there is no display on this machine")

    installed.add("toy", refuse)
    host = installed.host()
    await host.load()
    assert "there is no display on this machine" in host.states()[0].reason


async def test_asking_for_health_gives_one_outcome_for_each_check(installed: Installed) -> None:
    class Ill(Toy):
        async def check(self) -> Health:
            raise KeyError("bug")

    installed.add("ill", Ill)
    installed.add("toy")
    host = installed.host()
    await host.load()
    outcomes = {each.instance: each for each in await host.health()}
    assert outcomes["toy"].health == Health(state="ok")
    assert outcomes["ill"].health.state == "down"
    assert outcomes["ill"].error is not None
    assert outcomes["ill"].error.kind == "raised"


async def test_a_plugin_with_a_paused_hook_is_degraded_until_it_recovers(installed: Installed) -> None:
    answers: Iterator[Any] = iter([KeyError("bug")] * 3)

    class Ill(Toy):
        async def check(self) -> Health:
            raise next(answers)

    told: list[Report] = []
    installed.add("ill", Ill)
    host = installed.host(on_change=told.append)
    await host.load()
    async with host.running():
        for _ in range(3):
            await host.health()
        (report,) = host.states()
        assert (report.state, report.paused) == ("degraded", ("health check alive",))
        assert report.error is not None
    assert [each.state for each in told] == ["loaded", "running", "degraded", "loaded"]


async def test_nothing_that_is_handed_out_is_a_function_of_the_plugin(installed: Installed) -> None:
    installed.add("toy")
    host = installed.host()
    await host.load()
    checks = [check for each in host._crew.present for check in each.brought.all(HealthCheck)]
    assert [type(each.check) for each in checks] == [type(Guard("any", watch=Watch()).point("any", handle, limit=1))]


class Texts(dict[str, str]):
    """Verdicts in memory."""

    async def get(self, key: str) -> str | None:  # type: ignore[override]  # a dict that is asked politely
        return dict.get(self, key)

    async def put(self, key: str, value: str) -> None:
        self[key] = value


@pytest.mark.parametrize(
    ("problem", "asked"), [("", 1), ("import_hung", 1), ("import_crashed", 1), ("import_failed", 2)]
)
async def test_a_verdict_is_kept_unless_the_next_start_may_be_better(
    installed: Installed, problem: Any, asked: int
) -> None:
    calls = []

    async def child(found: Found) -> Verdict:
        calls.append(found.id)
        return Verdict(problem=problem, message="so it went")

    stamp = "1"

    async def read(_found: Found) -> str:
        return stamp

    installed.add("toy")
    (found,) = installed.found
    preflight = RememberedPreflight(child, Texts(), read=read)
    first, second = await preflight(found), await preflight(found)
    assert first == second == Verdict(problem=problem, message="so it went")
    assert len(calls) == asked
    stamp = "2"
    await preflight(replace(found, version="2.0"))
    assert len(calls) == asked + 1


async def test_disabled_plugins_are_not_even_tried_in_a_child(installed: Installed) -> None:
    asked: list[str] = []

    async def child(found: Found) -> Verdict:
        asked.append(found.id)
        return Verdict()

    installed.add("off")
    installed.add("toy")
    host = installed.host(wishes={"off": Wish(enabled=False)}, preflight=child)
    await host.load()
    assert asked == ["toy"]
    assert states(host) == {"off": "disabled", "toy": "loaded"}


async def test_the_configuration_decides_between_two_claimants(installed: Installed) -> None:
    installed.add("toy", distribution="one")
    installed.add("toy", distribution="two")
    torn = installed.host()
    await torn.load()
    assert [each.state for each in torn.states()] == ["failed", "failed"]
    assert "one and two both claim the id 'toy'" in torn.states()[0].reason
    host = installed.host(wishes={"toy": Wish(distribution="two")})
    await host.load()
    assert {each.distribution: each.state for each in host.states()} == {"one": "disabled", "two": "loaded"}


async def test_a_plugin_whose_preflight_cannot_be_made_fails_alone(installed: Installed) -> None:
    async def child(found: Found) -> Verdict:
        if found.id == "toy":
            raise OSError("no more processes")
        return Verdict()

    installed.add("ant")
    installed.add("toy")
    host = installed.host(preflight=child)
    await host.load()
    assert states(host) == {"ant": "loaded", "toy": "failed"}
    assert "no more processes" in host.states()[1].reason
