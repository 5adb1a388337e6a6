"""Other programs at the same work, each where it is installed: supysonic, minidlna, guessit.

supysonic and guessit are looked for on the PATH, which may name the `bin` of an environment of their own:
`PATH=/elsewhere/bin:$PATH python -m tests.benchmarks peers`.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from daemon import free_port
from measure import Absent, Cost, Row, cpu_of, measured, middle, spread
from scanning import SHARED, first_scan, music_corpus

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    Scan = Callable[[Path, Path], Cost]

_TRACKS = 6000
"""supysonic reads some 350 a second."""
_NAMES = 600
_VIDEO = ("tv", "anime", "movie", "video")
_SUPYSONIC, _MINIDLNA, _GUESSIT = 15.0, 2.5, 16.0
_LONGEST = 600.0
_READ = """
import json, sys, time
{imports}
names = json.load(sys.stdin)
for name, kind in names[:50]:
    {call}
began = time.process_time()
for name, kind in names:
    {call}
print(time.process_time() - began)
"""
_OURS = _READ.format(imports="from mediad_names import read", call="read(name, kind)")
_THEIRS = _READ.format(
    imports="from guessit import guessit",
    call='guessit(name, {"type": {"tv": "episode", "anime": "episode", "movie": "movie"}.get(kind)})',
)


def peers(place: Path, options: argparse.Namespace) -> list[Row]:
    """Scan what supysonic and minidlna scan, and read the names that guessit reads."""
    count = min(options.tracks, _TRACKS)
    rows = [
        _scans(place / name, name, goal, count, scan)
        for name, goal, scan in (("supysonic", _SUPYSONIC, _by_supysonic), ("minidlna", _MINIDLNA, _by_minidlna))
    ]
    return [*rows, _names(max(1, min(options.pairs, 3)))]


def _scans(place: Path, name: str, goal: float, count: int, scan: Scan) -> Row:
    what = f"full scan / {name}"
    if shutil.which(_PROGRAMS[name]) is None:
        return _not_run(what, goal, name)
    try:
        music = music_corpus(place, count)
    except Absent as reason:
        return Row(what=what, goal=f">= {goal:g}", ratio=None, detail=f"not run: {reason}")
    theirs = scan(place / "theirs", music)
    ours = first_scan(place / "ours", music, "music", ("track", count))
    ratio = theirs.cpu / ours.cpu
    detail = (
        f"{count / ours.cpu:.0f} tracks per cpu-s against {count / theirs.cpu:.0f}, "
        f"wall {ours.wall:.1f} s against {theirs.wall:.1f} s; {count} tracks with covers"
    )
    return Row(what=what, goal=f">= {goal:g}", ratio=ratio, detail=detail, met=ratio >= goal)


_PROGRAMS = {"supysonic": "supysonic-cli", "minidlna": "minidlnad", "guessit": "guessit"}


def _not_run(what: str, goal: float, name: str) -> Row:
    return Row(what=what, goal=f">= {goal:g}", ratio=None, detail=f"not run: {name} is not installed")


def _by_supysonic(place: Path, music: Path) -> Cost:
    """Scan as its command line does it, without its daemon; it reads `supysonic.conf` where it is started."""
    place.mkdir(parents=True)
    database = place / "supysonic.db"
    (place / "supysonic.conf").write_text(
        f"[base]\ndatabase_uri = sqlite:///{database}\n[webapp]\ncache_dir = {place}\n[daemon]\nsocket = {place}/s\n"
    )

    def run(*arguments: str) -> None:
        command = [_PROGRAMS["supysonic"], "folder", *arguments]
        subprocess.run(command, cwd=place, check=True, stdout=subprocess.DEVNULL)

    run("add", "Music", str(music))
    cost = measured(lambda: run("scan", "--foreground", "Music"))
    _see(database, "SELECT count(*) FROM track", music)
    return cost


def _by_minidlna(place: Path, music: Path) -> Cost:
    """Let it build its database anew, until its log says that this is done."""
    place.mkdir(parents=True)
    config, log = place / "minidlna.conf", place / "minidlna.log"
    settings = {
        "media_dir": f"A,{music}", "db_dir": place, "log_dir": place, "port": free_port(), "network_interface": "lo",
        "inotify": "no", "minissdpdsocket": place / "ssdp",
    }  # fmt: skip  # a table
    config.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    began = time.perf_counter()
    command = [_PROGRAMS["minidlna"], "-f", str(config), "-P", str(place / "pid"), "-R", "-S"]
    process = subprocess.Popen(command, stdout=log.open("w"), stderr=subprocess.STDOUT)
    try:
        while "finished" not in log.read_text(errors="replace") and process.poll() is None:
            if time.perf_counter() - began > _LONGEST:
                raise TimeoutError("minidlna did not finish")
            time.sleep(0.05)
        cost = Cost(wall=time.perf_counter() - began, cpu=cpu_of(process.pid))
    finally:
        process.terminate()
        process.wait(30)
    _see(place / "files.db", "SELECT count(*) FROM DETAILS WHERE MIME LIKE 'audio/%'", music)
    return cost


def _see(database: Path, question: str, music: Path) -> None:
    """See that a program knows every track: one that gave up early would look fast."""
    there = sum(1 for path in music.rglob("*") if path.suffix in {".flac", ".mp3", ".m4a", ".ogg", ".opus"})
    with closing(sqlite3.connect(database)) as known:
        found = known.execute(question).fetchone()[0]
    if found != there:
        raise AssertionError(f"{database.name} knows {found} tracks, {there} are there")


def _names(pairs: int) -> Row:
    what, corpus = "names read / guessit", SHARED / "corpora" / "names"
    program = shutil.which(_PROGRAMS["guessit"])
    if program is None:
        return _not_run(what, _GUESSIT, "guessit")
    if not corpus.is_dir():
        return Row(what=what, goal=f">= {_GUESSIT:g}", ratio=None, detail="not run: the shared names are not there")
    lines = [json.loads(line) for path in sorted(corpus.glob("*.jsonl")) for line in path.read_text().splitlines()]
    asked = [(line["input"], line["kind"]) for line in lines if line["kind"] in _VIDEO]
    asked = asked[:: max(1, len(asked) // _NAMES)]
    ours, theirs = [], []
    for _ in range(pairs):
        theirs.append(_seconds([str(Path(program).parent / "python"), "-c", _THEIRS], asked))
        ours.append(_seconds([sys.executable, "-c", _OURS], asked))
    ratio = middle([their / our for their, our in zip(theirs, ours, strict=True)])
    rates = [spread([len(asked) / each for each in some]) for some in (ours, theirs)]
    detail = f"{rates[0]} names per cpu-s against {rates[1]}; {len(asked)} names of films and series"
    return Row(what=what, goal=f">= {_GUESSIT:g}", ratio=ratio, detail=detail, met=ratio >= _GUESSIT)


def _seconds(command: Sequence[str], names: Sequence[tuple[str, str]]) -> float:
    environ = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, input=json.dumps(names), capture_output=True, text=True, check=True, env=environ)
    return float(done.stdout)
