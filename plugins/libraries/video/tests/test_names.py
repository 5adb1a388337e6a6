from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediad_sdk.values.media import Entry, Extracted
from mediad_video import extras, files, parts, release
from mediad_video.beside import tokens
from mediad_video.videos import Video

EXTRAS = {
    "Lamp Room (2011)-trailer": ("trailer", "Lamp Room (2011)"),
    "Lamp Room-behindthescenes": ("behind_the_scenes", "Lamp Room"),
    "Lamp Room (2011) - Deleted Scenes": ("deleted", "Lamp Room (2011)"),
    "trailer": ("trailer", ""),
    "Extra Ordinary (2019)": ("", ""),
    "Deleted (2014)": ("", ""),
    "Interview": ("", ""),
}
PARTS = {
    "Lamp Room (1950) CD1": ("Lamp Room (1950)", "cd", 1),
    "Lamp Room (1950) - part2": ("Lamp Room (1950)", "part", 2),
    "lamp.room.cd2": ("lamp.room", "cd", 2),
    "Lamp Room (1950)": ("", "", 0),
    "lamproom-b": ("lamproom", "", 2),
    "Lamp.Room.1950.CD1.DVDRip": ("Lamp.Room.1950.DVDRip", "cd", 1),
}


@pytest.mark.parametrize(("name", "expected"), EXTRAS.items())
def test_an_extra_is_known_by_its_suffix_and_a_title_is_no_suffix(name: str, expected: tuple[str, str]) -> None:
    assert extras.of(name) == expected


@pytest.mark.parametrize(
    ("folder", "kind"),
    {
        "Bonus Disc 2": "other",
        "Hinter den Kulissen": "behind_the_scenes",
        "Scènes coupées": "deleted",
        "Contenuti speciali": "other",
        "Bandes-annonces": "trailer",
        "Удалённые сцены": "deleted",
        "Menus": "other",
        "The Menu (2022)": "",
        "Disc 2": "",
        "Lamp Room": "",
    }.items(),
)
def test_a_folder_of_extras_is_known_by_its_words(folder: str, kind: str) -> None:
    assert extras.in_folder(folder) == kind


@pytest.mark.parametrize(("name", "expected"), PARTS.items())
def test_parts_are_known(name: str, expected: tuple[str, str, int]) -> None:
    assert parts.part_of(name) == expected


def test_a_sample_is_nothing_unless_it_is_a_film_of_that_name() -> None:
    assert [files.is_sample(name, 1000) for name in ("sample", "lamp.room-sample", "sample-grp")] == [True] * 3
    assert [files.is_sample(name, 1000) for name in ("Sample (2019)", "The Sampler", "Free Samples (2012)")] == [
        False
    ] * 3
    assert not files.is_sample("sample", 9 << 30)


@pytest.mark.parametrize(
    ("rest", "facts"),
    {
        ".de.forced": {"language": "de", "forced": True},
        ".English.SDH": {"language": "en", "hearing_impaired": True},
        ".pt-BR": {"language": "pt-BR"},
        ".ger": {"language": "de"},
        ".Commentary.en.default": {"language": "en", "default": True, "title": "Commentary"},
        ".chs&eng": {"language": "zh", "title": "eng"},
        ".简体": {"language": "zh"},
        ".es-419": {"language": "es-419"},
        ".por-BR": {"language": "pt-BR"},
        ".pob": {"language": "pt-BR"},
        ".zh-Hans": {"language": "zh-Hans"},
        ".sr-Latn": {"language": "sr-Latn"},
        ".no": {"language": "nb"},
        ".fil": {"language": "fil"},
        ".Original Sin": {"title": "Original Sin"},
        ".spa.latin": {"language": "es-419"},
        ".eng.hearing impaired": {"language": "en", "hearing_impaired": True},
        "": {},
    }.items(),
)
def test_what_stands_behind_a_films_name_describes_a_subtitle(rest: str, facts: dict[str, object]) -> None:
    assert tokens(rest, "srt") == {"format": "srt", **facts}


@pytest.mark.parametrize(
    ("name", "size", "expected"),
    [
        (b"a.mkv", 1, True),
        (b"a.MKV", 1, True),
        (b"a.3g2", 1, True),
        (b"a.m2t", 1, True),
        (b"a.mkv", 0, False),
        (b"._a.mkv", 1, False),
        (b"a.strm", 0, True),
        (b"a.iso", 1, True),
        (b"a.srt", 1, False),
        (b"mkv", 1, False),
        (b"a-sample.mkv", 1, False),
        (b"theme.mp4", 1, False),
    ],
)
def test_a_video_is_known_by_its_ending_and_something_inside(name: bytes, size: int, *, expected: bool) -> None:
    assert files.is_video(Entry(name=name, size=size)) is expected


def test_one_of_several_alone_is_whole() -> None:
    for name, part in ((b"Lamp 5of9.mkv", 0), (b"Lamp part2.mkv", 0), (b"Lamp CD2.mkv", 2)):
        ((video,),) = parts.stack([Video.of(Extracted(name=name))])
        assert video.part == part


@settings(deadline=None)  # the first text waits for imports
@given(st.text(max_size=400))
def test_any_text_is_read_the_same_each_time(text: str) -> None:
    assert parts.part_of(text) == parts.part_of(text)
    assert extras.of(text) == extras.of(text)
    assert release.read(text) == release.read(text)


PIECES = (
    "(",
    "[",
    "2011 ",
    " - ",
    "tmdb-",
    "S01",
    "-trailer",
    "cd1 ",
    "extended ",
    "1080p ",
    ".",
    "a.",
    "x",
    " ",
    "directors ",
)


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_names_take_no_time(piece: str) -> None:
    text = (piece * (65536 // len(piece)))[:65536]
    start = time.perf_counter()
    files.text_of(text.encode())
    parts.disc_folder(text)
    extras.in_folder(text)
    tokens(text, "srt")
    assert time.perf_counter() - start < 0.5
