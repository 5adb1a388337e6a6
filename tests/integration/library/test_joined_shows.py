"""Shows in folders of which some lack the year: they are the only show of that title that has one."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from mediad_plugin_tv.plugin import TV

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import House

PLAIN, FIRST, SECOND = "Lantern/Season 2", "Lantern (2001)/Season 1", "Lantern (2020)/Season 1"
ORDERS = [*permutations([PLAIN, FIRST]), *permutations([PLAIN, FIRST, SECOND])]


def put(series: House, folder: str) -> None:
    season, number = folder[-1], {PLAIN: 1, FIRST: 2, SECOND: 3}.get(folder, 4)
    series.put(f"{folder}/S0{season}E0{number}.strm", f"https://example.org/{folder}")


async def trees(series: House) -> dict[str, list[str]]:
    """Give the episodes of each show by its key."""
    found: dict[str, list[str]] = {}
    for _, key, episode in await series.storage.fetch_all("shows.trees"):
        found.setdefault(key, []).append(episode)
    return found


async def ids(series: House) -> dict[str, str]:
    return {key: uid for uid, key, _ in await series.storage.fetch_all("shows.trees")}


def truth(folders: Sequence[str]) -> dict[str, list[str]]:
    years = {"lantern|2001": ["aired|2"], "lantern|2020": ["aired|3"]}
    if SECOND in folders:
        return {"lantern|": ["aired|1"], **years}
    return {"lantern|2001": ["aired|1", "aired|2"]}


@pytest.mark.parametrize("folders", ORDERS, ids=lambda folders: ", ".join(each.split("/")[0] for each in folders))
async def test_a_folder_without_the_year_joins_the_only_year_in_whatever_order_they_come(
    series: House, folders: Sequence[str]
) -> None:
    for folder in folders:
        put(series, folder)
        await series.scan()
    assert await trees(series) == truth(folders)
    known = await ids(series)
    counts = (await series.scan())["counts"]
    assert (counts["added"], counts["changed"]) == (0, 0)
    await series.scan(mode="again")
    assert (await trees(series), await ids(series)) == (truth(folders), known)


@pytest.mark.parametrize("folders", [[PLAIN, FIRST], [PLAIN, FIRST, SECOND]], ids=["one year", "two years"])
async def test_one_scan_of_all_folders_finds_the_same(series: House, folders: Sequence[str]) -> None:
    for folder in folders:
        put(series, folder)
    await series.scan()
    assert await trees(series) == truth(folders)


async def test_a_show_keeps_its_id_when_its_year_turns_up(series: House) -> None:
    put(series, PLAIN)
    await series.scan()
    [before] = (await ids(series)).values()
    put(series, FIRST)
    await series.scan()
    assert await ids(series) == {"lantern|2001": before}


async def test_a_corrected_year_takes_the_folder_without_one_along(series: House) -> None:
    put(series, FIRST)
    put(series, PLAIN)
    await series.scan()
    (series.root / "Lantern (2001)").rename(series.root / "Lantern (2002)")
    await series.scan()
    put(series, "Lantern (2002)/Season 3")
    await series.scan()
    assert await trees(series) == {"lantern|2002": ["aired|1", "aired|2", "aired|4"]}


async def test_a_show_whose_year_is_gone_stays_who_it_is(series: House) -> None:
    put(series, FIRST)
    put(series, PLAIN)
    await series.scan()
    known = [*(await ids(series)).values()]
    shutil.rmtree(series.root / "Lantern (2001)")
    await series.scan()
    put(series, "Lantern/Season 3")
    await series.scan()
    assert [*(await ids(series)).values()] == known


async def test_the_folders_may_lie_in_two_roots(series: House) -> None:
    roots = [series.root / "new", series.root / "old"]
    put(series, f"new/{PLAIN}")
    put(series, f"old/{FIRST}")
    await series.declare(*(bytes(each) for each in roots), types=("tv",))
    await series.scan()
    assert [*await trees(series)] == ["lantern|2001"]
    put(series, f"old/{SECOND}")
    await series.scan()
    assert [*await trees(series)] == ["lantern|", "lantern|2001", "lantern|2020"]


async def test_whom_a_person_meant_by_a_name_is_not_decided_by_a_year(series: House) -> None:
    put(series, PLAIN)
    put(series, "Lamp (1999)/Season 3")
    await series.scan()
    shows = {key: row for row, key in await series.storage.fetch_all("shows.ids")}
    old, into = shows["lantern|"], shows["lamp|1999"]
    await series.storage.write(lambda tx: series.tools.catalogue.merge(tx, old, into))  # type: ignore[attr-defined]  # the real one
    put(series, FIRST)
    await series.scan()
    await series.scan(mode="again")
    assert await trees(series) == {"lamp|1999": ["aired|1", "aired|4"], "lantern|2001": ["aired|2"]}


async def test_only_kinds_that_say_so_are_joined(series: House) -> None:
    series.understand(replace(TV, kinds=tuple(replace(kind, open_keys=False) for kind in TV.kinds)))
    put(series, FIRST)
    put(series, PLAIN)
    await series.scan()
    assert [*await trees(series)] == ["lantern|", "lantern|2001"]
