from __future__ import annotations

import pytest

from mediad.library.inventory.difference import known_digest
from mediad.library.inventory.ignored import ignored
from mediad.library.inventory.problems import AGAIN, code_of, sentence
from mediad.library.inventory.scan import arguments, ways_of, within
from mediad.library.inventory.settle import Covered
from mediad.library.inventory.walking import starts_of
from mediad.storage.ports.libraries import Library, Root
from mediad_sdk.errors import Invalid
from mediad_sdk.runner.names import Ignored

LIBRARY = Library(
    id=1, uid="one", name="Films", types=("films",),
    roots=(Root(id=1, uid="a", library=1, path=b"/a"), Root(id=2, uid="b", library=1, path=b"/b")),
)  # fmt: skip  # a library


def test_a_path_inside_another_is_walked_once() -> None:
    assert starts_of([b"a/b", b"a", b"ab", b"c"]) == (b"a", b"ab", b"c")
    assert starts_of([b"", b"a"]) == (b"",)


@pytest.mark.parametrize(("path", "below"), [(b"/a", b""), (b"/a/x/", b"x"), (b"/ab", None), (b"/a/../b", None)])
def test_a_path_is_placed_below_its_root(path: bytes, below: bytes | None) -> None:
    assert within(b"/a", path) == below


def test_a_sub_tree_goes_to_the_root_that_has_it() -> None:
    assert list(ways_of(LIBRARY, {"path": "/b/films"})) == [2]
    assert ways_of(LIBRARY, {"path": "/b/films"})[2].starts == (b"films",)


def test_a_path_in_no_root_is_refused_with_a_sentence() -> None:
    with pytest.raises(Invalid, match="/c lies in none of the folders of Films"):
        ways_of(LIBRARY, {"path": "/c"})


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        arguments("one", mode="fast")
    assert refused.value.places == (("/mode", "Use one of full, quick, dry, again."),)


def test_what_lies_below_an_unreadable_folder_or_beside_the_start_is_not_covered() -> None:
    covered = Covered(start=b"a", unread=frozenset({b"a/locked"}))
    assert [path for path in (b"a", b"a/b", b"a/lockedout") if not covered.covers(path)] == []
    assert [path for path in (b"a/locked", b"a/locked/c", b"ab", b"") if covered.covers(path)] == []
    assert not Covered(unread=frozenset({b""})).covers(b"a")


def test_a_digest_counts_only_with_the_salt_it_was_kept_with() -> None:
    assert known_digest(b"d" * 16 + b"salt", b"salt") == b"d" * 16
    assert known_digest(b"d" * 16 + b"salt", b"tlas") == b""
    assert known_digest(b"retry", b"salt") == b""


@pytest.mark.parametrize(
    ("name", "passed"),
    [
        (b"@eaDir", True), (b"lost+found", True), (b".Trash-1000", True), (b"half.mkv.part", True), (b"x.!qB", True),
        (b"$RECYCLE.BIN", True), (b"._cover.jpg", True), (b"_UNPACK_film", True), (b"Mine", True), (b"a.own", True),
        (b".hidden", True), (b".zfs", True), (b".DS_Store", True), (b"incomplete", True), (b"a.incomplete", True),
        (b"@appstore", True), (b"trashbox", True), (b"@peace", False),
        (b".~tmp~", True), (b"$Recycle.Bin", True), (b"Recycle Bin", True), (b"Recycle Bin (2006).mkv", False),
        (b"film.mkv", False), (b"Trash", False), (b"part.mkv", False), (b"\xff.mkv", False), (b".45 (2006)", False),
        (b"...And the Sea (1992).mkv", False), (b"Incomplete (2009)", False),
    ],
)  # fmt: skip  # a table
def test_the_table_of_ignored_names(name: bytes, passed: bool) -> None:  # noqa: FBT001
    names, globs = ignored(["Mine", "*.own"])
    assert bool(Ignored(list(names), list(globs)).match(name)) is passed


@pytest.mark.parametrize("code", [*sorted(AGAIN), "timeout", "crash", "too_large", "empty", "loop", "of a plugin"])
def test_every_code_has_a_sentence_that_says_what_to_do(code: str) -> None:
    found = sentence(code, "what the worker saw")
    assert found.count(". ") >= 1
    assert found.endswith(".")
    assert found[0].isupper() or code == "of a plugin"
    assert code_of("changed") == "changing"
