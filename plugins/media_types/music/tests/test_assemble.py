from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_plugin_music.assemble import assemble
from mediad_plugin_music.claim import claim
from mediad_sdk.values.media import Entry, Extracted, Listing
from mediad_sdk.values.works import Selector, Source
from mediad_sdk.wire import works_to_wire

if TYPE_CHECKING:
    from mediad_sdk.values.works import Work

AUDIO = {"codec": "flac", "lossless": True, "duration_ms": 600_000, "bit_depth": 16, "sample_rate": 44100}


def folder(path: str, files: dict[str, dict[str, Any] | None], *beside: str) -> list[Work]:
    """Assemble a folder of tagged files (None: no tags) and other names."""
    names = sorted([*files, *beside])
    listing = Listing(path=path.encode(), entries=tuple(Entry(name=name.encode(), size=9) for name in names))
    facts = []
    for name in sorted(files):
        tags = files[name]
        known = tags if tags is not None and "cue" in tags else {"audio": AUDIO, "tags": tags or {}}
        facts.append(Extracted(name=name.encode(), facts=known))
    works = list(assemble(listing, facts))
    taken = claim(listing)
    assert taken is not None
    all_works = [*works, *(work.parent for work in works if work.parent)]
    named = {file for work in all_works for one in work.companions for file in one.files}
    assert named | {art.file for work in all_works for art in work.artwork} <= {*taken.files, *taken.companions}
    return works


def tracks(works: list[Work]) -> list[Work]:
    return [work for work in works if work.kind == "track"]


def album(work: Work) -> Work:
    assert work.parent is not None
    return work.parent if work.parent.kind == "album" else album(work.parent)


def credited(work: Work, role: str = "") -> list[str]:
    found = work.documents[0].fields.get("credits", [])
    return [credit["name"] for credit in found if not role or credit["role"] == role]


def tagged(number: int, title: str, artist: str = "Anna Vale", **more: Any) -> dict[str, Any]:
    return {"track": number, "title": title, "artist": artist, "album": "Rivers", "date": "1998", **more}


def test_an_album_is_its_tracks_in_order() -> None:
    works = folder("Anna Vale/Rivers", {"1.flac": tagged(1, "Ebb"), "2.flac": tagged(2, "Flow")}, "cover.jpg")
    assert [(work.position.label, work.documents[0].fields["title"]) for work in works if work.position] == [
        ("1", "Ebb"),
        ("2", "Flow"),
    ]
    assert works[0].parent is works[1].parent
    assert album(works[0]).key == "anna vale|rivers||1998"
    assert [art.file for art in album(works[0]).artwork] == [b"cover.jpg"]
    assert credited(album(works[0])) == ["Anna Vale"]


@pytest.mark.parametrize(
    ("file", "codec", "label"),
    [("1.ogg", "vorbis", "Ogg Vorbis"), ("1.wav", "pcm", "WAV"), ("1.aif", "pcm", "AIFF"), ("1.mp3", "mp3", "MP3")],
)
def test_an_edition_is_called_what_people_call_its_format(file: str, codec: str, label: str) -> None:
    listing = Listing(path=b"x", entries=(Entry(name=file.encode(), size=9),))
    facts = {"audio": {"codec": codec, "duration_ms": 1}, "tags": tagged(1, "Ebb")}
    [track] = tracks(list(assemble(listing, [Extracted(name=file.encode(), facts=facts)])))
    assert track.editions[0].label == label


def test_the_album_artist_stays_one_credit_as_printed() -> None:
    works = folder("x", {"1.flac": tagged(1, "Ebb", album_artist="Vale, Wick & Sons")})
    assert credited(album(works[0])) == ["Vale, Wick & Sons"]


def test_guests_are_credits_of_the_track_and_signs_split_nothing() -> None:
    works = folder("x", {"1.flac": tagged(1, "Ebb", "Anna Vale feat. Wick & Sons"), "2.flac": tagged(2, "Flow")})
    assert credited(works[0], "artist") == ["Anna Vale"]
    assert credited(works[0], "featured") == ["Wick & Sons"]
    assert credited(album(works[0])) == ["Anna Vale"]


