"""What people do to plugins while the daemon runs: every change begins anew beside the old, or leaves it as it was."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from importlib.machinery import ModuleSpec
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

import pytest

from mediad.plugins.choices import Choice, Forgotten
from mediad.plugins.errors import PluginError
from mediad.plugins.find import Found
from mediad.plugins.host import Options, PluginHost
from mediad.plugins.preflight import Verdict
from mediad.plugins.states import Refusal, Report, Wish
from mediad_sdk.errors import Conflict, NotFound
from mediad_sdk.hooks import GROUP, hookimpl
from mediad_sdk.manifest import Manifest
from mediad_sdk.testing import FakeContext
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.http import Request, Response, Route
from mediad_sdk.values.jobs import JobType
from mediad_sdk.values.kinds import Kind, MediaType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from types import ModuleType

    from mediad_sdk.host import Context, Tasks

REQUEST = Request(method="GET", path="/", params={}, query={}, headers={}, body=b"", user="", permissions=frozenset())


class Toy:
    """A plugin that says which code it is, and can be told to fail."""

    code = "one"

    def __init__(self, context: Context, settings: Any) -> None:
        self.steps: list[str] = []
        self.released = asyncio.Event()
        self.context = context
        self.settings = settings

    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self) -> AsyncIterator[None]:
        self.steps.append("open")
        yield
        self.steps.append("close")

    @hookimpl
    def mediad_jobs(self) -> list[JobType]:
        return [JobType(id="work", handler=self.work)]

    @hookimpl
    def mediad_routes(self) -> list[Route]:
        return [Route(method="GET", path="/code", permission="items.read", handler=self.answer)]

    async def work(self, _run: Any) -> dict[str, str]:
        await self.released.wait()
        return {"code": self.code, "then": self.steps[-1]}

    async def answer(self, _request: Request) -> Response:
        return Response(body=self.chunks())

    async def chunks(self) -> AsyncIterator[bytes]:
        yield self.code.encode()
        await self.released.wait()
        yield self.steps[-1].encode()


class Shelf:
    """Plugins that are installed, as modules that are made whenever they are imported."""

    def __init__(self) -> None:
        self.codes: dict[str, type[Any]] = {}
        self.found: dict[str, Found] = {}
        self.made: list[Any] = []
        self.imports: list[str] = []

    def put(self, name: str, code: type[Any] = Toy, version: str = "1", **manifest: Any) -> None:
        self.codes[f"shelf_{name}"] = code
        entry = EntryPoint(name=name, value=f"shelf_{name}:plugin", group=GROUP)
        said = Manifest(id=name, name=name, requires_sdk=">=0.1,<2", **manifest)
        self.found[name] = Found(
            id=name, distribution=f"toys-{name}", version=version, entry=entry, folder=None, manifest=said
        )

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name in self.codes else None  # type: ignore[arg-type]  # as much as is asked

    def create_module(self, _spec: ModuleSpec) -> None: ...

    def exec_module(self, module: ModuleType) -> None:
        code = self.codes[module.__name__]
        self.imports.append(module.__name__)

        def plugin(context: Context, settings: Any) -> Any:
            self.made.append(made := code(context, settings))
            return made

        module.plugin = plugin  # type: ignore[attr-defined]  # it becomes one here

    def host(self, wishes: dict[str, Wish] | None = None, **options: Any) -> PluginHost:
        return PluginHost(
            lend=lend, preflight=passes, wishes=wishes, installed=lambda: list(self.found.values()),
            options=Options(**options),
        )  # fmt: skip


def lend(found: Found, instance: str, tasks: Tasks) -> Context:
    return FakeContext(plugin=found.id, instance=instance, tasks=tasks)  # type: ignore[arg-type]  # the owned tasks


async def passes(_found: Found) -> Verdict:
    return Verdict()


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    made = Shelf()
    sys.meta_path.insert(0, made)
    yield made
    sys.meta_path.remove(made)
    for name in made.codes:
        sys.modules.pop(name, None)


@asynccontextmanager
async def running(host: PluginHost) -> AsyncIterator[PluginHost]:
    await host.load()
    async with host.running():
        yield host


def states(host: PluginHost) -> dict[str, str]:
    return {each.instance: each.state for each in host.states()}


def report(host: PluginHost, instance: str = "toy") -> Report:
    return next(each for each in host.states() if each.instance == instance)


def told(code: str, **body: Any) -> type[Toy]:
    return type("Toy", (Toy,), {"code": code, **body})


class Unwell(Toy):
    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self) -> AsyncIterator[None]:
        raise OSError("no such device")
        yield


class Unfit(Toy):
    @hookimpl
    def mediad_jobs(self) -> list[JobType]:
        raise KeyError("bug")


async def begin(host: PluginHost) -> tuple[asyncio.Task[Any], Any]:
    """Start a job of the toy's, and a streamed answer, and give both as they go on."""
    (job,), (route,) = host.all(JobType), host.all(Route)
    running_job = asyncio.create_task(job.handler(None))  # type: ignore[arg-type]  # it asks nothing of its run
    body: Any = (await route.handler(REQUEST)).body
    await anext(body)
    return running_job, body


