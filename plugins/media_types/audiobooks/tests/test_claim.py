from __future__ import annotations

from typing import Any

import pytest

from mediad_plugin_audiobooks.claim import claim

MUSIC = 0.6
"""How sure music is of sound."""


def sureness(make: Any, path: str, *names: str) -> float:
    claimed = claim(make.listing(path, names))
    return claimed.confidence if claimed else 0


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("", ["South Gate.m4b"]),
        ("Audiobooks/Aldo Ferri/North Gate", ["01.mp3", "02.mp3"]),
        ("Hörbücher/Karla Weiß", ["Glut.mp3"]),
        ("Audiolibros/X", ["a.mp3"]),
        ("Аудиокниги/Анна Морская/Маяк", ["01.mp3"]),
        ("Aldo Ferri - North Gate", ["Chapter 01.mp3", "Chapter 02.mp3", "Chapter 03.mp3"]),
        ("Karla Weiß/Glut", ["Kapitel 1.ogg", "Kapitel 2.ogg", "Kapitel 3.ogg"]),
        ("Karla Weiß - Ember (Unabridged)", ["01.mp3", "02.mp3"]),
        ("Edith Marlow/Salt {Jonas Wick}", ["01.mp3", "02.mp3"]),
        ("Edith Marlow/(1994) - Salt {Jonas Wick}", ["01.mp3", "02.mp3"]),
        ("Edith Marlow/Salt", ["Salt 001.mp3", "Salt 002.mp3", "Salt 003.mp3"]),
        ("", ["Edith Marlow - Salt (read by Jonas Wick).mp3"]),
        ("三体", ["第1章.mp3", "第2章.mp3", "第3章.mp3"]),
        ("Edith Marlow/Salt (2014)", ["Salt - Part 1.mp3", "Salt - Part 2.mp3"]),
        ("Edith Marlow - 2014 - Salt (Sea) {64k}", ["001.mp3", "002.mp3"]),
        ("Edith Marlow - Salt (Tides 1) [MP3 64k]", ["Salt - 01 of 02.mp3", "Salt - 02 of 02.mp3"]),
        ("Edith Marlow/Salt/CD1", ["Salt CD1 - 01.mp3", "Salt CD1 - 02.mp3"]),
    ],
)
def test_what_is_read_aloud_is_claimed_more_surely_than_by_music(make: Any, path: str, names: list[str]) -> None:
    assert sureness(make, path, *names) > MUSIC


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Nina Vale/Harbour", ["01 - Ebb.mp3", "02 - Flow.mp3", "03 - Slack.mp3"]),
        ("Music/Nina Vale/Harbour", ["Harbour - 01.mp3", "Harbour - 02.mp3", "Harbour - 03.mp3"]),
        ("Nina Vale/Harbour", ["Harbour 1.mp3", "Harbour 2.mp3"]),
        ("Music/Nina Vale/Harbour/CD1", ["Harbour CD1 - 01.mp3", "Harbour CD1 - 02.mp3"]),
        ("Nina Vale/Harbour", ["01.flac", "02.flac", "03.flac"]),
        ("Nina Vale/Harbour (2011)", ["Track 01.mp3", "Track 02.mp3", "Track 03.mp3"]),
        ("Jonas Wick/Chapter One", ["01 Knot.m4a", "02 Splice.m4a"]),
        ("", ["Nina Vale - Ebb.mp3"]),
        ("Nina Vale/Harbour {FLAC}", ["01 - Ebb.mp3", "02 - Flow.mp3", "03 - Slack.mp3"]),
        ("Nina Vale/Harbour {CAT-001}", ["01 - Ebb.mp3", "02 - Flow.mp3", "03 - Slack.mp3"]),
        ("Nina Vale/Harbour {Deluxe Edition}", ["01 - Ebb.mp3", "02 - Flow.mp3", "03 - Slack.mp3"]),
        ("Nina Vale/Harbour (2004) {Wide Sea}", ["01 - Ebb.mp3", "02 - Flow.mp3", "03 - Slack.mp3"]),
        ("Music/Nina Vale/Harbour {Wide Sea}", ["01 - Ebb.mp3", "02 - Flow.mp3", "03 - Slack.mp3"]),
        ("Nina Vale - Harbour [MP3 320k]", ["01 - Ebb.mp3", "02 - Flow.mp3", "03 - Slack.mp3"]),
        ("Nina Vale/Book of Hours", ["1 Prime.opus", "2 Terce.opus", "3 Sext.opus"]),
    ],
)
def test_what_is_sung_is_left_to_music(make: Any, path: str, names: list[str]) -> None:
    assert 0 < sureness(make, path, *names) < MUSIC


def test_only_bound_books_are_claimed_of_a_heap_of_songs(make: Any) -> None:
    claimed = claim(make.listing("", ["South Gate.m4b", "South Gate.mp3", "Nina Vale - Ebb.mp3", "South Gate.jpg"]))
    assert claimed is not None
    assert set(claimed.files) == {b"South Gate.m4b", b"South Gate.mp3"}
    assert claimed.companions == (b"South Gate.jpg",)


def test_a_spoken_note_is_no_book(make: Any) -> None:
    assert sureness(make, "WhatsApp Voice Notes", "PTT-20230408-WA0003.opus") == 0


def test_the_theme_of_a_film_and_a_video_are_read_by_nobody(make: Any) -> None:
    assert claim(make.listing("Film (2011)", ["Film (2011).mkv", "theme.mp3", "theme.mp4"])) is None
    assert sureness(make, "Audiobooks/Nina Vale/Ebb", "Ebb.mp4") > MUSIC


def test_papers_and_pictures_lie_beside_a_book_and_are_none_alone(make: Any) -> None:
    names = ["a.m4b", "metadata.json", "desc.txt", "reader.txt", "a.cue", "cover.jpg", "map.pdf", "other.jpg"]
    claimed = claim(make.listing("Audiobooks/X", names))
    assert claimed is not None
    assert set(claimed.files) == {b"a.m4b", b"metadata.json", b"desc.txt", b"reader.txt", b"a.cue"}
    assert set(claimed.companions) == {b"cover.jpg", b"map.pdf"}
    assert claim(make.listing("X", ["metadata.json", "cover.jpg"])) is None


def test_on_a_shelf_of_music_a_claim_is_too_unsure_to_inherit_what_music_declines(make: Any) -> None:
    names = ("01 - Im Bau.mp3", "02 - Am Bach.mp3", "03 - Heim.mp3")
    assert (
        sureness(make, "Musik/Die Dachse/Folge 01", *names) < 0.3 <= sureness(make, "Neu/Die Dachse/Folge 01", *names)
    )
