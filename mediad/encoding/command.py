"""The whole command lines of ffmpeg and ffprobe: what the core puts around the options of a plugin."""

from __future__ import annotations

import os
from collections.abc import Sequence

from mediad.encoding.devices import NO_HARDWARE, Hardware
from mediad_sdk.data import dataclass

# Containers of media. Not here: everything that names other files (hls, dash, concat, image2, lavfi, sdp, rtsp ...).
DEMUXERS = (
    "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,avi,mpegts,mpeg,mpegvideo,h264,hevc,flv,asf,ogg,rm,wtv,mxf,nut,dv,ivf,"
    "mp3,flac,wav,w64,aiff,au,caf,ape,wv,tta,tak,aac,ac3,eac3,dts,dtshd,truehd,mpc,mpc8,dsf,iff,shn,oma,xwma,amr"
)
_NEED_THEIR_END = ("mp4", "ipod", "mov")
"""Muxers that write their index last, unless they are told not to."""
_ONLY_FILES = ("-protocol_whitelist", "file", "-format_whitelist", DEMUXERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a file; milliseconds. `end` None is its end."""

    start: int = 0
    end: int | None = None

    def arguments(self) -> tuple[str, ...]:
        """Cut it out before it is decoded."""
        start = ("-ss", _seconds(self.start)) if self.start else ()
        return start if self.end is None else (*start, "-t", _seconds(self.end - self.start))


WHOLE = Piece()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One conversion.

    Attributes:
        options: Those that were checked.
        room: The largest size that the result may have, bytes.
        hardware: The devices that it may use.
    """

    source: bytes
    piece: Piece
    options: Sequence[str]
    container: str
    to: bytes
    room: int
    hardware: Hardware = NO_HARDWARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Writes command lines.

    Attributes:
        ffmpeg: The program.
        ffprobe: The other program.
        threads: For each decoder and encoder; 0 lets ffmpeg choose.
    """

    ffmpeg: str = "ffmpeg"
    ffprobe: str = "ffprobe"
    threads: int = 0

    def encode(self, work: Work) -> list[str]:
        """Convert a source into a file, which is overwritten; the options have been checked."""
        return [
            *self._quiet(*self._threads()), *work.hardware.options, *_ONLY_FILES, *work.piece.arguments(),
            "-i", _named(work.source), *work.options, *self._threads(), "-f", work.container, "-y", _named(work.to),
        ]  # fmt: skip  # input, then output

    def live(
        self, source: bytes, piece: Piece, options: Sequence[str], container: str, hardware: Hardware = NO_HARDWARE
    ) -> list[str]:
        """Convert `source` into what is read while it is made; the options have been checked."""
        given = (*_ONLY_FILES, *piece.arguments(), "-i", _named(source))
        return self._piped(given, options, container, hardware)

    def test(self, graph: str, options: Sequence[str], container: str, hardware: Hardware) -> list[str]:
        """Convert what a graph of ours generates; nothing is read or written but the pipe."""
        return self._piped(("-f", "lavfi", "-i", graph), options, container, hardware)

    def _piped(self, given: Sequence[str], options: Sequence[str], container: str, hardware: Hardware) -> list[str]:
        whole = ("-movflags", "frag_keyframe+empty_moov") if container in _NEED_THEIR_END else ()
        return [
            self.ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-nostats", *self._threads(), *hardware.options,
            *given, *options, *whole, *self._threads(), "-f", container, "pipe:1",
        ]  # fmt: skip  # input, then output

    def decode(self, path: bytes) -> list[str]:
        """Decode every picture and sound, and fail at the first mistake; ffmpeg's own words carry their level.

        Covers are left out: to ffmpeg 7 a song with one would end with it.
        """
        return [
            *self._quiet("-v", "level+error", "-xerror", *self._threads()), *_ONLY_FILES, "-i", _named(path),
            "-map", "0:V?", "-map", "0:a?", "-f", "null", "-",
        ]  # fmt: skip  # as above

    def probe(self, path: bytes) -> list[str]:
        """Describe a file as JSON."""
        return [
            self.ffprobe, "-v", "error", *_ONLY_FILES, "-of", "json", "-show_format", "-show_streams",
            "-i", _named(path),
        ]  # fmt: skip  # as above

    def encoders(self) -> list[str]:
        """List the encoders."""
        return [self.ffmpeg, "-hide_banner", "-encoders"]

    def version(self) -> list[str]:
        """Tell which ffmpeg it is."""
        return [self.ffmpeg, "-version"]

    def _quiet(self, *more: str) -> list[str]:
        reports = ("-nostats", "-progress", "pipe:1", "-stats_period", "0.5")
        return [self.ffmpeg, "-nostdin", "-hide_banner", "-v", "error", *reports, *more]

    def _threads(self) -> tuple[str, ...]:
        return ("-threads", str(self.threads)) if self.threads else ()


def _named(path: bytes) -> str:
    """Name a file so that nothing in its name is an option, a protocol or a pattern."""
    return f"file:{os.fsdecode(path)}"


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds // 1000}.{milliseconds % 1000:03d}"
