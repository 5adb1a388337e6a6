"""A media type for tests that claims what blocks are surer of: a block whose title says that it is a marble."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import blocks

from mediad_sdk import Claim, Document, Edition, Part, Source, Work, match_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mediad_sdk import Extracted, Listing, MediaFile


def claim(listing: Listing) -> Claim | None:
    found = blocks.claim(listing)
    return found and replace(found, confidence=0.3)


def extract(file: MediaFile) -> Mapping[str, Any]:
    with file.open() as stream:
        title = stream.read().decode()
    if title.startswith("broken"):
        raise ValueError(title)
    return {"title": title}


def of_blocks(file: MediaFile) -> Mapping[str, Any]:
    """Read a block, and decline it where it says that it is a marble."""
    facts = extract(file)
    return {**facts, "declined": facts["title"].startswith("marble")}


def label(file: MediaFile) -> Mapping[str, Any]:
    """Read a sidecar of marbles."""
    return extract(file)


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterator[Work]:
    for found in (each for each in facts if not each.error):
        title = found.facts["title"]
        edition = Edition(parts=(Part(sources=(Source(file=found.name),)),))
        said = Document(source="tags", fields={"title": title}, file=found.name)
        yield Work(kind="marble", key=match_key(title), documents=(said,), editions=(edition,))
