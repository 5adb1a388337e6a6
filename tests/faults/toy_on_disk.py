"""A media type that claims everything and reads a byte of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_sdk.values.media import Claim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import Listing, MediaFile


def claim(listing: Listing) -> Claim:
    return Claim(files=tuple(entry.name for entry in listing.files))


def extract(file: MediaFile) -> Mapping[str, Any]:
    return {"first": file.open().read(1).hex()}


def assemble(_listing: Listing, _facts: object) -> list[Any]:
    return []
