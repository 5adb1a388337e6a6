"""What a media worker can do that runs the code of media types; it finds its board as descriptor 4."""

from __future__ import annotations

import gc
import os

from mediad_sdk.runner import guard
from mediad_sdk.runner.board import CLAIM, EXTRACT, Board
from mediad_sdk.runner.folders import Folders
from mediad_sdk.runner.guard import Failure
from mediad_sdk.runner.loading import Types
from mediad_sdk.runner.media import OpenFile
from mediad_sdk.runner.stub import BOARD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_LARGEST_PICTURE = 32 << 20


def operations() -> dict[str, Callable[..., Any]]:
    """Name the operations."""
    guard.install()
    gc.set_threshold(50_000, 20, 100)  # tags make many small objects and hardly a cycle
    work = Extraction(Board(BOARD))
    return {
        "folders": work.folders, "one": work.one, "picture": work.picture, "call": work.call
    }  # fmt: skip  # one table


class Extraction:
    """The operations that run under the watch of the board."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._types = Types(board)
        self._place: tuple[int, int] | None = None

    def folders(self, folders: list[dict[str, Any]], **request: Any) -> Any:
        """Claim, extract and assemble folders of one root."""
        self._recognise(request["root"])
        return Folders(self._types, self._board, request).run(folders)

    def one(self, folder: dict[str, Any], kind: int, file: int, **request: Any) -> Any:
        """Extract a single file."""
        self._recognise(request["root"])
        return Folders(self._types, self._board, request).one(folder, kind, file)

    def picture(self, root: bytes, path: bytes, function: str, made: str, more: dict[str, Any], seconds: float) -> Any:
        """Make something of a picture file, or of the picture inside a file; the picture never leaves this worker."""
        self._recognise(root)
        read = self._types.get(function, 0, seconds) if function else None
        make = self._types.get(made, 0, seconds)
        folder, _, name = path.rpartition(b"/")
        return self._watched(_made, seconds, read, make, more, OpenFile(root, folder, name))

    def call(self, function: str, arguments: dict[str, Any], seconds: float) -> Any:
        """Run a function that touches no root: what it works on comes and goes by the wire."""
        return self._watched(self._types.get(function, 0, seconds), seconds, *arguments.values())

    def _recognise(self, root: bytes) -> None:
        """End this worker when another disk lies where its root was: it is held to the former one."""
        self._board.begin(CLAIM)  # a look may hang too
        try:
            facts = os.stat(root)
        except OSError:
            return  # each file will say why
        here = facts.st_dev, facts.st_ino
        if here != (self._place or here):
            self._board.rest()
            os._exit(0)
        self._place = here

    def _watched(self, function: Callable[..., Any], seconds: float, *arguments: Any) -> Any:
        self._board.begin(EXTRACT)
        try:
            return guard.run(function, *arguments, seconds=seconds)
        finally:
            self._board.rest()


def _made(read: Callable[..., Any] | None, make: Callable[..., Any], more: dict[str, Any], file: OpenFile) -> Any:
    """Give what is made of a picture, None where the file holds none."""
    if read is not None:
        data = _picture(read, file)
        return None if data is None else make(data, **more)
    with file:
        return make(file.open(), **more)


def _picture(function: Callable[..., Any], file: OpenFile) -> bytes | None:
    with file:
        picture = function(file)
    if picture is not None and not (isinstance(picture, bytes) and len(picture) <= _LARGEST_PICTURE):
        raise Failure("too_large", f"a picture is bytes, at most {_LARGEST_PICTURE}")
    return picture
