from __future__ import annotations

import asyncio
import logging
import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from io import StringIO
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from fakes import HandClock
from pydantic import BaseModel, Field, field_validator

from mediad.plugins.administration import Administration
from mediad.plugins.approval import Approvals
from mediad.plugins.find import Found
from mediad.plugins.host import Options, PluginHost
from mediad.plugins.models import Models
from mediad.plugins.preflight import Verdict
from mediad.plugins.settings import Settings, Target
from mediad.plugins.states import Wish
from mediad.storage.ports import plugin_settings as port
from mediad.telemetry.logs import ConsoleFormatter, JsonFormatter
from mediad.telemetry.masking import MASK
from mediad.vault.place import Place
from mediad.vault.vault import Vault
from mediad_sdk.errors import AuthError, Conflict, Invalid, Unsupported
from mediad_sdk.hooks import GROUP, hookimpl
from mediad_sdk.manifest import Manifest, Permission
from mediad_sdk.settings import PluginSettings, SecretStr
from mediad_sdk.testing import FakeContext
from mediad_sdk.values.health import Health, HealthCheck

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from mediad.storage.ports import Storage
    from mediad_sdk.host import Context, Tasks

CANARY = "canary-4711-x"
TRIED = "another-0815-y"


class Login(BaseModel):
    user: str
    password: SecretStr


class First(PluginSettings):
    """The settings of the first version."""

    url: str = Field(description="Where it is.")
    token: SecretStr | None = None
    login: Login | None = None
    pace: int = Field(default=3, title="Pace", ge=1)

    @field_validator("url")
    @classmethod
    def reachable(cls, url: str) -> str:
        if not url.startswith("http"):
            raise ValueError(f"{url} is no address")
        return url


class Second(PluginSettings):
    """In the second, `url` is called `address`."""

    version: ClassVar[int] = 2
    address: str
    token: SecretStr | None = None

    @classmethod
    def migrate(cls, version: int, data: dict[str, Any]) -> dict[str, Any]:
        assert version == 1
        if data["url"].endswith("/strange"):
            raise RuntimeError(f"what is {data['url']} with {data.get('token')}?")
        return {"address": data["url"], "token": data.get("token")}


class Wire:
    """Says whether it is connected."""

    made: ClassVar[list[Any]] = []

    def __init__(self, context: Context, settings: Any) -> None:
        self.context = context
        self.settings = settings
        self.made.append(settings)
        if getattr(settings, "pace", 0) == 99:
            raise RuntimeError(f"too fast for {settings.token and settings.token.get_secret_value()}")

    @hookimpl
    def mediad_health_checks(self) -> list[HealthCheck]:
        return [HealthCheck(id="connection", check=self.connection)]

    async def connection(self) -> Health:
        if self.settings.token is None:
            raise AuthError(f"no token for {self.settings.url}")
        return Health(state="ok", detail=f"spoke to {self.settings.url} as {self.settings.token.get_secret_value()}")


class House:
    """A host with one plugin, over a database and a folder with the key."""

    built: ClassVar[list[House]] = []

    def __init__(self, storage: Storage, folder: Path, **options: Any) -> None:
        self.storage = storage
        self.vault = Vault(Place(path=folder / "secret.key"))
        self.clock = HandClock()
        self.model: Any = options.get("model", First)
        self.plugin: Any = options.get("plugin", Wire)
        self.permissions: dict[str, Permission] = options.get("permissions", {})
        self.configured: dict[str, Any] = options.get("configured", {})
        self.approved = False
        module = sys.modules["toy_wire"] = ModuleType("toy_wire")
        vars(module).update(plugin=self.plugin, Settings=self.model)
        settings = Settings(storage, self.vault, self.clock, Models(), lambda _: False)
        approvals = Approvals(storage, self.clock, lambda _: self.approved)
        self.host = PluginHost(
            lend=lend, preflight=passes, installed=lambda: [self.found()],
            wishes={"wire": Wish(settings=self.configured)},
            options=Options(given=settings.given, gates=(approvals.gate,)),
        )  # fmt: skip
        self.room = Administration(self.host, settings, approvals, lambda *place: f"mediad.toml {'.'.join(place)}")

    def found(self) -> Found:
        manifest = Manifest(
            id="wire", name="Wire", requires_sdk=">=0.1,<2", settings="toy_wire:Settings" if self.model else "",
            permissions=self.permissions,
        )  # fmt: skip
        entry = EntryPoint(name="wire", value="toy_wire:plugin", group=GROUP)
        return Found(
            id="wire", distribution="mediad-plugin-wire", version="1.0", entry=entry, folder=None, manifest=manifest
        )

    async def begin(self) -> House:
        self.built.append(self)
        Wire.made.clear()
        await self.host.load()
        return self

    async def set(self, **wanted: Any) -> Any:
        revision = (await self.room.settings("wire")).changed
        return await self.room.change("wire", wanted, whole=False, revision=revision, by="ann")

    @property
    def state(self) -> tuple[str, str]:
        [report] = self.host.states()
        return report.state, report.reason


