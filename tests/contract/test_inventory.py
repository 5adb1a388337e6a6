"""Scans over a disk in memory, on both engines: what is found, what moves, and what is never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from disks import DENIED, ROOT, JobStub, MemoryCatalogue, MemoryDisk, make_library, tools_of

from mediad.library.inventory.deciding import decide_hold
from mediad.library.inventory.scan import Scan, job_type
from mediad.storage.ports import holds, inventory, libraries, problems, scans
from mediad.workers.errors import WorkerFailed
from mediad_sdk.errors import Conflict, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.library.values import Assembled, Ingested
    from mediad.storage.ports import Storage, Transaction


class Asked:
    """A queue that remembers what was asked of it."""

    def __init__(self) -> None:
        self.jobs: list[tuple[str, Mapping[str, Any], str]] = []

    async def enqueue(
        self,
        type: str,  # noqa: A002  # the queue's own word
        args: Mapping[str, Any] | None = None,
        *,
        key: str = "",
        priority: int = 0,
        delay: float = 0,  # the queue's own word
    ) -> str:
        """Remember it."""
        self.jobs.append((type, args or {}, key))
        return f"job {len(self.jobs)}"


class House:
    """A library, its disk, and what a scan needs."""

    def __init__(self, storage: Storage, library: libraries.Library) -> None:
        self.storage = storage
        self.library = library
        self.disk = MemoryDisk()
        self.catalogue = MemoryCatalogue()
        self.tools = tools_of(storage, self.disk, self.catalogue)
        self._numbers = count(1)

    async def scan(self, uid: str = "", **args: Any) -> Mapping[str, Any]:
        """Scan, and give the result."""
        job = JobStub(id=uid or f"scan-{next(self._numbers)}", args={"library": self.library.uid, **args})
        return await Scan(self.tools, job).run()

    async def root(self) -> libraries.Root:
        """Give the root as it is now."""
        found = await libraries.by_uid(self.storage, self.library.uid)
        assert found is not None
        return found.roots[0]

    async def files(self) -> dict[bytes, inventory.File]:
        """Give every file row by its path below the root."""
        found = {}
        for folder in (await inventory.folders(self.storage, self.library.roots[0].id)).values():
            for name, file in (await inventory.files(self.storage, [folder.id])).get(folder.id, {}).items():
                found[folder.path + b"/" + name if folder.path else name] = file
        return found

    async def states(self) -> dict[bytes, str]:
        """Give the state of every file."""
        return {path: file.state for path, file in (await self.files()).items()}

    async def holds(self) -> list[holds.Hold]:
        """Give the holds that wait."""
        return await holds.undecided(self.storage)


@pytest.fixture
async def house(storage: Storage) -> House:
    """Give a library with one root of forty toys in four folders."""
    made = House(storage, await make_library(storage, ROOT))
    for number in range(40):
        made.disk.put(f"box {number % 4}/{number:02}.toy", f"toy {number}")
    return made


async def test_a_scan_finds_every_file_once_and_tells_the_catalogue(house: House) -> None:
    result = await house.scan()
    assert result["counts"]["added"] == 40
    assert len(house.disk.opened) == 40
    assert len(house.catalogue.works()) == 40
    assert (await house.root()).state == "online"


async def test_a_second_scan_opens_nothing_and_assembles_nothing(house: House) -> None:
    await house.scan()
    opened, ingests = len(house.disk.opened), house.catalogue.ingests
    await house.scan()
    assert (len(house.disk.opened), house.catalogue.ingests) == (opened, ingests)


async def test_a_changed_file_is_read_again_alone(house: House) -> None:
    await house.scan()
    house.disk.opened.clear()
    changed = house.disk.put("box 1/01.toy", "another toy")
    result = await house.scan()
    assert house.disk.opened == [changed]
    assert result["counts"]["changed"] == 1
    assert "another toy" in house.catalogue.works()


@pytest.mark.parametrize("trouble", ["missing", "empty", "error", "hanging"])
async def test_a_root_in_trouble_loses_nothing(house: House, trouble: str) -> None:
    await house.scan()
    before, works = await house.files(), house.catalogue.works()
    house.disk.trouble[ROOT] = trouble
    result = await house.scan()
    assert await house.files() == before
    assert house.catalogue.works() == works
    root = await house.root()
    assert root.state == "offline"
    assert "nothing was removed" in root.reason
    assert result["left_out"][0]["reason"] == root.reason
    house.disk.trouble.clear()
    await house.scan()
    assert (await house.root()).state == "online"


async def test_another_disk_at_the_same_place_is_held_and_loses_nothing(house: House) -> None:
    await house.scan()
    before = await house.files()
    house.disk.remove(ROOT)
    house.disk.put("stranger/00.toy", "stranger")
    house.disk.facts = {"source": b"/dev/b", "fs_type": b"ext4", "fs_id": 2, "device": 9, "inode": 2}
    await house.scan()
    assert (await house.root()).state == "held"
    assert await house.files() == before


async def test_a_root_that_changed_one_fact_is_proved_by_its_files(house: House) -> None:
    await house.scan()
    house.disk.facts["fs_id"] = 99
    await house.scan()
    root = await house.root()
    assert (root.state, root.facts["fs_id"]) == ("online", 99)


async def test_a_doubtful_root_without_its_files_is_not_believed(house: House) -> None:
    await house.scan()
    house.disk.remove(ROOT + b"/box 1")
    house.disk.remove(ROOT + b"/box 2")
    house.disk.remove(ROOT + b"/box 3")
    for path in [path for path in house.disk.files if b"box 0" in path]:
        house.disk.put(path[len(ROOT) + 1 :], "of a stranger")
    house.disk.facts["fs_id"] = 99
    await house.scan()
    assert (await house.root()).state == "held"
    assert set((await house.states()).values()) == {"present"}


async def test_a_root_taken_away_in_the_middle_of_a_scan_loses_nothing(house: House) -> None:
    await house.scan()
    house.disk.remove(ROOT + b"/box 1")
    house.disk.root_changes = True
    await house.scan()
    assert (await house.root()).state == "offline"
    assert "missing" not in (await house.states()).values()


async def test_a_root_taken_away_while_its_files_are_read_changes_none_of_them(house: House) -> None:
    await house.scan()
    before = await house.files()
    house.disk.goes = True
    await house.scan(mode="again")
    assert (await house.root()).state == "offline"
    assert await house.files() == before
    house.disk.goes = False
    house.disk.trouble.clear()
    assert (await house.scan())["counts"]["errors"] == 0
    assert (await house.root()).state == "online"


async def test_a_deleted_file_is_missing_and_its_row_stays(house: House) -> None:
    await house.scan()
    before = (await house.files())[b"box 1/01.toy"]
    house.disk.remove(ROOT + b"/box 1/01.toy")
    result = await house.scan()
    after = (await house.files())[b"box 1/01.toy"]
    assert (after.uid, after.state) == (before.uid, "missing")
    assert result["counts"]["missing"] == 1
    assert house.catalogue.released == [after.id]
    assert "toy 1" not in house.catalogue.works()
    house.disk.put("box 1/01.toy", "toy 1")
    await house.scan()
    assert (await house.files())[b"box 1/01.toy"].uid == before.uid
    assert (await house.states())[b"box 1/01.toy"] == "present"


async def test_the_loss_of_many_files_is_held_until_it_is_healed(house: House) -> None:
    await house.scan()
    kept = dict(house.disk.files)
    for box in (b"/box 0", b"/box 1", b"/box 2"):
        house.disk.remove(ROOT + box)
    result = await house.scan()
    assert (result["counts"]["held"], result["counts"]["missing"]) == (30, 0)
    (hold,) = await house.holds()
    assert hold.files == 30
    assert "approve" in hold.reason
    assert house.catalogue.released == []
    assert len(house.catalogue.works()) == 40
    await house.scan()
    assert len(await house.holds()) == 1
    house.disk.files = kept
    house.disk.folders |= {ROOT + b"/box 0", ROOT + b"/box 1", ROOT + b"/box 2"}
    house.disk.opened.clear()
    await house.scan()
    assert await house.holds() == []
    assert set((await house.states()).values()) == {"present"}
    assert house.disk.opened == []


async def test_a_folder_that_is_there_but_empty_is_held(house: House) -> None:
    for number in range(400):
        house.disk.put(f"many {number % 10}/{number:03}.toy")
    for number in range(21):
        house.disk.put(f"mount/{number:03}.toy")
    await house.scan()
    for path in [path for path in house.disk.files if b"/mount/" in path]:
        house.disk.remove(path)
    await house.scan()
    (hold,) = await house.holds()
    assert (hold.path, hold.files) == (b"mount", 21)


async def test_an_unreadable_folder_loses_nothing_and_says_why(house: House) -> None:
    await house.scan()
    house.disk.unreadable[ROOT + b"/box 1"] = DENIED
    await house.scan()
    assert set((await house.states()).values()) == {"present"}
    (problem,) = await problems.of_library(house.storage, house.library.id)
    assert problem["path"] == "/media/toys/box 1"
    assert "right to read it" in problem["reason"]
    house.disk.unreadable.clear()
    house.disk.opened.clear()
    await house.scan()
    assert await problems.of_library(house.storage, house.library.id) == []
    assert house.disk.opened == []


async def test_a_renamed_file_keeps_its_row_and_is_not_opened(house: House) -> None:
    await house.scan()
    before = (await house.files())[b"box 1/01.toy"]
    house.disk.opened.clear()
    house.disk.move(ROOT + b"/box 1/01.toy", ROOT + b"/elsewhere/first.toy")
    result = await house.scan()
    files = await house.files()
    assert files[b"elsewhere/first.toy"].uid == before.uid
    assert b"box 1/01.toy" not in files
    assert house.disk.opened == []
    assert result["counts"]["moved"] == 1
    assert house.catalogue.works()["toy 1"] == {before.id}


async def test_a_file_moved_to_another_disk_keeps_its_row_by_content(house: House) -> None:
    await house.scan()
    before = (await house.files())[b"box 1/01.toy"]
    house.disk.remove(ROOT + b"/box 1/01.toy")
    moved = house.disk.put("elsewhere/01.toy", "toy 1")
    house.disk.files[moved].device = 8
    await house.scan()
    assert (await house.files())[b"elsewhere/01.toy"].uid == before.uid


async def test_a_copy_is_a_file_of_its_own(house: House) -> None:
    await house.scan()
    before = (await house.files())[b"box 1/01.toy"]
    house.disk.put("copy/01.toy", "toy 1")
    await house.scan()
    files = await house.files()
    assert files[b"box 1/01.toy"].uid == before.uid
    assert files[b"copy/01.toy"].uid != before.uid


async def test_a_renamed_folder_moves_its_files_and_holds_nothing(house: House) -> None:
    await house.scan()
    before = {path: file.uid for path, file in (await house.files()).items()}
    house.disk.move(ROOT + b"/box 1", ROOT + b"/chest")
    result = await house.scan()
    after = {path.replace(b"chest", b"box 1"): file.uid for path, file in (await house.files()).items()}
    assert after == before
    assert (result["counts"]["moved"], result["counts"]["held"], result["counts"]["missing"]) == (10, 0, 0)
    assert len(house.catalogue.works()) == 40


async def test_another_name_of_one_file_is_no_second_work(house: House) -> None:
    await house.scan()
    house.disk.link(ROOT + b"/box 1/01.toy", ROOT + b"/links/one.toy")
    await house.scan()
    files = await house.files()
    assert (files[b"links/one.toy"].type, files[b"box 1/01.toy"].type) == ("", "toys")
    assert house.catalogue.works()["toy 1"] == {files[b"box 1/01.toy"].id}


async def test_two_new_names_of_one_file_make_one_work(house: House) -> None:
    house.disk.link(ROOT + b"/box 1/01.toy", ROOT + b"/box 1/one.toy")
    await house.scan()
    assert len(house.catalogue.works()["toy 1"]) == 1


async def test_the_other_name_takes_over_when_the_first_is_removed(house: House) -> None:
    house.disk.link(ROOT + b"/box 1/01.toy", ROOT + b"/links/one.toy")
    await house.scan()
    first = {
        path: file
        for path, file in (await house.files()).items()
        if file.inode == house.disk.files[ROOT + b"/links/one.toy"].inode
    }
    ours = next(file for file in first.values() if file.type)
    path = next(path for path, file in first.items() if file.type)
    house.disk.remove(ROOT + b"/" + path)
    await house.scan()
    await house.scan()
    (left,) = [file for file in (await house.files()).values() if file.inode == ours.inode]
    assert (left.uid, left.state, left.type) == (ours.uid, "present", "toys")


async def test_a_file_that_is_understood_in_part_says_why_and_keeps_what_it_said(house: House) -> None:
    house.disk.put("box 1/half.toy", "half a toy")
    await house.scan()
    (problem,) = await problems.of_library(house.storage, house.library.id)
    assert (problem["code"], problem["path"]) == ("truncated", "/media/toys/box 1/half.toy")
    house.disk.opened.clear()
    house.disk.put("box 1/new.toy", "new")
    await house.scan()
    assert house.disk.opened == [ROOT + b"/box 1/new.toy"]
    assert (await house.files())[b"box 1/half.toy"].facts == '{"title": "half a toy"}'
    assert len(await problems.of_library(house.storage, house.library.id)) == 1


async def test_a_file_that_cannot_be_understood_says_why_and_is_left_alone(house: House) -> None:
    house.disk.put("box 1/bad.toy", "bad bytes")
    await house.scan()
    (problem,) = await problems.of_library(house.storage, house.library.id)
    assert (problem["code"], problem["path"]) == ("truncated", "/media/toys/box 1/bad.toy")
    assert "else replace it" in problem["reason"]
    house.disk.opened.clear()
    house.disk.put("box 1/new.toy", "new")
    await house.scan()
    assert house.disk.opened == [ROOT + b"/box 1/new.toy"]
    house.disk.put("box 1/bad.toy", "good")
    await house.scan()
    assert await problems.of_library(house.storage, house.library.id) == []


async def test_works_that_cannot_be_taken_in_cost_their_folder_alone_and_blame_no_disk(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    ingest = house.catalogue.ingest

    async def refuse(tx: Transaction, batch: Sequence[Assembled]) -> Ingested:
        if any(work.key == "toy 1" for each in batch for work in each.works):
            raise TypeError("a toy of 1e21 years")
        return await ingest(tx, batch)

    house.catalogue.ingest = refuse  # type: ignore[method-assign]  # a work that nobody foresaw
    result = await house.scan()
    assert (len(house.catalogue.works()), "left_out" in result) == (30, False)
    assert (await house.root()).state == "online"
    (problem,) = await problems.of_library(house.storage, house.library.id)
    assert (problem["path"], problem["code"]) == ("/media/toys/box 1", "media_type_failed")
    assert "toys failed here at assemble: its works cannot be taken in: TypeError" in problem["reason"]
    assert caplog.text.count("toys failed at assemble in box 1") == 1
    house.catalogue.ingest = ingest  # type: ignore[method-assign]  # the plugin was mended
    await house.scan()
    assert len(house.catalogue.works()) == 40
    assert await problems.of_library(house.storage, house.library.id) == []


async def test_a_worker_that_fails_without_a_word_of_the_system_leaves_the_root_online(house: House) -> None:
    process = house.disk.process

    async def fail(*_: Any) -> Any:
        raise WorkerFailed("folders", {"code": "error", "type": "TypeError", "reason": "it cannot", "errno": None})

    house.disk.process = fail  # type: ignore[method-assign]  # a fault of ours
    result = await house.scan()
    assert (await house.root()).state == "online"
    assert "broke off" in result["left_out"][0]["reason"]
    house.disk.process = process  # type: ignore[method-assign]  # mended
    assert (await house.scan())["counts"]["added"] == 40


async def test_a_file_that_may_not_be_opened_is_tried_again_by_each_scan(house: House) -> None:
    locked = house.disk.put("box 1/locked.toy", "locked")
    await house.scan()
    house.disk.opened.clear()
    await house.scan()
    assert house.disk.opened == [locked]
    house.disk.files[locked].content = b"opened"  # the same size: rights changed, the file did not
    await house.scan()
    assert await problems.of_library(house.storage, house.library.id) == []


async def test_a_file_that_grows_while_it_is_read_is_read_by_the_next_scan(house: House) -> None:
    growing = house.disk.put("box 1/growing.toy", "growing")
    house.disk.growing.add(growing)
    await house.scan()
    assert [problem["code"] for problem in await problems.of_library(house.storage, house.library.id)] == ["changing"]
    house.disk.growing.clear()
    await house.scan()
    assert "growing" in house.catalogue.works()
    assert await problems.of_library(house.storage, house.library.id) == []


async def test_an_empty_file_waits_and_downloads_are_not_seen(house: House) -> None:
    empty = house.disk.put("box 1/empty.toy")
    house.disk.files[empty].content = b""
    house.disk.put("box 1/half.toy.part")
    house.disk.put("@eaDir/thumb.toy")
    await house.scan()
    files = await house.files()
    assert (files[b"box 1/empty.toy"].error, files[b"box 1/empty.toy"].type) == ("empty", "")
    assert not any(b"part" in path or b"@eaDir" in path for path in files)


async def test_a_link_that_leads_to_itself_has_a_reason(house: House) -> None:
    loop = house.disk.put("box 1/loop.toy")
    house.disk.files[loop].error = 40
    await house.scan()
    (problem,) = await problems.of_library(house.storage, house.library.id)
    assert problem["code"] == "loop"
    ingests = house.catalogue.ingests
    await house.scan()
    assert house.catalogue.ingests == ingests


@pytest.mark.parametrize(
    "name", [b"\xff\xfe.toy", "日本語.toy".encode(), b"a" * 251 + b".toy", "emoji 🎈.toy".encode()]
)
async def test_any_name_is_a_name(house: House, name: bytes) -> None:
    house.disk.put(name, "odd")
    await house.scan()
    assert (await house.files())[name].type == "toys"
    house.disk.opened.clear()
    await house.scan()
    assert house.disk.opened == []


async def test_a_sub_tree_is_scanned_alone(house: House) -> None:
    await house.scan()
    house.disk.put("box 1/new.toy", "new")
    house.disk.put("box 2/new too.toy", "new too")
    house.disk.remove(ROOT + b"/box 3/03.toy")
    await house.scan(path="/media/toys/box 1")
    assert "new" in house.catalogue.works()
    assert "new too" not in house.catalogue.works()
    assert (await house.states())[b"box 3/03.toy"] == "present"


async def test_a_sub_tree_that_does_not_exist_is_told_and_one_that_is_gone_is_missing(house: House) -> None:
    await house.scan()
    result = await house.scan(path="/media/toys/bax 1")
    (left,) = result["left_out"]
    assert (left["path"], left["state"]) == ("/media/toys/bax 1", "absent")
    assert "spelling" in left["reason"]
    house.disk.remove(ROOT + b"/box 1")
    result = await house.scan(path="/media/toys/box 1")
    assert ("left_out" in result, result["counts"]["missing"]) == (False, 10)
    assert "left_out" not in await house.scan(folders=["/media/toys/never"], mode="quick")


async def test_a_change_that_keeps_size_and_time_is_met_by_a_scan_that_reads_again(house: House) -> None:
    await house.scan()
    before = await house.files()
    house.disk.files[ROOT + b"/box 1/01.toy"].content = b"yot 1"
    house.disk.opened.clear()
    await house.scan()
    assert ("yot 1" in house.catalogue.works(), house.disk.opened) == (False, [])
    await house.scan(mode="again", path="/media/toys/box 1")
    assert "yot 1" in house.catalogue.works()
    assert "toy 1" not in house.catalogue.works()
    assert len(house.disk.opened) == len(set(house.disk.opened)) == 10
    assert {path: file.uid for path, file in (await house.files()).items()} == {
        path: file.uid for path, file in before.items()
    }


async def test_a_quick_scan_reads_folders_whose_names_changed(house: House) -> None:
    await house.scan()
    house.disk.put("box 1/new.toy", "new")
    await house.scan(mode="quick")
    assert "new" in house.catalogue.works()


async def test_a_dry_run_writes_no_file_and_says_what_would_be(house: House) -> None:
    house.disk.put("box 1/bad.toy", "bad bytes")
    result = await house.scan(mode="dry")
    assert await house.files() == {}
    assert (await house.root()).state == "new"
    assert result["plan"]["new"] == {"toy": 40}
    assert "toy 1" in result["plan"]["titles"]
    assert "bad.toy" in result["plan"]["reasons"][0]


@pytest.mark.parametrize("boxes", [1, 3])
async def test_a_dry_run_counts_what_a_scan_would_lose_hold_and_move(house: House, boxes: int) -> None:
    await house.scan()
    for box in range(boxes):
        house.disk.remove(ROOT + b"/box %d" % box)
    house.disk.remove(ROOT + b"/box 3/03.toy")
    house.disk.move(ROOT + b"/box 3/07.toy", ROOT + b"/elsewhere/07.toy")
    before = await house.files()
    dry = (await house.scan(mode="dry"))["counts"]
    assert await house.files() == before
    real = (await house.scan())["counts"]
    assert {name: dry[name] for name in ("missing", "held", "moved", "added")} == {
        name: real[name] for name in ("missing", "held", "moved", "added")
    }
    assert (real["missing"], real["held"], real["moved"]) == ((11, 0, 1) if boxes == 1 else (0, 31, 1))


async def test_a_scan_that_was_interrupted_goes_on_as_the_same_scan(house: House) -> None:
    process, calls = house.disk.process, count(1)

    async def once(*args: Any) -> Any:
        if next(calls) > 2:
            raise RuntimeError("killed")
        return await process(*args)

    for number in range(2400):
        house.disk.put(f"shelf {number % 30:02}/{number:04}.toy")
    house.disk.process = once  # type: ignore[method-assign]  # the kill
    with pytest.raises(RuntimeError):
        await house.scan("the one")
    first = len(house.disk.opened)
    house.disk.process = process  # type: ignore[method-assign]  # as it was
    result = await house.scan("the one")
    assert 0 < first < 2440
    assert len(house.disk.opened) == len(set(house.disk.opened)) == 2440
    assert result["counts"]["added"] == 2440
    (row,), _ = await scans.page(house.storage)
    assert (row["id"], row["state"], row["counts"]["added"]) == ("the one", "finished", 2440)


async def test_a_folder_claimed_as_a_whole_is_one_thing(house: House) -> None:
    house.disk.put("film/disc.box/part 1.toy", "inside")
    house.disk.put("film/disc.box/deep/part 2.toy", "deep inside")
    await house.scan()
    assert "inside" not in house.catalogue.works()
    assert "deep inside" not in house.catalogue.works()
    house.disk.put("film/disc.box/part 3.toy", "later")
    await house.scan()
    assert "later" not in house.catalogue.works()


async def test_a_file_renamed_in_its_folder_keeps_its_row(house: House) -> None:
    await house.scan()
    before = (await house.files())[b"box 1/01.toy"]
    house.disk.move(ROOT + b"/box 1/01.toy", ROOT + b"/box 1/renamed.toy")
    await house.scan()
    files = await house.files()
    assert (files[b"box 1/renamed.toy"].uid, files[b"box 1/renamed.toy"].state) == (before.uid, "present")
    assert b"box 1/01.toy" not in files


async def test_a_file_copied_and_removed_in_its_folder_keeps_its_row_and_is_assembled_once(house: House) -> None:
    await house.scan()
    before = (await house.files())[b"box 1/01.toy"]
    house.disk.put("box 1/renamed.toy", "toy 1")
    house.disk.remove(ROOT + b"/box 1/01.toy")
    await house.scan()
    assert (await house.files())[b"box 1/renamed.toy"].uid == before.uid
    assert house.catalogue.works()["toy 1"] == {before.id}


async def test_a_place_taken_by_a_new_file_is_no_reason_to_hide_the_old_one(house: House) -> None:
    await house.scan()
    house.disk.move(ROOT + b"/box 1/01.toy", ROOT + b"/box 0/old.toy")
    house.disk.put("box 1/01.toy", "better toy")
    await house.scan()
    works = house.catalogue.works()
    assert len(works["toy 1"]) == len(works["better toy"]) == 1


async def test_a_file_that_moves_to_the_place_of_a_missing_one_keeps_its_row(house: House) -> None:
    await house.scan()
    house.disk.remove(ROOT + b"/box 1/01.toy")
    await house.scan()
    before = (await house.files())[b"box 1/05.toy"]
    house.disk.move(ROOT + b"/box 1/05.toy", ROOT + b"/box 1/01.toy")
    await house.scan()
    assert (await house.files())[b"box 1/01.toy"].uid == before.uid


async def test_what_an_interrupted_scan_did_not_find_is_decided_only_where_it_can_be_seen(house: House) -> None:
    await house.scan()
    file = (await house.files())[b"box 1/01.toy"]
    await house.storage.write(lambda tx: inventory.away_files(tx, [file.id], 5))
    house.disk.remove(ROOT + b"/box 1/01.toy")
    house.disk.unreadable[ROOT + b"/box 1"] = DENIED
    await house.scan()
    assert (await house.states())[b"box 1/01.toy"] == "unreachable"
    house.disk.unreadable.clear()
    await house.scan()
    assert (await house.states())[b"box 1/01.toy"] == "missing"


async def test_a_disk_mounted_inside_the_root_may_be_away_without_a_loss(house: House) -> None:
    for number in range(5):
        house.disk.put(f"nested/album/{number}.toy", f"nested {number}")
    house.disk.mounts = [b"nested"]
    await house.scan()
    house.disk.remove(ROOT + b"/nested/album")
    house.disk.mounts = []
    await house.scan()
    states = await house.states()
    assert "missing" not in states.values()
    assert states[b"nested/album/1.toy"] == "unreachable"
    for number in range(5):
        house.disk.put(f"nested/album/{number}.toy", f"nested {number}")
    house.disk.mounts = [b"nested"]
    await house.scan()
    assert set((await house.states()).values()) == {"present"}


async def test_a_type_whose_plugin_is_away_takes_nothing_back(house: House) -> None:
    await house.scan()
    works, before = house.catalogue.works(), await house.files()
    house.tools = replace(house.tools, types={})
    await house.scan()
    assert house.catalogue.works() == works
    assert {path: file.facts for path, file in (await house.files()).items()} == {
        path: file.facts for path, file in before.items()
    }
    house.tools = tools_of(house.storage, house.disk, house.catalogue)
    house.disk.opened.clear()
    await house.scan()
    assert house.disk.opened == []


async def test_a_rejected_hold_leaves_the_files_unreachable_until_they_are_back(house: House) -> None:
    await house.scan()
    for box in (b"/box 0", b"/box 1", b"/box 2"):
        house.disk.remove(ROOT + box)
    await house.scan()
    (hold,) = await house.holds()
    await decide_hold(house.tools, hold.uid, "rejected")
    with pytest.raises(Conflict):
        await decide_hold(house.tools, hold.uid, "approved")
    await house.scan()
    assert await house.holds() == []
    assert (await house.states())[b"box 0/00.toy"] == "unreachable"
    assert house.catalogue.released == []


async def test_an_approved_hold_lets_go(house: House) -> None:
    await house.scan()
    for box in (b"/box 0", b"/box 1", b"/box 2"):
        house.disk.remove(ROOT + box)
    await house.scan()
    (hold,) = await house.holds()
    await decide_hold(house.tools, hold.uid, "approved")
    await house.scan()
    assert (await house.states())[b"box 0/00.toy"] == "missing"
    assert len(house.catalogue.released) == 30
    assert len(house.catalogue.works()) == 10
    row = await holds.by_uid(house.storage, hold.uid)
    assert row is not None
    assert row.decision == "approved"


async def test_scans_of_one_library_take_turns(house: House) -> None:
    handler = job_type(house.tools, Asked()).handler
    jobs = [JobStub(id=f"job {number}", args={"library": house.library.uid}) for number in range(4)]
    results = await asyncio.gather(*(handler(job) for job in jobs))
    added = sorted(result["counts"]["added"] for result in results if result)
    assert added == [0, 0, 0, 40]
    assert len(house.disk.opened) == 40


async def test_a_schedule_names_libraries_as_people_do_or_none_for_all(house: House) -> None:
    handler, uid = job_type(house.tools, asked := Asked()).handler, house.library.uid
    await handler(JobStub(id="job", args={}))
    await handler(JobStub(id="job", args={"library": house.library.name, "mode": "quick"}))
    assert asked.jobs == [
        ("library.scan", {"library": uid, "mode": "full"}, f"{uid}/full"),
        ("library.scan", {"library": uid, "mode": "quick"}, f"{uid}/quick"),
    ]
    other = await make_library(house.storage, b"/media/more", settings={"slug": "more"})
    await handler(JobStub(id="job", args={"library": "more"}))
    assert asked.jobs[2:] == [("library.scan", {"library": other.uid, "mode": "full"}, f"{other.uid}/full")]
    with pytest.raises(NotFound, match="there is no library Tools"):
        await handler(JobStub(id="job", args={"library": "Tools"}))


async def test_a_file_is_found_with_everything_that_keeps_it_from_being_read(house: House) -> None:
    await house.scan()
    file = (await house.files())[b"box 1/01.toy"]
    house.disk.trouble[ROOT] = "missing"
    await house.scan()
    place = await inventory.place(house.storage, file.uid)
    assert place is not None
    assert (place["root_path"], place["folder"], place["name"]) == (ROOT, b"box 1", b"01.toy")
    assert (place["state"], place["root_state"]) == ("present", "offline")
    assert "Mount it" in place["root_reason"]


async def test_events_tell_of_scans_roots_and_holds(house: House) -> None:
    await house.scan()
    house.disk.remove(ROOT + b"/box 0")
    house.disk.remove(ROOT + b"/box 1")
    house.disk.remove(ROOT + b"/box 2")
    await house.scan()
    house.disk.trouble[ROOT] = "missing"
    await house.scan()

    async def number(tx: Transaction) -> None:
        for at, row in enumerate(await tx.fetch_all("events.new", {"limit": 100}), 1):
            await tx.execute("events.number", {"sequence": at, "id": row[0]})

    await house.storage.write(number)
    told = [row["type"] for row in await house.storage.fetch_all("events.after", {"after": 0, "limit": 100})]
    assert set(told) >= {"scan.started", "scan.finished", "root.state", "hold.opened"}
