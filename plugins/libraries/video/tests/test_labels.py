"""What people read of an edition."""

from __future__ import annotations

from typing import Any

import pytest

from mediad_video import editions, release
from mediad_video.videos import Video


def labelled(name: str, label: str = "", facts: dict[str, Any] | None = None) -> str:
    text = name.rpartition(".")[0]
    return editions.edition([Video(name.encode(), text, facts or {}, words=release.read(text), label=label)]).label


def picture(height: int, **more: Any) -> dict[str, Any]:
    return {"streams": [{"type": "video", "codec": "h264", "width": height * 4 // 3, "height": height, **more}]}


@pytest.mark.parametrize(
    ("name", "label", "facts", "told"),
    [
        ("L (2011).mkv", "", picture(240), "240p"),
        ("L (2011).mkv", "", {}, "MKV"),
        ("L (2011).strm", "", {"pointer": "strm"}, "Link"),
        ("L (2011) - 1080p.mkv", "1080p", picture(480), "480p · named 1080p"),
        ("L (2011) - 2160p HDR.mkv", "2160p HDR", picture(480), "480p · named 2160p"),
        ("L (2011) - 2160p HDR.mkv", "2160p HDR", {}, "2160p · HDR10"),
        ("L (2011) - 1080p.mkv", "1080p", picture(1080), "1080p"),
        ("L (2011) - Bright 1080p.mkv", "Bright 1080p", picture(1080), "Bright · 1080p"),
        ("L (2011) 1080p BluRay.mkv", "1080p BluRay", picture(1080), "BluRay · 1080p"),
    ],
)
def test_every_edition_says_what_it_is_and_its_picture_knows_best(
    name: str, label: str, facts: dict[str, Any], told: str
) -> None:
    assert labelled(name, label, facts) == told


def test_two_files_of_one_promise_are_told_apart_by_more_than_it() -> None:
    videos = [
        Video(name, "L - 1080p", picture(480), words=release.read("L - 1080p"), label="1080p")
        for name in (b"L - 1080p.mkv", b"L - 1080p.avi")
    ]
    found = editions.editions([[video] for video in videos], "L")
    assert len({edition.rendition for edition in found}) == len({edition.label for edition in found}) == len(videos)
