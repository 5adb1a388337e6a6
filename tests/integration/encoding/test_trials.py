"""Profiles that must show by a real test encode that they work here; the devices are files that tests make."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from studio import PROFILES

from mediad.encoding.command import Commands
from mediad.encoding.devices import NO_HARDWARE, Devices
from mediad.encoding.errors import NoDevice, TrialFailed
from mediad.encoding.ffmpeg import Ffmpeg
from mediad.encoding.program import limits
from mediad.encoding.trials import samples
from mediad_plugin_hardware.plugin import WAYS
from mediad_plugin_hardware.plugin import profile as by_device
from mediad_sdk.errors import Unsupported
from mediad_sdk.values.encoding import DEVICES, INPUT, OUTPUT, Encoding

if TYPE_CHECKING:
    from pathlib import Path

    from studio import Studio

    from mediad.encoding.room import Encoding as Room

SMALL = next(each for each in PROFILES if each.id == "h264-480p")
FAILS = ("-i", INPUT, "-map", "0:0", "-c:v", "libx264", "-profile:v", "nonsense", "-f", "mp4", OUTPUT)
WORKS = ("-i", INPUT, "-map", "0:0", "-c:v", "libx264", "-preset", "ultrafast", "-f", "mp4", OUTPUT)
SPY = f"""#!{sys.executable} -IS
import os, sys
given = sys.argv[1:]
if "-encoders" not in given and "-version" not in given:
    log = sys.argv[0] + ".log"  # links, since a test encode may write no file
    os.symlink(" ".join(given), log + "/%03d" % len(os.listdir(log)))
if any(each.endswith("renderD128") for each in given):
    sys.exit("[device @ 0x7f00] It is asleep.\\nError parsing global options.")
while "-init_hw_device" in given or "-filter_hw_device" in given:
    at = next(at for at, each in enumerate(given) if each.endswith("_hw_device"))
    del given[at:at + 2]
