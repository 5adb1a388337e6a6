"""Routes that are brought when the first of their addresses is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.operation import Operation
from mediad.http.route import API, check_routes
from mediad.http.router import Router, decoded
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mediad.http.route import Route
    from mediad.http.router import Found

_BEHIND = API[1:].split("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Routes that lie together.

    Attributes:
        words: What follows the API's prefix in their paths; no other chapter has it.
        routes: Imports and makes them.
    """

    words: tuple[str, ...]
    routes: Callable[[], Sequence[Route]]


class Chapters(Router[Operation]):
    """The routes of the core, which grow by a chapter when a path lies in one that nobody has asked for."""

    def __init__(self, routes: Iterable[Route], chapters: Iterable[Chapter] = ()) -> None:
        super().__init__(Operation(route) for route in routes)
        self._closed = {word: chapter for chapter in chapters for word in chapter.words}

    def find(self, raw_path: str) -> Found[Operation] | None:
        """Find what stands at a path, in whatever chapter that is."""
        found = super().find(raw_path)
        if found is None and (chapter := self._closed.get(_word(raw_path))) is not None:
            self._open(chapter)
            found = super().find(raw_path)
        return found

    def _open(self, chapter: Chapter) -> None:
        routes = chapter.routes()
        check_routes(routes)
        for route in routes:
            self._add(Operation(route))
        for word in chapter.words:
            del self._closed[word]


def _word(raw_path: str) -> str:
    segments = decoded(raw_path) or []
    behind = len(_BEHIND)
    return segments[behind] if segments[:behind] == _BEHIND and len(segments) > behind else ""
