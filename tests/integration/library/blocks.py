"""A media type for tests, run by real workers: `NAME.block` holds a title, `NAME.says` a better one; notes beside."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad_sdk import Claim, Companion, Document, Edition, Part, Source, Work, match_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mediad_sdk import Extracted, Listing, MediaFile

COUNTED = "opened.log"
"""Lies beside the root: each opening adds a line."""


def claim(listing: Listing) -> Claim | None:
    names = tuple(entry.name for entry in listing.files if entry.name.endswith((b".block", b".says")))
    notes = tuple(entry.name for entry in listing.files if entry.name.endswith(b".note"))
    return Claim(files=names, companions=notes, confidence=0.9) if names else None


def extract(file: MediaFile) -> Mapping[str, Any]:
    with file.open() as stream:
        title = stream.read().decode()
    above = next(path for path in Path(file.path).parents if path.name == "blocks")
    log = os.open(above.with_name(COUNTED), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, f"{title}\n".encode())
    os.close(log)
    return {"title": title}


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterator[Work]:
    said = {found.name[:-5]: found for found in facts if found.name.endswith(b".says") and not found.error}
    notes = [entry.name for entry in listing.files if entry.name.endswith(b".note")]
    for found in facts:
        if not found.error and found.name.endswith(b".block"):
            title = found.facts["title"]
            beside = said.get(found.name[:-6])
            sidecar = (
                [Document(source="sidecar", fields={"title": beside.facts["title"]}, file=beside.name)]
                if beside
                else []
            )
            yield Work(
                kind="block",
                key=match_key(title),
                documents=(Document(source="tags", fields={"title": title}, file=found.name), *sidecar),
                editions=(_edition(title, found.name),),
                companions=tuple(Companion(role="lyrics", files=(name,)) for name in notes),
            )


def _edition(title: str, name: bytes) -> Edition:
    parts = (Part(sources=(Source(file=name),)),)
    if title.startswith("torn"):
        return Edition(parts=parts, status="incomplete", reason="It ends in the middle.")
    return Edition(parts=parts)


def dies(file: MediaFile) -> Mapping[str, Any]:
    """Read a sidecar, and end the worker."""
    os._exit(3)