async def test_a_disabled_plugin_is_gone_and_comes_back_anew(shelf: Shelf) -> None:
    shelf.put("toy")
    brought: list[int] = []
    host = shelf.host(on_brought=lambda: brought.append(len(host.all(JobType))))
    async with running(host):
        await host.disable("toy")
        assert (report(host).state, report(host).reason) == ("disabled", "somebody switched it off")
        assert "mediad plugin enable toy" in report(host).remedy
        assert (host.all(JobType), host.by_instance(Route)) == ((), {})
        await host.enable("toy")
        assert states(host) == {"toy": "running"}
        assert len(host.all(JobType)) == 1
    assert brought[-2:] == [0, 1]
    assert [each.steps for each in shelf.made] == [["open", "close"], ["open", "close"]]


async def test_what_runs_finishes_on_the_old_code_and_its_lifespan_stays_open_so_long(shelf: Shelf) -> None:
    shelf.put("toy")
    async with running(shelf.host()) as host:
        job, body = await begin(host)
        await host.disable("toy")
        assert (report(host).state, report(host).finishing) == ("disabled", 2)
        shelf.made[0].released.set()
        assert [await anext(body, None), await anext(body, None), await job] == [
            b"open", None, {"code": "one", "then": "open"},
        ]  # fmt: skip
        for _ in range(10):
            await asyncio.sleep(0)
        assert (report(host).finishing, shelf.made[0].steps) == (0, ["open", "close"])


async def test_an_answer_that_its_reader_left_holds_nothing_up(shelf: Shelf) -> None:
    shelf.put("toy")
    async with running(shelf.host()) as host:
        (route,) = host.all(Route)
        left: Any = (await route.handler(REQUEST)).body
        await anext(left)
        await left.aclose()
        never_begun = await route.handler(REQUEST)
        del never_begun
        await host.disable("toy")
        assert (report(host).finishing, shelf.made[0].steps) == (0, ["open", "close"])


async def test_code_is_taken_anew_while_the_old_one_finishes(shelf: Shelf) -> None:
    shelf.put("toy")
    seen: list[str] = []
    async with running(shelf.host(on_change=lambda each: seen.append(f"{each.version} {each.state}"))) as host:
        job, body = await begin(host)
        shelf.put("toy", told("two"), version="2")
        held = await host.reload("toy")
        assert held == ("2 calls that have not ended",)
        (route,) = host.all(Route)
        new: Any = (await route.handler(REQUEST)).body
        assert await anext(new) == b"two"
        shelf.made[0].released.set()
        assert (await anext(body), (await job)["code"]) == (b"open", "one")
        assert (report(host).version, shelf.imports) == ("2", ["shelf_toy", "shelf_toy"])
        await new.aclose()
    assert seen == ["1 loaded", "1 running", "2 running", "2 loaded"]


