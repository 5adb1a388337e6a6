"""The whole API over a real server, storage, accounts, queue and feed, with a catalogue of toys.

Only what touches disks is a stand-in: bytes and pictures come from memory, conversions are only enqueued.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import aiohttp
from contract.toy_library import TOY, Disk, of_file, says, toy
from fakes import MemorySource
from integration.http.toy_programs import Programs

from mediad.accounts.access import Access
from mediad.accounts.app_passwords import AppPasswords
from mediad.accounts.identities import Identities
from mediad.accounts.outsiders import Outsiders
from mediad.accounts.passwords import Passwords
from mediad.accounts.sign_ins import SignIns
from mediad.accounts.users import Profile, Users
from mediad.app.secrets import Secrets
from mediad.config.sign_in import SignInRules
from mediad.events.feed import Feed
from mediad.events.pump import Pump
from mediad.http import api
from mediad.http.about import About
from mediad.http.accel import Accel
from mediad.http.dispatch import Dispatcher, Surroundings
from mediad.http.feed import LiveFeed
from mediad.http.kept import Kept, KeptWhole
from mediad.http.options import HttpOptions
from mediad.http.server import serve
from mediad.jobs.queue import Queue
from mediad.jobs.schedules import Schedules
from mediad.library.inventory.scene import Tools
from mediad.library.matching.policy import Policy
from mediad.library.matching.room import Matching
from mediad.plugins.administration import Shown
from mediad.plugins.approval import Asked
from mediad.plugins.installing.places import Places
from mediad.plugins.installing.running import Adopted
from mediad.plugins.states import Report
from mediad.plugins.trace import Traced
from mediad.storage.ports import accounts as accounts_port
from mediad.storage.ports import delivery, events
from mediad.telemetry.health import HealthChecks
from mediad.vault.place import Place
from mediad.vault.vault import Vault
from mediad_sdk import Artwork, Companion, Position, Work
from mediad_sdk.errors import Invalid, NotFound
from mediad_sdk.permissions import ROLES
from mediad_sdk.settings import PluginSettings
from mediad_sdk.values.events import Event
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.jobs import JobRun, JobType, Schedule

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from engines import Database

    from mediad.http.route import Route
    from mediad.storage.ports.viewer import Viewer
    from mediad.storage.units import Storage, Transaction

SQL = (Path(__file__).parents[2] / "contract" / "toy", Path(__file__).parent / "sql")
PASSWORD = "correct horse battery"
BYTES = bytes(range(256)) * 40
SEEN, HIDDEN = "/srv/seen", "/srv/hidden"
"""The libraries; members see the first one alone."""


@dataclass
class Disks:
    """Files and pictures from memory, for those who may see them."""

    storage: Storage

    async def open(self, viewer: Viewer, uid: str) -> Any:
        placed = await delivery.file(self.storage, viewer, uid)
        return SimpleNamespace(
            source=MemorySource(BYTES), name=placed.display, media_type="video/mp4", path=placed.path,
            root_path=placed.root_path,
        )  # fmt: skip

    async def get(self, viewer: Viewer, uid: str, *, width: int, height: int, accept: str) -> Any:
        await delivery.picture(self.storage, viewer, uid)
        webp = "image/webp" in accept or "*/*" in accept
        media_type = "image/webp" if webp else "image/jpeg"
        return SimpleNamespace(data=b"%dx%d" % (width, height), media_type=media_type, etag=f'"{width}{media_type}"')


class Conversions:
    """Enqueues what would be converted."""

    def __init__(self) -> None:
        self.profiles = self
        self.asked: list[tuple[str, str, str]] = []
        self.removed: list[str] = []

    async def describe(self, *, anew: bool = False) -> list[dict[str, Any]]:
        about = {"label": "H", "media": "video", "container": "mp4", "suffix": "mp4", "mime": "video/mp4"}
        also = {"rendition": "h", "tags": {}, "needs": ["vaapi"], "instead": "cpu", "usable": False}
        return [{"id": "h264", **about, **also, "reason": "It was tried anew." if anew else "There is no ffmpeg."}]

    async def fits(self, item: str, edition: str = "") -> list[dict[str, Any]]:
        return [{**each, "usable": True, "fit": 0.7, "reason": f"{item} {edition}"} for each in await self.describe()]

    async def start(self, jobs: Any, item: str, profile: str, edition: str = "", *, owner: str = "") -> str:
        self.asked.append((item, profile, edition))
        return str(await jobs.enqueue("encode", {"item": item, "profile": profile}, owner=owner))

    async def remove(self, edition: str) -> None:
        self.removed.append(edition)


class TidyArgs(PluginSettings):
    """What tidying takes."""

    shelf: str
    deep: bool = False


async def _tidy(_: JobRun) -> None:
    """Nobody runs it here."""


class Plugins:
    """One plugin that failed, and the jobs of another."""

    def __init__(self) -> None:
        self._brought = Programs().brought()

    def by_instance(self, cls: type[Any]) -> dict[str, tuple[Any, ...]]:
        return self._brought.get(cls, {})

    def all(self, _cls: type[Any]) -> list[Any]:
        return [JobType(id="toys.tidy", handler=_tidy, args=TidyArgs), JobType(id="toys.count", handler=_tidy)]

    def trace(self, instance: str, after: int) -> list[Traced] | None:
        entry = {"hook": "health toys", "started": 1, "ms": 2.5, "loop_ms": 0.5, "outcome": "ok", "correlation_id": "r"}
        numbers = range(after + 1, 4) if instance == "toys" else None
        return numbers and [Traced(number=number, **entry) for number in numbers]  # type: ignore[arg-type]  # mixed

    async def enable(self, instance: str) -> None:
        if instance != "toys":
            raise NotFound

    disable = enable

    async def reload(self, instance: str) -> tuple[str, ...]:
        await self.enable(instance)
        return ()

    async def admit(self) -> list[str]:
        return []

    def states(self) -> list[Report]:
        return [
            Report(
                plugin="toys", instance="toys", distribution="mediad-plugin-toys", version="1", name="Toys",
                summary="Toys.", state="failed", reason="It raised.", remedy="Mend it.", error={"code": "x"},
                brings={"media_types": ("toy",)},
            )
        ]  # fmt: skip


@dataclass
class Settable:
    """One plugin that can be set, and asks for something."""

    kept: dict[str, Any] = field(default_factory=dict)
    changed: int = 0
    approved: bool = False

    async def settings(self, address: str) -> Shown:
        if address != "toys":
            raise NotFound(f"There is no plugin {address[:100]!r}.")
        schema = {"type": "object", "properties": {"size": {"type": "integer"}, "token": {"writeOnly": True}}}
        values = {"size": self.kept.get("size", 3), "token": {"set": "token" in self.kept, "changed": None}}
        origins = {key: {"from": "api", "place": ""} for key in values}
        return Shown(
            instance="toys", schema=schema, values=values, origins=origins, problem="", errors=(("/size", "is odd"),),
            changed=self.changed, changed_by="",
        )  # fmt: skip

    async def change(self, address: str, wanted: Any, *, whole: bool, revision: int, by: str = "") -> Shown:
        if "sice" in wanted:
            raise Invalid("The settings were refused.", places=(("/sice", "is no setting of toys"),))
        self.kept, self.changed = ({} if whole else self.kept) | wanted, self.changed + 1
        return await self.settings(address)

    async def test(self, address: str, wanted: Any, *, whole: bool = False) -> Health:
        await self.settings(address)
        return Health(state="ok" if "token" in wanted else "down", detail="asked")

    async def permissions(self, address: str) -> list[Asked]:
        await self.settings(address)
        facts = {"hosts": ["a"]}
        return [Asked(name="network", sentence="s", reason="r", facts=facts, former=None, approved=self.approved)]

    async def approve(self, address: str, *, by: str = "") -> list[Asked]:
        self.approved = True
        return await self.permissions(address)

    async def withdraw(self, address: str) -> list[Asked]:
        self.approved = False
        return await self.permissions(address)


class Telemetry:
    """Everything is well."""

    async def readiness(self) -> dict[str, Health]:
        return {"database": Health(state="ok")}

    async def metrics(self) -> bytes:
        return b"mediad_up 1\n"


class Uninstalled:
    """Nothing was installed, and nothing may be."""

    api = False
    places = Places(Path("/nonexistent"))

    async def adopt(self) -> Adopted:
        return Adopted()


class Nothing:
    """One plugin that is gone kept a value."""

    async def all(self) -> list[Kept]:
        return [Kept(plugin="gone", installed=False, keeps=("values",))]

    async def one(self, plugin: str) -> KeptWhole:
        if plugin != "gone":
            raise NotFound(f"Nothing is kept of {plugin}.")
        counts = dict.fromkeys(("settings", "secrets", "jobs", "links", "works", "files", "bytes"), 0)
        return KeptWhole(plugin=plugin, installed=False, tables={}, values=1, approved=False, **counts)

    async def check(self, plugin: str) -> None:
        await self.one(plugin)


@dataclass
class Whole:
    """A running API, its callers' keys by name, and what lies behind it."""

    session: aiohttp.ClientSession
    port: int
    routes: list[Route]
    disk: Disk
    users: Users
    queue: Queue
    feed: Feed
    conversions: Conversions
    keys: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def storage(self) -> Storage:
        return self.disk.storage

    def ask(self, method: str, path: str, who: str = "administrator", **given: Any) -> Any:
        """Send a request as one of the callers; `match` is the ETag that an edit is based on."""
        headers = given.pop("headers", {})
        if who in self.keys:
            headers["Authorization"] = f"Bearer {self.keys[who]}"
        if "match" in given:
            headers["If-Match"] = given.pop("match")
        address = f"http://127.0.0.1:{self.port}{path if path.startswith('/') else f'/api/v1/{path}'}"
        return self.session.request(method, address, headers=headers, allow_redirects=False, **given)

    async def get(self, path: str, who: str = "administrator", *, status: int = 200, **given: Any) -> Any:
        """Read JSON, and expect a status."""
        return await self.send("GET", path, who, status=status, **given)

    async def send(self, method: str, path: str, who: str = "administrator", *, status: int = 200, **given: Any) -> Any:
        """Send JSON, and expect a status."""
        async with self.ask(method, path, who, **given) as answer:
            body = await answer.read()
            assert answer.status == status, (method, path, answer.status, body.decode())
            return await answer.json(content_type=None) if body else None

    async def tag(self, path: str, who: str = "administrator") -> str:
        """Give the ETag of a thing."""
        async with self.ask("GET", path, who) as answer:
            assert answer.status == 200
            return str(answer.headers["ETag"])


