"""Scans of a real disk by real workers into the real catalogue."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections import Counter
from contextlib import AsyncExitStack, closing
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from disks import JobStub

from mediad.app import upkeep
from mediad.app.library import open_library
from mediad.config import Config
from mediad.config.models import Retention, Storage
from mediad.library.inventory.deciding import REMOVING, decide_hold, removal, remove_library, retention
from mediad.library.inventory.declaring import declare
from mediad.library.inventory.watching import Watching
from mediad.storage.ports import holds, libraries, problems
from mediad.workers.watcher import Change
from mediad_sdk.values.kinds import MediaType

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping
    from pathlib import Path

    from conftest import House
    from engines import Database

    from mediad.storage.ports import Transaction
    from mediad_sdk.values.jobs import JobType


async def test_blocks_on_a_disk_become_works(house: House) -> None:
    result = await house.scan()
    assert result["counts"]["added"] == 60
    assert len(house.opened()) == 60
    await house.scan()
    assert len(house.opened()) == 60


async def test_a_moved_folder_keeps_files_and_opens_nothing(house: House) -> None:
    await house.scan()
    before = {path: file.uid for path, file in (await house.files()).items()}
    (house.root / "box 1").rename(house.root / "chest")
    result = await house.scan()
    after = {path.replace(b"chest", b"box 1"): file.uid for path, file in (await house.files()).items()}
    assert after == before
    assert result["counts"]["moved"] == 10
    assert len(house.opened()) == 60


async def test_a_copied_tree_without_inodes_in_common_keeps_files_by_content(house: House) -> None:
    await house.scan()
    before = {path: file.uid for path, file in (await house.files()).items()}
    shutil.copytree(house.root / "box 1", house.root / "chest")
    shutil.rmtree(house.root / "box 1")
    await house.scan()
    after = {path.replace(b"chest", b"box 1"): file.uid for path, file in (await house.files()).items()}
    assert after == before


async def test_an_unplugged_root_loses_nothing(house: House) -> None:
    await house.scan()
    before = await house.files()
    house.root.rename(house.root.with_name("unplugged"))
    result = await house.scan()
    assert (await house.library()).roots[0].state == "offline"
    assert "Mount it" in result["left_out"][0]["reason"]
    house.root.mkdir()
    await house.scan()
    assert "is empty" in (await house.library()).roots[0].reason
    assert await house.files() == before


async def test_odd_names_links_and_loops_are_met_with_reasons(house: House) -> None:
    odd = os.fsencode(house.root / "box 0") + b"/\xff\xfe.block"
    os.close(os.open(odd, os.O_WRONLY | os.O_CREAT))
    os.truncate(odd, 3)
    (house.root / "box 0" / "loop.block").symlink_to("loop.block")
    (house.root / "box 0" / "link.block").symlink_to("00.block")
    os.link(house.root / "box 1" / "01.block", house.root / "box 2" / "hard.block")
    (house.root / "box 0" / "empty.block").touch()
    await house.scan()
    files = await house.files()
    assert files[b"box 0/\xff\xfe.block"].type == "blocks"
    named = [path for path, file in files.items() if file.inode == files[b"box 0/00.block"].inode]
    assert sorted(files[path].type for path in named) == ["", "blocks"]
    hard = [path for path, file in files.items() if file.inode == files[b"box 1/01.block"].inode]
    assert sorted(files[path].type for path in hard) == ["", "blocks"]
    told = {
        problem["path"].rpartition("/")[2]: problem["code"]
        for problem in await problems.of_library(house.storage, (await house.library()).id)
    }
    assert told == {"loop.block": "loop", "empty.block": "empty"}


async def test_a_real_name_has_its_file_whatever_links_to_it_come_before(house: House) -> None:
    for folder in ("a box", "box 1", "z box"):
        (house.root / folder).mkdir(exist_ok=True)
        (house.root / folder / "00 link.block").symlink_to("../box 1/01.block")
    await house.scan()
    files = await house.files()
    assert files[b"box 1/01.block"].type == "blocks"
    assert {files[os.fsencode(f"{folder}/00 link.block")].type for folder in ("a box", "box 1", "z box")} == {""}
    (house.root / "box 1" / "01.block").rename(house.root / "box 2" / "moved.block")
    (house.root / "a box" / "00 link.block").unlink()
    (house.root / "a box" / "00 link.block").symlink_to("../box 2/moved.block")
    await house.scan()
    assert (await house.files())[b"box 2/moved.block"].uid == files[b"box 1/01.block"].uid
    assert len(await house.storage.fetch_all("probe.listed")) == 60


async def test_links_out_of_the_root_links_to_nothing_and_pipes_are_told_and_are_no_works(
    house: House, tmp_path: Path
) -> None:
    (tmp_path / "far.block").write_text("far away")
    (house.root / "box 0" / "far.block").symlink_to(tmp_path / "far.block")
    (house.root / "box 0" / "folder").symlink_to(tmp_path)
    (house.root / "box 0" / "gone.block").symlink_to("nothing.block")
    os.mkfifo(house.root / "box 0" / "pipe.block")
    (house.root / "box 1" / "01.block").unlink()
    await house.scan()
    told = {each["path"].rpartition("/")[2]: each for each in await problems.of_library(house.storage, 1)}
    assert {name: each["code"] for name, each in told.items()} == {
        "far.block": "outside", "folder": "outside", "gone.block": "broken_link", "pipe.block": "special",
    }  # fmt: skip  # one folder
    assert "out of the root" in told["far.block"]["reason"]
    assert len(await house.storage.fetch_all("probe.listed")) == 59
    opened = len(house.opened())
    (house.root / "box 2" / "02.block").unlink()
    (house.root / "box 2" / "02.block").symlink_to(tmp_path / "far.block")
    (house.root / "box 0" / "far.block").unlink()
    await house.scan()
    assert len(await house.storage.fetch_all("probe.listed")) == 58, "a file that became a link out of the root is gone"
    assert len(await problems.of_library(house.storage, 1)) == 4
    assert len(house.opened()) == opened


@pytest.mark.parametrize("below", ["", "box 1"])
async def test_a_root_that_leads_into_another_one_by_a_link_is_held(house: House, tmp_path: Path, below: str) -> None:
    await house.scan()
    (tmp_path / "other name").symlink_to(house.root / below)
    await house.declare(bytes(house.root), bytes(tmp_path / "other name"))
    result = await house.scan()
    (left,) = result["left_out"]
    assert (left["state"], str(house.root) in left["reason"]) == ("held", True)
    assert len(await house.files()) == 60


async def test_an_edition_that_is_not_whole_is_told_with_its_file_until_it_is_mended(house: House) -> None:
    for number in range(3):
        house.put(f"box 1/torn {number}.block", f"torn {number}")
    house.put("box 1/empty.block", "")
    await house.scan()
    library = (await house.library()).id
    first = await problems.of_library(house.storage, library, limit=2)
    rest = await problems.of_library(house.storage, library, after=first[-1]["after"], limit=5)
    told = [(problem["path"].rpartition("/")[2], problem["code"]) for problem in (*first, *rest)]
    torn = [(f"torn {number}.block", "incomplete") for number in range(3)]
    assert told == [("empty.block", "empty"), *torn]
    assert rest[0]["reason"] == "It ends in the middle."
    assert {problem["id"] for problem in rest} == {
        file.uid
        for path, file in (await house.files()).items()
        if path in (b"box 1/torn 1.block", b"box 1/torn 2.block")
    }
    house.put("box 1/torn 1.block", "a whole one")
    (house.root / "box 1" / "torn 2.block").unlink()
    await house.scan()
    left = await problems.of_library(house.storage, library)
    assert [problem["code"] for problem in left] == ["empty", "incomplete"]


async def test_a_held_loss_can_be_approved(house: House) -> None:
    await house.scan()
    for box in range(3):
        shutil.rmtree(house.root / f"box {box}")
    await house.scan()
    (hold,) = await holds.undecided(house.storage)
    await decide_hold(house.tools, hold.uid, "approved")
    states = [file.state for file in (await house.files()).values()]
    assert (states.count("missing"), states.count("present")) == (30, 30)
    assert await holds.undecided(house.storage) == []


async def test_what_people_did_survives_moves_losses_and_the_removal_of_the_library(house: House) -> None:
    await house.scan()
    await house.storage.write(_rate)
    rated = await ratings(house)
    assert len(rated) == 60
    (house.root / "box 1").rename(house.root / "chest")
    (house.root / "box 2" / "02.block").rename(house.root / "box 3" / "renamed.block")
    (house.root / "box 4" / "04.block").unlink()
    await house.scan()
    assert await ratings(house) == rated
    assert len(await house.storage.fetch_all("probe.listed")) == 59
    await house.storage.write(lambda tx: declare(tx, [], 2))
    library = await remove_library(house.tools, (await house.library()).uid)
    assert {root.reason for root in (await house.library()).roots} == {REMOVING}
    assert await house.storage.fetch_all("probe.listed") != []
    await removal(house.tools).handler(JobStub(id="removal", args={"library": library.uid}))
    assert await libraries.all_libraries(house.storage) == []
    assert await house.storage.fetch_all("probe.listed") == []
    assert await ratings(house) == rated
    await house.declare()
    await house.scan()
    assert len(await house.storage.fetch_all("probe.listed")) == 59
    assert await ratings(house) == rated


async def test_files_missing_for_long_are_forgotten_and_ratings_are_not(house: House) -> None:
    await house.scan()
    await house.storage.write(_rate)
    rated = await ratings(house)
    shutil.rmtree(house.root / "box 0")
    (house.root / "box 1" / "01.block").unlink()
    await house.scan()
    await retention(house.tools).handler(JobStub(id="early", args={"days": 30}))
    assert len(await house.files()) == 60
    await house.tools.clock.sleep(31 * 86_400)
    await retention(house.tools).handler(JobStub(id="late", args={"days": 30}))
    await house.scan()
    assert len(await house.files()) == 49
    assert len(await house.storage.fetch_all("probe.listed")) == 49
    assert await ratings(house) == rated


async def test_the_nightly_job_forgets_what_was_missing_for_longer_than_the_configuration_keeps(
    house: House, tmp_path: Path
) -> None:
    config = Config(storage=Storage(data_dir=tmp_path / "data"), retention=Retention(missing_days=30))
    clock = house.tools.clock
    async with AsyncExitStack() as stack:
        plugins = SimpleNamespace(all=lambda cls: [*house.tools.types.values()] if cls is MediaType else [])
        library = await open_library(stack, config, house.storage, clock, house.processes, plugins)  # type: ignore[arg-type]
        jobs = Offered()
        jobs.types = library.job_types(jobs)
        nightly = upkeep.job_type(house.storage, clock, jobs, lambda: config.retention)
        await house.scan()
        (house.root / "box 1" / "01.block").unlink()
        await house.scan()
        await nightly.handler(JobStub(id="soon", args={}))
        assert len(await house.files()) == 60
        await clock.sleep(31 * 86_400)
        await nightly.handler(JobStub(id="later", args={}))
        assert len(await house.files()) == 59


async def test_what_a_deleted_sidecar_said_is_said_no_more_after_one_scan_that_opens_nothing(house: House) -> None:
    house.put("box 1/01.says", "A better name")
    house.put("box 1/all.note", "beside")
    await house.scan()
    opened = len(house.opened())
    titles = [title for (title,) in await house.storage.fetch_all("probe.listed")]
    assert ("A better name" in titles, "block 1" in titles) == (True, False)
    assert await house.storage.fetch_value("probe.notes") == 10
    (house.root / "box 1" / "01.says").unlink()
    (house.root / "box 1" / "all.note").unlink()
    await house.scan()
    titles = [title for (title,) in await house.storage.fetch_all("probe.listed")]
    assert ("A better name" in titles, "block 1" in titles) == (False, True)
    assert await house.storage.fetch_value("probe.notes") == 0
    assert len(house.opened()) == opened


async def test_what_a_deleted_folder_said_of_a_work_that_is_elsewhere_too_is_said_no_more(house: House) -> None:
    house.put("twin/01.block", "block 1")
    house.put("twin/01.says", "A better name")
    await house.scan()
    assert ("A better name",) in {tuple(row) for row in await house.storage.fetch_all("probe.listed")}
    shutil.rmtree(house.root / "twin")
    await house.scan()
    assert ("block 1",) in {tuple(row) for row in await house.storage.fetch_all("probe.listed")}


async def test_a_root_that_is_declared_at_another_place_keeps_every_work_with_what_people_did(house: House) -> None:
    await house.scan()
    await house.storage.write(_rate)
    rated = await ratings(house)
    before = {path: file.uid for path, file in (await house.files()).items()}
    (house.root.parent / "elsewhere").mkdir()
    house.root = house.root.rename(house.root.parent / "elsewhere" / "blocks")
    await house.declare()
    await house.scan()
    assert {path: file.uid for path, file in (await house.files()).items()} == before
    assert len(await house.storage.fetch_all("probe.listed")) == 60
    assert (await ratings(house), house.opened()) == (rated, [])
    assert await house.storage.fetch_value("probe.preferred_elsewhere", (bytes(house.root),)) == 0


async def test_works_of_a_dropped_root_are_listed_no_more_until_it_is_back(house: House, tmp_path: Path) -> None:
    await house.scan()
    await house.storage.write(_rate)
    rated = await ratings(house)
    second = tmp_path / "second" / "blocks"
    roots = (bytes(house.root), bytes(second))
    shutil.copytree(house.root / "box 1", second / "box 1")
    await house.declare(*roots)
    await house.scan()
    await house.declare(roots[1])
    watching = asyncio.create_task(Watching(house.tools, Offered(), _silent).run())
    async with asyncio.timeout(10):
        while len(await house.storage.fetch_all("probe.listed")) > 10:
            await asyncio.sleep(0.02)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert len(await house.storage.fetch_all("probe.listed")) == 10
    assert await house.storage.fetch_value("probe.preferred_elsewhere", (roots[1],)) == 0
    assert await ratings(house) == rated
    await house.declare(*roots)
    await house.scan()
    assert len(await house.storage.fetch_all("probe.listed")) == 60
    assert await ratings(house) == rated
    assert len(house.opened()) == 60


async def test_a_copy_that_can_be_read_comes_before_one_on_a_disk_that_is_away(house: House, tmp_path: Path) -> None:
    second = tmp_path / "second" / "blocks"
    await house.scan()
    shutil.copytree(house.root / "box 1", second / "box 1")
    await house.declare(bytes(house.root), bytes(second))
    await house.scan()
    work = await house.storage.fetch_value("probe.work", ("block 1",))
    before = await house.storage.fetch_all("detail.editions", {"id": work})
    assert [(row["preferred"], row["state"]) for row in before] == [(1, "present"), (0, "present")]
    house.root.rename(house.root.with_name("unplugged"))
    await house.scan()
    after = await house.storage.fetch_all("detail.editions", {"id": work})
    assert [(row["preferred"], row["state"]) for row in after] == [(1, "present"), (0, "unreachable")]
    assert after[0]["file_uid"] == before[1]["file_uid"]
    assert "Mount it" in after[1]["file_reason"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_rescan_without_changes_touches_the_scan_its_events_and_nothing_else(
    house: House, database: Database
) -> None:
    await house.scan()
    with closing(sqlite3.connect(database.address, isolation_level=None)) as second:
        tables = [
            name
            for (name,) in second.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%'"
            )
        ]
        second.execute("CREATE TABLE touched (name TEXT)")
        for name in tables:
            for action in ("INSERT", "UPDATE", "DELETE"):
                second.execute(
                    f'CREATE TRIGGER "{name}_{action}" AFTER {action} ON "{name}" BEGIN '
                    f"INSERT INTO touched VALUES ('{name}'); END"
                )
    await house.scan()
    with closing(sqlite3.connect(database.address)) as second:
        touched = Counter(name for (name,) in second.execute("SELECT name FROM touched"))
    assert set(touched) <= {"scan", "event", "id_block"}
    assert touched.total() < 20


async def _silent(root: bytes, **_: Any) -> AsyncGenerator[Change, None]:
    await asyncio.Event().wait()
    yield Change(folders=(root,))


class Offered:
    """A queue that runs each job at once, by the handler that is offered for it."""

    types: Mapping[str, JobType]

    async def enqueue(
        self, job: str, args: Mapping[str, Any] | None = None, *, key: str = "", priority: int = 0, delay: float = 0
    ) -> str:
        await self.types[job].handler(JobStub(id=job, args=args or {}))
        return job


async def _rate(tx: Transaction) -> None:
    await tx.execute("probe.person")
    await tx.execute("probe.rate")


async def ratings(house: House) -> list[tuple[str, int]]:
    """Give what each work was rated."""
    return [(row[0], row[1]) for row in await house.storage.fetch_all("probe.ratings")]
