"""Formats of every kind as real encoders write them, and what a hand changes in them."""

from __future__ import annotations

import struct
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from mediad_audio import read
from mediad_audio.errors import NotAudio

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import SimpleNamespace

TAGS = {"title": "Ebb", "artist": "Anna Vale", "album": "Rivers", "genre": "Folk", "date": "1998", "track": "3"}
REAL = {
    "wav": ("wav", "pcm", [], ["title", "artist", "album", "genre", "date", "track"]),
    "aiff": ("aiff", "pcm", ["-write_id3v2", "1"], ["title", "artist", "album", "genre", "date", "track"]),
    "wma": ("asf", "wmav2", [], ["title", "artist", "album", "genre", "date", "track"]),
    "mka": ("matroska", "vorbis", [], ["title", "artist", "album", "genre", "track"]),
    "ac3": ("ac3", "ac3", [], []),
    "eac3": ("eac3", "eac3", [], []),
    "aac": ("aac", "aac", [], []),
    "tta": ("tta", "tta", [], []),
    "wv": ("wavpack", "wavpack", [], ["title", "artist", "album", "genre", "date", "track"]),
    "opus": ("ogg", "opus", [], ["title", "artist", "album", "genre", "date", "track"]),
}


@pytest.mark.parametrize("ending", REAL)
def test_what_an_encoder_writes_is_read(tmp_path: Path, mediad_file: Callable[[Path], Any], ending: str) -> None:
    container, codec, options, names = REAL[ending]
    path = tmp_path / f"a.{ending}"
    told = [word for name, value in TAGS.items() for word in ("-metadata", f"{name}={value}")]
    source = ["-f", "lavfi", "-i", "aevalsrc=sin(440*2*PI*t)|sin(550*2*PI*t):d=3:s=48000"]
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", *source, *told, *options, str(path)]
    subprocess.run(command, check=True)
    facts = read(mediad_file(path))
    audio, tags = facts["audio"], facts["tags"]
    assert (audio["container"], audio["codec"], audio["sample_rate"], audio["channels"]) == (container, codec, 48000, 2)
    assert abs(audio["duration_ms"] - 3000) < 120
    mine = {**tags, "genre": tags.get("genres", [""])[0], "track": str(tags.get("track", ""))}
    assert {name: mine.get(name) for name in names} == {name: TAGS[name] for name in names}
    assert "error" not in facts


def test_a_matroska_file_with_pictures_that_move_is_no_music(
    tmp_path: Path, mediad_file: Callable[[Path], Any]
) -> None:
    path = tmp_path / "a.mka"
    source = ["-f", "lavfi", "-i", "testsrc=d=1:s=64x64", "-f", "lavfi", "-i", "sine=d=1"]
    subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", *source, str(tmp_path / "a.mkv")], check=True)
    (tmp_path / "a.mkv").rename(path)
    with pytest.raises(NotAudio, match="pictures that move"):
        read(mediad_file(path))


def wav(*chunks: tuple[bytes, bytes], form: bytes = b"", data: int = 16000) -> bytes:
    form = form or struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    pieces = [(b"fmt ", form), *chunks, (b"data", bytes(data))]
    body = b"".join(kind + struct.pack("<I", len(part)) + part + b"\0" * (len(part) & 1) for kind, part in pieces)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def info(**texts: bytes) -> tuple[bytes, bytes]:
    items = (
        kind.encode() + struct.pack("<I", len(text)) + text + b"\0" * (len(text) & 1) for kind, text in texts.items()
    )
    return b"LIST", b"INFO" + b"".join(items)


def test_tags_of_wav_are_id3_then_info_in_the_encoding_of_the_machine(make: SimpleNamespace) -> None:
    tag = make.id3(3, make.frame(3, "TIT2", b"\0Ebb"))
    data = wav(info(INAM=b"Other", IART="Группа".encode("cp1251"), IPRD=b"Rivers"), (b"id3 ", tag))
    assert read(make.whole("a.wav", data))["tags"] == {"title": "Ebb", "artist": "Группа", "album": "Rivers"}