def _ways_in(storage: Storage, clock: Any, users: Users, access: Access, options: dict[str, Any]) -> dict[str, Any]:
    rules, methods = options.pop("sign_in", SignInRules()), options.pop("methods", {})
    outsiders = Outsiders(storage, clock, users, lambda: rules)
    return {"outsiders": outsiders, "sign_ins": SignIns(access, outsiders, clock, lambda: methods, lambda: rules)}


@asynccontextmanager
async def whole(database: Database, **options: Any) -> AsyncIterator[Whole]:
    """Run the API over a database that is filled by hand."""
    async with AsyncExitStack() as stack:
        storage = await stack.enter_async_context(database.open(sql=SQL))
        disk = Disk(storage, offset=1000)
        clock, passwords = disk.clock, Passwords()
        users, access = Users(storage, clock, passwords), Access(storage, clock, passwords)
        queue, feed = Queue(storage, clock, dict), Feed(storage, clock)
        schedules = Schedules(storage, clock, queue, dt.UTC)
        schedules.set([Schedule(id="toys.nightly", job="toys.tidy", cron="0 3 * * *")])
        checks, live, conversions = _checks(), LiveFeed(feed), Conversions()
        disks, identities = Disks(storage), Identities(storage, clock)
        vault = Vault(Place(path=Path(stack.enter_context(TemporaryDirectory())) / "secret.key"))
        services = api.Services(
            about=About(
                version="1.0", sdk_version="1.0", engine=storage.engine, started=clock.now - 5000, python="3.11",
                address=lambda: "http://127.0.0.1:8484",
            ),
            clock=clock, storage=storage, telemetry=Telemetry(), checks=checks, feed=feed, live=live,
            plugins=Plugins(), users=users, people=identities, access=access, queue=queue,
            schedules=schedules,
            **_ways_in(storage, clock, users, access, options), external=options.pop("external", ""),
            app_passwords=AppPasswords(storage, clock, identities, vault), secrets=Secrets(storage, vault),
            administration=Settable(), packages=Uninstalled(), plugin_data=Nothing(),
            catalogue=disk.catalogue, encoding=conversions, files=disks, pictures=disks,  # type: ignore[arg-type]
            matching=Matching(storage, disk.catalogue, clock, options.pop("providers", tuple), Policy),
            tools=Tools(storage=storage, disk=None, catalogue=disk.catalogue, clock=clock, types={"toy": TOY}),  # type: ignore[arg-type]
            own_place=lambda root: "the cellar" if root.startswith("/cellar") else "",
            reload=options.pop("reload", _reloaded), accel=options.pop("accel", Accel()),
        )  # fmt: skip
        routes = api.routes(services)
        chosen = HttpOptions(**{"port": 0, "anonymous_limit": 1_000_000, **options})
        around = Surroundings(authenticator=identities, chapters=api.chapters(services))
        dispatcher = Dispatcher(api.first_routes(services), chosen, around)
        stack.push_async_callback(_ended, asyncio.create_task(Pump(storage, clock).run()))
        listening = await stack.enter_async_context(serve(dispatcher, chosen))
        stack.callback(live.close)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        it = Whole(session, listening.port or 0, routes, disk, users, queue, feed, conversions)
        await fill(it)
        await people(it, access)
        yield it


