"""What mediad would make of a folder, as a newcomer sees it before anything is configured."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from outside import command, library, outside

from mediad_plugin_music.samples import samples

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("music")
    samples(folder)
    (folder / "broken.flac").write_bytes(b"fLaC")
    return folder


def test_a_folder_is_shown_as_a_tree_and_left_as_it_was(music: Path) -> None:
    before = sorted(music.rglob("*"))
    said = command("preview", str(music), "--types", "music")
    assert said.code == 0, said.err
    assert "Tracks" in said.out
    assert "broken.flac" in said.out
    (wrong,) = map(json.loads, command("--json", "preview", str(music), "--types", "music").err.splitlines())
    assert wrong.keys() == {"path", "code", "reason"}
    assert sorted(music.rglob("*")) == before


def test_programs_get_a_line_a_leaf_work_and_a_library_writes_the_same(music: Path) -> None:
    seen = command("--json", "preview", str(music), "--types", "music").values
    assert {each["kind"] for each in seen} == {"track"}
    files = {name for each in seen for edition in each["editions"] for name in edition["files"]}
    assert all((music / name).is_file() for name in files)
    with outside() as house:
        house.declare(library("music", ["music"], music))
        house.start()
        house.scan()
        long = house.cli("--json", "items", "--long", "--library", "Music").values
        short = house.cli("--json", "items", "--long", "--limit", "2").values
        asked = house.cli("--json", "items", "--long", "--query", "kind:track,album sort:-title").values
        strange = house.cli("items", "--long", "--kind", "banana")
    assert sorted(map(without_id, long)) == sorted(map(without_id, seen))
    assert len(short) == 2
    assert sorted(map(without_id, asked)) == sorted(map(without_id, seen)), "albums are no lines"
    assert asked != long
    assert (strange.code, "banana" in strange.err) == (5, True)


def test_what_was_passed_over_is_told_with_its_reason(tmp_path: Path) -> None:
    for name in ("Fen/UnityPlayer.dll", "Fen/a.png", "Film.mkv.part"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert "2 kept by programs (Fen/UnityPlayer.dll, Fen/a.png)" in command("preview", str(tmp_path)).out
    told = [json.loads(line) for line in command("--json", "preview", str(tmp_path)).err.splitlines()]
    assert [(each["code"], each["count"]) for each in told] == [("kept_by_programs", 2), ("named_so", 1)]


def without_id(line: dict[str, object]) -> str:
    return json.dumps({name: value for name, value in line.items() if name != "id"}, sort_keys=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_whoever_stops_it_finds_no_trace(number: signal.Signals, tmp_path: Path) -> None:
    place, folder = tmp_path / "temporary", tmp_path / "many"
    for each in (place, folder):
        each.mkdir()
    for count in range(3_000):
        (folder / f"{count:04} song.mp3").write_bytes(b"ID3" + bytes(200))
    program = [sys.executable, "-m", "mediad", "preview", str(folder)]
    with subprocess.Popen(program, env={**os.environ, "TMPDIR": str(place)}, stdout=subprocess.DEVNULL) as process:
        end = time.monotonic() + 60
        while not list(place.glob("*/mediad.db")) and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(number)
        assert process.wait(60) in {143, 130}
    assert list(place.iterdir()) == []


def test_what_a_killed_preview_left_is_removed_by_the_next_and_what_one_holds_is_not(tmp_path: Path) -> None:
    left, running, strange = (tmp_path / f"mediad-preview-{name}" for name in ("left", "running", "strange"))
    for place in (left, running):
        place.mkdir()
        (place / "mediad.db").write_bytes(b"")
    strange.symlink_to(running)
    (tmp_path / "empty").mkdir()
    for place in (left, running):
        os.utime(place, (0, 0))
    with (running / "mediad.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.utime(running, (0, 0))
        program = [sys.executable, "-m", "mediad", "preview", str(tmp_path / "empty")]
        subprocess.run(program, env={**os.environ, "TMPDIR": str(tmp_path)}, check=True, stdout=subprocess.DEVNULL)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["empty", running.name, strange.name]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((__file__,), 1, "is a file"),
        (("no/such/folder",), 1, "no/such/folder"),
        ((".", "--types", "moovies"), 1, "movies"),
        ((".", "--types", " ,"), 2, "--types"),
    ],
)
def test_what_cannot_be_looked_at_is_named(words: tuple[str, ...], code: int, told: str, tmp_path: Path) -> None:
    said = command("preview", *words, at=tmp_path)
    assert said.code == code
    assert told in said.err


def test_names_are_read_a_line_each(tmp_path: Path) -> None:
    asked = [{"input": "The.Show.S01E02.720p.WEB-GRP.mkv", "kind": "tv"}, {"input": "qwertyuiop", "kind": "tv"}]
    first, second = command("--json", "parse", given="".join(json.dumps(each) + "\n" for each in asked)).values
    assert (first["title"], first["season"], first["episodes"], first["match"]) == ("The Show", 1, [2], True)
    assert second["match"] is False
    wrong = command("--json", "parse", given='{"input": "a"}\n[]\n')
    assert (wrong.code, [each["match"] for each in wrong.values]) == (2, [False, False])
    assert "the first is 2." in wrong.err
    assert "The Show" in command("parse", "The.Show.S01E02.mkv").out
