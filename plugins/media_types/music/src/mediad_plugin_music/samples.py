"""A small library of albums for demonstration and tests: covers, discs, a compilation, lyrics; made by ffmpeg."""

from __future__ import annotations

import base64
import shutil
import struct
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mediad_sdk.errors import UserError

EXACT = ("-fflags", "+bitexact", "-flags:a", "+bitexact", "-threads", "1")
TIMEOUT = 120
SECONDS = 4
SCALE = (220.0, 246.94, 261.63, 293.66, 329.63, 349.23, 392.0, 440.0)
ENCODERS = {
    "flac": ("-c:a", "flac"),
    "mp3": ("-c:a", "libmp3lame", "-b:a", "128k", "-id3v2_version", "4"),
    "m4a": ("-c:a", "aac", "-b:a", "128k"),
    "ogg": ("-c:a", "libvorbis", "-q:a", "3"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One album: `tracks` are (disc, title, artist)."""

    title: str
    artist: str
    year: str
    genre: str
    ending: str
    colours: tuple[str, str]
    tracks: tuple[tuple[int, str, str], ...]
    compilation: bool = False


HALLORAN, NORREBRO, VARIOUS = "Mira Halloran", "Nørrebro Strygekvartet", "Various Artists"
ALBUMS = (
    Sample(
        title="Paper Lanterns",
        artist=HALLORAN,
        year="2014",
        genre="Folk",
        ending="flac",
        colours=("0x16213e", "0xf2a65a"),
        tracks=(
            (1, "Paper Lanterns", HALLORAN),
            (1, "Under the Viaduct", HALLORAN),
            (1, "Salt", f"{HALLORAN} feat. Jonas Wick"),
            (1, "What the Tide Kept", HALLORAN),
        ),
    ),
    Sample(
        title="The Long Coast",
        artist=HALLORAN,
        year="2019",
        genre="Folk",
        ending="mp3",
        colours=("0x0b3954", "0xbfd7ea"),
        tracks=(
            (1, "Northbound", HALLORAN),
            (1, "Harbour Lights", HALLORAN),
            (2, "Southbound", HALLORAN),
            (2, "Harbour Lights (demo)", HALLORAN),
        ),
    ),
    Sample(
        title="Træer",
        artist=NORREBRO,
        year="2009",
        genre="Classical",
        ending="m4a",
        colours=("0x1b4332", "0xf9f7c9"),
        tracks=((1, "Birk", NORREBRO), (1, "Eg", NORREBRO), (1, "Piletræ ved åen", NORREBRO)),
    ),
    Sample(
        title="Northern Rooms",
        artist=VARIOUS,
        year="2021",
        genre="Ambient",
        ending="ogg",
        colours=("0x2b0a3d", "0xfdf0d5"),
        compilation=True,
        tracks=(
            (1, "夜の駅", "夜風"),
            (1, "Tuman", "Туман"),
            (1, "Été indien", "Zoë & the Rooms"),
            (1, "Slow Machines", NORREBRO),
        ),
    ),
)
LYRICS = "[00:00.50]Paper lanterns on the water\n[00:02.00]every one a name\n"


def samples(folder: Path) -> None:
    """Make the albums under a folder; the same ffmpeg makes the same bytes each time."""
    with ThreadPoolExecutor(2) as pool:
        covers = [pool.submit(_cover, folder, album) for album in ALBUMS]
        for done in covers:
            done.result()
        tasks = [partial(_track, folder, album, number) for album in ALBUMS for number in range(len(album.tracks))]
        for done in [pool.submit(task) for task in tasks]:
            done.result()
    (_place(folder, ALBUMS[0], 0).with_suffix(".lrc")).write_text(LYRICS, encoding="utf-8")


def _folder(folder: Path, album: Sample) -> Path:
    return folder / album.artist / f"{album.title} ({album.year})"


def _numbered(album: Sample, index: int) -> tuple[int, int, int]:
    """Give disc, number on it, and how many there are on it."""
    disc = album.tracks[index][0]
    mates = [at for at, track in enumerate(album.tracks) if track[0] == disc]
    return disc, mates.index(index) + 1, len(mates)


def _place(folder: Path, album: Sample, index: int) -> Path:
    disc, number, _ = _numbered(album, index)
    title = album.tracks[index][1]
    inner = _folder(folder, album) / f"CD{disc}" if album.tracks[-1][0] > 1 else _folder(folder, album)
    return inner / f"{number:02d} - {title}.{album.ending}"


def _cover(folder: Path, album: Sample) -> None:
    """Draw waves over a sky, once for each album; it lies beside the tracks, and inside them."""
    _folder(folder, album).mkdir(parents=True, exist_ok=True)
    for index in range(len(album.tracks)):
        _place(folder, album, index).parent.mkdir(exist_ok=True)
    low, high = album.colours
    sky = f"gradients=s=500x500:c0={low}:c1={high}:x0=250:y0=0:x1=250:y1=500:nb_colors=2:seed=7:speed=0.00001"
    waves = ":".join(
        f"{channel}='{channel}(X,Y)*if(gte(Y,300+26*sin(X/38)),if(gte(Y,380+18*sin(1+X/30)),0.35,0.6),1)'"
        for channel in "rgb"
    )
    path = _folder(folder, album) / "cover.jpg"
    _ffmpeg(
        "-f", "lavfi", "-i", sky, "-frames:v", "1", "-vf", f"format=gbrp,geq={waves},format=yuvj420p", "-q:v", "4", path
    )
    for inner in {_place(folder, album, index).parent for index in range(len(album.tracks))} - {path.parent}:
        shutil.copyfile(path, inner / "cover.jpg")


def _track(folder: Path, album: Sample, index: int) -> None:
    path = _place(folder, album, index)
    cover = _folder(folder, album) / "cover.jpg"
    tags = [f"{name}={value}" for name, value in _tags(album, index).items()]
    flat = [part for tag in tags for part in ("-metadata", tag)]
    inputs: list[str | Path] = ["-f", "lavfi", "-i", _sound(ALBUMS.index(album) * 2 + index)]
    if album.ending == "ogg":
        picture: list[str | Path] = ["-metadata", f"METADATA_BLOCK_PICTURE={_block(cover.read_bytes())}"]
    else:
        inputs += ["-i", cover]
        picture = ["-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic"]
        picture += ["-metadata:s:v", "comment=Cover (front)"]
    _ffmpeg(*inputs, *picture, *ENCODERS[album.ending], *flat, path)


def _tags(album: Sample, index: int) -> dict[str, str]:
    disc, number, total = _numbered(album, index)
    _, title, artist = album.tracks[index]
    discs = album.tracks[-1][0]
    tags = {
        "title": title,
        "artist": artist,
        "album": album.title,
        "album_artist": album.artist,
        "date": album.year,
        "genre": album.genre,
        "track": f"{number}/{total}",
        "disc": f"{disc}/{discs}",
    }
    if album.ending in ("flac", "ogg"):
        # Vorbis comments have names of their own.
        del tags["album_artist"], tags["track"], tags["disc"]
        tags |= {
            "ALBUMARTIST": album.artist,
            "TRACKNUMBER": str(number),
            "TRACKTOTAL": str(total),
            "DISCNUMBER": str(disc),
        }
    return tags | ({"compilation": "1"} if album.compilation else {})


def _sound(seed: int) -> str:
    """Play three notes of the scale, one after another, each with its fifth."""
    notes = [SCALE[(seed * 3 + step * 2) % len(SCALE)] for step in range(3)]
    length = SECONDS / 3
    voices = "+".join(
        f"between(t,{step * length:.3f},{(step + 1) * length:.3f})*exp(-2*mod(t,{length:.3f}))"
        f"*(0.3*sin(2*PI*{note}*t)+0.15*sin(2*PI*{note * 1.5:.2f}*t))"
        for step, note in enumerate(notes)
    )
    return f"aevalsrc='{voices}|{voices}':d={SECONDS}:s=44100"


def _block(picture: bytes) -> str:
    """Wrap a front cover as Vorbis comments carry it."""
    mime = b"image/jpeg"
    head = struct.pack(">II", 3, len(mime)) + mime + struct.pack(">IIIIII", 0, 500, 500, 24, 0, len(picture))
    return base64.b64encode(head + picture).decode()


def _ffmpeg(*arguments: str | Path) -> None:
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *map(str, arguments[:-1]), *EXACT, str(arguments[-1])]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)  # noqa: S603  # our own arguments
    except FileNotFoundError as error:
        raise UserError("The samples are made by ffmpeg, which is not installed.", remedy="Install ffmpeg.") from error
    except subprocess.CalledProcessError as error:
        raise UserError(f"ffmpeg could not make a sample: {error.stderr.decode('utf-8', 'replace')[-500:]}") from error
