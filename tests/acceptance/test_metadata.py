"""A film that appears on the disk is looked up by itself: its texts, its people and its poster come from elsewhere."""

from __future__ import annotations

import io
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from outside import Outside, library, outside, until
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWERS = Path(__file__).parents[2] / "plugins/metadata/tmdb/tests/answers.json"
SETTINGS = """
[metadata]
languages = ["de", "en"]
country = "DE"
[plugins.tmdb]
approve = true
{isolation}
settings = {{ token = "secret", url = "{at}/3", pictures = "{at}/t/p" }}
network = {{ hosts = ["127.0.0.1"] }}
"""


class Tmdb:
    """A small TMDB: the answers that the plugin's own tests stand on, over HTTP; or another `status` for all."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = json.loads(ANSWERS.read_text(encoding="utf-8"))
        self.asked: list[str] = []
        self.status = 200
        own = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, content, kind = own.answer(self.path, self.headers.get("Authorization", ""))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, address: str, key: str) -> tuple[int, bytes, str]:
        self.asked.append(address)
        place = urlsplit(address)
        if place.path.startswith("/t/p/"):
            return self.status, _poster(), "image/jpeg"
        if self.status != 200 or key != "Bearer secret":
            return (self.status if self.status != 200 else 401), b"{}", "application/json"
        asked = set(parse_qsl(place.query))
        for known, said in self.answers.items():
            path, _, query = known.partition("?")
            if f"/3{path}" == place.path and set(parse_qsl(query)) <= asked:
                return 200, json.dumps(said).encode(), "application/json"
        return 404, b'{"success": false, "status_code": 34}', "application/json"


def _poster() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 90), "navy").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture(scope="module")
def tmdb() -> Iterator[Tmdb]:
    made = Tmdb()
    thread = Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture(scope="module", params=["", 'isolation = "process"'], ids=["inline", "process"])
def house(tmdb: Tmdb, request: pytest.FixtureRequest) -> Iterator[Outside]:
    settings = SETTINGS.format(at=tmdb.address, isolation=request.param)
    with outside() as made:
        (made.place / "films/Das Moor (2011)").mkdir(parents=True)
        (made.place / "films/Das Moor (2011)/Das Moor (2011).mkv").write_bytes(b"no film, but a name")
        made.declare(library("films", ["movies"], made.place / "films"), settings=settings)
        made.start()
        made.scan()
        yield made


def film(house: Outside) -> dict[str, Any]:
    [found] = house.items("/items?kind=film")
    item: dict[str, Any] = house.get(f"/items/{found['id']}")
    return item


def test_a_new_film_gets_its_texts_people_and_certificate_by_itself(house: Outside) -> None:
    until(lambda: "overview" in film(house)["fields"], 30, lambda: house.log[-3000:])
    item = film(house)
    assert item["fields"]["overview"] == "Ein Fischer verschwindet im Moor."
    assert item["provenance"]["overview"] == ["provider:tmdb"]
    assert item["age"] == 12
    assert [each["name"] for each in item["credits"] if each["role"] == "director"] == ["Claire Aubin"]
    assert [each["id"] for each in house.items("/search?q=the+marsh&kind=film")] == [item["id"]]
    assert "Paul Verne" in {each["title"] for each in house.items("/items?kind=person")}
    assert [each["title"] for each in house.items("/items?kind=film_collection")] == ["Marsh Collection"]


def test_its_poster_is_served_also_while_the_other_side_is_away(house: Outside, tmdb: Tmdb) -> None:
    item = film(house)
    poster = next(each["id"] for each in item["artwork"] if each["role"] == "poster")
    assert item["picture"] == poster
    first = house.ask("GET", f"/api/v1/artwork/{poster}?width=60")
    assert (first.status, first.headers["Content-Type"]) == (200, "image/webp")
    assert {each for each in tmdb.asked if each.startswith("/t/p/")} == {"/t/p/w780/marsh-de.jpg"}
    tmdb.status = 503
    try:
        assert house.ask("GET", f"/api/v1/artwork/{poster}?width=32").status == 200
        assert "answered GET with 503" in house.cli("match", item["id"], "--title", "Another").err
        assert film(house)["fields"]["overview"] == "Ein Fischer verschwindet im Moor."
    finally:
        tmdb.status = 200


def test_a_person_sees_what_it_is_taken_for_and_says_otherwise(house: Outside) -> None:
    uid = film(house)["id"]
    shown = house.cli("--json", "match", uid).values
    assert [(each["id"], each["taken"]) for each in shown] == [("901", True), ("902", False)]
    [match] = house.items(f"/items/{uid}/matches")
    assert (match["state"], match["title"]) == ("matched", "Das Moor (2011)")
    assert "not endorsed or certified by TMDB" in match["attribution"]
    house.cli("match", uid, "--choose", "0")
    assert "overview" not in film(house)["fields"]
    [chosen] = house.cli("--json", "match", uid, "--choose", "1").values
    assert (chosen["state"], film(house)["title"]) == ("chosen", "Das Moor")
