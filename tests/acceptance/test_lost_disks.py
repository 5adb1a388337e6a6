"""Disks that go away, come back, are swapped or hang: nothing is deleted, the API answers, and a person decides."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from counted import install
from outside import Outside, library, outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FUSE = Path(__file__).parents[1] / "faults/fusehang.py"
BLOCKS = 60


@pytest.fixture(scope="module")
def house() -> Iterator[Outside]:
    with outside() as made:
        made.environment["PYTHONPATH"] = str(install(made.place / "site"))
        fill(made.place / "blocks")
        made.declare(library("blocks", ["blocks"], made.place / "blocks"))
        made.start()
        made.environment["KEY"] = made.cli("key", "add", "--json").values[0]["key"]
        made.scan()
        yield made


def fill(root: Path) -> None:
    for number in range(BLOCKS):
        file = root / f"box {number % 4}" / f"{number:02}.block"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"block {number:02}")


def key(house: Outside) -> str:
    return house.environment["KEY"]


def listed(house: Outside) -> dict[str, str]:
    return {each["title"]: each["id"] for each in house.items("/items?kind=block&limit=500", key(house))}


def favourites(house: Outside) -> list[str]:
    return [each["id"] for each in house.items("/me/favourites", key(house))]


def root(house: Outside) -> Any:
    return house.get("/libraries")["items"][0]["roots"][0]


@contextmanager
def vanished(place: Path) -> Iterator[None]:
    away = place.rename(place.with_name("away"))
    yield
    away.rename(place)


@contextmanager
def emptied(place: Path) -> Iterator[None]:
    with vanished(place):
        place.mkdir()
        yield
        place.rmdir()


@contextmanager
def replaced(place: Path) -> Iterator[None]:
    with vanished(place):
        (place / "other things").mkdir(parents=True)
        (place / "other things/new.block").write_text("of another disk")
        yield
        shutil.rmtree(place)


@contextmanager
def a_file(place: Path) -> Iterator[None]:
    with vanished(place):
        place.write_text("no folder")
        yield
        place.unlink()


@contextmanager
def mounted_over(place: Path) -> Iterator[None]:
    if os.geteuid():
        pytest.skip("needs root to mount")
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        (place / "strange").mkdir()
        yield
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@contextmanager
def hanging(place: Path) -> Iterator[None]:
    if os.geteuid() or not Path("/dev/fuse").exists():
        pytest.skip("needs root and /dev/fuse")
    with subprocess.Popen([sys.executable, FUSE, place], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdout is not None
        if not server.stdout.readline():
            pytest.skip("no FUSE here")
        try:
            yield
        finally:
            server.kill()
            server.wait()
            subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.faults
@pytest.mark.parametrize("fault", [vanished, emptied, replaced, a_file, mounted_over])
def test_a_root_that_is_not_what_it_was_deletes_nothing_and_heals_with_the_same_ids(
    house: Outside, fault: Callable[[Path], Any]
) -> None:
    before = listed(house)
    assert len(before) == BLOCKS
    chosen = before["block 07"]
    house.send("PATCH", f"/me/items/{chosen}", {"favourite": True, "rating": 70}, key(house))
    with fault(house.place / "blocks"):
        said = house.cli("scan", "Blocks")
        assert listed(house) == before
        assert favourites(house) == [chosen]
        state = root(house)
        assert state["state"] in {"offline", "held"}
        assert "nothing was removed" in state["reason"]
        assert house.ask("GET", "/api/v1/items?kind=block", key=key(house)).seconds < 1
        assert state["reason"] in house.cli("library", "list").out
        assert state["reason"] in house.cli("library", "problems", "Blocks").out
        assert (said.code, state["reason"] in said.out, "Not looked at" in said.err) == (1, True, True)
    house.scan()
    assert root(house)["state"] == "online"
    assert listed(house) == before
    assert favourites(house) == [chosen]
    assert house.get(f"/me/items/{chosen}", key(house))["rating"] == 70


@pytest.mark.faults
def test_many_deletions_at_once_wait_until_a_person_rejects_or_approves_them(house: Outside) -> None:
    before, box = listed(house), house.place / "blocks"
    kept = house.place / "kept"
    shutil.move(box / "box 1", kept / "box 1")
    shutil.move(box / "box 2", kept / "box 2")
    (counted,) = house.scan()
    assert (counted["counts"]["held"], counted["counts"]["missing"]) == (BLOCKS // 2, 0)
    assert listed(house) == before
    (hold,) = house.cli("library", "holds", "Blocks", "--json").values
    assert (hold["files"], "approve" in hold["reason"]) == (BLOCKS // 2, True)
    assert house.cli("library", "reject", "Blocks", hold["id"]).code == 0
    assert house.cli("library", "reject", "Blocks", hold["id"]).code == 5, "the first decision stands"
    assert listed(house) == before
    for each in kept.iterdir():
        shutil.move(each, box / each.name)
    house.scan()
    assert listed(house) == before
    shutil.rmtree(box / "box 1")
    shutil.rmtree(box / "box 2")
    house.scan()
    (hold,) = house.cli("library", "holds", "Blocks", "--json").values
    assert house.cli("library", "approve", "Blocks", hold["id"]).code == 0
    assert len(listed(house)) == BLOCKS // 2
    assert house.cli("library", "holds", "Blocks").out.strip() == "Nothing is held back."
    fill(box)
    house.scan()
    assert listed(house) == before, "works that come back are the same works"


@pytest.mark.faults
def test_another_disk_is_taken_for_the_root_when_a_person_says_so_and_its_losses_are_held(house: Outside) -> None:
    before, box = listed(house), house.place / "blocks"
    with vanished(box):
        shutil.copytree(box.with_name("away") / "box 0", box / "restored")
        (box / "restored/added.block").write_text("added")
        house.cli("scan", "Blocks")
        assert root(house)["state"] == "held"
        assert house.cli("library", "accept-root", "Blocks", "/nowhere").code == 6
        assert house.cli("library", "accept-root", "Blocks", str(box)).code == 0
        house.scan()
        assert root(house)["state"] == "online"
        assert listed(house).items() >= before.items(), "the loss waits, nothing is gone"
        assert "added" in listed(house)
        (hold,) = house.cli("library", "holds", "Blocks", "--json").values
        assert hold["files"] == BLOCKS * 3 // 4
        shutil.rmtree(box)
    assert house.cli("library", "accept-root", "Blocks", str(box)).code == 0
    house.scan()
    assert {title: each for title, each in listed(house).items() if title != "added"} == before


@contextmanager
def reader(house: Outside, file: str) -> Iterator[None]:
    """Ask for a file, and wait for it in vain."""
    command = [sys.executable, "-c", READ, str(house.place / "data/mediad.sock"), file]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"asked\n"
        try:
            yield
        finally:
            process.kill()


@pytest.mark.faults
def test_a_root_that_hangs_stops_neither_the_api_nor_the_end(house: Outside) -> None:
    before = listed(house)
    file = house.get(f"/items/{before['block 07']}/files", key(house))["items"][0]["id"]
    with hanging(house.place / "blocks"):
        of = house.get("/libraries")["items"][0]["id"]
        house.send("POST", f"/libraries/{of}/scan", {"mode": "full"})
        with reader(house, file):
            for path in ("/items?kind=block", "/libraries", "/system", "/search?q=block"):
                answer = house.ask("GET", f"/api/v1{path}", key=key(house))
                assert (answer.status, answer.seconds < 1) == (200, True), path
            assert listed(house) == before
            assert house.stop(signal.SIGTERM) < 5
    house.start()
    house.scan()
    assert listed(house) == before


READ = """
import http.client, socket, sys
connection = http.client.HTTPConnection("localhost", timeout=20)
connection.sock = socket.socket(socket.AF_UNIX)
connection.sock.connect(sys.argv[1])
connection.request("GET", f"/api/v1/files/{sys.argv[2]}/content")
print("asked", flush=True)
sys.stdin.read()
"""
