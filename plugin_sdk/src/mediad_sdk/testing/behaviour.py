"""How a plugin behaves whatever it brings: when it is cancelled, when the network fails, when it comes and goes."""

from __future__ import annotations

import asyncio
import gc
import inspect
import re
import sqlite3
import threading
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from mediad_sdk.contract import DECLARED
from mediad_sdk.errors import MediadError, PluginFault
from mediad_sdk.remoting.codec import Codec
from mediad_sdk.testing.context import FakeContext, fake_context
from mediad_sdk.testing.faults import FAULTS, Fault
from mediad_sdk.testing.installed import entry_point, load_plugin, package_of, settings_model
from mediad_sdk.testing.samples import Call, calls

CANARY = "canary-5ecre7"
SET_UPS = 50
MOST_STEPS = 12
MOST_LEFT = 1 << 20
LONGEST = 10.0
WORK = {"id": "1", "kind": "film", "title": "Alien", "year": 1979}
_SECTIONS = re.compile(r"\A.*?^-- up$(?P<up>.*?)^-- down$(?P<down>.*)\Z", re.MULTILINE | re.DOTALL)


class Behaviour:
    """Inherited by `PluginConformance`."""

    plugin: ClassVar[str] = ""
    settings: ClassVar[Mapping[str, Any]] = {}

    def made(self, more: Mapping[str, Any] = MappingProxyType({})) -> tuple[FakeContext, object]:
        """Make the plugin in a context of its own, its tables there."""
        context = fake_context(self.plugin, works=[WORK])
        context.database.migrate(package_of(entry_point(self.plugin)) / "migrations")
        return context, load_plugin(self.plugin, settings={**self.settings, **more}, context=context)

    def calls(self, plugin: object) -> Iterator[Call]:
        """Give everything of the plugin that can be called without knowing the other side."""
        for hook in DECLARED:
            for value in getattr(plugin, hook, list)():
                yield from calls(value)

    def test_faults_of_the_network_are_told_as_what_they_are(self) -> None:
        """What is raised is an error of `mediad_sdk.errors`: anything else is a bug, and is counted as one."""
        for fault in FAULTS:
            asyncio.run(self._suffer(fault))

    def test_it_can_be_cancelled_at_every_step(self) -> None:
        """A call that is cancelled ends, and leaves no task behind."""
        asyncio.run(self._cancel_everywhere())

    def test_it_leaves_nothing_behind_when_it_comes_and_goes(self) -> None:
        """Tasks, threads, descriptors and memory are given back: a daemon reloads plugins for months."""
        left = asyncio.run(self._come_and_go())
        assert left == {}, f"after {SET_UPS} times there were more than before: {left}"

    def test_secrets_are_never_shown(self) -> None:
        """Neither settings, log, events nor errors have a secret in them."""
        secrets = dict.fromkeys(self._secrets(), CANARY)
        if secrets:
            assert CANARY not in asyncio.run(self._told(secrets))

    def test_settings_survive_a_round_trip(self) -> None:
        """What the daemon keeps as JSON makes the same settings again, and a form knows what each is for."""
        model = settings_model(entry_point(self.plugin))
        if model is None:
            return
        made = model.model_validate(dict(self.settings))
        assert model.model_validate(_revealed(made)) == made
        described = model.model_json_schema().get("properties", {})
        assert [name for name, each in described.items() if not each.get("description")] == [], "say what these are for"

    def test_migrations_go_up_and_down_again(self) -> None:
        """They make tables of the plugin's own name and take back all of them."""
        folder = package_of(entry_point(self.plugin)) / "migrations"
        with sqlite3.connect(":memory:") as database:
            scripts = _scripts(folder)
            for script in scripts:
                database.executescript(script["up"])
            made = _things(database)
            assert [name for name in made if not name.startswith(f"{self.plugin}__")] == []
            assert bool(made) == bool(scripts)
            for script in reversed(scripts):
                database.executescript(script["down"])
            assert _things(database) == []
        database.close()
        assert _lonely(folder) == [], "each dialect needs its file"

    def test_what_it_declares_crosses_between_processes(self) -> None:
        """In a process of its own it brings the same as in the daemon."""
        _, plugin = self.made()
        for hook in DECLARED:
            for value in getattr(plugin, hook, list)():
                lent: list[Any] = []
                codec = Codec(partial(_lend, lent), lent.__getitem__)
                assert codec.unpack(codec.pack(value)) == value, f"{hook} does not cross"

    def _secrets(self) -> list[str]:
        model = settings_model(entry_point(self.plugin))
        found = model.model_json_schema().get("properties", {}) if model else {}
        return [name for name, each in found.items() if each.get("writeOnly") or each.get("format") == "password"]

    async def _suffer(self, fault: Fault) -> None:
        context, plugin = self.made()
        async with alive(plugin):
            for name, function, arguments in self.calls(plugin):
                context.http.fail(fault)
                try:
                    await answer(function, *arguments)
                except PluginFault:
                    continue
                except MediadError as error:
                    raise AssertionError(f"{name} met {fault!r} and raised {error!r}, no PluginFault") from error
                except Exception as error:
                    raise AssertionError(f"{name} met {fault!r} and raised {error!r}") from error
            await context.tasks.settle()

    async def _cancel_everywhere(self) -> None:
        context, plugin = self.made()
        async with alive(plugin):
            before = asyncio.all_tasks()
            for name, function, arguments in self.calls(plugin):
                if inspect.iscoroutinefunction(function):
                    for steps in range(MOST_STEPS):
                        context.http.fail("slow")
                        await _cancelled(name, function, arguments, steps)
            await asyncio.sleep(0)
            left = asyncio.all_tasks() - before - set(context.tasks.started.values())
            assert not left, f"tasks were left behind: {left}"

    async def _come_and_go(self) -> dict[str, int]:
        for _ in range(5):
            await self._once()
        before = await _counted()
        tracemalloc.start()
        try:
            await self._once()
            gc.collect()
            first = tracemalloc.get_traced_memory()[0]
            for _ in range(SET_UPS):
                await self._once()
            gc.collect()
            grown = tracemalloc.get_traced_memory()[0] - first
        finally:
            tracemalloc.stop()
        after = await _counted()
        left = {name: after[name] - before[name] for name in before if after[name] > before[name]}
        return {**left, **({"bytes": grown} if grown > MOST_LEFT else {})}

    async def _once(self) -> None:
        context, plugin = self.made()
        async with alive(plugin):
            for hook in DECLARED:
                getattr(plugin, hook, list)()
        for task in context.tasks.started.values():
            task.cancel()
        await asyncio.gather(*context.tasks.started.values(), return_exceptions=True)

    async def _told(self, secrets: Mapping[str, str]) -> str:
        """Give all words that come out of a plugin whose every call is refused."""
        model = settings_model(entry_point(self.plugin))
        context, plugin = self.made(secrets)
        words = [repr(model.model_validate({**self.settings, **secrets}))] if model else []
        async with alive(plugin):
            for fault in (401, 500, "refused", "garbage"):
                context.http.fail(fault)
                for _, function, arguments in self.calls(plugin):
                    words.append(await _words(function, arguments))
        return " ".join([*words, repr(context.log.lines), repr(context.events.published), repr(plugin)])


