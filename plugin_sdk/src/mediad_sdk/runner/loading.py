"""The code that a worker runs, imported when it is first needed."""

from __future__ import annotations

from mediad_sdk.runner import guard
from mediad_sdk.runner.board import LOAD, Board
from mediad_sdk.runner.bootstrap import load
from mediad_sdk.runner.guard import Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Types:
    """The functions of media types, imported once a worker; a type whose code does not load has a failure instead."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._loaded: dict[str, Callable[..., Any] | Failure] = {}

    def get(self, reference: str, kind: int, seconds: float) -> Callable[..., Any]:
        """Give the function that a media type names; its first use imports it."""
        found = self._loaded.get(reference)
        if found is None:
            self._board.begin(LOAD, 0, kind)
            try:
                found = guard.run(load, reference, seconds=seconds)
            except Failure as failure:
                found = Failure("load_failed", failure.reason)
            self._loaded[reference] = found
        if isinstance(found, Failure):
            raise Failure(found.code, found.reason)
        return found

    def ready(self, reference: str, kind: int, seconds: float) -> None:
        """Import a function before it is used: what the first file does to it is not blamed on the import."""
        try:
            self.get(reference, kind, seconds)
        except Failure:
            return  # who uses it hears of that
