from __future__ import annotations

import asyncio
import json
import os
import time
from errno import ENOENT
from typing import TYPE_CHECKING

import pytest

from mediad.workers.errors import WorkerFailed, WorkerStopped
from mediad.workers.media import MediaPool
from mediad.workers.process import Limits
from mediad.workers.results import FileResult, FolderInput, FolderResult, TypeCode
from mediad.workers.worker import MediaWorker
from mediad_sdk.runner import landlock
from mediad_sdk.runner.board import IDLE

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.workers.process import Processes

TOY = TypeCode(id="toy", claim="hostile:claim", extract="hostile:extract", assemble="hostile:assemble")
GREEDY = TypeCode(id="greedy", claim="hostile:claim_everything", extract="hostile:extract", assemble="hostile:assemble")
ABSENT = TypeCode(id="absent", claim="nowhere:claim", extract="nowhere:extract", assemble="nowhere:assemble")

HELD = {
    "writes into its file": ("unreadable", "Permission denied"),
    "looks next door": ("error", "Permission denied"),
    "looks at the daemon": ("error", "Permission denied"),
}
"""What it wants of files that are not its business; refused where the kernel has Landlock."""
FATE = {
    "segfaults": ("crash", "SIGSEGV"),
    "exits": ("crash", "exit 3"),
    "asks to exit": ("error", "SystemExit"),
    "hangs in C": ("timeout", "could not be interrupted"),
    "backtracks": ("timeout", "longer than 0.5 s"),
    "swallows": ("timeout", "longer than 0.5 s"),
    "eats memory": ("memory", "more memory"),
    "maps too much": ("memory", "more memory"),
    "returns 40 MB": ("too_large", "allowed"),
    "returns bytes": ("error", "not JSON serializable"),
    "returns None": ("error", "TypeError"),
    "is refused": ("unsupported", "it is protected"),
    "asks the network": ("error", "PermissionError"),
    "backdates its file": ("error", "not permitted"),
    "blames its file": ("unreadable", "not permitted"),
    "changes": ("changed", "changed while it was read"),
    **({} if landlock.version() < 1 else HELD),
}


def folder(root: Path, path: str, *names: str, **more: object) -> FolderInput:
    """Write files and list them as a walk would."""
    (root / path).mkdir(parents=True, exist_ok=True)
    rows = []
    for name in sorted(names):
        (root / path / name).write_text("content of " + name)
        facts = (root / path / name).stat()
        rows.append([name.encode(), "f", facts.st_size, facts.st_mtime_ns, facts.st_ino, facts.st_dev, 1])
    return FolderInput(path=path.encode(), entries=rows, **more)  # type: ignore[arg-type]  # known and failed


async def keep_touching(path: Path) -> None:
    while True:
        os.utime(path)
        await asyncio.sleep(0.005)


def by_name(result: FolderResult) -> dict[str, FileResult]:
    return {file.name.decode(): file for file in result.files}


@pytest.fixture
def pool(processes: Processes) -> MediaPool:
    return MediaPool(processes, size=2, seconds=0.5, grace=0.3, limits=Limits(memory=1 << 30))


async def test_whatever_one_file_does_all_others_are_done_and_the_culprit_is_named(
    pool: MediaPool, tmp_path: Path
) -> None:
    names = [name for fate in FATE for name in (f"before {fate[::-1]}", fate, f"then {fate[::-1]}")]
    (tmp_path.parent / "secret").write_text("the daemon's")
    given = folder(tmp_path, "a", *names)
    async with pool:
        touching = asyncio.create_task(keep_touching(tmp_path / "a/changes"))
        (result,) = await pool.process(os.fsencode(tmp_path), [TOY], [given])
        touching.cancel()
    files = by_name(result)
    assert sorted(files) == sorted(names)
    for name, (code, reason) in FATE.items():
        assert (files[name].error, reason in files[name].reason) == (code, True), files[name]
    assert files["swallows"].opens == 1, "it cannot swallow the alarm, so its worker lives on"
    innocent = [file for name, file in files.items() if name not in FATE]
    assert {(file.error, len(file.content_id)) for file in innocent} == {("", 16)}
    assert {json.loads(file.facts)["head"] for file in innocent} == {"content "}
    assert {work.key.split("|")[1] for work in result.works["toy"]} == {"", *(code for code, _ in FATE.values())}


