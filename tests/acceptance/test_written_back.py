"""What people say of works is beside their files, as others read it: a database that is lost loses none of it."""

from __future__ import annotations

import io
import wave
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from outside import Outside, library, outside, until
from PIL import Image

from mediad_plugin_books.making import Sample, epub

if TYPE_CHECKING:
    from pathlib import Path

FILM = "films/Reef (1985)/Reef (1985).nfo"
EPISODE = "series/Lantern/Season 01/Lantern - S01E01.nfo"
BOOK = "books/Salt Roads.opf"
HEARD = "heard/Mara Quill/Night Ferry/metadata.opf"
COMIC = "comics/Harbour/Harbour #001.xml"
SONG = "music/Band/Coast/01 - Tide.lrc"
GENRES = ["Drama", "Science & Fiction"]
IDS = {
    "film": {"scheme": "imdb", "entity": "title", "value": "tt0088846"},
    "episode": {"scheme": "tvdb", "entity": "episode", "value": "349232"},
    "book": {"scheme": "isbn", "entity": "edition", "value": "9783161484100"},
}
ROLES = {"film": "director", "episode": "director", "book": "author", "audiobook": "author", "comic_issue": "writer"}
FILES = (FILM, EPISODE, BOOK, HEARD, COMIC, SONG)
LYRICS = "[00:01.00]Out\n[00:02.50]and in again"
LOST = ("title", "genres", "credits", "ids", "lyrics", "date")
"""What has to be the same in another database."""


def declare(house: Outside, media: Path) -> None:
    wanted = (
        ("films", "movies", "nfo"), ("series", "tv", "nfo"), ("books", "books", "opf"), ("heard", "audiobooks", "opf"),
        ("comics", "comics", "comicinfo"), ("music", "music", "lrc"),
    )  # fmt: skip  # a table
    house.declare(*(library(slug, [type_], media / slug) + f'sidecars = ["{form}"]\n' for slug, type_, form in wanted))


def stock(media: Path) -> None:
    """Put one work of each kind on the disk; of all but the book only names speak."""
    for name in FILES:
        (media / name).parent.mkdir(parents=True)
    for name in (FILM, EPISODE):
        (media / name).with_suffix(".strm").write_text("https://example.org/")
    (media / BOOK).with_suffix(".epub").write_bytes(epub(Sample(title="Salt Roads", authors=("Mara Quill",))))
    page = io.BytesIO()
    Image.new("L", (60, 90), "gray").save(page, "PNG")
    with zipfile.ZipFile((media / COMIC).with_suffix(".cbz"), "w") as pages:
        pages.writestr("001.png", page.getvalue())
    chapters = [(media / HEARD).with_name(f"Chapter {number}.wav") for number in (1, 2)]
    for each in ((media / SONG).with_suffix(".wav"), *chapters):
        with wave.open(str(each), "wb") as sound:
            sound.setparams((1, 2, 8000, 8000, "NONE", ""))
            sound.writeframes(bytes(16000))


def works(house: Outside) -> dict[str, dict[str, Any]]:
    """Give the work of each kind whole."""
    kinds = (*ROLES, "track")
    return {kind: house.get(f"/items/{house.items(f'/items?kind={kind}')[0]['id']}") for kind in kinds}


def lock(house: Outside) -> None:
    for kind, work in works(house).items():
        said: dict[str, Any] = {"lyrics": LYRICS}
        if kind in ROLES:
            said = {"genres": GENRES, "credits": [{"name": "Mara Quill", "role": ROLES[kind], "kind": "person"}]}
        if kind in IDS:
            said["ids"] = [IDS[kind]]
        path = f"/api/v1/items/{work['id']}"
        assert house.ask("PATCH", path, {"lock": said}, If_Match="*").status == 200


def known(work: dict[str, Any]) -> dict[str, Any]:
    """Give what must not be lost; who a person is has another id in another database."""
    said = {**work["fields"], **{name: work[name] for name in ("title", "ids", "date")}}
    people = [(each["role"], each["name"]) for each in work["credits"]]
    return {name: value for name in LOST if (value := {**said, "credits": people}.get(name))}


def test_what_people_say_is_read_by_other_programs_and_by_a_fresh_database() -> None:
    with outside() as house, outside() as fresh:
        media = house.place / "media"
        stock(media)
        declare(house, media)
        house.start().scan()
        until(lambda: all(each["state"] == "finished" for each in house.items("/jobs")), 30)
        assert [each for each in FILES if (media / each).exists()] == [BOOK]
        lock(house)
        files = [media / each for each in FILES]
        until(
            lambda: all(each.exists() for each in files), 60, lambda: str([each for each in files if not each.exists()])
        )
        _read_by_others(*files)
        before = {kind: known(work) for kind, work in works(house).items()}
        house.kill()
        written = [each.read_bytes() for each in files]
        declare(fresh, media)
        fresh.start().scan()
        after = {kind: known(work) for kind, work in works(fresh).items()}
        assert after == before
        until(lambda: all(each["state"] == "finished" for each in fresh.items("/jobs")), 30)
        assert [each.read_bytes() for each in files] == written  # it says all of it already


def _read_by_others(film: Path, episode: Path, book: Path, heard: Path, comic: Path, song: Path) -> None:
    said = ET.parse(film).getroot()
    assert (said.tag, said.findtext("title"), said.findtext("year")) == ("movie", "Reef", "1985")
    assert [each.text for each in said.iter("genre")] == GENRES
    assert (said.findtext("director"), said.findtext("uniqueid[@type='imdb']")) == ("Mara Quill", "tt0088846")
    said = ET.parse(episode).getroot()
    assert (said.tag, said.find("title")) == ("episodedetails", None)  # `Episode 1` is nobody's word
    assert [each.text for each in said.iter("genre")] == GENRES
    assert (said.findtext("director"), said.findtext("uniqueid[@type='tvdb']")) == ("Mara Quill", "349232")
    dc = "{http://purl.org/dc/elements/1.1/}"
    said = ET.parse(book).getroot()
    assert (said.findtext(f".//{dc}title"), said.findtext(f".//{dc}creator")) == ("Salt Roads", "Mara Quill")
    assert [each.text for each in said.iter(f"{dc}subject")] == GENRES
    assert [each.text for each in said.iter(f"{dc}identifier")] == ["9783161484100"]
    said = ET.parse(heard).getroot()
    assert (said.findtext(f".//{dc}title"), [each.text for each in said.iter(f"{dc}subject")]) == (
        "Night Ferry",
        GENRES,
    )
    said = ET.parse(comic).getroot()
    assert (said.tag, said.find("Title"), said.findtext("Writer")) == ("ComicInfo", None, "Mara Quill")
    assert said.findtext("Genre") == ", ".join(GENRES)
    assert song.read_text() == f"{LYRICS}\n"
