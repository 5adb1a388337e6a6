"""Scans of a real disk by real workers into the real catalogue."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from mediad.library.inventory.deciding import decide_hold, removal, remove_library
from mediad.storage.ports import holds, inventory, libraries

if TYPE_CHECKING:
    from conftest import House
    from mediad.storage.units import Storage



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
    with open(odd, "wb") as file:  # noqa: PTH123  # a name that is no text
        file.write(b"odd")
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
    problems = {
        problem["path"].rpartition("/")[2]: problem["code"]
        for problem in await inventory.problems(house.storage, (await house.library()).id)
    }
    assert problems == {"loop.block": "loop", "empty.block": "empty"}


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


async def test_a_removed_library_keeps_the_works(house: House) -> None:
    from disks import JobStub  # noqa: PLC0415

    await house.scan()
    works = await house.storage.fetch_value("probe.works")
    await house.storage.write(lambda tx: libraries.detach(tx, library, 5, "gone"))if (library := await house.library()) else None
    await remove_library(house.tools, library.uid)
    await removal(house.tools).handler(JobStub(id="removal", args={"library": library.uid}))
    assert await libraries.all_libraries(house.storage) == []
    assert await house.storage.fetch_value("probe.works") == works
