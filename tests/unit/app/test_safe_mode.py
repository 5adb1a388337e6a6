from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest

from mediad.app.safe_mode import BOOT, CRASHES, FILE, WITHIN_MS, SafeMode, Starts, safe_mode
from mediad.host.clock import SystemClock
from mediad.plugins.find import Found
from mediad_sdk.hooks import GROUP

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Hand:
    """A clock that is moved by hand."""

    ms: int = 1_000_000

    def __call__(self) -> int:
        return self.ms


def plugin(folder: Path, name: str) -> Found:
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "code.py").write_text("one")
    entry = EntryPoint(name=name, value=f"{name}:plugin", group=GROUP)
    return Found(id=name, distribution=f"toys-{name}", version="1", entry=entry, folder=folder / name, manifest=None)


def crash(place: Path, clock: Hand, boot: str = "", *, told: bool = False) -> Starts:
    """Live a run that never says that it ended; or was told to end, and took too long."""
    starts = Starts(path=place / FILE, now=clock, boot=boot)
    starts._begin()
    if told:
        starts.ending()
        starts.praise({"all": "well"})
    assert starts._file is not None
    starts._file.close()  # the lock goes with the process
    return starts


def refused(safe: SafeMode, *found: Found) -> list[str]:
    return [each.id for each in found if asyncio.run(safe.gate(each, each.id)) is not None]


def test_three_crashes_within_ten_minutes_are_too_many_and_a_clean_end_is_none(tmp_path: Path) -> None:
    clock = Hand()
    for number in range(CRASHES + 1):
        assert len(crash(tmp_path, clock).crashes) == number
        clock.ms += 1000
    starts = Starts(path=tmp_path / FILE, now=clock)
    with starts.run():
        assert SafeMode(starts).on
    with starts.run():
        assert len(starts.crashes) == CRASHES + 1
    clock.ms += WITHIN_MS
    with starts.run():
        assert (starts.crashes, SafeMode(starts).on) == ([], False)


def test_crashes_far_apart_do_not_add_up(tmp_path: Path) -> None:
    clock = Hand()
    for _ in range(2 * CRASHES):
        assert len(crash(tmp_path, clock).crashes) <= 1
        clock.ms += WITHIN_MS + 1000


def test_a_second_daemon_on_the_same_place_is_no_crash_and_changes_nothing(tmp_path: Path) -> None:
    first, second = (Starts(path=tmp_path / FILE, now=Hand()) for _ in range(2))
    with first.run():
        before = (tmp_path / FILE).read_text()
        with second.run():
            assert second.crashes == []
        assert (tmp_path / FILE).read_text() == before


def test_a_cut_of_power_is_no_crash_and_forgives_none(tmp_path: Path) -> None:
    clock = Hand()
    for boot in ("one", "two", "three", "four"):
        assert crash(tmp_path, clock, boot).crashes == []
    assert len(crash(tmp_path, clock, "four").crashes) == 1
    assert len(crash(tmp_path, clock, "five").crashes) == 1
    assert len(crash(tmp_path, clock, "five").crashes) == 2


def test_a_run_of_a_former_version_that_did_not_keep_its_boot_counts(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"runs": true, "crashes": [], "good": {}}')
    assert len(crash(tmp_path, Hand(), "one").crashes) == 1


def test_a_run_that_was_killed_because_it_took_too_long_to_end_is_no_crash(tmp_path: Path) -> None:
    clock = Hand()
    for _ in range(2 * CRASHES):
        assert crash(tmp_path, clock, told=True).crashes == []


def test_the_machine_tells_its_boot(tmp_path: Path) -> None:
    with safe_mode(tmp_path, SystemClock()):
        kept = json.loads((tmp_path / FILE).read_text())
    assert kept["boot"] == BOOT.read_text().strip() != ""


def test_a_file_that_cannot_be_read_or_written_counts_as_no_crash(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"runs": tr')
    starts = Starts(path=tmp_path / FILE, now=Hand())
    with starts.run():
        assert starts.crashes == []
    (tmp_path / "file").touch()
    with Starts(path=tmp_path / "file" / FILE, now=Hand()).run() as nothing:
        assert nothing is None


def test_an_error_is_an_end_and_no_crash(tmp_path: Path) -> None:
    starts = Starts(path=tmp_path / FILE, now=Hand())
    with pytest.raises(OSError, match="port"), starts.run():
        raise OSError("the port is taken")
    with starts.run():
        assert starts.crashes == []


def test_those_that_changed_since_all_was_well_are_left_out_and_then_all(tmp_path: Path) -> None:
    ant, bee = plugin(tmp_path, "ant"), plugin(tmp_path, "bee")
    clock, starts = Hand(), Starts(path=tmp_path / FILE, now=Hand())
    with starts.run():
        SafeMode(starts).praise([ant, bee])
    (tmp_path / "bee" / "code.py").write_text("another")
    os.utime(tmp_path / "bee" / "code.py", (0, 0))
    for expected in ([], [], [], ["bee"], ["ant", "bee"]):
        safe = SafeMode(crash(tmp_path, clock))
        safe.suspect([ant, bee])
        assert refused(safe, ant, bee) == expected
        health = asyncio.run(safe.health())
        assert health.state == ("degraded" if expected else "ok")
        assert ("do not run until you say so: toys-bee." in health.detail) is (expected == ["bee"])
        assert ("No plugin runs until you say so." in health.detail) is (len(expected) == 2)


def test_when_nothing_changed_all_are_left_out_until_they_are_let_out(tmp_path: Path) -> None:
    ant, bee = plugin(tmp_path, "ant"), plugin(tmp_path, "bee")
    clock = Hand()
    for _ in range(CRASHES):
        crash(tmp_path, clock)
    starts = Starts(path=tmp_path / FILE, now=clock)
    with starts.run():
        safe = SafeMode(starts)
        safe.suspect([ant, bee])
        assert refused(safe, ant, bee) == ["ant", "bee"]
        assert "No plugin runs until you say so." in asyncio.run(safe.health()).detail
        refusal = asyncio.run(safe.gate(ant, "ant"))
        assert refusal is not None
        assert refusal.reason == "safe mode: the daemon died 3 times within 10 minutes"
        assert "mediad plugin enable" in refusal.remedy
        safe.waive("ant")
        assert refused(safe, ant, bee) == ["bee"]
        safe.praise([ant, bee])
        assert starts.good == {}
        safe.waive("")
        assert (refused(safe, ant, bee), starts.crashes) == ([], [])
    with starts.run():
        assert not SafeMode(starts).on
