"""Conversions that go wrong: a reason that a person can act on, and nothing left behind."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from studio import PROFILES, Run, running, until

from mediad.encoding.command import WHOLE, Commands, Work
from mediad.encoding.conversion import Step
from mediad.encoding.errors import (
    BadArguments,
    EncodeFailed,
    FfmpegMissing,
    NoDirectory,
    NoEncoder,
    NoSpace,
    NotVerified,
    SourceAway,
    Unreadable,
)
from mediad.encoding.ffmpeg import Ffmpeg
from mediad.encoding.progress import Report
from mediad_sdk.errors import Invalid, Unsupported
from mediad_sdk.values.encoding import INPUT, OUTPUT, Encoding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studio import Studio

    from mediad_sdk.values.encoding import SourceFacts

SMALL = next(each for each in PROFILES if each.id == "h264-480p")


def program(path: Path, text: str) -> Commands:
    """Make a program that stands in for ffmpeg."""
    path.write_text(text)
    path.chmod(0o755)
    return Commands(ffmpeg=str(path))


def work(source: Path, to: Path, room: int = 1 << 30) -> Work:
    options = ("-c:v", "libx264", "-preset", "veryfast")
    return Work(
        source=os.fsencode(source), piece=WHOLE, options=options, container="mp4", to=os.fsencode(to), room=room
    )


async def nothing(report: Report) -> None:
    """Hear a report."""


async def test_a_cancelled_conversion_leaves_no_process_and_no_file(studio: Studio, media: Path) -> None:
    item = await studio.shelf.add(1, media / "long.mkv")
    task = asyncio.create_task(studio.encode(item, "h264-480p"))
    await until(lambda: any(each.endswith(".part") for each in studio.files()))
    task.cancel()
    async with asyncio.timeout(5):
        with suppress(asyncio.CancelledError):
            await task
    assert task.cancelled()
    assert running(studio.directory) == []
    assert studio.files() == []
    assert await studio.shelf.conversions() == []


async def test_a_program_that_does_not_want_to_end_is_ended_with_its_children(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "child").symlink_to("/bin/sleep")
    text = '#!/bin/sh\ntrap "" TERM\n"${0%/*}/child" 1001 &\nwhile :; do sleep 0.1; done\n'
    fake = program(tmp_path / "stubborn", text)
    ffmpeg = Ffmpeg(processes=studio.processes, commands=fake)
    task = asyncio.create_task(ffmpeg.encode(work(tmp_path, tmp_path / "to"), nothing))
    await until(lambda: running(tmp_path / "child"))
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    # Its children are killed with it, and gone when the kernel is done; one just forked is still called as it is.
    await until(lambda: running(tmp_path / "stubborn") == running(tmp_path / "child") == [])


async def test_a_disk_that_is_silent_ends_the_conversion(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "child").symlink_to("/bin/sleep")
    fake = program(tmp_path / "silent", '#!/bin/sh\nexec "${0%/*}/child" 1002\n')
    ffmpeg = Ffmpeg(processes=studio.processes, commands=fake, silence=0.3)
    with pytest.raises(SourceAway, match="seconds"):
        await ffmpeg.encode(work(tmp_path, tmp_path / "to"), nothing)
    assert running(tmp_path / "child") == []


async def test_a_source_that_hangs_when_it_is_opened_is_given_up(studio: Studio, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hangs.mkv")
    with pytest.raises(SourceAway):
        await Ffmpeg(processes=studio.processes, commands=Commands()).probe(os.fsencode(tmp_path / "hangs.mkv"), 1)
    assert running(tmp_path / "hangs.mkv") == []


async def test_a_result_that_grows_too_large_is_no_space(studio: Studio, media: Path, tmp_path: Path) -> None:
    ffmpeg = Ffmpeg(processes=studio.processes, commands=Commands())
    with pytest.raises(NoSpace):
        await ffmpeg.encode(work(media / "film.mkv", tmp_path / "to", room=10_000), nothing)


async def test_a_disk_with_too_little_space_is_told_before_anything_is_written(studio: Studio, media: Path) -> None:
    item = await studio.shelf.add(1, media / "film.mkv")
    with pytest.raises(NoSpace, match="are kept free"):
        await studio.encode(item, "h264-480p", keep_free=1 << 60)
    assert studio.files() == []


async def test_space_that_runs_out_meanwhile_ends_the_conversion(studio: Studio, media: Path) -> None:
    class Filling:
        free_bytes = 100

        async def free(self) -> int:
            return self.free_bytes

    class Clock:
        now = 100.0

        def monotonic(self) -> float:
            return self.now

    disk, clock = Filling(), Clock()
    step = Step(run=Run({}), clock=clock, keep_free=50)  # type: ignore[arg-type]  # as much of a clock as it needs
    report = Report(written_ms=1, speed=1)
    await step.converting(report, 10, disk)  # type: ignore[arg-type]  # as much of a place as it needs
    disk.free_bytes = 10
    await step.converting(report, 10, disk)  # type: ignore[arg-type]  # as above
    clock.now += 6
    with pytest.raises(NoSpace):
        await step.converting(report, 10, disk)  # type: ignore[arg-type]  # as above


@pytest.mark.faults
async def test_a_full_disk_leaves_no_remains(studio: Studio, media: Path, tmp_path: Path) -> None:
    studio.directory.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(studio.directory)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: ASYNC221  # takes no time
        pytest.skip("mounting needs root")
    try:
        item = await studio.shelf.add(1, media / "film.mkv")
        with pytest.raises(NoSpace) as refused:
            await studio.encode(item, "h264-480p")
        assert re.search("space|free", str(refused.value))  # seen by ffmpeg, or by us before it
        assert refused.value.remedy
        assert studio.files() == []
    finally:
        subprocess.run(["umount", str(studio.directory)], check=True)  # noqa: ASYNC221  # as above


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{dir}/film.mkv\n",
        "ffconcat version 1.0\nfile {dir}/film.mkv\n",
        "no film",
    ],
)
async def test_a_playlist_or_nonsense_under_the_name_of_a_film_opens_nothing(
    studio: Studio, media: Path, text: str
) -> None:
    (media / "trap.mkv").write_text(text.replace("{dir}", str(media)))
    with pytest.raises(Unreadable):
        await studio.encode(await studio.shelf.add(1, media / "trap.mkv"), "h264-480p")
    assert studio.files() == []


async def test_a_source_that_breaks_off_is_found_out_by_its_length(studio: Studio, media: Path) -> None:
    data = (media / "film.mkv").read_bytes()
    (media / "half.mkv").write_bytes(data[: len(data) // 2])
    with pytest.raises(NotVerified, match="s long, not 2"):
        await studio.encode(await studio.shelf.add(1, media / "half.mkv"), "h264-480p")
    assert studio.files() == []
    assert await studio.shelf.conversions() == []


async def test_a_result_with_a_hole_does_not_pass_the_check(studio: Studio, media: Path) -> None:
    await studio.encode(await studio.shelf.add(1, media / "film.mkv"), "h264-480p")
    path = studio.directory / studio.files()[0]
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = bytes(3000)
    path.write_bytes(data)
    with pytest.raises(NotVerified):
        await Ffmpeg(processes=studio.processes, commands=Commands()).decode(os.fsencode(path), nothing)


async def test_a_complaint_while_the_result_is_decoded_counts_even_where_ffmpeg_does_not_mind(
    studio: Studio, tmp_path: Path
) -> None:
    fake = program(tmp_path / "careless", "#!/bin/sh\necho '[h264 @ 0x5] [error] corrupt frame' >&2\n")
    with pytest.raises(NotVerified, match="corrupt frame"):
        await Ffmpeg(processes=studio.processes, commands=fake).decode(b"/x", nothing)


async def test_what_a_library_says_while_the_result_is_decoded_is_no_mistake_of_the_result(
    studio: Studio, tmp_path: Path
) -> None:
    fake = program(tmp_path / "chatty", "#!/bin/sh\necho 'Warning: using insecure memory!' >&2\n")
    assert await Ffmpeg(processes=studio.processes, commands=fake).decode(b"/x", nothing) == 0


def planned(change: Callable[[Encoding], Encoding]) -> Callable[[SourceFacts], Encoding]:
    return lambda source: change(SMALL.plan(source))


async def test_a_profile_that_promises_something_else_makes_nothing(studio: Studio, media: Path) -> None:
    studio.profiles = [replace(SMALL, plan=planned(lambda plan: replace(plan, streams=(("video", "h264"),))))]
    with pytest.raises(NotVerified):
        await studio.encode(await studio.shelf.add(1, media / "film.mkv"), "h264-480p")
    assert studio.files() == []


async def test_arguments_that_are_not_allowed_never_reach_ffmpeg(studio: Studio, media: Path, tmp_path: Path) -> None:
    real = shutil.which("ffmpeg")
    spy = program(
        tmp_path / "spy", f'#!/bin/sh\n[ "$2" = -encoders ] && exec {real} "$@"\necho called > "$0.called"\nexit 1\n'
    )
    hostile = ("-i", INPUT, "-i", "/etc/passwd", "-c", "copy", OUTPUT)
    studio.profiles = [replace(SMALL, plan=planned(lambda plan: replace(plan, arguments=hostile)))]
    with pytest.raises(BadArguments, match="-i"):
        await studio.encode(await studio.shelf.add(1, media / "film.mkv"), "h264-480p", commands=spy)
    assert not (tmp_path / "spy.called").exists()
    studio.profiles = [SMALL]
    with pytest.raises(EncodeFailed):
        await studio.encode(studio.shelf.items[1], "h264-480p", commands=spy)
    assert (tmp_path / "spy.called").exists()


async def test_the_whole_command_line_is_ours_but_for_the_options(studio: Studio, media: Path, tmp_path: Path) -> None:
    spy = program(tmp_path / "spy", '#!/bin/sh\nprintf \'%s\\n\' "$@" > "$0.argv"\nexit 7\n')
    ffmpeg = Ffmpeg(processes=studio.processes, commands=replace(spy, threads=2))
    with pytest.raises(EncodeFailed, match="exit 7"):
        await ffmpeg.encode(work(media / "-film %d.mkv", tmp_path / "to"), nothing)
    words = (tmp_path / "spy.argv").read_text().splitlines()
    assert words[:9] == [
        "-nostdin",
        "-hide_banner",
        "-v",
        "error",
        "-nostats",
        "-progress",
        "pipe:1",
        "-stats_period",
        "0.5",
    ]
    assert words[9:13] == ["-threads", "2", "-protocol_whitelist", "file"]
    assert words[13] == "-format_whitelist"
    assert not {"hls", "concat", "image2", "lavfi", "dash"} & set(words[14].split(","))
    assert words[15:17] == ["-i", f"file:{media}/-film %d.mkv"]
    assert words[17:] == [
        "-c:v", "libx264", "-preset", "veryfast", "-threads", "2", "-f", "mp4", "-y", f"file:{tmp_path}/to",
    ]  # fmt: skip  # as a command line


CONFINED = f"""#!{sys.executable}
import ctypes, os, resource, socket, sys
with open(sys.argv[-1].removeprefix("file:"), "w") as out:
    try:
        socket.socket()
        print("socket", file=out)
    except PermissionError:
        print("no socket", file=out)
    print("nice", os.nice(0), file=out)
    print("size", resource.getrlimit(resource.RLIMIT_FSIZE)[0], file=out)
    print("session", os.getsid(0) == os.getpid(), file=out)
    print("memory", resource.getrlimit(resource.RLIMIT_AS)[0], file=out)
    signal = ctypes.c_int()
    ctypes.CDLL(None).prctl(2, ctypes.byref(signal))
    print("death signal", signal.value, file=out)
    print("core", resource.getrlimit(resource.RLIMIT_CORE)[0], file=out)
    kept = {{"PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH"}}
    print("environment", sorted(set(os.environ) - kept), file=out)
    print("descriptors", sorted(int(each) for each in os.listdir("/proc/self/fd"))[:-1], file=out)
