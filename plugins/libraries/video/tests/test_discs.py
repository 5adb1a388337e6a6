from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_sdk.errors import Unsupported
from mediad_video.discs import ifo, mpls
from mediad_video.discs.read import extract_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mediad_sdk.values.media import MediaFolder

GERMAN, COMMENTS = b"\x04\x05de\0\0\0\0", b"\x00\x01en\0\x03\0\0"
HEBREW, DEAF = b"\x01\0iw\0\0", b"\x01\0en\0\x05"
FILM = ("00:01:30:10", (("00:00:30:00", 0), ("00:00:40:10", 1), ("00:00:40:10", 3), ("00:00:20:00", 0)))
MENU = ("00:00:10:00", (("00:00:10:00", 0),))
TABLE = discs.ifo(MENU, FILM, audio=(GERMAN, COMMENTS), subtitles=(HEBREW, DEAF))
PICTURE, SOUND, OTHER = (0x1011, b"\x1b\x62\0\0\0"), (0x1100, b"\x81\x61deu"), (0x1101, b"\x86\x31eng")
SUBTITLES = ((0x1200, b"\x90fra\0"), (0x1201, b"\x90xyz\0"))


@pytest.fixture(scope="session")
def dvd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DVD: a trailer, the film, and the film's menu."""
    folder = tmp_path_factory.mktemp("dvd") / "VIDEO_TS"
    discs.vob(folder / "VTS_01_1.VOB", seconds=1)
    discs.vob(folder / "VTS_02_1.VOB", seconds=4)
    (folder / "VTS_01_0.IFO").write_bytes(discs.ifo(MENU))
    (folder / "VTS_02_0.IFO").write_bytes(TABLE)
    (folder / "VTS_02_0.VOB").write_bytes(bytes(9_000_000))
    return folder


