"""Which profiles there are, and which of them the ffmpeg of this machine can make."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediad.encoding.errors import BadArguments, EncodingError, FfmpegMissing, NoDevice, NoEncoder, TrialFailed
from mediad_sdk.calls import settled
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid, MediadError, Unsupported
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from mediad.encoding.build import Builds
    from mediad.encoding.devices import Hardware
    from mediad.encoding.trials import Trials
    from mediad_sdk.values.encoding import EncoderProfile, Encoding, SourceFacts

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
HALF = 0.5
"""How well a source fits a profile that only plans."""
_SUFFIX = re.compile(r"[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Usable:
    """A profile that works here, and the devices with which it does."""

    profile: EncoderProfile
    hardware: Hardware


class Profiles:
    """The profiles of all plugins."""

    def __init__(self, profiles: Callable[[], Sequence[EncoderProfile]], builds: Builds, trials: Trials) -> None:
        self._profiles = profiles
        self._builds = builds
        self._trials = trials

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

    async def usable(self, name: str) -> Usable:
        """Give a profile that can be used here; raises `FfmpegMissing` or why it cannot, too."""
        return await self._usable(self.get(name))

    async def describe(self, *, anew: bool = False) -> list[dict[str, Any]]:
        """List every profile as the API shows it, with whether it can be used here and why not.

        Test encodes whose verdict is known are not repeated, unless all shall be made `anew`.
        """
        return [
            {**_described(each), **await self._state(each, anew=anew)}
            for each in sorted(self._profiles(), key=lambda profile: profile.id)
        ]

    async def fits(self, source: SourceFacts) -> list[dict[str, Any]]:
        """List every profile with how well it fits a source, the best of those that can be used here first."""
        rows = []
        for each in self._profiles():
            row = {**_described(each), **await self._state(each), "fit": None}
            try:
                _, row["fit"] = await planned(each, source)
            except MediadError as error:
                row["reason"] = _sentence(error)
            rows.append(row)
        return sorted(rows, key=_rank)

    async def health(self) -> Health:
        """Tell whether files can be converted at all; a device that is not there is no trouble."""
        try:
            encoders = await self._builds.encoders()
            lacking = [each.id for each in self._profiles() if not each.needs and _lacking(each, encoders)]
            await self._builds.check()
        except (FfmpegMissing, EncodingError) as error:
            return Health(state="degraded", detail=f"{error} Nothing can be converted.", remedy=error.remedy)
        if lacking:
            return Health(
                state="degraded", detail=f"ffmpeg lacks encoders for {', '.join(lacking)}.", remedy=NoEncoder.remedy
            )
        return Health(state="ok")

    async def _usable(self, profile: EncoderProfile, *, anew: bool = False) -> Usable:
        try:
            _check_encoders(profile, await self._builds.encoders())
            return Usable(profile, await self._trials.hardware(profile, anew=anew))
        except (NoEncoder, NoDevice, TrialFailed) as error:
            error.remedy += f" Without it there is {profile.instead}." if profile.instead else ""
            raise

    async def _state(self, profile: EncoderProfile, *, anew: bool = False) -> dict[str, Any]:
        try:
            await self._usable(profile, anew=anew)
        except MediadError as error:
            return {"usable": False, "reason": _sentence(error)}
        return {"usable": True, "reason": ""}


async def planned(profile: EncoderProfile, source: SourceFacts) -> tuple[Encoding, float]:
    """Give a profile's plan for a source, and how well that fits, from 0 to 1; raises `Unsupported` with the reason."""
    found: float | None = HALF
    if profile.accepts is not None:
        found = await settled(profile.accepts(source))
    if found is None:
        raise Unsupported(f"{profile.label} is not for this.", remedy="Choose another profile.")
    return await settled(profile.plan(source)), min(1.0, max(0.0, found))


def _rank(row: Mapping[str, Any]) -> tuple[bool, bool, float, str]:
    return row["fit"] is None, not row["usable"], -(row["fit"] or 0), row["id"]


def _described(profile: EncoderProfile) -> dict[str, Any]:
    return {
        "id": profile.id, "label": profile.label, "media": profile.media, "container": profile.container,
        "suffix": profile.suffix, "mime": profile.mime, "rendition": profile.rendition, "tags": dict(profile.tags),
        "needs": list(profile.needs), "instead": profile.instead,
    }  # fmt: skip  # four rows say it


def _sentence(error: MediadError) -> str:
    return f"{error} {error.remedy}".rstrip()


def _check_encoders(profile: EncoderProfile, encoders: frozenset[str]) -> None:
    if reason := _lacking(profile, encoders):
        raise NoEncoder(reason)


def _lacking(profile: EncoderProfile, encoders: frozenset[str]) -> str:
    lacking = [each for each in profile.encoders if each not in encoders]
    return f"This machine's ffmpeg has no {', '.join(lacking)}." if lacking else ""