def test_sound_of_wav_is_what_its_form_says(make: SimpleNamespace) -> None:
    wide = struct.pack("<HHIIHH", 0xFFFE, 6, 48000, 48000 * 18, 18, 24) + struct.pack("<HHIH", 22, 24, 0, 1) + bytes(14)
    audio = read(make.whole("a.wav", wav(form=wide, data=48000 * 18)))["audio"]
    assert (audio["codec"], audio["channels"], audio["bit_depth"], audio["duration_ms"]) == ("pcm", 6, 24, 1000)
    packed = struct.pack("<HHIIHH", 0x55, 1, 8000, 0, 1, 0)
    audio = read(make.whole("a.wav", wav((b"fact", struct.pack("<I", 16000)), form=packed, data=4000)))["audio"]
    assert (audio["codec"], audio["lossless"], audio["duration_ms"], audio["bit_rate"]) == ("mp3", False, 2000, 16000)
    blocks = struct.pack("<HHIIHH", 0x11, 1, 8000, 8000, 1024, 4)
    audio = read(make.whole("a.wav", wav((b"fact", struct.pack("<I", 16000)), form=blocks, data=8200)))["audio"]
    assert (audio["codec"], audio["duration_ms"]) == ("adpcm_ima_wav", 2000)


def test_a_recorder_that_did_not_come_to_write_the_size_is_no_damage(make: SimpleNamespace) -> None:
    data = wav()
    never = data.replace(b"data" + struct.pack("<I", 16000), b"data" + b"\xff" * 4)
    assert read(make.whole("a.wav", never))["audio"]["duration_ms"] == 1000
    assert "error" not in read(make.whole("a.wav", never))
    long = data.replace(b"data" + struct.pack("<I", 16000), b"data" + struct.pack("<I", 80000))
    assert read(make.whole("a.wav", long))["error"] == "truncated"


def test_optimfrog_tells_its_samples(make: SimpleNamespace) -> None:
    head = b"OFR " + struct.pack("<IIHBBI", 15, 176400, 0, 2, 1, 44100) + bytes(60)
    audio = read(make.whole("a.ofr", head + make.ape([("Title", "Ebb")])))["audio"]
    assert (audio["codec"], audio["channels"], audio["bit_depth"], audio["duration_ms"]) == ("optimfrog", 2, 16, 2000)


@pytest.mark.parametrize(
    ("magic", "head", "size", "rate"), [(b"#!AMR\n", 0x3C, 32, 8000), (b"#!AMR-WB\n", 0x0C, 24, 16000)]
)
def test_amr_is_as_long_as_its_frames(make: SimpleNamespace, magic: bytes, head: int, size: int, rate: int) -> None:
    audio = read(make.whole("a.amr", magic + (bytes([head]) + bytes(size - 1)) * 100))["audio"]
    assert (audio["container"], audio["sample_rate"], audio["channels"]) == ("amr", rate, 1)
    assert (audio["duration_ms"], audio["bit_rate"]) == (2000, size * 400)


def test_news_between_the_frames_of_a_stream_are_no_sound(make: SimpleNamespace) -> None:
    size = 200
    frame = b"\xff\xf1\x50\x80" + bytes([size >> 3, (size & 7) << 5 | 0x1F, 0xFC]) + bytes(size - 7)
    news = make.id3(4, make.frame(4, "TXXX", b"\0cue\0next"))
    plain, told = (read(make.whole("a.aac", frame * 10 + more + frame * 90))["audio"] for more in (b"", news))
    assert plain["duration_ms"] == round(100 * 1024 * 1000 / 44100)
    assert abs(told["duration_ms"] - plain["duration_ms"]) < 10