async def passes(_found: Found) -> Verdict:
    return Verdict()


def lend(found: Found, instance: str, tasks: Tasks) -> Context:
    return FakeContext(plugin=found.id, instance=instance, tasks=tasks)  # type: ignore[arg-type]  # the owned tasks are the point


@pytest.fixture(autouse=True)
async def _tidy() -> AsyncIterator[None]:
    yield
    sys.modules.pop("toy_wire", None)
    MASK.hide("wire", ())
    while House.built:
        await House.built.pop().host._crew.stop()


async def test_what_is_set_is_kept_and_the_plugin_begins_anew_with_it(storage: Storage, tmp_path: Path) -> None:
    house = await House(storage, tmp_path).begin()
    assert house.state[0] == "needs_settings"
    shown = await house.set(url="http://a", token=CANARY, pace=7)
    assert house.state[0] == "running"
    assert (Wire.made[-1].url, Wire.made[-1].token.get_secret_value(), Wire.made[-1].pace) == ("http://a", CANARY, 7)
    assert shown.values == {
        "url": "http://a", "token": {"set": True, "changed": shown.changed, "problem": ""},
        "login": {"set": False, "changed": None, "problem": ""}, "pace": 7,
    }  # fmt: skip
    assert (shown.changed_by, shown.problem, shown.errors) == ("ann", "", ())
    again = await House(storage, tmp_path).begin()
    assert again.state[0] == "loaded"
    assert Wire.made[-1].token.get_secret_value() == CANARY


async def test_the_schema_has_the_order_the_words_and_the_secrets_of_the_model(
    storage: Storage, tmp_path: Path
) -> None:
    house = await House(storage, tmp_path).begin()
    schema = (await house.room.settings("wire")).schema
    assert list(schema["properties"]) == ["url", "token", "login", "pace"]
    assert [name for name, each in schema["properties"].items() if each.get("writeOnly")] == ["token", "login"]
    assert schema["properties"]["url"]["description"] == "Where it is."
    assert schema["properties"]["pace"]["title"] == "Pace"


async def test_the_configuration_wins_and_is_not_changed_here(storage: Storage, tmp_path: Path) -> None:
    house = await House(storage, tmp_path, configured={"url": "http://file", "token": CANARY}).begin()
    shown = await house.set(pace=5)
    assert [(each["from"], each["place"]) for each in shown.origins.values()] == [
        ("configuration", "mediad.toml wire.default.url"), ("configuration", "mediad.toml wire.default.token"),
        ("default", ""), ("api", ""),
    ]  # fmt: skip
    assert shown.values["token"] == {"set": True, "changed": None, "problem": ""}
    with pytest.raises(Invalid) as caught:
        await house.set(url="http://api")
    assert caught.value.places == (("/url", "is set by the configuration, which wins"),)
    kept = await port.get(storage, "wire")
    assert (dict(kept.values), dict(kept.secrets)) == ({"pace": 5}, {})
    assert not house.vault.place.path.exists()


async def test_mistakes_are_named_by_place_and_never_echo_what_was_put_in(storage: Storage, tmp_path: Path) -> None:
    house = await House(storage, tmp_path).begin()
    for wanted, places in (
        ({"url": f"{CANARY}"}, ["/url"]),
        ({"url": "http://a", "login": {"user": "u", "password": 7, CANARY: 1}}, ["/login/password"]),
        ({"url": "http://a", "pace": CANARY}, ["/pace"]),
        ({"url": "http://a", "tokn": CANARY, "a/b~": 1}, ["/tokn", "/a~1b~0"]),
        ({"token": CANARY}, ["/url"]),
    ):  # fmt: skip
        with pytest.raises(Invalid) as caught:
            await house.set(**wanted)
        assert [pointer for pointer, _ in caught.value.places] == places
        assert CANARY not in f"{caught.value} {caught.value.places} {caught.value.remedy}"
    assert (await port.get(storage, "wire")).version == 0