@pytest.mark.parametrize(("code", "words"), [(Unfit, "KeyError"), (Unwell, "no such device")])
@pytest.mark.parametrize("busy", [False, True])
async def test_new_code_that_fails_leaves_the_old_one_in_its_place(
    shelf: Shelf, code: type[Any], words: str, *, busy: bool
) -> None:
    shelf.put("toy")
    async with running(shelf.host()) as host:
        old = sys.modules["shelf_toy"]
        going = await begin(host) if busy else ()
        shelf.put("toy", code, version="2")
        with pytest.raises(Conflict, match=words) as refused:
            await host.reload("toy")
        assert refused.value.remedy
        assert (report(host).state, report(host).version) == ("running", "1")
        assert words in report(host).reason
        assert sys.modules["shelf_toy"] is old
        (route,) = host.all(Route)
        body: Any = (await route.handler(REQUEST)).body
        assert await anext(body) == b"one"
        for each in shelf.made:
            each.released.set()
        await body.aclose()
        if going:
            assert (await going[0])["then"] == "open"
            await going[1].aclose()
        assert host._crew._roster.around.claims._held
        await host.disable("toy")
    assert [each.steps for each in shelf.made if type(each) is Toy][-1] == ["open", "close"]


async def test_a_name_stays_the_plugins_own_whether_its_reload_goes_well_or_not(shelf: Shelf) -> None:
    kinds = (Kind(id="film", label="Film", plural="Films"),)
    types = [MediaType(id="movies", label="Films", kinds=kinds, claim="a:b", extract="a:b", assemble="a:b")]
    declares = {"mediad_media_types": hookimpl(lambda _self: types)}
    declares["mediad_media_types"].__name__ = "mediad_media_types"
    shelf.put("toy", told("one", **declares))
    shelf.put("zebra", told("two", **declares))
    async with running(shelf.host()) as host:
        assert states(host) == {"toy": "running", "zebra": "failed"}
        await host.reload("toy")
        await host.enable("zebra")
        assert states(host) == {"toy": "running", "zebra": "failed"}
        await host.disable("toy")
        await host.enable("zebra")
        assert states(host) == {"toy": "disabled", "zebra": "running"}
        await host.enable("toy")
        assert "which zebra has declared" in report(host).reason


async def test_all_instances_of_a_plugin_take_its_new_code(shelf: Shelf) -> None:
    shelf.put("toy")
    wishes = {"toy": Wish(instances={"far": Wish(), "near": Wish(enabled=False)})}
    async with running(shelf.host(wishes)) as host:
        assert [each.code for each in shelf.made] == ["one", "one"]
        shelf.made.clear()
        shelf.put("toy", told("two"), version="2")
        assert await host.reload("toy-far") == ()
        assert states(host) == {"toy": "running", "toy-far": "running", "toy-near": "disabled"}
        assert [each.code for each in shelf.made] == ["two", "two"]
        assert shelf.imports == ["shelf_toy", "shelf_toy"]
        await host.disable("toy-far")
        assert states(host) == {"toy": "running", "toy-far": "disabled", "toy-near": "disabled"}


async def test_a_plugin_that_was_installed_meanwhile_is_loaded_by_its_name(shelf: Shelf) -> None:
    shelf.put("toy")
    async with running(shelf.host()) as host:
        shelf.put("late")
        await host.reload("late")
        assert states(host) == {"toy": "running", "late": "running"}
        with pytest.raises(NotFound):
            await host.reload("nobody")
        with pytest.raises(NotFound):
            await host.enable("nobody")


