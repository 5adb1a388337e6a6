"""The formats: AAC for every player, Opus for small files, MP3 for old ones, FLAC for keeping."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mediad_plugin_audio.plan import STEREO, Format, plan
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.encoding import EncoderProfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

AAC = Format(codec="aac", container="ipod", options={"c:a": "aac", "b:a": "192k", "movflags": "+faststart"}, channels=6)
OPUS = Format(codec="opus", container="opus", options={"c:a": "libopus", "b:a": "128k"}, channels=STEREO, covers=False)
MP3 = Format(codec="mp3", container="mp3", options={"c:a": "libmp3lame", "q:a": 0, "id3v2_version": 3}, channels=STEREO)
FLAC = Format(codec="flac", container="flac", options={"c:a": "flac", "compression_level": 8}, lossless=True)


def _profile(name: str, label: str, suffix: str, mime: str, form: Format) -> EncoderProfile:
    return EncoderProfile(
        id=name,
        label=label,
        media="audio",
        container=form.container,
        suffix=suffix,
        mime=mime,
        plan=partial(plan, form=form),
        rendition=name,
        tags={"lossless": form.lossless},
        encoders=(str(form.options["c:a"]),),
    )


PROFILES = (
    _profile("aac-m4a", "AAC 192 kbit/s", "m4a", "audio/mp4", AAC),
    _profile("opus-ogg", "Opus 128 kbit/s", "opus", "audio/ogg", OPUS),
    _profile("mp3", "MP3 V0", "mp3", "audio/mpeg", MP3),
    _profile("flac", "FLAC", "flac", "audio/flac", FLAC),
)


class Audio:
    """Brings the profiles."""

    @hookimpl
    def mediad_encoder_profiles(self) -> Sequence[EncoderProfile]:
        """Declare the formats."""
        return PROFILES


def create(context: Context, settings: object) -> Audio:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Audio()
