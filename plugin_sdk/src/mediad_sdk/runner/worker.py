"""What a disposable media worker can do."""

from __future__ import annotations

from mediad_sdk.runner.roots import identify, lstat
from mediad_sdk.runner.walk import Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_LARGEST_PICTURE = 32 << 20


def inventory() -> dict[str, Callable[..., Any]]:
    """Name the operations of a worker that only looks: it opens no file and imports no plugin."""
    walk = Walk()
    return {"know": walk.know, "walk": walk.walk, "identify": identify, "lstat": lstat}


def extraction() -> dict[str, Callable[..., Any]]:
    """Name the operations of a worker that runs the code of media types; it finds its board as descriptor 4."""
    from mediad_sdk.runner import guard  # noqa: PLC0415  # a walk needs neither the guard nor the values below
    from mediad_sdk.runner.board import EXTRACT, Board  # noqa: PLC0415  # as above
    from mediad_sdk.runner.bootstrap import BOARD  # noqa: PLC0415  # as above
    from mediad_sdk.runner.folders import Folders, Types  # noqa: PLC0415  # as above

    guard.install()
    board = Board(BOARD)
    types = Types(board)

    def folders(folders: list[dict[str, Any]], **request: Any) -> Any:
        """Claim, extract and assemble folders of one root."""
        return Folders(types, board, request).run(folders)

    def one(folder: dict[str, Any], kind: int, file: int, **request: Any) -> Any:
        """Extract a single file."""
        return Folders(types, board, request).one(folder, kind, file)

    def artwork(root: bytes, folder: bytes, name: bytes, function: str, seconds: float) -> bytes | None:
        """Read the picture inside a file."""
        board.begin(EXTRACT)
        try:
            return guard.run(_picture, types.get(function, 0, seconds), (root, folder, name), seconds=seconds)  # type: ignore[no-any-return]  # _picture checked it
        finally:
            board.rest()

    def call(function: str, arguments: dict[str, Any], seconds: float) -> Any:
        """Run a function that touches no root: what it works on comes and goes by the wire."""
        board.begin(EXTRACT)
        try:
            return guard.run(types.get(function, 0, seconds), *arguments.values(), seconds=seconds)
        finally:
            board.rest()

    return {"folders": folders, "one": one, "artwork": artwork, "call": call, "samples": _samples}


def _picture(function: Callable[..., Any], place: tuple[bytes, bytes, bytes]) -> bytes | None:
    from mediad_sdk.runner.guard import Failure  # noqa: PLC0415  # as above
    from mediad_sdk.runner.media import OpenFile  # noqa: PLC0415  # as above

    with OpenFile(*place) as file:
        picture = function(file)
    if picture is not None and not (isinstance(picture, bytes) and len(picture) <= _LARGEST_PICTURE):
        raise Failure("too_large", f"a picture is bytes, at most {_LARGEST_PICTURE}")
    return picture


def _samples(function: str, folder: str) -> None:
    """Let a media type write its own sample library into a folder."""
    from pathlib import Path  # noqa: PLC0415  # only who makes samples pays for it

    from mediad_sdk.runner.bootstrap import load  # noqa: PLC0415  # as above

    load(function)(Path(folder))
