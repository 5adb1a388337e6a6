from __future__ import annotations

import wave
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_music.extract import artwork, extract
from mediad_sdk.errors import PluginFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LANTERNS = "Mira Halloran/Paper Lanterns (2014)"


@pytest.mark.parametrize(
    ("name", "codec", "tags"),
    [
        (
            f"{LANTERNS}/03 - Salt.flac",
            "flac",
            {"artist": "Mira Halloran feat. Jonas Wick", "track": 3, "track_total": 4},
        ),
        (
            "Mira Halloran/The Long Coast (2019)/CD2/01 - Southbound.mp3",
            "mp3",
            {"disc": 2, "disc_total": 2, "track": 1},
        ),
        ("Nørrebro Strygekvartet/Træer (2009)/02 - Eg.m4a", "aac", {"album": "Træer", "genres": ["Classical"]}),
        ("Various Artists/Northern Rooms (2021)/01 - 夜の駅.ogg", "vorbis", {"title": "夜の駅", "compilation": True}),
    ],
)
def test_every_format_tells_its_tags_its_sound_and_its_cover(
    library: Path, mediad_file: Callable[[Path], Any], name: str, codec: str, tags: dict[str, Any]
) -> None:
    facts = extract(mediad_file(library / name))
    assert facts["audio"]["codec"] == codec
    assert facts["audio"]["lossless"] is (codec == "flac")
    assert abs(facts["audio"]["duration_ms"] - 4000) < 100
    assert tags.items() <= facts["tags"].items()
    assert facts["pictures"][0]["type"] == "front_cover"
    picture = artwork(mediad_file(library / name))
    assert picture is not None
    assert picture.startswith(b"\xff\xd8")


@pytest.mark.parametrize(("genre", "declined"), [("Audiobook", True), ("Ho\u0308rbuch", True), ("Speech", False)])
def test_a_reading_among_songs_is_declined(
    tmp_path: Path,
    mediad_file: Callable[[Path], Any],
    genre: str,
    declined: bool,  # noqa: FBT001
) -> None:
    words = f"\0\0\0\0\1\0\0\0{chr(len(genre.encode()) + 6)}\0\0\0GENRE=".encode() + genre.encode()
    stream = b"\x10\0\x10\0" + bytes(6) + b"\x0a\xc4\x42\xf0" + bytes(20)
    block = b"\x84" + len(words).to_bytes(3, "big") + words
    (tmp_path / "a.flac").write_bytes(b"fLaC\0\0\0\x22" + stream + block)
    assert extract(mediad_file(tmp_path / "a.flac")).get("declined", False) is declined


def test_a_file_without_a_picture_has_no_artwork(tmp_path: Path, mediad_file: Callable[[Path], Any]) -> None:
    with wave.open(str(tmp_path / "plain.wav"), "wb") as plain:
        plain.setparams((1, 2, 8000, 0, "NONE", ""))
        plain.writeframes(b"\0\0" * 8000)
    assert extract(mediad_file(tmp_path / "plain.wav"))["audio"]["duration_ms"] == 1000
    assert artwork(mediad_file(tmp_path / "plain.wav")) is None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.mp3", b"", "empty"),
        ("a.flac", b"<html>not here</html>" * 50, "not_audio"),
        ("a.flac", b"fLaC" + b"\x00" * 20, "damaged"),
        ("a.ogg", b"OggS\x00\x02" + b"\x00" * 10, "damaged"),
        ("a.xyz", b"nothing at all, only words" * 9, "not_audio"),
        ("a.ape", b"MAC \x8c\x0f", "not_audio"),
        ("a.dsf", b"DSD " + b"\xff" * 90, "not_audio"),
        ("a.wav", b"RIFF\xff\xff\xff\xffWAVEfmt ", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, mediad_file: Callable[[Path], Any], name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PluginFault) as caught:
        extract(mediad_file(tmp_path / name))
    assert caught.value.code == code
    assert caught.value.remedy
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("ending", ["flac", "mp3", "m4a", "ogg"])
def test_a_file_cut_anywhere_is_read_or_refused_but_never_worse(
    library: Path, tmp_path: Path, mediad_file: Callable[[Path], Any], ending: str
) -> None:
    whole = next(library.rglob(f"*.{ending}")).read_bytes()
    for part in range(40):
        path = tmp_path / f"{part}.{ending}"
        path.write_bytes(whole[: len(whole) * part // 40] + b"\x00" * (part % 3))
        try:
            extract(mediad_file(path))
        except PluginFault as error:
            assert error.code in {"empty", "damaged", "truncated", "not_audio"}  # noqa: PT017  # either way of ending is right
