"""Files that the surest type declines once it has read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import House


async def works(house: House) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in await house.storage.fetch_all("marbles.titles")]


async def test_what_one_type_declines_is_of_the_next_and_stays_so(toys: House) -> None:
    await toys.scan()
    assert await works(toys) == [("marble", "marble of glass"), ("block", "oak")]
    assert (await toys.files())[b"box/b.block"].type == "marbles"
    assert (await toys.scan())["counts"]["opened"] == 0
    toys.put("box/c.block", "marble of clay")
    await toys.scan()
    assert await works(toys) == [("marble", "marble of clay"), ("marble", "marble of glass"), ("block", "oak")]
    assert (await toys.files())[b"box/b.block"].type == "marbles"


async def test_what_is_away_stays_with_the_type_that_has_read_it(toys: House) -> None:
    await toys.scan()
    (toys.root / "box/b.block").unlink()
    toys.put("box/c.block", "ash")
    await toys.scan()
    assert (await toys.files())[b"box/b.block"].type == "marbles"
    toys.put("box/b.block", "marble of glass")
    await toys.scan()
    assert await works(toys) == [("block", "ash"), ("marble", "marble of glass"), ("block", "oak")]


async def test_what_nobody_else_claims_stays(toys: House) -> None:
    await toys.declare(types=("blocks",))
    await toys.scan()
    assert await works(toys) == [("block", "marble of glass"), ("block", "oak")]
