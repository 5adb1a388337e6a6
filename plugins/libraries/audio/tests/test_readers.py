"""What the readers make of a file is what tinytag makes of it; where tinytag errs, the test says so."""

from __future__ import annotations

import base64
import math
import struct
import time
from typing import TYPE_CHECKING, Any

import pytest

from mediad_audio import facts, fallback, flac, mp3, mp4, ogg, read
from mediad_audio import picture as artwork
from mediad_audio.content import Content
from mediad_audio.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import SimpleNamespace

ID, OTHER_ID = "f27ec8db-af05-4f36-916e-3d57f91ecf5e", "0a1b2c3d-1111-4222-8333-444455556666"
PLAIN = {"title": "Ebb", "artist": "Anna Vale", "album": "Rivers", "albumartist": "Vale & Sons", "date": "1998-03-02"}
SETS: dict[str, list[tuple[str, str]]] = {
    "nothing": [],
    "plain": [*PLAIN.items(), ("genre", "Folk"), ("comment", "from the shelf"), ("composer", "J. Wick")],
    "unicode": [("title", "夜の駅"), ("artist", "Ænima Ö"), ("album", "Туман 🎈"), ("genre", "Été")],
    "latin": [("title", "Été à Nørrebro"), ("artist", "Zoë"), ("comment", "naïve")],
    "several": [("artist", "A"), ("artist", "B"), ("genre", "Folk"), ("genre", "Pop"), ("composer", "C, D")],
    "featuring": [("artist", "A feat. B & C"), ("ARTISTS", "A"), ("ARTISTS", "B"), ("ARTISTS", "C")],
    "numbers": [("track", "3/12"), ("disc", "1/2"), ("title", "3"), ("BPM", "120")],
    "ids": [
        *PLAIN.items(),
        ("MUSICBRAINZ_ALBUMID", ID),
        ("MUSICBRAINZ_ARTISTID", ID),
        ("MUSICBRAINZ_RELEASEGROUPID", OTHER_ID.upper()),
        ("MUSICBRAINZ_ALBUMTYPE", "album"),
    ],
    "gain": [("REPLAYGAIN_TRACK_GAIN", "-6.14 dB"), ("REPLAYGAIN_TRACK_PEAK", "0.98"), ("replaygain_album_gain", "1")],
    "catalogue": [("CATALOGNUMBER", "AV 001"), ("BARCODE", "0123456789012"), ("LABEL", "Shelf"), ("ASIN", "B000")],
    "sorting": [("ALBUMARTISTSORT", "Vale, Anna"), ("TITLESORT", "Ebb, The"), ("ORIGINALDATE", "1969")],
    "cue": [("CUESHEET", 'TITLE "All"\nFILE "a" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00')],
    "compilation": [("COMPILATION", "1"), ("album", "Harbour"), ("ITUNESADVISORY", "0")],
    "unreadable": [("title", "Unknown Title"), ("artist", " "), ("album", "a\ufffdb")],
    "lyrics": [("lyrics", "[00:12.00]and so on"), ("title", "Ebb")],
    "words": [("lyrics", "and so on"), ("title", "Ebb")],
}
VORBIS = {"track": "TRACKNUMBER", "disc": "DISCNUMBER"}
ID3 = {
    2: {"title": "TT2", "artist": "TP1", "album": "TAL", "albumartist": "TP2", "date": "TYE", "genre": "TCO",
        "composer": "TCM", "track": "TRK", "disc": "TPA", "comment": "COM", "lyrics": "ULT"},
    3: {"title": "TIT2", "artist": "TPE1", "album": "TALB", "albumartist": "TPE2", "date": "TYER", "genre": "TCON",
        "composer": "TCOM", "track": "TRCK", "disc": "TPOS", "comment": "COMM", "lyrics": "USLT"},
}  # fmt: skip  # a table
ID3[4] = {**ID3[3], "date": "TDRC"}
ATOMS = {"title": b"\xa9nam", "artist": b"\xa9ART", "album": b"\xa9alb", "albumartist": b"aART", "date": b"\xa9day",
         "genre": b"\xa9gen", "composer": b"\xa9wrt", "comment": b"\xa9cmt", "lyrics": b"\xa9lyr"}  # fmt: skip  # too
ENCODINGS = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
READERS = {"flac": flac.read, "ogg": ogg.read, "mp3": mp3.read, "m4a": mp4.read}


def text(encoding: int, value: str) -> bytes:
    return value.encode(ENCODINGS[encoding])


