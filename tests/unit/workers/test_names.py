from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_sdk.runner.names import Ignored

NAMES = [b".5git", b"a.part", b"x~", b"Thumbs.db", b"film.mkv", b"ab1c", b"*", b"\xff\xfe.part", b"", b"a.b.part.mkv"]


@pytest.mark.parametrize("glob", [b".*", b"*.part", b"*~", b"ab?c", b"a*c", b"[.T]*", b"*", b"*.part.*", b"\xff*"])
def test_a_glob_means_what_fnmatch_says(glob: bytes) -> None:
    match = Ignored([], [glob]).match
    for name in NAMES:
        assert match(name) == fnmatchcase(name, glob), name


SETS: tuple[tuple[list[bytes], list[bytes]], ...] = (
    ([b"Thumbs.db"], [b"*.part", b"~$*", b"._*", b"_UNPACK_*", b"*.!qB"]), ([], [b"*~", b"*.tar.gz"]),
    ([], [b"a*c"]), ([], []),
)  # fmt: skip
WORDS = (
    "",
    ".",
    "..",
    ".a",
    "a",
    "~",
    "~$",
    "_UNPACK_",
    "part",
    ".part",
    "!qB",
    "Thumbs.db",
    "tar",
    "gz",
    "\xff",
    "c",
    " ",
)


@pytest.mark.parametrize(("exact", "globs"), SETS)
@given(listed=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join), max_size=6))
def test_a_folder_at_once_is_told_what_each_name_is_told(
    exact: list[bytes], globs: list[bytes], listed: list[str]
) -> None:
    ignored = Ignored(exact, globs)
    names = [name.encode("latin-1") for name in listed]
    assert ignored.among(names) == {name for name in names if ignored.match(name)}


def test_an_exact_name_matches_itself_alone() -> None:
    match = Ignored([b"Thumbs.db"], []).match
    assert [name for name in NAMES if match(name)] == [b"Thumbs.db"]