def _checks() -> HealthChecks:
    checks = HealthChecks()
    checks.add(HealthCheck(id="disk", check=_degraded))
    return checks


async def _reloaded() -> tuple[str, ...]:
    return ("server.port",)


async def _degraded() -> Health:
    return Health(state="degraded", detail="It is nearly full.", remedy="Free some space.")


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def fill(it: Whole) -> None:
    """Put toys into two libraries: some shared, one above an age, one merged away, one gone."""
    disk = it.disk
    box = Work(kind="box", key="box", documents=(says("The Box", genres=["wood"]),))
    pieces = [
        Work(
            kind="piece", key=f"p{n}", parent=box, position=Position(label=str(n), value=n),
            documents=(says(f"Piece {n}"),), editions=(of_file(b"piece%d.bin" % n),),
        )
        for n in range(1, 4)
    ]  # fmt: skip
    await disk.say("box", *pieces, library=SEEN)
    many = [
        toy(f"Toy {n:02}", b"toy%d.bin" % n, documents=(says(f"Toy {n:02}", genres=["tin" if n % 2 else "wood"],
            credits=[{"name": "Ann Maker", "role": "maker"}]),))
        for n in range(1, 13)
    ]  # fmt: skip
    adult = toy("Rum", b"rum.bin", documents=(says("Rum", certificates=[{"value": "18", "age": 18}]),))
    pictured = toy(
        "Pictured", b"pictured.bin", artwork=(Artwork(role="cover", file=b"cover.jpg"),),
        companions=(Companion(role="subtitle", files=(b"pictured.srt",)),),
    )  # fmt: skip
    await disk.say("toys", *many, adult, pictured, library=SEEN)
    await disk.say(
        "secret", toy("Secret", b"secret.bin", artwork=(Artwork(role="cover", file=b"s.jpg"),)), library=HIDDEN
    )
    await disk.say("shared", toy("Toy 01", b"better.bin"), library=HIDDEN)
    for name, kind, key in (
        ("box", "box", "box"), ("piece", "piece", "p1"), ("toy", "toy", "toy 01"), ("second", "toy", "toy 02"),
        ("merged", "toy", "toy 11"), ("rum", "toy", "rum"), ("secret", "toy", "secret"),
        ("pictured", "toy", "pictured"),
    ):  # fmt: skip
        it.ids[name] = await disk.uid(kind, key)
    pictured = await disk.item("toy", "pictured")
    it.ids |= {"file": pictured["editions"][0]["parts"][0]["files"][0]["id"], "cover": pictured["artwork"][0]["id"]}
    it.ids |= {"seen": disk.libraries[SEEN].uid, "hidden": disk.libraries[HIDDEN].uid}
    numbers = await accounts_port.libraries(it.storage)
    assert {each.uid for each in numbers} >= {it.ids["seen"], it.ids["hidden"]}

    async def unit(tx: Transaction) -> None:
        await events.record(tx, [Event(type="item.added", at=disk.clock.now, library=it.ids["hidden"])])
        await events.record(tx, [Event(type="item.added", at=disk.clock.now, library=it.ids["seen"])])

    await it.storage.write(unit)


async def people(it: Whole, access: Access) -> None:
    """Add a user of every role, each with a key, and keys that may do one thing alone."""
    roles = [
        accounts_port.Role(name=name, permissions=frozenset(held), libraries=("*",), origin="core")
        for name, held in ROLES.items()
    ]
    clerk = frozenset({"users.manage", "me.write", "me.read"})
    roles.append(accounts_port.Role(name="clerk", permissions=clerk, libraries=("*",), origin="file"))
    await it.storage.write(lambda tx: accounts_port.declare_roles(tx, roles))
    hidden = it.disk.libraries[HIDDEN].id
    for role in (*ROLES, "clerk"):
        rights = {} if role == "administrator" else {hidden: "none"}
        age = 12 if role == "guest" else None
        account = await it.users.add(
            Profile(name=f"The {role}", role=role, libraries=rights, max_age=age), PASSWORD if role == "member" else ""
        )
        it.ids[role] = account.uid
        _, it.keys[role] = await access.add_key(account.id, "tests")
        if role == "administrator":
            for scope in ("items.read", "me.write"):
                _, it.keys[scope] = await access.add_key(account.id, scope, [scope])
