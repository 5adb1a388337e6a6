"""Writes ffmpeg's arguments for one piece of music and one format. Pure; ffmpeg-python only compiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediad_sdk.errors import Unsupported
from mediad_sdk.values.encoding import INPUT, OUTPUT, Encoding, SourceFacts

COVERS = frozenset(("mjpeg", "png"))
STEREO = 2
# What MP4 says of itself is no tag of the music, but ffmpeg carries it over as one. The numbers tell the keys apart.
_OF_MP4 = {
    "metadata:g:0": "major_brand=",
    "metadata:g:1": "minor_version=",
    "metadata:g:2": "compatible_brands=",
    "metadata:s:a": "handler_name=",
    "metadata:s:a:0": "vendor_id=",
}
_CLEAN: Mapping[str, Mapping[str, Any]] = {"mov": _OF_MP4, "mp4": _OF_MP4}
_LOSSLESS = frozenset(
    ("flac", "alac", "ape", "tta", "tak", "wavpack", "shorten", "mlp", "truehd", "wmalossless", "dst")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        codec: What the result holds, as ffmpeg names it.
        container: ffmpeg's name of the muxer.
        options: Of the encoder and the muxer.
        lossless: Lossy sources are refused: they would only grow.
        channels: The most that it is used with; more are mixed down to two. 0 is no limit.
        covers: Whether ffmpeg can put a cover into the container.
    """

    codec: str
    container: str
    options: Mapping[str, Any]
    lossless: bool = False
    channels: int = 0
    covers: bool = True


def is_lossless(codec: str) -> bool:
    """Tell whether a codec keeps every bit."""
    return codec in _LOSSLESS or codec.startswith(("pcm_", "dsd_"))


def plan(source: SourceFacts, form: Format) -> Encoding:
    """Plan one encoding; raises `Unsupported` when there is no music in it, or when nothing is gained."""
    import ffmpeg  # noqa: PLC0415  # only who converts something pays for it

    place, audio = _sound(source)
    _refuse_loss(form, audio.get("codec") or "")
    opened = ffmpeg.input(INPUT)
    cover = _cover(source) if form.covers else None
    streams = [opened[str(at)] for at in (place, cover) if at is not None]
    options = {**form.options, **_stereo(form, audio), **_tags(source, place), **_CLEAN.get(source.container, {})}
    if cover is not None:
        options |= {"c:v": "copy", "disposition:v:0": "attached_pic"}
    made = ffmpeg.output(*streams, OUTPUT, format=form.container, **options)
    kept = () if cover is None else (("video", source.streams[cover]["codec"]),)
    return Encoding(
        arguments=tuple(ffmpeg.get_args(made)),
        streams=(("audio", form.codec), *kept),
        notes=tuple(_notes(source, form, place, cover)),
    )


def _sound(source: SourceFacts) -> tuple[int, Mapping[str, Any]]:
    if source.has("video"):
        raise Unsupported("It has a moving picture.", remedy="Convert it with a profile for films.")
    for at, stream in enumerate(source.streams):
        if stream["type"] == "audio":
            return at, stream
    raise Unsupported("There is no sound in it.", remedy="Check whether the file is damaged.")


def _refuse_loss(form: Format, codec: str) -> None:
    if not codec:
        raise Unsupported("Nobody knows how its sound is coded.", remedy="Check whether the file is damaged.")
    if codec == form.codec:
        raise Unsupported(f"It is {codec.upper()} already.", remedy="Play it as it is.")
    if form.lossless and not is_lossless(codec):
        raise Unsupported(
            f"It is {codec.upper()}, which has lost something already; {form.codec.upper()} would only be larger.",
            remedy="Play it as it is, or convert it to a format that is smaller.",
        )


def _cover(source: SourceFacts) -> int | None:
    pictures = (at for at, each in enumerate(source.streams) if each.get("picture") and each.get("codec") in COVERS)
    return next(pictures, None)


def _stereo(form: Format, audio: Mapping[str, Any]) -> dict[str, Any]:
    return {"ac": STEREO} if form.channels and (audio.get("channels") or 0) > form.channels else {}


def _tags(source: SourceFacts, place: int) -> dict[str, Any]:
    # Ogg keeps its tags in the stream; other containers look for them in the file.
    return {"map_metadata": f"0:s:{place}"} if source.container == "ogg" else {}


def _notes(source: SourceFacts, form: Format, place: int, cover: int | None) -> list[str]:
    out = []
    if _stereo(form, source.streams[place]):
        out.append(f"{source.streams[place]['channels']} channels are mixed down to two.")
    for at, stream in enumerate(source.streams):
        if at not in (place, cover):
            reason = "this container takes no such cover" if stream.get("picture") else "one sound track is kept"
            out.append(f"Stream {at} ({stream.get('codec') or stream['type']}) is left out: {reason}.")
    return out
