"""Folders become shows with episodes, with files and without."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_podcasts.assemble import assemble
from mediad_plugin_podcasts.claim import claim
from mediad_plugin_podcasts.extract import extract
from mediad_plugin_podcasts.names import EpisodeName, parse, safe
from mediad_plugin_podcasts.samples import SHOW, samples
from mediad_sdk.errors import PluginFault
from mediad_sdk.testing import MemoryFile
from mediad_sdk.values.media import Entry, Extracted, Listing

if TYPE_CHECKING:
    from pathlib import Path

    from mediad_sdk.values.works import Work


def works(folder: str, files: dict[str, bytes]) -> list[Work]:
    entries = tuple(Entry(name=name.encode(), size=len(files[name])) for name in sorted(files))
    listing = Listing(path=folder.encode(), entries=entries)
    taken = claim(listing)
    assert taken is not None
    facts = []
    for name in taken.files:
        try:
            facts.append(Extracted(name=name, facts=extract(MemoryFile(name.decode(), files[name.decode()]))))
        except PluginFault as error:
            facts.append(Extracted(name=name, error=error.code))
    return list(assemble(listing, facts))


@pytest.fixture(scope="session")
def pier(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder: Path = tmp_path_factory.mktemp("podcasts")
    samples(folder)
    return {path.name: path.read_bytes() for path in (folder / SHOW).iterdir()}


def test_the_samples_are_a_show_with_episodes_that_are_here_and_remote(pier: dict[str, bytes]) -> None:
    show, *episodes = works(SHOW, pier)
    assert (show.kind, show.documents[0].source, show.documents[0].fields["title"]) == ("podcast", "feed", SHOW)
    found = {work.key: (len(work.editions), work.availability.state if work.availability else "") for work in episodes}
    assert found == {"pier-1": (1, ""), "pier-2": (1, ""), "pier-3": (0, "remote")}
    assert [work.position.label for work in episodes if work.position] == ["3", "2", "1"]


def test_an_episode_keeps_its_key_when_its_file_comes_and_goes(pier: dict[str, bytes]) -> None:
    without = {name: data for name, data in pier.items() if name == "podcast.json"}
    assert {work.key for work in works(SHOW, without)} == {work.key for work in works(SHOW, pier)}


def test_a_file_that_the_feed_does_not_name_is_found_by_date_and_title(pier: dict[str, bytes]) -> None:
    said = json.loads(pier["podcast.json"])
    for each in said["episodes"]:
        each.pop("file", None)
    _, *episodes = works(SHOW, {**pier, "podcast.json": json.dumps(said).encode()})
    assert sum(len(work.editions) for work in episodes) == 2
    assert len(episodes) == 3


def test_a_file_that_the_feed_names_is_its_episode_whatever_it_is_called(pier: dict[str, bytes]) -> None:
    said = json.loads(pier["podcast.json"])
    said["episodes"][0]["file"] = "anything.wav"
    sound = next(data for name, data in pier.items() if name.endswith(".wav"))
    _, *episodes = works(SHOW, {"podcast.json": json.dumps(said).encode(), "anything.wav": sound})
    assert [work.key for work in episodes if work.editions] == ["pier-3"]


def test_a_folder_without_a_record_is_read_by_names(pier: dict[str, bytes]) -> None:
    sound = next(data for name, data in pier.items() if name.endswith(".wav"))
    files = {"2024-01-02 - Low Water.wav": sound, "2024-02-01 - Rope.wav": sound}
    show, *episodes = works("Podcasts/Pier", files)
    assert show.documents[0].fields["title"] == "Pier"
    dates = {work.documents[-1].fields["dates"][0]["value"]: work.documents[-1].fields["title"] for work in episodes}
    assert dates == {"2024-01-02": "Low Water", "2024-02-01": "Rope"}


def test_seasons_are_folders_or_told_by_the_feed(pier: dict[str, bytes]) -> None:
    sound = next(data for name, data in pier.items() if name.endswith(".wav"))
    _, episode = works("Podcasts/Pier/Season 2", {"03 - Rope.wav": sound})
    assert episode.parent is not None
    assert (episode.parent.kind, episode.parent.key, episode.key) == ("podcast_season", "2", "|rope")


@pytest.mark.parametrize(
    ("folder", "names", "sure"),
    [
        ("Podcasts/Pier", ["Low Water.mp3"], True),
        ("Anything", ["podcast.json"], True),
        ("Pier", ["2024-01-02 - A.mp3", "2024-01-09 - B.mp3"], True),
        ("Music/Band/Album", ["01 - Song.mp3", "02 - Song.mp3"], False),
        ("Podcasts", ["stray.mp3"], False),
        ("Bootlegs", ["1977-05-08 Barton Hall.mp3"], False),
        ("Barton Hall", ["1977-05-08 - 01 Loser.mp3", "1977-05-08 - 02 Jack Straw.mp3"], False),
    ],
)
def test_music_is_left_to_music(folder: str, names: list[str], sure: bool) -> None:  # noqa: FBT001  # a table
    entries = tuple(Entry(name=name.encode(), size=9) for name in names)
    assert (claim(Listing(path=folder.encode(), entries=entries)) is not None) is sure


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"[" * 100_000, b'{"title": 3}'])
def test_a_record_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(PluginFault):
        extract(MemoryFile("podcast.json", data))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2024-01-02 - Low Water", EpisodeName(title="Low Water", date="2024-01-02")),
        ("20240102 Low Water", EpisodeName(title="Low Water", date="2024-01-02")),
        ("Pier - 2024-01-02 - Low Water", EpisodeName(title="Low Water", date="2024-01-02")),
        ("Pier - 012 - Low Water", EpisodeName(title="Low Water", number=12)),
        ("S02E03 - Low Water", EpisodeName(title="Low Water", season=2, number=3)),
        ("Low Water", EpisodeName(title="Low Water")),
    ],
)
def test_names_of_episodes(name: str, found: EpisodeName) -> None:
    assert parse(name, "Pier") == found


def test_names_that_are_made_fit_every_file_system() -> None:
    assert safe("a/b\\c: d?") == "a b c d"
    assert safe("..") == "untitled"
    assert len(safe("\u6c34" * 500).encode()) <= 120


def test_hostile_records_make_plain_works() -> None:
    said: dict[str, Any] = {"title": "x", "episodes": [{"guid": "1", "season": "2"}, {}, 3, None, {"people": [[1]]}]}
    assert works("x", {"podcast.json": json.dumps(said).encode()})
