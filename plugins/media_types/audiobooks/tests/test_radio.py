from __future__ import annotations

from typing import Any

import pytest

from mediad_plugin_audiobooks import radio
from mediad_plugin_audiobooks.librivox import archived, quality

ANCHORS, MOLE = "Die drei Anker", "Die Mole"


@pytest.mark.parametrize(
    ("name", "above"),
    [
        (f"{ANCHORS} - Folge 012 - {MOLE}", ("Hörspiele",)),
        (f"{ANCHORS} Folge 12: {MOLE}", ()),
        (f"Folge 12 - {MOLE}", ("Hörspiele", ANCHORS)),
        (f"012 - {MOLE}", ("Kinder", "Hörspiele", ANCHORS)),
        (f"12 {MOLE}", ("Hörspiele", ANCHORS)),
        (f"{ANCHORS} - 012 - {MOLE}", ("Hörspiel",)),
        (f"{ANCHORS} (12) {MOLE}", ("Radio Plays",)),
        (f"{ANCHORS}, Episode 12 - {MOLE}", ()),
    ],
)
def test_an_episode_has_a_series_a_number_and_a_title_and_no_author(name: str, above: tuple[str, ...]) -> None:
    found = radio.read(name, above)
    assert found is not None
    assert (found.title, found.series and (found.series.title, found.series.label)) == (MOLE, (ANCHORS, "12"))
    assert found.authors == ()


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("Edith Marlow - The Salt Ledger", ("Hörspiele",)), ("012 - Low Water", ("Edith Marlow",)), ("Folgen 3b", ()),
        ("01 - Teil 1", ("Hörspiele", ANCHORS, MOLE)), ("01", ("Hörspiele", ANCHORS)),
        (f"Folge 12 - {MOLE}", ("Hörspiele",)),
    ],
)  # fmt: skip  # a table
def test_books_chapters_and_what_has_no_series_are_no_episodes(name: str, above: tuple[str, ...]) -> None:
    assert radio.read(name, above) is None


def test_episodes_in_one_folder_are_works_each_and_chapters_in_an_episode_s_folder_are_one(make: Any) -> None:
    flat = make.works(
        f"Hörspiele/{ANCHORS}",
        {f"{ANCHORS} - Folge {at:03d} - {x}.mp3": make.sound() for at, x in ((1, MOLE), (2, "Ebbe"))},
    )
    assert sorted(make.told(work)["title"] for work in flat) == [MOLE, "Ebbe"]
    (one,) = make.works(
        f"Hörspiele/{ANCHORS}/Folge 001 - {MOLE}", {f"{at:02d} - Teil {at}.mp3": make.sound() for at in (1, 2)}
    )
    assert make.told(one)["title"] == MOLE


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("salt_almanac_1105_librivox_64kb_mp3", "salt almanac"), ("salt_almanac_librivox", "salt almanac"),
        ("SaltAlmanac_librivox", "SaltAlmanac"), ("The Salt Almanac", "The Salt Almanac"), ("librivox", "librivox"),
    ],
)  # fmt: skip  # a table
def test_names_of_librivox_are_titles_without_its_marks(name: str, title: str) -> None:
    assert archived(name) == title


def test_bit_rates_are_editions_of_one_reading(make: Any) -> None:
    names = [f"salt_{at:02d}_marlow{rate}.mp3" for rate in ("", "_64kb") for at in (1, 2)]
    (work,) = make.works("salt_librivox", {name: make.sound(album="Salt") for name in names})
    assert sorted(edition.label for edition in work.editions) == ["MP3", "MP3 64kb"]
    assert len({edition.rendition for edition in work.editions}) == 2
    assert quality("salt_64kb") == "64kb"
    assert quality("salt") == ""


@pytest.mark.parametrize(
    "names",
    [
        ["Lecture 01 - Origins", "Lecture 02 - Mines"], ["Ember - 01 - Opening Credits", "Ember - 02 - The Quay"],
        ["Lesson 1 Hello", "Lesson 2 Bread"], ["00 Prologue", "01 Dawn"], ["Chapter 1 - Dawn", "Chapter 2 - Noon"],
    ],
)  # fmt: skip  # a table
def test_what_counts_and_frames_chapters_is_one_book(make: Any, names: list[str]) -> None:
    (work,) = make.works("Audiobooks/Edith Marlow/Ember", {f"{name}.mp3": make.sound() for name in names})
    assert make.told(work)["title"] == "Ember"


def test_chapters_of_several_books_in_one_folder_are_told_apart_by_the_name_that_they_count(make: Any) -> None:
    files = {f"{book}-{at:02d}.mp3": make.sound() for book in ("Tern", "Gull") for at in (1, 2)}
    assert sorted(make.told(work)["title"] for work in make.works("Audiobooks", files)) == ["Gull", "Tern"]


def test_a_folder_called_as_a_year_that_holds_bare_chapters_is_the_book(make: Any) -> None:
    (work,) = make.works("Audiobooks/Edith Marlow/1922", {f"{at:02d}.mp3": make.sound() for at in (1, 2)})
    assert (make.told(work)["title"], make.told(work)["authors"]) == ("1922", ["Edith Marlow"])
