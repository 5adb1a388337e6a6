"""Every regular expression of the library, against what makes them slow."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import mediad_names
from mediad_names.patterns import Pattern

for _module in pkgutil.walk_packages(mediad_names.__path__, "mediad_names."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)

LENGTH = 65536
HOSTILE = [
    "[",
    "(",
    " ",
    ".",
    "1",
    "a",
    "-",
    "_",
    "s1e1",
    "1x",
    "[1",
    "★",
    "第1",
    "www.",
    "a.",
    "1-",
    "1 - ",
    "(a",
    "e1-",
    "A.",
    '"',
]


def repeats(tree: Any, outer: int = 1) -> Iterator[int]:
    """Yield, for every repeat, how often it and those around it repeat together."""
    for operator, argument in tree:
        if operator in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            times = outer * min(int(argument[1]), 10**6)
            yield times
            yield from repeats(argument[2], times)
        elif operator is code.SUBPATTERN:
            yield from repeats(argument[3], outer)
        elif operator is code.BRANCH:
            for branch in argument[1]:
                yield from repeats(branch, outer)
        elif operator in (code.ASSERT, code.ASSERT_NOT):
            yield from repeats(argument[1], outer)


def nested_without_end(source: str) -> bool:
    """Tell an endless repeat inside of another repeat."""
    return any(times > 10**6 for times in repeats(parser.parse(source)))


def test_the_walk_finds_a_repeat_of_repeats() -> None:
    assert nested_without_end(r"(?:a+)+b")
    assert nested_without_end(r"(?:a{1,3}b*){2}c")
    assert not nested_without_end(r"(?:a{1,3}b){0,30}c+")


def test_there_are_expressions_to_walk() -> None:
    assert len(Pattern.every) > 30


@pytest.mark.parametrize("pattern", Pattern.every, ids=lambda pattern: pattern.source[:40])
def test_no_expression_repeats_what_repeats_without_end(pattern: Pattern) -> None:
    assert not nested_without_end(pattern.source)


@pytest.mark.parametrize("pattern", Pattern.every, ids=lambda pattern: pattern.source[:40])
def test_every_expression_is_linear_in_64_kib_of_hostile_text(pattern: Pattern) -> None:
    compiled = re.compile(pattern.source)
    for piece in HOSTILE:
        text = (piece * LENGTH)[:LENGTH] + "\x00"
        started = time.process_time()
        for _ in compiled.finditer(text):
            pass
        assert time.process_time() - started < 2, piece


def test_nothing_is_compiled_by_importing() -> None:
    fresh = Pattern("a")
    try:
        assert "compiled" not in vars(fresh)
        assert fresh.search("ba") is not None
        assert "compiled" in vars(fresh)
    finally:
        Pattern.every.remove(fresh)
