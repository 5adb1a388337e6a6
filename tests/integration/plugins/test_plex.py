"""The real daemon with the plugin for Plex, inline and in a process of its own, against the Plex of its tests."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, library, outside, until

from mediad_video.samples import ffmpeg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVER = "/servers/plex/server"
TOKEN = "owner-canary-5ecre7"
SETTINGS = """
[plugins.plex]
approve = true
{isolation}
[plugins.plex.settings]
url = "{url}"
token = "{token}"
refresh = true
delay = 1
users = {{ anna = "{user}" }}
folders = {{ Films = ["/data/films"] }}
"""


@pytest.fixture(scope="module")
def theirs(repository: Path) -> Any:
    """Return the module with the Plex of the plugin's tests."""
    place = repository / "plugins/integrations/plex/tests/conftest.py"
    spec = importlib.util.spec_from_file_location("plex_of_the_tests", place)
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module", params=["", 'isolation = "process"\nraw_network = true'], ids=["inline", "process"])
def house(theirs: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Start a daemon with three films, beside a Plex that has two of them."""
    plex = theirs.FakePlex()
    plex.add("11", "Alien", "/data/films/Alien (1979)/Alien (1979).mkv")
    plex.add("12", "Brazil", "/data/films/other.mkv", "tmdb://68")
    with theirs.serving(plex), outside() as made:
        for name in ("Alien (1979)/Alien (1979).mkv", "Brazil (1985) [tmdbid-68]/Brazil (1985).mkv"):
            film = made.place / "films" / name
            film.parent.mkdir(parents=True)
            ffmpeg("-f", "lavfi", "-i", f"testsrc=d=0.2:s=64x{len(name)}0", str(film))
        films = library("films", ["movies"], made.place / "films")
        made.declare(films)
        made.start()
        user = made.send("POST", "/users", {"name": "Anna", "role": "member"})["id"]
        made.scan()
        made.stop()
        settings = SETTINGS.format(url=plex.url, token=TOKEN, user=user, isolation=request.param)
        made.declare(films, settings=settings)
        made.start()
        made.key = made.cli("--json", "key", "add", "--user", "Anna").values[0]["key"]
        made.plex = plex
        yield made


def done(house: Outside, job: str) -> dict[str, Any]:
    """Wait for a job to end well."""
    until(lambda: house.get(f"/jobs/{job}")["state"] in ("finished", "failed"), 30, lambda: house.log[-3000:])
    ended: dict[str, Any] = house.get(f"/jobs/{job}")
    assert ended["state"] == "finished", (ended, house.log[-3000:])
    return ended


def uid(house: Outside, title: str) -> str:
    """Give the id of a film."""
    return next(str(each["id"]) for each in house.items("/items?kind=film") if each["title"] == title)


def test_its_libraries_and_sessions_are_shown_and_its_settings_tested(house: Any) -> None:
    house.plex.playing = [
        {"key": "12", "session": "5", "user": "ben", "player": "TV", "state": "paused", "offset": 60_000}
    ]
    assert [each["name"] for each in house.items(f"{SERVER}/libraries")] == ["Films", "Shows", "Music"]
    [session] = house.items(f"{SERVER}/sessions")
    assert (session["user"], session["title"], session["ids"]) == ("ben", "Brazil", {"tmdb": "68"})
    assert "Plex 1.41.0.1 answers" in house.cli("plugin", "test", "plex").out


def test_what_was_watched_goes_both_ways_and_comes_to_rest(house: Any) -> None:
    alien, brazil = uid(house, "Alien"), uid(house, "Brazil")
    house.plex.watch("anna", "11", 1_650_000_000)
    house.send("POST", f"/me/items/{brazil}/plays", {}, key=house.key)
    first = done(house, house.send("POST", "/jobs", {"type": "plex.sync"})["job"])
    assert (first["result"]["played"], first["result"]["told"]) == (1, 1), house.log[-2000:]
    assert house.get(f"/me/items/{alien}", house.key)["played"] == 1_650_000_000_000
    assert house.plex.view("anna", "12").count == 1
    for _ in range(2):
        again = done(house, house.send("POST", "/jobs", {"type": "plex.sync"})["job"])
        assert again["result"] == {"compared": 2, "unknown": 0, "played": 0, "told": 0}
    assert [house.get(f"/me/items/{each}", house.key)["plays"] for each in (alien, brazil)] == [1, 1]


def test_a_scan_that_finds_a_film_lets_plex_look_at_its_folder_once(house: Any) -> None:
    house.scan()
    assert house.plex.looked == []
    new = house.place / "films/Clue (1985)/Clue (1985).mkv"
    new.parent.mkdir()
    new.write_bytes(b"no film either")
    house.scan()
    until(lambda: house.plex.looked, 20, lambda: house.log[-3000:])
    assert house.plex.looked == [(1, "/data/films")]
    assert house.ask("POST", f"/api/v1{SERVER}/refresh", {"paths": ["/nowhere"]}).status == 404


def test_a_plex_that_is_away_is_told_without_the_token(house: Any) -> None:
    house.plex.fault = 401
    try:
        answer = house.ask("GET", f"/api/v1{SERVER}/libraries")
        assert answer.status >= 400
        assert b"auth" in answer.body
    finally:
        house.plex.fault = ""
    assert TOKEN not in house.log
    assert "NoneType" not in house.log
