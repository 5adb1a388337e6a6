"""What tags of every dialect mean: ratings, loudness, lyrics, people, and texts in a wrong encoding."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest

from mediad_audio import read
from mediad_audio.script import decoded, encoding_of

if TYPE_CHECKING:
    from types import SimpleNamespace

WRITTEN = {
    "cp1251": ["Кино Группа крови", "КИНО", "Ночь", "Океан Ельзи"],
    "koi8_r": ["Группа крови", "Пикник"],
    "cp1253": ["Μίκης Θεοδωράκης"],
    "cp1256": ["أم كلثوم - أنت عمري", "فيروز"],
    "cp1255": ["אריק איינשטיין", "שיר אהבה"],
    "cp874": ["เพลงรัก", "บอดี้สแลม - ความเชื่อ"],
    "cp1250": ["Příliš žluťoučký kůň", "Krzyżacy", "Nie płacz Ewka", "Zażółć gęślą jaźń", "Łódź"],
    "gbk": ["周杰伦", "邓丽君 月亮代表我的心", "刘德华 - 忘情水", "五月天 (倔强)"],
    "big5": ["周杰倫 七里香", "千里之外", "五月天"],
    "shift_jis": ["宇多田ヒカル First Love", "さくら", "椎名林檎 無罪モラトリアム", "東京事変 群青日和"],
    "euc_kr": ["아이유 좋은 날", "소녀시대", "사랑", "김광석 서른 즈음에"],
    "utf-8": ["Кино", "Björk", "宇多田ヒカル"],
    "cp1252": [
        "Björk",
        "Façade créée",
        "Blåøjet",
        "Don’t stop “now”",
        "¿Dónde están?",
        "ÄÖÜ",
        "ÁÉÍÓÚ",
        "MØ",
        "«Été»",
        "Týr - Ólavur",
        "cm³",
        "£50",
    ],
}


def tags(make: SimpleNamespace, *frames: bytes, version: int = 3) -> dict[str, Any]:
    return dict(read(make.whole("a.mp3", make.mp3(make.id3(version, *frames))))["tags"])


@pytest.mark.parametrize("encoding", WRITTEN)
def test_an_encoding_is_known_by_its_letters(encoding: str) -> None:
    told = {text: encoding_of(text.encode(encoding)) for text in WRITTEN[encoding]}
    assert told == dict.fromkeys(WRITTEN[encoding], encoding)
    assert [decoded(text.encode(encoding)) for text in told] == WRITTEN[encoding]


@pytest.mark.parametrize("encoding", ["cp1251", "cp1250", "cp1256", "gbk", "shift_jis", "euc_kr", "utf-8"])
def test_tags_that_claim_latin_1_are_read_as_they_were_written(make: SimpleNamespace, encoding: str) -> None:
    for text in WRITTEN[encoding]:
        bare = tags(make, make.frame(3, "TIT2", b"\0" + text.encode(encoding)), make.frame(3, "TALB", b"\0Rivers"))
        assert bare == {"title": text, "album": "Rivers"}


def test_texts_that_were_misread_before_they_were_written_are_mended(make: SimpleNamespace) -> None:
    misread = "Группа крови".encode("cp1251").decode("latin-1")
    data = make.flac([("TITLE", misread), ("ARTIST", "Кино"), ("GENRE", "Ã‰tÃ©")])
    assert read(make.whole("a", data))["tags"] == {"title": "Группа крови", "artist": "Кино", "genres": ["Été"]}


def test_western_texts_stay_what_they_are(make: SimpleNamespace) -> None:
    for text in WRITTEN["cp1252"]:
        assert tags(make, make.frame(3, "TIT2", b"\0" + text.encode("cp1252"))) == {"title": text}


@pytest.mark.parametrize(
    ("name", "value", "rating"),
    [("RATING", "4", 80), ("RATING", "80", 80), ("FMPS_RATING", "0.8", 80), ("RATING", "204", 80), ("RATING", "", None),
     ("RATING", "good", None), ("RATING", "0", None)],
)  # fmt: skip  # a table
def test_ratings_of_every_scale_are_told_of_a_hundred(
    make: SimpleNamespace, name: str, value: str, rating: int | None
) -> None:
    assert read(make.whole("a", make.flac([(name, value)])))["tags"].get("rating") == rating


def test_a_rating_in_stars_and_plays_are_read_of_id3(make: SimpleNamespace) -> None:
    for number, rating in {1: 20, 64: 40, 128: 60, 196: 80, 255: 100}.items():
        frame = make.frame(3, "POPM", b"somebody\0" + bytes([number]) + struct.pack(">I", 7))
        assert tags(make, frame) == {"rating": rating, "plays": 7}


def test_loudness_of_every_kind_is_told(make: SimpleNamespace) -> None:
    norm = b"\0engiTunNORM\0 00000064 000003E8" + b" 00000000" * 8
    volume = b"track\0\1" + struct.pack(">h", -1024) + b"\0"
    assert tags(make, make.frame(3, "COMM", norm), make.frame(3, "RVA2", volume)) == {
        "sound_check": "-0.00 dB",
        "track_gain": "-2.00 dB",
    }


def test_lines_with_times_become_lyrics_of_lrc(make: SimpleNamespace) -> None:
    lines = b"".join(text + b"\0" + struct.pack(">I", time) for text, time in ((b"Ebb", 500), (b"Flow", 61_230)))
    synced = make.frame(3, "SYLT", b"\0eng\2\1words\0" + lines)
    assert (
        tags(make, make.frame(3, "USLT", b"\0eng\0Ebb and Flow"), synced)["lyrics"] == "[00:00.50]Ebb\n[01:01.23]Flow"
    )
    assert tags(make, make.frame(3, "USLT", b"\0eng\0Ebb\r\nFlow"))["lyrics"] == "Ebb\nFlow"


def test_people_and_their_parts_are_credits(make: SimpleNamespace) -> None:
    involved = make.frame(4, "TIPL", b"\3producer\0J. Wick\0engineer\0Nobody")
    players = make.frame(4, "TMCL", b"\3piano\0Anna Vale")
    assert tags(make, involved, players, version=4) == {"producers": ["J. Wick"], "performers": ["Anna Vale"]}


@pytest.mark.parametrize(
    "text", ["Unbekannter Künstler", "未知艺术家", "Unknown Album (4/1/2004 5:02:11 PM)", "[unknown]"]
)
def test_what_programs_write_for_lack_of_a_name_says_nothing(make: SimpleNamespace, text: str) -> None:
    assert read(make.whole("a", make.flac([("ALBUM", text)])))["tags"] == {}


def test_a_tempo_is_a_number(make: SimpleNamespace) -> None:
    told = [
        read(make.whole("a", make.flac([("BPM", text)])))["tags"].get("bpm") for text in ("128 BPM", "90,5", "fast")
    ]
    assert told == [128, 90.5, None]
