"""A real qBittorrent, where one is installed, and a plain way to it."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk import Unavailable
from mediad_sdk.host.http import Http, HttpAnswer, HttpRequest, HttpStream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "adminadmin"
HASH = (
    "ARQ77eY1NUZaQsuDHbIMCA==:0WMRkYTUWVT9wVvdDtHAjU9b3b7uB8NR1Gur2hmQCvCDpm39Q+PsJRJPaCU51dEiz+dTzh8qbPsL8WkFljQYFQ=="
)
"""Of that password, as qBittorrent keeps it; from 4.6.1 on it has none by itself."""


class Plain:
    """Carries requests one by one, with nothing but the standard library."""

    async def send(self, request: HttpRequest) -> HttpAnswer:
        """Give the answer, whatever its status."""
        return await asyncio.to_thread(self._send, request)

    def open(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        """Nobody reads long answers here."""
        raise NotImplementedError

    def _send(self, request: HttpRequest) -> HttpAnswer:
        asked = urllib.request.Request(
            request.url, data=request.content if request.method == "POST" else None, headers=dict(request.headers),
            method=request.method,
        )  # fmt: skip
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return _answer(answer.status, answer.headers, answer.read(), request.url)
        except urllib.error.HTTPError as error:
            return _answer(error.code, error.headers, error.read(), request.url)
        except OSError as error:
            raise Unavailable(f"{request.host} does not answer: {error}") from error


def _answer(status: int, headers: Any, content: bytes, url: str) -> HttpAnswer:
    pairs = [each.partition(";")[0].partition("=") for each in headers.get_all("Set-Cookie") or ()]
    cookies = {name: value for name, _, value in pairs}
    named = {name.lower(): value for name, value in headers.items()}
    return HttpAnswer(status=status, headers=named, content=content, url=url, cookies=cookies)


@pytest.fixture
def http() -> Http:
    """Give the way out."""
    return Http(Plain())


@pytest.fixture
def qbittorrent(tmp_path: Path) -> Iterator[str]:
    """Start qBittorrent with an empty profile, and give its address."""
    program = shutil.which("qbittorrent-nox")
    if program is None:
        pytest.skip("qbittorrent-nox is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = tmp_path / "profile" / "qBittorrent" / "config"
    place.mkdir(parents=True)
    (place / "qBittorrent.conf").write_text(
        "[LegalNotice]\nAccepted=true\n[Preferences]\nWebUI\\Address=127.0.0.1\nWebUI\\LocalHostAuth=true\n"
        f'WebUI\\Username=admin\nWebUI\\Password_PBKDF2="@ByteArray({HASH})"\n'
        "[BitTorrent]\nSession\\DHTEnabled=false\nSession\\LSDEnabled=false\nSession\\PeXEnabled=false\n"
    )
    command = [program, f"--profile={tmp_path / 'profile'}", f"--webui-port={port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail("qBittorrent did not start")
