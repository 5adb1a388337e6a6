"""One profile for each class of devices; mediad offers those whose test encode works."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mediad_plugin_hardware.plan import BY_PROCESSOR, SHORT, Way, accepts, plan, probe, verify
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.encoding import EncoderProfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

WAYS = (
    Way(name="vaapi", label="VAAPI", needs="vaapi", encoder="h264_vaapi", last=("format=nv12", "hwupload")),
    Way(name="qsv", label="Quick Sync", needs="qsv", encoder="h264_qsv"),
    Way(name="nvenc", label="NVENC", needs="cuda", encoder="h264_nvenc"),
    Way(name="v4l2", label="V4L2", needs="v4l2m2m", encoder="h264_v4l2m2m"),
)


def profile(way: Way) -> EncoderProfile:
    """Make the profile of a class of devices."""
    name = f"h264-{way.name}"
    return EncoderProfile(
        id=name,
        label=f"H.264 by {way.label}",
        media="video",
        container="mp4",
        suffix="mp4",
        mime="video/mp4",
        plan=partial(plan, way=way),
        rendition=name,
        tags={"height": SHORT},
        encoders=(way.encoder, "aac"),
        needs=(way.needs,),
        probe=probe(way),
        accepts=accepts,
        verify=verify,
        instead=BY_PROCESSOR,
    )


class Hardware:
    """Brings the profiles."""

    @hookimpl
    def mediad_encoder_profiles(self) -> Sequence[EncoderProfile]:
        """Declare a profile for each class of devices."""
        return tuple(profile(way) for way in WAYS)


def create(context: Context, settings: object) -> Hardware:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Hardware()
