"""py-sonic, which knows the old protocol, and what other apps do by hand."""

from __future__ import annotations

import hashlib
import urllib.request
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import libsonic
import pytest
from libsonic import errors

if TYPE_CHECKING:
    from conftest import App

SPACE = "{http://subsonic.org/restapi}"


def connection(app: App, password: str = "", **how: bool) -> libsonic.Connection:
    host, port = app.address.rsplit(":", 1)
    return libsonic.Connection(host, app.name, password or app.password, port=int(port), appName="tests", **how)


@pytest.mark.parametrize("how", [{}, {"legacyAuth": True}])
def test_an_old_client_signs_in(app: App, how: dict[str, bool]) -> None:
    assert connection(app, **how).ping()
    with pytest.raises(errors.CredentialError):
        connection(app, "wrong", **how).getLicense()


def test_an_old_client_browses_folders_plays_and_keeps_lists(app: App) -> None:
    server = connection(app)
    [folder] = server.getMusicFolders()["musicFolders"]["musicFolder"]
    artists = [each for index in server.getIndexes(folder["id"])["indexes"]["index"] for each in index["artist"]]
    mira = next(each for each in artists if each["name"] == "Mira Halloran")
    album = server.getMusicDirectory(mira["id"])["directory"]["child"][0]
    assert (album["isDir"], album["title"]) == (True, "Paper Lanterns")
    songs = server.getMusicDirectory(album["id"])["directory"]["child"]
    assert [each["title"] for each in songs] == ["Paper Lanterns", "Under the Viaduct", "Salt", "What the Tide Kept"]
    with server.stream(songs[0]["id"], maxBitRate=64, tformat="mp3") as sound:
        assert sound.read(3) == b"ID3"
    with server.getCoverArt(album["coverArt"], size=64) as picture:
        assert len(picture.read()) > 100
    made = server.createPlaylist(name="Old", songIds=[songs[0]["id"], songs[2]["id"]])["playlist"]
    assert [each["title"] for each in server.getPlaylist(made["id"])["playlist"]["entry"]] == ["Paper Lanterns", "Salt"]
    server.deletePlaylist(made["id"])
    assert server.scrobble(songs[0]["id"])["status"] == "ok"
    found = server.search2("coast")["searchResult2"]
    assert [each["title"] for each in found["album"]] == ["The Long Coast"]
    with pytest.raises(errors.DataNotFoundError):
        server.getAlbum("01a1fd4f-2686-77a6-9046-129281383a81")


def test_xml_says_what_json_says(app: App) -> None:
    album = app.album("Træer")
    root = ET.fromstring(app.ask("getAlbum.view", id=album["id"], f=None).body)
    assert (root.tag, root.attrib["status"]) == (f"{SPACE}subsonic-response", "ok")
    [shown] = root
    assert {name: shown.attrib[name] for name in ("name", "songCount", "duration")} == {
        "name": "Træer", "songCount": "3", "duration": "12",
    }  # fmt: skip
    assert [each.attrib["title"] for each in shown.iter(f"{SPACE}song")] == [each["title"] for each in album["song"]]
    genres = ET.fromstring(app.ask("getGenres", f="xml").body)
    assert [each.text for each in genres.iter(f"{SPACE}genre")] == ["Ambient", "Classical", "Folk"]
    refused = ET.fromstring(app.ask("getSong", f=None, id="<&>").body)
    assert refused[0].attrib["code"] == "70"


def test_a_script_calls_the_function_that_was_named_and_no_other(app: App) -> None:
    good = app.ask("ping", f="jsonp", callback="done.now").body
    assert good.startswith(b"/**/done.now({")
    bad = app.ask("ping", f="jsonp", callback="alert(1)//").body
    assert b"alert" not in bad


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"p": "wrong"}, 40), ({"u": "nobody"}, 40), ({"p": "enc:zz"}, 40), ({"u": None}, 10), ({"p": None}, 10),
        ({"p": None, "t": "0" * 32}, 10), ({"c": None}, 10), ({"v": None}, 10), ({"v": "1.99.0"}, 30),
        ({"v": "0.9.0"}, 20), ({"v": "2.0.0"}, 30), ({"v": "new"}, 0), ({"apiKey": "mdk_wrong"}, 43),
        ({"u": None, "p": None, "apiKey": "mdk_wrong"}, 44),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_sign_in_is_said_by_number(app: App, given: dict[str, str], code: int) -> None:
    assert app.code("ping", **given) == code