async def test_the_configuration_has_the_last_word_and_says_so(shelf: Shelf) -> None:
    shelf.put("off")
    shelf.put("on")
    async with running(shelf.host({"off": Wish(enabled=False), "on": Wish(enabled=True)})) as host:
        with pytest.raises(Conflict, match="says `enabled = false` for off") as refused:
            await host.enable("off")
        assert "plugins.off.enabled" in refused.value.remedy
        with pytest.raises(Conflict, match="says `enabled = true` for on"):
            await host.disable("on")
        assert states(host) == {"off": "disabled", "on": "running"}


async def test_a_choice_outlives_the_daemon_and_the_configuration_overrules_it(shelf: Shelf) -> None:
    shelf.put("toy")
    choices = Forgotten()
    async with running(shelf.host(choices=choices)) as host:
        await host.disable("toy")
    async with running(shelf.host(choices=choices)) as host:
        assert states(host) == {"toy": "disabled"}
    async with running(shelf.host({"toy": Wish(enabled=True)}, choices=choices)) as host:
        assert states(host) == {"toy": "running"}


async def test_a_quarantine_holds_for_its_version_until_somebody_lifts_it(shelf: Shelf) -> None:
    choices = Forgotten()
    await choices.put("toy", Choice(quarantined="1", why="it blocked the event loop 3 times"))
    shelf.put("toy")
    async with running(shelf.host(choices=choices)) as host:
        assert (report(host).state, report(host).reason) == ("quarantined", "it blocked the event loop 3 times")
        assert report(host).remedy
        assert shelf.imports == []
        await host.enable("toy")
        assert states(host) == {"toy": "running"}
    async with running(shelf.host(choices=choices)) as host:
        assert states(host) == {"toy": "running"}
    await choices.put("toy", Choice(quarantined="1", why="again"))
    shelf.put("toy", version="2")
    async with running(shelf.host(choices=choices)) as host:
        assert states(host) == {"toy": "running"}


async def test_a_plugin_in_quarantine_is_asked_nothing_and_keeps_what_is_data(shelf: Shelf) -> None:
    types = [MediaType(id="movies", label="Films", kinds=(), claim="a:b", extract="a:b", assemble="a:b")]
    declares = hookimpl(lambda _self: types)
    declares.__name__ = "mediad_media_types"
    shelf.put("toy", told("one", mediad_media_types=declares))
    brought: list[int] = []
    host = shelf.host(on_brought=lambda: brought.append(len(host.all(JobType))))
    async with running(host):
        instance = host.instance("toy")
        instance.guard.isolate("it was rude")
        instance.guard.on_change()
        assert (states(host), brought[-1]) == ({"toy": "quarantined"}, 0)
        assert (host.all(JobType), [each.id for each in host.all(MediaType)]) == ((), ["movies"])
        await host.disable("toy")
    assert shelf.made[0].steps == ["open", "close"]


async def test_settings_change_without_an_import_and_a_refusal_leaves_the_former_ones(shelf: Shelf) -> None:
    class Picky(Toy):
        @hookimpl
        @asynccontextmanager
        async def mediad_lifespan(self) -> AsyncIterator[None]:
            if self.settings["colour"] == "red":
                raise ValueError("red is not possible")
            self.steps.append(self.settings["colour"])
            yield

    async def given(_found: Found, _address: str, _settings: Any) -> dict[str, str]:
        return {"colour": colours[-1]}

    async def made(_found: Found, settings: Any, context: Any, _guard: Any) -> object:
        shelf.made.append(toy := Picky(context, settings))
        return toy

    colours = ["blue"]
    shelf.put("toy")
    async with running(shelf.host(given=given, tiers={"inline": made})) as host:
        colours.append("green")
        await host.reconfigure("toy")
        colours.append("red")
        with pytest.raises(Conflict, match="goes on as it was"):
            await host.reconfigure("toy")
        assert states(host) == {"toy": "running"}
        assert "red is not possible" in report(host).reason
        colours.append("black")
        await host.reconfigure("toy")
        assert report(host).reason == ""
    assert [each.steps for each in shelf.made] == [["blue"], ["green"], [], ["green"], ["black"]]


