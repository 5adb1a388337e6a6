"""A library that was just named is looked at, and the clock knows it, without anybody asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from counted import install
from outside import Outside, library, outside, until

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def house() -> Iterator[Outside]:
    with outside() as made:
        made.environment["PYTHONPATH"] = str(install(made.place / "site"))
        for folder in ("declared", "made", "quiet"):
            (made.place / "blocks" / folder).mkdir(parents=True)
            (made.place / "blocks" / folder / f"{folder}.block").write_text(folder)
        declared = library("declared", ["blocks"], made.place / "blocks/declared").replace("scan = ''\n", "")
        made.declare(declared, library("quiet", ["blocks"], made.place / "blocks/quiet"))
        made.start()
        yield made


def titles(house: Outside) -> list[Any]:
    return [each["title"] for each in house.items("/items?kind=block")]


def planned(house: Outside) -> list[str]:
    return [each["id"] for each in house.items("/schedules")]


def test_what_is_new_is_scanned_and_planned_unless_its_library_waits_to_be_asked(house: Outside) -> None:
    until(lambda: titles(house) == ["declared"], 20, lambda: str(titles(house)))
    body = {"name": "Made", "types": ["blocks"], "roots": [str(house.place / "blocks/made")], "quick": "*/5 * * * *"}
    made = house.send("POST", "/libraries", body)
    until(lambda: titles(house) == ["declared", "made"], 20, lambda: str(titles(house)))
    assert {f"library.{made['id']}.full", f"library.{made['id']}.quick"} <= set(planned(house))
    path = f"/api/v1/libraries/{made['id']}"
    tag = house.ask("GET", path).headers["ETag"]
    assert house.ask("PATCH", path, {"quick": "", "scan": ""}, If_Match=tag).status == 200
    until(lambda: not any(made["id"] in each for each in planned(house)), 5)
    quiet = next(each for each in house.items("/libraries") if each["name"] == "Quiet")
    assert quiet["roots"][0]["state"] == "new"
