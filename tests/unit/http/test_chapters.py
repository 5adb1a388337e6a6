"""Chapters of the API: each opened when it is asked for, and none that lies about where its addresses are."""

from __future__ import annotations

from collections import Counter
from functools import partial
from unittest.mock import MagicMock

import pytest

from mediad.http import api
from mediad.http.answers import Answer
from mediad.http.chapter import Chapter, Chapters
from mediad.http.route import API, Call, Route, check_routes


async def _handler(_: Call[None, None]) -> Answer:
    return Answer(body=b"")


def _route(path: str) -> Route:
    return Route(method="GET", path=path, name=path, handler=_handler, permission="items.read", summary="One.")


@pytest.fixture
def opened() -> list[str]:
    """Collect the chapters that are opened."""
    return []


@pytest.fixture
def router(opened: list[str]) -> Chapters:
    """Give a table of two chapters."""

    def written(word: str) -> list[Route]:
        opened.append(word)
        return [_route(f"{API}/{word}/{{name}}")]

    chapters = [Chapter(words=(word, f"{word}s"), routes=partial(written, word)) for word in ("ship", "shore")]
    return Chapters([_route("/healthz")], chapters)


def test_a_chapter_is_opened_by_the_first_that_asks_for_it_and_no_other_is(router: Chapters, opened: list[str]) -> None:
    assert router.find(f"{API}/ship/anna") is not None
    assert router.find(f"{API}/ship/bertha") is not None
    assert router.find(f"{API}/ships/none") is None
    assert opened == ["ship"]


def test_a_word_in_percents_opens_its_chapter_too(router: Chapters, opened: list[str]) -> None:
    assert router.find(f"{API}/%73hip/anna") is not None
    assert opened == ["ship"]


@pytest.mark.parametrize("path", ["/healthz", "/", API, f"{API}/", "/ship/anna", f"{API}/port/anna", f"{API}/%ff/a"])
def test_nothing_else_opens_one(path: str, router: Chapters, opened: list[str]) -> None:
    router.find(path)
    assert opened == []


def test_every_route_of_a_chapter_lies_under_its_words_and_each_word_is_of_one_chapter() -> None:
    chapters = api.chapters(MagicMock())
    words = Counter(word for chapter in chapters for word in chapter.words)
    assert max(words.values()) == 1
    for chapter in chapters:
        assert {route.path.removeprefix(f"{API}/").split("/")[0] for route in chapter.routes()} == set(chapter.words)


def test_the_routes_of_all_chapters_together_are_declared_rightly() -> None:
    check_routes(api.routes(MagicMock()))