async def test_a_crash_makes_no_innocent_file_opened_twice_but_what_was_not_told_yet(
    pool: MediaPool, tmp_path: Path
) -> None:
    folders = [folder(tmp_path, f"{at}", *(f"{n}" for n in range(50))) for at in range(20)]
    folders.append(folder(tmp_path, "bad", "x segfaults"))
    async with pool:
        results = await pool.process(os.fsencode(tmp_path), [TOY], folders)
    assert [result.path for result in results] == [each.path for each in folders]
    assert sum(file.opens for result in results[:-1] for file in result.files) == 1000
    assert by_name(results[-1])["x segfaults"].error == "crash"


async def test_a_file_that_ends_only_one_worker_is_no_culprit(pool: MediaPool, tmp_path: Path) -> None:
    async with pool:
        task = asyncio.create_task(
            pool.process(os.fsencode(tmp_path), [TOY], [folder(tmp_path, "a", *(f"{n:03}" for n in range(900)))])
        )
        while not (alive := list(pool._processes._alive)):
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.08)
        alive[0].kill()  # as the kernel does when memory is short
        (result,) = await task
    assert {file.error for file in result.files} == {""}
    assert len(result.files) == 900


async def test_known_facts_and_known_failures_open_nothing(pool: MediaPool, tmp_path: Path) -> None:
    known = {"toy": {b"old": '{"from":"before"}'}}
    failed = {"toy": {b"segfaults": "crash"}}
    given = folder(tmp_path, "a", "old", "new", "segfaults", known=known, failed=failed)
    async with pool:
        (result,) = await pool.process(os.fsencode(tmp_path), [TOY], [given])
    assert [(file.name, file.opens) for file in result.files] == [(b"new", 1)]
    assert sorted(work.key for work in result.works["toy"]) == ["new|", "old|", "segfaults|crash"]


async def test_two_types_share_a_folder_and_no_file(pool: MediaPool, tmp_path: Path) -> None:
    async with pool:
        (result,) = await pool.process(
            os.fsencode(tmp_path), [GREEDY, TOY], [folder(tmp_path, "a", "film", "notes.txt")]
        )
    assert (result.claims["toy"]["files"], result.claims["greedy"]["files"]) == ((b"film",), (b"notes.txt",))


async def test_a_type_whose_code_does_not_load_stops_no_other(pool: MediaPool, tmp_path: Path) -> None:
    async with pool:
        (result,) = await pool.process(os.fsencode(tmp_path), [ABSENT, TOY], [folder(tmp_path, "a", "film")])
    assert [(error.type, error.step, error.code) for error in result.errors] == [("absent", "claim", "load_failed")]
    assert len(result.works["toy"]) == 1


async def test_a_claim_or_an_assembly_that_fails_costs_its_folder_alone(pool: MediaPool, tmp_path: Path) -> None:
    paths = ["claim crashes", "claim raises", "assemble hangs", "well"]
    async with pool:
        results = await pool.process(os.fsencode(tmp_path), [TOY], [folder(tmp_path, path, "x") for path in paths])
    errors = {result.path: [(error.step, error.code) for error in result.errors] for result in results}
    assert errors == {
        b"claim crashes": [("claim", "crash")],
        b"claim raises": [("claim", "error")],
        b"assemble hangs": [("assemble", "timeout")],
        b"well": [],
    }
    assert len(results[-1].works["toy"]) == 1


async def test_a_file_that_vanished_since_the_walk_is_unreadable(pool: MediaPool, tmp_path: Path) -> None:
    given = folder(tmp_path, "a", "here", "gone")
    (tmp_path / "a" / "gone").unlink()
    os.mkfifo(tmp_path / "a" / "gone")
    async with pool:
        (result,) = await pool.process(os.fsencode(tmp_path), [TOY], [given])
    assert (by_name(result)["gone"].error, by_name(result)["here"].error) == ("unreadable", "")


async def test_names_in_no_encoding_are_read(pool: MediaPool, tmp_path: Path) -> None:
    name = b"\xff\xfe"
    (tmp_path / os.fsdecode(name)).write_bytes(b"1234")
    given = FolderInput(path=b"", entries=[[name, "f", 4, 0, 0, 0, 1]])
    async with pool:
        (result,) = await pool.process(os.fsencode(tmp_path), [TOY], [given])
    assert json.loads(result.files[0].facts)["name"] == "??", "as text; its bytes are its name"


