"""The daemon as a process: what it weighs when idle and how soon it is ready, against the bare imports it stands on."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from daemon import free_port, running, wait_ready, write_config
from measure import Row, middle, pss_of, spread

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_IMPORTS = "import aiohttp.web, pydantic, pluggy, aiosqlite"
_AND_WAIT = f"{_IMPORTS}\nprint('there', flush=True)\nimport time\ntime.sleep(600)"
_MB = 1 << 20
_SETTLE_SECONDS = 60.0


def idle(place: Path, options: argparse.Namespace) -> list[Row]:
    """Weigh the daemon and its watcher a minute after the start, with one watched root."""
    media = place / "media"
    media.mkdir(parents=True)
    (media / "one.txt").touch()
    port = free_port()
    config = write_config(place, port, {"bench": (["music", "movies"], media)})
    with running(config, port) as daemon:
        time.sleep(_SETTLE_SECONDS)
        ours = [pss_of(daemon.pid) / _MB for _ in range(3)]
        bare = _bare_pss()
    ratio = middle(ours) / bare
    detail = f"{spread(ours)} MB against {bare:.1f} MB; PSS of all processes, {_SETTLE_SECONDS:.0f} s after the start"
    del options
    return [Row(what="idle memory / bare imports", goal="<= 1.8", ratio=ratio, detail=detail, met=ratio <= 1.8)]


def start(place: Path, options: argparse.Namespace) -> list[Row]:
    """Time a second start until /readyz answers 200, over a database with many works."""
    from load import filled  # noqa: PLC0415  # it fills a database, which only two rows want

    media = place / "media"
    media.mkdir(parents=True)
    port = free_port()
    config = write_config(place, port, {"bench": (["movies"], media)}, watch=False)
    with running(config, port):
        pass
    filled(place / "var" / "mediad.db", 20_000)
    starts: list[float] = []
    imports: list[float] = []
    for _ in range(max(options.pairs, 5)):
        imports.append(_timed_import())
        starts.append(_timed_start(config, port))
    ratios = [begun / bare for begun, bare in zip(starts, imports, strict=True)]
    ratio = middle(ratios)
    detail = (
        f"{spread([each * 1000 for each in starts])} ms against {spread([each * 1000 for each in imports])} ms; wall"
    )
    return [Row(what="spawn to ready / bare imports", goal="<= 2.5", ratio=ratio, detail=detail, met=ratio <= 2.5)]


def _bare_pss() -> float:
    process = subprocess.Popen([sys.executable, "-c", _AND_WAIT], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        return pss_of(process.pid) / _MB
    finally:
        process.kill()
        process.communicate()


def _timed_import() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _IMPORTS], check=True)
    return time.perf_counter() - began


def _timed_start(config: Path, port: int) -> float:
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "mediad", "serve", "--config", str(config)])
    try:
        wait_ready(port)
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(30)