def id3_frame(make: SimpleNamespace, version: int, encoding: int, name: str, value: str) -> bytes:
    zero = b"\0" * (1 + (encoding in (1, 2)))
    known = ID3[version].get(name)
    if known is None:
        body = bytes([encoding]) + text(encoding, name) + zero + text(encoding, value)
        return make.frame(version, "TXX" if version == 2 else "TXXX", body)
    head = bytes([encoding]) + (b"eng" + text(encoding, "") + zero if name in ("comment", "lyrics") else b"")
    return make.frame(version, known, head + text(encoding, value))


def id3_file(make: SimpleNamespace, version: int, encoding: int, pairs: list[tuple[str, str]]) -> bytes:
    return make.mp3(make.id3(version, *(id3_frame(make, version, encoding, *pair) for pair in pairs), bytes(50)))


def mp4_item(make: SimpleNamespace, name: str, value: str) -> bytes:
    if name in ("track", "disc"):
        places = [int(number) for number in value.split("/")]
        return make.item(b"trkn" if name == "track" else b"disk", struct.pack(">4H", 0, *places, 0), form=0)
    if name == "COMPILATION":
        return make.item(b"cpil", b"\1", form=21)
    return make.item(ATOMS[name], value.encode()) if name in ATOMS else make.free(name, value)


def built(make: SimpleNamespace, form: str, pairs: list[tuple[str, str]]) -> bytes:
    kind, _, detail = form.partition(" ")
    vorbis = [(VORBIS.get(name, name.upper()), value) for name, value in pairs]
    if kind == "flac":
        return make.flac(vorbis)
    if kind == "ogg":
        return make.ogg(detail, vorbis)
    if kind == "m4a":
        return make.mp4(*(mp4_item(make, *pair) for pair in pairs), behind=detail == "behind")
    version, encoding = map(int, detail.split("/"))
    return id3_file(make, version, encoding, pairs)


FORMS = [
    "flac",
    *(f"ogg {codec}" for codec in ("vorbis", "opus", "flac", "speex")),
    *(f"mp3 {version}/{encoding}" for version in (2, 3) for encoding in (0, 1)),
    *(f"mp3 4/{encoding}" for encoding in ENCODINGS),
    "m4a behind",
    "m4a before",
]


@pytest.mark.parametrize("tags", SETS)
@pytest.mark.parametrize("form", FORMS)
def test_every_format_says_what_tinytag_reads(
    make: SimpleNamespace, tmp_path: Path, mediad_file: Callable[[Path], Any], form: str, tags: str
) -> None:
    if form.endswith("/0") and tags in ("unicode", "unreadable"):
        pytest.skip("not to be written in Latin-1")
    ending = form.partition(" ")[0]
    data = built(make, form, SETS[tags])
    (tmp_path / f"a.{ending}").write_bytes(data)
    whole = make.whole(f"a.{ending}", data)
    mine = facts.facts(READERS[ending](Content(whole.open(), 0)))
    theirs = facts.facts(fallback.read(whole))
    if ending == "ogg":  # tinytag counts the sound of every page, and gives Speex no rate
        mine["audio"].pop("bit_rate")
        theirs["audio"].pop("bit_rate", None)
    if tags == "featuring":  # tinytag takes ARTISTS for more of ARTIST, and so loses one that is alike
        assert theirs["tags"].pop("artists")
        assert mine["tags"].pop("artists") == ["A", "B", "C"]
    assert mine == theirs
    assert read(mediad_file(tmp_path / f"a.{ending}")) == read(whole)
    assert bool(mine["tags"]) is (tags not in ("nothing", "cue", "unreadable")) or tags == "unreadable"


@pytest.mark.parametrize("form", FORMS)
def test_plain_tags_are_there_in_every_format(make: SimpleNamespace, form: str) -> None:
    facts = read(make.whole("a", built(make, form, SETS["plain"] + SETS["numbers"][:2])))
    assert facts["tags"] | {"date": "1998-03-02"} == {
        "title": "Ebb",
        "artist": "Anna Vale",
        "album": "Rivers",
        "album_artist": "Vale & Sons",
        "date": "1998-03-02",
        "genres": ["Folk"],
        "comment": "from the shelf",
        "composers": ["J. Wick"],
        "track": 3,
        "track_total": 12,
        "disc": 1,
        "disc_total": 2,
    }
    assert facts["audio"]["duration_ms"] == {"f": 3715, "m": 1045, "o": 10_000}[form[0]] or form != "flac"


