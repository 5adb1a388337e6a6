"""Somebody who has just cloned the project: one command, and there are films and music."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from outside import MEDIAD, Outside, alive, command, family, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engines import Server

MADE = {"The Lighthouse Keeper's Garden", "Nocturne for Trains", "千の灯", "Paper Lanterns", "The Long Coast", "Træer"}
KEY = re.compile(r"^API key: (mdk_\S+)$", re.MULTILINE)


class Demo:
    """A running `make run`."""

    def __init__(self, place: Path, *words: str, **environment: str) -> None:
        self.place = place
        self.began = time.monotonic()
        with (place / "out").open("wb") as out, (place / "err").open("wb") as err:
            self.process = subprocess.Popen(
                [*MEDIAD, "demo", "--dir", str(place / "data"), *words], stdout=out, stderr=err, cwd=place,
                env={**os.environ, "MEDIAD__SERVER__PORT": "0", **environment},
            )  # fmt: skip
        try:
            until(lambda: "Ctrl-C" in self.out or self.process.poll() is not None, 60, lambda: self.err)
        except AssertionError:
            self.kill()
            raise
        self.seconds = time.monotonic() - self.began
        self.daemon = Outside(place)
        self.key = (KEY.findall(self.out) or [""])[0]

    @property
    def out(self) -> str:
        return (self.place / "out").read_text()

    @property
    def err(self) -> str:
        return (self.place / "err").read_text()

    def end(self, number: int) -> float:
        """Stop it, see that nothing of it is left, and tell how long that took."""
        processes = family(self.process.pid)
        assert len(processes) >= 2
        began = time.monotonic()
        self.process.send_signal(number)
        assert self.process.wait(10) == 0, self.err
        until(lambda: not alive(processes), 1, lambda: str(alive(processes)))
        return time.monotonic() - began

    def kill(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        finally:
            self.process.kill()


@contextmanager
def demo(place: Path, *words: str, **environment: str) -> Iterator[Demo]:
    running = Demo(place, *words, **environment)
    try:
        yield running
    finally:
        running.kill()


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="m") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def first(place: Path) -> Iterator[Demo]:
    with demo(place) as running:
        yield running


def named(first: Demo, kind: str, title: str) -> str:
    return next(each["id"] for each in first.daemon.items(f"/items?kind={kind}", first.key) if each["title"] == title)


def titles(first: Demo, kind: str) -> set[str]:
    return {each["title"] for each in first.daemon.items(f"/items?kind={kind}", first.key)}


def test_one_command_makes_a_library_and_says_where_it_is(first: Demo) -> None:
    assert first.seconds < 40, "20 s on a quiet machine"
    assert "Making a small library" in first.err
    assert "Scanning Demo" in first.err
    assert re.search(r"^mediad serves  http://127\.0\.0\.1:\d+$", first.out, re.MULTILINE)
    assert re.search(r"^API page       http://127\.0\.0\.1:\d+/api/v1/docs$", first.out, re.MULTILINE)
    assert len(KEY.findall(first.out)) == 1


def test_the_page_of_the_api_opens_without_a_key_and_everything_else_asks_for_one(first: Demo) -> None:
    address = re.findall(r"http://\S+", first.out)[0]
    assert first.daemon.get("/system")["address"] == address
    for path, status in (("/", 302), ("/api/v1/docs", 200), ("/healthz", 200), ("/api/v1/items", 401)):
        assert first.daemon.ask("GET", path, key="mdk_wrong").status == (401 if status == 401 else status), path
    assert first.daemon.ask("GET", "/api/v1/me", key=first.key).json["role"] == "administrator"


def test_the_readme_shows_a_part_of_what_a_preview_of_it_shows(first: Demo, place: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("shortened:\n\n```\n")[2].partition("```")[0].splitlines()[1:]
    told = iter(row.strip("│├└─ ") for row in command("preview", str(place / "data/demo")).out.splitlines())
    assert [row for row in (each.strip("│├└─ ") for each in shown) if row not in told] == []
    assert len(shown) > 20


def test_films_and_music_are_there(first: Demo) -> None:
    assert titles(first, "film") >= {"The Lighthouse Keeper's Garden", "Nocturne for Trains", "千の灯"}
    assert titles(first, "album") >= {"Paper Lanterns", "The Long Coast", "Træer", "Northern Rooms"}
    assert {"Mira Halloran", "Nørrebro Strygekvartet"} <= titles(first, "artist")
    film = named(first, "film", "The Lighthouse Keeper's Garden")
    whole = first.daemon.get(f"/items/{film}", first.key)
    assert [each["label"] for each in whole["editions"]] == ["Director's Cut · 480p", "Theatrical Cut · 480p"]
    assert [each["title"] for each in whole["editions"][0]["marks"]] == ["The lamp", "Salt and roses", "Morning"]


def test_every_film_and_album_has_a_cover_in_webp(first: Demo) -> None:
    made = first.daemon.items("/items?kind=film", first.key) + first.daemon.items("/items?kind=album", first.key)
    for each in (each for each in made if each["title"] in MADE):
        answer = first.daemon.ask(
            "GET", f"/api/v1/artwork/{each['picture']}?width=200", key=first.key, Accept="image/webp"
        )
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp"), each["title"]
        assert answer.body[8:12] == b"WEBP"


def test_a_track_is_served_in_ranges(first: Demo) -> None:
    file = first.daemon.get(f"/items/{named(first, 'track', 'Salt')}/files", first.key)["items"][0]
    path = f"/api/v1/files/{file['id']}/content"
    whole = first.daemon.ask("GET", path, key=first.key)
    part = first.daemon.ask("GET", path, key=first.key, Range="bytes=100-299")
    assert (whole.status, len(whole.body)) == (200, file["size"])
    assert (part.status, part.body) == (206, whole.body[100:300])
    assert part.headers["Content-Range"] == f"bytes 100-299/{file['size']}"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("træer", "Træer"),
        ("norrebro", "Nørrebro Strygekvartet"),
        ("ete indien", "Été indien"),
        ("千の灯", "千の灯"),
        ("の灯", "千の灯"),
        ("灯", "千の灯"),
        ("夜の駅", "夜の駅"),
        ("nocturn", "Nocturne for Trains"),
    ],
)
def test_search_finds_with_accents_without_them_and_in_japanese(first: Demo, words: str, title: str) -> None:
    assert title in {each["title"] for each in first.daemon.items(f"/search?q={quote(words)}", first.key)}


def test_facets_count_and_filter(first: Demo) -> None:
    genres = {
        each["value"]: each["count"] for each in first.daemon.items("/items/facets?kind=film&name=genre", first.key)
    }
    assert genres["drama"] == 1
    found = first.daemon.items("/items?kind=film&genre=Drama", first.key)
    assert [each["title"] for each in found] == ["The Lighthouse Keeper's Garden"]


def test_a_table_is_for_people_and_json_for_programs(first: Demo) -> None:
    config = ("--config", str(first.place / "data/mediad.toml"))
    table = subprocess.run([*MEDIAD, *config, "items", "--kind", "film"], capture_output=True, text=True, check=True)
    assert "Nocturne for Trains" in table.stdout
    ids = {each["id"] for each in first.daemon.items("/items?kind=film", first.key)}
    assert all(each in table.stdout for each in ids), "an id is never folded"


def test_a_second_one_beside_it_leaves_it_alone(first: Demo, place: Path) -> None:
    command = [*MEDIAD, "demo", "--dir", str(place / "data")]
    second = subprocess.run(command, capture_output=True, text=True, cwd=place, check=False, timeout=30)
    assert second.returncode == 1
    assert "serves http://127.0.0.1:" in second.stderr
    assert "already" in second.stderr
    assert first.daemon.is_ready()


def test_every_way_out_ends_everything_and_a_second_start_prints_no_key(first: Demo, place: Path) -> None:
    assert first.end(signal.SIGINT) < 10
    with demo(place) as second:
        assert second.key == ""
        assert "key add" in second.out
        assert "Making a small library" not in second.err
        way = re.findall(r"`(.* key add)`", second.out)[0]
        made = subprocess.run(way, shell=True, capture_output=True, text=True, check=True, cwd=place)
        assert KEY.findall(made.stdout)
        assert len(second.daemon.items("/items?kind=film", KEY.findall(made.stdout)[0])) == 3
        assert second.end(signal.SIGTERM) < 10
    with demo(place) as third:
        assert third.end(signal.SIGHUP) < 10, "its terminal was closed"


def test_a_daemon_that_is_killed_is_told_of(first: Demo, place: Path) -> None:
    first.kill()
    with demo(place) as other:
        daemons = [each for each, _ in family(other.process.pid) if each != other.process.pid]
        os.kill(min(daemons), signal.SIGKILL)
        assert other.process.wait(10) == 1
        assert "SIGKILL" in other.err


def spoiled(place: Path, samples: Path) -> Path:
    """Make a folder as real ones are: names of any kind, and files that are not what they say."""
    media = place / "media"
    (media / "Films").mkdir(parents=True)
    good = (samples / "movies/千の灯 (2004)/千の灯 (2004).mp4").read_bytes()
    flac = next((samples / "music").rglob("*.flac")).read_bytes()
    (media / "Films/Good Night (2001).mp4").write_bytes(good)
    (media / "Films/Cut Short (2002).mp4").write_bytes(good[: len(good) // 2])
    (media / "Films/Lies (2003).mkv").write_text("no film at all, only words\n" * 99)
    (media / "Films/Nothing (2004).avi").write_bytes(b"")
    (media / "empty.flac").write_bytes(b"")
    (media / "cut.flac").write_bytes(flac[:60])
    (media / "lying.mp3").write_text("no music" * 200)
    for name in (b"caf\xe9 \xff.mp3", b"x" * 251 + b".mp3"):
        Path(os.fsdecode(os.fsencode(media) + b"/" + name)).write_bytes(b"none of it is music" * 50)
    (media / "Films/again").symlink_to("..")
    (media / "round").symlink_to("round")
    return media


def test_a_folder_of_ones_own_with_bad_names_and_bad_files_is_served_and_each_has_its_reason(
    first: Demo, place: Path
) -> None:
    media = spoiled(place, place / "data/demo")
    before = {path: path.lstat().st_mtime_ns for path in media.rglob("*")}
    with tempfile.TemporaryDirectory(prefix="m") as folder, demo(Path(folder), "--media", str(media)) as own:
        assert own.key
        assert titles(own, "film") >= {"Good Night"}
        said = subprocess.run(
            [*MEDIAD, "--config", f"{folder}/data/mediad.toml", "library", "problems", "Demo", "--json"],
            capture_output=True, check=True, text=True,
        )  # fmt: skip
        assert said.stderr == ""
        found = {each["path"].removeprefix(f"{media}/"): each for each in map(json.loads, said.stdout.splitlines())}
        broken = {"Films/Cut Short (2002).mp4", "Films/Lies (2003).mkv", "Films/Nothing (2004).avi"}
        broken |= {"empty.flac", "cut.flac", "lying.mp3", "x" * 251 + ".mp3"}
        assert broken <= set(found)
        assert any("caf" in path for path in found), "shown somehow, though it is not UTF-8"
        assert all(len(each["reason"]) > 10 and each["code"] for each in found.values())
    assert {path: path.lstat().st_mtime_ns for path in media.rglob("*")} == before, "a folder is only read"


def test_everything_is_the_same_on_postgresql(first: Demo, place: Path, postgres_server: Server) -> None:
    name = f"mediad_newcomer_{os.getpid()}"
    postgres_server.run(f"CREATE DATABASE {name}")
    try:
        with tempfile.TemporaryDirectory(prefix="m") as folder:
            shutil.copytree(place / "data/demo", Path(folder) / "data/demo")
            spoiled(Path(folder) / "data/demo", place / "data/demo")
            with demo(Path(folder), MEDIAD__STORAGE__URL=postgres_server.named(name)) as other:
                assert other.daemon.get("/system")["engine"] == "postgres"
                test_films_and_music_are_there(other)
                test_every_film_and_album_has_a_cover_in_webp(other)
                test_a_track_is_served_in_ranges(other)
                test_search_finds_with_accents_without_them_and_in_japanese(other, "ete indien", "Été indien")
                test_search_finds_with_accents_without_them_and_in_japanese(other, "灯", "千の灯")
                test_facets_count_and_filter(other)
                library = other.daemon.items("/libraries", other.key)[0]["id"]
                assert len(other.daemon.items(f"/libraries/{library}/problems", other.key)) >= 8
                assert other.end(signal.SIGTERM) < 10
            assert not (Path(folder) / "data/mediad.db").exists()
    finally:
        postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")
