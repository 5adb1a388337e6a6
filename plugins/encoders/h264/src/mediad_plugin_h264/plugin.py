"""The ladder: H.264 in three sizes, for every screen and line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mediad_plugin_h264.plan import Rung, accepts, plan, verify
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.encoding import EncoderProfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

SMALL = Rung(height=480, crf=23, rate=2_000)
MEDIUM = Rung(height=720, crf=22, rate=4_500, below=SMALL)
LARGE = Rung(height=1080, crf=21, rate=9_000, below=MEDIUM)


def profile(rung: Rung) -> EncoderProfile:
    """Make the profile of a rung."""
    return EncoderProfile(
        id=rung.id,
        label=f"H.264 {rung.height}p",
        media="video",
        container="mp4",
        suffix="mp4",
        mime="video/mp4",
        plan=partial(plan, rung=rung),
        rendition=rung.id,
        tags={"height": rung.height, "kbit_s": rung.rate},
        encoders=("libx264", "aac"),
        accepts=partial(accepts, rung=rung),
        verify=verify,
    )


class H264:
    """Brings the profiles."""

    @hookimpl
    def mediad_encoder_profiles(self) -> Sequence[EncoderProfile]:
        """Declare the ladder, the largest first."""
        return tuple(profile(rung) for rung in (LARGE, MEDIUM, SMALL))


def create(context: Context, settings: object) -> H264:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return H264()
