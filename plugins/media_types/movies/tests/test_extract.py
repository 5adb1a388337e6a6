from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_plugin_movies import ffprobe, nfo
from mediad_plugin_movies.ages import certificates
from mediad_plugin_movies.errors import BadSidecar, NotVideo
from mediad_plugin_movies.extract import extract
from mediad_plugin_movies.sidecar import fields
from mediad_sdk.errors import PluginFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEEPER = "The Lighthouse Keeper's Garden (2016)"
CUT = f"{KEEPER}/{KEEPER} - Director's Cut.mkv"


def test_a_film_tells_its_streams_languages_and_chapters(library: Path, opened: Callable[[Path], Any]) -> None:
    facts = extract(opened(library / CUT))
    video, audio, english, german = facts["streams"]
    assert (facts["container"], round(facts["duration_ms"], -2)) == ("matroska", 8000)
    assert (video["codec"], video["width"], video["height"], video["fps"]) == ("h264", 640, 360, 24.0)
    assert (audio["codec"], audio["channels"], audio["layout"], audio["language"]) == ("aac", 1, "mono", "en")
    assert [(one["codec"], one["language"]) for one in (english, german)] == [("subrip", "en"), ("subrip", "de")]
    assert [chapter["title"] for chapter in facts["chapters"]] == ["The lamp", "Salt and roses", "Morning"]
    assert facts["title"] == "The Lighthouse Keeper's Garden"


@pytest.mark.parametrize("name", [CUT, "千の灯 (2004)/千の灯 (2004).mp4"])
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
        ("a.nfo", b"<movie><title>x</tit", "bad_sidecar"),
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


@pytest.mark.parametrize("name", [CUT, "千の灯 (2004)/千の灯 (2004).mp4"])
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


SIDECAR = """<?xml version="1.0"?><movie><title>Lamp &amp; Room</title><originaltitle>Lampe</originaltitle>
<year>2011</year><premiered>2011-03-04</premiered><plot>Dark.</plot><genre>Drama</genre><genre>Mystery</genre>
<uniqueid type="tmdb" default="true">77</uniqueid><uniqueid type="imdb">tt0123456</uniqueid>
<set><name>Lamps</name></set><mpaa>Rated PG-13</mpaa><director>A. Vale</director><studio>Tide</studio>
<actor><name>J. Wick</name><role>Keeper</role></actor></movie>
https://www.imdb.com/title/tt0123456/"""


def test_a_sidecar_is_a_document() -> None:
    found = nfo.parse(SIDECAR.encode())
    assert found["set"] == "Lamps"
    document = fields(found)
    assert document["title"] == "Lamp & Room"
    assert document["dates"] == [{"value": "2011-03-04", "use": "original"}]
    assert document["titles"] == [{"value": "Lampe", "use": "original"}]
    assert [(one["scheme"], one["value"]) for one in document["ids"]] == [("tmdb", "77"), ("imdb", "tt0123456")]
    assert document["certificates"] == [{"country": "", "system": "MPAA", "value": "PG-13", "age": 13}]
    assert [(one["name"], one["role"], one.get("character")) for one in document["credits"]] == [
        ("A. Vale", "director", None),
        ("J. Wick", "actor", "Keeper"),
        ("Tide", "studio", None),
    ]


@pytest.mark.parametrize(
    ("said", "country", "system", "age"),
    [
        ("TV-MA", "", "TV", 17),
        ("X", "", "MPAA", 18),
        ("XXX", "", "MPAA", 18),
        ("Rated NC-17", "", "MPAA", 18),
        ("Rated R for strong violence", "", "MPAA", 17),
        ("PG-13 - Teens 13 or older", "", "MPAA", 13),
        ("USA:TV-Y7-FV", "US", "TV", 7),
        ("UK:12A", "GB", "BBFC", 12),
        ("GB:U", "GB", "BBFC", 0),
        ("FSK 12", "DE", "FSK", 12),
        ("DE:o.A.", "DE", "FSK", 0),
        ("Germany:16", "DE", "FSK", 16),
        ("FR:TP", "FR", "CNC", 0),
        ("NL:AL", "NL", "Kijkwijzer", 0),
        ("AU:MA15+", "AU", "ACB", 15),
        ("M", "", "", 15),
        ("CA:14A", "CA", "CHVRS", 14),
        ("CA:R", "CA", "CHVRS", 18),
        ("JP:PG12", "JP", "Eirin", 12),
        ("KR:19", "KR", "KMRB", 18),
        ("BR:L", "BR", "ClassInd", 0),
        ("SE:Btl", "SE", "SMR", 0),
        ("NO:A", "NO", "Medietilsynet", 0),
        ("FI:K-16", "FI", "KAVI", 16),
        ("DK:A", "DK", "MRB", 0),
        ("IT:VM14", "IT", "MiC", 14),
        ("ES:APTA", "ES", "ICAA", 0),
        ("A", "", "", None),
        ("Not Rated", "", "", None),
        ("IN:UA", "IN", "", None),
    ],
)
def test_a_certificate_means_an_age_where_its_board_says_one(
    said: str, country: str, system: str, age: int | None
) -> None:
    [found] = certificates(said)
    assert (found["country"], found["system"], found.get("age")) == (country, system, age)


def test_a_sidecar_says_certificates_of_several_countries_once() -> None:
    text = b"<movie><mpaa>US:R</mpaa><certification>Germany:FSK 16 / USA:R</certification></movie>"
    document = fields(nfo.parse(text))
    assert [(one["country"], one["value"], one["age"]) for one in document["certificates"]] == [
        ("US", "R", 17),
        ("DE", "16", 16),
    ]


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("<userrating>8.5</userrating><playcount>3</playcount>", [{"rating": 85, "plays": 3, "source": "nfo"}]),
        ("<watched>true</watched>", [{"plays": 1, "source": "nfo"}]),
        ("<userrating>0</userrating><playcount>0</playcount><watched>false</watched>", None),
        ("<userrating>eight</userrating><playcount>-1</playcount>", None),
    ],
)
def test_a_sidecar_says_what_somebody_did(said: str, people: list[dict[str, object]] | None) -> None:
    assert fields(nfo.parse(f"<movie>{said}</movie>".encode())).get("people") == people


def test_a_sidecar_may_be_only_an_address() -> None:
    assert nfo.parse(b"see https://www.themoviedb.org/movie/550-x") == {"ids": {"tmdb": "550"}}
    assert nfo.parse(b"\xb0\xb1 drawn letters \xb2") == {}


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE movie [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><movie><title>&b;</title></movie>',
        '<!DOCTYPE movie SYSTEM "file:///etc/passwd"><movie><title>x</title></movie>',
        "<movie>" + "<a>" * 50_000,
        "<movie>" + "<a/>" * 50_000 + "</movie>",
    ],
)
def test_a_hostile_sidecar_is_refused(text: str) -> None:
    with pytest.raises(BadSidecar):
        nfo.parse(text.encode())


@given(st.binary(max_size=500))
def test_whatever_stands_in_a_sidecar_it_is_read_or_refused(data: bytes) -> None:
    for text in (data, b"<movie>" + data, b"<movie><title>" + data + b"</title></movie>"):
        try:
            found = nfo.parse(text)
        except BadSidecar:
            continue
        assert fields(found) == fields(found)
