"""Converting a film and a track through the API and the command line: watched, cancelled, killed."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, library, outside, until
from studio import running

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=24:d=2", "-f", "lavfi", "-i", "sine=frequency=440:duration=2")


def ffmpeg(*words: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, words)], check=True, timeout=60)


@pytest.fixture(scope="module")
def house() -> Iterator[Outside]:
    with outside() as made:
        films, music = made.place / "films", made.place / "music"
        films.mkdir()
        music.mkdir()
        short = films / "Short (2001).mkv"
        ffmpeg(*PICTURE, "-c:v", "mpeg4", "-c:a", "aac", short)
        ffmpeg("-stream_loop", "29", "-i", short, "-c", "copy", films / "Long (2002).mkv")
        tags = ("-metadata", "title=Hum", "-metadata", "artist=Somebody", "-metadata", "album=Sounds")
        ffmpeg("-f", "lavfi", "-i", "sine=frequency=220:duration=3", *tags, music / "01 - Hum.flac")
        made.declare(library("films", ["movies"], films), library("music", ["music"], music))
        made.start().scan()
        yield made


def item(house: Outside, kind: str, title: str) -> str:
    return next(each["id"] for each in house.items(f"/items?kind={kind}") if each["title"] == title)


def derived(house: Outside) -> list[Path]:
    return [each for each in (house.place / "data/derived").rglob("*") if each.is_file()]


def state(house: Outside, job: str) -> str:
    return str(house.get(f"/jobs/{job}")["state"])


class Listener(threading.Thread):
    """Follows the events over HTTP, as a page does."""

    def __init__(self, house: Outside, key: str) -> None:
        super().__init__(daemon=True)
        self.events: list[Any] = []
        self._connection = HTTPConnection(house.get("/system")["address"].removeprefix("http://"), timeout=30)
        self._connection.request("GET", "/api/v1/events", headers={"Authorization": f"Bearer {key}"})
        self._socket = self._connection.sock
        self._response = self._connection.getresponse()
        assert self._response.headers["Content-Type"].startswith("text/event-stream")
        self.start()

    def run(self) -> None:
        try:
            for line in self._response:
                if line.startswith(b"data:"):
                    self.events.append(json.loads(line[5:]))
        except (OSError, ValueError, AttributeError):
            return

    def end(self) -> None:
        """Hang up."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self.join(5)
        self._response.close()
        self._connection.close()
        self._socket.close()

    def of(self, job: str) -> list[str]:
        return [each["type"] for each in self.events if each["data"].get("id") == job]


def test_a_film_is_converted_with_progress_and_its_edition_plays(house: Outside) -> None:
    key = house.cli("key", "add", "--json").values[0]["key"]
    film = item(house, "film", "Short")
    listener = Listener(house, key)
    job = house.send("POST", f"/items/{film}/encode", {"profile": "h264-480p"}, key)["job"]
    until(lambda: state(house, job) not in {"queued", "running"}, 60)
    done = house.get(f"/jobs/{job}", key)
    assert (done["state"], done["progress"]) == ("finished", 1), done
    until(lambda: "job.finished" in listener.of(job), 5, lambda: str(listener.events))
    listener.end()
    assert "job.progress" in listener.of(job)
    edition = next(
        each for each in house.get(f"/items/{film}", key)["editions"] if each["id"] == done["result"]["edition"]
    )
    assert (edition["origin"], edition["profile"]) == ("encode", "h264-480p")
    file = edition["parts"][0]["files"][0]["id"]
    answer = house.ask("GET", f"/api/v1/files/{file}/content", key=key)
    assert answer.status == 200
    assert house.ask("GET", f"/api/v1/files/{file}/content", key=key, Range="bytes=0-99").body == answer.body[:100]
    copy = house.place / "played.mp4"
    copy.write_bytes(answer.body)
    ffmpeg("-i", copy, "-f", "null", "-")


def test_the_command_line_converts_a_track_and_names_what_it_cannot_do(house: Outside) -> None:
    track = item(house, "track", "Hum")
    said = house.cli("encode", track, "opus-ogg")
    assert said.code == 0, said.err
    assert said.out.startswith("Done: edition ")
    edition = said.out.split()[-1]
    assert edition in {each["id"] for each in house.get(f"/items/{track}")["editions"]}
    wrong = house.cli("encode", track, "no-such-profile")
    assert wrong.code in {5, 6}
    assert "no-such-profile" in wrong.err
    assert house.cli("encode", track, "h264-480p").code in {1, 5}, "a track has no picture"
    assert {each["id"] for each in house.cli("encode", "--json").values} >= {"h264-480p", "opus-ogg", "flac"}


def test_profiles_say_whether_this_machine_and_this_work_suit_them(house: Outside) -> None:
    tried = {each["id"]: each for each in house.cli("encode", "--probe", "--json").values}
    for name in ("h264-vaapi", "h264-qsv", "h264-nvenc", "h264-v4l2"):
        reason = tried[name]["reason"]
        assert tried[name]["available"] or any(each in reason for each in ("no device", "test encode", "has no")), name
        assert reason.endswith(" Without it there is h264-1080p.") or tried[name]["available"]
    assert tried["h264-480p"]["available"]
    ranked = house.cli("encode", item(house, "track", "Hum"), "--json").values
    assert ranked[0]["fit"] == 0.5
    assert ranked[-1]["fit"] is None
    assert "moving picture" in ranked[-1]["reason"]


def test_a_cancelled_conversion_leaves_nothing(house: Outside) -> None:
    before = derived(house)
    film = item(house, "film", "Long")
    job = house.send("POST", f"/items/{film}/encode", {"profile": "h264-720p"})["job"]
    until(lambda: running(house.place / "data/derived"), 20, lambda: str(house.get(f"/jobs/{job}")))
    assert house.cli("job", "cancel", job).code == 0
    until(lambda: not running(house.place / "data/derived"), 5)
    until(lambda: state(house, job) == "cancelled", 5)
    assert derived(house) == before
    assert len(house.get(f"/items/{film}")["editions"]) == 1
    assert house.cli("job", "log", job).code == 0
    assert "cancelled" in house.cli("job", "list").out


def test_a_kill_during_a_conversion_leaves_no_ffmpeg_and_the_job_finishes_after_the_restart(house: Outside) -> None:
    film = item(house, "film", "Long")
    before = derived(house)
    job = house.send("POST", f"/items/{film}/encode", {"profile": "h264-480p"})["job"]
    until(lambda: running(house.place / "data/derived"), 20)
    time.sleep(0.3)
    house.kill()
    until(lambda: not running(house.place / "data/derived"), 5)
    house.start()
    until(lambda: state(house, job) not in {"queued", "running"}, 90)
    done = house.get(f"/jobs/{job}")
    assert (done["state"], done["attempts"]) == ("finished", 2), done
    assert not [each for each in derived(house) if each.suffix == ".part"]
    assert len(derived(house)) == len(before) + 1
    assert len(house.get(f"/items/{film}")["editions"]) == 2
