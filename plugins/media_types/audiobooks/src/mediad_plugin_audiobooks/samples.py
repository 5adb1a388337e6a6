"""A small library of audiobooks for demonstration and tests: chapters, parts, discs, papers; made by ffmpeg."""

from __future__ import annotations

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediad_sdk.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

TIMEOUT = 120
SECONDS = 6
EXACT = ("-fflags", "+bitexact", "-flags:a", "+bitexact", "-threads", "1")
ENCODERS = {
    "m4b": ("-c:a", "aac", "-b:a", "48k", "-f", "ipod"),
    "mp3": ("-c:a", "libmp3lame", "-b:a", "48k", "-id3v2_version", "4"),
}
MARLOW, OKAFOR, LINDQVIST = "Edith Marlow", "Chidi Okafor", "Sanna Lindqvist"
READER = "Jonas Wick"


@dataclass(frozen=True, slots=True)
class Sample:
    """One file: where it lies, its tags, its chapters, and the pitch of its voice."""

    path: str
    tags: dict[str, str]
    chapters: tuple[str, ...] = ()
    pitch: int = 180


def _tags(title: str, author: str, year: str, **more: str) -> dict[str, str]:
    return {"title": title, "album": title, "artist": author, "album_artist": author, "date": year, **more}


LEDGER, FERRY, PIER, NIGHT = "The Salt Ledger", "A Ferry After Dark", "Notes from the Pier", "Nattens trädgård"
COAST = f"{MARLOW}/The Lantern Coast"
FILES = (
    Sample(
        f"{COAST}/Book 1 - 1998 - {LEDGER} {{{READER}}}/{LEDGER}.m4b",
        _tags(LEDGER, MARLOW, "2006", composer=READER, description="A ledger that adds up too well."),
        ("Opening", "The Quay", "The Sum"),
    ),
    *(
        Sample(
            f"{COAST}/Book 2 - 2001 - {FERRY}/{at:02d} - {title}.mp3",
            {**_tags(FERRY, MARLOW, "2009", genre="Audiobook"), "title": title, "track": str(at)},
            pitch=170 + 10 * at,
        )
        for at, title in enumerate(("Lights Out", "One Too Few", "Morning"), 1)
    ),
    *(
        Sample(f"{OKAFOR}/{PIER}/CD{disc}/{at:02d}.mp3", {"album": PIER, "artist": OKAFOR, "track": str(at)})
        for disc in (1, 2)
        for at in (1, 2)
    ),
    Sample(f"{LINDQVIST}/{NIGHT}/{NIGHT}.m4b", _tags(NIGHT, LINDQVIST, "2012"), ("Ett", "Två")),
)  # fmt: skip  # a table
PAPER = {
    "title": NIGHT, "authors": [LINDQVIST], "narrators": ["Eva Ek"], "publishedYear": "2012",
    "language": "sv", "series": [], "description": "En trädgård som bara finns om natten.",
}  # fmt: skip  # a table


def samples(folder: Path) -> None:
    """Write the library.

    Raises:
        UserError: There is no ffmpeg.
    """
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        raise UserError("The samples need ffmpeg, which was not found.", remedy="Install ffmpeg.")
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda sample: _make(ffmpeg, folder, sample), FILES))
    (folder / LINDQVIST / NIGHT / "metadata.json").write_text(json.dumps(PAPER), encoding="utf-8")
    (folder / COAST / f"Book 2 - 2001 - {FERRY}" / "reader.txt").write_text(READER, encoding="utf-8")


def _make(ffmpeg: str, folder: Path, sample: Sample) -> None:
    path = folder / sample.path
    path.parent.mkdir(parents=True, exist_ok=True)
    tone = f"aevalsrc=sin({sample.pitch}*2*PI*t)*(0.4+0.3*sin(5*t)):d={SECONDS}:s=22050"
    marks = path.with_name(f"{path.stem}.marks")
    marks.write_text(_marks(sample.chapters), encoding="utf-8")
    tags = [each for name, text in sample.tags.items() for each in ("-metadata", f"{name}={text}")]
    command = [
        ffmpeg, "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", tone, "-f", "ffmetadata", "-i", str(marks),
        "-map", "0:a", "-map_metadata", "-1", "-map_chapters", "1",
        *EXACT, *tags, *ENCODERS[path.suffix[1:]], str(path),
    ]  # fmt: skip  # a table
    subprocess.run(command, check=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL)  # noqa: S603  # our own arguments
    marks.unlink()


def _marks(chapters: tuple[str, ...]) -> str:
    each = SECONDS * 1000 // max(1, len(chapters))
    rows = (
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={at * each}\nEND={(at + 1) * each}\ntitle={title}\n"
        for at, title in enumerate(chapters)
    )
    return ";FFMETADATA1\n" + "".join(rows)
