from __future__ import annotations

from accuracy import video

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
