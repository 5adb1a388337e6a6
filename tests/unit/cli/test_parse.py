"""What people are told that a name says, where they do not say what it is of."""

from __future__ import annotations

import pytest

from mediad.cli.commands.parse import _for_people, _guess
from mediad_names import read


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("One Piece Chapter 1001.cbz", "comic"), ("Ann Fern - Mort (1987).epub", "book"), ("01 - Bark.FLAC", "music"),
        ("Moss.m4b", "audiobook"), ("One Piece Chapter 1001", "comic"), ("[Group] Lantern v03 (Digital)", "comic"),
        ("Ann Fern - Lichen (2007) [FLAC]", "music"), ("Some.Show.S01E02.1080p.WEB-GRP.mkv", None),
        ("Heat (1995)", None), ("Heat", None), ("Ann.Fern-Lichen-WEB-FLAC-2007-GRP", "music"),
        ("Ann Fern - Live (2012) [1080p BluRay FLAC]", None),
    ],
)  # fmt: skip  # a table
def test_a_name_is_read_by_whom_it_is_for(name: str, kind: str | None) -> None:
    assert _guess(read, name) == kind


def test_people_see_what_stands_in_the_name() -> None:
    reading = read("The.Show.S01E02.avi", None)
    fields = {"match": True, **reading.fields, "languages": (), "episode_title": ""}
    told = dict(_for_people(fields, reading.implied, None))
    assert told == {"Read as": "film or series", "Title": "The Show", "Season": 1, "Episodes": (2,), "Container": "avi"}
    assert "Version" not in dict(_for_people({"title": "A", "version": 1}, (), "book"))
