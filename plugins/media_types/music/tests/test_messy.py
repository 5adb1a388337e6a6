"""Music as it lies about: badly tagged, loaded twice, counted in other ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_music.assemble import assemble
from mediad_sdk.values.media import Entry, Extracted, Listing

if TYPE_CHECKING:
    from mediad_sdk.values.works import Work

AUDIO = {"codec": "flac", "lossless": True, "duration_ms": 600_000, "bit_depth": 16, "sample_rate": 44100}


def folder(path: str, files: dict[str, dict[str, Any] | None]) -> list[Work]:
    """Assemble a folder of tagged files (None: no tags)."""
    names = sorted(files)
    listing = Listing(path=path.encode(), entries=tuple(Entry(name=name.encode(), size=9) for name in names))
    facts = [Extracted(name=name.encode(), facts={"audio": AUDIO, "tags": files[name] or {}}) for name in names]
    return list(assemble(listing, facts))


def album(work: Work) -> Work:
    assert work.parent is not None
    return work.parent if work.parent.kind == "album" else album(work.parent)


def tagged(number: int, title: str, artist: str = "Anna Vale", **more: Any) -> dict[str, Any]:
    return {"track": number, "title": title, "artist": artist, "album": "Rivers", "date": "1998", **more}


def test_numbers_by_the_hundred_are_discs_and_tracks() -> None:
    works = folder("Anna Vale/Rivers (1998)", {"101 Ebb.mp3": None, "102 Flow.mp3": None, "201 Salt.mp3": None})
    assert [work.key for work in works] == ["1|1|ebb", "1|2|flow", "2|1|salt"]
    works = folder("Anna Vale/Rivers (1998)", {"101 Ebb.mp3": None, "107 Flow.mp3": None, "12 Salt.mp3": None})
    assert sorted(work.key for work in works) == ["1|101|ebb", "1|107|flow", "1|12|salt"]


def test_a_dash_parts_an_artist_only_where_most_names_have_one() -> None:
    works = folder("Anna Vale/Rivers (1998)", {"01 - Ebb.mp3": None, "02 - Ebb - Live.mp3": None, "03 - Sea.mp3": None})
    assert [work.documents[0].fields["title"] for work in works] == ["Ebb", "Ebb - Live", "Sea"]


def test_two_letters_are_the_sides_of_a_single() -> None:
    works = folder("Anna Vale/Ebb (1981)", {"A - Ebb.flac": None, "B - Flow.flac": None})
    assert [(work.key, work.position and work.position.label) for work in works] == [
        ("1|A|ebb", "A"),
        ("1|B|flow", "B"),
    ]
    works = folder("Anna Vale/Ebb (1981)", {"A - Ebb.flac": None, "Bo - Flow.flac": None})
    assert [work.position for work in works] == [None, None]


def test_a_dash_in_a_few_titles_is_no_band_where_the_folder_knows_who() -> None:
    names = ["01 - Ebb - Part 1.mp3", "02 - Ebb - Part 2.mp3", "03 - Flow.mp3", "04 - Salt.mp3"]
    works = folder("Anna Vale/Rivers (1998)", dict.fromkeys(names))
    assert [work.documents[0].fields["title"] for work in works] == ["Ebb - Part 1", "Ebb - Part 2", "Flow", "Salt"]


def test_a_folder_knows_whose_album_it_is_where_most_songs_name_them() -> None:
    artists = ["Bo & Anna Vale", "Anna Vale x Cy", "Bo"]
    files = {f"{at}.mp3": tagged(at, f"Ebb {at}a", by) for at, by in enumerate(artists, 1)}
    for path, by in (("Anna Vale/Rivers", "Anna Vale"), ("Bo/Rivers", "Bo"), ("Val/Rivers", "Various Artists")):
        fields = album(folder(path, dict(files))[0]).documents[0].fields
        assert [credit["name"] for credit in fields["credits"]] == [by]


def test_a_folder_that_names_the_artist_of_every_song_is_an_album_without_numbers() -> None:
    works = folder("New/Anna Vale - Rivers", {"Anna Vale - Ebb.mp3": None, "Anna Vale - Flow.mp3": None})
    assert {album(work).documents[0].fields["title"] for work in works} == {"Rivers"}
    works = folder("New/Anna Vale - Mix", {"Anna Vale - Ebb.mp3": None, "Ugo Falk - Flow.mp3": None})
    assert [work.parent for work in works] == [None, None]


def test_titles_that_only_count_and_names_of_the_file_give_way_to_names() -> None:
    tags = [{"title": "Track 01", "track": 1}, {"title": "02 - Flow", "track": 2}, {"title": "99 Lanterns", "track": 3}]
    names = ["01 - Ebb.mp3", "02 - Flow.mp3", "03 - 99 Lanterns.mp3"]
    works = folder("Anna Vale/Rivers (1998)", dict(zip(names, tags, strict=True)))
    assert [work.key for work in works] == ["1|1|ebb", "1|2|flow", "1|3|99 lanterns"]
    kept = folder("x", {"Track 01.mp3": tagged(1, "Track 01")})
    assert kept[0].documents[0].fields["title"] == "Track 01"


def test_a_title_with_the_ending_of_its_file_gives_way_to_the_name() -> None:
    named, tagged_ = folder(
        "Anna Vale/Rivers", {"01 - Ebb.mp3": tagged(1, "Ebb.mp3"), "02 - No.mp3": tagged(2, "Yes.mp3")}
    )
    assert [one.fields.get("title") for one in named.documents] == [None, "Ebb"]
    assert [one.fields.get("title") for one in tagged_.documents] == ["Yes.mp3"]


def test_an_album_that_nobody_named_is_the_folder() -> None:
    for album_ in ("New Folder", "www.songs.example.com", "Neuer Ordner"):
        works = folder("Anna Vale/Rivers (1998)", {"1.flac": tagged(1, "Ebb") | {"album": album_}})
        assert album(works[0]).key == "anna vale|rivers||1998"


def test_a_file_that_was_loaded_twice_is_one_part_and_another_is_an_edition() -> None:
    twice = folder("x", {"Ebb.flac": tagged(1, "Ebb"), "Ebb (1).flac": tagged(1, "Ebb")})
    assert [[source.file for source in part.sources] for part in twice[0].editions[0].parts] == [
        [b"Ebb (1).flac", b"Ebb.flac"]
    ]
    listing = Listing(path=b"x", entries=(Entry(name=b"Ebb (1).flac", size=5), Entry(name=b"Ebb.flac", size=9)))
    facts = [Extracted(name=entry.name, facts={"audio": AUDIO, "tags": tagged(1, "Ebb")}) for entry in listing.entries]
    (work,) = assemble(listing, facts)
    assert len({edition.rendition for edition in work.editions}) == 2


def test_a_disc_without_a_level_of_its_own_is_told_by_its_tracks() -> None:
    one = folder("x", {"1.flac": tagged(1, "Ebb", disc=1)})
    assert one[0].documents[0].fields["disc"] == 1
    assert one[0].parent is not None
    assert one[0].parent.kind == "album"
    two = folder("x", {"1.flac": tagged(1, "Ebb", disc=2)})
    assert "disc" not in two[0].documents[0].fields


def test_what_somebody_thought_of_a_song_is_told_as_theirs() -> None:
    works = folder("x", {"1.flac": tagged(1, "Ebb", rating=80, plays=3)})
    assert works[0].documents[0].fields["people"] == [{"rating": 80, "plays": 3, "source": "tags"}]


def test_a_compilation_credited_to_each_artist_is_one_album() -> None:
    names = ("Anna Vale", "Jonas Wick", "Zoë")
    files = {f"{at}.flac": tagged(at, f"Song {at}", by, album_artist=by) for at, by in enumerate(names, 1)}
    assert {album(work).key for work in folder("x", files)} == {"various artists|rivers||1998"}


def test_a_file_that_ends_early_keeps_its_name_and_cannot_be_played() -> None:
    listing = Listing(path=b"x", entries=(Entry(name=b"1.flac", size=9),))
    found = {"audio": AUDIO, "tags": tagged(1, "Ebb"), "error": "truncated"}
    (work,) = assemble(listing, [Extracted(name=b"1.flac", facts=found)])
    assert (work.key, work.editions[0].status) == ("1|1|ebb", "unreadable")