os.execv("{shutil.which("ffmpeg")}", ["ffmpeg", *given])
"""


@dataclass
class Machine:
    """A machine with devices that are none, and an ffmpeg that remembers what it was asked."""

    place: Path
    studio: Studio

    def __post_init__(self) -> None:
        (self.place / "dev/dri").mkdir(parents=True)
        (self.place / "sys").mkdir()
        self.spy, self.log = self.place / "ffmpeg", self.place / "ffmpeg.log"
        self.log.mkdir()
        self.spy.write_text(SPY)
        self.spy.chmod(0o755)

    def add(self, name: str) -> None:
        (self.place / "dev" / name).touch()

    def room(self, *, spied: bool = True) -> Room:
        commands = Commands(ffmpeg=str(self.spy)) if spied else Commands()
        return self.studio.room(commands=commands, devices=Devices(self.place / "dev", self.place / "sys"))

    def asked(self) -> list[str]:
        return [str(each.readlink()) for each in sorted(self.log.iterdir())]

    async def state(self, *, anew: bool = False) -> list[tuple[bool, str]]:
        """Describe as a daemon does that has just been started."""
        return [(each["usable"], each["reason"]) for each in await self.room().profiles.describe(anew=anew)]


@pytest.fixture
def machine(studio: Studio, tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine", studio)


async def test_a_device_that_is_missing_is_told_without_a_test_encode(machine: Machine, media: Path) -> None:
    machine.studio.profiles = [replace(SMALL, needs=("vaapi",), instead="h264-720p")]
    [(usable, reason)] = await machine.state()
    assert not usable
    assert reason.startswith(f"There is no device for vaapi: {machine.place}/dev/dri/renderD* does not exist.")
    assert reason.endswith(" Without it there is h264-720p.")
    assert machine.asked() == []
    machine.studio.profiles.append(replace(SMALL, id="rare", needs=("qsv",), encoders=("h264_gone",)))
    assert (await machine.room().profiles.health()).state == "ok", "what needs a device is no trouble without it"
    item = await machine.studio.shelf.add(1, media / "film.mkv")
    with pytest.raises(NoDevice):
        await machine.studio.encode(item, "h264-480p", devices=Devices(machine.place / "dev"))


async def test_a_class_that_nobody_knows_and_a_device_that_cannot_be_opened_are_told(machine: Machine) -> None:
    (machine.place / "dev/video0").symlink_to("gone")
    machine.studio.profiles = [replace(SMALL, id="a", needs=("gpu",)), replace(SMALL, id="b", needs=("v4l2m2m",))]
    unknown, closed = await machine.state()
    assert "'gpu', only vaapi, qsv, cuda, v4l2m2m" in unknown[1]
    assert f"{machine.place}/dev/video0 may not be opened by mediad." in closed[1]
    assert "in the group" in closed[1]


async def test_what_the_real_ffmpeg_says_of_a_device_that_is_none_is_the_reason(machine: Machine) -> None:
    for name in ("dri/renderD128", "nvidia0", "video0"):
        machine.add(name)
    machine.studio.profiles = [by_device(way) for way in WAYS]
    described = {each["id"]: each for each in await machine.room(spied=False).profiles.describe()}
    assert [name for name, each in described.items() if each["usable"]] == []
    assert "h264-1080p" in described["h264-vaapi"]["reason"]
    for name, each in described.items():
        assert each["reason"].startswith("The test encode failed: "), name
        assert " @ 0x" not in each["reason"], "an address in memory tells nobody anything"
    assert "libcuda" in described["h264-nvenc"]["reason"] or "CUDA" in described["h264-nvenc"]["reason"]


async def test_a_probe_that_fails_is_told_with_the_words_of_ffmpeg(machine: Machine) -> None:
    machine.studio.profiles = [replace(SMALL, probe=FAILS)]
    [(usable, reason)] = await machine.state()
    assert not usable
    assert "profile" in reason
    assert "mediad encode --probe" in reason
    with pytest.raises(TrialFailed):
        await machine.room().profiles.usable("h264-480p")


async def test_a_verdict_is_kept_until_something_changes(machine: Machine) -> None:
    machine.add("dri/renderD129")
    machine.studio.profiles = [replace(SMALL, needs=("vaapi",), probe=WORKS)]
    for _ in range(3):
        assert await machine.state() == [(True, "")]
    assert len(machine.asked()) == 1
    os.utime(machine.spy, ns=(1, 1))  # another build of ffmpeg
    await machine.state()
    assert len(machine.asked()) == 2
    (machine.place / "sys/module/nvidia").mkdir(parents=True)
    (machine.place / "sys/module/nvidia/version").write_text("550")  # another driver
    await machine.state()
    assert len(machine.asked()) == 3
    machine.add("dri/renderD130")  # another device
    await machine.state()
    assert len(machine.asked()) == 4
    machine.studio.profiles = [replace(SMALL, needs=("vaapi",), probe=FAILS)]  # another version of the plugin
    for _ in range(2):
        [(usable, _reason)] = await machine.state()
        assert not usable
    assert len(machine.asked()) == 6, "both devices were tried, once"


async def test_all_test_encodes_are_made_anew_when_somebody_says_so(machine: Machine) -> None:
    machine.studio.profiles = [replace(SMALL, probe=WORKS), replace(SMALL, id="plain")]
    await machine.state()
    await machine.state(anew=True)
    assert len(machine.asked()) == 2, "what needs no test gets none"


async def test_a_conversion_uses_the_first_device_that_worked_and_others_get_none(
    machine: Machine, media: Path
) -> None:
    machine.add("dri/renderD128")
    machine.add("dri/renderD129")
    machine.studio.profiles = [replace(SMALL, needs=("vaapi",)), replace(SMALL, id="plain")]
    item = await machine.studio.shelf.add(1, media / "film.mkv")
    options = {"commands": Commands(ffmpeg=str(machine.spy)), "devices": Devices(machine.place / "dev")}
    await machine.studio.encode(item, "h264-480p", **options)
    asleep, awake, conversion, *_ = machine.asked()
    assert "renderD128" in asleep
    device = f"-init_hw_device vaapi=hw:{machine.place}/dev/dri/renderD129 -filter_hw_device hw "
    assert device in awake
    assert device in conversion
    assert conversion.index(device) < conversion.index(" -i ")
    before = len(machine.asked())
    await machine.studio.encode(item, "plain", **options)
    assert "hw_device" not in "".join(machine.asked()[before:])


async def test_the_plans_of_all_our_profiles_make_their_own_test_encodes(machine: Machine) -> None:
    machine.add("video0")
    machine.studio.profiles = [replace(each, needs=("v4l2m2m",)) for each in PROFILES]
    assert await machine.state() == [(True, "")] * len(PROFILES)


async def test_a_plan_that_refuses_everything_that_is_generated_is_told(machine: Machine) -> None:
    def refuse(source: Any) -> Encoding:
        raise Unsupported("Only Laserdiscs.")

    machine.add("video0")
    machine.studio.profiles = [replace(SMALL, needs=("v4l2m2m",), plan=refuse)]
    [(usable, reason)] = await machine.state()
    assert not usable
    assert "Only Laserdiscs." in reason
    assert "`probe`" in reason


async def test_a_test_encode_that_does_not_end_is_ended(studio: Studio, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nwhile :; do echo; sleep 0.05; done\n")
    slow.chmod(0o755)
    ffmpeg = Ffmpeg(processes=studio.processes, commands=Commands(ffmpeg=str(slow)), trial=0.4)
    async with asyncio.timeout(2):
        assert await ffmpeg.test("x", (), "mp4", NO_HARDWARE) == "It did not end within 0.4 seconds."
    slow.write_text("#!/bin/sh\nexit 0\n")
    assert "without a result" in await ffmpeg.test("x", (), "mp4", NO_HARDWARE)


def test_every_class_of_the_sdk_is_known_and_a_driver_that_reserves_much_may(tmp_path: Path) -> None:
    (tmp_path / "nvidia0").touch()
    (tmp_path / "nvidiactl").touch()
    (tmp_path / "video0").touch()
    devices = Devices(tmp_path)
    for name in DEVICES:
        if name in {"cuda", "v4l2m2m"}:
            assert [each.roomy for each in devices.find([name])] == [name == "cuda"]
        else:
            with pytest.raises(NoDevice, match=name):
                devices.find([name])
    assert "memory" in limits().wire()
    assert "memory" not in limits(roomy=True).wire()


def test_what_is_generated_suits_what_a_profile_makes() -> None:
    kinds = {media: [each["type"] for each in samples(media)[0].facts.streams] for media in ("video", "audio", "image")}
    assert kinds == {"video": ["video", "audio"], "audio": ["audio"], "image": ["video"]}