def test_several_values_split_a_credit_and_keep_the_print_between_them() -> None:
    tags = tagged(1, "Ebb", "Anna Vale feat. Wick & Sons", artists=["Anna Vale", "Wick", "Sons"])
    made = folder("x", {"1.flac": tags})[0].documents[0].fields["credits"]
    assert [(one["name"], one["role"], one.get("join", "")) for one in made] == [
        ("Anna Vale", "artist", " feat. "),
        ("Wick", "featured", " & "),
        ("Sons", "featured", ""),
    ]


def test_a_performer_is_credited_without_the_instrument() -> None:
    tags = tagged(1, "Ebb", performers=["Anna Vale (violin)", "Wick (and Sons) (piano)", "(Brackets)"])
    made = folder("x", {"1.flac": tags})
    assert credited(made[0], "performer") == ["Anna Vale", "Wick (and Sons)", "(Brackets)"]


def test_many_artists_without_an_album_artist_are_a_compilation() -> None:
    works = folder("x", {"1.flac": tagged(1, "Ebb"), "2.flac": tagged(2, "Flow", "Jonas Wick")})
    assert credited(album(works[0])) == ["Various Artists"]
    assert album(works[0]).documents[0].fields["compilation"] is True


def test_discs_by_tag_folder_or_name_are_one_album() -> None:
    by_tag = folder("x", {"1.flac": tagged(1, "Ebb", disc=2, disc_total=2)})
    by_folder = folder("Anna Vale/Rivers/CD2", {"1.flac": tagged(1, "Ebb")})
    by_name = folder("x", {"1.flac": tagged(1, "Ebb") | {"album": "Rivers (Disc 2)"}})
    assert {album(works[0]).key for works in (by_tag, by_folder, by_name)} == {"anna vale|rivers||1998"}
    assert {works[0].key for works in (by_tag, by_folder, by_name)} == {"2|1|ebb"}
    assert {works[0].parent.key for works in (by_tag, by_folder, by_name) if works[0].parent} == {"2"}


def test_flac_beside_mp3_are_editions_of_one_track() -> None:
    works = folder("x", {"1.flac": tagged(1, "Ebb"), "1.mp3": tagged(1, "Ebb")})
    assert len(works) == 1
    assert len(works[0].editions) == 2


def test_formats_in_folders_of_their_own_have_the_same_keys() -> None:
    flac = folder("Anna Vale/Rivers [FLAC]", {"1.flac": tagged(1, "Ebb")})
    mp3 = folder("Anna Vale/Rivers [MP3]", {"1.mp3": tagged(1, "Ebb")})
    assert (album(flac[0]).key, flac[0].key) == (album(mp3[0]).key, mp3[0].key)


def test_the_year_of_an_album_is_that_of_all_its_tracks_or_of_its_folder() -> None:
    mixed = {"1.flac": tagged(1, "Ebb", date="1981"), "2.flac": tagged(2, "Flow", date="1993-05-01")}
    assert album(folder("Anna Vale/Rivers", mixed)[0]).key == "anna vale|rivers||"
    assert album(folder("Anna Vale/Rivers (1993)", mixed)[0]).key == "anna vale|rivers||1993"
    undated = {"1.flac": tagged(1, "Ebb", date="")}
    work = album(folder("Anna Vale/Rivers (1993)", undated)[0])
    assert work.key == "anna vale|rivers||1993"
    assert [(one.source, "dates" in one.fields) for one in work.documents] == [("tags", False), ("name", True)]


def test_two_albums_of_one_name_are_told_apart_by_their_credits() -> None:
    works = folder("x", {"1.flac": tagged(1, "Ebb", album_artist="A"), "2.flac": tagged(1, "Flow", album_artist="B")})
    assert {album(work).key for work in works} == {"a|rivers||1998", "b|rivers||1998"}


