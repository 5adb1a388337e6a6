"""Which format of sidecars a file beside media is of, where a library has media of several types."""

from __future__ import annotations

from mediad_sdk.runner.beside import Format, claimed
from mediad_sdk.values.media import Claim, Entry, Listing

FILM, EPISODE, SHOW = (
    Format({"format": name, "kinds": [name], "types": [type_], "collections": {}, "names": names})
    for name, type_, names in (
        ("film", "movies", ["{stem}.nfo", "*.nfo"]),
        ("episode", "tv", ["{stem}.nfo"]),
        ("show", "tv", ["tvshow.nfo"]),
    )
)
FORMATS = {7: FILM, 8: EPISODE, 9: SHOW}


def named(*claims: tuple[str, Claim]) -> dict[int, set[bytes]]:
    names = [b"Night.mkv", b"Night.nfo", b"Show.S01E01.mkv", b"Show.S01E01.nfo", b"tvshow.nfo"]
    listing = Listing(path=b"", entries=tuple(Entry(name=name, size=1) for name in names))
    return {kind: set(files) for kind, files in claimed(FORMATS, listing, claims).items()}


def test_a_file_called_after_media_is_of_a_format_of_their_type() -> None:
    found = named(("movies", Claim(files=(b"Night.mkv",))), ("tv", Claim(files=(b"Show.S01E01.mkv",))))
    assert found == {7: {b"Night.nfo"}, 8: {b"Show.S01E01.nfo"}, 9: {b"tvshow.nfo"}}


def test_formats_of_types_that_have_nothing_in_a_folder_have_nothing_there() -> None:
    assert named(("tv", Claim(files=(b"Show.S01E01.mkv",)))) == {8: {b"Show.S01E01.nfo"}, 9: {b"tvshow.nfo"}}


def test_a_folder_where_a_type_has_companions_alone_may_have_sidecars() -> None:
    assert named(("tv", Claim(companions=(b"tvshow.nfo",)))) == {9: {b"tvshow.nfo"}}
    assert named(("tv", Claim())) == {}
