from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from mediad.workers.watcher import Change, watch, watchable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from mediad.workers.process import Processes


async def following(watcher: AsyncGenerator[Change, None]) -> set[bytes]:
    async with asyncio.timeout(5):
        return set((await anext(watcher)).folders)


async def test_folders_in_which_something_happened_are_told(processes: Processes, tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/old").write_bytes(b"1")
    (tmp_path / "c").mkdir()
    options = {"quiet": 0.1, "ignored_globs": [b"*.part"]}
    async with aclosing(watch(processes, os.fsencode(tmp_path), **options)) as watcher:  # type: ignore[arg-type]  # as above
        assert (await anext(watcher)).ready == 4
        (tmp_path / "c/half.part").write_bytes(b"1")
        (tmp_path / "a/b/new").write_bytes(b"1")
        assert await following(watcher) == {b"a/b"}
        (tmp_path / "a/b/old").rename(tmp_path / "c/old")
        assert await following(watcher) == {b"a/b", b"c"}
        (tmp_path / "c/old").unlink()
        assert await following(watcher) == {b"c"}


async def test_new_folders_are_watched_with_what_is_in_them_already(processes: Processes, tmp_path: Path) -> None:
    async with aclosing(watch(processes, os.fsencode(tmp_path), quiet=0.1)) as watcher:
        await anext(watcher)
        (tmp_path / "x/y/z").mkdir(parents=True)
        assert await following(watcher) == {b"", b"x", b"x/y", b"x/y/z"}
        (tmp_path / "x/y/z/file").write_bytes(b"1")
        assert await following(watcher) == {b"x/y/z"}
        (tmp_path / "x").rename(tmp_path / "moved")
        assert await following(watcher) >= {b"", b"moved", b"moved/y/z"}
        (tmp_path / "moved/y/z/file").write_bytes(b"12")
        assert await following(watcher) == {b"moved/y/z"}
        shutil.rmtree(tmp_path / "moved")
        assert b"" in await following(watcher)


async def test_a_disk_that_never_rests_is_told_all_the_same(processes: Processes, tmp_path: Path) -> None:
    async def churn() -> None:
        while True:
            (tmp_path / "busy").write_bytes(b"1")
            await asyncio.sleep(0.02)

    async with aclosing(watch(processes, os.fsencode(tmp_path), quiet=0.3, longest=0.6)) as watcher:
        await anext(watcher)
        task = asyncio.create_task(churn())
        assert await following(watcher) == {b""}
        task.cancel()


@pytest.mark.parametrize(("fs_type", "can"), [("ext4", True), ("btrfs", True), ("nfs4", False), ("fuse.sshfs", False)])
def test_network_file_systems_are_not_watched(fs_type: str, *, can: bool) -> None:
    assert watchable(fs_type) is can
