"""Files as the runner hands them to `extract`, closed when the test ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pytest

from mediad_video.samples import DUSK, MAJOR, MEADOW, MINOR, Shot, make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Opened:
    """One claimed file."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.name = path.name
        self.size = path.stat().st_size
        self.stream: BinaryIO = path.open("rb")

    def open(self) -> BinaryIO:
        self.stream.seek(0)
        return self.stream


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Opened]]:
    files: list[Opened] = []

    def give(path: Path) -> Opened:
        files.append(Opened(path))
        return files[-1]

    yield give
    for file in files:
        file.stream.close()


FILM = Shot(
    name="film.mkv",
    colours=DUSK,
    chord=MINOR,
    seconds=8,
    title="The Lamp Room",
    chapters=("The lamp", "Salt and roses", "Morning"),
    subtitles=(("eng", ("The lamp went out at four.",)), ("ger", ("Um vier ging das Licht aus.",))),
)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small videos, made once."""
    folder = tmp_path_factory.mktemp("videos")
    make(folder, (FILM, Shot(name="film.mp4", colours=MEADOW, chord=MAJOR, chapters=("一", "二"))))
    return folder
