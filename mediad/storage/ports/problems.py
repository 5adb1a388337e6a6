"""What is wrong with a library: folders, files and editions that cannot be used, each with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.storage.ports.inventory import GONE
from mediad.storage.ports.libraries import shown

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row

_SECTION = 60
"""Bits of an id; what stands above them in a place says of what."""


async def of_library(reader: Reader, library: int, *, after: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """List what is wrong, with the reason and what to do: folders, then files, then editions that are not whole.

    Each has a place to go on `after`; the first has none before it.
    """
    found: list[dict[str, Any]] = []
    for section, (statement, show) in enumerate(_PROBLEMS):
        begin = section << _SECTION
        if len(found) < limit and after < begin + (1 << _SECTION):
            params = {"library": library, "after": max(after - begin, 0), "limit": limit - len(found)}
            found += [{"after": begin + row[0], **show(row)} for row in await reader.fetch_all(statement, params)]
    return found


def _of_folder(row: Row) -> dict[str, Any]:
    _, root, path, state, reason, since = row
    code = "vanished" if reason == GONE else "media_type_failed" if state == "present" else "unreadable_folder"
    return {"path": _joined(root, path), "code": code, "reason": reason, "since": since}


def _of_file(row: Row) -> dict[str, Any]:
    _, uid, root, path, name, code, reason, since = row
    where = _joined(root, (path + b"/" + name if path else name) if name else path)
    return {"path": where, "code": code, "reason": reason, "since": since, **({"id": uid} if uid else {})}


_PROBLEMS = (
    ("problems.folders", _of_folder),
    ("problems.files", _of_file),
    ("problems.editions", _of_file),
)


def _joined(root: bytes, path: bytes) -> str:
    return shown(root + b"/" + path if path else root)
