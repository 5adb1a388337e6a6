"""The page about podcasts, done as it says: subscribe, find an episode, fetch it, unsubscribe."""

from __future__ import annotations

import re
import shlex
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, Said, library, outside, until

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs/how-to/podcasts.md"
EXAMPLE = "https://feeds.example.org/pier.xml"
SETTINGS = """
[plugins.podcasts]
approve = true
network = {{ hosts = ["127.0.0.1"] }}
settings = {{ folder = "{folder}" }}
"""
SOUND = b"\xff\xfb\x90\x00" + bytes(5000)
TITLES = {1: "Low Water", 2: "What the Gulls Know"}


class Feeds(BaseHTTPRequestHandler):
    """A host of one feed and its episodes."""

    def do_GET(self) -> None:
        found = {"/pier.xml": self.feed(), **{f"/{number}.mp3": SOUND for number in TITLES}}.get(self.path)
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(found or b"")))
        self.end_headers()
        self.wfile.write(found or b"")

    def feed(self) -> bytes:
        host = f"http://{self.headers['Host']}"
        items = "".join(
            f"<item><title>{title}</title><guid>pier-{number}</guid><pubDate>0{number} Jan 2024 06:00:00 GMT</pubDate>"
            f'<enclosure url="{host}/{number}.mp3" type="audio/mpeg"/></item>'
            for number, title in TITLES.items()
        )
        return f"<rss><channel><title>Notes from the Pier</title>{items}</channel></rss>".encode()

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Feeds) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/pier.xml"
        server.shutdown()


@pytest.fixture
def house() -> Iterator[Outside]:
    with outside() as made:
        folder = made.place / "podcasts"
        folder.mkdir()
        made.declare(library("podcasts", ["podcasts"], folder), settings=SETTINGS.format(folder=folder))
        yield made.start()


def commands(page: str) -> list[list[str]]:
    """Give the commands that the page shows, in their order, as a shell would take them."""
    shown = re.findall(r"^mediad (.*)$", "\n".join(re.findall(r"```bash\n(.*?)```", page, re.DOTALL)), re.MULTILINE)
    return [shlex.split(each, comments=True) for each in shown]


def test_every_command_of_the_page_does_what_it_says(house: Outside, address: str) -> None:
    said: dict[str, Said] = {}
    for words in commands(PAGE.read_text(encoding="utf-8")):
        said[" ".join(words[:3])] = done = house.cli(*(each.replace(EXAMPLE, address) for each in words))
        assert done.code == 0, (words, done.err)
        if "fetch" in words:
            until(lambda: list(house.place.glob("podcasts/*/2024-01-02 - *.mp3")), 30, lambda: house.log[-2000:])
    assert len(said) >= 8
    assert "podcast=..." in said["do"].out
    assert "Notes from the Pier" in said["do podcasts list"].out
    assert "pier-2" in said["do podcasts episodes"].out
    assert len(said["items --kind podcast_episode"].out.splitlines()) == 1 + len(TITLES)
    assert "What the Gulls Know" in said["search gulls --kind"].out


def test_an_episode_shows_its_guid_and_a_feed_that_is_not_there_says_so(house: Outside, address: str) -> None:
    assert house.cli("do", "podcasts", "subscribe", f"url={address}").code == 0
    house.scan()
    episode = house.cli("--json", "items", "--kind", "podcast_episode").values[0]
    assert "guid:pier-2" in house.cli("items", episode["id"]).out
    missing = house.cli("do", "podcasts", "subscribe", f"url={address}.gone")
    assert missing.code
    assert "There is no command" not in missing.err
    assert "There is no podcast 'Quay'." in house.cli("do", "podcasts", "episodes", "podcast=Quay").err
