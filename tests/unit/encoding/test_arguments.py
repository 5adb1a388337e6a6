"""What a plugin may not ask ffmpeg for: all of it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.encoding.arguments import check
from mediad.encoding.errors import BadArguments
from mediad.encoding.filters import check_graph
from mediad_plugin_audio.plugin import PROFILES
from mediad_plugin_h264.plugin import LARGE, MEDIUM, SMALL, profile
from mediad_plugin_hardware.plugin import WAYS
from mediad_plugin_hardware.plugin import profile as by_device
from mediad_sdk.values.encoding import DEVICES, INPUT, OUTPUT, SourceFacts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_plugin_hardware.plan import Way

PLACES = (
    "/etc/passwd", "file:/etc/passwd", "http://localhost/", "https:x", "concat:a|b",
    "subfile,,start,0,end,9,,:x", "pipe:0", "pipe:3",
    "fd:3", "-", "%d.png", "a\nb", "a\0b", "../x", "tee:a|b", "tcp://h:1", "unix:/x", "crypto:x", "data:,x",
    "async:cache:x", "x.mp4",
    "~/x", "//host/share", "gopher:x", "ftp:x", "rtmp:x", "udp:1", "md5:x", "/dev/sda", "C:\\x",
)  # fmt: skip
FILE_OPTIONS = (
    "-i", "-attach", "-dump_attachment:t:0", "-dump_attachment", "-passlogfile", "-vstats_file", "-vpre",
    "-fpre", "-apre", "-pre",
    "-filter_script:v", "-filter_complex_script", "-sdp_file", "-report", "-progress", "-init_hw_device",
    "-vaapi_device", "-hwaccel",
    "-x264-params", "-x264opts", "-x265-params", "-stats", "-psnr", "-timecode", "-target", "-enc_stats_pre",
    "-stats_enc_pre",
    "-hls_segment_filename", "-hls_key_info_file", "-segment_list", "-protocol_whitelist", "-format_whitelist",
    "-cover_art",
    "-lavfi", "-find_stream_info", "-loglevel", "-v", "-y", "-nostdin", "-threads", "-muxer", "-map_channel",
    "-seek_timestamp",
    "-ss", "-t", "-to", "-fs", "-bsf:v", "-bsf", "-copy_unknown", "-discard", "-sseof", "-stream_loop", "-re",
    "-use_wallclock",
)  # fmt: skip


def around(*options: Any) -> tuple[Any, ...]:
    return ("-i", INPUT, *options, OUTPUT)


def refused(arguments: Sequence[Any], container: str = "mp4") -> None:
    with pytest.raises(BadArguments):
        check(arguments, container)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_names_a_place_gets_through_in_any_position(place: str) -> None:
    refused(("-i", place, OUTPUT))
    refused(("-i", INPUT, place))
    refused(around(place))
    refused(("-i", INPUT, OUTPUT, place))
    refused(around("-i", place))
    refused(around("-c:v", "libx264", place))
    for option in (
        "-map",
        "-c:v",
        "-preset",
        "-crf",
        "-b:a",
        "-f",
        "-movflags",
        "-map_metadata",
        "-s",
        "-r",
        "-disposition:v:0",
    ):
        refused(around(option, place))


@pytest.mark.parametrize("option", FILE_OPTIONS)
@pytest.mark.parametrize("value", ["1", "/etc/passwd", "x"])
def test_options_that_are_not_known_to_be_harmless_are_refused(option: str, value: str) -> None:
    refused(around(option, value))


@pytest.mark.parametrize(
    "arguments",
    [
        (), (OUTPUT,), ("-i", INPUT), (INPUT, OUTPUT), ("-y", "-i", INPUT, OUTPUT), ("-f", "concat", "-i",
        INPUT, OUTPUT),
        around("-i", INPUT), around(OUTPUT), around(OUTPUT, "-c:v", "copy"), around("-c:v"), around("-c:v", OUTPUT),
        around("-c:v", 7), around(None), around("-metadata", "title=a\nb"), around("-metadata", "title=a\0b"),
        around("-metadata", "x"),
        around("-f", "hls"), around("-f", "tee"), around("-f", "concat"), around("-f", "matroska"), around("-f",
        "segment"),
        around("-c:v", "copy\n"), around("-crf", "٣"), around("-vn", "1"), around("--c:v", "copy"),
        around("-c:v:0:0:0:0", "copy"),
        around("-C:V", "copy"), around("-metadata", "title=" + "x" * 3000), around(*("-crf", "1") * 300),
    ],
)  # fmt: skip  # a list of mistakes
def test_other_shapes_are_refused(arguments: tuple[Any, ...]) -> None:
    refused(arguments)


@pytest.mark.parametrize(
    "container", ["hls", "tee", "concat", "segment", "dash", "image2", "null", "", "mp4,hls", "rtp", "data"]
)
def test_containers_that_write_elsewhere_are_refused(container: str) -> None:
    refused(around("-f", container), container)
    refused(around(), container)


@pytest.mark.parametrize(
    "graph",
    [
        "movie=/etc/passwd", "amovie=x", "scale=1:1,movie=x", "[0:v]null[a];movie=x[b]",
        "drawtext=textfile=/etc/passwd", "drawtext=text=x",
        "subtitles=x.srt", "ass=x", "lut3d=x.cube", "sendcmd=f=x", "asendcmd=f=x", "metadata=mode=print:file=x",
        "ladspa=file=x",
        "zmq", "azmq", "frei0r=x", "scale=/etc", "scale=a/b", "scale='1'", "scale=1\\,movie=x",
        "pan=stereo|c0=c0,amovie=x", "null,", ",null",
        "", "scale=1:1;", "[a", "SCALE=1:1", "null\n", "scale=1:1\nmovie=x", "loudnorm=stats_file=x",
        "colorspace=file=x", "lavfi",
        "perlin", "testsrc", "color=red", "abuffer", "nullsrc", "haldclut", "signature=filename=x", "psnr=f=x",
        "vidstabdetect=result=x",
        "libvmaf=log_path=x", "fieldorder=x", "scale=eval=%{x}", "scale=1:1[movie=x]", "dnn_processing=model=x",
        "sr=model=x",
    ],
)  # fmt: skip  # a list of filters
def test_filters_that_could_open_something_are_refused(graph: str) -> None:
    for option in ("-vf", "-af", "-filter:v", "-filter_complex"):
        refused(around(option, graph))


@pytest.mark.parametrize(
    "graph",
    [
        "scale=1280:720", "yadif,scale=w=1280:h=-2,format=yuv420p", "fps=24000/1001", "loudnorm=I=-16:TP=-1.5",
        "zscale=t=linear:npl=100",
        "[0:v:0]split[a][b];[a]scale=640:360[c];[b]null[d]", "pan=stereo|c0=0.5*c0+0.5*c2|c1=0.5*c1+0.5*c2",
        "volume=-3dB",
    ],
)  # fmt: skip  # a list of filters
def test_filters_of_numbers_and_words_are_let_through(graph: str) -> None:
    assert check_graph(graph)


def test_everything_that_our_own_plugins_ask_for_is_let_through() -> None:
    video = {
        "type": "video",
        "codec": "hevc",
        "width": 1920,
        "height": 1080,
        "transfer": "smpte2084",
        "interlaced": True,
    }
    audio = {"type": "audio", "codec": "pcm_s24le", "channels": 8, "sample_rate": 192000}
    film = SourceFacts(duration_ms=1, streams=(video, audio, {"type": "subtitle", "codec": "ass"}))
    song = SourceFacts(
        duration_ms=1, streams=(audio, {"type": "video", "codec": "png", "picture": True}), container="ogg"
    )
    for one in (profile(LARGE), profile(MEDIUM), profile(SMALL), *PROFILES):
        plan = one.plan(film if one.media == "video" else song)
        assert check(plan.arguments, one.container) == plan.arguments[2:-1]


@given(
    st.lists(
        st.text(max_size=30) | st.sampled_from([*PLACES, *FILE_OPTIONS, INPUT, OUTPUT, "-vf", "-c:v", "-metadata"]),
        max_size=6,
    )
)
def test_what_gets_through_is_pairs_of_known_options(options: list[str]) -> None:
    try:
        passed = list(check(around(*options), "mp4"))
    except BadArguments:
        return
    assert INPUT not in passed
    assert OUTPUT not in passed
    while passed:
        key = passed.pop(0)
        assert key.startswith("-")
        assert key not in FILE_OPTIONS
        if key not in ("-vn", "-an", "-sn", "-dn", "-shortest"):
            value = passed.pop(0)
            assert key.startswith("-metadata") or not any(sign in value for sign in "\n\0\\%'\"~")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_device_is_out_of_reach_for_a_profile_that_does_not_need_it(way: Way) -> None:
    needing = by_device(way)
    film = SourceFacts(duration_ms=1, streams=({"type": "video", "width": 3840, "height": 2160, "interlaced": True},))
    for arguments in (needing.probe, needing.plan(film).arguments):
        assert check(arguments, "mp4", needing.needs) == arguments[2:-1]
        with pytest.raises(BadArguments, match="does not need"):
            check(arguments, "mp4")


def test_only_codecs_open_devices_and_some_devices_are_for_nobody() -> None:
    named = ("-i", INPUT, "-metadata", "title=all of h264_qsv", OUTPUT)
    assert check(named, "mp4") == named[2:-1]
    for codec in ("h264_omx", "h264_vulkan"):
        with pytest.raises(BadArguments, match="nobody may use"):
            check(("-i", INPUT, "-c:v", codec, OUTPUT), "mp4", DEVICES)
