"""A daemon that is killed at any moment: what was acknowledged is there, and little is done twice."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from counted import install, openings
from outside import Outside, alive, family, library, outside, until

from mediad.library.inventory.walking import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CYCLES = 20
BLOCKS = 3000
CHANGED = 600
LONGEST = 0.5


@pytest.fixture
def house() -> Iterator[Outside]:
    with outside() as made:
        made.environment["PYTHONPATH"] = str(install(made.place / "site"))
        made.declare(library("blocks", ["blocks"], made.place / "blocks"))
        yield made


@dataclass
class Ledger:
    """What the daemon acknowledged."""

    house: Outside
    key: str
    lists: dict[str, str] = field(default_factory=dict)
    ratings: dict[str, int] = field(default_factory=dict)
    scans: dict[str, str] = field(default_factory=dict)

    def write(self, chance: random.Random) -> None:
        """Ask for something; what is answered well is owed."""
        name = f"list {len(self.lists)}"
        self.lists[self.house.send("POST", "/me/lists", {"name": name, "entries": []}, self.key)["id"]] = name
        if found := self.house.get("/items?kind=block&limit=20", self.key)["items"]:
            item, rating = chance.choice(found)["id"], chance.randrange(1, 101)
            self.house.send("PATCH", f"/me/items/{item}", {"rating": rating}, self.key)
            self.ratings[item] = rating

    def scan(self) -> None:
        """Start a scan."""
        of = self.house.get("/libraries")["items"][0]["id"]
        begun = self.house.send("POST", f"/libraries/{of}/scan", {"mode": "full"})
        self.scans[begun["scan"]] = begun["job"]

    def check(self) -> None:
        """See that everything owed is there."""
        lists = {each["id"]: each["name"] for each in self.house.items("/me/lists", self.key)}
        assert {uid: lists.get(uid) for uid in self.lists} == self.lists
        for item, rating in self.ratings.items():
            assert self.house.get(f"/me/items/{item}", self.key)["rating"] == rating
        for scan, job in self.scans.items():
            assert self.house.get(f"/scans/{scan}")["state"] != "failed"
            assert self.house.get(f"/jobs/{job}")["state"] in {"queued", "running", "finished"}

    def waiting(self) -> list[Any]:
        """Give the scans that have not ended."""
        return [scan for scan in self.scans if self.house.get(f"/scans/{scan}")["state"] != "finished"]


def put(root: Path, numbers: range, generation: int) -> None:
    for number in numbers:
        file = root / f"box {number % 60:02}" / f"{number:04}.block"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"block {number} of generation {generation}")


def kill_whole(house: Outside) -> None:
    """Kill the daemon, and see its children end by themselves."""
    assert house.process is not None
    processes = family(house.process.pid)
    house.kill()
    until(lambda: not alive(processes), 5, lambda: str(alive(processes)))
    (house.place / "data/starts.json").unlink(missing_ok=True)  # nobody is careful: three crashes leave plugins out


@pytest.mark.timeout(480)
def test_twenty_kills_during_scans_lose_nothing_acknowledged_and_double_nothing(house: Outside) -> None:
    root, chance = house.place / "blocks", random.Random(11)
    put(root, range(BLOCKS), 0)
    with openings(list(root.iterdir())) as opened:
        amidst = kill_often(house, chance)
    assert len(opened) >= BLOCKS
    assert opened.total() - len(opened) <= amidst * (FILES + 50)


def kill_often(house: Outside, chance: random.Random) -> int:
    """Kill the daemon again and again, see that nothing is lost, and tell how often a scan was under way."""
    root = house.place / "blocks"
    house.start()
    ledger = Ledger(house, house.cli("key", "add", "--json").values[0]["key"])
    amidst = 0
    for cycle in range(3 * CYCLES):
        if cycle >= CYCLES and len(ledger.scans) > 1:
            break  # a busy machine needs more lives for the first scan
        ledger.check()
        if not ledger.waiting():
            put(root, range(cycle * 100, cycle * 100 + CHANGED), cycle + 1)
            ledger.scan()
        end = time.monotonic() + chance.random() * LONGEST
        while time.monotonic() < end:
            ledger.write(chance)
        amidst += bool(ledger.waiting())
        kill_whole(house)
        house.start()
    assert amidst >= CYCLES // 4, "many kills hit a scan, however fast the machine is"
    assert len(ledger.scans) > 1
    until(lambda: not ledger.waiting(), 60)
    ledger.check()
    titles = [each["title"] for each in house.items("/items?kind=block&limit=500", ledger.key)]
    assert sorted(titles) == sorted(path.read_text() for path in root.rglob("*.block"))
    assert {scan["id"] for scan in house.items("/scans")} == set(ledger.scans), "a scan goes on as itself"
    return amidst
