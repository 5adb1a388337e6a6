"""A few tiny media files that ffmpeg makes once; every file of a library is one of them with other tags."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

_EXACT = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1")
_TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100:duration=0.5")
_PICTURE = ("-f", "lavfi", "-i", "color=c=navy:s=128x72:r=12:d=0.5")
_FILM = (*_PICTURE, *_TONE, "-c:v", "mpeg4", "-c:a", "aac", "-b:a", "32k")
_TAPE = (*_PICTURE, *_TONE, "-r", "25", "-c:v", "mpeg2video", "-c:a", "ac3", "-b:a", "64k")
_COMMANDS = {
    "flac": (*_TONE, "-ar", "8000", "-c:a", "flac"),
    "mp3": (*_TONE, "-c:a", "libmp3lame", "-b:a", "32k", "-id3v2_version", "0", "-write_id3v1", "0"),
    "m4a": (*_TONE, "-ar", "22050", "-c:a", "aac", "-b:a", "24k"),
    "ogg": (*_TONE, "-ar", "8000", "-c:a", "libvorbis", "-q:a", "0"),
    "opus": (*_TONE, "-c:a", "libopus", "-b:a", "16k"),
    "wav": (*_TONE, "-ar", "8000", "-c:a", "pcm_s16le"),
    "mkv": _FILM,
    "mp4": _FILM,
    "mov": _FILM,
    "avi": (*_PICTURE, *_TONE, "-c:v", "mpeg4", "-c:a", "libmp3lame"),
    "mpg": (*_TAPE, "-f", "vob"),
    "ts": _TAPE,
    "wmv": (*_PICTURE, *_TONE, "-c:v", "wmv2", "-c:a", "wmav2"),
}


@cache
def _folder() -> Path:
    place = Path(tempfile.mkdtemp(prefix="mediad-seeds-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


@cache
def seed(ending: str) -> bytes:
    """Give the bytes of the smallest real file of a format."""
    path = _folder() / f"seed.{ending}"
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *_COMMANDS[ending], *_EXACT, "-threads", "1"]
    subprocess.run([*command, str(path)], check=True, timeout=60)
    return path.read_bytes()


@cache
def picture(number: int = 0, edge: int = 48, form: str = "JPEG") -> bytes:
    """Give a small picture; other numbers have other colours."""
    out = BytesIO()
    colour = (number * 61 % 256, number * 97 % 256, number * 151 % 256)
    Image.linear_gradient("L").resize((edge, edge * 3 // 4)).convert("RGB").point(
        [value * (channel + 1) // 256 for channel in colour for value in range(256)]
    ).save(out, form)
    return out.getvalue()