"""


async def test_ffmpeg_has_no_network_no_secrets_and_limits(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDIAD__STORAGE__PASSWORD", "secret")
    fake = program(tmp_path / "confined", CONFINED)
    ffmpeg = Ffmpeg(processes=studio.processes, commands=fake)
    with os.fdopen(os.memfd_create("leak", 0)):  # a descriptor that would be inherited
        await ffmpeg.encode(work(tmp_path / "x", tmp_path / "to", 12345), nothing)
    told = (tmp_path / "to").read_text().splitlines()
    assert told == [
        "no socket", f"nice {min(19, os.nice(0) + 10)}", "size 12345", "session True", f"memory {8 << 30}",
        "death signal 9", "core 0", "environment []", "descriptors [0, 1, 2, 3]",
    ]  # fmt: skip  # 3 is the file that it writes


async def test_a_missing_ffmpeg_is_told_everywhere(studio: Studio, media: Path, tmp_path: Path) -> None:
    missing = Commands(ffmpeg=str(tmp_path / "absent"))
    room = studio.room(commands=missing)
    assert (await room.profiles.health()).state == "degraded"
    described = await room.profiles.describe()
    assert {each["usable"] for each in described} == {False}
    assert "Install ffmpeg" in described[0]["reason"]
    with pytest.raises(FfmpegMissing):
        await studio.encode(await studio.shelf.add(1, media / "film.mkv"), "h264-480p", commands=missing)
    lost = Ffmpeg(processes=studio.processes, commands=missing)
    with pytest.raises(FfmpegMissing):
        await lost.encoders()


async def test_an_encoder_that_this_ffmpeg_lacks_makes_its_profiles_unusable(studio: Studio, media: Path) -> None:
    studio.profiles = [SMALL, replace(SMALL, id="av2", encoders=("libav2",))]
    room = studio.room()
    assert [each["usable"] for each in await room.profiles.describe()] == [False, True]
    assert (await room.profiles.health()).state == "degraded"
    with pytest.raises(NoEncoder, match="libav2"):
        await studio.encode(await studio.shelf.add(1, media / "film.mkv"), "av2")
    studio.profiles.pop()
    assert (await room.profiles.health()).state == "ok"


async def test_an_unknown_profile_is_refused_with_the_known_ones(studio: Studio, media: Path) -> None:
    with pytest.raises(Invalid) as refused:
        await studio.encode(await studio.shelf.add(1, media / "film.mkv"), "h265")
    assert "h264-480p" in str(refused.value.places)


@pytest.mark.parametrize("change", [{"id": "../x"}, {"suffix": "m/4"}, {"suffix": ""}])
async def test_a_profile_whose_name_is_no_file_name_is_refused(studio: Studio, change: dict[str, Any]) -> None:
    studio.profiles = [replace(SMALL, **change)]
    with pytest.raises(BadArguments):
        studio.room().profiles.get(change.get("id", SMALL.id))


async def test_a_directory_inside_a_root_is_refused_even_behind_a_link(
    studio: Studio, media: Path, tmp_path: Path
) -> None:
    item = await studio.shelf.add(1, media / "film.mkv")
    studio.directory = media / "derived"
    with pytest.raises(NoDirectory, match="overlap"):
        await studio.encode(item, "h264-480p")
    studio.directory = tmp_path / "link"
    (media / "behind").mkdir()
    studio.directory.symlink_to(media / "behind")
    with pytest.raises(NoDirectory, match="overlap"):
        await studio.encode(item, "h264-480p")
    assert not (media / "derived").exists()
    assert [each for each in (media / "behind").rglob("*") if each.is_file()] == []


async def test_what_an_earlier_life_left_is_cleared_and_nothing_else(studio: Studio, media: Path) -> None:
    item = await studio.shelf.add(1, media / "song.flac")
    await studio.encode(item, "mp3")
    [made] = studio.files()
    place = studio.directory / "films"
    left = place / ".01890000-0000-7000-8000-000000000009.1.part"
    stray = place / "01890000-0000-7000-8000-000000000009.mp3.mp3"
    for path in (left, stray, place / "somebody's.part"):
        path.write_bytes(b"x")
    assert await studio.room().sweep(alone=False) == []
    assert await studio.room().sweep() == [str(left)]
    assert studio.files() == sorted([made, f"films/{stray.name}", "films/somebody's.part"])


async def test_a_second_attempt_clears_what_the_first_left(studio: Studio, media: Path) -> None:
    item = await studio.shelf.add(1, media / "song.flac")
    run = Run({"item": item, "profile": "mp3"}, attempt=2)
    left = studio.directory / "films" / f".{run.id}.1.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    await studio.room().run(run)
    assert not left.exists()
    assert len(studio.files()) == 1


async def test_what_a_profile_refuses_is_refused_before_a_job_is_queued(studio: Studio, media: Path) -> None:
    class Queue:
        async def enqueue(self, *_: Any, **__: Any) -> str:
            return "queued"

    jobs: Any = Queue()
    room = studio.room()
    song = await studio.shelf.add(1, media / "song.flac")
    with pytest.raises(Unsupported, match="no moving picture"):
        await room.start(jobs, song, "h264-480p")
    assert await room.start(jobs, song, "mp3") == "queued"
    gone = await studio.shelf.add(2, media / "gone.flac")
    assert await room.start(jobs, gone, "mp3") == "queued", "the job waits for a disk that does not answer"
