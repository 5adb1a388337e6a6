"""What nobody holds and nobody kept anything of is forgotten, but for its public id, which is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import says, toy

from mediad.storage.ports import inventory, subjects, userdata
from mediad.storage.ports.burying import bury
from mediad_sdk import Position, Work
from mediad_sdk.errors import Gone

if TYPE_CHECKING:
    from contract.toy_library import Disk

    from mediad.storage.ports import Transaction

DAY = 86_400


def credited(title: str, by: str, file: bytes) -> Work:
    return toy(title, file, documents=(says(title, credits=[{"name": by, "role": "maker"}]),))


async def fill(disk: Disk) -> None:
    box = Work(kind="box", key="box", documents=(says("The Box"),))
    piece = Work(kind="piece", key="p", parent=box, position=Position(label="1", value=1), documents=(says("Piece"),))
    await disk.say("lost", credited("Lost", "Ann", b"l"), credited("Loved", "Bob", b"m"), box, piece)
    await disk.say("kept", credited("Kept", "Cora", b"k"))


async def lose(disk: Disk) -> None:
    """Let the folder be gone, and its files be forgotten."""
    files = [disk.files[disk.folders["main", "lost"], name] for name in (b"l", b"m")]
    await disk.lose(*files)
    await disk.storage.write(lambda tx: inventory.delete_files(tx, files))
    await disk.say("lost")


async def buried(disk: Disk, days: int) -> int:
    before = disk.clock.now - days * DAY * 1000

    async def unit(tx: Transaction) -> int:
        return await bury(tx, before, disk.clock.now, most=100)

    amount = 0
    while part := await disk.storage.write(unit):
        amount += part
    return amount


async def ids(disk: Disk) -> dict[str, str]:
    named = {"toy": ("lost", "loved", "kept"), "box": ("box",), "person": ("ann", "bob", "cora")}
    kinds = {kind: keys for kind, keys in named.items() if kind != "person"}
    found = {key: await disk.uid(kind, key) for kind, keys in kinds.items() for key in keys}
    for key in named["person"]:
        item: Any = await disk.item("toy", {"ann": "lost", "bob": "loved", "cora": "kept"}[key])
        found[key] = item["credits"][0]["party"]["id"]
    return found


async def gone(disk: Disk, uids: dict[str, str]) -> set[str]:
    out = set()
    for name, uid in uids.items():
        try:
            await subjects.id_of(disk.storage, uid)
        except Gone:
            out.add(name)
    return out


async def test_what_is_nowhere_for_long_is_gone_and_what_somebody_rated_is_not(disk: Disk) -> None:
    await fill(disk)
    uids = await ids(disk)
    loved = await subjects.id_of(disk.storage, uids["loved"])
    await disk.storage.write(lambda tx: tx.execute("toy.account", (1, "account", "Ann", "ann")))
    await disk.storage.write(lambda tx: userdata.rate(tx, 1, loved, 90))
    assert await buried(disk, 30) == 0
    await disk.clock.sleep(40 * DAY)
    assert await buried(disk, 30) == 0
    await lose(disk)
    assert await buried(disk, 30) == 0
    await disk.clock.sleep(31 * DAY)
    assert await buried(disk, 30) == 4  # with the piece in the box
    assert await gone(disk, uids) == {"lost", "ann", "box"}
    assert await disk.found("lost") == []
    assert await disk.titles("toy") == ["Kept"]
    with pytest.raises(Gone):
        await disk.items.item(disk.storage, disk.viewer(), uids["lost"])


async def test_what_comes_back_after_that_is_another_one(disk: Disk) -> None:
    await fill(disk)
    uids = await ids(disk)
    await lose(disk)
    await disk.clock.sleep(31 * DAY)
    await buried(disk, 30)
    await disk.say("lost", credited("Lost", "Ann", b"l2"), credited("Loved", "Bob", b"m2"))
    assert await disk.uid("toy", "lost") != uids["lost"]
    assert await disk.titles("toy") == ["Kept", "Lost", "Loved"]
    assert await disk.found("lost") == ["Lost"]
