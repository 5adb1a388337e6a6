"""Every answer is as the contract of the protocol says; `shared`, for the contract lies beside the repository."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import App

pytestmark = pytest.mark.shared


@functools.cache
def document(place: Path) -> Any:
    return json.loads(place.read_text())


def followed(value: Any, place: Path) -> tuple[Any, Path]:
    """Follow a reference to another file of the contract."""
    while "$ref" in value:
        place = (place.parent / value["$ref"]).resolve()
        value = document(place)
    return value, place


@functools.cache
def validator(shared: Path, call: str) -> Any:
    """Make what validates the answers of a call."""
    place = (shared / "contracts/opensubsonic/openapi.json").resolve()
    path, place = followed(document(place)["paths"][f"/rest/{call}"], place)
    answer, place = followed(path["get"]["responses"]["200"], place)
    schema = answer["content"]["application/json"]["schema"]
    target = (place.parent / schema["$ref"]).resolve()
    return jsonschema_rs.Draft7Validator({"$ref": target.as_uri()}, retriever=lambda uri: document(Path(uri[7:])))


def calls(app: App) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: PLR0915  # one after another
    """Give calls that cover what the server does, in an order in which each finds something."""
    album = app.album("The Long Coast")
    song, other = album["song"][0]["id"], album["song"][1]["id"]
    artist = album["artistId"]
    yield from ((name, {}) for name in (
        "ping", "getLicense", "getOpenSubsonicExtensions", "getMusicFolders", "getIndexes", "getGenres", "getArtists",
        "getNowPlaying", "getUsers", "getScanStatus", "getPodcasts", "getNewestPodcasts", "getShares", "getVideos",
        "getInternetRadioStations", "getChatMessages", "getRandomSongs",
    ))  # fmt: skip
    yield "setRating", {"id": album["id"], "rating": 4}
    yield "star", {"id": song, "albumId": album["id"], "artistId": artist}
    yield "scrobble", {"id": song, "time": 1700000000000}
    yield "scrobble", {"id": other, "submission": "false"}
    yield "createBookmark", {"id": song, "position": 1500, "comment": "here"}
    yield "savePlayQueue", {"id": [song, other], "current": other, "position": 10}
    yield "createPlaylist", {"name": "Contract", "songId": [song, other, song]}
    for kind in (
        "random",
        "newest",
        "frequent",
        "recent",
        "starred",
        "highest",
        "alphabeticalByName",
        "alphabeticalByArtist",
    ):
        yield "getAlbumList", {"type": kind}
        yield "getAlbumList2", {"type": kind}
    yield "getAlbumList2", {"type": "byYear", "fromYear": 2020, "toYear": 2000}
    yield "getAlbumList2", {"type": "byGenre", "genre": "folk"}
    yield "getMusicDirectory", {"id": artist}
    yield "getMusicDirectory", {"id": album["id"]}
    yield "getArtist", {"id": artist}
    for name in ("getArtistInfo", "getArtistInfo2", "getSimilarSongs", "getSimilarSongs2"):
        yield name, {"id": artist}
    yield from ((name, {"id": album["id"]}) for name in ("getAlbum", "getAlbumInfo", "getAlbumInfo2"))
    yield from ((name, {"id": song}) for name in ("getSong", "getLyricsBySongId"))
    yield "getLyrics", {"artist": "Mira Halloran", "title": "Salt"}
    yield "getTopSongs", {"artist": "Mira Halloran"}
    yield "getSongsByGenre", {"genre": "Folk"}
    yield "search", {"any": "coast"}
    yield from ((name, {"query": "o"}) for name in ("search2", "search3"))
    yield "search3", {"query": ""}
    yield from ((name, {}) for name in (
        "getStarred", "getStarred2", "getNowPlaying", "getBookmarks", "getPlayQueue", "getPlaylists",
    ))  # fmt: skip
    playlist = app.get("getPlaylists")["playlist"][0]["id"]
    yield "getPlaylist", {"id": playlist}
    yield "updatePlaylist", {"playlistId": playlist, "name": "Other", "songIndexToRemove": 0, "songIdToAdd": other}
    yield "getUser", {"username": app.name}
    yield "tokenInfo", {"u": None, "p": None, "apiKey": app.key}
    yield "unstar", {"id": song}
    yield "deleteBookmark", {"id": song}
    yield "deletePlaylist", {"id": playlist}
    yield "startScan", {}


def test_every_answer_is_valid_to_the_contract(fuzzed: App, shared: Path) -> None:
    seen = set()
    for call, given in calls(fuzzed):
        answer = fuzzed.ask(call, **given)
        assert answer.status == 200, (call, answer.body)
        assert answer.said["status"] == "ok", (call, answer.body)
        found = [
            f"{error.instance_path} {error.message}"[:300]
            for error in validator(shared, call).iter_errors(json.loads(answer.body))
        ]
        assert not found, (call, found)
        seen.add(call)
    assert len(seen) > 50


def test_what_is_refused_is_refused_as_the_contract_says(fuzzed: App, shared: Path) -> None:
    for call, given in (
        ("getSong", {"id": "nothing"}), ("getAlbum", {}), ("ping", {"p": "wrong"}),
        ("jukeboxControl", {"action": "get"}),
        ("getUser", {"username": "somebody else"}),
    ):  # fmt: skip
        answer = fuzzed.ask(call, **given)
        assert answer.said["status"] == "failed"
        assert validator(shared, call).is_valid(json.loads(answer.body)), answer.body


def test_every_call_of_the_contract_is_answered_in_the_shape_of_the_protocol(fuzzed: App, shared: Path) -> None:
    for path in document(shared / "contracts/opensubsonic/openapi.json")["paths"]:
        answer = fuzzed.ask(path.removeprefix("/rest/"))
        assert answer.status == 200, (path, answer.body)
        assert answer.said["status"] in {"ok", "failed"}
