"""What works are made of, with what it is there twice for: files, editions, equal bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer


async def files(reader: Reader, viewer: Viewer, ids: Sequence[int]) -> Sequence[Row]:
    """Read the present files of some works, a work after the other; see `duplicates.sql` for what is told of each."""
    return await reader.fetch_all(
        "duplicates.files", {"ids": json.dumps(ids), "libraries": json.dumps(viewer.libraries)}
    )


async def places(reader: Reader, ids: Iterable[int]) -> Sequence[Row]:
    """Read where some files lie."""
    return await reader.fetch_all("duplicates.places", (json.dumps(sorted(ids)),))
