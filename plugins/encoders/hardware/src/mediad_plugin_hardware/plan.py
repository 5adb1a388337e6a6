"""Writes ffmpeg's arguments for one film and one class of devices. Pure; ffmpeg-python only compiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mediad_sdk.errors import Unsupported
from mediad_sdk.values.encoding import INPUT, OUTPUT, Encoding, SourceFacts

BY_PROCESSOR = "h264-1080p"
LONG, SHORT = 1920, 1080
HDR = frozenset(("smpte2084", "arib-std-b67"))
COST = 0.95
"""What a device's picture is worth: it takes more bits for the same one than a processor's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One class of devices.

    Attributes:
        name: The profile's ending.
        label: What people call it.
        needs: The class as mediad names it.
        encoder: ffmpeg's encoder.
        last: The filters that give a picture to it.
    """

    name: str
    label: str
    needs: str
    encoder: str
    last: tuple[str, ...] = ("format=nv12",)


def probe(way: Way) -> tuple[str, ...]:
    """Write the arguments of a test encode: the device alone, without sound."""
    return "-i", INPUT, "-map", "0:0", "-vf", ",".join(way.last), "-c:v", way.encoder, "-b:v", "4M", "-f", "mp4", OUTPUT


def accepts(source: SourceFacts) -> float:
    """Tell what part of the picture's height is kept, a little less for the device; raises `Unsupported`."""
    _, height = source.picture_size()
    return COST * min(1.0, _fit(source)[1] / height)


def verify(source: SourceFacts, result: SourceFacts) -> None:
    """Refuse a picture of another size than was asked for; raises `Unsupported`."""
    found, wanted = result.picture_size(), _fit(source)
    if found != wanted:
        raise Unsupported(
            f"The device made {found[0]} x {found[1]} pixels of it, not {wanted[0]} x {wanted[1]}.",
            remedy=f"Convert it with {BY_PROCESSOR}.",
        )


def plan(source: SourceFacts, way: Way) -> Encoding:
    """Plan one encoding; raises `Unsupported` for what has no picture, and for HDR."""
    import ffmpeg  # noqa: PLC0415  # only who converts something pays for it

    picture, video = source.moving_picture()
    if video.get("transfer") in HDR:
        raise Unsupported("It is HDR, which is not mapped here.", remedy=f"Convert it with {BY_PROCESSOR}.")
    audio = [at for at, stream in enumerate(source.streams) if stream["type"] == "audio"]
    opened = ffmpeg.input(INPUT)
    streams = [opened[str(at)] for at in (picture, *audio)]
    sound = {"c:a": "aac", "b:a": "160k", "ac": 2, "ar": 48_000} if audio else {}
    shown = {"vf": ",".join(_chain(source, way)), "c:v": way.encoder, "b:v": "6M", "maxrate": "9M", "bufsize": "18M"}
    made = ffmpeg.output(*streams, OUTPUT, format="mp4", movflags="+faststart", **shown, **sound)
    return Encoding(
        arguments=tuple(ffmpeg.get_args(made)),
        streams=(("video", "h264"), *(("audio", "aac"),) * len(audio)),
        notes=tuple(_notes(source.streams, {picture, *audio})),
    )


def _fit(source: SourceFacts) -> tuple[int, int]:
    """Fit a picture into the box, upright or not, never larger than it is, with even sides."""
    width, height = source.picture_size()
    scale = min(1.0, LONG / max(width, height), SHORT / min(width, height))
    return _even(width * scale), _even(height * scale)


def _even(side: float) -> int:
    return max(2, int(side + 0.01) // 2 * 2)


def _chain(source: SourceFacts, way: Way) -> Iterable[str]:
    _, video = source.moving_picture()
    if video.get("interlaced"):
        yield "yadif"
    if (fitted := _fit(source)) != source.picture_size():
        yield f"scale={fitted[0]}:{fitted[1]}"
    yield from way.last


def _notes(streams: Iterable[Mapping[str, Any]], kept: set[int]) -> Iterable[str]:
    for at, stream in enumerate(streams):
        if at not in kept:
            yield f"Stream {at} ({stream.get('codec') or stream['type']}) is left out: one picture and sound are kept."