@pytest.mark.parametrize(
    ("call", "given", "code"),
    [
        ("getSong", {}, 10), ("getSong", {"id": "x"}, 70), ("getAlbumList2", {}, 10),
        ("getAlbumList2", {"type": "x"}, 0),
        ("getAlbumList2", {"type": "byYear"}, 10), ("getAlbumList2", {"type": "newest", "size": "many"}, 0),
        ("createPlaylist", {}, 10), ("star", {}, 10), ("scrobble", {}, 10), ("getUser", {"username": "other"}, 50),
        ("getAvatar", {"username": "Ada"}, 70), ("hls.m3u8", {"id": "x"}, 0), ("nothing", {}, 70), ("stream", {}, 10),
        ("getRandomSongs", {"musicFolderId": 5}, 70), ("setRating", {"id": "x", "rating": 3}, 70),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_call_is_said_by_number(app: App, call: str, given: dict[str, str], code: int) -> None:
    assert app.code(call, **given) == code


def test_a_form_may_hold_everything_the_credentials_too(app: App) -> None:
    songs = [each["id"] for each in app.album("Paper Lanterns")["song"]]
    digest = hashlib.md5(f"{app.password}salt".encode()).hexdigest()
    made = app.get("createPlaylist", form=True, p=None, t=digest, s="salt", name="Form", songId=songs * 60)
    assert made["songCount"] == 240
    app.get("deletePlaylist", form=True, id=made["id"])


def test_who_may_not_ask_gets_an_answer_without_a_name_where_that_is_the_protocol(app: App) -> None:
    found = app.ask("getOpenSubsonicExtensions", u=None, p=None, c=None, v=None).said
    assert {each["name"] for each in found["openSubsonicExtensions"]} == {
        "apiKeyAuthentication", "formPost", "songLyrics", "transcodeOffset",
    }  # fmt: skip


def test_a_revoked_password_is_dead_at_once(app: App) -> None:
    made = app.house.send("POST", "/me/app-passwords", {"name": "lost phone"}, key=app.key)
    assert app.ask("ping", p=made["password"]).said["status"] == "ok"
    app.house.send("DELETE", f"/me/app-passwords/{made['id']}", key=app.key)
    assert app.code("ping", p=made["password"]) == 40


def test_a_download_has_a_name_and_no_credentials_get_into_the_log(app: App) -> None:
    song = app.album("Paper Lanterns")["song"][0]
    answer = app.ask("download", id=song["id"])
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(answer.body) == song["size"]
    assert app.password not in app.house.log


def test_head_asks_for_the_length_of_a_song(app: App) -> None:
    song = app.album("Paper Lanterns")["song"][0]
    address = f"{app.address}/rest/stream?u={app.name}&p={app.password}&v=1.16.1&c=tests&id={song['id']}"
    with urllib.request.urlopen(urllib.request.Request(address, method="HEAD")) as answer:
        assert int(answer.headers["Content-Length"]) == song["size"]
        assert answer.read() == b""


def test_what_plays_now_is_told_and_scrobbles_may_come_late(app: App) -> None:
    songs = app.album("Træer")["song"]
    app.get("scrobble", id=songs[0]["id"], submission="false")
    [entry] = [each for each in app.get("getNowPlaying")["entry"] if each["username"] == "Ada"]
    assert (entry["id"], entry["playerName"], entry["minutesAgo"]) == (songs[0]["id"], "tests", 0)
    app.get("scrobble", id=[songs[1]["id"], songs[2]["id"]], time=[1_700_000_000_000, 1_700_000_100_000])
    assert app.get("getSong", id=songs[2]["id"])["played"] == "2023-11-14T22:15:00.000Z"
