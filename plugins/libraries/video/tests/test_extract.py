from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk.errors import PluginFault
from mediad_video.errors import NotVideo
from mediad_video.extract import extract
from mediad_video.probe import ffprobe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CUT = "film.mkv"


def test_a_film_tells_its_streams_languages_and_chapters(library: Path, opened: Callable[[Path], Any]) -> None:
    facts = extract(opened(library / CUT))
    video, audio, english, german = facts["streams"]
    assert (facts["container"], round(facts["duration_ms"], -2)) == ("matroska", 8000)
    assert (video["codec"], video["width"], video["height"], video["fps"]) == ("h264", 640, 360, 24.0)
    assert (audio["codec"], audio["channels"], audio["layout"], audio["language"]) == ("aac", 1, "mono", "en")
    assert [(one["codec"], one["language"]) for one in (english, german)] == [("subrip", "en"), ("subrip", "de")]
    assert [chapter["title"] for chapter in facts["chapters"]] == ["The lamp", "Salt and roses", "Morning"]
    assert facts["title"] == "The Lamp Room"


@pytest.mark.parametrize("name", [CUT, "film.mp4"])
def test_the_fallback_finds_the_same(library: Path, opened: Callable[[Path], Any], name: str) -> None:
    def gist(facts: Any) -> Any:
        streams = [(one["type"], one["codec"], one.get("width"), one.get("channels")) for one in facts["streams"]]
        return (
            streams,
            facts["container"],
            [chapter["title"] for chapter in facts["chapters"]],
            facts["duration_ms"] // 100,
        )

    file = opened(library / name)
    assert gist(ffprobe.read(file)) == gist(extract(file))


def test_a_file_cut_off_says_so(library: Path, tmp_path: Path, opened: Callable[[Path], Any]) -> None:
    (tmp_path / "cut.mkv").write_bytes((library / CUT).read_bytes()[:20_000])
    assert extract(opened(tmp_path / "cut.mkv"))["truncated"] is True


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
    tmp_path: Path, opened: Callable[[Path], Any], name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PluginFault) as caught:
        extract(opened(tmp_path / name))
    assert caught.value.code in (code, "truncated")
    assert caught.value.remedy
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", [CUT, "film.mp4"])
def test_a_film_cut_anywhere_is_read_or_refused_but_never_worse(
    library: Path, tmp_path: Path, opened: Callable[[Path], Any], name: str
) -> None:
    whole = (library / name).read_bytes()
    for part in range(20):
        path = tmp_path / f"{part}{name[-4:]}"
        path.write_bytes(whole[: len(whole) * part // 20] + b"\x00" * (part % 3))
        try:
            facts = extract(opened(path))
        except PluginFault as error:
            assert error.code in {"empty", "truncated", "not_video"}  # noqa: PT017  # either way of ending is right
        else:
            assert facts["truncated"] is True


def test_a_picture_named_like_a_video_never_reaches_the_library(tmp_path: Path, opened: Callable[[Path], Any]) -> None:
    (tmp_path / "a.mkv").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 500)
    with pytest.raises(NotVideo, match="does not begin like a video"):
        extract(opened(tmp_path / "a.mkv"))


def test_a_pointer_is_never_followed_and_its_address_is_not_kept(tmp_path: Path, opened: Callable[[Path], Any]) -> None:
    (tmp_path / "a.strm").write_text("https://me:secret@example.org/a.mkv", encoding="utf-8")
    assert extract(opened(tmp_path / "a.strm")) == {"pointer": "strm", "scheme": "https"}
