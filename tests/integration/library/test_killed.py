"""A scan that is killed, again and again, is one scan, and reads little twice."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from mediad.library.inventory.walking import FILES

SCRIPT = Path(__file__).with_name("killed.py")
KILLS = 5


@pytest.mark.timeout(180)
def test_a_scan_killed_at_any_moment_goes_on_as_itself(tmp_path: Path) -> None:
    root = tmp_path / "blocks"
    for number in range(6000):
        file = root / f"box {number % 120:03}" / f"{number:04}.block"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"block {number}")
    command = [sys.executable, str(SCRIPT), str(tmp_path / "mediad.db"), str(root), "one scan"]
    chance = random.Random(7)
    killed = 0
    for _ in range(KILLS):
        running = subprocess.Popen(command)
        begun = _opened(tmp_path)
        while running.poll() is None and _opened(tmp_path) == begun:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.6)
        running.kill()
        killed += running.wait() == -9
    subprocess.run(command, check=True, timeout=120)
    opened = Counter((tmp_path / "opened.log").read_text().splitlines())
    assert killed >= 3
    assert len(opened) == 6000
    assert sum(opened.values()) - 6000 <= killed * (FILES + 50)
    with closing(sqlite3.connect(tmp_path / "mediad.db")) as database:
        assert database.execute("SELECT uid, state FROM scan").fetchall() == [("one scan", "finished")]
        assert database.execute("SELECT count(*), count(DISTINCT name) FROM file WHERE type = 'blocks'").fetchone() == (
            6000,
            6000,
        )
        assert database.execute("SELECT count(*) FROM subject WHERE kind = 'block'").fetchone() == (6000,)


def _opened(folder: Path) -> int:
    log = folder / "opened.log"
    return log.stat().st_size if log.exists() else 0
