from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest
from studio import until

from mediad.workers.reader import RootReader
from mediad_sdk.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from mediad.workers.process import Processes

CONTENT = bytes(range(256)) * 8192


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "album").mkdir(parents=True)
    (root / "album" / "track").write_bytes(CONTENT)
    with (root / "film").open("wb") as film:
        film.truncate(256 << 20)
    (root / "link").symlink_to("album/track")
    (root / "out").symlink_to("../secret")
    (tmp_path / "secret").write_bytes(b"secret")
    return root


@pytest.fixture
async def reader(processes: Processes, root: Path) -> AsyncIterator[RootReader]:
    async with RootReader(processes, os.fsencode(root), seconds=0.5, silence=0.5, idle=0.2) as reader:
        yield reader


async def read(reader: RootReader, path: bytes, offset: int = 0, length: int | None = None) -> bytes:
    async with reader.open(path, offset, length) as stream:
        data = b"".join([chunk async for chunk in stream.chunks()])
        assert len(data) == stream.length
        return data


@pytest.mark.parametrize(
    ("offset", "length"),
    [(0, None), (0, 0), (1, 1), (1000, 100_000), (len(CONTENT) - 1, None), (len(CONTENT), 5), (len(CONTENT) + 7, None)],
)
async def test_any_range_of_a_file_comes_exactly(reader: RootReader, offset: int, length: int | None) -> None:
    end = None if length is None else offset + length
    assert await read(reader, b"album/track", offset, length) == CONTENT[offset:end]


async def test_facts_come_before_bytes(reader: RootReader, root: Path) -> None:
    facts = (root / "album/track").stat()
    async with reader.open(b"album/track") as stream:
        assert (stream.facts.size, stream.facts.mtime_ns) == (facts.st_size, facts.st_mtime_ns)
    seen = await reader.stat(b"album/track")
    assert (seen.inode, seen.device) == (facts.st_ino, facts.st_dev)


async def test_a_folder_is_listed(reader: RootReader) -> None:
    assert await reader.list(b"") == [(b"album", "d"), (b"film", "f"), (b"link", "l"), (b"out", "l")]


@pytest.mark.parametrize(
    "path", [b"nope", b"album", b"out", b"../secret", b"/etc/passwd", b"album/../../secret", b"n" * 300]
)
async def test_what_is_no_file_of_this_root_is_not_found(reader: RootReader, path: bytes) -> None:
    with pytest.raises(NotFound):
        await read(reader, path)


async def test_a_link_inside_the_root_is_followed(reader: RootReader) -> None:
    assert await read(reader, b"link", length=10) == CONTENT[:10]


async def test_a_file_closed_to_us_is_unavailable_with_a_remedy(
    reader: RootReader, root: Path, processes: Processes
) -> None:
    (root / "album/track").chmod(0)
    if os.access(root / "album/track", os.R_OK):
        pytest.skip("root may read everything")
    with pytest.raises(Unavailable) as refused:
        await read(reader, b"album/track")
    assert refused.value.remedy


async def test_many_streams_run_side_by_side_and_none_waits_for_another(reader: RootReader) -> None:
    async with reader.open(b"album/track") as slow:
        chunks = slow.chunks()
        first = await anext(chunks)
        others = await asyncio.gather(*(read(reader, b"album/track") for _ in range(20)))
        rest = b"".join([chunk async for chunk in chunks])
    assert set(others) == {CONTENT}
    assert first + rest == CONTENT


async def test_more_streams_than_a_reader_may_have_are_told_to_wait(reader: RootReader) -> None:
    outcomes: list[str] = []
    async with asyncio.TaskGroup() as group:
        for _ in range(80):
            group.create_task(_hold(reader, outcomes))
    assert outcomes == ["busy"] * 16 + ["read"] * 64
    assert await read(reader, b"album/track") == CONTENT


async def _hold(reader: RootReader, outcomes: list[str]) -> None:
    """Hold a stream until sixteen others were told to wait."""
    try:
        async with reader.open(b"album/track"):
            await until(lambda: outcomes.count("busy") == 16)
        outcomes.append("read")
    except Unavailable:
        outcomes.append("busy")


async def test_leaving_early_frees_the_stream(reader: RootReader) -> None:
    for _ in range(100):
        async with reader.open(b"album/track") as stream:
            await anext(stream.chunks())
    assert await read(reader, b"album/track") == CONTENT


async def test_a_reader_starts_on_demand_and_ends_when_idle(reader: RootReader) -> None:
    assert not reader.running
    await reader.stat(b"album/track")
    assert reader.running
    await until(lambda: not reader.running)
    assert await read(reader, b"album/track") == CONTENT


async def test_an_open_stream_is_no_idleness(reader: RootReader) -> None:
    async with reader.open(b"album/track") as stream:
        with pytest.raises(TimeoutError):  # more than twice what ends an idle one
            await until(lambda: not reader.running, 0.5)
        assert b"".join([chunk async for chunk in stream.chunks()]) == CONTENT


async def test_a_reader_that_dies_is_replaced(reader: RootReader, processes: Processes) -> None:
    await reader.stat(b"album/track")
    (process,) = processes._alive
    os.kill(process.pid, signal.SIGKILL)
    await process.gone(2)
    assert await read(reader, b"album/track") == CONTENT


async def test_a_reader_that_dies_in_the_middle_is_unavailable(reader: RootReader, processes: Processes) -> None:
    async with reader.open(b"film") as stream:
        chunks = stream.chunks()
        await anext(chunks)
        (process,) = processes._alive
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(Unavailable, match="early"):
            async for _ in chunks:
                pass


async def test_a_root_that_hung_is_left_alone_for_a_while(processes: Processes, root: Path) -> None:
    now = [0.0]
    async with RootReader(processes, os.fsencode(root), seconds=0.5, rest=15, clock=lambda: now[0]) as reader:
        await reader.stat(b"album/track")
        (process,) = processes._alive
        os.kill(process.pid, signal.SIGSTOP)
        with pytest.raises(Unavailable, match="does not answer"):
            await reader.stat(b"album/track")
        with pytest.raises(Unavailable, match="a moment ago") as refused:
            await reader.stat(b"album/track")
        assert refused.value.retry_after == 15
        now[0] = 16
        assert await read(reader, b"album/track") == CONTENT


async def test_a_disk_that_falls_silent_ends_the_stream_with_a_sentence(
    reader: RootReader, processes: Processes
) -> None:
    async with reader.open(b"film") as stream:
        chunks = stream.chunks()
        await anext(chunks)
        (process,) = processes._alive
        os.kill(process.pid, signal.SIGSTOP)
        with pytest.raises(Unavailable, match=r"gave nothing for 0\.5 s"):
            async for _ in chunks:
                pass
