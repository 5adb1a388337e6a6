"""Whatever people do to plugins, in whatever order: every state follows its table, and nothing is left behind."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager, suppress
from importlib.machinery import ModuleSpec
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mediad.plugins.choices import Forgotten
from mediad.plugins.find import Found
from mediad.plugins.host import Options, PluginHost
from mediad.plugins.preflight import Verdict
from mediad.plugins.states import FOLLOWS, Report, State, Wish
from mediad_sdk.errors import Conflict
from mediad_sdk.hooks import GROUP, hookimpl
from mediad_sdk.manifest import Manifest
from mediad_sdk.testing import FakeContext
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad_sdk.host import Context

NAMES = ("ant", "bee")
QUIET = frozenset({"found", "loaded", "running"})
INSTANCES = st.sampled_from(["ant", "bee", "bee-far"])
CODES = st.sampled_from(["good", "unfit", "unwell"])
SAID = st.sampled_from([None, True, False])
WISHES = st.fixed_dictionaries({"ant": SAID, "bee": SAID, "far": SAID, "priority": st.integers(0, 1)})


class Toy:
    """A plugin that is good, cannot be loaded, or cannot be started."""

    def __init__(self, code: str, lives: list[int]) -> None:
        self.code = code
        self.lives = lives

    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self) -> AsyncIterator[None]:
        if self.code == "unwell":
            raise OSError("no such device")
        self.lives[0] += 1
        try:
            yield
        finally:
            self.lives[0] -= 1

    @hookimpl
    def mediad_jobs(self) -> list[JobType]:
        if self.code == "unfit":
            raise KeyError("bug")
        return [JobType(id="work", handler=work)]


async def work(_run: Any) -> None:
    return None


class Lives(RuleBasedStateMachine):
    """A daemon's plugins, and what is done to them."""

    def __init__(self) -> None:
        super().__init__()
        self.codes = dict.fromkeys(NAMES, "good")
        self.versions = dict.fromkeys(NAMES, 1)
        self.lives = [0]
        self.told: dict[str, str] = {}
        self.wishes: dict[str, Wish] = {"bee": Wish(instances={"far": Wish()})}
        self.runner = asyncio.Runner()
        sys.meta_path.insert(0, self)  # type: ignore[arg-type]  # as much of a finder as is asked
        self.host = PluginHost(
            lend=self.lend, preflight=self.passes, wishes=self.wishes, installed=self.installed,
            options=Options(on_change=self.hear, choices=Forgotten()),
        )  # fmt: skip
        self.life = self.host.running()

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name.startswith("machine_") else None  # type: ignore[arg-type]  # as above

    def create_module(self, _spec: ModuleSpec) -> None: ...

    def exec_module(self, module: Any) -> None:
        code = self.codes[module.__name__.removeprefix("machine_")]
        module.plugin = lambda _context, _settings: Toy(code, self.lives)

    def installed(self) -> list[Found]:
        return [
            Found(
                id=name, distribution=name, version=str(self.versions[name]), folder=None,
                entry=EntryPoint(name=name, value=f"machine_{name}:plugin", group=GROUP),
                manifest=Manifest(id=name, name=name, requires_sdk=">=0.1,<2"),
            )
            for name in NAMES
        ]  # fmt: skip

    def lend(self, found: Found, instance: str, tasks: Any) -> Context:
        return FakeContext(plugin=found.id, instance=instance, tasks=tasks)

    async def passes(self, _found: Found) -> Verdict:
        return Verdict()

    def hear(self, report: Report) -> None:
        self.told[report.instance] = report.state

    def do(self, change: Any) -> None:
        with suppress(Conflict):
            self.runner.run(change)

    @initialize()
    def start(self) -> None:
        self.runner.run(self.host.load())
        self.runner.run(self.life.__aenter__())

    @rule(name=st.sampled_from(NAMES), code=CODES)
    def write(self, name: str, code: str) -> None:
        self.codes[name] = code
        self.versions[name] += 1

    @rule(instance=INSTANCES)
    def enable(self, instance: str) -> None:
        self.change("enable", instance)

    @rule(instance=INSTANCES)
    def disable(self, instance: str) -> None:
        self.change("disable", instance)

    @rule(instance=INSTANCES)
    def reload(self, instance: str) -> None:
        self.change("reload", instance)

    @rule(instance=INSTANCES)
    def reconfigure(self, instance: str) -> None:
        self.change("reconfigure", instance)

    def change(self, verb: str, instance: str) -> None:
        before = self.states()
        self.do(getattr(self.host, verb)(instance))
        if before[instance] in ("running", "degraded") and verb != "disable":
            assert self.states()[instance] == before[instance], "a change that fails leaves what ran"

    @rule(said=WISHES)
    def adopt(self, said: dict[str, Any]) -> None:
        far = {"far": Wish(enabled=said["far"])}
        ant, bee = Wish(enabled=said["ant"], priority=said["priority"]), Wish(enabled=said["bee"], instances=far)
        self.runner.run(self.host.adopt({"ant": ant, "bee": bee}))
        for name in ("ant", "bee"):
            assert said[name] is not False or self.states()[name] == "disabled"

    @rule(instance=INSTANCES)
    def isolate(self, instance: str) -> None:
        held = self.host.instance(instance)
        if held.state == "running":
            held.guard.isolate("it was rude")
            held.guard.on_change()

    def states(self) -> dict[str, State]:
        return {each.instance: each.state for each in self.host.states()}

    @invariant()
    def all_is_as_it_is_told(self) -> None:
        for report in self.host.states():
            assert report.state in get_args(State)
            assert report.state in QUIET or (report.reason and report.remedy), report
            assert self.told.get(report.instance, "found") == report.state

    @invariant()
    def only_those_that_run_offer_jobs(self) -> None:
        runs = {name for name, state in self.states().items() if state in ("running", "degraded")}
        assert {each.id.partition(".")[0] for each in self.host.all(JobType)} == runs

    @invariant()
    def nobody_lives_on(self) -> None:
        live = [name for name, state in self.states().items() if state in ("running", "degraded", "quarantined")]
        entered = [each for each in self.host._crew.present if each._state == "running"]
        assert self.lives[0] == len(entered) <= len(live)
        owners = {owner.plugin for owner, _ in self.host._roster.around.claims._held}
        assert owners == set(live) - {name for name in live if self.host.instance(name)._state != "running"}

    def teardown(self) -> None:
        self.runner.run(self.life.__aexit__(None, None, None))
        sys.meta_path.remove(self)  # type: ignore[arg-type]  # as above
        for name in NAMES:
            sys.modules.pop(f"machine_{name}", None)
        self.runner.close()
        assert self.lives == [0]


def test_what_follows_is_a_state_and_every_state_can_be_reached() -> None:
    assert FOLLOWS.keys() == set(get_args(State)) == {"found"}.union(*FOLLOWS.values())


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=30, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
