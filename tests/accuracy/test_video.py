from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from accuracy import video

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[3] / "shared")
SAMPLES = SHARED / "samples" / "video"
GOAL = 0.98
REPORT = {
    "rc": 0,
    "format": {"format_name": "matroska,webm", "duration": "10.0", "bit_rate": "1000"},
    "streams": [
        {"codec_type": "video", "codec_name": "hevc", "width": 640, "avg_frame_rate": "24/1"},
        {"codec_type": "audio", "codec_name": "aac", "channels": 2, "tags": {"language": "ger"}},
    ],
}
FACTS = {
    "container": "matroska",
    "duration_ms": 10_100,
    "bit_rate": 1050,
    "streams": [
        {"type": "video", "codec": "h264", "width": 640, "fps": 24.1},
        {"type": "audio", "codec": "aac", "channels": 2, "language": "de"},
    ],
}


def test_a_fact_is_right_within_the_tolerance_of_its_field() -> None:
    found = video.Score()
    found.count("a.mkv", video.compared(REPORT, FACTS), video.fits)
    wrong = {name for name in found.total if found.right[name] != found.total[name]}
    assert (wrong, found.total.total()) == ({"video codec"}, 11)
    assert "ffprobe 'hevc', mediad 'h264'" in found.differences[0]


def test_a_file_that_was_refused_has_every_fact_wrong() -> None:
    found = video.Score()
    found.count("a.mkv", video.compared(REPORT, {}), video.fits)
    assert found.right.total() == 0


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository")
def test_facts_of_videos_agree_with_ffprobe(capsys: pytest.CaptureFixture[str]) -> None:
    found = video.score(SAMPLES)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(video.lines(found)) + "\n")
    assert found.share >= GOAL
