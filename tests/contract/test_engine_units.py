"""What a unit of work may rely on, on every engine."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mediad.storage.errors import ConstraintViolated, StorageContended

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mediad.storage.units import Storage, Transaction


def adding(number: int) -> Callable[[Transaction], Awaitable[int]]:
    async def add(tx: Transaction) -> int:
        await tx.execute("note.add", {"id": number, "text": f"note {number}"})
        return number

    return add


async def test_a_unit_returns_its_result_and_is_seen_afterwards(notes: Storage) -> None:
    assert await notes.write(adding(7)) == 7
    assert [tuple(row) for row in await notes.fetch_all("note.texts")] == [(7, "note 7")]


async def test_rows_answer_by_place_and_by_name(notes: Storage) -> None:
    await notes.write(adding(7))
    row = await notes.fetch_one("note.texts")
    assert (row[0], row["text"]) == (7, "note 7")
    assert await notes.fetch_one("note.text", {"id": 8}) is None
    assert await notes.fetch_value("note.text", (7,)) == "note 7"


async def test_execute_tells_how_many_rows_changed(notes: Storage) -> None:
    async def rename(tx: Transaction) -> int:
        await tx.execute_many("note.add_many", [(1, "a"), {"text": "b", "id": 2}, (3, "c")])
        return await tx.execute("note.rename", {"id": 2, "text": "x"})

    assert await notes.write(rename) == 2
    assert [row[1] for row in await notes.fetch_all("note.texts")] == ["a", "now: x", "now: x"]


async def test_a_failing_unit_is_undone_alone(notes: Storage) -> None:
    async def fail(tx: Transaction) -> None:
        await adding(50)(tx)
        raise LookupError("on purpose")

    results = await asyncio.gather(
        *(notes.write(adding(number)) for number in range(5)),
        notes.write(fail),
        *(notes.write(adding(number)) for number in range(5, 10)),
        return_exceptions=True,
    )
    assert [each for each in results if isinstance(each, BaseException)] == [results[5]]
    assert isinstance(results[5], LookupError)
    assert [row[0] for row in await notes.fetch_all("note.texts")] == list(range(10))


async def test_a_broken_rule_is_an_error_of_ours_that_names_the_statement(notes: Storage) -> None:
    await notes.write(adding(1))
    with pytest.raises(ConstraintViolated, match=r"note\.add") as caught:
        await notes.write(adding(1))
    assert caught.value.remedy
    assert await notes.write(adding(2)) == 2


async def test_a_unit_that_began_outlives_its_caller(notes: Storage) -> None:
    began, go_on = asyncio.Event(), asyncio.Event()

    async def slow(tx: Transaction) -> None:
        await adding(1)(tx)
        began.set()
        await go_on.wait()
        await adding(2)(tx)

    caller = asyncio.create_task(notes.write(slow))
    await began.wait()
    caller.cancel()
    await asyncio.wait({caller})
    assert caller.cancelled()
    go_on.set()
    await notes.write(adding(3))
    while await notes.fetch_value("note.count") < 3:  # there is nobody left to tell us
        await asyncio.sleep(0.01)


async def test_a_transaction_ends_with_its_unit(notes: Storage) -> None:
    async def keep(tx: Transaction) -> Transaction:
        await adding(1)(tx)
        return tx

    kept = await notes.write(keep)
    with pytest.raises(RuntimeError, match="after it had ended"):
        await kept.fetch_all("note.texts")


async def test_a_reader_sees_one_moment(notes: Storage) -> None:
    async with notes.read() as reader:
        assert await reader.fetch_value("note.count") == 0
        await notes.write(adding(1))
        assert await reader.fetch_value("note.count") == 0
    assert await notes.fetch_value("note.count") == 1


async def test_a_reader_that_reads_nothing_or_fails_leaves_nothing_open(
    notes: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        async with notes.read() as reader:
            await reader.fetch_all("note.texts")
            raise LookupError

    for _ in range(5):
        async with notes.read():
            pass
        with pytest.raises(LookupError):
            await fail()
    await notes.write(adding(1))
    async with notes.read() as reader:
        assert await reader.fetch_value("note.count") == 1
    assert caplog.messages == []


async def test_ids_are_reserved_in_blocks_and_never_twice(notes: Storage) -> None:
    async def reserve(tx: Transaction) -> int:
        return await tx.reserve("subject", 10)

    firsts = await asyncio.gather(*(notes.write(reserve) for _ in range(20)))
    assert sorted(firsts) == list(range(1, 201, 10))


async def test_topics_are_told_once_after_the_commit_and_never_of_a_failure(notes: Storage) -> None:
    heard: list[tuple[frozenset[str], int]] = []
    inside: list[int] = []
    stop = notes.committed.subscribe(lambda topics: heard.append((topics, inside[-1])))

    async def announce(tx: Transaction) -> None:
        tx.announce("jobs", "events")
        await adding(1)(tx)
        await asyncio.sleep(0.01)
        inside.append(len(heard))

    async def fail(tx: Transaction) -> None:
        tx.announce("never")
        raise LookupError

    await notes.write(announce)
    with pytest.raises(LookupError):
        await notes.write(fail)
    stop()
    await notes.write(adding(2))
    assert heard == [(frozenset({"jobs", "events"}), 0)]


async def test_a_listener_that_raises_harms_neither_the_commit_nor_the_others(notes: Storage) -> None:
    heard: list[Any] = []

    def raise_(_topics: object) -> None:
        raise RuntimeError("on purpose")

    notes.committed.subscribe(raise_)
    notes.committed.subscribe(heard.append)

    async def announce(tx: Transaction) -> None:
        tx.announce("jobs")

    await notes.write(announce)
    assert heard == [frozenset({"jobs"})]


async def test_a_slow_statement_is_logged_by_name_and_without_its_values(
    notes: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    await notes.fetch_all("note.slow")
    assert [record.getMessage() for record in caplog.records if "slow statement note.slow" in record.getMessage()]
    assert notes.figures().slow == 1


async def test_what_the_engine_did_is_counted(notes: Storage) -> None:
    before = notes.figures()
    await asyncio.gather(*(notes.write(adding(number)) for number in range(10)))
    after = notes.figures()
    assert after.units - before.units == 10
    assert after.statements - before.statements >= 10
    assert after.waiting == 0
    assert 0 < after.commits - before.commits <= 10


async def test_rivals_for_the_same_rows_are_retried(notes: Storage, engine: str) -> None:
    """Two units lock the same rows in opposite order; on SQLite one writer makes that impossible."""
    await notes.write(adding(1))
    await notes.write(adding(2))
    both = asyncio.Barrier(2) if engine == "postgres" else None
    runs: list[int] = []

    def crossing(first: int, second: int) -> Callable[[Transaction], Awaitable[None]]:
        async def cross(tx: Transaction) -> None:
            runs.append(first)
            await tx.execute("note.swap", {"id": first, "text": f"note {first}", "expected": f"note {first}"})
            if both and len(runs) <= 2:
                await both.wait()
            await tx.execute("note.swap", {"id": second, "text": f"note {second}", "expected": f"note {second}"})

        return cross

    await asyncio.gather(notes.write(crossing(1, 2)), notes.write(crossing(2, 1)))
    assert len(runs) == (3 if both else 2)


async def test_retries_end(notes: Storage, engine: str) -> None:
    runs: list[int] = []

    async def contend(tx: Transaction) -> None:
        runs.append(1)
        raise StorageContended

    with pytest.raises(StorageContended):
        await notes.write(contend)
    assert len(runs) == (5 if engine == "postgres" else 1)
