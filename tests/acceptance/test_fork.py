"""Nothing of ours has a privileged path: a fork of `movies` takes over its database, and does all that it did.

`make test-fork` runs this whole folder with the fork in the place of the original.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fork import fork
from outside import Outside, library, outside

from mediad_plugin_movies.samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Outside]:
    """Give a daemon with a library of films that was scanned by the original."""
    films = tmp_path / "films"
    films.mkdir()
    samples(films)
    with outside() as made:
        made.declare(library("films", ["movies"], films))
        made.start()
        made.scan()
        yield made


def shown(house: Outside) -> list[dict[str, Any]]:
    return [house.get(f"/items/{each['id']}") for each in house.items("/items?kind=film")]


def test_a_fork_goes_on_with_the_database_of_the_original(house: Outside, repository: Path, tmp_path: Path) -> None:
    before = shown(house)
    assert len(before) > 1
    house.stop()
    house.environment.update(fork(repository, tmp_path / "site", of="movies", name="cinema"))
    house.start()
    states = {each["instance"]: each["state"] for each in house.items("/plugins")}
    assert (states["movies"], states["cinema"]) == ("disabled", "running")
    assert shown(house) == before
    [counts] = house.scan()
    assert (counts["counts"]["added"], counts["counts"]["missing"]) == (0, 0)
    assert shown(house) == before
    (tmp_path / "films/A new one (2020)").mkdir()
    film = next((tmp_path / "films").rglob("*.mkv"))
    (tmp_path / "films/A new one (2020)/A new one (2020).mkv").write_bytes(film.read_bytes() + b"\0")
    house.scan()
    assert "A new one" in {each["title"] for each in shown(house)}
