from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from mediad_sdk.runner.beneath import open_beneath


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "b" / "file").write_bytes(b"inside")
    (tmp_path / "secret").write_bytes(b"outside")
    return root


def read(root: Path, path: bytes) -> bytes:
    fd = open_beneath(os.fsencode(root), path)
    try:
        return os.read(fd, 100)
    finally:
        os.close(fd)


def test_a_file_below_the_root_opens(root: Path) -> None:
    assert read(root, b"a/b/file") == b"inside"


def test_links_that_stay_below_the_root_are_followed(root: Path) -> None:
    (root / "relative").symlink_to("a/b/file")
    (root / "absolute").symlink_to(root / "a" / "b" / "file")
    (root / "folder").symlink_to("a/b")
    assert [read(root, path) for path in (b"relative", b"absolute", b"folder/file")] == [b"inside"] * 3


@pytest.mark.parametrize("target", ["../secret", "..", "/etc/passwd", "a/../../secret"])
def test_a_link_out_of_the_root_is_refused(root: Path, target: str) -> None:
    (root / "link").symlink_to(target)
    with pytest.raises(OSError, match="leads out") as refused:
        read(root, b"link" if target != ".." else b"link/secret")
    assert refused.value.errno == errno.EXDEV


@pytest.mark.parametrize("path", [b"../secret", b"a/../../secret", b"/etc/passwd", b"a//b/file", b"./a", b"a/b\0/file"])
def test_a_path_that_is_none_below_a_root_is_refused(root: Path, path: bytes) -> None:
    with pytest.raises(OSError, match="no path below") as refused:
        read(root, path)
    assert refused.value.errno == errno.EINVAL


def test_a_refused_path_leaves_no_descriptor_open(root: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in (b"a/b/nope", b"a/b/file/x", b"../x"):
        with pytest.raises(OSError):  # noqa: PT011  # three different ones; here only the descriptors matter
            read(root, path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
