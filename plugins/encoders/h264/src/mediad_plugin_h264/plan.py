"""Writes ffmpeg's arguments for one film and one rung of the ladder. Pure; ffmpeg-python only compiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mediad_sdk.errors import Unsupported
from mediad_sdk.values.encoding import INPUT, OUTPUT, Encoding, SourceFacts

# What MP4 can carry as mov_text; the other kinds of subtitles are pictures.
TEXT_SUBTITLES = frozenset(("subrip", "srt", "ass", "ssa", "webvtt", "mov_text", "text"))
HDR = frozenset(("smpte2084", "arib-std-b67"))
# From HDR to BT.709: linear light, narrower primaries, Hable's curve. Without it the picture looks washed out.
TONE_MAP = (
    "zscale=t=linear:npl=100", "format=gbrpf32le", "zscale=p=bt709", "tonemap=tonemap=hable:desat=0",
    "zscale=t=bt709:m=bt709:r=tv",
)  # fmt: skip  # one chain
HIGHEST_RATE = 48_000
PLAIN = frozenset(("yuv420p", "yuvj420p"))
"""Pictures that every screen shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One size of the ladder.

    Attributes:
        height: Of the box of 16:9 that the picture is fitted into; upright pictures get it upright.
        crf: x264's constant quality.
        rate: The most that it may take, kbit/s.
        below: The next smaller rung: what fits into it is none of this one's business. None is the smallest.
    """

    height: int
    crf: int
    rate: int
    below: Rung | None = None

    @property
    def id(self) -> str:
        """The profile's name."""
        return f"h264-{self.height}p"

    def box(self, *, upright: bool) -> tuple[int, int]:
        """Give the largest width and height."""
        long = -(-self.height * 16 // 9 // 2) * 2
        return (self.height, long) if upright else (long, self.height)

    def fit(self, width: int, height: int) -> tuple[int, int]:
        """Fit a picture into the box, never larger than it is, with even sides."""
        wide, high = self.box(upright=height > width)
        scale = min(1.0, wide / width, high / height)
        return _even(width * scale), _even(height * scale)

    def fitting(self, width: int, height: int) -> Rung:
        """Give the smallest rung that keeps every pixel of a picture, or this one where that is larger."""
        whole = (_even(width), _even(height))
        return self.below.fitting(width, height) if self.below and self.below.fit(width, height) == whole else self


def _even(side: float) -> int:
    return max(2, int(side + 0.01) // 2 * 2)


def plan(source: SourceFacts, rung: Rung) -> Encoding:
    """Plan one encoding; raises `Unsupported` when the film has no picture or is smaller than this rung."""
    import ffmpeg  # noqa: PLC0415  # only who converts something pays for it

    picture, video = source.moving_picture()
    width, height = source.picture_size()
    if (fitting := rung.fitting(width, height)) is not rung:
        raise Unsupported(
            f"The picture has only {width} x {height} pixels; {rung.id} would not make it better.",
            remedy=f"Convert it with {fitting.id}.",
        )
    audio = [at for at, stream in enumerate(source.streams) if stream["type"] == "audio"]
    texts = [at for at, stream in enumerate(source.streams) if stream.get("codec") in TEXT_SUBTITLES]
    opened = ffmpeg.input(INPUT)
    streams = [opened[str(at)] for at in (picture, *audio, *texts)]
    options = _video(rung, video, (width, height)) | _audio(source, audio) | ({"c:s": "mov_text"} if texts else {})
    made = ffmpeg.output(*streams, OUTPUT, format="mp4", movflags="+faststart", **options)
    return Encoding(
        arguments=tuple(ffmpeg.get_args(made)),
        streams=(("video", "h264"), *(("audio", "aac"),) * len(audio), *(("subtitle", "mov_text"),) * len(texts)),
        notes=tuple(_notes(source.streams, {picture, *audio, *texts})),
    )


def accepts(source: SourceFacts, rung: Rung) -> float:
    """Tell what part of the picture's height this rung keeps; raises `Unsupported` as the plan does."""
    width, height = source.picture_size()
    return min(1.0, rung.fit(width, height)[1] / height)


def verify(source: SourceFacts, result: SourceFacts) -> None:  # noqa: ARG001  # this is what mediad tells
    """Refuse a result that not every screen shows; raises `Unsupported`."""
    _, video = result.moving_picture()
    if (kind := video.get("pix_fmt", "yuv420p")) not in PLAIN:
        raise Unsupported(f"Its picture is {kind}, which few screens show.", remedy="Look for another build of ffmpeg.")


def _video(rung: Rung, video: Mapping[str, Any], size: tuple[int, int]) -> dict[str, Any]:
    width, height = rung.fit(*size)
    chain = ["yadif"] if video.get("interlaced") else []
    if (width, height) != size:
        chain.append(f"scale={width}:{height}")
    if video.get("transfer") in HDR:
        chain += TONE_MAP
    return {
        "c:v": "libx264", "preset": "veryfast", "crf": rung.crf, "profile:v": "high", "pix_fmt": "yuv420p",
        "maxrate": f"{rung.rate}k", "bufsize": f"{2 * rung.rate}k", **({"vf": ",".join(chain)} if chain else {}),
    }  # fmt: skip  # three rows say it


def _audio(source: SourceFacts, places: list[int]) -> dict[str, Any]:
    if not places:
        return {}
    highest = max(source.streams[at].get("sample_rate") or 0 for at in places)
    return {"c:a": "aac", "b:a": "160k", "ac": 2, **({"ar": HIGHEST_RATE} if highest > HIGHEST_RATE else {})}


def _notes(streams: Iterable[Mapping[str, Any]], kept: set[int]) -> Iterable[str]:
    for at, stream in enumerate(streams):
        if at not in kept:
            yield f"Stream {at} ({stream.get('codec') or stream['type']}) is left out: {_reason(stream)}."


def _reason(stream: Mapping[str, Any]) -> str:
    if stream["type"] == "subtitle":
        return "MP4 carries no subtitles that are pictures"
    if stream.get("picture"):
        return "a film's cover stays beside the film"
    if stream["type"] == "video":
        return "one picture is kept"
    return "MP4 does not carry it"
