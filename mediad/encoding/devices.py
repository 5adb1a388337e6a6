"""The devices of this machine that encoders use: where they are, who drives them, and what ffmpeg is told of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path

from mediad.encoding.errors import NoDevice
from mediad_sdk.data import dataclass

MOST = 4
"""Devices of one class that are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """What one ffmpeg is given.

    Attributes:
        options: What it is told ahead of its input.
        roomy: No limit of addresses is set.
    """

    options: tuple[str, ...] = ()
    roomy: bool = False


NO_HARDWARE = Hardware()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceClass:
    """One class of devices.

    Attributes:
        nodes: A pattern of names beneath `/dev`.
        options: What ffmpeg is told; `{node}` is the device's path.
        roomy: Its driver reserves far more addresses than it uses.
    """

    nodes: str
    options: str = ""
    roomy: bool = False


CLASSES = {
    "vaapi": DeviceClass(nodes="dri/renderD*", options="-init_hw_device vaapi=hw:{node} -filter_hw_device hw"),
    "qsv": DeviceClass(nodes="dri/renderD*", options="-init_hw_device vaapi=va:{node} -init_hw_device qsv=hw@va"),
    "cuda": DeviceClass(nodes="nvidia[0-9]*", options="-init_hw_device cuda=hw", roomy=True),
    "v4l2m2m": DeviceClass(nodes="video*"),
}
_FACTS = ("module/nvidia/version", "class/drm/{name}/device/uevent")
"""What the kernel says beneath /sys of drivers and devices."""


@dataclass(frozen=True, slots=True)
class Devices:
    """Looks at a machine: its `/dev` and its `/sys`."""

    dev: Path = Path("/dev")
    sys: Path = Path("/sys")

    def find(self, needs: Sequence[str]) -> list[Hardware]:
        """Give what could be tried, the first device first; raises `NoDevice` with what is missing."""
        ways = list(product(*(self._ways(name) for name in needs)))
        return [
            Hardware(options=sum(way, ()), roomy=any(CLASSES[name].roomy for name in needs))
            for way in dict.fromkeys(ways)
        ]

    def facts(self, needs: Sequence[str]) -> list[str]:
        """Describe devices and drivers, so that a change can be seen."""
        nodes = [node for name in needs for node in self._nodes(name)]
        return [os.uname().release, *(fact for node in nodes for fact in self._facts(node))]

    def _ways(self, name: str) -> list[tuple[str, ...]]:
        if name not in CLASSES:
            raise NoDevice(f"There is no class of devices {name!r}, only {', '.join(CLASSES)}.")
        nodes = self._nodes(name)
        if not nodes:
            raise NoDevice(
                f"There is no device for {name}: {self.dev / CLASSES[name].nodes} does not exist.",
                remedy="Let mediad see the device (a container must be given it), or choose another profile.",
            )
        usable = [node for node in nodes if os.access(node, os.R_OK | os.W_OK)]
        if not usable:
            raise NoDevice(f"{nodes[0]} may not be opened by mediad.", remedy=_remedy(nodes[0]))
        return [tuple(CLASSES[name].options.format(node=node).split()) for node in usable]

    def _nodes(self, name: str) -> list[Path]:
        return sorted(self.dev.glob(CLASSES[name].nodes))[:MOST]

    def _facts(self, node: Path) -> Iterator[str]:
        with suppress(OSError):  # it may be gone by now, and what cannot be read cannot be compared
            yield f"{node} {node.stat().st_rdev}"
        for place in _FACTS:
            with suppress(OSError):
                yield (self.sys / place.format(name=node.name)).read_text(errors="replace")


def _remedy(node: Path) -> str:
    try:
        group = node.group()
    except (KeyError, OSError):  # it has no name here, as in many containers
        group = "that may open it"
    return f"Let mediad's user be in the group {group}, or choose another profile."
