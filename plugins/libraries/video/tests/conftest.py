"""Files as the runner hands them to `extract`, closed when the test ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad_video.samples import DUSK, MAJOR, MEADOW, MINOR, Shot, make

if TYPE_CHECKING:
    from pathlib import Path


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
