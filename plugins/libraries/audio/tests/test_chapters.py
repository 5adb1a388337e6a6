"""Chapters, as books and long recordings carry them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest

from mediad_audio import read
from mediad_audio.chapters import MAX_CHAPTERS, comments, in_order, markers
from mediad_audio.found import Chapter

if TYPE_CHECKING:
    from types import SimpleNamespace

SCALE = 600
TEXTS = [b"Prologue", b"\xfe\xff" + "夜".encode("utf-16-be"), b"The end"]


def nero(*entries: tuple[int, str]) -> bytes:
    body = b"".join(
        struct.pack(">QB", start * 10_000, len(title.encode())) + title.encode() for start, title in entries
    )
    return b"\1\0\0\0" + bytes(4) + bytes([len(entries)]) + body


def with_text_track(make: SimpleNamespace, place: int) -> bytes:
    """The file of `make.mp4`, and in it a track of text whose samples stand at a place."""
    samples = [struct.pack(">H", len(text)) + text for text in TEXTS]
    lengths = struct.pack(">6I", 0, 2, 1, 2 * SCALE, 2, 3 * SCALE)
    tables = [
        make.atom(b"stts", lengths),
        make.atom(b"stsz", struct.pack(">III", 0, 0, 3), *(struct.pack(">I", len(one)) for one in samples)),
        make.atom(b"stsc", struct.pack(">IIIIIIII", 0, 2, 1, 2, 1, 2, 1, 1)),
        make.atom(b"stco", struct.pack(">IIII", 0, 2, place, place + len(samples[0]) + len(samples[1]))),
    ]
    mdhd = make.atom(b"mdhd", bytes(12), struct.pack(">II", SCALE, 8 * SCALE), bytes(4))
    hdlr = make.atom(b"hdlr", bytes(8), b"text", bytes(13))
    media = make.atom(b"mdia", mdhd, hdlr, make.atom(b"minf", make.atom(b"stbl", *tables)))
    text = make.atom(b"trak", make.atom(b"tkhd", bytes(12), struct.pack(">I", 7), bytes(68)), media)
    plain = make.mp4(behind=False)
    at = plain.index(b"trak") - 4
    size = struct.unpack_from(">I", plain, at)[0]
    sound = make.atom(b"trak", plain[at + 8 : at + size], make.atom(b"tref", make.atom(b"chap", struct.pack(">I", 7))))
    moov = plain.index(b"moov") - 4
    whole = struct.unpack_from(">I", plain, moov)[0]
    movie = make.atom(b"moov", plain[moov + 8 : at], sound, text, plain[at + size : moov + whole])
    out: bytes = plain[:moov] + movie + plain[moov + whole :]
    return out + b"".join(samples)


def told(data: bytes, make: SimpleNamespace) -> list[tuple[int, int | None, str]]:
    found: list[dict[str, Any]] = read(make.whole("a", data)).get("chapters", [])
    return [(one["start"], one["end"], one["title"]) for one in found]


def test_neros_list_is_read(make: SimpleNamespace) -> None:
    data = make.mp4(make.item(b"\xa9nam", b"Ebb"))
    at = data.index(b"udta") - 4
    user = make.atom(b"udta", data[at + 8 :], make.atom(b"chpl", nero((0, "Prologue"), (2000, "Été"))))
    moov = data.index(b"moov") - 4
    data = data[:moov] + make.atom(b"moov", data[moov + 8 : at], user)
    assert told(data, make) == [(0, None, "Prologue"), (2000, None, "Été")]
    assert read(make.whole("a", data))["tags"] == {"title": "Ebb"}
    cut = data.replace(b"\2" + bytes(8) + b"\x08Prologue", b"\xff" + bytes(8) + b"\xffPrologue")
    assert len(told(cut, make)) == 1


def test_quicktimes_track_of_text_is_read(make: SimpleNamespace) -> None:
    place = len(with_text_track(make, 0)) - sum(2 + len(text) for text in TEXTS)
    data = with_text_track(make, place)
    assert told(data, make) == [(0, 2000, "Prologue"), (2000, 5000, "夜"), (5000, 8000, "The end")]
    assert told(with_text_track(make, 1 << 31), make)[1:] == [(2000, 5000, ""), (5000, 8000, "")]
    broken = data.replace(struct.pack(">II", SCALE, 8 * SCALE), bytes(8))
    assert told(broken, make) == []


@pytest.mark.parametrize("version", [3, 4])
def test_chapter_frames_are_read_in_the_order_of_their_times(make: SimpleNamespace, version: int) -> None:
    frames = []
    for name, start, end in (("Two", 1000, 3000), ("One", 0, 1000)):
        body = name.encode() + b"\0" + struct.pack(">IIII", start, end, 0xFFFFFFFF, 0xFFFFFFFF)
        frames.append(make.frame(version, "CHAP", body + make.frame(version, "TIT2", b"\0" + name.encode())))
    broken = make.frame(version, "CHAP", b"no zero")
    assert told(make.mp3(make.id3(version, *frames, broken)), make) == [(0, 1000, "One"), (1000, 3000, "Two")]


def test_comments_tell_chapters_too(make: SimpleNamespace) -> None:
    pairs = [("CHAPTER001", "00:00:00.000"), ("CHAPTER001NAME", "One"), ("chapter002", "01:00:02.5")]
    facts = read(make.whole("a", make.ogg("opus", [*pairs, ("CHAPTERS", "2"), ("TITLE", "Ebb")])))
    assert facts["chapters"] == [
        {"start": 0, "end": None, "title": "One"},
        {"start": 3602500, "end": None, "title": ""},
    ]
    assert facts["tags"] == {"title": "Ebb"}
    assert comments([("chapter001", "soon")]) == []


def test_no_more_chapters_are_told_than_a_book_can_have() -> None:
    found = in_order(Chapter(start, 0, "x" * 9999) for start in range(10_000))
    assert (len(found), len(found[0].title), found[0].end) == (MAX_CHAPTERS, 300, None)
    assert in_order([Chapter(1 << 50, None, ""), Chapter(5, 5, ""), Chapter(5, 9, "again")]) == [Chapter(5, None, "")]


def test_what_audiobooks_say_is_told(make: SimpleNamespace) -> None:
    items = [
        make.item(b"\xa9nrt", b"J. Wick"),
        make.item(b"stik", b"\2", form=21),
        make.item(b"\xa9mvn", b"Rivers"),
        make.item(b"\xa9mvi", b"\0\3", form=21),
        make.item(b"ldes", b"Long."),
        make.item(b"desc", b"Short."),
        make.free("ASIN", "B000"),
        make.free("SERIES", "Rivers"),
        make.free("SERIES-PART", "3"),
    ]
    assert read(make.whole("a.m4b", make.mp4(*items)))["tags"] == {
        "narrators": ["J. Wick"],
        "media_kind": "audiobook",
        "movement": "Rivers",
        "movement_number": "3",
        "synopsis": "Long.",
        "description": "Short.",
        "comment": "Short.",
        "asin": "B000",
        "series": "Rivers",
        "series_position": "3",
    }


def test_markers_of_overdrive_are_chapters_and_what_goes_on_is_none() -> None:
    said = [
        ("Ember", "0:00.000"),
        ("Chapter 1 &amp; more", "3:03.5"),
        ("     Chapter 1 (00:05)", "4:00.000"),
        ("Last", "1:02:03.250"),
    ]
    text = "".join(f"<Marker><Name>{name}</Name><Time>{time}</Time></Marker>" for name, time in said)
    told = [Chapter(0, None, "Ember"), Chapter(183_500, None, "Chapter 1 & more"), Chapter(3_723_250, None, "Last")]
    assert markers(f"<Markers>{text}</Markers>") == told
    assert markers("<Markers><Marker><Name>" * 10_000) == []