def test_a_pictures_bytes_are_found_in_every_format(make: SimpleNamespace) -> None:
    block = make.picture_block()
    picture = b"\0image/jpeg\0\3\0" + make.picture
    files = {
        "flac": make.flac([], make.block(6, make.picture_block(b"back", 4)), make.block(6, block)),
        "opus": make.ogg("opus", [("METADATA_BLOCK_PICTURE", base64.b64encode(block).decode())]),
        "3": make.mp3(make.id3(3, make.frame(3, "APIC", picture))),
        "2": make.mp3(make.id3(2, make.frame(2, "PIC", b"\0JPG\3\0" + make.picture))),
        "wide": make.mp3(
            make.id3(3, make.frame(3, "APIC", b"\1image/jpeg\0\3" + "é".encode("utf-16") + b"\0\0" + make.picture))
        ),
        "joined": make.mp3(make.id3(3, make.frame(3, "APIC", picture).replace(b"\xff", b"\xff\0"), flags=0x80)),
        "m4a": make.mp4(make.item(b"covr", make.picture, form=13)),
    }
    for name, data in files.items():
        whole = make.whole("a", data)
        first = read(whole)["pictures"][0]
        assert (name, first) == (name, {"type": "front_cover", "mime": "image/jpeg", "size": len(make.picture)})
        assert artwork(whole) == make.picture


def test_a_broken_picture_in_comments_takes_nothing_else_along(make: SimpleNamespace) -> None:
    facts = read(make.whole("a.ogg", make.ogg("vorbis", [("METADATA_BLOCK_PICTURE", "?" * 300), ("TITLE", "Ebb")])))
    assert facts["tags"] == {"title": "Ebb"}
    assert "pictures" not in facts


def test_a_picture_as_it_once_was_in_comments_is_read(make: SimpleNamespace) -> None:
    file = make.whole("a.ogg", make.ogg("vorbis", [("COVERART", base64.b64encode(make.picture).decode())]))
    assert [one["type"] for one in read(file)["pictures"]] == ["front_cover"]
    assert artwork(file) == make.picture


def test_sound_is_found_beside_other_streams(make: SimpleNamespace) -> None:
    other = bytearray(make.page(0, b"\x80theora".ljust(42), flags=2))
    other[14] = 8  # its serial number
    assert read(make.whole("a.ogg", bytes(other) + make.ogg("opus", [("TITLE", "Ebb")])))["tags"] == {"title": "Ebb"}


def test_a_tag_before_flac_counts_where_flac_says_nothing(make: SimpleNamespace) -> None:
    tag = make.id3(3, make.frame(3, "TIT2", b"\0Old"))
    assert read(make.whole("a.flac", tag + make.flac()))["tags"] == {"title": "Old"}
    more = make.id3(3, make.frame(3, "TIT2", b"\0Old"), make.frame(3, "TALB", b"\0Rivers"))
    both = read(make.whole("a.flac", more + make.flac([("TITLE", "New")])))["tags"]
    assert both == {"title": "New", "album": "Rivers"}


def test_mp4_tells_channels_as_the_decoder_has_them(make: SimpleNamespace) -> None:
    cookie = struct.pack(">IBBBBBBHIII", 4096, 0, 24, 40, 10, 14, 6, 255, 0, 900_000, 96000)
    plain = bytes(16) + struct.pack(">HHHHI", 2, 16, 0, 0, 0)
    lossless = make.atom(b"alac", plain, make.atom(b"alac", bytes(4), cookie))
    audio = read(make.whole("a.m4a", make.mp4(entry=lossless)))["audio"]
    assert (audio["codec"], audio["bit_depth"], audio["channels"], audio["sample_rate"]) == ("alac", 24, 6, 96000)
    mono = make.mp4().replace(b"\x05\x02\x12\x10", b"\x05\x02\x12\x08")
    assert read(make.whole("a.m4a", mono))["audio"]["channels"] == 1
    other = make.mp4(entry=make.atom(b"ac-3", bytes(16), struct.pack(">HHHHI", 6, 16, 0, 0, 48000 << 16)))
    audio = read(make.whole("a.m4a", other))["audio"]
    assert (audio["codec"], audio["channels"], audio["bit_rate"]) == ("ac3", 6, 1600)


def entry(make: SimpleNamespace, kind: bytes, *boxes: bytes, rate: int = 48000 << 16) -> bytes:
    """A description that says two channels of 16 bits, as most do of any sound."""
    described: bytes = make.atom(kind, bytes(16), struct.pack(">HHHHI", 2, 16, 0, 0, rate), *boxes)
    return described