def test_tracks_without_tags_are_an_album_by_their_names() -> None:
    works = folder("Anna Vale/Rivers (1998)", {"01 - Ebb.mp3": None, "02 - Flow.mp3": None})
    assert album(works[0]).key == "anna vale|rivers||1998"
    assert [work.key for work in works] == ["1|1|ebb", "1|2|flow"]
    assert works[0].documents[-1].source == "name"
    assert credited(works[0]) == ["Anna Vale"]


def test_a_title_that_only_says_what_the_file_is_called_leaves_it_to_the_name() -> None:
    files = {
        "01 - Ebb.flac": tagged(1, "Track 01"),
        "02 - Flow.flac": tagged(2, "02 - Flow.flac"),
        "03 - Rise.flac": tagged(3, "03 - Rise"),
        "99 Balloons.flac": tagged(4, "99 Balloons"),
        "Track 5.flac": tagged(5, "Track 5"),
    }
    works = sorted(
        tracks(folder("Anna Vale/Rivers", files)), key=lambda work: work.position.value if work.position else 0
    )
    titles = [next(said.fields["title"] for said in work.documents if "title" in said.fields) for work in works]
    assert titles == ["Ebb", "Flow", "Rise", "99 Balloons", "Track 5"]


def test_a_track_says_the_disc_that_its_tags_say() -> None:
    [work] = tracks(folder("Anna Vale/Rivers", {"1.flac": tagged(1, "Ebb", disc=1)}))
    assert work.documents[0].fields["disc"] == 1


def test_loose_tracks_have_no_album() -> None:
    works = folder("Downloads", {"Anna Vale - Ebb.mp3": None, "Jonas Wick - Salt.mp3": None})
    assert [work.parent for work in works] == [None, None]
    assert [credited(work) for work in works] == [["Anna Vale"], ["Jonas Wick"]]


def test_a_cue_sheet_cuts_one_file_into_tracks() -> None:
    sheet = {
        "title": "Rivers",
        "performer": "Anna Vale",
        "tracks": [
            {"number": 1, "file": "all.flac", "start": 0, "title": "Ebb"},
            {"number": 2, "file": "all.flac", "start": 90_000, "title": "Flow", "performer": "Jonas Wick"},
        ],
    }
    works = folder("x", {"all.flac": {"album": "Rivers"}, "all.cue": {"cue": sheet}})
    parts = [work.editions[0].parts[0] for work in works]
    assert [part.selector for part in parts] == [
        Selector(kind="time", end=90_000),
        Selector(kind="time", start=90_000),
    ]
    assert {part.sources for part in parts} == {(Source(file=b"all.flac"),)}
    assert [work.editions[0].facts["duration_ms"] for work in works] == [90_000, 510_000]
    assert credited(works[1]) == ["Jonas Wick"]
    assert credited(album(works[0])) == ["Anna Vale"]


def test_cue_sheets_of_two_discs_make_one_album() -> None:
    sheets: dict[str, dict[str, Any] | None] = {}
    for disc in (1, 2):
        pieces = [{"number": n, "title": f"Song {n}", "file": f"R CD{disc}.flac", "start": n * 1000} for n in (1, 2)]
        sheets |= {f"R CD{disc}.flac": None}
        sheets |= {
            f"R CD{disc}.cue": {"cue": {"performer": "Anna Vale", "title": f"Rivers CD{disc}", "tracks": pieces}}
        }
    works = tracks(folder("Anna Vale - Rivers", sheets))
    assert {album(work).documents[0].fields["title"] for work in works} == {"Rivers"}
    assert sorted(work.parent.key for work in works if work.parent) == ["1", "1", "2", "2"]


def test_silent_tracks_of_one_name_stay_tracks() -> None:
    works = folder("x", {f"{n:02}.flac": tagged(n, "[silence]") for n in range(1, 98)})
    assert len({work.key for work in works}) == 97


