from __future__ import annotations

from typing import Any

import pytest

from mediad_sdk import Unsupported
from mediad_sdk.values.encoding import SourceFacts

COVER = {"type": "video", "codec": "mjpeg", "picture": True, "width": 600, "height": 600}
SOUND = {"type": "audio", "codec": "aac"}
FILM = {"type": "video", "codec": "h264", "width": 1920, "height": 800}


def source(*streams: dict[str, Any]) -> SourceFacts:
    return SourceFacts(duration_ms=1000, streams=streams)


def test_the_moving_picture_is_no_cover_and_has_its_number_in_ffmpeg() -> None:
    assert source(COVER, SOUND, FILM, FILM | {"codec": "hevc"}).moving_picture() == (2, FILM)
    for streams in ((), (COVER, SOUND)):
        with pytest.raises(Unsupported, match="no moving picture"):
            source(*streams).moving_picture()


@pytest.mark.parametrize(
    ("rotation", "size"), [(0, (1920, 800)), (90, (800, 1920)), (-90, (800, 1920)), (180, (1920, 800))]
)
def test_the_size_is_that_of_the_picture_as_it_is_turned(rotation: int, size: tuple[int, int]) -> None:
    assert source(COVER, FILM | {"rotation": rotation}).picture_size() == size


@pytest.mark.parametrize("unknown", [{"width": None}, {"height": 0}])
def test_a_size_that_is_not_known_is_refused(unknown: dict[str, Any]) -> None:
    with pytest.raises(Unsupported, match="cannot be told"):
        source(FILM | unknown).picture_size()