async def test_null_takes_a_value_back_and_a_secret_too(storage: Storage, tmp_path: Path) -> None:
    house = await House(storage, tmp_path).begin()
    await house.set(url="http://a", token=CANARY, pace=7)
    shown = await house.set(token=None, pace=None)
    assert (shown.values["token"]["set"], shown.values["pace"], shown.origins["pace"]["from"]) == (False, 3, "default")
    assert dict((await port.get(storage, "wire")).secrets) == {}


async def test_a_secret_that_is_not_named_stays_even_when_everything_else_is_given(
    storage: Storage, tmp_path: Path
) -> None:
    house = await House(storage, tmp_path).begin()
    before = await house.set(url="http://a", token=CANARY, pace=7)
    house.clock.advance(5)
    sealed = (await port.get(storage, "wire")).secrets["token"]
    shown = await house.room.change("wire", {"url": "http://b"}, whole=True, revision=before.changed)
    assert (shown.values["url"], shown.values["pace"]) == ("http://b", 3)
    assert (await port.get(storage, "wire")).secrets["token"] == sealed
    assert Wire.made[-1].token.get_secret_value() == CANARY


async def test_settings_take_the_place_of_those_that_were_read_and_of_no_others(storage: Storage) -> None:
    first, second, third = (port.Kept(version=1, values={"pace": n}, changed=n) for n in (1, 2, 3))

    async def replaced(kept: port.Kept, over: port.Kept) -> bool:
        return await storage.write(lambda tx: port.replace(tx, "wire", kept, over=over))

    assert await replaced(first, port.Kept())
    assert not await replaced(second, port.Kept())
    assert await replaced(second, first)
    assert not await replaced(third, first)
    assert await port.get(storage, "wire") == second


async def test_two_who_change_at_once_do_not_overwrite_each_other(storage: Storage, tmp_path: Path) -> None:
    house = await House(storage, tmp_path).begin()
    first = await house.set(url="http://a")
    await house.set(pace=4)
    with pytest.raises(Conflict):
        await house.room.change("wire", {"pace": 5}, whole=False, revision=first.changed)
    now = (await house.room.settings("wire")).changed
    both = [house.room.change("wire", {"pace": pace}, whole=False, revision=now) for pace in (6, 7)]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == ["Conflict", "Shown"]


async def test_settings_that_the_plugin_does_not_start_with_are_taken_back(storage: Storage, tmp_path: Path) -> None:
    house = await House(storage, tmp_path).begin()
    await house.set(url="http://a", token=CANARY)
    with pytest.raises(Conflict) as caught:
        await house.set(pace=99)
    assert "too fast" in str(caught.value)
    assert CANARY not in f"{caught.value} {caught.value.remedy}"
    assert house.state[0] == "running"
    assert (await house.room.settings("wire")).values["pace"] == 3


async def test_a_trial_asks_the_connection_and_keeps_nothing(storage: Storage, tmp_path: Path) -> None:
    house = await House(storage, tmp_path).begin()
    found = await house.room.test("wire", {"url": "http://a", "token": CANARY})
    assert (found.state, found.detail) == ("ok", "spoke to http://a as ***")
    found = await house.room.test("wire", {"url": "http://a"})
    assert found.state == "down"
    assert "no token for http://a" in found.detail
    found = await house.room.test("wire", {"url": "http://a", "token": CANARY, "pace": 99})
    assert (found.state, "too fast for ***" in found.detail) == ("down", True)
    with pytest.raises(Invalid):
        await house.room.test("wire", {"pace": 2})
    assert (await port.get(storage, "wire")).version == 0
    assert house.state[0] == "needs_settings"
    await house.set(url="http://a", token=CANARY)
    assert (await house.room.test("wire", {})).state == "ok"
    assert house.state[0] == "running"


async def test_a_plugin_without_the_check_says_so(storage: Storage, tmp_path: Path) -> None:
    house = await House(storage, tmp_path, plugin=lambda *_: object()).begin()
    with pytest.raises(Unsupported, match="connection"):
        await house.room.test("wire", {"url": "http://a"})


