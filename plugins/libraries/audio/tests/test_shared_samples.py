"""Compares facts with what independent programs reported of real files; left out where the samples are not.

Every fact that ffprobe and exiftool assert of a file's sound, tags, pictures and chapters counts. Tolerances: a
duration 100 ms or 3 %, a bit rate 10 %. Where they differ, `WHO_IS_RIGHT` says who is; it counts for us only where it
says so.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mediad_audio import read
from mediad_sdk.errors import PluginFault

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")
SAMPLES = SHARED / "samples" / "audio"
SOUND_AMONG_VIDEOS = SHARED / "samples" / "video"
FLOOR = 0.98

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository"),
]

CODECS = {"pcm": "pcm_", "dsd": "dsd_", "musepack": "musepack"}  # what theirs begins with
CONTAINERS = {"mov,mp4,m4a,3gp,3g2,mj2": "mp4", "matroska,webm": "matroska",
              "iff": "dsd", "dsf": "dsd", "wv": "wavpack", "mpc": "musepack",
              "mpc8": "musepack"}  # fmt: skip  # a table
TEXTS = {
    "title": "title", "album": "album", "artist": "artist", "album_artist": "album_artist", "date": "date",
    "year": "date", "tyer": "date", "wm/year": "date", "genre": "genres", "composer": "composers",
    "publisher": "labels", "label": "labels", "organization": "labels", "comment": "comment", "grouping": "grouping",
    "encoder": "encoder", "lyrics": "lyrics", "replaygain_track_gain": "track_gain",
    "replaygain_track_peak": "track_peak", "replaygain_album_gain": "album_gain",
    "replaygain_album_peak": "album_peak", "r128_track_gain": "r128_track_gain", "r128_album_gain": "r128_album_gain",
    "tdor": "original_date", "artistsort": "artist_sort", "labelid": "catalog_number", "discid": "disc_id",
    "description": "description", "encoded_by": "encoder",
}  # fmt: skip  # a table
IDS = {
    "albumid": "release_id", "artistid": "artist_ids", "releasetrackid": "release_track_id",
    "trackid": "recording_id", "albumartistid": "album_artist_ids", "albumtype": "release_type",
}  # fmt: skip  # a table
NUMBERS = {"track": "track", "disc": "disc", "discnumber": "disc", "tracktotal": "track_total",
           "totaltracks": "track_total", "disctotal": "disc_total", "totaldiscs": "disc_total",
           "wm/track": "track"}  # fmt: skip  # a table
NOMINAL = "both: it measures the samples, mediad tells what the file declares"
MEASURED = "mediad: it counts tags and heads as sound"
GUESSED = "mediad: decoded it is as long; it divides by the rate of the first frames"
CUT = "both: mediad keeps the first 1000 signs"
WHO_IS_RIGHT = {
    **{(f"beets/{name}.m4a", "bit_rate"): NOMINAL
       for name in ("empty", "full", "image", "min", "partial", "soundcheck-nonascii", "t_time", "unparseable")},
    **{(f"mutagen/{name}.mp3", "bit_rate"): MEASURED for name in ("bad-xing", "lame", "lame397v9short", "no-tags")},
    ("beets/no_ext", "duration_ms"): "mediad: decoded it is 1.22 s long",
    ("beets/unicode\u2019d.mp3", "release_type"): "ffprobe: the tag is nonsense either way, a list printed as text",
    ("mutagen/audacious-trailing-id32-apev2.mp3", "duration_ms"): "mediad: decoded it is 1.01 s long",
    ("mutagen/dsd.wv", "sample_rate"): "ffprobe: DSD in WavPack has a rate of its own, which is not read",
    ("mutagen/example.opus", "duration_ms"): "mediad: decoded it is 11.35 s long",
    ("mutagen/issue_29.wma", "duration_ms"): "mediad: it declares so much; the rest is missing, which it tells",
    ("mutagen/no-tags.3g2", "duration_ms"): "ffprobe: the film's length is told, not that of its sound",
    ("mutagen/sample_length.oggtheora", "duration_ms"): "mediad: its sound is shorter than its pictures",
    ("mutagen/silence-2s-PCM-16000-08-ID3v23.wav", "artist"): "mediad: ID3 says so, INFO the other",
    ("mutagen/silence-2s-PCM-44100-16-ID3v23.wav", "artist"): "mediad: ID3 says so, INFO the other",
    ("mutagen/silence-44-s.flac", "chapter 0"): "mediad: an ISRC is no title",
    **{(f"exoplayer/{name}", "duration_ms"): GUESSED
       for name in ("amr__sample_wb.amr", "amr__sample_wb_cbr.amr", "mp3__bear-id3.mp3", "ts__sample.adts",
                    "mp3__bear-vbr-no-seek-table.mp3", "ts__sample_cbs_truncated.adts")},
    **{(f"exoplayer/mka__bear-opus{name}.mka", "encoder"): "ffprobe: what a track says of itself is not read"
       for name in ("", "-negative-gain")},
    **{(f"exoplayer/mp4__sample_eac3{name}.mp4", "bit_rate"): "both: the box declares so much, it measures"
       for name in ("", "_fragmented")},
    **{("exoplayer/ogg__bear_vorbis_with_large_metadata.ogg", name): CUT for name in ("title", "artist")},
    ("exoplayer/mp3__bear-id3.mp3", "chapter 1"): "both: it gives a chapter without a title its id for one",
    ("exoplayer/ts__sample_with_id3.adts", "description"): "ffprobe: what a picture is said to be is not kept",
    ("exoplayer/mp4__sample_dthd.mp4", "channels"): "ffprobe: the layouts of TrueHD in MP4 are not read",
}  # fmt: skip  # a table


def rows(samples: Path = SAMPLES) -> list[dict[str, Any]]:
    lines = (samples / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [{**json.loads(line), "folder": samples} for line in lines]


def asserted(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give what is said of a file of sound, under our names."""
    report = row["ffprobe"]
    sound = next(stream for stream in report["streams"] if stream.get("codec_type") == "audio")
    tags = {name.lower(): value for name, value in {**sound.get("tags", {}), **report["tags"]}.items() if value}
    yield from (
        (ours, sound[name]) for name, ours in (("codec_name", "codec"), ("channels", "channels")) if sound.get(name)
    )
    yield "container", report["format"]["format_name"]
    # ffprobe counts the bytes of DSD, we its samples.
    yield "sample_rate", int(sound["sample_rate"]) * (8 if sound.get("codec_name", "").startswith("dsd") else 1)
    if float(report["format"].get("duration", 0)) > 0:
        yield "duration_ms", round(float(report["format"]["duration"]) * 1000)
    if sound.get("bit_rate"):
        yield "bit_rate", int(sound["bit_rate"])
    if any(stream.get("codec_name") in ("mjpeg", "png") for stream in report["streams"]):
        yield "pictures", sum(stream.get("codec_name") in ("mjpeg", "png") for stream in report["streams"])
    for place, chapter in enumerate(report["chapters"]):
        yield f"chapter {place}", (round(float(chapter["start_time" if "start_time" in chapter else "start"]) * 1000),
                                   chapter["title"])  # fmt: skip
    yield from tagged(tags)
    for theirs, ours in (("Title", "title"), ("Artist", "artist"), ("Copyright", "copyright")):
        if value := (row.get("exiftool") or {}).get(theirs):
            yield ours, value