async def test_a_new_configuration_changes_those_that_it_speaks_of_and_nobody_else(shelf: Shelf) -> None:
    for name in ("ant", "bee", "cow"):
        shelf.put(name)
    async with running(shelf.host({"cow": Wish(instances={"far": Wish()})})) as host:
        before = {each.address: each for each in host._crew.present}
        await host.adopt({"ant": Wish(enabled=False), "bee": Wish(priority=5, instances={"near": Wish()})})
        assert states(host) == {"ant": "disabled", "bee": "running", "bee-near": "running", "cow": "running"}
        assert [each.id for each in host.all(JobType)] == ["bee.work", "bee-near.work", "cow.work"]
        assert host.instance("cow") is not before["cow"]
        kept = host.instance("cow")
        await host.adopt({"ant": Wish(enabled=True), "bee": Wish(priority=5, instances={"near": Wish()})})
        assert states(host)["ant"] == "running"
        assert host.instance("cow") is kept


async def test_settings_in_the_file_that_do_not_fit_leave_the_plugin_as_it_was_and_show_it(shelf: Shelf) -> None:
    shelf.put("toy")
    async with running(shelf.host()) as host:
        await host.adopt({"toy": Wish(settings={"colour": "red"})})
        assert states(host) == {"toy": "running"}
        assert "takes no colour" in report(host).reason
        assert report(host).error is not None


async def test_a_gate_keeps_a_plugin_from_being_imported_until_it_is_waived(shelf: Shelf) -> None:
    waived: list[str] = []

    async def gate(found: Found, address: str) -> Refusal | None:
        shut = found.id == "toy" and address not in waived and "" not in waived
        return Refusal(state="disabled", reason="safe mode", remedy="Wait.") if shut else None

    shelf.put("toy")
    shelf.put("other")
    async with running(shelf.host(gates=(gate,), waive=waived.append)) as host:
        assert (states(host), shelf.imports) == ({"toy": "disabled", "other": "running"}, ["shelf_other"])
        assert (report(host).reason, report(host).remedy) == ("safe mode", "Wait.")
        await host.enable("toy")
        assert (waived, states(host)["toy"]) == (["toy"], "running")
        await host.disable("toy")
        waived.clear()
        await host.reload("toy")
        assert await host.admit() == []
        assert states(host)["toy"] == "disabled"


async def test_where_a_plugin_runs_is_its_manifests_word_which_the_configuration_may_only_raise(shelf: Shelf) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []

    async def elsewhere(found: Found, given: Any, context: Any, _guard: Any) -> object:
        asked.append((found.id, given))
        return Toy(context, None)

    shelf.put("apart", isolation="process")
    shelf.put("raised")
    shelf.put("here")
    wishes = {"raised": Wish(isolation="process", settings={"a": 1}), "apart": Wish(isolation="")}
    async with running(shelf.host(wishes, tiers={"process": elsewhere})) as host:
        assert sorted(asked, key=str) == [("apart", {}), ("raised", {"a": 1})]
        assert {each.instance: each.isolation for each in host.states()} == {
            "apart": "process", "raised": "process", "here": "inline",
        }  # fmt: skip
        assert set(states(host).values()) == {"running"}
    async with running(shelf.host(wishes)) as host:
        assert "nothing here runs plugins as 'process'" in report(host, "apart").reason


