from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from mediad_sdk.runner.names import Ignored

NAMES = [b".5git", b"a.part", b"x~", b"Thumbs.db", b"film.mkv", b"ab1c", b"*", b"\xff\xfe.part", b"", b"a.b.part.mkv"]


@pytest.mark.parametrize("glob", [b".*", b"*.part", b"*~", b"ab?c", b"a*c", b"[.T]*", b"*", b"*.part.*", b"\xff*"])
def test_a_glob_means_what_fnmatch_says(glob: bytes) -> None:
    match = Ignored([], [glob]).match
    for name in NAMES:
        assert match(name) == fnmatchcase(name, glob), name


def test_an_exact_name_matches_itself_alone() -> None:
    match = Ignored([b"Thumbs.db"], []).match
    assert [name for name in NAMES if match(name)] == [b"Thumbs.db"]
