from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk.runner import walk as module
from mediad_sdk.runner.names import Ignored
from mediad_sdk.runner.walk import Pass, Walk

if TYPE_CHECKING:
    from collections.abc import Generator


class Seen:
    """One walk, taken apart."""

    def __init__(self, root: Path, known: dict[bytes, Any] | None = None, start: bytes = b"", **options: Any) -> None:
        walk = Walk()
        walk.know(known or {})
        settings = {"quick": False, "names": [], "globs": []} | options
        parts = walk.walk(os.fsencode(root), start, **settings)
        self.folders: dict[bytes, list[Any]] = {}
        self.vanished: list[bytes] = []
        while True:
            try:
                part = next(parts)
            except StopIteration as end:
                self.totals: dict[str, Any] = end.value
                break
            self.vanished += part.get("vanished", [])
            self.folders |= {folder[0]: folder for folder in part.get("folders", [])}

    @property
    def digests(self) -> dict[bytes, bytes]:
        return {path: folder[1] for path, folder in self.folders.items()}

    @property
    def mtimes(self) -> dict[bytes, int]:
        return {path: folder[2] for path, folder in self.folders.items()}

    def names(self, path: bytes) -> list[bytes]:
        return [row[0] for row in self.folders[path][3]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name in ("A/1/x.flac", "A/1/y.flac", "A/2/z.flac", "B/w.mkv"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"12345")
    return root


def test_a_first_walk_tells_every_folder_with_sorted_rows(tree: Path) -> None:
    seen = Seen(tree)
    assert sorted(seen.folders) == [b"", b"A", b"A/1", b"A/2", b"B"]
    name, kind, size, mtime, inode, device, links = seen.folders[b"A/1"][3][0]
    facts = (tree / "A/1/x.flac").stat()
    assert (name, kind, size, mtime) == (b"x.flac", "f", 5, facts.st_mtime_ns)
    assert (inode, device, links) == (facts.st_ino, facts.st_dev, 1)
    assert (seen.totals["folders"], seen.totals["files"], seen.totals["size"]) == (5, 4, 20)


def test_a_second_walk_of_the_same_tree_tells_nothing(tree: Path) -> None:
    again = Seen(tree, dict(Seen(tree).digests))
    assert again.folders == {}
    assert again.vanished == []
    assert again.totals["files"] == 4


def test_a_file_changed_in_place_is_seen_although_its_folder_is_not_touched(tree: Path) -> None:
    first = Seen(tree)
    (tree / "A/1/x.flac").write_bytes(b"123456")
    assert sorted(Seen(tree, dict(first.digests)).folders) == [b"A/1"]


def test_a_quick_walk_sees_new_names_and_new_folders_but_no_edit_in_place(tree: Path) -> None:
    first = Seen(tree)
    (tree / "A/1/x.flac").write_bytes(b"123456")
    (tree / "B/C/D").mkdir(parents=True)
    (tree / "B/C/D/new").write_bytes(b"")
    quick = Seen(tree, dict(first.mtimes), quick=True)
    assert sorted(quick.folders) == [b"B", b"B/C", b"B/C/D"]
    assert quick.vanished == []


def test_what_is_gone_is_told_as_vanished(tree: Path) -> None:
    first = Seen(tree)
    for name in ("x.flac", "y.flac"):
        (tree / "A/1" / name).unlink()
    (tree / "A/1").rmdir()
    for known, quick in ((first.digests, False), (first.mtimes, True)):
        again = Seen(tree, dict(known), quick=quick)
        assert (again.vanished, sorted(again.folders)) == ([b"A/1"], [b"A"])


def test_a_walk_of_a_part_says_nothing_of_the_rest(tree: Path) -> None:
    first = Seen(tree)
    (tree / "B/w.mkv").unlink()
    (tree / "B").rmdir()
    part = Seen(tree, dict(first.digests), start=b"A")
    assert (part.vanished, part.folders, part.totals["folders"]) == ([], {}, 3)


def test_a_part_that_is_gone_vanishes_with_all_below_it(tree: Path) -> None:
    first = Seen(tree)
    (tree / "A").rename(tree / "C")
    assert sorted(Seen(tree, dict(first.digests), start=b"A").vanished) == [b"A", b"A/1", b"A/2"]


def test_a_folder_that_cannot_be_read_is_an_error_and_nothing_below_it_vanishes(tree: Path) -> None:
    first = Seen(tree)
    broken = Broken(tree, dict(first.digests), b"A")
    parts = [part for part in broken.run(b"") if "vanished" in part]
    assert broken.errors == [[b"A", 5, "Input/output error"]]
    assert parts == []


def exhaust(parts: Generator[Any, None, Any]) -> Any:
    def total() -> Generator[None, None, None]:
        totals.append((yield from parts))

    totals: list[Any] = []
    list(total())
    return totals[0]


class Broken(Pass):
    """A walk on a disk that fails at one folder."""

    def __init__(self, root: Path, known: dict[bytes, Any], at: bytes) -> None:
        super().__init__(os.fsencode(root), Ignored([], []), known, quick=False)
        self.at = at

    def _entries(self, path: bytes, full: bytes) -> Any:
        if path == self.at:
            raise OSError(5, "Input/output error")
        return super()._entries(path, full)


def test_ignored_names_are_passed_over_with_all_below_them(tree: Path) -> None:
    (tree / ".trash").mkdir()
    (tree / "A/1/half.part").write_bytes(b"")
    seen = Seen(tree, names=[b"B"], globs=[b".*", b"*.part"])
    assert sorted(seen.folders) == [b"", b"A", b"A/1", b"A/2"]
    assert seen.names(b"A/1") == [b"x.flac", b"y.flac"]


def test_links_out_of_the_root_are_refused_and_counted_and_loops_are_told(tree: Path) -> None:
    (tree.parent / "outside").mkdir()
    (tree / "out").symlink_to("../outside")
    (tree / "loop").symlink_to("loop")
    (tree / "A/up").symlink_to("..")
    (tree / "broken").symlink_to("nowhere")
    seen = Seen(tree)
    assert sorted(seen.folders) == [b"", b"A", b"A/1", b"A/2", b"B"]
    told = {row[0]: row[2] for row in seen.folders[b""][3] if row[1] == "!"}
    assert told == {b"broken": errno.ENOLINK, b"loop": errno.ELOOP, b"out": errno.EXDEV}
    assert seen.names(b"A") == [b"1", b"2"], "a link to a folder that is met at its own place is nothing to tell"
    assert seen.totals["links_refused"] >= 1


def test_a_file_that_is_a_link_inside_the_root_is_a_file(tree: Path) -> None:
    (tree / "B/linked.flac").symlink_to("../A/1/x.flac")
    (tree / "B/kept.flac").symlink_to("../.store/kept.flac")
    (tree / ".store").mkdir()
    (tree / ".store/kept.flac").write_bytes(b"123")
    rows = {row[0]: row for row in Seen(tree, globs=[b".*"]).folders[b"B"][3]}
    linked, kept = rows[b"linked.flac"], rows[b"kept.flac"]
    assert (linked[1], linked[2], linked[4]) == ("f", 5, (tree / "A/1/x.flac").stat().st_ino)
    assert (linked[6], kept[6], rows[b"w.mkv"][6]) == (0, 1, 1), "0 where the file is met at its own place, too"


def test_a_linked_folder_counts_only_where_its_target_is_hidden(tree: Path) -> None:
    (tree / ".store/deep").mkdir(parents=True)
    (tree / ".store/deep/kept.mkv").write_bytes(b"1")
    (tree / "shown").symlink_to(".store/deep")
    (tree / "again").symlink_to(".store/deep")
    (tree / "twice").symlink_to("A/1")
    seen = Seen(tree, globs=[b".*"])
    assert sorted(set(seen.folders) - {b"", b"A", b"A/1", b"A/2", b"B"}) in ([b"again"], [b"shown"])
    assert seen.totals["files"] == 5


def test_sockets_and_pipes_and_links_to_them_are_no_files(tree: Path) -> None:
    os.mkfifo(tree / "B/pipe")
    (tree / "B/to pipe").symlink_to("pipe")
    rows = {row[0]: row[1:3] for row in Seen(tree).folders[b"B"][3]}
    assert rows == {b"pipe": ["!", errno.ENXIO], b"to pipe": ["!", errno.ENXIO], b"w.mkv": ["f", 5]}


def test_names_in_no_encoding_at_all_survive(tree: Path) -> None:
    name = b"\xff\xfe" + b"n" * 253
    fd = os.open(os.fsencode(tree) + b"/" + name, os.O_CREAT | os.O_WRONLY)
    os.close(fd)
    assert name in Seen(tree).names(b"")


def test_a_missing_root_is_an_error_not_an_empty_tree(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Seen(tmp_path / "nowhere", {b"": b"", b"A": b""})


def test_a_root_that_is_exchanged_during_the_walk_is_told(tree: Path) -> None:
    walk = Pass(os.fsencode(tree), Ignored([], []), {}, quick=False)
    parts = walk.run(b"")
    next(parts)
    tree.rename(tree.parent / "old")
    tree.mkdir()
    assert exhaust(parts)["root_changed"] is True


def test_large_trees_come_in_pieces(tree: Path) -> None:
    for at in range(module._FOLDERS + 10):
        (tree / f"many{at}").mkdir()
    parts = Pass(os.fsencode(tree), Ignored([], []), {}, quick=False).run(b"")
    assert max(len(part.get("folders", ())) for part in parts) == module._FOLDERS
