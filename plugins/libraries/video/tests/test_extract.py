from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_sdk.errors import PluginFault
from mediad_video.errors import NotVideo
from mediad_video.extract import extract
from mediad_video.probe import ffprobe, matroska, mediainfo, mkvchapters
from mediad_video.samples import ffmpeg, srt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CUT = "film.mkv"


def test_a_film_tells_its_streams_languages_and_chapters(library: Path, mediad_file: Callable[[Path], Any]) -> None:
    facts = extract(mediad_file(library / CUT))
    video, audio, english, german = facts["streams"]
    assert (facts["container"], round(facts["duration_ms"], -2)) == ("matroska", 8000)
    assert (video["codec"], video["width"], video["height"], video["fps"]) == ("h264", 640, 360, 24.0)
    assert (audio["codec"], audio["channels"], audio["layout"], audio["language"]) == ("aac", 1, "mono", "en")
    assert [(one["codec"], one["language"]) for one in (english, german)] == [("subrip", "en"), ("subrip", "de")]
    assert [chapter["title"] for chapter in facts["chapters"]] == ["The lamp", "Salt and roses", "Morning"]
    assert facts["title"] == "The Lamp Room"


@pytest.mark.parametrize("name", [CUT, "film.mp4"])
def test_the_fallback_finds_the_same(library: Path, mediad_file: Callable[[Path], Any], name: str) -> None:
    def gist(facts: Any) -> Any:
        streams = [(one["type"], one["codec"], one.get("width"), one.get("channels")) for one in facts["streams"]]
        return (
            streams,
            facts["container"],
            [chapter["title"] for chapter in facts["chapters"]],
            facts["duration_ms"] // 100,
        )

    file = mediad_file(library / name)
    assert gist(ffprobe.read(file)) == gist(extract(file))


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film with all that a film may have: HDR, sounds, subtitles with flags, a font."""
    folder = tmp_path_factory.mktemp("rich")
    (folder / "a.srt").write_text(srt(("Good evening.",)), encoding="utf-8")
    (folder / "a.ttf").write_bytes(b"no font")
    inputs = ["-f", "lavfi", "-i", "testsrc=s=320x180:d=2:r=24", "-f", "lavfi", "-i", "anullsrc=cl=5.1:d=2"]
    inputs += ["-f", "lavfi", "-i", "anullsrc=cl=stereo:d=2", *["-i", str(folder / "a.srt")] * 3]
    maps = [word for number in range(6) for word in ("-map", str(number))]
    picture = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-color_primaries", "bt2020"]
    picture += ["-color_trc", "smpte2084", "-colorspace", "bt2020nc", "-c:a", "ac3", "-c:s", "srt"]
    said = ["-metadata:s:a:0", "language=ger", "-disposition:a:1", "comment", "-metadata:s:s:0", "language=eng"]
    said += ["-disposition:s:0", "forced", "-metadata:s:s:1", "language=pt-BR"]
    said += ["-disposition:s:1", "hearing_impaired", "-metadata:s:s:2", "title=English (SDH)"]
    said += ["-attach", str(folder / "a.ttf"), "-metadata:s:t", "mimetype=font/ttf"]
    ffmpeg(*inputs, *maps, *picture, *said, str(folder / "rich.mkv"))
    return folder / "rich.mkv"


def test_a_film_tells_its_colours_layouts_flags_and_fonts(rich: Path, mediad_file: Callable[[Path], Any]) -> None:
    facts = extract(mediad_file(rich))
    video, sound, comment, *subtitles = facts["streams"]
    assert (video["hdr"], video["bit_depth"], video["profile"]) == (["HDR10"], 10, "High 10")
    assert video["colour"] == {"primaries": "bt2020", "transfer": "smpte2084", "space": "bt2020nc"}
    assert (sound["layout"], sound["channels"], sound["language"]) == ("5.1", 6, "de")
    assert comment["commentary"] is True
    flags = [(one.get("language"), one.get("forced"), one.get("hearing_impaired")) for one in subtitles]
    assert flags == [("en", True, None), ("pt-BR", None, True), (None, None, True)]
    assert facts["attachments"] == ["a.ttf"]


def test_both_readers_tell_the_same_of_colours_and_flags(rich: Path, mediad_file: Callable[[Path], Any]) -> None:
    names = ("type", "codec", "language", "forced", "layout", "hdr", "colour", "bit_depth", "fps", "aspect")
    first, second = extract(mediad_file(rich)), ffprobe.read(mediad_file(rich))
    for one, other in zip(first["streams"], second["streams"], strict=True):
        assert [one.get(name) for name in names] == [other.get(name) or None for name in names]
    assert first["attachments"] == second["attachments"]


@given(st.binary(max_size=200))
def test_flags_and_chapters_are_read_from_any_bytes(data: bytes) -> None:
    for head in (b"", b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff\x16\x54\xae\x6b\xff", b"\x16\x54\xae\x6b\x88\xae\x86"):
        for element in (data, *matroska.head(io.BytesIO(head + data)).values()):
            for kind, flags in matroska.flags(element):
                assert kind in ("", "video", "audio", "subtitle")
                assert flags <= {"hearing_impaired", "visual_impaired", "original", "commentary"}
            starts = [chapter["start"] for chapter in mkvchapters.chapters(element)]
            assert starts == sorted(set(starts))


def test_what_the_first_reader_did_not_find_is_asked_of_the_second(
    library: Path, mediad_file: Callable[[Path], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mediainfo.facts

    def without_rate(report: Any) -> dict[str, Any]:
        facts = whole(report)
        for stream in facts["streams"]:
            stream.pop("fps", None)
        return {**facts, "title": "The first reader's"}

    monkeypatch.setattr(mediainfo, "facts", without_rate)
    facts = extract(mediad_file(library / CUT))
    assert (facts["streams"][0]["fps"], facts["title"]) == (24.0, "The first reader's")


def test_a_film_of_seconds_tells_all_that_a_long_one_does(tmp_path: Path, mediad_file: Callable[[Path], Any]) -> None:
    inputs = ["-f", "lavfi", "-i", "testsrc=s=320x180:d=1:r=24", "-f", "lavfi", "-i", "anullsrc=cl=5.1(side):d=1"]
    ffmpeg(*inputs, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "ac3", str(tmp_path / "a.mp4"))
    ffmpeg(*inputs[:4], "-c:v", "mpeg4", "-vtag", "XVID", str(tmp_path / "a.avi"))
    _, sound = extract(mediad_file(tmp_path / "a.mp4"))["streams"]
    assert (sound["codec"], sound["channels"], sound["layout"]) == ("ac3", 6, "5.1")
    (picture,) = extract(mediad_file(tmp_path / "a.avi"))["streams"]
    assert (picture["codec"], picture["profile"], picture["bit_depth"]) == ("mpeg4", "Simple Profile", 8)


def test_what_only_the_second_reader_has_a_name_for_has_that(
    tmp_path: Path, mediad_file: Callable[[Path], Any]
) -> None:
    sources = ["-f", "lavfi", "-i", "testsrc=s=320x180:d=1:r=24", "-f", "lavfi", "-i", "anullsrc=cl=5.1:d=1"]
    ffmpeg(*sources, "-c:v", "utvideo", "-an", str(tmp_path / "a.avi"))
    (picture,) = extract(mediad_file(tmp_path / "a.avi"))["streams"]
    assert (picture["codec"], picture["bit_depth"]) == ("utvideo", 8)
    ffmpeg(*sources, "-c:v", "mpeg4", "-c:a", "libopus", "-strict", "-2", str(tmp_path / "a.mp4"))
    _, sound = extract(mediad_file(tmp_path / "a.mp4"))["streams"]
    assert (sound["channels"], sound["layout"]) == (6, "5.1")


@pytest.mark.parametrize("name", ["a.mp4", "a.ts", "a.mkv"])
def test_sound_without_a_picture_is_no_video_but_tells_what_it_is(
    tmp_path: Path, mediad_file: Callable[[Path], Any], name: str
) -> None:
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", str(tmp_path / name))
    facts = extract(mediad_file(tmp_path / name))
    assert [(one["type"], one["codec"]) for one in facts["streams"]] == [("audio", "aac")]
    assert (facts["error"], facts["reason"]) == ("not_video", f"{name} holds no picture, only sound or text.")


def test_an_element_larger_than_its_file_is_not_sought(tmp_path: Path) -> None:
    head = b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff\xec\x01\x00\xff\xff\xff\xff\xff\xff"
    (tmp_path / "a.mkv").write_bytes(head + b"\x00" * 64)
    with (tmp_path / "a.mkv").open("rb") as stream:
        assert matroska.head(stream) == {}


def test_a_file_cut_off_says_so(library: Path, tmp_path: Path, mediad_file: Callable[[Path], Any]) -> None:
    (tmp_path / "cut.mkv").write_bytes((library / CUT).read_bytes()[:20_000])
    assert extract(mediad_file(tmp_path / "cut.mkv"))["truncated"] is True


@pytest.mark.parametrize("name", [CUT, "film.mp4"])
@pytest.mark.parametrize("more", [b"x\n", b"\x00" * 5000, random.Random(1).randbytes(5000)])
def test_bytes_behind_the_end_of_a_film_are_not_its_end(
    library: Path, tmp_path: Path, mediad_file: Callable[[Path], Any], name: str, more: bytes
) -> None:
    path = tmp_path / name.rpartition("/")[2]
    path.write_bytes((library / name).read_bytes() + more)
    assert "truncated" not in extract(mediad_file(path))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.mkv", b"", "empty"),
        ("a.mkv", b"<html>not here</html>" * 500, "not_video"),
        ("a.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isom" + b"\xff" * 99, "not_video"),
        ("a.avi", b"RIFF\xff\xff\xff\xffAVI " + b"\x00" * 64, "not_video"),
        ("a.mkv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "not_video"),
        ("a.ts", b"#EXTM3U\nhttp://192.0.2.1/a.ts\n" * 50, "not_video"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, mediad_file: Callable[[Path], Any], name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PluginFault) as caught:
        extract(mediad_file(tmp_path / name))
    assert caught.value.code in (code, "truncated")
    assert caught.value.remedy
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", [CUT, "film.mp4"])
def test_a_film_cut_anywhere_is_read_or_refused_but_never_worse(
    library: Path, tmp_path: Path, mediad_file: Callable[[Path], Any], name: str
) -> None:
    whole = (library / name).read_bytes()
    for part in range(20):
        path = tmp_path / f"{part}{name[-4:]}"
        path.write_bytes(whole[: len(whole) * part // 20] + b"\x00" * (part % 3))
        try:
            facts = extract(mediad_file(path))
        except PluginFault as error:
            assert error.code in {"empty", "truncated", "not_video"}  # noqa: PT017  # either way of ending is right
        else:
            assert facts["truncated"] is True


def test_a_picture_named_like_a_video_never_reaches_the_library(
    tmp_path: Path, mediad_file: Callable[[Path], Any]
) -> None:
    (tmp_path / "a.mkv").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 500)
    with pytest.raises(NotVideo, match="does not begin like a video"):
        extract(mediad_file(tmp_path / "a.mkv"))


def test_a_pointer_is_never_followed_and_its_address_is_not_kept(
    tmp_path: Path, mediad_file: Callable[[Path], Any]
) -> None:
    (tmp_path / "a.strm").write_text("https://me:secret@example.org/a.mkv", encoding="utf-8")
    assert extract(mediad_file(tmp_path / "a.strm")) == {"pointer": "strm", "scheme": "https"}