async def test_workers_rest_and_end_when_idle(processes: Processes, tmp_path: Path) -> None:
    async with MediaPool(processes, size=1, idle=0.2) as pool:
        for _ in range(2):
            await pool.process(os.fsencode(tmp_path), [TOY], [folder(tmp_path, "a", "x")])
            pids = {process.pid for process in processes._alive}
            assert len(pids) == 1
        await until(lambda: not processes._alive)


async def test_each_root_has_workers_of_its_own(processes: Processes, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    async with MediaPool(processes, size=1) as pool:
        for root, other in ((here, there), (there, here)):
            (result,) = await pool.process(os.fsencode(root), [TOY], [folder(root, "a", "x")])
            assert [file.error for file in result.files] == [""]
            folder(other, "a", "y")
            found = await pool.picture(os.fsencode(other), b"a/y", "hostile:artwork", "hostile:kept", {})
            assert found == {"data": b"content of y"}
            await until(lambda: len(processes._alive) == 1)


async def test_another_disk_in_the_place_of_the_root_is_read_by_another_worker(
    processes: Processes, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    async with MediaPool(processes, size=1) as pool:
        await pool.process(os.fsencode(root), [TOY], [folder(root, "a", "x")])
        root.rename(tmp_path / "former")
        (result,) = await pool.process(os.fsencode(root), [TOY], [folder(root, "a", "y")])
    assert [(file.name, file.error) for file in result.files] == [(b"y", "")]


async def test_a_temporary_file_is_at_hand_and_gone_with_the_worker(processes: Processes, tmp_path: Path) -> None:
    place, root = tmp_path / "temporary", tmp_path / "root"
    async with MediaPool(processes, size=1, folders=lambda: (place / "media-1",)) as pool:
        (result,) = await pool.process(os.fsencode(root), [TOY], [folder(root, "a", "x uses a temporary file")])
        assert [file.error for file in result.files] == [""]
        [own] = place.iterdir()
        assert own.name == "media-1"
    assert list(place.iterdir()) == []


async def test_a_worn_worker_is_replaced(processes: Processes, tmp_path: Path) -> None:
    seen = set()
    async with MediaPool(processes, size=1, batches=1) as pool:
        for _ in range(2):
            await pool.process(os.fsencode(tmp_path), [TOY], [folder(tmp_path, "a", "x")])
            seen |= {process.pid for process in processes._alive}
        await until(lambda: not processes._alive)
    assert len(seen) == 2


async def test_a_worker_that_rests_is_not_suspected_of_hanging(processes: Processes, tmp_path: Path) -> None:
    given = folder(tmp_path, "a", "x")
    request = {"root": os.fsencode(tmp_path), "types": [TOY.wire()], "seconds": 0.1}
    wire = {"path": given.path, "entries": given.entries}
    async with MediaWorker.start(processes, Limits(), seconds=0.1, grace=0.1) as worker:
        for operation, arguments in (("one", {"folder": wire, "kind": 0, "file": 0}), ("folders", {"folders": [wire]})):
            _ = [value async for value in worker.ask(operation, **arguments, **request)]
            assert worker._board.read()[1] == IDLE, operation


async def test_a_picture_is_made_where_it_is_read_and_a_failing_one_says_why(pool: MediaPool, tmp_path: Path) -> None:
    folder(tmp_path, "a", "x", "empty")
    (tmp_path / "a" / "empty").write_bytes(b"")
    root, kept = os.fsencode(tmp_path), "hostile:kept"
    async with pool:
        for function in ("hostile:artwork", ""):
            assert await pool.picture(root, b"a/x", function, kept, {"n": 7}) == {"data": b"content of x"[:7]}
        assert await pool.picture(root, b"a/empty", "hostile:artwork", kept, {}) is None
        with pytest.raises(WorkerFailed, match="No such file") as gone:
            await pool.picture(root, b"a/nope", "hostile:artwork", kept, {})
        assert gone.value.errno == ENOENT
        with pytest.raises(WorkerStopped, match="SIGSEGV") as crashed:
            await pool.picture(root, b"a/x", "hostile:segfault", kept, {})
        with pytest.raises(WorkerStopped, match="could not be interrupted") as stuck:
            await pool.picture(root, b"a/x", "", "hostile:stuck", {})
        assert (crashed.value.why, stuck.value.why, stuck.value.hung) == ("crash", "timeout", False)


async def until(condition: object) -> None:
    end = time.monotonic() + 3
    while not condition():  # type: ignore[operator]  # a lambda
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
