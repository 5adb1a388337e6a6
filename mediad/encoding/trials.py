"""Test encodes: whether a profile really works here. Each is made once, and its verdict kept."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import TYPE_CHECKING, TypedDict

from mediad.encoding import arguments
from mediad.encoding.devices import NO_HARDWARE, Devices, Hardware
from mediad.encoding.errors import TrialFailed
from mediad.storage.ports.plugins import PluginStore
from mediad_sdk.calls import settled
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Unsupported
from mediad_sdk.values.encoding import SourceFacts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.encoding.build import Builds
    from mediad.encoding.ffmpeg import Ffmpeg
    from mediad.storage.ports import Storage
    from mediad_sdk.values.encoding import EncoderProfile

_SIZES = ((1920, 1080), (3840, 2160), (640, 360))
"""Of the picture; the first one that a plan accepts is taken."""
_TONE = "sine=d=1:r=48000"
_SOUND: Mapping[str, object] = {"type": "audio", "codec": "pcm_s16le", "channels": 1, "sample_rate": 48_000}


@dataclass(frozen=True, slots=True)
class Sample:
    """What is generated: the graph for ffmpeg, and what a plan is told of it."""

    graph: str
    facts: SourceFacts


def samples(media: str) -> list[Sample]:
    """Give what a profile that makes such media is tried with."""
    if media == "audio":
        return [Sample(_TONE, _facts(_SOUND))]
    return [_moving(media, width, height) for width, height in _SIZES]


def _moving(media: str, width: int, height: int) -> Sample:
    picture = {"type": "video", "codec": "rawvideo", "width": width, "height": height, "pix_fmt": "yuv420p"}
    graph = f"testsrc2=s={width}x{height}:r=10:d=1,format=yuv420p[out0]"
    if media == "image":
        return Sample(graph, _facts(picture))
    return Sample(f"{graph};{_TONE}[out1]", _facts(picture, _SOUND))


def _facts(*streams: Mapping[str, object]) -> SourceFacts:
    return SourceFacts(duration_ms=1000, streams=streams, container="matroska")


class _Verdict(TypedDict, total=False):
    key: str
    way: int
    reason: str


class Trials:
    """Makes test encodes, one at a time: devices have few places."""

    def __init__(self, storage: Storage, ffmpeg: Ffmpeg, builds: Builds, devices: Devices) -> None:
        self._store = PluginStore(storage)
        self._ffmpeg = ffmpeg
        self._builds = builds
        self._devices = devices
        self._lock = asyncio.Lock()

    async def hardware(self, profile: EncoderProfile, *, anew: bool = False) -> Hardware:
        """Give the devices with which a profile works.

        Raises:
            NoDevice: There is none, or it may not be opened.
            TrialFailed: The test encode said so, now or, unless it shall be made `anew`, earlier.
        """
        if not profile.needs and not profile.probe:
            return NO_HARDWARE
        # /dev and /sys are the kernel's own; a thread may look there.
        ways = await asyncio.to_thread(self._devices.find, profile.needs)
        facts = await asyncio.to_thread(self._devices.facts, profile.needs)
        graph, options = await _asked(profile)
        told = [await self._builds.identity(), facts, [way.options for way in ways], graph, options]
        key = hashlib.sha256(json.dumps(told).encode()).hexdigest()
        async with self._lock:
            verdict = None if anew else await self._known(profile.id, key)
            if verdict is None:
                verdict = await self._try(profile, ways, graph, options)
                await self._store.put(_place(profile.id), json.dumps({**verdict, "key": key}))
        if verdict["reason"]:
            raise TrialFailed(f"The test encode failed: {verdict['reason'].rstrip('.')}.")
        return ways[verdict["way"]]

    async def _known(self, profile: str, key: str) -> _Verdict | None:
        kept = await self._store.get(_place(profile))
        verdict: _Verdict = json.loads(kept) if kept else {}
        return verdict if verdict.get("key") == key else None

    async def _try(
        self, profile: EncoderProfile, ways: Sequence[Hardware], graph: str, options: Sequence[str]
    ) -> _Verdict:
        reasons = []
        for at, way in enumerate(ways):
            reason = await self._ffmpeg.test(graph, options, profile.container, way)
            if not reason:
                return {"way": at, "reason": ""}
            reasons.append(reason)
        return {"way": 0, "reason": "; ".join(dict.fromkeys(reasons))}


async def _asked(profile: EncoderProfile) -> tuple[str, tuple[str, ...]]:
    """Choose the sample and the arguments of a test encode."""
    tried = samples(profile.media)
    if profile.probe:
        return tried[0].graph, arguments.check(profile.probe, profile.container, profile.needs)
    refused = ""
    for sample in tried:
        try:
            plan = await settled(profile.plan(sample.facts))
        except Unsupported as error:
            refused = refused or str(error)
        else:
            return sample.graph, arguments.check(plan.arguments, profile.container, profile.needs)
    raise TrialFailed(
        f"Its plan refuses every generated source: {refused}", remedy="Its author should give it a `probe`."
    )


def _place(profile: str) -> str:
    return f"encoder-trial:{profile}"