def tagged(tags: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for name, value in tags.items():
        bare = re.sub("[ _]", "", name)
        if ours := TEXTS.get(name) or TEXTS.get(name.partition("-")[0]):
            yield ours, value
        elif name in NUMBERS and re.match(r"0*[1-9]\d*", value):
            number, _, total = value.partition("/")
            yield NUMBERS[name], int(number) + (name == "wm/track")
            if total.isdecimal() and int(total):
                yield f"{NUMBERS[name]}_total", int(total)
        elif bare.startswith("musicbrainz") and (ours := IDS.get(bare.removeprefix("musicbrainz"))):
            yield ours, value
        elif name in ("tbpm", "bpm") and int(re.sub(r"\D", "", value) or 0):
            yield "bpm", int(re.sub(r"\D", "", value))
        elif name == "compilation" and value in ("1", "0"):
            yield "compilation", value == "1"


PLAIN = ("sample_rate", "channels", "pictures", "compilation")


def agree(name: str, want: Any, facts: dict[str, Any]) -> bool:  # noqa: PLR0911  # one kind of fact each
    tags, audio = facts.get("tags", {}), facts.get("audio", {})
    if name in ("duration_ms", "bit_rate"):
        share, least = (0.03, 100) if name == "duration_ms" else (0.1, 1000)
        return abs((audio.get(name) or 0) - want) <= max(least, want * share)
    if name == "codec":
        mine = audio.get("codec", "")
        return bool(want == mine or want.startswith(CODECS.get(mine, " ")))
    if name == "container":
        return bool(audio.get("container") == CONTAINERS.get(want, want))
    if name.startswith("chapter "):
        told = facts.get("chapters", [])[int(name[8:]) : int(name[8:]) + 1]
        return bool(told) and abs(told[0]["start"] - want[0]) <= 1 and told[0]["title"] == want[1]
    if name in PLAIN:
        plain = {**audio, "pictures": len(facts.get("pictures", ())), "compilation": tags.get("compilation", False)}
        return bool(plain.get(name) == want)
    return same(want, tags.get(name)) or (name == "artist" and same(want, tags.get("artists")))


def same(want: Any, mine: Any) -> bool:
    """Compare texts without the blanks around them; several values may be joined, or the first or last one told."""
    if isinstance(want, list):
        return list(map(str, want)) == mine
    if isinstance(mine, list):
        return str(want).strip() in (mine[0], mine[-1], *(sign.join(mine) for sign in ("; ", ", ", ";", " / ", "/")))
    return str(mine).strip().replace("\n", " ") == str(want).strip().replace("\r", "").replace("\n", " ")


def of_sound(row: dict[str, Any]) -> bool:
    report = row["ffprobe"]
    kinds = {stream.get("codec_type") for stream in report["streams"]}
    return not report["rc"] and "audio" in kinds


def without_pictures(row: dict[str, Any]) -> bool:
    """Tell whether a file among the videos is sound alone, in no container that is read by the name of a video."""
    streams = [stream for stream in row["ffprobe"]["streams"] if "attached_pic" not in stream.get("disposition", ())]
    stream_of_transport = row["ffprobe"]["format"].get("format_name") in ("mpegts", "mpeg")
    return not stream_of_transport and {stream.get("codec_type") for stream in streams} == {"audio"}


def test_facts_agree_with_ffprobe_and_exiftool(mediad_file: Any, capsys: pytest.CaptureFixture[str]) -> None:
    right, total, misses, unsettled = Counter[str](), Counter[str](), [], []
    for row in [*filter(of_sound, rows()), *filter(without_pictures, rows(SOUND_AMONG_VIDEOS))]:
        try:
            facts = dict(read(mediad_file(row["folder"] / row["file"])))
        except PluginFault as error:
            facts = {"error": error.code}
        for name, want in asserted(row):
            total[name.partition(" ")[0]] += 1
            if agree(name, want, facts):
                right[name.partition(" ")[0]] += 1
                continue
            verdict = WHO_IS_RIGHT.get((row["file"], name)) or WHO_IS_RIGHT.get((row["file"], ""), "")
            right[name.partition(" ")[0]] += verdict.startswith("mediad")
            mine = facts.get("tags", {}).get(name, facts.get("audio", {}).get(name, facts.get("error")))
            (misses if verdict else unsettled).append(f"{row['file']}: {name}: {want!r}, mediad {mine!r}: {verdict}")
    with capsys.disabled():
        table = [f"  {field:22} {right[field]}/{total[field]}" for field in sorted(total)]
        lines = [f"\n{right.total()} of {total.total()} facts are right", *table, *misses, "Unsettled:", *unsettled]
        sys.stdout.write("\n".join(lines) + "\n")
    assert right.total() / total.total() >= FLOOR


def test_whatever_is_no_music_is_refused_with_a_code(mediad_file: Any) -> None:
    refused = set()
    for row in rows():
        try:
            read(mediad_file(SAMPLES / row["file"]))
        except PluginFault as error:
            refused.add((error.code, bool(str(error)), bool(error.remedy)))
    assert refused == {(code, True, True) for code in ("not_audio", "damaged", "empty")}


@pytest.mark.skipif(not (SHARED / "samples" / "hostile").is_dir(), reason="there are no hostile samples")
def test_no_hostile_file_takes_long_or_ends_in_anything_but_facts_or_a_code(mediad_file: Any) -> None:
    slow = []
    for path in sorted((SHARED / "samples" / "hostile").iterdir()):
        start = time.perf_counter()
        with contextlib.suppress(PluginFault):
            read(mediad_file(path))
        if time.perf_counter() - start > 1:
            slow.append(path.name)
    assert slow == []
