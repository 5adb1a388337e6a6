"""What a plugin keeps goes when somebody says so, and nothing else goes with it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from contract.test_kind_extensions import put
from contract.test_lent_library import personal
from contract.test_plugin_tables import FIRST
from contract.test_plugin_tables import put as written

from mediad.app.plugin_data import PluginData
from mediad.host.saying import Saying
from mediad.library.catalogue.catalogue import Catalogue
from mediad.library.catalogue.item import Items
from mediad.library.kinds import KindTable
from mediad.storage.ports import jobs, matches, plugin_approvals, plugin_settings
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.matches import Match
from mediad.storage.ports.plugin_choices import Choice, PluginChoices
from mediad.storage.ports.plugin_settings import Kept, Sealed
from mediad.storage.ports.plugin_tables import PluginTables
from mediad.storage.ports.plugins import PluginStore
from mediad.storage.statements import Statement
from mediad_sdk import Field
from mediad_sdk.errors import Conflict, NotFound
from mediad_sdk.values.kinds import KindExtension

if TYPE_CHECKING:
    from pathlib import Path

    from contract.toy_library import Disk

    from mediad.storage.ports import Storage, Transaction

KEPT = (
    "plugin_store", "plugin_settings", "plugin_choice", "plugin_approval", "plugin_migration", "schedule", "document",
    "provider_match", "facet", "page_key", "search_text", "user_state", "artwork", "presence", "field_lock", "job",
    "account", "account_link", "session",
)  # fmt: skip  # tables whose rows are compared


@dataclass
class There:
    """A host and the folders of plugins; who is there is said."""

    place: Path
    present: dict[str, str] = field(default_factory=dict)
    provides: dict[str, list[Any]] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)

    def instances(self, plugin: str) -> list[Any]:
        return [type("Instance", (), {"state": state}) for name, state in self.present.items() if name == plugin]

    def by_instance(self, _: type[Any]) -> dict[str, list[Any]]:
        return self.provides

    def places(self) -> tuple[Path, ...]:
        return self.place / "files", self.place / "cache", self.place / "http"

    def forget(self, plugin: str) -> None:
        self.forgotten.append(plugin)


class Run:
    """A job that runs."""

    def __init__(self, plugin: str) -> None:
        self.args = {"plugin": plugin}
        self.said: list[str] = []

    async def log(self, message: str, *, level: str = "info") -> None:
        self.said.append(message)

    async def progress(self, fraction: float, message: str = "") -> None:
        assert 0 < fraction <= 1


@pytest.fixture
async def library(disk: Disk) -> Disk:
    """Give works, of which somebody likes one, and plugins may say things."""
    fields = {name: (Field(name=f"{name}_place", search=True),) for name in ("recipes", "recipes_more")}
    table = KindTable(
        [next(iter(disk.catalogue.kinds.types.values()))],
        extensions=[KindExtension(id=name, kind="toy", fields=some) for name, some in fields.items()],
    )
    disk.catalogue, disk.items = Catalogue(table, disk.clock), Items(table)
    await disk.say("a", put("Alien", "cellar"), put("Brazil", "attic"))
    people = await personal(disk)
    await people.favour("ann", await disk.uid("toy", "alien"), favourite=True)
    return disk


async def keep(disk: Disk, there: There, plugin: str, folder: Path) -> None:
    """Let a plugin keep something of every sort, in two instances."""
    storage = disk.storage
    await asyncio.to_thread(folder.mkdir)
    await PluginTables(storage, plugin, written(folder, FIRST.replace("recipes__", f"{plugin}__"))).migrate(1)
    saying = Saying(storage, disk.catalogue, disk.clock)
    sealed = {"token": Sealed(text="sealed", changed=1)}
    for instance in (plugin, f"{plugin}-second"):
        await PluginStore(storage, instance).put("last", "3")
        kept = Kept(version=1, values={"url": "http://a"}, secrets=sealed, changed=1)
        await PluginChoices(storage, disk.clock).put(instance, Choice(enabled=False))
        await saying.say(instance, await disk.uid("toy", "alien"), {f"{plugin}_place": f"of {instance}"})
        for place in there.places():
            (place / instance / "deep").mkdir(parents=True)
            (place / instance / "deep/file").write_text("four")

        async def unit(tx: Transaction, instance: str = instance, kept: Kept = kept) -> None:
            await plugin_settings.put(tx, instance, kept)
            await _sign_in(tx, instance)
            await tx.execute("jobs.see_schedule", {"id": f"{instance}.daily", "at": 1})
            new = jobs.NewJob(
                type=f"{instance}.work", args={}, key="", priority=0, now=1, due=1, lane="default", attempts=1
            )
            await jobs.enqueue(tx, new)

        await storage.write(unit)
    await storage.write(lambda tx: _look_up(tx, disk, plugin))


async def _look_up(tx: Transaction, disk: Disk, plugin: str) -> None:
    """Let a plugin be approved, and its provider tell something of a work."""
    approval = plugin_approvals.Approval(permissions={}, version="1", approved=1, approved_by="")
    await plugin_approvals.put(tx, plugin, approval)
    number = await _number(tx, "Brazil")
    await matches.write(tx, number, [Match(provider=plugin, id="7", title="Brazil", tried=1)])
    await matches.say(tx, number, {plugin: json.dumps({f"{plugin}_place": "looked up"})}, 1, 1)
    await disk.catalogue.refresh(tx, [number])


async def _sign_in(tx: Transaction, instance: str) -> None:
    """Let Ann be known to a plugin, and signed in by it."""
    [uid], number = new_uids(5, 1), await tx.reserve("account_link", 1)
    link = {"id": number, "uid": uid, "account": 1, "instance": instance, "subject": "ann", "made": 0, "created": 5}
    await tx.execute("account_links.add", link)
    session = {"token": instance.encode(), "account": 1, "created": 5, "expires": 9, "agent": "", "address": ""}
    await tx.execute("accounts.open_session", {**session, "method": instance})


async def _number(tx: Transaction, title: str) -> int:
    sql = f"SELECT id FROM subject WHERE title = '{title}'"
    rows = await tx.fetch_all(Statement(name="t", about="", sql=sql, parameters=()))
    return int(rows[0][0])


async def state(storage: Storage, there: There) -> dict[str, Any]:
    """Give all that must not be touched of others."""
    found: dict[str, Any] = {}
    for table in KEPT:
        rows = await storage.fetch_all(Statement(name="t", about="", sql=f"SELECT * FROM {table}", parameters=()))
        found[table] = sorted(repr(tuple(row)) for row in rows)
    found["files"] = sorted(str(path) for path in there.place.rglob("*"))
    return found


def data(disk: Disk, there: There) -> PluginData:
    return PluginData(disk.storage, disk.clock, disk.catalogue, there, there)  # type: ignore[arg-type]  # stands for both


async def test_all_of_a_plugin_goes_and_nothing_of_others(library: Disk, tmp_path: Path) -> None:
    there = There(tmp_path / "kept")
    await keep(library, there, "recipes_more", tmp_path / "more")
    before = await state(library.storage, there)
    await keep(library, there, "recipes", tmp_path / "own")
    assert (await library.item("toy", "alien"))["fields"]["recipes_place"].startswith("of recipes")
    room = data(library, there)

    assert {each.plugin: each.keeps for each in await room.all()}["recipes"] == (
        "approvals", "files", "settings", "sign-ins", "tables", "values",
    )  # fmt: skip
    whole = await room.one("recipes")
    assert (whole.tables, whole.values, whole.settings, whole.secrets) == ({"recipes__cooked": 0}, 2, 4, 2)
    counts = (whole.approved, whole.jobs, whole.links, whole.works, whole.files, whole.bytes)
    assert counts == (True, 2, 2, 2, 6, 24)

    done = await room.job_type().handler(Run("recipes"))  # type: ignore[arg-type]  # stands for it
    assert done == {"plugin": "recipes", "removed": whole.told()}
    assert there.forgotten == ["recipes"]
    after = await state(library.storage, there)
    before["job"] = after["job"]  # the jobs that waited are told as cancelled, below
    assert after == before
    assert "recipes_place" not in (await library.item("toy", "alien"))["fields"]
    assert (await library.item("toy", "alien"))["fields"]["recipes_more_place"].startswith("of recipes_more")
    states = await library.storage.fetch_all(
        Statement(name="t", about="", sql="SELECT type, state FROM job ORDER BY type", parameters=())
    )
    assert {row[0]: row[1] for row in states} == {
        "recipes-second.work": "cancelled", "recipes.work": "cancelled",
        "recipes_more-second.work": "queued", "recipes_more.work": "queued",
    }  # fmt: skip
    assert [each.plugin for each in await room.all()] == ["recipes_more"]
    with pytest.raises(NotFound, match="Nothing is kept of a plugin 'recipes'"):
        await room.one("recipes")


async def test_what_a_provider_of_another_plugin_looked_up_stays(library: Disk, tmp_path: Path) -> None:
    there = There(tmp_path / "kept", provides={"fork": [type("Provider", (), {"id": "recipes"})]})
    await keep(library, there, "recipes", tmp_path / "own")
    room = data(library, there)
    assert (await room.one("recipes")).works == 1  # what its second instance said
    await room.job_type().handler(Run("recipes"))  # type: ignore[arg-type]  # as above
    number = await library.storage.write(lambda tx: _number(tx, "Brazil"))
    assert list(await matches.of_subject(library.storage, number)) == ["recipes"]


async def test_what_is_installed_keeps_what_it_has(library: Disk, tmp_path: Path) -> None:
    there = There(tmp_path / "kept", present={"recipes": "running"})
    await keep(library, there, "recipes", tmp_path / "own")
    room, before = data(library, there), await state(library.storage, there)
    with pytest.raises(Conflict, match="is installed") as caught:
        await room.check("recipes")
    assert "mediad plugin remove recipes --data" in caught.value.remedy
    with pytest.raises(Conflict):
        await room.job_type().handler(Run("recipes"))  # type: ignore[arg-type]  # as above
    assert await state(library.storage, there) == before

    there.present["recipes"] = "disabled"  # and one that is switched off stays so
    await room.job_type().handler(Run("recipes"))  # type: ignore[arg-type]  # as above
    assert (await PluginChoices(library.storage, library.clock).all())["recipes"] == Choice(enabled=False)
    assert (await room.one("recipes")).told() == ["nothing"]


async def test_where_the_tables_cannot_be_taken_back_nothing_is_removed(library: Disk, tmp_path: Path) -> None:
    there = There(tmp_path / "kept")
    await keep(library, there, "recipes", tmp_path / "own")
    broken = Statement(name="t", about="", sql="UPDATE plugin_migration SET down = 'DROP TABLE no_such'", parameters=())

    async def unit(tx: Transaction) -> None:
        await tx.execute(broken)

    await library.storage.write(unit)
    before = await state(library.storage, there)
    with pytest.raises(Exception, match="no_such"):
        await data(library, there).job_type().handler(Run("recipes"))  # type: ignore[arg-type]  # as above
    assert await state(library.storage, there) == before


async def test_nothing_is_kept_of_what_was_never_there(library: Disk, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        await data(library, There(tmp_path)).check("recipes")
