"""Photos of 12 megapixels as stored WebP of 320 pixels, against Pillow that makes the same and keeps nothing."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from daemon import Daemon, free_port, running, write_config
from measure import Cost, Row, cpu_of, measured, middle, spread
from PIL import Image

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_SIZE, _BOX, _GOAL = (4000, 3000), 320, 0.80
_PHOTOS = 24
_BARE = """
import io, os, sys
from PIL import Image
for name in sorted(os.listdir(sys.argv[1])):
    with Image.open(os.path.join(sys.argv[1], name)) as picture:
        picture.draft("RGB", (320, 320))
        picture.thumbnail((320, 320))
        picture.save(io.BytesIO(), "WEBP", quality=82)
"""


def pictures(place: Path, options: argparse.Namespace) -> list[Row]:
    """Ask a daemon once for the picture of each photo; the other side loops over the files in one process."""
    media = place / "photos"
    _write(media)
    bare: list[Cost] = []
    made: list[Cost] = []
    _loop(media)  # both sides find a warm cache
    for turn in range(max(1, min(options.pairs, 3))):
        bare.append(_loop(media))
        made.append(_made(place / f"daemon-{turn}", media))
    ratio = middle([loop.cpu / daemon.cpu for loop, daemon in zip(bare, made, strict=True)])
    walls = [cost.wall * 1000 / _PHOTOS for cost in made]
    detail = (
        f"cpu {spread([cost.cpu * 1000 / _PHOTOS for cost in made])} ms a picture, wall {spread(walls)} ms; "
        f"Pillow {spread([cost.cpu * 1000 / _PHOTOS for cost in bare])} ms; {_PHOTOS} photos of 12 megapixels"
    )
    what = "12-megapixel photo to stored 320 px WebP / bare Pillow draft loop"
    return [Row(what=what, goal=f">= {_GOAL:.2f}", ratio=ratio, detail=detail, met=ratio >= _GOAL)]


def _write(media: Path) -> None:
    """Write photos that weigh what a camera's do."""
    media.mkdir(parents=True)
    scene = Image.effect_mandelbrot(_SIZE, (-2.0, -1.2, 0.8, 1.2), 60).convert("RGB")
    for number in range(_PHOTOS):
        noise = Image.effect_noise(_SIZE, 40).convert("RGB")
        Image.blend(scene, noise, 0.3).save(media / f"IMG_{number:04d}.jpg", quality=90)


def _loop(media: Path) -> Cost:
    return measured(lambda: subprocess.run([sys.executable, "-c", _BARE, str(media)], check=True))


def _made(place: Path, media: Path) -> Cost:
    """Make every picture once; the first request of all has started the processes."""
    port = free_port()
    config = write_config(place, port, {"bench": (["photos"], media)}, watch=False)
    with running(config, port) as daemon:
        daemon.scan("bench")
        found = list(daemon.client.pages("/api/v1/items", kind="photo", limit=500))
        shown = [daemon.client.get(f"/api/v1/items/{each['id']}")["artwork"][0]["id"] for each in found]
        if len(shown) != _PHOTOS:
            raise AssertionError(f"{len(shown)} photos have a picture, {_PHOTOS} are there")
        _ask(daemon, shown[0], _BOX // 2)
        cpu, wall = cpu_of(daemon.pid), time.perf_counter()
        for each in shown:
            _ask(daemon, each, _BOX)
        return Cost(wall=time.perf_counter() - wall, cpu=cpu_of(daemon.pid) - cpu)


class _Local(http.client.HTTPConnection):
    """A connection to the daemon's socket, whose callers have every right."""

    def __init__(self, daemon: Daemon) -> None:
        super().__init__("localhost", timeout=60)
        self._path = str(daemon.client.path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self._path)


def _ask(daemon: Daemon, picture: str, box: int) -> None:
    wire = _Local(daemon)
    wire.request("GET", f"/api/v1/artwork/{picture}?width={box}&height={box}", headers={"Accept": "image/webp"})
    answer = wire.getresponse()
    data = answer.read()
    wire.close()
    if answer.status != 200 or not data.startswith(b"RIFF"):
        raise AssertionError(f"{answer.status}: {data[:200]!r}")