def test_tags_that_say_the_same_of_every_file_tell_nothing_apart() -> None:
    works = folder("x", {"Ebb.flac": tagged(1, "Track"), "Flow.flac": tagged(1, "Track")})
    assert len(works) == 2


def test_lyrics_belong_to_their_track_and_booklets_to_the_album() -> None:
    works = folder("x", {"1.flac": tagged(1, "Ebb")}, "1.lrc", "booklet.pdf", "rip.log")
    assert [(one.role, one.files) for one in works[0].companions] == [("lyrics", (b"1.lrc",))]
    assert [one.role for one in album(works[0]).companions] == ["booklet", "sidecar"]


def test_a_damaged_file_is_a_track_that_cannot_be_read() -> None:
    listing = Listing(path=b"A/B (1998)", entries=(Entry(name=b"01 - Ebb.flac", size=9),))
    (work,) = assemble(listing, [Extracted(name=b"01 - Ebb.flac", error="damaged")])
    assert work.editions[0].status == "unreadable"
    assert work.editions[0].reason


def test_ids_and_dates_keep_their_kind() -> None:
    id_ = "f27ec8db-af05-4f36-916e-3d57f91ecf5e"
    tags = tagged(1, "Ebb", release_id=id_, recording_id=id_, original_date="1969", artist_ids=[id_])
    work = folder("x", {"1.flac": tags})[0]
    assert {"scheme": "musicbrainz", "entity": "release", "value": id_} in album(work).documents[0].fields["ids"]
    assert work.documents[0].fields["ids"] == [{"scheme": "musicbrainz", "entity": "recording", "value": id_}]
    assert work.documents[0].fields["credits"][0]["ids"][0]["entity"] == "artist"
    assert album(work).documents[0].fields["dates"] == [
        {"value": "1969", "use": "original"},
        {"value": "1998", "use": "edition"},
    ]


def test_an_album_is_the_release_that_most_of_its_tracks_name() -> None:
    for said, release in (("abb", "b"), ("ba", "a"), ("bba", "b"), ("-ab", "a")):
        files = {f"{at}.flac": tagged(at, f"T{at}", release_id=each.strip("-")) for at, each in enumerate(said, 1)}
        assert album(folder("x", dict(files))[0]).documents[0].fields["ids"] == [
            {"scheme": "musicbrainz", "entity": "release", "value": release}
        ]


TAGS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(min_size=1, max_size=20),
        "artist": st.text(min_size=1, max_size=20),
        "album": st.text(min_size=1, max_size=20),
        "track": st.integers(1, 200),
        "disc": st.integers(1, 9),
        "date": st.text(max_size=12),
        "artists": st.lists(st.text(min_size=1, max_size=9), max_size=3),
    },
)


@given(st.dictionaries(st.binary(min_size=1, max_size=20), TAGS, max_size=8), st.binary(max_size=30))
def test_whatever_the_tags_say_every_file_is_one_edition_and_the_answer_is_the_same(
    files: dict[bytes, dict[str, Any]], path: bytes
) -> None:
    named = {name.replace(b"/", b"_") + b".mp3": tags for name, tags in files.items()}
    listing = Listing(path=path.strip(b"/"), entries=tuple(Entry(name=name, size=5) for name in sorted(named)))
    taken = claim(listing)
    names = taken.files if taken else ()
    facts = [Extracted(name=name, facts={"audio": AUDIO, "tags": named[name]}) for name in names]
    works = list(assemble(listing, facts))
    sources = [part.sources[0].file for work in works for edition in work.editions for part in edition.parts]
    assert sorted(sources) == sorted(names)
    assert msgpack.packb(works_to_wire(works)) == msgpack.packb(works_to_wire(assemble(listing, facts)))
    keys = [(work.kind, work.key, id(work.parent)) for work in tracks(works)]
    assert len(keys) == len(set(keys))
