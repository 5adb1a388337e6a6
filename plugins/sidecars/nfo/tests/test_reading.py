"""NFO files as programs and people write them."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_plugin_nfo import read
from mediad_plugin_nfo.ages import certificates
from mediad_plugin_nfo.document import ALBUM, EPISODE, FILM, MUSIC_VIDEO, SEASON, SHOW
from mediad_plugin_nfo.errors import BadSidecar
from mediad_plugin_nfo.paper import LIMITS
from mediad_plugin_nfo.read import fields
from mediad_sdk.testing import MemoryFile

KODI = """<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>
<!--created on 2024-01-02-->
<movie>
    <title>Lamp &amp; Room</title><originaltitle>Lampe</originaltitle><sorttitle>Lamp 2</sorttitle>
    <ratings>
        <rating name="imdb" max="10"><value>6.1</value><votes>10</votes></rating>
        <rating name="themoviedb" max="100" default="true"><value>72.4</value><votes>99</votes></rating>
    </ratings>
    <userrating>0</userrating><top250>0</top250><outline>Short.</outline><plot>Dark.</plot><tagline>Off.</tagline>
    <thumb aspect="poster" preview="https://example.org/p.jpg">https://example.org/p.jpg</thumb>
    <fanart><thumb preview="https://www.imdb.com/title/tt9999999/">https://example.org/f.jpg</thumb></fanart>
    <mpaa>Rated PG-13</mpaa><playcount>0</playcount><lastplayed></lastplayed>
    <uniqueid type="tmdb" default="true">77</uniqueid><uniqueid type="imdb">tt0123456</uniqueid>
    <uniqueid type="wikidata">Q42</uniqueid>
    <genre>Drama</genre><genre>Mystery</genre><country>Norway</country><tag>night</tag>
    <set><name>Lamps</name><overview>All of them.</overview></set>
    <credits>B. Sand</credits><director>A. Vale</director><premiered>2011-03-04</premiered><year>2010</year>
    <studio>Tide</studio>
    <actor><name>J. Wick</name><role>Keeper</role><order>0</order><thumb>https://example.org/j.jpg</thumb></actor>
    <actor><name>M. Oil</name></actor>
    <fileinfo><streamdetails><video><codec>h264</codec></video></streamdetails></fileinfo>
