"""A library of each class, seen with its own types and with all; `make accuracy` looks at every library."""

from __future__ import annotations

import asyncio

import pytest
from accuracy.run import CLASS_GOAL, GOAL, by_class, installed
from accuracy.scorer import Score
from accuracy.truth import LIBRARIES, Library, Tree

CLASSES, WORKS = 30, 250


@pytest.fixture(scope="module")
def firsts() -> list[Library]:
    """The first library of each class whose types are all installed."""
    known = asyncio.run(installed())
    out: dict[str, Library] = {}
    for one in LIBRARIES:
        if known >= set(one.types.split(",")):
            out.setdefault(one.group, one)
    return list(out.values())


@pytest.mark.timeout(600)
def test_messy_libraries_become_the_works_that_they_are(firsts: list[Library]) -> None:
    found = by_class(firsts)
    every = Score()
    for score in found.values():
        every.add(score)
    assert {group: score.misses for group, score in found.items() if score.share < CLASS_GOAL} == {}
    assert every.share >= GOAL, every.misses


def test_there_are_enough_libraries_to_say_something(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("libraries")
    works = 0
    for one in LIBRARIES:
        tree = Tree(place / one.name)
        one.write(tree)
        works += len(tree.works)
    assert len({one.group for one in LIBRARIES}) >= CLASSES
    assert works >= WORKS
    assert len({one.name for one in LIBRARIES}) == len(LIBRARIES)
