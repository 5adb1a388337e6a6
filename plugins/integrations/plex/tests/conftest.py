"""A Plex of the tests' own: made-up films and accounts, told in the shapes that plexapi expects."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

import pytest

OWNER_TOKEN, BEN_TOKEN = "owner-canary-5ecre7", "ben-canary-5ecre7"


@dataclass
class Film:
    """What stands in a section."""

    key: str
    title: str
    file: str = ""
    guids: tuple[str, ...] = ()
    show: str = ""


@dataclass
class View:
    """What one account did with one film."""

    count: int = 0
    at: int = 0
    offset: int = 0


@dataclass
class FakePlex:
    """What it holds; times are in seconds, as Plex has them.

    `fault` is met by every request, from the one after `sound` more on.
    """

    films: list[Film] = field(default_factory=list)
    episodes: list[Film] = field(default_factory=list)
    accounts: dict[str, int] = field(default_factory=lambda: {"": 0, "anna": 1, "ben": 7})
    tokens: dict[str, str] = field(default_factory=lambda: {OWNER_TOKEN: "anna", BEN_TOKEN: "ben"})
    sections: dict[int, tuple[str, str, tuple[str, ...]]] = field(
        default_factory=lambda: {
            1: ("movie", "Films", ("/data/films", "/more/films")),
            2: ("show", "Shows", ("/data/shows",)),
            3: ("artist", "Music", ("/data/music",)),
        }
    )
    views: dict[tuple[str, str], View] = field(default_factory=dict)
    history: list[tuple[str, str, int]] = field(default_factory=list)
    playing: list[dict[str, Any]] = field(default_factory=list)
    looked: list[tuple[int, str]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    now: int = 1_700_000_000
    fault: str | int = ""
    sound: int = 0
    url: str = ""

    def view(self, account: str, key: str) -> View:
        """Give what somebody did, for changing it."""
        return self.views.setdefault((account, key), View())

    def watch(self, account: str, key: str, at: int = 0) -> None:
        """Let somebody watch something to its end."""
        view = self.view(account, key)
        view.count, view.at, view.offset = view.count + 1, at or self.now, 0
        self.history.append((account, key, view.at))

    def add(self, key: str, title: str, file: str = "", *guids: str) -> None:
        """Put a film into it."""
        self.films.append(Film(key, title, file, guids))

    def find(self, key: str) -> Film | None:
        """Find a film or an episode."""
        return next((each for each in (*self.films, *self.episodes) if each.key == key), None)


class Quiet(ThreadingHTTPServer):
    """A server that says nothing of those who hang up on it."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(plex: FakePlex) -> Iterator[FakePlex]:
    """Serve it on a port of its own."""
    server = Quiet(("127.0.0.1", 0), type("Handler", (Handler,), {"plex": plex}))
    plex.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield plex
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    """Answers as Plex does."""

    plex: FakePlex
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # as the base names it
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        parts = urlsplit(self.path)
        self.plex.asked.append((self.command, parts.path))
        if self.plex.fault and self.plex.sound <= 0:
            self._fail(self.plex.fault)
            return
        self.plex.sound -= 1
        account = self.plex.tokens.get(self.headers.get("X-Plex-Token", ""))
        if account is None:
            self._say(b"<html>401 Unauthorized</html>", 401)
            return
        said = answer(self.plex, account, parts.path, dict(parse_qsl(parts.query)), self.headers)
        self._say(b"<html>404</html>", 404) if said is None else self._say(said)

    def _say(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/xml;charset=utf-8")
        self.send_header("Content-Length", headers.pop("length", str(len(content))))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _fail(self, fault: str | int) -> None:
        if isinstance(fault, int):
            self._say(b"<html>no</html>", fault, **({"Retry-After": "7"} if fault == 429 else {}))
            return
        getattr(self, f"_{fault}")()
        self.close_connection = True

    def _slow(self) -> None:
        time.sleep(1)

    def _gone(self) -> None:
        self._say(b"<MediaContainer size='1'><Vid", length="9000")

    def _garbage(self) -> None:
        self._say(b"\x00\xff<html><title>502 Bad Gateway</title>")

    def _empty(self) -> None:
        self._say(b"")

    def _other(self) -> None:
        self._say(b"<Response code='0'/>")

    def _elsewhere(self) -> None:
        self._say(b"", 302, Location=f"{self.plex.url}/stolen")

    def _drip(self) -> None:
        self._say(b"<MediaContainer>", length="9000")
        for _ in range(20):
            time.sleep(0.05)
            self.wfile.write(b" ")
            self.wfile.flush()

    def _endless(self) -> None:
        self._say(b"<MediaContainer>", length="900000000")
        for _ in range(200):
            self.wfile.write(b" " * 65536)


def answer(  # noqa: C901, PLR0911, PLR0912  # a case a path
    plex: FakePlex, account: str, path: str, query: Mapping[str, str], headers: Any
) -> bytes | None:
    """Give the answer to a path, None for what is not there."""
    steps = path.strip("/").split("/")
    match steps:
        case [""]:
            return _written(Element("MediaContainer", machineIdentifier="m", version="1.41.0.1", friendlyName="NAS"))
        case ["accounts"]:
            return _box([Element("Account", id=str(uid), name=name) for name, uid in plex.accounts.items()])
        case ["library", "sections"]:
            return _box([_section(key, *about) for key, about in plex.sections.items()])
        case ["library", "sections", key, "refresh"]:
            plex.looked.append((int(key), query.get("path", "")))
            return b""
        case ["library", "sections", key, "all"]:
            found = {"1": plex.films, "2": plex.episodes}[key] if query["type"] in ("1", "4") else []
            wanted = [each for each in found if query.get("title", "").casefold() in each.title.casefold()]
            return _page([_full(plex, account, each, query) for each in wanted], headers)
        case ["library", "metadata", keys]:
            some = [found for key in keys.split(",") if (found := plex.find(key))]
            return None if len(some) <= keys.count(",") else _box([_full(plex, account, each, query) for each in some])
        case ["status", "sessions"]:
            return _box([_playing(plex, each) for each in plex.playing])
        case ["status", "sessions", "history", "all"]:
            return _page(_history(plex, query), headers) if account == "anna" else None
        case [":", verb]:
            return _told(plex, account, verb, query)
        case _:
            return None


def _told(plex: FakePlex, account: str, verb: str, query: Mapping[str, str]) -> bytes | None:
    if plex.find(query["key"]) is None or query["identifier"] != "com.plexapp.plugins.library":
        return None
    if verb == "scrobble":
        plex.watch(account, query["key"])
    elif verb == "progress":
        view = plex.view(account, query["key"])
        view.offset, view.at = int(query["time"]), plex.now
    return b""


def _history(plex: FakePlex, query: Mapping[str, str]) -> list[Element]:
    since = int(query.get("viewedAt>", 0))
    found = []
    for account, key, at in sorted(plex.history, key=lambda each: -each[2]):
        uid = str(plex.accounts[account])
        if at > since and query.get("accountID", uid) == uid:
            film = plex.find(key)
            about = {"ratingKey": key, "title": film.title if film else "Gone", "type": "movie"}
            found.append(Element("Video", **about, accountID=uid, viewedAt=str(at), historyKey="/h/1"))
    return found


def _section(key: int, kind: str, name: str, places: tuple[str, ...]) -> Element:
    made = Element("Directory", key=str(key), type=kind, title=name, agent="tv.plex.agents.movie", uuid=f"u{key}")
    for number, place in enumerate(places):
        SubElement(made, "Location", id=str(number), path=place)
    return made


def _full(plex: FakePlex, account: str, film: Film, query: Mapping[str, str]) -> Element:
    made = _video(plex, account, film)
    for guid in film.guids if query.get("includeGuids") == "1" else ():
        SubElement(made, "Guid", id=guid)
    return made


def _video(plex: FakePlex, account: str, film: Film) -> Element:
    kind = "episode" if film in plex.episodes else "movie"
    made = Element("Video", ratingKey=film.key, key=f"/library/metadata/{film.key}", type=kind, title=film.title)
    made.attrib |= {"guid": f"plex://{kind}/{film.key}", "duration": "6000000"}
    made.attrib |= {"grandparentTitle": film.show} if film.show else {}
    view = plex.views.get((account, film.key), View())
    made.attrib |= {"viewCount": str(view.count)} if view.count else {}
    made.attrib |= {"lastViewedAt": str(view.at)} if view.at else {}
    made.attrib |= {"viewOffset": str(view.offset)} if view.offset else {}
    if film.file:
        SubElement(SubElement(made, "Media", id="1"), "Part", id="1", key="/library/parts/1", file=film.file)
    return made


def _playing(plex: FakePlex, each: Mapping[str, Any]) -> Element:
    film = plex.find(each["key"])
    assert film is not None
    made = _video(plex, "", film)
    made.attrib |= {"sessionKey": each["session"], "viewOffset": str(each["offset"])}
    SubElement(made, "User", id="7", title=each["user"])
    SubElement(made, "Player", title=each["player"], state=each["state"], machineIdentifier="p", product="Plex Web")
    return made


def _page(found: list[Element], headers: Any) -> bytes:
    start, size = int(headers["X-Plex-Container-Start"]), int(headers["X-Plex-Container-Size"])
    return _box(found[start : start + size], totalSize=str(len(found)), offset=str(start))


def _box(found: list[Element], **about: str) -> bytes:
    made = Element("MediaContainer", size=str(len(found)), **about)
    made.extend(found)
    return _written(made)


def _written(element: Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(element)


@pytest.fixture
def plex() -> Iterator[FakePlex]:
    """Give a running Plex with three films and an episode."""
    made = FakePlex(episodes=[Film("21", "Pilot", "/data/shows/Lost/s01e01.mkv", ("tvdb://127131",), show="Lost")])
    made.add("11", "Alien", "/data/films/Alien (1979)/Alien.mkv", "imdb://tt0078748", "local://9", "tmdb://348")
    made.add("12", "Brazil", "/data/films/Brazil (1985)/Brazil.mkv", "tmdb://68")
    made.add("13", "Clip", "/more/films/Clip/clip.mkv")
    with serving(made) as running:
        yield running
