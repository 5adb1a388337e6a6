"""A database file is opened once, and only where SQLite can keep its promises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mediad.storage.errors import StorageRefused
from mediad.storage.guards import file_system, held, is_remote

LINE = "36 35 98:0 / {point} rw,noatime master:1 - {kind} source rw\n"


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "inner").mkdir()
    table = tmp_path / "mountinfo"
    escaped = str(tmp_path / "a b").replace(" ", "\\040")
    table.write_text(
        LINE.format(point="/", kind="ext4")
        + LINE.format(point=escaped, kind="nfs4")
        + LINE.format(point=f"{escaped}/inner", kind="xfs")
    )
    return table


def test_the_nearest_mount_names_the_file_system(tmp_path: Path, mounts: Path) -> None:
    assert file_system(tmp_path, mounts) == "ext4"
    assert file_system(tmp_path / "a b", mounts) == "nfs4"
    assert file_system(tmp_path / "a b" / "inner", mounts) == "xfs"
    assert file_system(tmp_path / "a bc", mounts) == "ext4"
    assert file_system(tmp_path, tmp_path / "no such table") == "unknown"


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse", "fuse.sshfs", "fuse.shfs"])
def test_network_and_user_space_file_systems_are_remote(kind: str) -> None:
    assert is_remote(kind)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "unknown"])
def test_local_file_systems_are_not(kind: str) -> None:
    assert not is_remote(kind)


def test_a_database_on_a_network_file_system_is_refused_unless_forced(tmp_path: Path, mounts: Path) -> None:
    database = tmp_path / "a b" / "mediad.db"
    with pytest.raises(StorageRefused, match="nfs4") as caught, held(database, mounts=mounts):
        pass
    assert "local disk" in caught.value.remedy
    with held(database, force=True, mounts=mounts):
        assert (tmp_path / "a b" / "mediad.db.lock").read_text() == f"{os.getpid()}\n"


def test_a_second_holder_is_refused_and_a_later_one_is_not(tmp_path: Path) -> None:
    database = tmp_path / "mediad.db"
    with held(database), pytest.raises(StorageRefused, match=f"process {os.getpid()}"), held(database):
        pass
    with held(database):
        pass


def test_a_lock_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "mediad.db.lock").mkdir()
    with pytest.raises(StorageRefused, match="cannot be written") as caught, held(tmp_path / "mediad.db"):
        pass
    assert "right to write" in caught.value.remedy