</movie>
https://www.imdb.com/title/tt0123456/"""
JELLYFIN = """\ufeff<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<movie><plot><![CDATA[A <b>bold</b> one.]]></plot><outline/><lockdata>false</lockdata><title>Sea</title>
<rating>7.25</rating><year>1999</year><mpaa>DE-16</mpaa><imdbid>tt0000001</imdbid><tmdbid>12</tmdbid>
<premiered>1999-02-03</premiered><releasedate>1999-02-03</releasedate><watched>true</watched><playcount>2</playcount>
<set tmdbcolid="9"><name>Seas</name></set><id>tt0000001</id><actor><name>A</name><type>Actor</type></actor></movie>"""
TMM = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<movie><title>Hill</title><year>2001</year><ratings><rating default="false" max="10" name="metacritic">
<value>5.0</value></rating><rating default="false" max="10" name="imdb"><value>8.1</value></rating></ratings><set/>
<id>tt0000002</id><tmdbid>13</tmdbid><uniqueid default="false" type="tvdb">14</uniqueid>
<certification>US:R / DE:FSK 12</certification><user_note>mine</user_note><movie_extra/></movie>"""


def ids(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(each["scheme"], each["entity"], each["value"]) for each in document.get("ids", ())]


def test_what_kodi_writes_is_a_document() -> None:
    assert read.film(MemoryFile("a.nfo", KODI.encode())) == {
        "title": "Lamp & Room", "sort_title": "Lamp 2", "overview": "Dark.", "tagline": "Off.", "rating": 72,
        "genres": ["Drama", "Mystery"], "countries": ["Norway"], "tags": ["night"],
        "titles": [{"value": "Lampe", "use": "original"}], "dates": [{"value": "2011-03-04", "use": "original"}],
        "ids": [
            {"scheme": "tmdb", "value": "77", "entity": "movie"},
            {"scheme": "imdb", "value": "tt0123456", "entity": "title"},
            {"scheme": "wikidata", "value": "Q42", "entity": ""},
        ],
        "certificates": [{"country": "", "system": "MPAA", "value": "PG-13", "age": 13}],
        "collections": [{"title": "Lamps"}],
        "credits": [
            {"name": "A. Vale", "role": "director", "kind": "person"},
            {"name": "B. Sand", "role": "writer", "kind": "person"},
            {"name": "J. Wick", "role": "actor", "kind": "person", "character": "Keeper"},
            {"name": "M. Oil", "role": "actor", "kind": "person"},
            {"name": "Tide", "role": "studio", "kind": "studio"},
        ],
    }  # fmt: skip  # one document


def test_what_jellyfin_and_emby_write_is_a_document() -> None:
    found = fields(FILM, JELLYFIN.encode())
    assert (found["title"], found["overview"], found["rating"]) == ("Sea", "A <b>bold</b> one.", 72)
    assert ids(found) == [("imdb", "title", "tt0000001"), ("tmdb", "movie", "12")]
    assert found["people"] == [{"plays": 2, "source": "nfo"}]
    assert found["collections"] == [{"title": "Seas"}]
    assert found["certificates"][0]["age"] == 16


def test_what_tinymediamanager_writes_is_a_document() -> None:
    found = fields(FILM, TMM.encode())
    assert ids(found) == [("imdb", "title", "tt0000002"), ("tmdb", "movie", "13"), ("tvdb", "movie", "14")]
    assert (found["rating"], found["dates"]) == (81, [{"value": "2001", "use": "original"}])
    assert [(each["country"], each["age"]) for each in found["certificates"]] == [("US", 17), ("DE", 12)]
    assert "collections" not in found


def test_an_episode_a_show_a_music_video_and_an_album_have_shapes_of_their_own() -> None:
    show = b"<tvshow><title>S</title><id>81189</id><uniqueid type='tmdb'>1396</uniqueid></tvshow>"
    assert ids(fields(SHOW, show)) == [("tvdb", "series", "81189"), ("tmdb", "tv", "1396")]
    one = b"<episodedetails><title>E</title><aired>2008-01-20</aired><season>1</season></episodedetails>"
    both = one + one.replace(b">E<", b">F<")
    expected = {"title": "E", "dates": [{"value": "2008-01-20", "use": "aired"}]}
    assert fields(EPISODE, one) == fields(EPISODE, both) == expected
    season = b"<season><title>Winter</title><seasonnumber>2</seasonnumber><uniqueid type='tvdb'>9</uniqueid></season>"
    assert ids(fields(SEASON, season)) == [("tvdb", "season", "9")]
    video = fields(MUSIC_VIDEO, b"<musicvideo><title>V</title><artist>Ann</artist></musicvideo>")
    assert video["credits"] == [{"name": "Ann", "role": "artist", "kind": "artist"}]
    album = fields(
        ALBUM,
        b"<album><title>L</title><musicbrainzalbumid>a-b</musicbrainzalbumid><review>R.</review>"
        b"<musicbrainzreleasegroupid>c-d</musicbrainzreleasegroupid><albumArtistCredits><artist>no</artist>"
        b"</albumArtistCredits><artist>Ann</artist><label>Tide</label><year>1990</year></album>",
    )
    assert ids(album) == [("musicbrainz", "release", "a-b"), ("musicbrainz", "release_group", "c-d")]
    assert [(each["name"], each["role"]) for each in album["credits"]] == [("Ann", "album_artist"), ("Tide", "label")]


def test_a_file_of_another_kind_says_nothing_of_a_film() -> None:
    assert fields(FILM, b"<tvshow><title>S</title></tvshow>") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://www.themoviedb.org/movie/550-x", [("tmdb", "movie", "550")]),
        ("http://www.imdb.com/title/tt0137523/?ref_=x\n", [("imdb", "title", "tt0137523")]),
        ("https://www.themoviedb.org/tv/1396", []),
        ("\x00\x01 drawn letters", []),
        ("<movie><title>x</title></movie>\nhttps://www.themoviedb.org/movie/7", [("tmdb", "movie", "7")]),
        (
            "<movie><imdbid>tt0000009</imdbid></movie>https://www.imdb.com/title/tt0000001",
            [("imdb", "title", "tt0000009")],
        ),
        ("<movie><trailer>https://www.imdb.com/title/tt0000001</trailer></movie>", []),
    ],
)
def test_an_address_behind_the_end_or_alone_is_an_id(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert ids(fields(FILM, text.encode())) == expected


@pytest.mark.parametrize(
    "data",
    [
        "<?xml version='1.0' encoding='UTF-8'?><movie><title>Ça</title></movie>".encode("cp1252"),
        "<?xml version='1.0' encoding='ISO-8859-1'?><movie><title>Ça</title></movie>".encode("latin-1"),
        "<?xml version='1.0' encoding='zip'?><movie><title>Ça</title></movie>".encode("cp1252"),
        "<?xml version='1.0' encoding='UTF-16'?><movie><title>Ça</title></movie>".encode("utf-16"),
        "\ufeff\r\n<movie><title>Ça</title></movie>".encode(),
        b"<movie><title>&Ccedil;a</title></movie>",
        b"<movie><title>&#199;a\x0b</title></movie>",
    ],
)
def test_a_wrong_encoding_a_mark_and_strange_signs_do_no_harm(data: bytes) -> None:
    assert fields(FILM, data) == {"title": "Ça"}


def test_a_bare_ampersand_is_one() -> None:
    text = b"<movie><title>Tom & Jerry &copy; A&B &amp; C</title></movie>"
    assert fields(FILM, text)["title"] == "Tom & Jerry © A&B & C"


def test_a_file_that_breaks_off_says_what_was_whole_until_then() -> None:
    assert fields(FILM, b"<movie><title>x</title><plot>Dar") == {"title": "x"}


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE movie [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><movie><title>&b;</title></movie>',
        '<!DOCTYPE movie SYSTEM "file:///etc/passwd"><movie><title>x</title></movie>',
        "<movie>" + "<a>" * 50_000,
        "<movie>" + "<a/>" * 50_000 + "</movie>",
        "<movie><title>x</tit",
        "<movie>" + "x" * LIMITS.size + "</movie>",
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(BadSidecar) as caught:
        read.film(MemoryFile("a.nfo", text.encode()))
    assert caught.value.remedy
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "<movie" * 300_000, "&" * LIMITS.size, "<movie>" + "&a" * 900_000, "<movie " + "a='1' " * 300_000,
        "<movie><set>" + " " * 1_900_000 + "</set></movie>", "<movie><mpaa>" + "a / " * 400_000 + "</mpaa></movie>",
        "<!--" + "-" * 1_900_000,
    ],
)  # fmt: skip  # a list
def test_nothing_takes_long(text: str) -> None:
    began = time.process_time()
    with contextlib.suppress(BadSidecar):
        fields(FILM, text.encode())
    assert time.process_time() - began < 2


@given(st.binary(max_size=500))
def test_whatever_stands_in_a_sidecar_it_is_read_or_refused(data: bytes) -> None:
    for text in (data, b"<movie>" + data, b"<movie><title>" + data + b"</title></movie>"):
        try:
            found = fields(FILM, text)
        except BadSidecar:
            continue
        assert fields(FILM, text) == found


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
    document = fields(FILM, text)
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
    assert fields(FILM, f"<movie>{said}</movie>".encode()).get("people") == people
