"""Encoder profiles and what they are told about a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Annotated, Any, Literal, Protocol

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Unsupported

INPUT = "mediad-input"
"""Stands for the source in compiled arguments; the core puts a `file:` name or a descriptor in its place."""
OUTPUT = "mediad-output"
"""Stands for the result; the core puts a temporary file outside every root in its place."""

DEVICES = ("vaapi", "qsv", "cuda", "v4l2m2m")
"""The classes of devices that a profile may need, as ffmpeg names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What is known of the file that shall be encoded.

    Attributes:
        duration_ms: Length, or None when unknown.
        streams: One mapping a stream, whose place is its number in ffmpeg: `type` (video, audio, subtitle, data,
            attachment), `codec`, `width`, `height`, `rotation` (degrees), `interlaced`, `transfer` (of colour),
            `pix_fmt`, `channels`, `sample_rate`, `language`, `title`, `default`, `forced`, `picture` (an attached
            cover). What is unknown is absent.
        container: The first of ffmpeg's names of the container: `matroska`, `mov`, `ogg`.
    """

    duration_ms: int | None
    streams: tuple[Mapping[str, Any], ...]
    container: str = ""

    def has(self, kind: str) -> bool:
        """Tell whether there is a stream of this type that is no attached picture."""
        return any(stream.get("type") == kind and not stream.get("picture") for stream in self.streams)

    def moving_picture(self) -> tuple[int, Mapping[str, Any]]:
        """Give the first stream that is a moving picture, with its number; raises `Unsupported` where there is none."""
        for number, stream in enumerate(self.streams):
            if stream.get("type") == "video" and not stream.get("picture"):
                return number, stream
        raise Unsupported("There is no moving picture in it.", remedy="Convert it with a profile for audio.")

    def picture_size(self) -> tuple[int, int]:
        """Give width and height of the moving picture as ffmpeg gives it, turned upright; raises `Unsupported`."""
        _, video = self.moving_picture()
        width, height = video.get("width") or 0, video.get("height") or 0
        if not width or not height:
            raise Unsupported("The size of its picture cannot be told.", remedy="Check whether the file is damaged.")
        return (height, width) if video.get("rotation", 0) % 180 else (width, height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """What a profile wants done with one source.

    Attributes:
        arguments: ffmpeg's arguments as ffmpeg-python compiled them, with `INPUT` and `OUTPUT` in their places.
        streams: What the result must contain: type and codec of each stream, in order.
        duration_ms: The length the result must have, or None for the source's.
        notes: Sentences for people about what is left out or changed, and why.
    """

    arguments: tuple[str, ...]
    streams: tuple[tuple[str, str], ...]
    duration_ms: int | None = None
    notes: tuple[str, ...] = ()


class Plan(Protocol):
    """Writes the arguments for one source; raises `Unsupported` with the reason when the profile does not fit."""

    def __call__(self, source: SourceFacts) -> Encoding:
        """Plan one encoding; pure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderProfile:
    """One way to encode: `h264-720p`, `opus-96k`.

    It makes exactly one file, which `container`, `suffix` and `mime` describe.

    Where `needs` or `probe` says something, mediad makes a test encode before it offers the profile: a second of a
    generated test picture of 1920x1080 (stream 0) and tone (stream 1); for `audio` the tone alone, for `image` the
    picture alone. The verdict is kept until ffmpeg, a driver, a device or the arguments change.

    Attributes:
        id: Permanent name, unique over all plugins.
        label: What people read.
        media: What it makes.
        container: ffmpeg's name of the muxer.
        suffix: The file's ending without a dot.
        mime: The content type of the result.
        plan: Turns source facts into arguments.
        rendition: The name of the derived edition's rendition.
        tags: Free facts for choosing: height, bit rate.
        encoders: ffmpeg's names of the encoders without which it cannot be used.
        needs: Classes of devices that ffmpeg is given for this profile: `vaapi`, `qsv`, `cuda`, `v4l2m2m`.
        probe: Arguments of the test encode, `-i INPUT ... OUTPUT`; without them `plan` makes them.
        accepts: How well a source fits, from 0 to 1; None, or raised `Unsupported` with the reason, when it does not.
            It is asked before `plan`, and ranks profiles for a source; without it whatever `plan` accepts fits half.
        verify: Looks at the facts of source and result after mediad's own verification; raises `Unsupported` or
            `UserError` with what is wrong, and the result is thrown away.
        instead: The profile to use where this one's devices are missing.
    """

    id: str
    label: str
    media: Literal["video", "audio", "image"]
    container: str
    suffix: str
    mime: str
    plan: Annotated[Plan, Call(inline=True)]
    rendition: str
    tags: Mapping[str, Any] = field(default_factory=dict)
    encoders: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    probe: tuple[str, ...] = ()
    accepts: Annotated[Callable[[SourceFacts], float | None], Call(inline=True)] | None = None
    verify: Annotated[Callable[[SourceFacts, SourceFacts], None], Call(inline=True)] | None = None
    instead: str = ""
