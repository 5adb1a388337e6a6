"""What a viewer reaches by a public id; anything else is not there."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from mediad.storage.ports import detail, subjects
from mediad.storage.ports import libraries as libraries_port
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.storage.ports import Reader
    from mediad.storage.ports.viewer import Viewer


async def visible(reader: Reader, sight: Viewer, uid: str) -> int:
    """Give the internal id of a work that somebody may see; raises `Moved`, `Gone` or `NotFound`."""
    number = await subjects.id_of(reader, uid)
    await detail.subject(reader, sight, number)
    return number


async def narrowed(reader: Reader, sight: Viewer, library: str) -> Viewer:
    """Look at one library alone; raises `NotFound` when it is none of the viewer's."""
    found = await libraries_port.by_uid(reader, library)
    if found is None or found.id not in sight.libraries:
        raise NotFound(f"There is no library {library}.", remedy="See the list of libraries.")
    return dataclasses.replace(sight, libraries=(found.id,))
