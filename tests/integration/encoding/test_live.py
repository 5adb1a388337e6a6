"""Conversions that leave while they are made, by the real ffmpeg: a few at once, and none outlives its listener."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import AsyncExitStack, closing
from typing import TYPE_CHECKING, Any

import pytest
from studio import running, until

from mediad.encoding.errors import BadArguments, EncodeFailed, SourceAway
from mediad.encoding.live import Live
from mediad.host.ffmpeg import LentFfmpeg
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.errors import Invalid, NotFound, Unavailable
from mediad_sdk.values.encoding import INPUT, OUTPUT
from mediad_sdk.values.http import Transcode

if TYPE_CHECKING:
    from pathlib import Path

    from engines import Database
    from studio import Studio

SEES = Viewer(account=1, libraries=(1,))
WAV = ("-i", INPUT, "-map", "0:a:0", "-c:a", "pcm_s16le", "-f", "wav", OUTPUT)
BYTES_A_SECOND = 44_100 * 2


@pytest.fixture
async def live(studio: Studio, media: Path) -> Live:
    await studio.shelf.add(1, media / "song.flac")
    await studio.shelf.add(2, media / "long.mkv")
    return studio.room().live


def file(database: Database, number: int) -> str:
    """Give the public id of a file."""
    with closing(sqlite3.connect(database.address)) as opened:
        [[uid]] = opened.execute("SELECT uid FROM file WHERE id = ?", (number,))
    return str(uid)


async def heard(live: Live, wanted: Transcode, viewer: Viewer = SEES) -> bytes:
    async with live.stream(viewer, wanted) as chunks:
        return b"".join([chunk async for chunk in chunks])


async def test_a_song_is_converted_whole_and_from_a_place_on(database: Database, live: Live) -> None:
    wanted: dict[str, Any] = {"file": file(database, 1), "arguments": WAV, "container": "wav"}
    whole = await heard(live, Transcode(**wanted))
    assert whole[:4] == b"RIFF"
    assert abs(len(whole) - 3 * BYTES_A_SECOND) < 10_000
    piece = await heard(live, Transcode(**wanted, start_ms=1000, end_ms=2000))
    assert abs(len(piece) - BYTES_A_SECOND) < 10_000
    assert live.running == 0


@pytest.mark.parametrize(("profile", "begins"), [("mp3", b"ID3"), ("opus-ogg", b"OggS"), ("aac-m4a", b"\0\0\0")])
async def test_a_profile_says_how(database: Database, live: Live, profile: str, begins: bytes) -> None:
    wanted = Transcode(file=file(database, 1), profile=profile)
    assert (await heard(live, wanted)).startswith(begins)
    assert live.mime(wanted).startswith("audio/")


async def test_whoever_leaves_ends_the_conversion(database: Database, live: Live, media: Path) -> None:
    wanted = Transcode(file=file(database, 2), arguments=("-i", INPUT, "-c:v", "libx264", "-f", "matroska", OUTPUT),
                       container="matroska")  # fmt: skip
    async with live.stream(SEES, wanted) as chunks:
        assert await anext(aiter(chunks))
        assert (live.running, len(running(media / "long.mkv"))) == (1, 1)
    assert live.running == 0
    await until(lambda: not running(media / "long.mkv"))


async def test_a_cancelled_listener_ends_it_too(database: Database, live: Live, media: Path) -> None:
    wanted = Transcode(file=file(database, 2), arguments=("-i", INPUT, "-c:v", "libx264", "-f", "matroska", OUTPUT),
                       container="matroska")  # fmt: skip
    task = asyncio.create_task(heard(live, wanted))
    await until(lambda: running(media / "long.mkv"))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: not running(media / "long.mkv"))
    assert live.running == 0


async def test_only_a_few_run_at_once_and_the_next_is_told_when_to_come_back(
    database: Database, live: Live, studio: Studio
) -> None:
    few = Live(studio.shelf.storage, live._ffmpeg, live._profiles, most=2)
    wanted = Transcode(file=file(database, 1), arguments=WAV, container="wav")
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(few.stream(SEES, wanted))
        with pytest.raises(Unavailable) as refused:
            await heard(few, wanted)
        assert refused.value.retry_after
    assert await heard(few, wanted)


async def test_what_one_may_not_hear_is_not_there_and_no_argument_names_a_file(database: Database, live: Live) -> None:
    uid = file(database, 1)
    with pytest.raises(NotFound):
        await heard(live, Transcode(file=uid, arguments=WAV, container="wav"), Viewer(account=2, libraries=()))
    for arguments, container in (
        (("-i", "/etc/passwd", "-f", "wav", OUTPUT), "wav"), (("-i", INPUT, "-f", "wav", "/tmp/x"), "wav"),
        (("-i", INPUT, "-f", "hls", OUTPUT), "hls"), (("-i", INPUT, "-af", "amovie=/etc/passwd", OUTPUT), "wav"),
    ):  # fmt: skip
        with pytest.raises(BadArguments):
            await heard(live, Transcode(file=uid, arguments=arguments, container=container))
    with pytest.raises(Invalid):
        await heard(live, Transcode(file=uid, profile="unknown"))


async def test_a_source_that_is_none_fails_before_a_byte_left(
    database: Database, live: Live, studio: Studio, tmp_path: Path
) -> None:
    with pytest.raises(EncodeFailed):
        await heard(live, Transcode(file=file(database, 2), arguments=WAV, container="wav"))  # it has no sound
    with closing(sqlite3.connect(database.address)) as opened, opened:
        opened.execute("UPDATE root SET state = 'offline', reason = 'it was pulled'")
    with pytest.raises(SourceAway, match="it was pulled"):
        await heard(live, Transcode(file=file(database, 1), arguments=WAV, container="wav"))


async def test_a_plugin_is_lent_ffmpeg_by_the_public_ids_of_files(database: Database, live: Live) -> None:
    class Sight:
        async def of(self, user: str) -> Viewer:
            return SEES

    lent = LentFfmpeg(live, Sight())  # type: ignore[arg-type]  # stands for it
    report = await lent.probe(file(database, 1))
    assert report["format"]["format_name"] == "flac"
    async with lent.stream(file(database, 1), WAV) as chunks:
        assert (await anext(aiter(chunks)))[:4] == b"RIFF"
    with pytest.raises(NotFound):
        await lent.probe("unknown")