def test_mp4_tells_of_each_codec_what_its_own_box_does(make: SimpleNamespace) -> None:
    info = struct.pack(">HH6xQ16x", 4096, 4096, 96000 << 44 | 1 << 41 | 15 << 36 | 96000)
    kinds = {
        ("ac3", 6, 48000): entry(make, b"ac-3", make.atom(b"dac3", bytes.fromhex("103de0"))),
        ("eac3", 6, 48000): entry(make, b"ec-3", make.atom(b"dec3", bytes.fromhex("0c00200f00"))),
        ("eac3", 8, 48000): entry(make, b"ec-3", make.atom(b"dec3", bytes.fromhex("0c00200f020200"))),
        ("opus", 2, 48000): entry(make, b"Opus", make.atom(b"dOps", bytes(11)), rate=16000 << 16),
        ("flac", 2, 96000): entry(make, b"fLaC", make.atom(b"dfLa", bytes(8), info), rate=0),
        ("aac", 2, 48000): entry(make, b"enca", make.atom(b"sinf", make.atom(b"frma", b"mp4a"))),
        ("dts", 2, 48000): entry(make, b"dtsc"),
        ("truehd", 2, 48000): entry(make, b"mlpa", rate=48000),
    }
    for said, described in kinds.items():
        audio = read(make.whole("a.m4a", make.mp4(entry=described)))["audio"]
        assert (audio["codec"], audio["channels"], audio["sample_rate"]) == said


def test_the_longer_entry_of_quicktime_is_believed_within_what_sound_can_be(make: SimpleNamespace) -> None:
    def audio(rate: float, channels: int, depth: int) -> tuple[int, int, int]:
        own = struct.pack(">HHHHI", 2, 16, 0, 0, 44100 << 16)
        said = struct.pack(">IdIII", 72, rate, channels, 0x7F000000, depth)
        described = make.atom(b"lpcm", bytes(8), struct.pack(">H", 2), bytes(6), own, said)
        found = read(make.whole("a.m4a", make.mp4(entry=described)))["audio"]
        return found["sample_rate"], found["channels"], found["bit_depth"]

    assert audio(192000.0, 6, 24) == (192000, 6, 24)
    for rate in (math.nan, math.inf, -5.0, 0.0, 1e300):
        assert audio(rate, 6, 24) == (44100, 2, 16)
    assert audio(192000.0, 0xFFFFFFFF, 24) == audio(192000.0, 6, 0xFFFFFFFF) == (44100, 2, 16)


def test_what_no_sound_can_be_is_no_fact(make: SimpleNamespace) -> None:
    described = make.atom(b"twos", bytes(16), struct.pack(">HHHHI", 0xFFFF, 0xFFFF, 0, 0, 44100 << 16))
    for seconds in (0xFFFFFFFF, 0):
        whole = make.mp4(entry=described).replace(struct.pack(">II", 1000, 10_000), struct.pack(">II", 1, seconds))
        audio = read(make.whole("a.m4a", whole))["audio"]
        assert not {"duration_ms", "bit_rate", "channels", "bit_depth"} & set(audio)
        assert audio["sample_rate"] == 44100


def test_a_film_in_fragments_is_as_long_as_they_are(make: SimpleNamespace) -> None:
    def fragment(begin: int, *durations: int, run: int = 0) -> bytes:
        head = make.atom(b"tfhd", struct.pack(">III", 0x08 if run else 0, 0, run))
        told = struct.pack(">II", 0 if run else 0x100, len(durations)) + struct.pack(f">{len(durations)}I", *durations)
        pieces = (head, make.atom(b"tfdt", struct.pack(">IQ", 1 << 24, begin)), make.atom(b"trun", told))
        return bytes(make.atom(b"moof", make.atom(b"traf", *pieces)))

    whole = make.mp4().replace(struct.pack(">II", 1000, 10_000), bytes(8))
    whole = whole.replace(b"mdhd" + bytes(24), b"mdhd" + bytes(12) + struct.pack(">I", 1000) + bytes(8))
    data = whole + fragment(5000, 1000, 1000) + fragment(7000, 9, 9, run=500)
    assert read(make.whole("a.m4a", data))["audio"]["duration_ms"] == 3000
    long = fragment(5000, *[1] * 100_000) * 40
    started = time.process_time()
    assert (
        read(make.whole("a.m4a", whole + long))["audio"]["duration_ms"] < 100_000
    )  # no more is added up than is needed
    assert time.process_time() - started < 1
    for cut in range(len(whole), len(data)):
        assert read(make.whole("a.m4a", data[:cut]))["audio"].get("duration_ms") in (None, 2000)


def test_a_damaged_file_is_told_of_without_the_words_of_a_failed_unpack(make: SimpleNamespace) -> None:
    cut = b"fLaC" + struct.pack(">I", 0x86 << 24 | 6) + b"\0\0\0\3\0\0"  # a picture that ends in its first lengths
    with pytest.raises(Damaged) as refused:
        read(make.whole("a.flac", cut))
    assert str(refused.value) == "a.flac is damaged: it is not as its format demands."
