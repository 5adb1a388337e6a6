from __future__ import annotations

from typing import Any

import pytest

from mediad_plugin_h264.plugin import LARGE, MEDIUM, SMALL, create, profile
from mediad_sdk import INPUT, OUTPUT, Encoding, SourceFacts, Unsupported

RUNGS = {each.id: each for each in (LARGE, MEDIUM, SMALL)}


def film(width: int = 1920, height: int = 1080, *more: dict[str, Any], **facts: Any) -> SourceFacts:
    video = {"type": "video", "codec": "hevc", "width": width, "height": height, **facts}
    return SourceFacts(duration_ms=1000, streams=(video, *more), container="matroska")


def plan(source: SourceFacts, name: str = "h264-720p") -> Encoding:
    return profile(RUNGS[name]).plan(source)


def option(encoding: Encoding, name: str) -> str | None:
    places = [at for at, each in enumerate(encoding.arguments) if each == name]
    return encoding.arguments[places[0] + 1] if places else None


def test_the_arguments_of_a_whole_film() -> None:
    source = film(
        3840, 2160,
        {"type": "audio", "codec": "truehd", "channels": 8, "sample_rate": 96000},
        {"type": "audio", "codec": "ac3", "channels": 6, "sample_rate": 48000},
        {"type": "subtitle", "codec": "subrip"},
        {"type": "subtitle", "codec": "hdmv_pgs_subtitle"},
        {"type": "video", "codec": "mjpeg", "picture": True},
        {"type": "attachment", "codec": "ttf"},
    )  # fmt: skip  # a stream a row
    made = plan(source)
    assert made.arguments == (
        "-i", INPUT, "-map", "0:0", "-map", "0:1", "-map", "0:2", "-map", "0:3", "-f", "mp4", "-ac", "2",
        "-ar", "48000", "-b:a", "160k", "-bufsize", "9000k", "-c:a", "aac", "-c:s", "mov_text", "-c:v", "libx264",
        "-crf", "22", "-maxrate", "4500k", "-movflags", "+faststart", "-pix_fmt", "yuv420p", "-preset", "veryfast",
        "-profile:v", "high", "-vf", "scale=1280:720", OUTPUT,
    )  # fmt: skip  # as a command line
    assert made.streams == (("video", "h264"), ("audio", "aac"), ("audio", "aac"), ("subtitle", "mov_text"))
    assert made.notes == (
        "Stream 4 (hdmv_pgs_subtitle) is left out: MP4 carries no subtitles that are pictures.",
        "Stream 5 (mjpeg) is left out: a film's cover stays beside the film.",
        "Stream 6 (ttf) is left out: MP4 does not carry it.",
    )


@pytest.mark.parametrize(
    ("size", "name", "scaled"),
    [
        ((1920, 800), "h264-720p", "scale=1280:532"),
        ((1920, 1080), "h264-480p", "scale=852:480"),
        ((1080, 1920), "h264-720p", "scale=720:1280"),
        ((1281, 721), "h264-720p", "scale=1278:720"),
        ((640, 360), "h264-480p", None),
        ((853, 479), "h264-480p", "scale=852:478"),
        ((1, 1), "h264-480p", "scale=2:2"),
        ((20000, 10), "h264-1080p", "scale=1920:2"),
    ],
)
def test_a_picture_is_fitted_with_even_sides_and_never_made_larger(
    size: tuple[int, int], name: str, scaled: str | None
) -> None:
    assert option(plan(film(*size), name), "-vf") == scaled


def test_a_picture_on_its_side_is_measured_upright() -> None:
    assert option(plan(film(1920, 1080, rotation=270)), "-vf") == "scale=720:1280"


def test_interlaced_and_hdr_pictures_are_made_what_screens_show() -> None:
    assert option(plan(film(720, 576, interlaced=True), "h264-720p"), "-vf") == "yadif"
    chain = option(plan(film(transfer="smpte2084")), "-vf") or ""
    assert chain.startswith("scale=1280:720,zscale=t=linear")
    assert "tonemap=tonemap=hable" in chain


def test_a_film_that_fits_a_smaller_profile_is_refused_with_its_name() -> None:
    with pytest.raises(Unsupported) as refused:
        plan(film(640, 360), "h264-1080p")
    assert "640 x 360" in str(refused.value)
    assert "h264-480p" in refused.value.remedy, "the next smaller one would refuse it, too"
    with pytest.raises(Unsupported):
        plan(film(1280, 544), "h264-1080p")
    assert plan(film(1400, 600), "h264-1080p").streams == (("video", "h264"),)


@pytest.mark.parametrize(
    "streams", [(), ({"type": "audio", "codec": "mp3"},), ({"type": "video", "codec": "mjpeg", "picture": True},)]
)
def test_what_has_no_moving_picture_is_refused(streams: tuple[dict[str, Any], ...]) -> None:
    with pytest.raises(Unsupported, match="moving picture"):
        plan(SourceFacts(duration_ms=None, streams=streams))


def test_a_picture_without_a_size_is_refused() -> None:
    with pytest.raises(Unsupported, match="size"):
        plan(film(0, 0))


def test_the_plugin_declares_the_ladder_from_large_to_small() -> None:
    declared = create(None, None).mediad_encoder_profiles()  # type: ignore[arg-type]  # it lends nothing
    assert [each.id for each in declared] == ["h264-1080p", "h264-720p", "h264-480p"]
    assert {each.container for each in declared} == {"mp4"}


def test_the_rung_that_keeps_most_of_the_picture_fits_best() -> None:
    fits = {name: profile(rung).accepts for name, rung in RUNGS.items()}
    found = {name: accepts(film(3840, 2160)) for name, accepts in fits.items() if accepts}
    assert found == {"h264-1080p": 0.5, "h264-720p": pytest.approx(1 / 3), "h264-480p": pytest.approx(2 / 9)}


def test_a_result_that_few_screens_show_is_refused() -> None:
    verify = profile(SMALL).verify
    assert verify is not None
    verify(film(), film(pix_fmt="yuv420p"))
    with pytest.raises(Unsupported, match="yuv422p10le"):
        verify(film(), film(pix_fmt="yuv422p10le"))
