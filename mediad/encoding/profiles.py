"""Which profiles there are, and which of them the ffmpeg of this machine can make."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad.encoding.errors import BadArguments, EncodingError, FfmpegMissing, NoEncoder
from mediad_sdk.errors import Invalid, MediadError
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from mediad.encoding.ffmpeg import Ffmpeg
    from mediad_sdk.values.encoding import EncoderProfile

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_SUFFIX = re.compile(r"[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class _Known:
    """The encoders of one build of ffmpeg."""

    path: str
    mtime_ns: int
    encoders: frozenset[str]


class Profiles:
    """The profiles of all plugins."""

    def __init__(self, profiles: Callable[[], Sequence[EncoderProfile]], ffmpeg: Ffmpeg) -> None:
        self._profiles = profiles
        self._ffmpeg = ffmpeg
        self._known: _Known | None = None

    def get(self, name: str) -> EncoderProfile:
        """Give a profile by its name; raises `Invalid` with the names that there are."""
        found = {each.id: each for each in self._profiles()}
        if name not in found:
            raise Invalid(
                f"There is no encoder profile {name!r}.",
                places=(("/profile", f"is none of {', '.join(sorted(found)) or 'the profiles: there are none'}"),),
                remedy="Choose one that is listed, or install the plugin that brings it.",
            )
        profile = found[name]
        if not _NAME.fullmatch(profile.id) or not _SUFFIX.fullmatch(profile.suffix):
            raise BadArguments(
                f"The profile {name!r} or its suffix {profile.suffix!r} cannot be part of a file's name."
            )
        return profile

    async def usable(self, name: str) -> EncoderProfile:
        """Give a profile that can be used here; raises `FfmpegMissing` or `NoEncoder` too."""
        profile = self.get(name)
        if reason := _lacking(profile, await self.encoders()):
            raise NoEncoder(reason)
        return profile

    async def describe(self) -> list[dict[str, Any]]:
        """List every profile as the API shows it, with whether it can be used here and why not."""
        try:
            encoders, missing = await self.encoders(), ""
        except MediadError as error:
            encoders, missing = frozenset(), f"{error} {error.remedy}"
        return [
            {
                "id": each.id, "label": each.label, "media": each.media, "container": each.container,
                "suffix": each.suffix, "mime": each.mime, "rendition": each.rendition, "tags": dict(each.tags),
                "usable": not (reason := missing or _lacking(each, encoders)), "reason": reason,
            }
            for each in sorted(self._profiles(), key=lambda profile: profile.id)
        ]  # fmt: skip  # four rows say it

    async def encoders(self) -> frozenset[str]:
        """List what this machine's ffmpeg can make; it is asked once for each build."""
        # The search path lies on the system's own disk; a thread may look there.
        path, mtime_ns = await asyncio.to_thread(_find, self._ffmpeg.commands.ffmpeg)
        if self._known is None or (self._known.path, self._known.mtime_ns) != (path, mtime_ns):
            self._known = _Known(path, mtime_ns, await self._ffmpeg.encoders())
        return self._known.encoders

    async def health(self) -> Health:
        """Tell whether files can be converted at all."""
        try:
            lacking = [each.id for each in self._profiles() if _lacking(each, await self.encoders())]
            await asyncio.to_thread(_find, self._ffmpeg.commands.ffprobe)
        except (FfmpegMissing, EncodingError) as error:
            return Health(state="degraded", detail=f"{error} Nothing can be converted.", remedy=error.remedy)
        if lacking:
            return Health(
                state="degraded", detail=f"ffmpeg lacks encoders for {', '.join(lacking)}.", remedy=NoEncoder.remedy
            )
        return Health(state="ok")


def _find(program: str) -> tuple[str, int]:
    path = shutil.which(program)
    if path is None:
        raise FfmpegMissing(f"There is no program {program}.")
    return path, Path(path).stat().st_mtime_ns


def _lacking(profile: EncoderProfile, encoders: frozenset[str]) -> str:
    lacking = [each for each in profile.encoders if each not in encoders]
    return f"This machine's ffmpeg has no {', '.join(lacking)}." if lacking else ""
