"""Discs as folders: the work has the folder's files, and whoever may not see the work does not get their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from contract.toy_library import says, toy

from mediad.storage.ports import delivery
from mediad_sdk import Edition, Part, Source
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from contract.toy_library import Disk

AGED = says("Film", certificates=[{"value": "16", "age": 16}])


async def disc(disk: Disk) -> str:
    """A film that is a folder with a file and a sub-folder, beside a folder of a like name."""
    edition = Edition(parts=(Part(sources=(Source(folder=b"BDMV"),)),))
    await disk.say("a", toy("Film", editions=(edition,), documents=(AGED,)), folders=("BDMV",))
    for folder, name in (("BDMV", b"index.bdmv"), ("BDMV/STREAM", b"1.m2ts"), ("BDMV2", b"other"), ("BDMV-", b"x")):
        await disk.file(await disk.folder(f"a/{folder}"), name)
    return await disk.uid("toy", "film")


async def test_the_files_of_a_disc_s_folder_are_those_of_the_work(disk: Disk) -> None:
    uid = await disc(disk)
    files = await disk.items.files(disk.storage, disk.viewer(), uid)
    assert [(each["name"], each["size"], each["folder"]) for each in files] == [
        ("index.bdmv", 1000, False),
        ("STREAM/1.m2ts", 1000, False),
    ]
    [part] = (await disk.item("toy", "film"))["editions"][0]["parts"]
    assert [(each["folder"], each["size"]) for each in part["files"]] == [(True, 2000), (False, 1000), (False, 1000)]


async def test_a_file_of_a_disc_is_for_whoever_may_see_the_work(disk: Disk) -> None:
    uid = await disc(disk)
    for each in await disk.items.files(disk.storage, disk.viewer(), uid):
        assert (await delivery.file(disk.storage, disk.viewer(), each["id"])).uid == each["id"]
        with pytest.raises(NotFound):
            await delivery.file(disk.storage, disk.viewer(max_age=12), each["id"])
