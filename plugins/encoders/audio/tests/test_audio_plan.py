from __future__ import annotations

from typing import Any

import pytest

from mediad_plugin_audio.plugin import PROFILES, create
from mediad_sdk import INPUT, OUTPUT, Encoding, SourceFacts, Unsupported

BY_NAME = {each.id: each for each in PROFILES}
COVER = {"type": "video", "codec": "mjpeg", "picture": True}


def song(codec: str = "flac", *more: dict[str, Any], container: str = "flac", **facts: Any) -> SourceFacts:
    audio = {"type": "audio", "codec": codec, "channels": 2, "sample_rate": 44100, **facts}
    return SourceFacts(duration_ms=1000, streams=(audio, *more), container=container)


def plan(source: SourceFacts, name: str) -> Encoding:
    return BY_NAME[name].plan(source)


COVERED = ("-c:v", "copy", "-disposition:v:0", "attached_pic")


@pytest.mark.parametrize(
    ("name", "arguments", "codec", "container"),
    [
        ("aac-m4a", ("-b:a", "192k", "-c:a", "aac", *COVERED, "-movflags", "+faststart"), "aac", "ipod"),
        ("mp3", ("-c:a", "libmp3lame", *COVERED, "-id3v2_version", "3", "-q:a", "0"), "mp3", "mp3"),
        ("flac", ("-c:a", "flac", "-c:v", "copy", "-compression_level", "8", *COVERED[2:]), "flac", "flac"),
    ],
)
def test_the_arguments_of_a_song_with_a_cover(
    name: str, arguments: tuple[str, ...], codec: str, container: str
) -> None:
    made = plan(song("alac", COVER), name)
    assert made.arguments == ("-i", INPUT, "-map", "0:0", "-map", "0:1", "-f", container, *arguments, OUTPUT)
    assert made.streams == (("audio", codec), ("video", "mjpeg"))
    assert made.notes == ()


def test_opus_leaves_the_cover_out_and_says_so() -> None:
    made = plan(song("flac", COVER), "opus-ogg")
    assert made.arguments == ("-i", INPUT, "-map", "0:0", "-f", "opus", "-b:a", "128k", "-c:a", "libopus", OUTPUT)
    assert made.streams == (("audio", "opus"),)
    assert made.notes == ("Stream 1 (mjpeg) is left out: this container takes no such cover.",)


def test_a_cover_may_come_first_and_a_strange_one_stays_behind() -> None:
    first = SourceFacts(duration_ms=1, streams=(COVER, {"type": "audio", "codec": "flac", "channels": 2}))
    assert plan(first, "mp3").arguments[2:6] == ("-map", "0:1", "-map", "0:0")
    made = plan(song("flac", {**COVER, "codec": "webp"}), "mp3")
    assert made.streams == (("audio", "mp3"),)
    assert "webp" in made.notes[0]


def test_tags_of_ogg_are_taken_from_the_stream() -> None:
    made = plan(song("vorbis", container="ogg"), "mp3")
    assert ("-map_metadata", "0:s:0") in zip(made.arguments, made.arguments[1:], strict=False)


@pytest.mark.parametrize(("name", "mixed"), [("mp3", True), ("opus-ogg", True), ("aac-m4a", False), ("flac", False)])
def test_many_channels_are_mixed_down_where_the_format_wants_it(name: str, mixed: bool) -> None:  # noqa: FBT001  # a column
    made = plan(song("pcm_s24le", channels=6), name)
    assert ("-ac" in made.arguments) == mixed
    assert ("mixed down" in " ".join(made.notes)) == mixed


@pytest.mark.parametrize(
    ("codec", "name"), [("mp3", "mp3"), ("aac", "aac-m4a"), ("flac", "flac"), ("opus", "opus-ogg")]
)
def test_what_is_in_the_format_already_is_refused(codec: str, name: str) -> None:
    with pytest.raises(Unsupported, match="already"):
        plan(song(codec), name)


@pytest.mark.parametrize("codec", ["mp3", "aac", "vorbis", "opus", "wmav2"])
def test_flac_of_a_lossy_source_is_refused(codec: str) -> None:
    with pytest.raises(Unsupported, match="larger"):
        plan(song(codec), "flac")


def test_a_film_and_a_silent_file_are_refused() -> None:
    with pytest.raises(Unsupported, match="moving picture"):
        plan(song("flac", {"type": "video", "codec": "h264"}), "mp3")
    with pytest.raises(Unsupported, match="no sound"):
        plan(SourceFacts(duration_ms=1, streams=(COVER,)), "mp3")


def test_the_plugin_declares_four_formats() -> None:
    declared = create(None, None).mediad_encoder_profiles()  # type: ignore[arg-type]  # it lends nothing
    assert [each.id for each in declared] == ["aac-m4a", "opus-ogg", "mp3", "flac"]
