from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mediad_plugin_music.claim import claim
from mediad_sdk.values.media import Entry, Listing


def listing(*names: bytes, folders: tuple[bytes, ...] = (), path: bytes = b"") -> Listing:
    entries = [Entry(name=name, size=1000) for name in names] + [Entry(name=name, type="folder") for name in folders]
    return Listing(path=path, entries=tuple(sorted(entries, key=lambda entry: entry.name)))


def test_music_is_claimed_with_what_lies_beside_it() -> None:
    found = claim(listing(b"1.flac", b"1.lrc", b"cover.jpg", b"album.cue", b"booklet.pdf", b"holiday.jpg", b"film.mkv"))
    assert found is not None
    assert set(found.files) == {b"1.flac", b"album.cue"}
    assert set(found.companions) == {b"1.lrc", b"cover.jpg", b"booklet.pdf"}


def test_a_folder_without_music_is_left_alone() -> None:
    assert claim(listing(b"cover.jpg", b"film.mkv", b"notes.txt")) is None


def test_empty_files_and_a_desktops_own_are_no_music() -> None:
    empty = Listing(
        path=b"", entries=(Entry(name=b"a.mp3"), Entry(name=b"._b.mp3", size=10), Entry(name=b"theme.mp3", size=9))
    )
    assert claim(empty) is None


def test_the_sound_of_videos_is_no_music() -> None:
    assert claim(listing(b"1.mp3", path=b"Films/Salt (2001)/theme-music")) is None
    assert claim(listing(b"Tide - 01.mka", b"Tide - 02.mka", path="Tide/Звук/Studio".encode())) is None
    assert claim(listing(b"Tide - 01.mka", path=b"Tide/[Rus Sound]")) is None
    assert claim(listing(b"Tide (1995).mkv", b"Tide (1995) - Commentary.mka", path=b"Films/Tide (1995)")) is None
    assert claim(listing(b"01 - Salt.mka", path=b"Mira/Tide")) is not None
    assert claim(listing(b"01 - Salt.flac", path=b"Mira/Sound")) is not None


def test_a_spoken_note_is_no_music() -> None:
    assert claim(listing(b"SND_7001.WAV", b"IMG_7001.JPG", path=b"Card/DCIM/100CANON")) is None


def test_a_cover_above_discs_is_claimed() -> None:
    found = claim(listing(b"cover.jpg", folders=(b"CD1", b"CD2"), path=b"Anna Vale/Rivers"))
    assert found is not None
    assert found.companions == (b"cover.jpg",)


@given(st.lists(st.binary(min_size=1, max_size=60), max_size=12, unique=True))
def test_whatever_the_names_are_a_claim_is_made_of_them(names: list[bytes]) -> None:
    given_names = [*names, *(name + b".mp3" for name in names[:4])]
    seen = listing(*dict.fromkeys(given_names))
    found = claim(seen)
    assert claim(seen) == found
    if found:
        assert {*found.files, *found.companions} <= set(given_names)
        assert not set(found.files) & set(found.companions)


def test_what_is_spoken_is_left_to_who_is_surer() -> None:
    def sure(path: str, *names: str) -> float:
        entries = tuple(Entry(name=name.encode(), size=9) for name in names)
        taken = claim(Listing(path=path.encode(), entries=entries))
        assert taken is not None
        return taken.confidence

    songs = sure("Anna Vale/Rivers", "01 - Ebb.mp3", "02 - Chapter.mp3")
    for path in ("Audiobooks/A/B", "Hörbücher/A", "share/Podcasts/Show", "A - B (Unabridged)"):
        assert sure(path, "01.mp3") < songs
    assert sure("A/B", "Chapter 01.mp3", "Chapter 02.mp3", "Outro.mp3") < songs
