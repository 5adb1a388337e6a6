"""Against the real qBittorrent, and what it cannot be made to say against a stand-in."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_qbittorrent.plugin import QBittorrent, create
from mediad_plugin_qbittorrent.settings import Settings
from mediad_sdk import AuthError, NewDownload, NotFound, UserError
from mediad_sdk.testing import HandClock, PluginConformance, fake_context

if TYPE_CHECKING:
    from mediad_sdk.host.http import Http

MAGNET = "magnet:?xt=urn:btih:C12FE1C06BBA254A9DC9F519B335AA7C1367A88A&dn=Alien"
HASH = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a"


class TestQBittorrent(PluginConformance):
    plugin = "qbittorrent"
    settings = {"url": "http://127.0.0.1:1"}  # noqa: RUF012  # as the kit names it


class Clock(HandClock):
    """The other side is real, so waiting takes its time."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def plugin(http: Http, url: str, **settings: Any) -> QBittorrent:
    """Make the plugin for one qBittorrent."""
    made = Settings.model_validate({"url": url, "password": "adminadmin", **settings})
    return create(replace(fake_context("qbittorrent"), http=http, clock=Clock()), made)


def torrent(name: bytes = b"film.mkv") -> tuple[bytes, str]:
    """Make a torrent file of one small film, and its hash."""
    info = b"d6:lengthi7e4:name%d:%b12:piece lengthi16384e6:pieces20:" % (len(name), name)
    info += hashlib.sha1(b"content").digest() + b"e"
    return b"d4:info" + info + b"e", hashlib.sha1(info).hexdigest()


async def test_a_download_is_added_once_seen_paused_resumed_and_removed(http: Http, qbittorrent: str) -> None:
    client = plugin(http, qbittorrent)
    health = await client.check()
    assert (health.state, health.detail[:12]) == ("ok", "qBittorrent ")
    for _ in range(2):
        assert await client.add(NewDownload(url=MAGNET, name="Alien (1979)", category="films")) == HASH
    [shown] = await client.list()
    assert (shown.id, shown.name, shown.category, shown.progress) == (HASH, "Alien (1979)", "films", 0.0)
    await client.pause(HASH)
    assert await _state(client) == "paused"
    await client.resume(HASH)
    assert await _state(client, unlike="paused") in ("fetching", "queued")
    assert await client.files(HASH) == []
    await client.remove(HASH, True)
    assert await client.list() == []


async def test_a_torrent_file_shows_what_is_in_it(http: Http, qbittorrent: str) -> None:
    client = plugin(http, qbittorrent)
    data, uid = torrent()
    for _ in range(2):
        assert await client.add(NewDownload(data=data, paused=True)) == uid
    assert await _state(client) == "paused"
    [shown] = await client.list()
    assert (shown.name, shown.size, shown.eta) == ("film.mkv", 7, None)
    [file] = await client.files(uid)
    assert (file.path, file.size) == ("film.mkv", 7)


async def test_what_it_has_not_is_not_found_and_what_is_none_refused(http: Http, qbittorrent: str) -> None:
    client = plugin(http, qbittorrent)
    for call in (client.pause(HASH), client.resume(HASH), client.remove(HASH, False), client.files("a|b")):
        with pytest.raises(NotFound):
            await call
    with pytest.raises(UserError):
        await client.add(NewDownload(data=b"no torrent"))


async def test_a_wrong_password_is_told_as_one(http: Http, qbittorrent: str) -> None:
    with pytest.raises(AuthError) as refused:
        await plugin(http, qbittorrent, password="canary").check()
    assert "canary" not in f"{refused.value}{refused.value.remedy}"


async def test_a_session_that_ended_is_begun_anew(http: Http, qbittorrent: str) -> None:
    client = plugin(http, qbittorrent)
    await client.check()
    await client._api.send("auth/logout", {})
    assert (await client.check()).state == "ok"


async def _state(client: QBittorrent, unlike: str = "") -> str:
    for _ in range(100):
        [shown] = await client.list()
        if shown.state in ("paused", "fetching") and shown.state != unlike:
            return shown.state
        await asyncio.sleep(0.05)
    return shown.state