async def test_kept_settings_follow_a_new_version_of_the_model(storage: Storage, tmp_path: Path) -> None:
    await (await House(storage, tmp_path).begin()).set(url="http://a", token=CANARY)
    sealed = (await port.get(storage, "wire")).secrets["token"]
    house = await House(storage, tmp_path, model=Second, plugin=lambda *_: object()).begin()
    assert house.state[0] == "loaded"
    kept = await port.get(storage, "wire")
    assert (kept.version, dict(kept.values), kept.changed_by) == (2, {"address": "http://a"}, "ann")
    assert kept.secrets["token"] == sealed
    assert (await house.room.settings("wire")).values["address"] == "http://a"


async def test_settings_that_cannot_follow_stay_as_they_were_and_can_be_given_anew(
    storage: Storage, tmp_path: Path
) -> None:
    await (await House(storage, tmp_path).begin()).set(url=f"http://{CANARY}/strange", token=CANARY)
    before = await port.get(storage, "wire")
    house = await House(storage, tmp_path, model=Second, plugin=lambda *_: object()).begin()
    assert house.state[0] == "failed"
    assert "RuntimeError: what is *** with ***?" in house.state[1]
    assert await port.get(storage, "wire") == before
    shown = await house.room.settings("wire")
    assert CANARY not in shown.problem
    assert "RuntimeError" in shown.problem
    shown = await house.room.change("wire", {"address": "http://b"}, whole=True, revision=shown.changed)
    assert (shown.problem, shown.values["address"], shown.values["token"]["set"]) == ("", "http://b", True)
    assert house.state[0] == "running"


async def test_a_secret_whose_key_is_gone_says_so_and_is_set_anew(storage: Storage, tmp_path: Path) -> None:
    await (await House(storage, tmp_path).begin()).set(url="http://a", token=CANARY)
    (tmp_path / "secret.key").unlink()
    house = await House(storage, tmp_path).begin()
    assert house.state == ("failed", "token: It is set, but its key is gone.")
    assert "mediad plugin set wire --secret token" in house.host.states()[0].remedy
    shown = await house.room.settings("wire")
    assert shown.values["token"]["problem"] == "It is set, but its key is gone."
    await house.set(pace=4)
    assert (await house.room.settings("wire")).values["token"]["set"] is True
    shown = await house.set(token="another")
    assert (shown.values["token"]["problem"], house.state[0]) == ("", "running")


async def test_a_key_that_others_can_read_costs_no_secret(storage: Storage, tmp_path: Path) -> None:
    await (await House(storage, tmp_path).begin()).set(url="http://a", token=CANARY)
    (tmp_path / "secret.key").chmod(0o644)
    house = await House(storage, tmp_path).begin()
    assert "can be read by others" in house.state[1]
    await house.set(pace=4)
    (tmp_path / "secret.key").chmod(0o600)
    assert (await House(storage, tmp_path).begin()).state[0] == "loaded"
    assert Wire.made[-1].token.get_secret_value() == CANARY


