"""Real conversions of tiny files, from the wish to the edition."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from shelf import LIBRARY

from mediad.library.delivery.files import Files
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from studio import Studio


def probe(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_chapters", str(path)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


async def test_a_film_becomes_h264_with_sound_subtitles_chapters_and_title(studio: Studio, media: Path) -> None:
    item = await studio.shelf.add(1, media / "film.mkv")
    result, run = await studio.encode(item, "h264-480p")
    [row] = await studio.shelf.conversions()
    assert (result["item"], result["edition"], result["file"]) == (item, row["uid"], row["file"])
    path = studio.directory / "films" / f"{studio.shelf.editions[1]}.h264-480p.mp4"
    found = probe(path)
    streams = [(each["codec_type"], each["codec_name"]) for each in found["streams"] if each["codec_type"] != "data"]
    assert streams == [("video", "h264"), ("audio", "aac"), ("subtitle", "mov_text")]
    assert [each["tags"]["language"] for each in found["streams"][1:3]] == ["deu", "eng"]
    assert [each["tags"]["title"] for each in found["chapters"]] == ["One", "Two"]
    assert found["format"]["tags"]["title"] == "A Film"
    assert (found["streams"][0]["width"], found["streams"][0]["height"]) == (854, 480)
    assert found["streams"][0]["pix_fmt"] == "yuv420p"
    facts = json.loads(row["facts"])
    assert (facts["container"], facts["height"]) == ("mp4", 480), "as a scan calls it"
    assert abs(facts["duration_ms"] - 2000) < 100
    assert row["size"] == result["size"] == path.stat().st_size
    assert (row["derived_from"], row["profile"], row["rendition"]) == (1, "h264-480p", "h264-480p")
    assert row["display"] == "film (H.264 480p).mp4"
    assert run.told[-1][0] > 0.9
    assert studio.files() == [f"films/{path.name}"]


@pytest.mark.parametrize(
    ("name", "streams"),
    [
        ("aac-m4a", ["aac", "png"]),
        ("opus-ogg", ["opus"]),
        ("mp3", ["mp3", "png"]),
    ],
)
async def test_a_song_keeps_its_tags_and_its_cover_where_it_can(
    studio: Studio, media: Path, name: str, streams: list[str]
) -> None:
    item = await studio.shelf.add(1, media / "song.flac")
    _, run = await studio.encode(item, name)
    [row] = await studio.shelf.conversions()
    found = probe(studio.directory / "films" / row["name"].decode())
    assert [each["codec_name"] for each in found["streams"]] == streams
    tags = found["format"].get("tags") or found["streams"][0]["tags"]
    assert {key.lower(): value for key, value in tags.items()}["title"] == "A Song"
    assert ("left out" in " ".join(run.lines)) == ("png" not in streams)


async def test_opus_becomes_mp3_with_the_tags_that_ogg_keeps_in_the_stream(studio: Studio, media: Path) -> None:
    item = await studio.shelf.add(1, media / "song.opus")
    await studio.encode(item, "mp3")
    [row] = await studio.shelf.conversions()
    assert probe(studio.directory / "films" / row["name"].decode())["format"]["tags"]["artist"] == "Somebody"


@pytest.mark.parametrize("name", ["mp3", "opus-ogg"])
async def test_what_mp4_says_of_itself_becomes_no_tag_of_a_song(studio: Studio, media: Path, name: str) -> None:
    item = await studio.shelf.add(1, media / "song.m4a")
    _, run = await studio.encode(item, name)
    [row] = await studio.shelf.conversions()
    found = probe(studio.directory / "films" / row["name"].decode())
    tags = {key.lower() for each in (found["format"], *found["streams"]) for key in each.get("tags", {})}
    assert "title" in tags
    assert tags.isdisjoint({"major_brand", "minor_version", "compatible_brands", "handler_name", "vendor_id"})
    assert f"song by {name}: ffmpeg" in run.lines[0]
    assert run.lines[-1] == f"{row['display']}: {row['size']} bytes"


async def test_a_piece_of_a_file_is_cut_out(studio: Studio, media: Path) -> None:
    selector = json.dumps({"kind": "time", "start": 500, "end": 1700, "name": ""})
    item = await studio.shelf.add(1, media / "song.flac", selector=selector)
    await studio.encode(item, "mp3")
    [row] = await studio.shelf.conversions()
    assert abs(json.loads(row["facts"])["duration_ms"] - 1200) < 100


async def test_a_second_run_finds_what_the_first_made_and_a_changed_source_is_made_again(
    studio: Studio, media: Path
) -> None:
    item = await studio.shelf.add(1, media / "song.flac")
    first, _ = await studio.encode(item, "mp3")
    second, run = await studio.encode(item, "mp3")
    assert second == first
    assert run.lines == ["This was converted already."]
    await studio.shelf.run("resize", {"id": 1})
    third, run = await studio.encode(item, "mp3")
    assert third["edition"] == first["edition"]
    assert run.told
    assert len(studio.files()) == 1


async def test_a_result_that_somebody_deleted_is_made_again(studio: Studio, media: Path) -> None:
    item = await studio.shelf.add(1, media / "song.flac")
    await studio.encode(item, "mp3")
    (studio.directory / studio.files()[0]).unlink()
    await studio.encode(item, "mp3")
    assert len(studio.files()) == 1


async def test_a_removed_conversion_is_gone_with_its_rows_and_its_file(studio: Studio, media: Path) -> None:
    item = await studio.shelf.add(1, media / "song.flac")
    result, _ = await studio.encode(item, "mp3")
    assert (await studio.room().owner(result["edition"]))["item"] == item
    await studio.room().remove(result["edition"])
    assert studio.files() == []
    assert await studio.shelf.conversions() == []


async def test_a_conversion_is_served_to_those_who_may_see_its_source_and_to_nobody_else(
    studio: Studio, media: Path
) -> None:
    item = await studio.shelf.add(1, media / "song.flac")
    result, _ = await studio.encode(item, "mp3")
    async with Files(studio.shelf.storage, studio.processes) as files:
        opened = await files.open(Viewer(account=0, libraries=(LIBRARY,)), result["file"])
        assert (opened.name, opened.media_type) == ("song (MP3 V0).mp3", "audio/mpeg")
        assert opened.source.facts.size == result["size"]
        with pytest.raises(NotFound):
            await files.open(Viewer(account=0, libraries=(LIBRARY + 1,)), result["file"])


async def test_names_that_look_like_options_protocols_and_patterns_are_only_names(studio: Studio, media: Path) -> None:
    names = [
        "-i",
        "concat:a|b.flac",
        "subfile,,start,0,end,1,,:x.flac",
        "%d.flac",
        "new\nline.flac",
        "http:x",
        "ü'\";$(id)",
    ]
    for number, name in enumerate(names, 1):
        place = media / name
        if not place.exists():
            place.write_bytes((media / "song.flac").read_bytes())
        await studio.encode(await studio.shelf.add(number, place), "opus-ogg")
    assert len(studio.files()) == len(names)
