from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mediad.host.files import LARGEST, PluginFiles
from mediad_sdk.errors import Invalid, NotFound

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> PluginFiles:
    """Give the files of a plugin whose folders are not there yet."""
    return PluginFiles({"data": tmp_path / "data" / "recipes", "cache": tmp_path / "cache" / "recipes"})


async def test_what_is_written_is_read_by_role_and_listed_in_order(files: PluginFiles, tmp_path: Path) -> None:
    await files.write("b/soup.txt", b"1")
    await files.write("b/soup.txt", b"2")
    await files.write("a", b"")
    await files.write("a", b"cached", role="cache")
    assert await files.read("b/soup.txt") == b"2"
    assert await files.read("a", role="cache") == b"cached"
    assert await files.names() == ["a", "b/soup.txt"]
    assert await files.names("b") == ["b/soup.txt"]
    assert (tmp_path / "data/recipes/b/soup.txt").stat().st_mode & 0o077 == 0


async def test_what_is_not_there_is_told_and_may_be_deleted(files: PluginFiles) -> None:
    with pytest.raises(NotFound):
        await files.read("none")
    await files.delete("none")
    await files.write("one", b"1")
    await files.delete("one")
    assert await files.names() == []
    assert await files.names("deep/er") == []


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/passwd", "", "a//b", ".", "a/.", "a\0b", "x" * 201])
async def test_a_name_that_leads_outside_is_refused(files: PluginFiles, name: str) -> None:
    for call in (files.read(name), files.write(name, b""), files.delete(name)):
        with pytest.raises(Invalid):
            await call


async def test_no_link_is_followed(files: PluginFiles, tmp_path: Path) -> None:
    await files.write("a", b"mine")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    place = tmp_path / "data/recipes"
    (place / "folder").symlink_to(outside)
    (place / "file").symlink_to(outside / "secret")
    for name in ("folder/secret", "file"):
        with pytest.raises(NotFound):
            await files.read(name)
    with pytest.raises(OSError):  # noqa: PT011  # whichever the system says: a link, or no folder
        await files.write("folder/new", b"x")
    await files.write("file", b"replaced")
    await files.delete("folder/secret")
    assert (outside / "secret").read_bytes() == b"secret"
    assert sorted(each.name for each in outside.iterdir()) == ["secret"]
    assert await files.names() == ["a", "file"]


async def test_a_pipe_is_no_file_and_holds_nobody(files: PluginFiles, tmp_path: Path) -> None:
    await files.write("a", b"")
    os.mkfifo(tmp_path / "data/recipes/pipe")
    with pytest.raises(NotFound):
        await files.read("pipe")


async def test_a_write_that_fails_leaves_the_old_file_alone(files: PluginFiles) -> None:
    await files.write("a/b", b"old")
    with pytest.raises(OSError):  # noqa: PT011  # a file stands where a folder is asked for
        await files.write("a/b/c", b"new")
    with pytest.raises(Invalid):
        await files.write("a/b", b"x" * (LARGEST + 1))
    assert await files.read("a/b") == b"old"
    assert await files.names() == ["a/b"]
