"""The same protocol from a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from outside import library, outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import App
    from outside import Outside


@pytest.fixture(scope="module")
def apart(music: Path, settings: str, member: Callable[[Outside, str], App]) -> Iterator[App]:
    with outside() as made:
        own = settings.replace("approve = true", 'approve = true\nisolation = "process"')
        made.declare(library("music", ["music"], music), settings=own)
        made.start()
        made.scan()
        yield member(made, "Ada")


def test_answers_are_the_same_inline_and_in_a_process(app: App, apart: App) -> None:
    for call, given in (("getGenres", {}), ("getLicense", {}), ("getOpenSubsonicExtensions", {})):
        assert app.get(call, **given) == apart.get(call, **given)
    names = [
        [each["name"] for each in one.get("getAlbumList2", type="alphabeticalByName")["album"]] for one in (app, apart)
    ]
    assert names[0] == names[1]
    for call, given in (
        ("getSong", {}), ("getSong", {"id": "x"}), ("ping", {"p": "wrong"}), ("ping", {"v": "9.0.0"}), ("nothing", {}),
        ("ping", {"u": None, "p": None, "apiKey": "mdk_wrong"}), ("jukeboxControl", {"action": "get"}),
    ):  # fmt: skip
        assert app.code(call, **given) == apart.code(call, **given), call


def test_bytes_come_from_the_daemon_and_what_is_kept_stays(apart: App) -> None:
    song = apart.album("Paper Lanterns")["song"][0]
    assert len(apart.ask("stream", id=song["id"], format="raw").body) == song["size"]
    assert apart.ask("stream", id=song["id"], format="mp3").body.startswith(b"ID3")
    assert apart.ask("getCoverArt", id=song["id"]).headers["Content-Type"].startswith("image/")
    apart.get("savePlayQueue", id=song["id"], current=song["id"])
    assert apart.get("getPlayQueue")["current"] == song["id"]
    apart.get("star", id=song["id"])
    assert [each["id"] for each in apart.get("getStarred2")["song"]] == [song["id"]]
