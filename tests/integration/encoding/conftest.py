from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from studio import CHAPTERS, FILM, SRT, Studio, make, open_studio

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from engines import Database


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a film, a long film and a song."""
    folder = tmp_path_factory.mktemp("media")
    (folder / "text.srt").write_text(SRT)
    (folder / "chapters.txt").write_text(CHAPTERS)
    make([*FILM, "{dir}/film.mkv"], folder)
    make(["-f", "lavfi", "-i", "testsrc2=s=854x480:r=24:d=2", "-c:v", "mpeg4", "{dir}/short.mkv"], folder)
    make(["-stream_loop", "299", "-i", "{dir}/short.mkv", "-c", "copy", "{dir}/long.mkv"], folder)
    make(["-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", "{dir}/cover.png"], folder)
    song = ("-f", "lavfi", "-i", "sine=frequency=330:duration=3", "-i", "{dir}/cover.png", "-map", "0", "-map", "1")
    tags = ("-metadata", "title=A Song", "-metadata", "artist=Somebody", "-disposition:v", "attached_pic")
    make([*song, *tags, "-c:a", "flac", "{dir}/song.flac"], folder)
    make(["-i", "{dir}/song.flac", "-vn", "-c:a", "libopus", "{dir}/song.opus"], folder)
    make(["-i", "{dir}/song.flac", "-vn", "-c:a", "aac", "{dir}/song.m4a"], folder)
    return folder


@pytest.fixture
def engine() -> str:
    """Use one engine: what differs between them is tested with the ports."""
    return "sqlite"


@pytest.fixture
async def studio(database: Database, media: Path, tmp_path: Path) -> AsyncIterator[Studio]:
    async with open_studio(database, media, tmp_path / "derived") as opened:
        yield opened
