"""Facts of videos into the database, against starting ffprobe for each of the same files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Absent, Cost, Row, measured, middle, spread
from scanning import first_scan

if TYPE_CHECKING:
    import argparse

_SHARED = Path(os.environ.get("MEDIAD_SHARED", Path(__file__).resolve().parents[3] / "shared"))
_PROBED = 60  # starting ffprobe costs the same for each file, so a few of them tell
_NONE = [word for kind in ("tracks", "episodes", "photos", "books") for word in (f"--{kind}", "0")]


def video_facts(place: Path, options: argparse.Namespace) -> list[Row]:
    """Scan films; the other side starts ffprobe for each file and keeps nothing."""
    tool = _SHARED / "tools" / "make_corpus.py"
    if not tool.is_file():
        raise Absent("no corpus generator beside the project (MEDIAD_SHARED)")
    if shutil.which("ffprobe") is None:
        raise Absent("ffprobe is not installed")
    subprocess.run(
        [sys.executable, str(tool), str(place), "--quiet", "--movies", str(options.films), *_NONE], check=True
    )
    media = place / "movies"
    files = sorted(path for path in media.rglob("*") if path.suffix in (".mkv", ".mp4"))
    films = _films(place / "manifest.jsonl")
    probed = files[:: max(1, len(files) // _PROBED)]
    probes: list[Cost] = []
    scans: list[Cost] = []
    for turn in range(max(1, min(options.pairs, 3))):
        probes.append(measured(lambda: _probe(probed)))
        scans.append(first_scan(place / f"daemon-{turn}", media, "movies", ("film", films)))
    rates = [len(files) / scan.cpu for scan in scans]
    bare = [len(probed) / probe.cpu for probe in probes]
    ratio = middle([rate / probe for rate, probe in zip(rates, bare, strict=True)])
    detail = f"{spread(rates)} files per cpu-s; ffprobe {spread(bare)} per cpu-s; {len(files)} files"
    return [
        Row(
            what="video facts into the database / ffprobe per file",
            goal=">= 8",
            ratio=ratio,
            detail=detail,
            met=ratio >= 8,
        )
    ]


def _films(manifest: Path) -> int:
    """Count the films: a title and year that the generator draws twice is one film in two editions."""
    with manifest.open(encoding="utf-8") as lines:
        return len({(each["title"], each["year"]) for each in map(json.loads, lines)})


def _probe(files: list[Path]) -> None:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_chapters"]
    for path in files:
        subprocess.run([*command, f"file:{path}"], check=True, capture_output=True)