async def test_a_row_pasted_from_another_plugin_opens_nothing(storage: Storage, tmp_path: Path) -> None:
    await (await House(storage, tmp_path).begin()).set(url="http://a", token=CANARY)
    kept = await port.get(storage, "wire")
    await storage.write(lambda tx: port.put(tx, "wire-other", kept))
    house = House(storage, tmp_path)
    with pytest.raises(Exception, match="belongs to another plugin"):
        await house.room._settings.given(house.found(), "wire-other", {})


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Give what both formats of the log have."""
    text, root = StringIO(), logging.getLogger()
    handlers = [logging.StreamHandler(text), logging.StreamHandler(text)]
    level = root.level
    root.setLevel(logging.DEBUG)
    for handler, formatter in zip(handlers, (JsonFormatter(), ConsoleFormatter()), strict=True):
        handler.setFormatter(formatter)
        root.addHandler(handler)
    yield text
    root.setLevel(level)
    for handler in handlers:
        root.removeHandler(handler)


async def test_no_secret_is_in_the_log_or_in_a_report(storage: Storage, tmp_path: Path, written: StringIO) -> None:
    house = await House(storage, tmp_path).begin()
    await house.set(url="http://a", token=CANARY, login={"user": "u", "password": CANARY})
    with pytest.raises(Invalid):
        await house.set(pace=CANARY)
    with pytest.raises(Conflict) as refused:
        await house.set(pace=99)
    await house.room.test("wire", {"pace": 99, "token": TRIED})
    told = f"{refused.value} {refused.value.remedy}"
    told += f"{house.host.states()} {await house.room.settings('wire')} {house.host.trace('wire', 0)} {Wire.made}"
    told += repr(await house.room._settings.now(Target(found=house.found(), address="wire")))
    assert CANARY not in told
    assert "too fast for ***" in written.getvalue()
    assert CANARY not in written.getvalue()
    assert TRIED not in told + written.getvalue()
    assert CANARY not in str([tuple(row) for row in await storage.fetch_all("plugin_settings.all")])


async def test_a_plugin_that_asks_for_something_waits_for_approval(storage: Storage, tmp_path: Path) -> None:
    network = {"network": Permission(reason="Asks the catalogue", hosts=("api.example.org",))}
    house = await House(storage, tmp_path, permissions=network, configured={"url": "http://a"}).begin()
    assert house.state == (
        "needs_approval", "it asks for network (hosts: api.example.org): Asks the catalogue",
    )  # fmt: skip
    assert house.host.states()[0].remedy.endswith("`mediad plugin approve wire`.")
    assert Wire.made == []
    with pytest.raises(Conflict, match="Nothing of wire is imported"):
        await house.room.settings("wire")
    [asked] = await house.room.approve("wire", by="ann")
    assert (asked.approved, asked.sentence, house.state[0]) == (True, "Reach these hosts by HTTP.", "running")
    assert (await House(storage, tmp_path, permissions=network, configured={"url": "http://a"}).begin()).state[0] == (
        "loaded"
    )
    await house.room.withdraw("wire")
    assert house.state[0] == "needs_approval"
    with pytest.raises(Conflict, match="Nobody approved"):
        await house.room.withdraw("wire")


async def test_one_that_asks_for_nothing_and_one_of_the_configuration_wait_for_nobody(
    storage: Storage, tmp_path: Path
) -> None:
    assert (await House(storage, tmp_path, configured={"url": "http://a"}).begin()).state[0] == "loaded"
    house = House(storage, tmp_path, configured={"url": "http://a"}, permissions={"media": Permission(reason="Reads")})
    house.approved = True
    assert (await house.begin()).state[0] == "loaded"
    assert [each.approved for each in await house.room.permissions("wire")] == [True]
    with pytest.raises(Conflict, match="so nothing that is withdrawn counts") as caught:
        await house.room.withdraw("wire")
    assert "plugins.wire.approve" in caught.value.remedy


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        ({"hosts": ("a", "b")}, {"hosts": ("a",)}, True),
        ({"hosts": ("a",)}, {"hosts": ("a",), "reason": "Other words"}, True),
        ({"hosts": ("a",)}, {"hosts": ("a", "b")}, False),
        ({}, {"access": "write"}, False),
        ({"access": "write"}, {}, True),
        ({"access": "write"}, {"access": "write"}, True),
    ],
)
async def test_who_asks_for_more_is_approved_anew_and_who_asks_for_less_is_not(
    storage: Storage, tmp_path: Path, before: dict[str, Any], after: dict[str, Any], *, stays: bool
) -> None:
    house = await House(
        storage,
        tmp_path,
        configured={"url": "http://a"},
        permissions={"library": Permission(**{"reason": "r"} | before)},
    ).begin()
    await house.room.approve("wire")
    house.permissions = {"library": Permission(**{"reason": "r"} | after)}
    again = House(storage, tmp_path, configured={"url": "http://a"}, permissions=house.permissions)
    assert ((await again.begin()).state[0] == "loaded") is stays
    [asked] = await again.room.permissions("wire")
    assert asked.approved is stays
    assert asked.former is not None


async def test_who_leaves_its_process_is_approved_anew(storage: Storage, tmp_path: Path) -> None:
    media = {"media": Permission(reason="Reads")}
    house = await House(storage, tmp_path, configured={"url": "http://a"}, permissions=media).begin()
    found = house.found()
    assert found.manifest is not None
    apart = replace(found, manifest=replace(found.manifest, isolation="process"))
    await house.room._approvals.approve(apart)
    assert [each.approved for each in await house.room._approvals.asked(apart)] == [True]
    assert [each.approved for each in await house.room._approvals.asked(found)] == [False]
    await house.room._approvals.approve(found)
    assert [each.approved for each in await house.room._approvals.asked(apart)] == [True]
