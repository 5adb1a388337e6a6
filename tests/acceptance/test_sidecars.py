"""A library that wants NFO files: what a person says of a film is beside it a moment later, and stays theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, library, outside, until

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def house() -> Iterator[Outside]:
    with outside() as made:
        films = made.place / "films"
        for name in ("Lamp (2011)", "Sea (1999)"):
            (films / name).mkdir(parents=True)
            (films / name / f"{name}.strm").write_text("https://example.org/")
        (films / "Sea (1999)/movie.nfo").write_text("<movie><title>Ocean</title><mine>kept</mine></movie>\n")
        schedule = '[schedules.sidecars]\njob = "library.sidecars"\ncron = "0 5 * * 0"\n'
        made.declare(library("films", ["movies"], films, watch=True) + 'sidecars = ["nfo"]\n', settings=schedule)
        yield made.start()


def film(house: Outside, title: str) -> dict[str, Any]:
    return next(each for each in house.items("/items?kind=film") if each["title"] == title)


def lock(house: Outside, title: str, **said: Any) -> None:
    path = f"/api/v1/items/{film(house, title)['id']}"
    assert house.ask("PATCH", path, {"lock": said}, If_Match="*").status == 200


def is_quiet(house: Outside) -> bool:
    return all(each["state"] == "finished" for each in house.items("/jobs"))


def test_what_is_known_is_written_and_what_was_written_by_hand_stays(house: Outside) -> None:
    lamp, sea = house.place / "films/Lamp (2011)/Lamp (2011).nfo", house.place / "films/Sea (1999)/movie.nfo"
    house.scan()
    until(lambda: is_quiet(house), 30, lambda: str(house.items("/jobs")))
    assert not lamp.exists()  # only its name speaks of it
    lock(house, "Lamp", tagline="Lit.")
    until(lamp.exists, 30, lambda: str(house.items("/jobs")))
    assert "<year>2011</year>" in lamp.read_text()
    lock(house, "Ocean", overview="Wide & deep.", genres=["Drama", "Weather"])
    until(lambda: "<plot>Wide &amp; deep.</plot>" in sea.read_text(), 20, lambda: str(house.items("/jobs")))
    for kept in ("<mine>kept</mine>", "<genre>Drama</genre>", "<genre>Weather</genre>"):
        assert kept in sea.read_text()
    until(lambda: is_quiet(house), 20)
    before = [(each.stat().st_ino, each.stat().st_mtime_ns) for each in (lamp, sea)]
    jobs = len(house.items("/jobs?type=library.sidecars"))
    house.scan()
    house.scan()
    until(lambda: is_quiet(house), 20)
    assert [(each.stat().st_ino, each.stat().st_mtime_ns) for each in (lamp, sea)] == before
    assert len(house.items("/jobs?type=library.sidecars")) == jobs  # what mediad wrote is no news to it
    assert {each["title"] for each in house.items("/items?kind=film")} == {"Lamp", "Ocean"}
    lamp.unlink()
    house.scan()
    assert house.cli("schedule", "run", "config.sidecars").code == 0
    until(lamp.exists, 20, lambda: str(house.items("/jobs")))


def test_a_format_that_nobody_writes_is_refused(house: Outside) -> None:
    made = {"name": "More", "types": ["movies"], "roots": [str(house.place / "more")], "sidecars": ["nof"]}
    answer = house.ask("POST", "/api/v1/libraries", made)
    [error] = answer.json["errors"]
    assert (answer.status, error) == (422, {"pointer": "/sidecars/0", "detail": "is none of nfo"})
    assert house.cli("config", "check").code == 0
    house.declare(library("films", ["movies"], house.place / "films", watch=True) + 'sidecars = ["nfo", "lrc"]\n')
    checked = house.cli("config", "check")
    assert (checked.code, 'libraries.films.sidecars: "lrc" is none of nfo' in checked.err) == (78, True)
