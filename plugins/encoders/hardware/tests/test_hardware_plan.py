from __future__ import annotations

from typing import Any

import pytest

from mediad_plugin_hardware.plan import accepts, verify
from mediad_plugin_hardware.plugin import WAYS, create, profile
from mediad_sdk import INPUT, OUTPUT, SourceFacts, Unsupported

VAAPI, QSV = (profile(way) for way in WAYS[:2])


def film(width: int = 1920, height: int = 1080, *more: dict[str, Any], **facts: Any) -> SourceFacts:
    video = {"type": "video", "codec": "hevc", "width": width, "height": height, **facts}
    return SourceFacts(duration_ms=1000, streams=(video, *more), container="matroska")


def graph(source: SourceFacts) -> str:
    arguments = VAAPI.plan(source).arguments
    return arguments[arguments.index("-vf") + 1]


def test_the_arguments_of_a_whole_film() -> None:
    made = VAAPI.plan(film(3840, 2160, {"type": "audio", "codec": "ac3"}, {"type": "subtitle", "codec": "subrip"}))
    assert made.arguments == (
        "-i", INPUT, "-map", "0:0", "-map", "0:1", "-f", "mp4", "-ac", "2", "-ar", "48000", "-b:a", "160k", "-b:v",
        "6M", "-bufsize", "18M", "-c:a", "aac", "-c:v", "h264_vaapi", "-maxrate", "9M", "-movflags", "+faststart",
        "-vf", "scale=1920:1080,format=nv12,hwupload", OUTPUT,
    )  # fmt: skip  # as a command line
    assert made.streams == (("video", "h264"), ("audio", "aac"))
    assert made.notes == ("Stream 2 (subrip) is left out: one picture and sound are kept.",)


def test_every_profile_needs_its_device_and_names_what_to_use_without() -> None:
    declared = create(None, None).mediad_encoder_profiles()  # type: ignore[arg-type]  # it lends nothing
    assert [each.needs for each in declared] == [("vaapi",), ("qsv",), ("cuda",), ("v4l2m2m",)]
    assert {each.instead for each in declared} == {"h264-1080p"}
    assert QSV.probe[:6] == ("-i", INPUT, "-map", "0:0", "-vf", "format=nv12")
    assert QSV.probe[-1] == OUTPUT


@pytest.mark.parametrize(
    ("size", "chain"),
    [
        ((1280, 720), "format=nv12,hwupload"),
        ((1921, 1081), "scale=1918:1080,format=nv12,hwupload"),
        ((2160, 3840), "scale=1080:1920,format=nv12,hwupload"),
        ((1, 1), "scale=2:2,format=nv12,hwupload"),
    ],
)
def test_a_picture_is_fitted_and_never_made_larger(size: tuple[int, int], chain: str) -> None:
    assert graph(film(*size)) == chain


def test_interlaced_pictures_are_made_progressive_and_hdr_is_the_processors() -> None:
    assert graph(film(720, 576, interlaced=True)).startswith("yadif,")
    with pytest.raises(Unsupported) as refused:
        VAAPI.plan(film(transfer="smpte2084"))
    assert "h264-1080p" in refused.value.remedy


def test_what_is_kept_of_the_picture_is_how_well_it_fits() -> None:
    assert accepts(film()) == pytest.approx(0.95)
    assert accepts(film(3840, 2160)) == pytest.approx(0.475)
    with pytest.raises(Unsupported, match="moving picture"):
        accepts(SourceFacts(duration_ms=1, streams=({"type": "audio"},)))


def test_a_picture_that_a_device_padded_is_refused() -> None:
    verify(film(3840, 2160), film())
    with pytest.raises(Unsupported, match="1920 x 1088 pixels"):
        verify(film(), film(1920, 1088))