@pytest.fixture(scope="session")
def bluray(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Blu-ray disc: a film of two clips, and a menu that plays one of them for hours."""
    folder = tmp_path_factory.mktemp("bluray") / "BDMV"
    discs.m2ts(folder / "STREAM/00001.m2ts", seconds=2, sounds=2)
    discs.m2ts(folder / "STREAM/00002.m2ts", seconds=4, sounds=2)
    (folder / "PLAYLIST").mkdir()
    streams = (PICTURE, SOUND, OTHER, *SUBTITLES)
    marks = ((0, 1.4), (0, 2.0), (1, 1.4))
    film = discs.mpls(("00001", 1.4, 3.4), ("00002", 1.4, 5.4), streams=streams, marks=marks)
    (folder / "PLAYLIST/00800.mpls").write_bytes(film)
    (folder / "PLAYLIST/00001.mpls").write_bytes(discs.mpls(*[("00001", 1.4, 3.4)] * 400, streams=(PICTURE,)))
    return folder


def test_a_dvd_tells_streams_languages_and_chapters_of_its_largest_title(
    dvd: Path, mediad_folder: Callable[[Path], MediaFolder]
) -> None:
    facts = extract_folder(mediad_folder(dvd))
    video, german, comments, hebrew, deaf = facts["streams"]
    assert (facts["container"], facts["duration_ms"]) == ("mpeg", 90_400)
    assert (video["codec"], video["width"], video["height"], video["fps"]) == ("mpeg2video", 720, 576, 25.0)
    assert video["aspect"] == 1.778
    assert (german["codec"], german["language"], german["layout"]) == ("ac3", "de", "5.1")
    assert "commentary" not in german
    assert (comments["language"], comments["commentary"]) == ("en", True)
    assert (hebrew["codec"], hebrew["language"]) == ("dvd_subtitle", "he")
    assert deaf["hearing_impaired"] is True
    assert [chapter["start"] for chapter in facts["chapters"]] == [0, 30_000, 70_400], "of two angles one takes time"
    assert facts["bit_rate"] == (dvd / "VTS_02_1.VOB").stat().st_size * 8000 // 90_400


def test_a_dvd_without_a_table_is_read_by_its_largest_file(
    tmp_path: Path, mediad_folder: Callable[[Path], MediaFolder]
) -> None:
    discs.vob(tmp_path / "video_ts/vts_01_1.vob")
    (tmp_path / "video_ts/vts_01_0.ifo").write_bytes(b"DVDVIDEO-VTS and nothing more")
    video, audio = extract_folder(mediad_folder(tmp_path / "video_ts"))["streams"]
    assert (video["codec"], video["width"], audio["codec"]) == ("mpeg2video", 352, "ac3")


def test_the_copy_of_a_table_stands_in_for_it(tmp_path: Path, mediad_folder: Callable[[Path], MediaFolder]) -> None:
    (tmp_path / "VIDEO_TS").mkdir()
    (tmp_path / "VIDEO_TS/VTS_01_1.VOB").write_bytes(b"scratched")
    (tmp_path / "VIDEO_TS/VTS_01_0.IFO").write_bytes(bytes(2048))
    (tmp_path / "VIDEO_TS/VTS_01_0.BUP").write_bytes(TABLE)
    assert extract_folder(mediad_folder(tmp_path / "VIDEO_TS"))["duration_ms"] == 90_400


def test_a_bluray_joins_languages_of_its_playlist_with_what_its_clips_are(
    bluray: Path, mediad_folder: Callable[[Path], MediaFolder]
) -> None:
    facts = extract_folder(mediad_folder(bluray))
    video, german, english, french, other = facts["streams"]
    assert (facts["container"], facts["duration_ms"]) == ("mpegts", 6000)
    assert [chapter["start"] for chapter in facts["chapters"]] == [0, 600, 2000]
    assert (video["codec"], video["width"], video["height"]) == ("h264", 1280, 720), "as the clip has it"
    assert (german["language"], german["channels"], german["layout"]) == ("de", 6, "5.1")
    assert (english["language"], english["codec"], english["channels"]) == ("en", "ac3", 2)
    assert [(one["codec"], one["language"]) for one in (french, other)] == [
        ("hdmv_pgs_subtitle", "fr"),
        ("hdmv_pgs_subtitle", "xyz"),
    ]


def test_a_bluray_whose_clips_cannot_be_read_is_as_its_playlist_says(
    tmp_path: Path, mediad_folder: Callable[[Path], MediaFolder]
) -> None:
    for name in ("STREAM", "PLAYLIST"):
        (tmp_path / "BDMV" / name).mkdir(parents=True)
    (tmp_path / "BDMV/STREAM/00001.m2ts").write_bytes(b"encrypted" * 1000)
    (tmp_path / "BDMV/PLAYLIST/00000.mpls").write_bytes(
        discs.mpls(("00001", 0, 5400), streams=((0x1011, b"\x24\x81\x12\0\0"), OTHER), angles=3)
    )
    video, audio = extract_folder(mediad_folder(tmp_path / "BDMV"))["streams"]
    assert (video["codec"], video["width"], video["height"], video["fps"]) == ("hevc", 3840, 2160, 23.976)
    assert (audio["codec"], audio["dts_hd"], audio["layout"], audio["language"]) == ("dts", True, "stereo", "en")


def test_a_bluray_without_playlists_is_read_by_its_largest_clip(
    tmp_path: Path, mediad_folder: Callable[[Path], MediaFolder]
) -> None:
    discs.m2ts(tmp_path / "BDMV/STREAM/00001.m2ts", seconds=1, sounds=0)
    discs.m2ts(tmp_path / "BDMV/STREAM/00002.m2ts", seconds=2, sounds=2)
    facts = extract_folder(mediad_folder(tmp_path / "BDMV"))
    assert [stream["type"] for stream in facts["streams"]] == ["video", "audio", "audio"]


@pytest.mark.parametrize("name", ["VIDEO_TS", "BDMV", "HVDVD_TS"])
def test_an_empty_disc_has_nothing_to_tell(
    tmp_path: Path, name: str, mediad_folder: Callable[[Path], MediaFolder]
) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(Unsupported):
        extract_folder(mediad_folder(tmp_path / name))


@given(st.data())
def test_no_table_and_no_playlist_harms_whoever_reads_it(data: Any) -> None:
    streams = (PICTURE, SOUND, OTHER, *SUBTITLES)
    playlist = discs.mpls(("00001", 0, 9), ("00002", 3, 1), streams=streams, marks=((0, 0), (7, 7)), angles=2)
    for whole, read in ((TABLE, ifo.facts), (playlist, mpls.read)):
        cut = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
        for at, byte in data.draw(st.lists(st.tuples(st.integers(12, len(whole)), st.integers(0, 255)), max_size=20)):
            if at < len(cut):
                cut[at] = byte
        read(bytes(cut))