def test_wavpack_has_the_channels_of_all_blocks_that_sound_together(make: SimpleNamespace) -> None:
    def part(flags: int) -> bytes:
        return (
            b"wvpk"
            + struct.pack("<IHBBIIIII", 24 + 50, 0x410, 0, 0, 88200, 0, 22050, flags | 9 << 23 | 1, 0)
            + bytes(50)
        )

    six = part(0x800) + part(4) + part(4) + part(0x1000)
    audio = read(make.whole("a.wv", six + six))["audio"]
    assert (audio["channels"], audio["sample_rate"], audio["bit_depth"], audio["duration_ms"]) == (6, 44100, 16, 2000)
    assert read(make.whole("a.wv", part(0x1800) * 2))["audio"]["channels"] == 2
    assert read(make.whole("a.wv", part(0x1000) + six))["audio"]["channels"] == 2
    for unending in (part(0) * 70, part(0x800) * 70, part(0), part(0) * 63 + part(0x1000)):
        assert read(make.whole("a.wv", unending))["audio"]["channels"] == 2


def element(name: int, body: bytes) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + (1 << 28 | len(body)).to_bytes(4, "big") + body


def test_tags_of_matroska_without_a_target_are_of_the_album_where_others_are_of_the_track(
    make: SimpleNamespace,
) -> None:
    def tag(title: str, target: bytes = b"") -> bytes:
        said = element(0x67C8, element(0x45A3, b"TITLE") + element(0x4487, title.encode()))
        return element(0x7373, element(0x63C0, element(0x68CA, target) if target else b"") + said)

    sound = element(0x83, b"\2") + element(0x86, b"A_FLAC")
    for tags, expected in (
        (tag("Rivers") + tag("Ebb", b"\x1e"), {"album": "Rivers", "title": "Ebb"}),
        (tag("Ebb"), {"title": "Ebb"}),
        (tag("Ebb", b"\x1e") + tag("Rivers", b"\x32"), {"album": "Rivers", "title": "Ebb"}),
    ):
        body = element(0x1654AE6B, element(0xAE, sound)) + element(0x1254C367, tags)
        assert read(make.whole("a.mka", element(0x1A45DFA3, b"") + element(0x18538067, body)))["tags"] == expected


def test_dsd_of_philips_tells_its_tag_behind_the_sound(make: SimpleNamespace) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack(">Q", len(body)) + body

    props = chunk(b"FS  ", struct.pack(">I", 2_822_400)) + chunk(b"CHNL", struct.pack(">H", 2) + b"SLFTSRGT")
    tag = make.id3(3, make.frame(3, "TIT2", b"\0Ebb"))
    pieces = [
        chunk(b"FVER", bytes(4)),
        chunk(b"PROP", b"SND " + props),
        chunk(b"DSD ", bytes(70_560)),
        chunk(b"ID3 ", tag),
    ]
    facts = read(make.whole("a.dff", b"FRM8" + bytes(8) + b"DSD " + b"".join(pieces)))
    audio = facts["audio"]
    assert (audio["duration_ms"], audio["bit_rate"], facts["tags"]) == (100, 5_644_800, {"title": "Ebb"})


def test_a_tag_may_stand_before_sound_of_any_kind(make: SimpleNamespace) -> None:
    tta = b"TTA1" + struct.pack("<HHHII", 1, 2, 16, 44100, 88200) + bytes(50)
    facts = read(make.whole("a.tta", make.id3(3, make.frame(3, "TIT2", b"\0Ebb")) + tta))
    assert (facts["audio"]["codec"], facts["audio"]["duration_ms"], facts["tags"]) == ("tta", 2000, {"title": "Ebb"})


def test_further_values_of_a_field_stand_behind_the_first_in_wma(tmp_path: Path, make: SimpleNamespace) -> None:
    path = tmp_path / "a.wma"
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "sine=d=0.3", "-metadata", "genre=Folk"]
    subprocess.run([*command, str(path)], check=True)
    name, value = "WM/Genre\0".encode("utf-16-le"), "Ambient".encode("utf-16-le")
    records = struct.pack("<HHHHHI", 1, 0, 0, len(name), 0, len(value)) + name + value
    library = bytes.fromhex("941c23449894d149a1411d134e457054") + struct.pack("<Q", 24 + len(records)) + records
    data = path.read_bytes()
    size, count = struct.unpack_from("<QI", data, 16)
    before = data[:16] + struct.pack("<QI", size + len(library), count + 1) + data[28:30]
    assert read(make.whole("a.wma", before + library + data[30:]))["tags"]["genres"] == ["Folk", "Ambient"]