@asynccontextmanager
async def alive(plugin: object) -> Any:
    """Enter the lifespan of a plugin, if it has one."""
    opener = getattr(plugin, "mediad_lifespan", None)
    manager: AbstractAsyncContextManager[Any] = opener() if opener else nullcontext()
    async with manager:
        yield plugin


async def answer(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call as the daemon does: coroutines on the loop, plain functions in a thread, within a time."""
    async with asyncio.timeout(LONGEST):
        if inspect.iscoroutinefunction(function):
            return await function(*arguments)
        made = await asyncio.to_thread(function, *arguments)
        return await made if inspect.isawaitable(made) else made


async def _cancelled(name: str, function: Callable[..., Any], arguments: tuple[Any, ...], steps: int) -> None:
    task = asyncio.ensure_future(function(*arguments))
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    done, _ = await asyncio.wait({task}, timeout=LONGEST)
    assert done, f"{name} went on after it was cancelled at step {steps}"
    if not task.cancelled() and (error := task.exception()) is not None:
        assert isinstance(error, MediadError), f"{name}, cancelled at step {steps}, raised {error!r}"


async def _counted() -> dict[str, int]:
    await asyncio.sleep(0)
    gc.collect()
    own = {"tasks": len(asyncio.all_tasks()), "threads": threading.active_count()}
    return {**own, "descriptors": _descriptors()}


def _descriptors() -> int:
    """Count open files; 0 where the system has no list of them."""
    place = Path("/proc/self/fd")
    return len([*place.iterdir()]) if place.is_dir() else 0


def _lend(lent: list[Any], function: Any) -> int:
    assert callable(function), f"{type(function).__name__} stays where it is made"
    lent.append(function)
    return len(lent) - 1


async def _words(function: Callable[..., Any], arguments: tuple[Any, ...]) -> str:
    try:
        return repr(await answer(function, *arguments))
    except MediadError as error:
        return f"{error!r} {error.remedy} {error.__cause__!r}"


def _revealed(value: Any) -> Any:
    """Write settings as the daemon keeps them: JSON, with the secrets in it."""
    if hasattr(value, "get_secret_value"):
        return value.get_secret_value()
    if hasattr(type(value), "model_fields"):
        return {name: _revealed(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {key: _revealed(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_revealed(each) for each in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _scripts(folder: Path) -> list[dict[str, str]]:
    paths = sorted(path for path in folder.glob("[0-9]*.sql") if not path.name.endswith(".postgres.sql"))
    found = [_SECTIONS.match(path.read_text(encoding="utf-8")) for path in paths]
    assert None not in found, "a migration lacks a section `-- up` or `-- down`"
    return [each.groupdict() for each in found if each]


def _things(database: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    return [row[0] for row in database.execute(query)]


def _lonely(folder: Path) -> list[str]:
    """Name the migrations that are there for one dialect alone."""
    names = {path.name for path in folder.glob("[0-9]*.sql")}
    pairs = {"sqlite": "postgres", "postgres": "sqlite"}
    return sorted(
        name
        for name in names
        for one, other in pairs.items()
        if name.endswith(f".{one}.sql") and name.replace(f".{one}.", f".{other}.") not in names
    )
