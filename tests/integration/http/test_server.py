"""Where the server listens, whom it lets in there, and how it stops."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web

from mediad.http.answers import Answer
from mediad.http.options import HttpOptions
from mediad.http.route import API, Call, Route
from mediad.http.server import AddressInUseError, AddressRefusedError, SocketFolderError, serve
from mediad.http.threshold import Threshold

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = "http://localhost/api/v1/items"


async def ask(path: Path, **given: Any) -> int:
    connector = aiohttp.UnixConnector(path=str(path))
    async with aiohttp.ClientSession(connector=connector) as session, session.get(ITEMS, **given) as answer:
        return answer.status


async def test_a_port_in_use_is_named_with_a_way_out(running: Any) -> None:
    async with running() as first:
        with pytest.raises(AddressInUseError) as caught:
            async with running(port=first.port):
                pass
    assert str(first.port) in str(caught.value)
    assert "server.port" in caught.value.remedy


async def test_an_address_of_another_machine_is_refused(running: Any) -> None:
    with pytest.raises(AddressRefusedError, match=r"203\.0\.113\.1"):
        async with running(host="203.0.113.1"):
            pass


async def test_a_local_process_of_our_user_is_the_administrator(tmp_path: Path, running: Any) -> None:
    path = tmp_path / "s" / "mediad.sock"
    async with running(port=None, socket=path, socket_uids=(os.geteuid(),)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert await ask(path) == 200
        assert await ask(path, headers={"X-Forwarded-For": "1.2.3.4"}) == 401
        assert await ask(path, headers={"Authorization": "Bearer nonsense"}) == 401
    assert not path.exists()


async def test_a_local_process_of_another_user_is_a_stranger(tmp_path: Path, running: Any) -> None:
    path = tmp_path / "mediad.sock"
    async with running(port=None, socket=path, socket_uids=(os.geteuid() + 1,)):
        assert await ask(path) == 401
        assert await ask(path, headers={"Authorization": "Bearer guest-key"}) == 200


async def test_only_the_socket_of_a_dead_daemon_is_taken_over(tmp_path: Path, running: Any) -> None:
    path = tmp_path / "mediad.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    async with running(port=None, socket=path):
        with pytest.raises(AddressInUseError):
            async with running(port=None, socket=path):
                pass
        assert await ask(path, headers={"Authorization": "Bearer guest-key"}) == 200


async def test_a_file_that_is_no_socket_is_left_alone(tmp_path: Path, running: Any) -> None:
    path = tmp_path / "mediad.sock"
    path.write_text("precious")
    with pytest.raises(AddressInUseError):
        async with running(port=None, socket=path):
            pass
    assert path.read_text() == "precious"


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o777)
    return tmp_path


async def test_a_folder_that_others_may_write_is_refused(open_folder: Path, running: Any) -> None:
    with pytest.raises(SocketFolderError):
        async with running(port=None, socket=open_folder / "mediad.sock"):
            pass


async def test_a_path_too_long_for_a_socket_is_refused(tmp_path: Path, running: Any) -> None:
    with pytest.raises(AddressRefusedError, match="mediad"):
        async with running(port=None, socket=tmp_path / ("a" * 120) / "mediad.sock"):
            pass


async def test_a_running_request_is_finished_before_the_server_stops(running: Any) -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    async def slow(_: Call[None, None]) -> Answer:
        begun.set()
        await go.wait()
        return Answer(body=b'"done"')

    route = Route(method="GET", path=f"{API}/slow", name="slow", permission="items.read", summary="x", handler=slow)
    session = aiohttp.ClientSession(headers={"Authorization": "Bearer admin-key"})
    async with session:
        async with running([route]) as server:
            asking = asyncio.create_task(session.get(f"http://127.0.0.1:{server.port}{API}/slow"))
            await begun.wait()
            asyncio.get_running_loop().call_later(0.05, go.set)
        answer = await asking
        assert (answer.status, await answer.read()) == (200, b'"done"')


async def test_before_the_house_is_furnished_it_lives_and_is_not_ready() -> None:
    async def within(_: object) -> web.Response:
        return web.Response(text="come in")

    threshold = Threshold("/media/")
    async with serve(threshold, HttpOptions(port=0)) as listening, aiohttp.ClientSession() as session:
        at = f"http://127.0.0.1:{listening.port}"
        for path in ("/healthz", "/media/healthz"):
            async with session.get(at + path) as answer:
                assert (answer.status, await answer.json()) == (200, {"status": "ok"})
        for path in ("/readyz", "/media/api/v1/items", "/healthz/x"):
            async with session.get(at + path) as answer:
                told = await answer.json()
                assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
                assert (told["code"], told["detail"]) == ("not_ready", "The daemon is starting.")
                assert told["remedy"]
        async with session.post(f"{at}/healthz", json={}) as answer:
            assert answer.status == 503
        threshold.open(within)  # type: ignore[arg-type]  # the shape of a dispatcher is enough
        async with session.get(f"{at}/healthz") as answer:
            assert await answer.text() == "come in"
