"""What ID3 can hold, also where tinytag does not read it, and what the frames of MP3 tell."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from mediad_audio import facts, mp3, read
from mediad_audio import picture as artwork
from mediad_audio.content import Content

if TYPE_CHECKING:
    from types import SimpleNamespace

ID = "f27ec8db-af05-4f36-916e-3d57f91ecf5e"


def tags_of(make: SimpleNamespace, data: bytes) -> dict[str, Any]:
    """The tags of an MP3 file; the reader itself reads it, not tinytag."""
    return dict(facts.facts(mp3.read(Content(make.whole("a", data).open(), 0)))["tags"])


def test_a_tag_without_chance_syncs_is_made_whole_again(make: SimpleNamespace) -> None:
    body = b"\1" + "\u00ff\u0100é".encode("utf-16")  # tinytag leaves the zeros in
    apart = body.replace(b"\xff", b"\xff\0")
    tags = [
        make.id3(3, make.frame(3, "TIT2", body).replace(b"\xff", b"\xff\0"), flags=0x80),
        make.id3(4, make.frame(4, "TIT2", apart, 2), flags=0x80),
        make.id3(4, make.frame(4, "TIT2", apart, 2)),
    ]
    for tag in tags:
        assert tags_of(make, make.mp3(tag))["title"] == "\u00ff\u0100é"


def test_extended_heads_and_feet_are_stepped_over(make: SimpleNamespace) -> None:
    frame = make.frame(4, "TIT2", b"\3Ebb")
    v23 = make.id3(3, struct.pack(">IHI", 6, 0, 0), make.frame(3, "TIT2", b"\0Ebb"), flags=0x40)
    v24 = make.id3(4, struct.pack(">IBB", 6, 1, 0), frame, flags=0x40)
    foot = make.id3(4, frame, flags=0x10, behind=b"3DI\4\0\x10\0\0\0\x0e")
    for tag in (v23, v24, foot):
        assert tags_of(make, make.mp3(tag))["title"] == "Ebb"


def test_packed_frames_are_unpacked_and_secret_ones_left_out(make: SimpleNamespace) -> None:
    packed = zlib.compress(b"\3Ebb")
    v24 = make.frame(4, "TIT2", b"\0\0\0\4" + packed, 0x09)
    v23 = make.frame(3, "TIT2", b"\0\0\0\4" + packed, 0x80)
    assert tags_of(make, make.mp3(make.id3(4, v24)))["title"] == "Ebb"
    assert tags_of(make, make.mp3(make.id3(3, v23)))["title"] == "Ebb"
    assert tags_of(make, make.mp3(make.id3(4, make.frame(4, "TIT2", b"\0\0\0\4broken", 0x09)))) == {}
    assert tags_of(make, make.mp3(make.id3(4, make.frame(4, "TIT2", b"\3Ebb", 0x04)))) == {}


def test_sizes_as_itunes_wrote_them_are_understood(make: SimpleNamespace) -> None:
    long = b"COMM" + struct.pack(">IH", 0x125, 0) + b"\3eng\0" + b"x" * 0x120  # not in the seven bits of version 2.4
    tags = tags_of(make, make.mp3(make.id3(4, long, make.frame(4, "TIT2", b"\3Ebb"))))
    assert tags == {"comment": "x" * 0x120, "title": "Ebb"}


def test_several_values_of_one_frame_are_several(make: SimpleNamespace) -> None:
    frames = [
        make.frame(4, "TPE1", b"\3A\0B"),
        make.frame(4, "TCON", b"\0(17)\0" + b"9\0Sea"),
        make.frame(4, "TIT2", b"\3X\0Y"),
    ]
    tags = tags_of(make, make.mp3(make.id3(4, *frames)))
    assert tags == {"artists": ["A", "B"], "genres": ["Rock", "Metal", "Sea"], "title": "X"}


@pytest.mark.parametrize(
    ("written", "told", "told_by_old"),
    [
        ("Rock; Pop;Folk", ["Rock", "Pop", "Folk"], ["Rock", "Pop", "Folk"]),
        (r"Rock\\Pop", ["Rock", "Pop"], ["Rock", "Pop"]),
        ("Rock/Pop", ["Rock/Pop"], ["Rock", "Pop"]),
        ("(17)/(9)", ["Rock"], ["Rock", "Metal"]),
        ("R&B/Soul; Hip-Hop/Rap", ["R&B/Soul", "Hip-Hop/Rap"], ["R&B/Soul", "Hip-Hop/Rap"]),
        ("; ;", None, None),
    ],
)
def test_genres_in_one_text_are_several(
    make: SimpleNamespace, written: str, told: list[str] | None, told_by_old: list[str] | None
) -> None:
    for version, genres in ((4, told), (3, told_by_old)):
        tag = make.id3(version, make.frame(version, "TCON", b"\0" + written.encode()))
        assert tags_of(make, make.mp3(tag)).get("genres") == genres


def test_a_sign_parts_no_artist(make: SimpleNamespace) -> None:
    for artist in ("AC/DC", "Nick Cave; The Bad Seeds"):
        assert tags_of(make, make.mp3(make.id3(3, make.frame(3, "TPE1", b"\0" + artist.encode()))))["artist"] == artist


def test_frames_of_their_own_kind_are_known(make: SimpleNamespace) -> None:
    frames = [
        make.frame(3, "UFID", b"http://musicbrainz.org\0" + ID.encode()),
        make.frame(3, "COMM", b"\0engiTunNORM\0 00"),
        make.frame(3, "COMM", b"\0eng\0hello"),
        make.frame(3, "SYLT", b"\0eng\2\1\0la\0\0\0\0\1"),
        make.frame(3, "MVIN", b"\0" + b"2/4"),
        make.frame(3, "GRP1", b"\0set"),
        make.frame(3, "TIT1", b"\0Suite"),
        make.frame(3, "TDRC", b"\0" + b"1998-05"),
        make.frame(3, "TYER", b"\0" + b"1997"),
    ]
    assert tags_of(make, make.mp3(make.id3(3, *frames))) == {
        "recording_id": ID,
        "comment": "hello",
        "lyrics": "[00:00.00]la",
        "movement_number": "2",
        "movement_total": "4",
        "grouping": "set",
        "work": "Suite",
        "date": "1998-05",
    }


def test_version_1_fills_up_what_version_2_does_not_say(make: SimpleNamespace) -> None:
    old = (
        b"TAG"
        + b"Old".ljust(30, b"\0")
        + b"Who".ljust(30)
        + bytes(30)
        + b"1997"
        + b"hey".ljust(28, b"\0")
        + b"\0\7\x11"
    )
    assert tags_of(make, make.mp3(behind=old)) == {
        "title": "Old", "artist": "Who", "date": "1997", "comment": "hey", "track": 7, "genres": ["Rock"],
    }  # fmt: skip
    newer = make.id3(4, make.frame(4, "TIT2", b"\3New"), make.frame(4, "TDRC", b"\3" + b"1998-01"))
    tags = tags_of(make, make.mp3(newer, behind=old))
    assert (tags["title"], tags["artist"], tags["date"]) == ("New", "Who", "1998-01")


def test_an_ape_tag_fills_up_what_a_tag_before_it_does_not_say(make: SimpleNamespace) -> None:
    tag = make.ape([("Title", "Ebb"), ("Artist", "A\0B"), ("Track", "3/12"), ("Year", "1998")], make.picture)
    wavpack = b"wvpk" + struct.pack("<IHBBIIIII", 24, 0x410, 0, 0, 441_000, 0, 441_000, 9 << 23 | 1, 0) + bytes(200)
    for data in (make.mp3(behind=tag), make.mp3(behind=tag + b"TAG" + bytes(125)), wavpack + tag):
        whole = make.whole("a", data)
        facts = read(whole)
        assert facts["tags"].items() >= {"title": "Ebb", "artists": ["A", "B"], "track": 3, "date": "1998"}.items()
        assert facts["pictures"] == [{"type": "front_cover", "mime": None, "size": len(make.picture)}]
        assert artwork(whole) == make.picture
    before = make.mp3(make.id3(3, make.frame(3, "TIT2", b"\0Flow")), behind=tag)
    told = {"title": "Flow", "artists": ["A", "B"], "track": 3, "track_total": 12, "date": "1998"}
    assert read(make.whole("a", before))["tags"] == told
    dated = make.mp3(make.id3(4, make.frame(4, "TDRC", b"\x031998-03-10")), behind=tag)
    assert read(make.whole("a", dated))["tags"]["date"] == "1998-03-10"
    levelled = make.ape([("REPLAYGAIN_TRACK_GAIN", "-7.00 dB")])
    gained = make.mp3(make.id3(3, make.frame(3, "TIT2", b"\0Flow")), behind=levelled)
    assert read(make.whole("a", gained))["tags"] == {"title": "Flow", "track_gain": "-7.00 dB"}


@pytest.mark.parametrize("mark", [b"Xing", b"Info"])
def test_an_encoders_head_tells_the_length(make: SimpleNamespace, mark: bytes) -> None:
    head = bytearray(make.mp3_frame)
    head[36:52] = mark + struct.pack(">III", 3, 1000, 417 * 1001)
    facts = read(make.whole("a.mp3", bytes(head) + make.mp3()))
    assert facts["audio"]["duration_ms"] == 26122
    assert facts["audio"]["bit_rate"] == 127706


def test_a_day_beside_the_year_makes_a_date_of_version_3(make: SimpleNamespace) -> None:
    year = make.frame(3, "TYER", b"\x001998")
    for day, date in ((b"1003", "1998-03-10"), (b"1399", "1998"), (b"10", "1998")):
        tag = make.id3(3, year, make.frame(3, "TDAT", b"\0" + day))
        assert tags_of(make, make.mp3(tag))["date"] == date
    assert tags_of(make, make.mp3(make.id3(3, make.frame(3, "TDAT", b"\x001003")))) == {}


def test_the_day_of_a_release_stands_in_for_a_date(make: SimpleNamespace) -> None:
    released = make.frame(4, "TDRL", b"\x031998-03-10")
    assert tags_of(make, make.mp3(make.id3(4, released)))["date"] == "1998-03-10"
    assert tags_of(make, make.mp3(make.id3(4, released, make.frame(4, "TDRC", b"\x031997"))))["date"] == "1997"


def test_artists_in_one_text_are_as_many_as_their_ids(make: SimpleNamespace) -> None:
    def artists(text: str, ids: str) -> Any:
        names = make.frame(3, "TXXX", b"\0ARTISTS\0" + text.encode())
        known = make.frame(3, "TXXX", b"\0MusicBrainz Artist Id\0" + ids.encode())
        return tags_of(make, make.mp3(make.id3(3, make.frame(3, "TPE1", b"\0A"), names, known))).get("artists")

    assert artists("A/B", f"{ID}/{ID[::-1].replace('-', '')}") == ["A/B"]
    other = f"0{ID[1:]}"
    assert artists("A/B", f"{ID}/{other}") == ["A", "B"]
    assert artists("A; B", f"{ID}; {other}") == ["A", "B"]
    assert artists("AC/DC", ID) == ["AC/DC"]
