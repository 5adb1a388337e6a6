"""What belongs to a show without being an episode: extras, pictures, subtitles, ids of its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_sdk.values.works import Work

EXTRAS = {
    "Show/Trailers/Teaser.mkv": ("trailer", "show|"),
    "Show/Season 1/Featurettes/Making of.mkv": ("featurette", "1"),
    "Show/Season 1/Show - S01E04-trailer.mkv": ("trailer", "1"),
    "Show/Season 1/Gag Reel.mkv": ("other", "1"),
    "Show/Season 1/[Grp] Show - NCOP1 [BD].mkv": ("other", "1"),
}
ASIDE = {
    "Show/[Grp] Show NCOP1.mkv": "NCOP1",
    "Show/[Grp] Show - Textless Ending 2 [BD].mkv": "Textless Ending 2",
    "Show/[Grp] Show - Opening 1 [BD].mkv": "Opening 1",
    "Show/[Grp] Show - Menu 1 [BD].mkv": "Menu 1",
}


@pytest.mark.parametrize("path", EXTRAS)
def test_an_extra_belongs_to_its_season_or_show(path: str, works_of: Callable[..., list[Work]]) -> None:
    made = works_of(path, "Show/Season 1/Show - S01E01.mkv")
    assert [(work.extra, work.parent and work.parent.key) for work in made if work.extra] == [EXTRAS[path]]


@pytest.mark.parametrize("path", ASIDE)
def test_what_lies_beside_the_episodes_of_no_season_is_an_extra_of_the_show(
    path: str, works_of: Callable[..., list[Work]]
) -> None:
    made = works_of(path, "Show/[Grp] Show - 01.mkv", "Show/[Grp] Show - 02 - Happy Ending.mkv")
    told = [(work.parent and work.parent.key, work.documents[0].fields["title"]) for work in made if work.extra]
    assert told == [("show|", ASIDE[path])]
    assert {work.kind for work in made} == {"show", "episode"}


def test_what_lies_beside_belongs_to_show_season_and_episode(works_of: Callable[..., list[Work]]) -> None:
    made = works_of(
        "Show/poster.jpg",
        "Show/season01-poster.jpg",
        "Show/season-specials-poster.jpg",
        "Show/Season 1/Show - S01E01 - Fog.mkv",
        "Show/Season 1/Show - S01E01 - Fog.de.srt",
        "Show/Season 1/Show - S01E01 - Fog-thumb.jpg",
        "Show/Season 1/Show - S01E02 - Rain.mkv",
        "Show/Season 1/Subs/Show - S01E02 - Rain/2_English.srt",
        "Show/Season 1/1x02.fr.srt",
        "Show/Season 1/1x07.fr.srt",
    )
    found = {
        (work.kind, work.key, file.decode())
        for work in made
        for file in (*(art.file for art in work.artwork), *(name for one in work.companions for name in one.files))
    }
    assert found == {
        ("show", "show|", "poster.jpg"),
        ("season", "1", "season01-poster.jpg"),
        ("season", "0", "season-specials-poster.jpg"),
        ("episode", "aired|1", "Show - S01E01 - Fog.de.srt"),
        ("episode", "aired|1", "Show - S01E01 - Fog-thumb.jpg"),
        ("episode", "aired|2", "2_English.srt"),
        ("episode", "aired|2", "1x02.fr.srt"),
    }


def test_a_show_has_the_ids_and_the_year_of_its_folder(works_of: Callable[..., list[Work]]) -> None:
    [show] = [work for work in works_of("Show (2009) {tvdb-77}/tvshow.nfo") if work.kind == "show"]
    assert show.documents[0].fields == {
        "title": "Show",
        "dates": [{"value": "2009", "use": "original"}],
        "ids": [{"scheme": "tvdb", "value": "77", "entity": "series"}],
    }
