"""Files that the surest type declines once it has read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from conftest import House


async def works(house: House) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in await house.storage.fetch_all("marbles.titles")]


async def test_what_one_type_declines_is_of_the_next_and_stays_so(toys: House) -> None:
    await toys.scan()
    assert await works(toys) == [("marble", "marble of clay"), ("marble", "marble of glass"), ("block", "oak")]
    assert (await toys.files())[b"bag/b.block"].type == "marbles"
    assert (await toys.scan())["counts"]["opened"] == 0
    toys.put("bag/d.block", "marble of agate")
    await toys.scan()
    assert {name: file.type for name, file in (await toys.files()).items()} == {
        b"bag/b.block": "marbles", b"bag/c.block": "marbles", b"bag/d.block": "marbles", b"box/a.block": "blocks",
    }  # fmt: skip  # a table


@pytest.mark.parametrize("scans", [1, 2])
@pytest.mark.parametrize(
    ("titles", "owner"),
    [
        (("marble of agate", "ash", "marble of onyx", "fir"), "blocks"),
        (("marble of agate", "ash", "marble of onyx"), "marbles"),
        (("marble of agate", "broken", "broken"), "marbles"),
        (("broken", "broken"), "blocks"),
    ],
)
async def test_most_files_of_a_folder_that_can_be_read_say_whose_all_are(
    toys: House, titles: tuple[str, ...], owner: str, scans: int
) -> None:
    names = [f"sack/{number}.block" for number in range(len(titles))]
    for name, title in zip(names[scans - 1 :], titles[scans - 1 :], strict=True):
        toys.put(name, title)
    if scans > 1:
        await toys.scan()
        toys.put(names[0], titles[0])
    await toys.scan()
    files = await toys.files()
    assert {files[name.encode()].type for name in names} == {owner}


async def test_a_sidecar_of_what_was_declined_is_read(toys: House) -> None:
    toys.tools.sidecars[:] = [
        Sidecar(id="label", label="x", kinds=("marble",), names=("{stem}.label",), read="marbles:label")
    ]
    await toys.declare(types=("blocks", "marbles"), sidecars=["label"])
    toys.put("bag/b.label", "Eye of a cat")
    toys.put("box/a.label", "Eye of a dog")
    await toys.scan()
    assert await works(toys) == [("marble", "Eye of a cat"), ("marble", "marble of clay"), ("block", "oak")]


async def test_what_nobody_else_claims_stays(toys: House) -> None:
    await toys.declare(types=("blocks",))
    await toys.scan()
    assert {kind for kind, _ in await works(toys)} == {"block"}
