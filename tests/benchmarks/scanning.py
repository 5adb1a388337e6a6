"""Scans: a full one against bare tag reading, one that finds nothing new against a bare walk."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from daemon import Daemon, free_port, running, write_config
from measure import Absent, Cost, Row, cpu_of, measured, middle, pss_of, spread

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

SHARED = Path(os.environ.get("MEDIAD_SHARED", Path(__file__).resolve().parents[3] / "shared"))
_AUDIO = (".flac", ".mp3", ".m4a", ".ogg", ".opus")
_READ_TAGS = """
import os, sys
from tinytag import TinyTag
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith((".flac", ".mp3", ".m4a", ".ogg", ".opus")):
            TinyTag.get(os.path.join(folder, name), image=True)
"""
_WALK = """
import os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        os.stat(os.path.join(folder, name))
"""
_LIBRARY_TABLES = ("folder", "file", "subject", "document", "edition", "part", "part_source", "presence", "page_key")
_PER_FOLDER = 20
_MB = 1 << 20
_SCAN, _RESCAN, _MEMORY = 0.40, 1.25, 160
_LOOK_SECONDS = 0.2
_CHANGE_SECONDS = 0.1


def full_scan(place: Path, options: argparse.Namespace) -> list[Row]:
    """Scan tagged tracks into albums, artists, facets and search; tinytag reads tags and images and keeps nothing."""
    count = options.tracks
    _bare(_READ_TAGS, music_corpus(place, count))  # both sides find a warm cache
    scans: list[Cost] = []
    tags: list[Cost] = []
    for turn in range(max(1, min(options.pairs, 3))):
        tags.append(_bare(_READ_TAGS, place / "music"))
        scans.append(first_scan(place / f"daemon-{turn}", place / "music", "music", ("track", count)))
    ratios = [tag.cpu / scan.cpu for tag, scan in zip(tags, scans, strict=True)]
    rate = [count / scan.cpu for scan in scans]
    walls = [scan.wall for scan in scans]
    detail = (
        f"{spread(rate)} tracks per cpu-s, wall {spread(walls)} s; "
        f"tinytag {spread([count / tag.cpu for tag in tags])} per cpu-s; {count} tracks"
    )
    ratio, most = middle(ratios), max(scan.memory for scan in scans) / _MB
    memory = f"{most:.0f} MB at most, PSS of all processes, looked at every {_LOOK_SECONDS} s; {count} tracks"
    return [
        Row(what="full scan / tinytag with images", goal=">= 0.40", ratio=ratio, detail=detail, met=ratio >= _SCAN),
        Row(what="memory of a scan / 160 MB", goal="<= 1.0", ratio=most / 160, detail=memory, met=most <= _MEMORY),
    ]


def music_corpus(place: Path, count: int) -> Path:
    """Make tagged tracks with covers; gives their folder."""
    tool = SHARED / "tools" / "make_corpus.py"
    if not tool.is_file():
        raise Absent("no corpus generator beside the project (MEDIAD_SHARED)")
    if shutil.which("ffmpeg") is None:
        raise Absent("ffmpeg is not installed")
    others = [word for kind in ("movies", "episodes", "photos", "books") for word in (f"--{kind}", "0")]
    _run(str(tool), str(place), "--quiet", "--tracks", str(count), *others)
    return place / "music"


def rescan(place: Path, options: argparse.Namespace) -> list[Row]:
    """Rescan files that did not change; the other side walks and stats them and keeps nothing."""
    media = place / "media"
    _plain_tree(media, options.rescan)
    port = free_port()
    config = write_config(place, port, {"bench": (["music"], media)}, watch=False)
    scans: list[Cost] = []
    walks: list[Cost] = []
    with running(config, port) as daemon:
        daemon.scan("bench")
        daemon.scan("bench")
        before = _changes(place)
        for _ in range(options.pairs):
            walks.append(_bare(_WALK, media))
            scans.append(_scan_cost(daemon))
        changed = {name: after - before[name] for name, after in _changes(place).items() if after != before[name]}
        touched = [_touched(daemon, media, turn) for turn in range(options.pairs)]
    ratios = [scan.cpu / walk.cpu for walk, scan in zip(walks, scans, strict=True)]
    detail = (
        f"cpu {spread([scan.cpu for scan in scans])} s against {spread([walk.cpu for walk in walks])} s; "
        f"wall {spread([scan.wall for scan in scans])} s; {options.rescan} files; "
        f"library rows changed: {changed or 0}"
    )
    ratio = middle(ratios)
    more = middle([cost.wall for cost in touched]) - middle([scan.wall for scan in scans])
    change = (
        f"{more * 1000:.0f} ms more than a rescan without a change; wall {spread([each.wall for each in touched])} s"
    )
    return [
        Row(
            what="no-change rescan / walk + stat", goal="<= 1.25", ratio=ratio, detail=detail,
            met=ratio <= _RESCAN and not changed,
        ),
        Row(
            what="one folder changed / 100 ms", goal="<= 1.0", ratio=more / _CHANGE_SECONDS, detail=change,
            met=more <= _CHANGE_SECONDS,
        ),
    ]  # fmt: skip  # two rows


def _touched(daemon: Daemon, media: Path, turn: int) -> Cost:
    """Scan after one folder got a file more."""
    (next(each for each in media.glob("*/*")) / f"new {turn}.bin").touch()
    return _scan_cost(daemon)


def first_scan(place: Path, media: Path, media_type: str, expected: tuple[str, int]) -> Cost:
    """Scan a library that a new daemon has never seen; `expected` is how many works of which kind it holds."""
    port = free_port()
    config = write_config(place, port, {"bench": ([media_type], media)}, watch=False)
    kind, count = expected
    with running(config, port) as daemon:
        with _watched(daemon.pid) as peaks:
            cost = _scan_cost(daemon)
        found = sum(1 for _ in daemon.client.pages("/api/v1/items", kind=kind, limit=500))
    if found != count:
        raise AssertionError(f"{found} works of the kind {kind} were found, {count} are there")
    return Cost(wall=cost.wall, cpu=cost.cpu, memory=max(peaks, default=0))


@contextmanager
def _watched(pid: int) -> Iterator[list[int]]:
    """Look at the memory of a process and all below it, again and again."""
    done, seen = threading.Event(), list[int]()

    def look() -> None:
        while not done.wait(_LOOK_SECONDS):
            seen.append(pss_of(pid))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _scan_cost(daemon: Daemon) -> Cost:
    cpu, wall = cpu_of(daemon.pid), time.perf_counter()
    done = daemon.scan("bench")
    wall = time.perf_counter() - wall
    if done["state"] != "finished":
        raise AssertionError(f"the scan {done['state']}: {done}")
    return Cost(wall=wall, cpu=cpu_of(daemon.pid) - cpu)


def _bare(code: str, media: Path) -> Cost:
    return measured(lambda: _run("-c", code, str(media)))


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True)


def _plain_tree(media: Path, count: int) -> None:
    for number in range(count // _PER_FOLDER):
        folder = media / f"{number // 100:03d}" / f"folder {number:05d}"
        folder.mkdir(parents=True)
        for name in range(_PER_FOLDER):
            (folder / f"file {name:02d}.bin").touch()


def _changes(place: Path) -> dict[str, Any]:
    """Sum up what the library tables hold: a row that was added, removed or changed changes it."""
    with sqlite3.connect(f"file:{place / 'var' / 'mediad.db'}?mode=ro", uri=True) as database:
        return {
            name: sum(hash(row) for row in database.execute(f"SELECT * FROM {name}"))  # names from above
            for name in _LIBRARY_TABLES
        }