async def test_processes_begin_beside_each_other_and_their_plugins_are_taken_in_order(shelf: Shelf) -> None:
    both = asyncio.Barrier(2)
    begun: list[str] = []

    async def elsewhere(found: Found, _given: Any, context: Any, guard: Any) -> object:
        begun.append(found.id)
        if found.id == "lame":
            raise PluginError("factory_failed", "it has no legs", blame=guard.blame("load"))
        await both.wait()
        return Toy(context, None)

    for name in ("ant", "bee", "cow", "lame"):
        shelf.put(name, isolation="inline" if name == "bee" else "process")
    async with asyncio.timeout(5), running(shelf.host({"cow": Wish(priority=1)}, tiers={"process": elsewhere})) as host:
        assert sorted(begun) == ["ant", "cow", "lame"]
        assert [each.id for each in host.all(JobType)] == ["cow.work", "ant.work", "bee.work"]
        assert report(host, "lame").reason == "it has no legs"


async def test_an_object_that_wants_to_be_closed_is_closed_once_started_or_not(shelf: Shelf) -> None:
    closed: list[str] = []

    class Remote(Toy):
        async def aclose(self) -> None:
            closed.append(self.code)

    class Broken(Remote):
        code = "broken"

        @hookimpl
        def mediad_jobs(self) -> list[JobType]:
            return [7]  # type: ignore[list-item]  # the point

    shelf.put("toy", Remote)
    shelf.put("unfit", Broken)
    async with running(shelf.host()) as host:
        assert (closed, states(host)["unfit"]) == (["broken"], "failed")
        await host.disable("toy")
        assert closed == ["broken", "one"]
    assert closed == ["broken", "one"]


async def test_health_and_figures_are_of_those_that_are_there(shelf: Shelf) -> None:
    async def well() -> Health:
        return Health(state="ok")

    checks = hookimpl(lambda _self: [HealthCheck(id="alive", check=well)])
    checks.__name__ = "mediad_health_checks"
    shelf.put("toy", told("one", mediad_health_checks=checks))
    async with running(shelf.host()) as host:
        assert [each.health.state for each in await host.health()] == ["ok"]
        await host.disable("toy")
        assert await host.health() == []


async def test_old_code_that_somebody_holds_is_told_with_who_does(shelf: Shelf) -> None:
    kept: dict[str, Any] = {"__name__": "some_library"}

    class Sticky(Toy):
        def __init__(self, context: Context, settings: Any) -> None:
            super().__init__(context, settings)
            kept["hold"] = self

    shelf.put("toy", Sticky)
    async with running(shelf.host()) as host:
        shelf.made.clear()
        shelf.put("toy")
        (sentence,) = [each for each in await host.reload("toy") if each.startswith("toy is")]
        assert "the module some_library" in sentence


async def test_the_old_one_has_closed_what_it_holds_before_the_new_one_opens_it(shelf: Shelf) -> None:
    port: list[str] = []

    class Exclusive(Toy):
        @hookimpl
        @asynccontextmanager
        async def mediad_lifespan(self) -> AsyncIterator[None]:
            assert port == [], "the port is taken"
            port.append(self.code)
            yield
            port.remove(self.code)

    shelf.put("toy", Exclusive)
    async with running(shelf.host()) as host:
        shelf.put("toy", type("Exclusive", (Exclusive,), {"code": "two"}))
        await host.reload("toy")
        assert (port, states(host)) == (["two"], {"toy": "running"})
        shelf.put("toy", type("Broken", (Unwell,), {}))
        with pytest.raises(Conflict):
            await host.reload("toy")
        assert (port, states(host)) == (["two"], {"toy": "running"})


async def test_a_reload_lifts_a_quarantine_and_leaves_alone_who_is_switched_off(shelf: Shelf) -> None:
    choices = Forgotten()
    await choices.put("toy", Choice(quarantined="1", why="it was rude"))
    await choices.put("off", Choice(enabled=False, quarantined="1", why="it was rude"))
    shelf.put("toy")
    shelf.put("off")
    async with running(shelf.host(choices=choices)) as host:
        assert states(host) == {"toy": "quarantined", "off": "disabled"}
        await host.reload("toy")
        await host.reload("off")
        assert states(host) == {"toy": "running", "off": "disabled"}
